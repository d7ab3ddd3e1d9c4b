package gizmo_test

import (
	"slices"
	"strconv"

	"github.com/cayleygraph/quad"
)

// follow follows a virtual predicate, forwards, backwards or both ways.
func (l *layman) follow(m *path, out, in bool) step {
	switch {
	case !in:
		return step{name: "follow", inline: m}
	case !out:
		return l.backwards(m)
	}
	l.anyOrder = true
	there := l.backwards(m)
	return step{name: "virtual", inner: m, run: func(e env, b bag) bag {
		b = e.once(b)
		return bag{rows: append(slices.Clone(e.steps(m.steps, b).rows), there.run(e, b).rows...)}
	}}
}

// virtual follows a virtual predicate from one row: where it ends, with the tags set on the way.
func (e env) virtual(m *path, r row, reverse bool) (out []row) {
	e.base = r
	b := bag{rows: []row{r}}
	if reverse {
		b = e.layman.backwards(m).run(e, b)
	} else {
		b = e.steps(m.steps, b)
	}
	for _, end := range e.definite(b).rows {
		n := r.to(end.at)
		n.tags, n.ways = r.taking(end.tags).tags, e.since(r.ways, end.ways)
		n.lost = n.lost || names(m.steps, e.context) != nil
		out = append(out, n)
	}
	return out
}

// recursion is followRecursive: a morphism, or a predicate that is crossed.
type recursion struct {
	of   *path
	most int // 0: no limit
	tags []string
}

func (l *layman) recursion(args []any) step {
	rec := &recursion{}
	if p, ok := args[0].(*path); ok {
		rec.of = p.followed()
	} else {
		rec.of = l.walk(&path{morphism: true, everywhere: true}, true, false, args[:1])
	}
	rest := args[1:]
	if len(rest) > 0 {
		n, isNumber := rest[0].(float64)
		if isNumber {
			rec.most = max(int(n), 0)
		}
		if l.misread == "a recursion ends with its first round" {
			rec.most = 1
		}
		if isNumber || rest[0] == nil {
			rest = rest[1:]
		}
	}
	rec.tags = tagsOf(rest)
	return step{name: "followRecursive", recurse: rec, tags: rec.tags, run: func(e env, b bag) bag {
		return bag{rows: e.recurse(rec, e.definite(b).rows, func(e env, b bag) bag { return e.steps(rec.of.steps, b) })}
	}}
}

// recurse follows again and again: each vertex met, once, at its smallest depth; for each set of tags that rows come with.
func (e env) recurse(rec *recursion, rows []row, follow func(env, bag) bag) (out []row) {
	done := map[string]bool{}
	for _, first := range rows {
		group := first.to(nil).key()
		if done[group] {
			continue
		}
		done[group] = true
		var from []row
		for _, r := range rows {
			if r.to(nil).key() == group {
				from = append(from, r)
			}
		}
		for i := range from {
			from[i].kept = nil
		}
		out = append(out, e.rounds(rec, e.least(from, nil), first.tags, follow)...)
	}
	return out
}

func (e env) rounds(rec *recursion, from []row, tags map[string]quad.Value, follow func(env, bag) bag) (out []row) {
	met := map[quad.Value]bool{}
	e.base = row{tags: tags, ways: e.base.ways}
	for depth := 1; len(from) > 0 && (rec.most == 0 || depth <= rec.most); depth++ {
		var new []row
		for _, r := range e.definite(follow(e, bag{rows: from})).rows {
			if !met[r.at] {
				new = append(new, r)
			}
		}
		new = e.least(new, []string{"id"})
		from = nil
		for _, r := range new {
			met[r.at] = true
			from = append(from, row{at: r.at, tags: tags, ways: r.ways, walk: r.walk, lost: r.lost})
			for _, t := range rec.tags {
				r = r.with(t, literal(strconv.Itoa(depth), "xsd:integer"))
			}
			out = append(out, r)
			e.spend(len(r.ways))
		}
	}
	return out
}

// least gathers rows as fold does; the walk to each is the first of theirs.
func (e env) least(rows []row, by []string) []row {
	out := e.fold(bag{rows: rows}, by)
	at := map[string]int{}
	for i := range out {
		at[out[i].key(by...)] = i
		out[i].kept, out[i].lost = nil, false
	}
	for _, r := range rows {
		o := &out[at[r.key(by...)]]
		o.lost = o.lost || r.lost
		if o.walk == r.walk {
			o.kept = r.kept
		}
		if c := compareTraces(r.walk, o.walk, true); c < 0 || c == 0 && o.kept == nil {
			o.walk, o.kept = r.walk, r.kept
		}
	}
	return out
}
