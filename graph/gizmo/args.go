package gizmo

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"

	"rapport/graph"
)

// call is one call of a step, a final or a global, with what it needs to read its arguments.
type call struct {
	q    *session
	name string
	path *Path // of a step or final
	args []goja.Value
}

// maxList bounds lists given as arguments.
const maxList = 100_000

func (c *call) arg(i int) goja.Value {
	if i < len(c.args) {
		return c.args[i]
	}
	return goja.Undefined()
}

func absent(v goja.Value) bool { return v == nil || goja.IsUndefined(v) || goja.IsNull(v) }

// count checks the number of arguments; most < 0: any number.
func (c *call) count(least, most int) {
	got := len(c.args)
	switch {
	case least == most && got != least:
		c.q.throw("", "%s takes %s, got %d", c.name, plural(least, "argument"), got)
	case got < least:
		c.q.throw("", "%s takes at least %s, got %d", c.name, plural(least, "argument"), got)
	case most >= 0 && got > most:
		c.q.throw("", "%s takes at most %s, got %d", c.name, plural(most, "argument"), got)
	}
}

func plural(n int, noun string) string {
	switch n {
	case 0:
		return "no " + noun
	case 1:
		return "one " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// bad raises the error for an argument of the wrong kind.
func (c *call) bad(i int, want string, got goja.Value) {
	hint := ""
	if o, ok := got.(*goja.Object); ok && o.ClassName() == "RegExp" {
		hint = `write regex("…"), or regex("…", true) to match IRIs too`
	}
	if _, ok := exported(got).(*pathObject); ok && strings.HasPrefix(want, "a term") {
		hint = "a path gives its vertices with toArray()"
	}
	c.q.throw(hint, "%s: argument %d must be %s; got %s", c.name, i+1, want, describe(got))
}

// describe names a JavaScript value in an error.
func describe(v goja.Value) string {
	switch e := exported(v).(type) {
	case *pathObject:
		if e.path.morphism {
			return "a morphism"
		}
		return "a path"
	case *termObject:
		return "the term " + clip(spell(e.v))
	case *filterObject:
		return "a filter"
	case *graphObject:
		return "the graph object"
	}
	switch o := v.(type) {
	case nil:
		return "nothing"
	case *goja.Object:
		switch class := o.ClassName(); class {
		case "Array":
			return "a list"
		case "Function":
			return "a function"
		case "Object":
			return "an object"
		default:
			return "a " + class
		}
	case goja.String:
		return "the string " + strconv.Quote(clip(o.String()))
	case *goja.Symbol:
		return "a symbol"
	}
	switch {
	case goja.IsUndefined(v):
		return "undefined"
	case goja.IsNull(v):
		return "null"
	}
	if _, ok := v.Export().(bool); ok {
		return v.String()
	}
	return "the number " + v.String()
}

func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}

// text reads a string argument.
func (c *call) text(i int, want string) string {
	s, ok := c.arg(i).(goja.String)
	if !ok {
		c.bad(i, want, c.arg(i))
	}
	return s.String()
}

// integer reads a whole number.
func (c *call) integer(i int) int {
	v := c.arg(i)
	n, ok := float(v)
	if !ok || n != math.Trunc(n) || math.Abs(n) > math.MaxInt32 {
		c.bad(i, "a whole number", v)
	}
	return int(n)
}

func float(v goja.Value) (float64, bool) {
	if !goja.IsNumber(v) {
		return 0, false
	}
	return v.ToFloat(), true
}

// pathArg reads a path.
func (c *call) pathArg(i int) *Path {
	if p, ok := exported(c.arg(i)).(*pathObject); ok {
		return p.path
	}
	c.bad(i, "a path, such as g.V(…).out(…)", c.arg(i))
	return nil
}

// list returns the items of a JavaScript array.
func (c *call) list(v goja.Value) ([]goja.Value, bool) {
	o, ok := v.(*goja.Object)
	if !ok || o.ClassName() != "Array" {
		return nil, false
	}
	n := o.Get("length").ToInteger()
	if n > maxList {
		c.q.exceed("", "%s: a list of %d is longer than %d", c.name, n, maxList)
	}
	items := make([]goja.Value, n)
	for i := range items {
		if items[i] = o.Get(strconv.Itoa(i)); items[i] == nil {
			items[i] = goja.Undefined()
		}
	}
	return items, true
}

const wantTerm = `a term: a string such as "<kg:x>", iri(), str(), a number, or a list of them`

// termOf reads one term; loose says that it stands for every value equal to it.
func (q *session) termOf(v goja.Value) (t quad.Value, loose, ok bool) {
	switch e := exported(v).(type) {
	case *termObject:
		return e.v, false, true
	case nil:
	default:
		return nil, false, false
	}
	switch s := v.(type) {
	case goja.String:
		return read(s.String()), false, true
	case *goja.Object:
		if s.ClassName() == "Date" {
			if d, ok := s.Export().(time.Time); ok {
				return date(d), true, true
			}
		}
		return nil, false, false
	}
	if n, ok := float(v); ok {
		return number(n), true, true
	}
	if !absent(v) {
		if b, ok := v.Export().(bool); ok {
			return truth(b), true, true
		}
	}
	return nil, false, false
}

// ids reads terms from argument from on, each one or a list, and returns the ids of those that the source has.
func (c *call) ids(from int) (ids []graph.ID) {
	for i := from; i < len(c.args); i++ {
		items, isList := c.list(c.args[i])
		if !isList {
			items = c.args[i : i+1]
		}
		for _, item := range items {
			ids = c.id(ids, i, item)
		}
	}
	return ids
}

func (c *call) id(ids []graph.ID, i int, v goja.Value) []graph.ID {
	t, loose, ok := c.q.termOf(v)
	if !ok {
		c.bad(i, wantTerm, v)
	}
	c.q.stats.named(t)
	if loose {
		return append(ids, c.q.x.equals(t)...)
	}
	if id := c.q.x.src.ID(t); id != 0 {
		return append(ids, id)
	}
	c.q.stats.missed(t)
	return ids
}

// vertices reads terms that stand for vertices, as ids does, and notes those that are texts.
func (c *call) vertices() []graph.ID {
	for _, v := range c.args {
		items, isList := c.list(v)
		if !isList {
			items = []goja.Value{v}
		}
		for _, item := range items {
			if t, _, ok := c.q.termOf(item); ok {
				c.q.stats.spelled(t)
			}
		}
	}
	return c.ids(0)
}

const wantVia = "a predicate, a list of them, a path, or null for every predicate"

// via reads predicates: nothing is every one; a query's path is the set it ends at; a morphism is a virtual predicate.
func (c *call) via(i int) (set nodeSet, morphism *Path) {
	v := c.arg(i)
	if absent(v) {
		return nodeSet{all: true}, nil
	}
	if p, ok := exported(v).(*pathObject); ok {
		if p.path.morphism {
			return nodeSet{}, p.path
		}
		return nodeSet{path: p.path}, nil
	}
	items, isList := c.list(v)
	if !isList {
		items = []goja.Value{v}
	}
	for _, item := range items {
		t, _, ok := c.q.termOf(item)
		if !ok {
			c.bad(i, wantVia, item)
		}
		set.ids = c.id(set.ids, i, item)
		if _, text := t.(quad.String); text {
			c.q.stats.missed(t) // no text is a predicate
		}
	}
	return set, nil
}

// tags reads names for tags from argument from on, each one or a list; null is none.
func (c *call) tags(from int) (tags []string) {
	for i := from; i < len(c.args); i++ {
		items, isList := c.list(c.args[i])
		if !isList {
			items = c.args[i : i+1]
		}
		for _, item := range items {
			if absent(item) && !isList {
				continue
			}
			tags = bind(tags, []string{c.tag(i, item)})
		}
	}
	return tags
}

func (c *call) tag(i int, v goja.Value) string {
	s, ok := v.(goja.String)
	if !ok {
		c.bad(i, "the name of a tag", v)
	}
	name := s.String()
	switch {
	case name == "":
		c.q.throw("", "%s: a tag needs a name", c.name)
	case name == vertexName:
		c.q.throw("choose another name", `%s: the tag "id" is the name of each row's vertex`, c.name)
	case len(name) > 256 || strings.ContainsRune(name, 0):
		c.q.throw("", "%s: %s cannot be the name of a tag", c.name, strconv.Quote(clip(name)))
	}
	return name
}
