package gizmo_test

import (
	"slices"

	"github.com/cayleygraph/quad"
)

// step puts a step behind a path.
func (l *layman) step(p *path, name string, args []any) *path {
	switch name {
	case "out", "in", "both":
		return l.walk(p, name != "in", name != "out", args)
	case "has", "hasR":
		return p.then(l.has(name == "hasR", args))
	case "save", "saveR", "saveOpt", "saveOptR":
		return p.then(l.save(name == "saveR" || name == "saveOptR", name == "saveOpt" || name == "saveOptR", args))
	case "saveInPredicates", "saveOutPredicates":
		tag := plain(args[0])
		return p.then(each(name, func(e env, r row) (out []row) {
			for _, c := range e.cross(r.at, everything, name == "saveOutPredicates", name == "saveInPredicates") {
				out = append(out, e.crossed(r, c).with(tag, c.Predicate))
			}
			return out
		}).walking().setting(tag))
	case "inPredicates", "outPredicates":
		return p.then(gather(name, name == "outPredicates", name == "inPredicates", func(c crossing) quad.Value { return c.Predicate }))
	case "labels":
		return p.then(gather(name, true, true, func(c crossing) quad.Value { return c.Label }))
	case "is", "entity":
		if name == "entity" {
			args = l.called(args)
		}
		is := terms(args)
		return p.then(each(name, func(e env, r row) []row { return r.where(is.has(r.at)) }))
	case "filter":
		return p.then(each(name, func(e env, r row) []row { return r.where(passes(args, r.at)) }))
	case "tag", "as":
		tags := tagsOf(args)
		return p.then(each("tag", func(e env, r row) []row {
			for _, t := range tags {
				r = r.with(t, r.at)
				r.kept[t] = r.walk
			}
			return []row{r}
		}).setting(tags...))
	case "back":
		tag := plain(args[0])
		return p.then(each(name, func(e env, r row) []row {
			if l.misread == "back forgets what was found" {
				return row{at: r.tags[tag], tags: map[string]quad.Value{tag: r.tags[tag]}, ways: r.ways}.where(r.tags[tag] != nil)
			}
			return r.to(r.tags[tag]).returned(tag).where(r.tags[tag] != nil)
		}))
	case "why":
		return p.then(l.why(args))
	case "follow":
		return p.then(step{name: name, inline: args[0].(*path)})
	case "followR":
		if l.misread == "followR goes forwards" {
			return p.then(step{name: name, inline: args[0].(*path)})
		}
		other := args[0].(*path)
		if len(stepsOf(other.steps)) == 0 {
			return p // it is no step
		}
		return p.then(l.backwards(other))
	case "followRecursive":
		return p.then(l.recursion(args))
	case "path", "simplePath", "repeat", "shortestPath":
		return p.then(l.walks(name, args))
	case "labelContext":
		return p.then(step{name: name, context: l.labelContext(args)})
	}
	if name == "limit" && args[0].(float64) <= 0 {
		return p // it is no step
	}
	return p.then(l.together(name, args))
}

// together is a step that looks at more than one row, or at another path.
func (l *layman) together(name string, args []any) step {
	switch name {
	case "and", "intersect":
		return l.and(args[0].(*path))
	case "or", "union":
		other := args[0].(*path)
		return all(name, func(e env, rows []row) []row { return e.or(rows, other) }).bringing(other)
	case "except", "difference":
		other := args[0].(*path)
		return each(name, func(e env, r row) []row {
			return r.where(!slices.ContainsFunc(e.apart(other), func(o row) bool { return o.at == r.at }))
		})
	case "unique", "dedup":
		by := tagsOf(args)
		if l.misread == "unique is nothing" {
			return all(name, func(_ env, rows []row) []row { return rows })
		}
		return step{name: "unique", run: func(e env, b bag) bag { return bag{rows: e.fold(e.once(b), by)} }}
	case "order":
		keys := sortKeys(args)
		return step{name: name, run: func(e env, b bag) bag {
			rows := slices.Clone(e.definite(b).rows)
			slices.SortStableFunc(rows, func(a, b row) int { return compareBy(keys, a, b) })
			return bag{rows: rows, sorted: keys}
		}}
	case "limit":
		n := int(args[0].(float64))
		return step{name: name, run: func(e env, b bag) bag { return e.first(e.once(b), n) }}
	case "skip":
		n := int(args[0].(float64))
		return step{name: name, run: func(e env, b bag) bag {
			b = e.cut(e.once(b), n)
			b.rows = b.rows[min(n, len(b.rows)):]
			return b
		}}
	}
	if s, ok := l.group(name, args); ok {
		return s
	}
	panic("no step " + name)
}

// once is a bag of which rows were not yet taken; what is among the first of some first is not judged.
func (l *layman) once(b bag) bag { return bag{rows: l.definite(b).rows, sorted: b.sorted} }

func sortKeys(args []any) (keys []sortKey) {
	for i := 0; i < len(args); i++ {
		k := sortKey{name: plain(args[i])}
		if i+1 < len(args) && (plain(args[i+1]) == "asc" || plain(args[i+1]) == "desc") {
			k.down = plain(args[i+1]) == "desc"
			i++
		}
		keys = append(keys, k)
	}
	if keys == nil {
		keys = []sortKey{{name: "id"}}
	}
	return keys
}

// passes says whether a value passes all filters.
func passes(filters []any, v quad.Value) bool {
	return !slices.ContainsFunc(flat(filters), func(f any) bool { return !f.(filter)(v) })
}

// via reads what may stand where a predicate may: a set of predicates, or a morphism as a virtual one.
func (l *layman) via(args []any) (predicates set, virtual *path) {
	if len(args) == 0 || args[0] == nil {
		return everything, nil
	}
	if p, ok := args[0].(*path); ok {
		if p.morphism {
			return nil, p
		}
		return l.endOf(p), nil
	}
	return listed(terms(args[:1])), nil
}

// listed is a set that the program names.
func listed(n named) set { return func(v quad.Value) (bool, []quad.Quad) { return n.has(v), nil } }

// endOf is where a path ends, each for its shortest reason.
func (l *layman) endOf(p *path) set {
	return func(v quad.Value) (bool, []quad.Quad) {
		var ways []*way
		for _, r := range l.apart(p) {
			if r.at == v {
				ways = append(ways, r.ways...)
			}
		}
		if ways == nil {
			return false, nil
		}
		return true, show(ways).ways[0]
	}
}

// walk is out, in and both.
func (l *layman) walk(p *path, out, in bool, args []any) *path {
	predicates, virtual := l.via(args)
	if virtual != nil {
		return p.then(l.follow(virtual, out, in))
	}
	tags := tagsOf(args[min(1, len(args)):])
	return p.then(each("walk", func(e env, r row) (list []row) {
		for _, c := range e.cross(r.at, predicates, out, in) {
			n := e.crossed(r, c)
			for _, t := range tags {
				n = n.with(t, c.Predicate)
			}
			list = append(list, n.to(c.far).moved(c))
		}
		return list
	}).walking().setting(tags...))
}

// gather is a step to what the quads of a vertex have, each once.
func gather(name string, out, in bool, what func(crossing) quad.Value) step {
	return all(name, func(e env, rows []row) []row {
		var found []row
		for _, r := range rows {
			for _, c := range e.cross(r.at, everything, out, in) {
				if v := what(c); v != nil {
					found = append(found, r.over(c.why...).to(v).anew())
				}
			}
		}
		return e.fold(bag{rows: found}, nil)
	})
}

// has is has and hasR.
func (l *layman) has(reverse bool, args []any) step {
	predicates, virtual := l.via(args)
	ends := l.far(args[min(1, len(args)):])
	if virtual != nil {
		return each("has", func(e env, r row) (out []row) {
			for _, end := range e.virtual(virtual, r, reverse) {
				if ok, why := ends(end.at); ok {
					met := end.over(why...)
					met.at, met.ways = r.at, e.since(r.ways, met.ways)
					out = append(out, met)
				}
			}
			return out
		}).bringing(virtual).virtual(reverse)
	}
	return each("has", func(e env, r row) (out []row) {
		for _, c := range e.cross(r.at, predicates, !reverse, reverse) {
			if ok, why := ends(c.far); ok {
				c.why = slices.Concat(c.why, why)
				out = append(out, e.crossed(r, c))
				if l.misread == "has gives a row once" {
					break
				}
			}
		}
		return out
	}).walking()
}

func (s step) virtual(back bool) step { s.name, s.back = "virtual", back; return s }

// far reads what has wants of the far end.
func (l *layman) far(args []any) set {
	if len(args) == 0 || len(args) == 1 && args[0] == nil {
		return everything
	}
	if p, ok := args[0].(*path); ok {
		return l.endOf(p)
	}
	if _, ok := append(flat(args), nil)[0].(filter); ok {
		return func(v quad.Value) (bool, []quad.Quad) { return passes(args, v), nil }
	}
	return listed(terms(args))
}

// save is save, saveR, saveOpt and saveOptR.
func (l *layman) save(reverse, optional bool, args []any) step {
	predicates, virtual := l.via(args)
	tag := ""
	if len(args) > 1 && args[1] != nil {
		tag = plain(args[1])
	} else {
		t, _ := termOf(args[0])
		tag = writeTerm(t)
	}
	none := func(r row, found []row) []row {
		if found == nil && optional {
			if l.misread == "saveOpt drops rows" {
				return nil
			}
			return []row{r.with(tag, nil)}
		}
		return found
	}
	if virtual != nil {
		return each("save", func(e env, r row) (out []row) {
			for _, end := range e.virtual(virtual, r, reverse) {
				out = append(out, end.to(r.at).with(tag, end.at))
			}
			return none(r, out)
		}).bringing(virtual).virtual(reverse).setting(tag)
	}
	return each("save", func(e env, r row) (out []row) {
		for _, c := range e.cross(r.at, predicates, !reverse, reverse) {
			out = append(out, e.crossed(r, c).with(tag, c.far))
		}
		return none(r, out)
	}).walking().setting(tag)
}

// and pairs each row with each row of a path that ends at the same vertex.
func (l *layman) and(other *path) step {
	brings := names(other.steps, nil)
	return all("and", func(e env, rows []row) (out []row) {
		for _, r := range rows {
			for _, o := range e.apart(other) {
				if o.at != r.at {
					continue
				}
				for _, t := range brings {
					if _, has := r.tags[t]; has && o.tags[t] == nil {
						e.doubt("a tag that only one side has")
					}
				}
				out = append(out, e.behind(r.taking(o.tags), (*way).then, o.ways))
			}
		}
		return out
	}).bringing(other)
}

// or adds the rows of a path, which begin where the rows began.
func (e env) or(rows []row, other *path) []row {
	out := slices.Clone(rows)
	for _, o := range e.definite(env{e.layman, nil, row{ways: e.base.ways}}.path(other)).rows {
		o.lost = o.lost || len(e.base.tags) > 0
		r := o
		r.tags = row{tags: e.base.tags}.taking(o.tags).tags
		if e.misread == "or gives a row once" && slices.ContainsFunc(out, func(x row) bool { return x.key() == r.key() }) {
			continue
		}
		out = append(out, r)
	}
	return out
}

// why keeps each statement that a row rests on.
func (l *layman) why(args []any) step {
	tag := "statement"
	if len(args) > 0 && args[0] != nil {
		tag = plain(args[0])
	}
	background := []quad.Value{nil, quad.IRI("kg:entities"), quad.IRI("kg:vocabulary"), quad.IRI("kg:namespaces"), quad.IRI("kg:derived")}
	return each("why", func(e env, r row) (out []row) {
		if e.unsureWhy {
			e.doubt("what one of equal rows rests on")
		}
		var statements []quad.Value
		for _, w := range show(r.ways).ways {
			for _, q := range w {
				if !slices.Contains(background, q.Label) && !slices.Contains(statements, q.Label) {
					statements = append(statements, q.Label)
				}
			}
		}
		if statements == nil {
			return []row{r.with(tag, nil)}
		}
		for _, s := range statements {
			out = append(out, r.with(tag, s))
		}
		return out
	}).setting(tag)
}

func (l *layman) labelContext(args []any) *context {
	c := &context{tags: tagsOf(args[min(1, len(args)):])}
	if len(args) > 0 && args[0] != nil {
		c.labels, _ = l.via(args)
	}
	return c
}
