package gizmo

import (
	"fmt"
	"math"
	"strings"

	"github.com/dop251/goja"
)

// Bounds on what JavaScript's own library is asked to do in one call: it cannot be interrupted there. They are such that a call takes some tens of
// milliseconds at most; TestNatives logs what each takes.
const (
	maxArray   = 1 << 17 // items of an array, or of what stands for one
	maxWalked  = 1 << 16 // of one that is spread, or walked by for of
	maxListed  = 1 << 15 // of an array whose properties are listed, one a time
	maxText    = 1 << 17 // UTF-16 units of a string that is worked on or made
	maxCollate = 1 << 15 // of one that is compared as people sort
	maxArgs    = 1 << 16 // of apply
	maxFlat    = 64      // levels of nested arrays written as text, or flattened
)

// absentGlobals are JavaScript's globals that are not offered: code made of text, memory by the gigabyte, numbers that take
// minutes, and objects that answer for others.
var absentGlobals = [...]string{"eval", "Function", "Proxy", "BigInt", "ArrayBuffer", "SharedArrayBuffer", "DataView", "Int8Array",
	"Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array", "Float16Array", "Float32Array",
	"Float64Array", "BigInt64Array", "BigUint64Array", "WeakRef", "FinalizationRegistry"}

// harden bounds what the program can reach of JavaScript's library, and what it uses without a name: conversion to text and
// iteration.
func (q *session) harden() {
	for _, name := range absentGlobals {
		if q.prog.words.global(name) {
			q.vm.GlobalObject().Delete(name)
		}
	}
	if q.prog.words.any || q.prog.words.keyed {
		q.hideConstructors()
	}
	q.vm.Set(spreadGuard, func(c goja.FunctionCall) goja.Value {
		q.keysOf(c.Argument(0))
		return c.Argument(0)
	})
	q.vm.Set(textGuard, func(c goja.FunctionCall) goja.Value {
		if s, ok := c.Argument(0).(goja.String); ok && s.Length() > maxText {
			err := q.here(fmt.Sprintf("a text longer than %d characters", maxText))
			err.Limit = true
			return q.abort(err)
		}
		return c.Argument(0)
	})
	if q.prog.words.keyed {
		for _, name := range [...]string{"Array", "JSON", "Object", "Reflect", "RegExp", "String"} {
			if q.prog.words.names[name] {
				q.global(name) // before the program puts something else in its place
			}
		}
		q.vm.Set(keyGuard, func(c goja.FunctionCall) goja.Value { return q.key(c.Argument(0)) })
	}
	q.hardenLibrary()
}

func (q *session) hardenLibrary() {
	q.hardenArrays()
	q.hardenStrings()
	q.hardenFunctions()
	q.hardenObjects()
	if !q.regExps && (q.reaches("exec") || q.reaches("RegExp") || q.reaches("match") || q.reaches("matchAll") || q.reaches("search")) {
		q.regExps = true
		q.hardenRegExp()
	}
}

// reaches says whether the program can ask for a property of JavaScript's library.
func (q *session) reaches(name string) bool { return q.every || q.prog.words.reaches(name) }

// key looks at the name of a property that a program computed. Most are terms and other data; before the first that could be one of
// JavaScript's library, and that the program does not spell, all of the library is bounded. That takes as long as many programs run.
func (q *session) key(v goja.Value) goja.Value {
	if _, isSymbol := v.(*goja.Symbol); isSymbol {
		return v
	}
	if _, isObject := v.(*goja.Object); isObject {
		v = q.toText(v) // once: it may be another text the next time
	}
	s, ok := v.(goja.String)
	if !ok || q.every || q.prog.words.any || !isName(s) || q.prog.words.names[s.String()] {
		return v
	}
	q.every = true
	q.hardenLibrary()
	return v
}

// longestName is longer than every name in JavaScript's library.
const longestName = 64

// isName says whether a text is written as the names in JavaScript's library are.
func isName(s goja.String) bool {
	if s.Length() == 0 || s.Length() > longestName {
		return false
	}
	for i := range s.Length() {
		c := s.CharAt(i)
		if c >= 0x80 || !isLetter(byte(c)) && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// hideConstructors takes away the ways from a function to Function and its kin.
func (q *session) hideConstructors() {
	if !q.prog.words.kinds {
		q.global("Object").Prototype().Delete("constructor") // that of all its functions
		return
	}
	protos, err := q.vm.RunString("[function(){}, function*(){}, async function(){}, async()=>{}].map(f => Object.getPrototypeOf(f))")
	if err != nil && q.x.stop.Load() {
		return // stopped before it began: run looks
	}
	if err != nil {
		panic(err)
	}
	list := protos.(*goja.Object)
	for _, i := range list.Keys() {
		o := list.Get(i).(*goja.Object)
		o.Delete("constructor")
		if o.Get("constructor") != nil && i != "0" {
			o.DefineDataProperty("constructor", goja.Undefined(), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
		}
	}
}

// global returns an object of JavaScript's library, as it was when it was first asked for.
func (q *session) global(name string) *goja.Object {
	if o, ok := q.library[name]; ok {
		return o
	}
	if q.library == nil {
		q.library = make(map[string]*goja.Object, 8)
	}
	o, _ := q.vm.GlobalObject().Get(name).(*goja.Object)
	q.library[name] = o
	return o
}

func (q *session) prototype(name string) *goja.Object {
	return q.global(name).Get("prototype").(*goja.Object)
}

// property is one of an object of JavaScript's library.
type property struct {
	of   *goja.Object
	name string
}

// native is one of JavaScript's own functions.
type native func(this goja.Value, args []goja.Value) goja.Value

// wrap replaces a function, if the program can reach it, by one that calls it after a check.
func (q *session) wrap(o *goja.Object, name string, with func(f native, c goja.FunctionCall) goja.Value) {
	if !q.reaches(name) {
		return
	}
	f, ok := goja.AssertFunction(o.Get(name))
	if !ok {
		return
	}
	call := func(this goja.Value, args []goja.Value) goja.Value {
		v, err := f(this, args...)
		q.rethrow(err)
		return v
	}
	q.set(o, name, func(c goja.FunctionCall) goja.Value {
		if q.x.stop.Load() {
			return goja.Undefined()
		}
		return with(call, c)
	})
}

// set puts a function of ours on an object, where for in does not find it; once, where that may be asked for again: the program may have put its
// own there meanwhile.
func (q *session) set(o *goja.Object, name string, f func(goja.FunctionCall) goja.Value) {
	if q.prog.words.keyed {
		p := property{o, name}
		if q.bounded[p] {
			return
		}
		if q.bounded == nil {
			q.bounded = map[property]bool{}
		}
		q.bounded[p] = true
	}
	o.DefineDataProperty(name, q.vm.ToValue(f), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

func (q *session) setSymbol(o *goja.Object, name *goja.Symbol, f func(goja.FunctionCall) goja.Value) {
	o.DefineDataPropertySymbol(name, q.vm.ToValue(f), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// rethrow passes on what a call from Go into JavaScript threw.
func (q *session) rethrow(err error) {
	if err == nil {
		return
	}
	if ex, ok := err.(*goja.Exception); ok {
		panic(ex)
	}
	panic(err) // an interruption
}

// lengthOf returns the length of what stands for an array, and refuses a long one.
func (q *session) lengthOf(v goja.Value) int {
	o, ok := v.(*goja.Object)
	if !ok {
		if s, ok := v.(goja.String); ok {
			return q.textLength(s)
		}
		return 0
	}
	length := o.Get("length")
	if length == nil {
		return 0
	}
	n := length.ToFloat()
	if n > maxArray {
		q.exceed("", "an array of %.0f items is longer than %d", n, maxArray)
	}
	if !(n > 0) {
		return 0
	}
	return int(math.Floor(n))
}

func (q *session) textLength(s goja.String) int {
	if s.Length() > maxText {
		q.exceed("", "a text of %d characters is longer than %d", s.Length(), maxText)
	}
	return s.Length()
}

// walked refuses to walk a long array or string: what spreads it cannot be stopped.
func (q *session) walked(n int) {
	if n > maxWalked {
		q.exceed("go through it with forEach, or with an index", "%d items are more than %d to walk in one go", n, maxWalked)
	}
}

// toText turns a value into a string as JavaScript does.
func (q *session) toText(v goja.Value) goja.String {
	if s, ok := v.(goja.String); ok {
		return s
	}
	s, _ := q.vm.ToValue(v.String()).(goja.String)
	return s
}

// keysOf refuses to list the properties of a long string, one a character, or of a long array.
func (q *session) keysOf(v goja.Value) {
	if o, ok := v.(*goja.Object); ok && o.ClassName() == "Array" {
		if n := q.lengthOf(o); n > maxListed {
			q.exceed("", "an array of %d items is longer than %d, too long to list its properties", n, maxListed)
		}
	}
	if o, ok := v.(*goja.Object); ok && o.ClassName() == "String" {
		v = q.toText(o)
	}
	if s, ok := v.(goja.String); ok {
		q.textLength(s)
	}
}

func (q *session) hardenFunctions() {
	listArgument := func(i int) func(native, goja.FunctionCall) goja.Value {
		return func(f native, c goja.FunctionCall) goja.Value {
			if n := q.lengthOf(c.Argument(i)); n > maxArgs {
				q.exceed("", "%d arguments are more than %d", n, maxArgs)
			}
			return f(c.This, c.Arguments)
		}
	}
	if q.reaches("apply") {
		q.wrap(q.global("Object").Prototype(), "apply", listArgument(1))
	}
	if q.reaches("Reflect") {
		reflect := q.global("Reflect")
		q.wrap(reflect, "apply", listArgument(2))
		q.wrap(reflect, "construct", listArgument(1))
		q.wrap(reflect, "ownKeys", q.keysOfFirst)
	}
}

func (q *session) keysOfFirst(f native, c goja.FunctionCall) goja.Value {
	for _, a := range c.Arguments {
		q.keysOf(a)
	}
	return f(c.This, c.Arguments)
}

func (q *session) hardenObjects() {
	if q.reaches("JSON") {
		q.hardenJSON()
	}
	if !q.reaches("Object") {
		return
	}
	object := q.global("Object")
	for _, name := range [...]string{"assign", "entries", "keys", "values", "getOwnPropertyNames", "getOwnPropertyDescriptors", "freeze",
		"seal", "isFrozen", "isSealed", "defineProperties", "create"} {
		q.wrap(object, name, q.keysOfFirst)
	}
}

func (q *session) hardenJSON() {
	json := q.global("JSON")
	q.wrap(json, "parse", func(f native, c goja.FunctionCall) goja.Value {
		s := q.toText(c.Argument(0))
		q.textLength(s)
		if nesting(s.String()) > maxNesting {
			q.throw("", "JSON nested more than %d deep", maxNesting)
		}
		args := append([]goja.Value{s}, c.Arguments[min(1, len(c.Arguments)):]...)
		return f(c.This, args)
	})
	q.set(json, "stringify", q.stringify)
	q.wrap(json, "rawJSON", func(f native, c goja.FunctionCall) goja.Value {
		q.throw("", "JSON.rawJSON is not offered")
		return nil
	})
}

// nesting counts how deep the brackets of a JSON text go.
func nesting(s string) (deepest int) {
	depth, quoted := 0, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case !quoted && strings.IndexByte("[{", c) >= 0:
			depth++
			deepest = max(deepest, depth)
		case !quoted && strings.IndexByte("]}", c) >= 0:
			depth--
		}
	}
	return deepest
}
