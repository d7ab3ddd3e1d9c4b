package gizmo

import (
	"reflect"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"
)

// The Go values behind our JavaScript objects.
var (
	typePath   = reflect.TypeFor[*pathObject]()
	typeTerm   = reflect.TypeFor[*termObject]()
	typeFilter = reflect.TypeFor[*filterObject]()
	typeGraph  = reflect.TypeFor[*graphObject]()
	typeParams = reflect.TypeFor[*paramsObject]()
)

// setUp gives the runtime the globals, and bounds JavaScript's own library where the program can reach it.
func (q *session) setUp() {
	q.vm.SetMaxCallStackSize(maxCalls)
	used := q.prog.words.used
	if !q.prog.words.plain {
		q.harden()
		used = slices.DeleteFunc(append(namesOf(globals), "g", "graph", "params"), func(name string) bool { return !q.prog.words.global(name) })
	}
	for _, name := range used {
		switch name {
		case "g", "graph":
			q.vm.Set(name, q.graphValue())
		case "params":
			q.vm.Set(name, q.vm.NewDynamicObject(&paramsObject{fixed{}, q}))
		default:
			m, _ := find(globals, name)
			q.vm.Set(name, q.method(m))
		}
	}
}

func (q *session) graphValue() goja.Value {
	if q.graph == nil {
		q.graph = q.vm.NewDynamicObject(&graphObject{fixed{}, q})
	}
	return q.graph
}

// fixed is an object of ours whose properties a program cannot change.
type fixed struct{}

// Set refuses.
func (fixed) Set(string, goja.Value) bool { return false }

// Delete refuses.
func (fixed) Delete(string) bool { return false }

// Has says no: nothing is listed.
func (fixed) Has(string) bool { return false }

// Keys lists nothing.
func (fixed) Keys() []string { return nil }

// method is a function of the language: a step of a path, a final, a method of g, or a global. What it takes and gives is
// written in TypeScript, with the types of declare.go; "this" is the path itself.
type method struct {
	name              string
	call              func(*call) goja.Value
	takes, gives, doc string
}

// function returns the function object of a name, made once for this runtime.
func (q *session) function(name string, f func(goja.FunctionCall) goja.Value) goja.Value {
	if v, ok := q.functions[name]; ok {
		return v
	}
	if q.functions == nil {
		q.functions = map[string]goja.Value{}
	}
	v := q.vm.ToValue(f)
	q.functions[name] = v
	return v
}

func (q *session) method(m method) goja.Value {
	return q.function(m.name, func(c goja.FunctionCall) goja.Value {
		return m.call(&call{q: q, name: m.name, args: c.Arguments})
	})
}

// find looks a method up by either spelling: out and Out, V and v.
func find(list []method, name string) (method, bool) {
	for i := range list {
		if n := list[i].name; len(n) == len(name) && n[1:] == name[1:] && lower(n[0]) == lower(name[0]) {
			return list[i], true
		}
	}
	return method{}, false
}

func namesOf(list []method) []string {
	out := make([]string, len(list))
	for i, m := range list {
		out[i] = m.name
	}
	return out
}

// inherited says that a property is JavaScript's own business: it looks for these on any object.
func inherited(key string) bool {
	switch key {
	case "constructor", "toString", "toJSON", "valueOf", "then", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable",
		"toLocaleString", "__proto__", "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__",
		"length", "name", "message", "stack":
		return true
	}
	return false
}

// pathObject is a path in JavaScript.
type pathObject struct {
	fixed
	q    *session
	path *Path
}

// Get returns the step or final of a name.
func (o *pathObject) Get(key string) goja.Value {
	if key == "" {
		return nil
	}
	if v, ok := o.q.steps[key]; ok {
		return v
	}
	if m, ok := find(steps, key); ok {
		v := o.q.step(m)
		if o.q.steps == nil {
			o.q.steps = map[string]goja.Value{}
		}
		o.q.steps[key] = v
		return v
	}
	if inherited(key) {
		return nil
	}
	o.q.noMember("a path has no step", key, namesOf(steps), "")
	return nil
}

func (q *session) step(m method) goja.Value {
	return q.function("path."+m.name, func(c goja.FunctionCall) goja.Value {
		p, ok := exported(c.This).(*pathObject)
		if !ok {
			q.throw("call it as path."+m.name+"(…)", "%s was called without its path", m.name)
		}
		return m.call(&call{q: q, name: m.name, path: p.path, args: c.Arguments})
	})
}

// newPath gives a path to JavaScript.
func (q *session) newPath(p *Path) goja.Value {
	if p.size() > maxOps {
		q.throw("", "a path of more than %d steps", maxOps)
	}
	return q.vm.NewDynamicObject(&pathObject{fixed{}, q, p})
}

// filterObject is what gt(), regex() and the like give.
type filterObject struct {
	fixed
	filter filter
}

// Get finds nothing: a filter has no properties.
func (o *filterObject) Get(string) goja.Value { return nil }

func (q *session) newFilter(f filter) goja.Value {
	return q.vm.NewDynamicObject(&filterObject{filter: f})
}

// graphObject is g.
type graphObject struct {
	fixed
	q *session
}

// Get returns the method of a name.
func (o *graphObject) Get(key string) goja.Value {
	if key == "" {
		return nil
	}
	if m, ok := find(graphMethods, key); ok {
		return o.q.function("g."+m.name, func(c goja.FunctionCall) goja.Value {
			return m.call(&call{q: o.q, name: "g." + m.name, args: c.Arguments})
		})
	}
	if inherited(key) {
		return nil
	}
	if _, ok := find(steps, key); ok {
		o.q.noMember("g has no method", key, nil, "a path begins with g.V(…)")
	}
	o.q.noMember("g has no method", key, namesOf(graphMethods), "")
	return nil
}

// paramsObject is params: what the caller bound.
type paramsObject struct {
	fixed
	q *session
}

// Get returns a parameter as a term, or a list of them; undefined for one that is bound to nil, which is an optional one left out.
func (o *paramsObject) Get(key string) goja.Value {
	v, bound := o.q.opts.Params[key]
	switch v := v.(type) {
	case nil:
		if bound {
			return goja.Undefined()
		}
	case quad.Value:
		return o.q.term(v)
	case []quad.Value:
		items := make([]any, len(v))
		for i := range v {
			items[i] = o.q.term(v[i])
		}
		return o.q.vm.NewArray(items...)
	}
	if inherited(key) {
		return nil
	}
	names := make([]string, 0, len(o.q.opts.Params))
	for n := range o.q.opts.Params {
		names = append(names, n)
	}
	slices.Sort(names)
	hint := "there are none"
	if len(names) > 0 {
		hint = "there are " + clip(strings.Join(names, ", "))
	}
	o.q.noMember("no parameter", key, names, hint)
	return nil
}

// Has says whether a parameter is bound.
func (o *paramsObject) Has(key string) bool { return o.q.opts.Params[key] != nil }

// Keys lists the parameters.
func (o *paramsObject) Keys() []string {
	names := make([]string, 0, len(o.q.opts.Params))
	for n := range o.q.opts.Params {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}
