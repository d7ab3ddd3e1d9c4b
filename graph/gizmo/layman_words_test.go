package gizmo_test

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"
)

// global calls a function that stands beside g.
func (l *layman) global(name string, args []any) any {
	switch name {
	case "iri":
		if t, ok := args[0].(term); ok {
			if _, ok := t.Value.(quad.IRI); ok {
				return t
			}
		}
		return term{quad.IRI(bare(plain(args[0])))}
	case "str":
		return term{quad.String(plain(args[0]))}
	case "raw":
		return term{readRaw(plain(args[0]))}
	case "bnode":
		return term{quad.BNode(strings.TrimPrefix(plain(args[0]), "_:"))}
	case "lang":
		return term{quad.LangString{Value: quad.String(plain(args[0])), Lang: plain(args[1])}}
	case "typed":
		return term{literal(plain(args[0]), bare(plain(args[1])))}
	case "regex":
		re, withIRIs := regexp.MustCompile(plain(args[0])), len(args) > 1 && args[1] == true
		return filter(func(v quad.Value) bool { return (isLiteral(v) || withIRIs) && re.MatchString(textOf(v)) })
	case "like":
		return filter(func(v quad.Value) bool { return alike([]rune(textOf(v)), []rune(plain(args[0]))) })
	}
	bound, _ := termOf(args[0])
	sides := map[string][]int{"lt": {-1}, "lte": {-1, 0}, "gt": {1}, "gte": {1, 0}}[name]
	if sides == nil {
		panic("no function " + name)
	}
	return filter(func(v quad.Value) bool {
		c, ok := inOrder(v, bound)
		if l.misread == "gt compares text" {
			c, ok = strings.Compare(textOf(v), textOf(bound)), true
		}
		return ok && slices.Contains(sides, c)
	})
}

func bare(s string) string {
	if strings.HasPrefix(s, "<") && strings.HasSuffix(s, ">") {
		return s[1 : len(s)-1]
	}
	return s
}

func isLiteral(v quad.Value) bool {
	switch v.(type) {
	case quad.IRI, quad.BNode:
		return false
	}
	return true
}

// termOf reads a value as a term; loose says that it stands for every literal equal to it.
func termOf(v any) (t quad.Value, loose bool) {
	switch v := v.(type) {
	case term:
		return v.Value, false
	case text:
		return readTerm(v.string), false
	case float64:
		return numeral(v), true
	case bool:
		if v {
			return literal("true", "xsd:boolean"), true
		}
		return literal("false", "xsd:boolean"), true
	case time.Time:
		return literal(v.UTC().Format("2006-01-02T15:04:05.999999999Z"), "xsd:dateTime"), true
	}
	panic("not a term")
}

// named is what a program names: some values, by what they must be.
type named []func(quad.Value) bool

func (n named) has(v quad.Value) bool {
	return slices.ContainsFunc(n, func(is func(quad.Value) bool) bool { return is(v) })
}

// terms reads arguments that are terms or lists of them.
func terms(args []any) (n named) {
	for _, a := range flat(args) {
		t, loose := termOf(a)
		if loose {
			n = append(n, func(v quad.Value) bool { return equals(v, t) })
		} else {
			n = append(n, func(v quad.Value) bool { return v == t })
		}
	}
	return n
}

// flat writes lists out.
func flat(args []any) (out []any) {
	for _, a := range args {
		if list, ok := a.(*array); ok {
			out = append(out, list.items...)
		} else {
			out = append(out, a)
		}
	}
	return out
}

// tagsOf reads arguments that name tags.
func tagsOf(args []any) (out []string) {
	for _, a := range flat(args) {
		if t, ok := a.(text); ok && !slices.Contains(out, t.string) {
			out = append(out, t.string)
		}
	}
	return out
}

// graph calls a method of g.
func (l *layman) graph(name string, args []any) any {
	switch strings.ToLower(name) {
	case "v", "vertex", "entity":
		if name == "entity" {
			args = l.called(args)
		}
		p := &path{everywhere: len(args) == 0 && name != "entity", named: terms(args)}
		for _, is := range p.named {
			for _, v := range l.values {
				if is(v) {
					p.starts = append(p.starts, v)
				}
			}
		}
		return p
	case "m", "morphism":
		return &path{morphism: true, everywhere: true}
	case "emit":
		l.emit(args[0])
		return nil
	case "iri", "uri":
		return term{l.writtenOut(bare(plain(args[0])))}
	case "addnamespace", "adddefaultnamespaces", "loadnamespaces":
		l.namespaces(strings.ToLower(name), args)
		return nil
	}
	panic("no method g." + name)
}

// final runs a path; ok is false for what is no final.
func (l *layman) final(p *path, name string, args []any) (result any, ok bool) {
	most := 0
	if len(args) > 0 {
		if n, ok := args[0].(float64); ok {
			most = max(int(n), 0)
		}
	}
	switch name {
	case "all", "getLimit":
		l.ran = true
		l.give(p, l.first(l.run(p), most))
		return nil, true
	case "count":
		b := l.run(p)
		l.reads(b)
		n := float64(len(b.rows))
		if l.misread == "count counts vertices" {
			n = float64(len(l.fold(b, []string{"id"})))
		}
		return n, true
	case "toArray", "tagArray":
		b := l.definite(l.first(l.run(p), most))
		l.reads(b)
		return &array{l.hands(p, b, name == "tagArray"), !b.settled()}, true
	case "toValue", "tagValue":
		b := l.definite(l.first(l.run(p), 1))
		l.reads(b)
		return append(l.hands(p, b, name == "tagValue"), nil)[0], true
	case "forEach", "map":
		l.ran = true
		l.each(p, l.definite(l.first(l.run(p), most)), args[len(args)-1].(*function))
		return nil, true
	}
	return nil, false
}

// each calls a function with each row.
func (l *layman) each(p *path, b bag, f *function) {
	at, read := l.at, l.read
	for _, r := range b.rows {
		l.at, l.read = r.ways, nil
		l.apply(f, l.object(p, r))
		l.at, l.read = at, read
	}
}

// run runs a path from where the program is at.
func (l *layman) run(p *path) bag {
	return env{l, nil, row{ways: l.at}}.path(p)
}

// give gives rows as the answer.
func (l *layman) give(p *path, b bag) {
	names := append(names(p.steps, nil), "id")
	called := append(slices.Clone(names[:len(names)-1]), figure(p.steps))
	cells := func(r row) columns {
		values := make([]quad.Value, len(names))
		for i, n := range names {
			values[i] = r.column(n)
		}
		return columns{called, values}
	}
	var from *choice
	if b.from != nil {
		from = &choice{}
		for _, r := range b.from {
			from.rows = append(from.rows, cells(r))
		}
	}
	l.order = nil
	if len(l.given) == 0 && b.from == nil {
		l.order = b.sorted
	}
	for _, r := range b.rows {
		l.given = append(l.given, given{cells(r), r.ways, from})
	}
}

// figure is what the vertex of a row is called: by the last step, where that gives a figure and nothing else.
func figure(steps []step) string {
	if steps = stepsOf(steps); len(steps) > 0 {
		last := steps[len(steps)-1]
		if last.folds && last.tags == nil && slices.Contains([]string{"sum", "min", "max", "mean"}, last.name) {
			return last.name
		}
	}
	return "id"
}

// stepsOf are those of steps that do something, morphisms written out.
func stepsOf(steps []step) []step {
	return slices.DeleteFunc(flattened(steps), func(s step) bool { return s.context != nil })
}

// flattened writes out the morphisms that steps follow.
func flattened(steps []step) (out []step) {
	for _, s := range steps {
		if s.inline != nil {
			out = append(out, flattened(s.inline.followed().steps)...)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// reads notes what JavaScript learns of rows; one that crosses no quad is no reason for anything.
func (l *layman) reads(b bag) {
	for _, r := range b.rows {
		var ways []*way
		for _, w := range l.since(l.at, r.ways) {
			ways = append(ways, &way{nil, w.quads})
		}
		if !slices.ContainsFunc(ways, func(w *way) bool { return len(w.quads) == 0 }) {
			l.read = append(l.read, ways...)
		}
	}
}

// hands gives rows to JavaScript: the vertices, or all.
func (l *layman) hands(p *path, b bag, whole bool) (out []any) {
	for _, r := range b.rows {
		if whole {
			out = append(out, l.object(p, r))
		} else {
			out = append(out, l.hand(r.at))
		}
	}
	return out
}

func (l *layman) object(p *path, r row) *object {
	o := &object{ways: r.ways}
	for _, n := range append(names(p.steps, nil), "id") {
		if v := r.column(n); v != nil {
			o.names, o.values = append(o.names, n), append(o.values, l.hand(v))
		}
	}
	return o
}
