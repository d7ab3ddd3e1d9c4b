package gizmo

import (
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// hardenArrays bounds the length that each method of arrays works on, and replaces those that recurse.
func (q *session) hardenArrays() {
	array := q.global("Array")
	proto := array.Get("prototype").(*goja.Object)
	for _, name := range [...]string{"at", "copyWithin", "entries", "every", "fill", "filter", "find", "findIndex", "findLast",
		"findLastIndex", "flatMap", "forEach", "includes", "indexOf", "keys", "lastIndexOf", "map", "pop", "push", "reduce",
		"reduceRight", "reverse", "shift", "slice", "some", "splice", "unshift", "with", "toReversed", "toSpliced"} {
		q.wrap(proto, name, func(f native, c goja.FunctionCall) goja.Value {
			q.lengthOf(c.This)
			return f(c.This, c.Arguments)
		})
	}
	q.wrap(proto, "concat", func(f native, c goja.FunctionCall) goja.Value {
		total := q.lengthOf(c.This)
		for _, a := range c.Arguments {
			if total += q.lengthOf(a); total > maxArray {
				q.exceed("", "an array of more than %d items", maxArray)
			}
		}
		return f(c.This, c.Arguments)
	})
	for _, name := range [...]string{"sort", "toSorted"} {
		q.wrap(proto, name, q.sort)
	}
	q.wrap(proto, "values", func(f native, c goja.FunctionCall) goja.Value {
		q.lengthOf(c.This)
		return f(c.This, c.Arguments)
	})
	iterate, _ := goja.AssertFunction(proto.GetSymbol(goja.SymIterator))
	q.setSymbol(proto, goja.SymIterator, func(c goja.FunctionCall) goja.Value {
		q.walked(q.lengthOf(c.This))
		v, err := iterate(c.This)
		q.rethrow(err)
		return v
	})
	q.set(proto, "join", q.join)
	if q.reaches("toLocaleString") {
		q.set(proto, "toLocaleString", q.join)
	}
	if q.reaches("flat") {
		q.set(proto, "flat", q.flat)
	}
	q.wrap(array, "from", func(f native, c goja.FunctionCall) goja.Value {
		if o, ok := c.Argument(0).(*goja.Object); ok && absent(o.GetSymbol(goja.SymIterator)) {
			q.lengthOf(o)
		}
		return f(c.This, c.Arguments)
	})
}

// sort gives JavaScript's sort a comparison that can be stopped.
func (q *session) sort(f native, c goja.FunctionCall) goja.Value {
	q.lengthOf(c.This)
	if !absent(c.Argument(0)) {
		return f(c.This, c.Arguments)
	}
	byText := q.function("byText", func(c goja.FunctionCall) goja.Value {
		if q.x.stop.Load() {
			panic(q.vm.NewGoError(errStopped))
		}
		return q.vm.ToValue(compareText(q.toText(c.Argument(0)), q.toText(c.Argument(1))))
	})
	return f(c.This, []goja.Value{byText})
}

// compareText orders strings by UTF-16 units, as JavaScript does.
func compareText(a, b goja.String) int {
	for i := range min(a.Length(), b.Length()) {
		if x, y := a.CharAt(i), b.CharAt(i); x != y {
			return int(x) - int(y)
		}
	}
	return a.Length() - b.Length()
}

// join writes an array as text: Array.prototype.join, which toString and string conversion use too.
func (q *session) join(c goja.FunctionCall) goja.Value {
	o := c.This.ToObject(q.vm)
	n := q.lengthOf(o)
	for _, outer := range q.joining {
		if outer.StrictEquals(o) {
			return q.vm.ToValue("")
		}
	}
	if len(q.joining) > maxFlat {
		q.throw("", "an array nested more than %d deep", maxFlat)
	}
	if len(q.joining) == 0 {
		q.joined = 0
	}
	q.joining = append(q.joining, o)
	defer func() { q.joining = q.joining[:len(q.joining)-1] }()
	separator := ","
	if !goja.IsUndefined(c.Argument(0)) {
		separator = c.Argument(0).String()
	}
	var out strings.Builder
	for i := range n {
		if i > 0 {
			out.WriteString(separator)
		}
		before := out.Len()
		if v := o.Get(strconv.Itoa(i)); !absent(v) {
			out.WriteString(v.String())
		}
		q.joined += out.Len() - before + len(separator)
		if q.x.stop.Load() {
			panic(q.vm.NewGoError(errStopped))
		}
		if out.Len() > 2*maxText || q.joined > 4*maxText { // arrays that hold one another twice write as much again at each level
			q.exceed("", "a text longer than %d characters", maxText)
		}
	}
	return q.vm.ToValue(out.String())
}

// flat is Array.prototype.flat.
func (q *session) flat(c goja.FunctionCall) goja.Value {
	depth := 1.0
	if !goja.IsUndefined(c.Argument(0)) {
		depth = c.Argument(0).ToFloat()
	}
	var out []any
	var add func(v goja.Value, depth, level float64)
	add = func(v goja.Value, depth, level float64) {
		o := v.ToObject(q.vm)
		n := q.lengthOf(o)
		if level > maxFlat {
			q.throw("", "an array nested more than %d deep", maxFlat)
		}
		for i := range n {
			item := o.Get(strconv.Itoa(i))
			switch inner, ok := item.(*goja.Object); {
			case item == nil:
			case ok && depth >= 1 && inner.ClassName() == "Array":
				add(inner, depth-1, level+1)
			default:
				out = append(out, item)
			}
			if q.x.stop.Load() {
				panic(q.vm.NewGoError(errStopped))
			}
			if len(out) > maxArray {
				q.exceed("", "an array of more than %d items", maxArray)
			}
		}
	}
	add(c.This, depth, 0)
	return q.vm.NewArray(out...)
}
