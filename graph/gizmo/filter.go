package gizmo

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// filter is a condition on a value: lt, lte, gt, gte, regex, like.
type filter interface {
	passes(v quad.Value) bool
	// ranges returns where the values that pass can be among ids that follow the order of values, and maybe others; nil: anywhere.
	// exact says that all of them pass.
	ranges(s idSpace) (r idRanges, exact bool)
}

// memo returns the check of filters on ids, nil for no filters. Ids often come in runs: the last answer is kept. After some, it is found out in
// which ranges those lie that pass, if that tells all: then values are read no more.
func (b builder) memo(filters []filter) func(graph.ID) bool {
	if len(filters) == 0 {
		return nil
	}
	last, answer := graph.ID(0), false
	var ranges idRanges
	exact, asked := false, 0
	return func(id graph.ID) bool {
		if id > b.last { // the id of a list that is done with is given again
			return b.allows(filters, b.value(id))
		}
		if id == last {
			return answer
		}
		if asked++; asked == b.pace.askedFirst {
			ranges, exact = b.rangesOf(filters)
		}
		if last = id; exact {
			answer = ranges.has(id)
		} else {
			answer = b.allows(filters, b.value(id))
		}
		return answer
	}
}

// allows is passes, but for a text on which a pattern would take too long, which ends the query.
func (x *executor) allows(filters []filter, v quad.Value) bool {
	for _, f := range filters {
		if p, ok := f.(*pattern); ok && p.size > 1 && len(quads.TextOf(v)) > maxMatch/p.size {
			x.fail(p.tooLong(v))
			return false
		}
	}
	return passes(filters, v)
}

func passes(filters []filter, v quad.Value) bool {
	for _, f := range filters {
		if !f.passes(v) {
			return false
		}
	}
	return true
}

func (b builder) filter(o *filterOp, next stage) stage {
	check := b.memo(o.filters)
	if check == nil {
		return next
	}
	return &filterStage{pass{next}, b.frame, check, b.batch(b.flow(next))}
}

// filterStage is filterOp.
type filterStage struct {
	pass
	*frame
	check func(graph.ID) bool
	out   *batch
}

func (s *filterStage) pushAll(vertices []graph.ID) bool {
	return s.out.some(vertices, func(v graph.ID) bool { return !s.stop.Load() && s.check(v) }) && !s.stop.Load()
}

func (s *filterStage) push() bool {
	if !s.check(s.row[0]) {
		return !s.stop.Load()
	}
	return s.next.push()
}

// comparison keeps the values of the bound's own kind that stand on the wanted side of it. The kinds are blank nodes, IRIs,
// numbers of any datatype, booleans, times of any datatype, strings with or without a language, and each other datatype
// for itself.
type comparison struct {
	name  string
	bound quad.Value
	want  func(c int) bool
}

func newComparison(name string, bound quad.Value) *comparison {
	want := map[string]func(int) bool{
		"lt":  func(c int) bool { return c < 0 },
		"lte": func(c int) bool { return c <= 0 },
		"gt":  func(c int) bool { return c > 0 },
		"gte": func(c int) bool { return c >= 0 },
	}
	return &comparison{name, bound, want[name]}
}

func (f *comparison) passes(v quad.Value) bool {
	c, ok := compareKind(v, f.bound)
	return ok && f.want(c)
}

// compareKind compares two values of one kind by value: unlike quads.Compare, "8.0" and "8" are equal.
func compareKind(a, b quad.Value) (c int, ok bool) {
	switch b := b.(type) {
	case quad.IRI:
		a, ok := a.(quad.IRI)
		return cmp.Compare(a, b), ok
	case quad.BNode:
		a, ok := a.(quad.BNode)
		return cmp.Compare(a, b), ok
	case quad.TypedString:
		a, ok := a.(quad.TypedString)
		if !ok {
			return 0, false
		}
		return compareTyped(a, b)
	}
	switch a.(type) {
	case quad.String, quad.LangString:
		return strings.Compare(quads.TextOf(a), quads.TextOf(b)), true
	}
	return 0, false
}

// exactInteger is below where float64 knows every integer.
const exactInteger = 1 << 53

func compareTyped(a, b quad.TypedString) (c int, ok bool) {
	if y, ok := quads.Number(b); ok {
		x, ok := quads.Number(a)
		if x == y && (x >= exactInteger || x <= -exactInteger) {
			return quads.Compare(a, b), true
		}
		return cmp.Compare(x, y), ok && x == x && y == y
	}
	if y, ok := quads.Time(b); ok {
		x, ok := quads.Time(a)
		return x.Compare(y), ok
	}
	if _, ok := quads.Number(a); ok {
		return 0, false
	}
	if y, ok := boolean(b); ok {
		x, ok := boolean(a)
		return x - y, ok
	}
	return strings.Compare(string(a.Value), string(b.Value)), a.Type == b.Type
}

func boolean(v quad.TypedString) (int, bool) {
	if v.Type != quads.XSDBoolean {
		return 0, false
	}
	switch v.Value {
	case "true", "1":
		return 1, true
	case "false", "0":
		return 0, true
	}
	return 0, false
}

// pattern keeps the literals whose text, without language or datatype, matches; with refs, IRIs and blank nodes too.
type pattern struct {
	name string
	text string // as the program writes it
	re   *regexp.Regexp
	refs bool
	size int    // instructions
	at   *Error // where it was made
}

// tooLong is the error for a text on which the pattern would take too long.
func (f *pattern) tooLong(v quad.Value) error {
	e := *f.at
	e.Message = fmt.Sprintf("%s: a text of %d bytes is too long for this pattern", f.name, len(quads.TextOf(v)))
	e.Hint = "simplify the pattern, or filter by something else before it"
	return &e
}

func (f *pattern) passes(v quad.Value) bool {
	switch v := v.(type) {
	case nil:
		return false
	case quad.IRI, quad.BNode:
		return f.refs && f.re.MatchString(quads.TextOf(v))
	}
	return f.re.MatchString(quads.TextOf(v))
}

// wildcard writes a pattern of like as a regular expression: % is any run of characters, ? is one.
func wildcard(s string) string {
	var out strings.Builder
	out.WriteString(`(?s)\A`)
	for _, r := range s {
		switch r {
		case '%':
			out.WriteString(`.*`)
		case '?':
			out.WriteString(`.`)
		default:
			out.WriteString(regexp.QuoteMeta(string(r)))
		}
	}
	out.WriteString(`\z`)
	return out.String()
}
