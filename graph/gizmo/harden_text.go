package gizmo

import (
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// hardenStrings bounds the strings that methods work on and make.
func (q *session) hardenStrings() {
	proto := q.prototype("String")
	for _, name := range [...]string{"at", "charAt", "charCodeAt", "codePointAt", "endsWith", "includes", "indexOf", "lastIndexOf",
		"normalize", "slice", "split", "startsWith", "substring", "substr", "toLocaleLowerCase",
		"toLocaleUpperCase", "toLowerCase", "toUpperCase", "trim", "trimEnd", "trimStart", "trimRight", "trimLeft"} {
		q.wrapText(proto, name, nil)
	}
	q.wrapText(proto, "concat", func(s goja.String, args []goja.Value) {
		total := s.Length()
		for i, a := range args {
			text := q.toText(a)
			args[i] = text
			total += text.Length()
		}
		q.made(float64(total), 1)
	})
	q.wrapText(proto, "localeCompare", func(s goja.String, _ []goja.Value) {
		if s.Length() > maxCollate {
			q.exceed("", "a text of %d characters is longer than %d, too long to compare so", s.Length(), maxCollate)
		}
	})
	q.wrapText(proto, "repeat", func(s goja.String, args []goja.Value) {
		if len(args) > 0 {
			args[0] = q.vm.ToValue(args[0].ToFloat())
			q.made(args[0].ToFloat(), float64(s.Length()))
		}
	})
	for _, name := range [...]string{"padStart", "padEnd"} {
		q.wrapText(proto, name, func(_ goja.String, args []goja.Value) {
			if len(args) > 0 {
				args[0] = q.vm.ToValue(args[0].ToFloat())
				q.made(args[0].ToFloat(), 1)
			}
		})
	}
	for _, name := range [...]string{"replace", "replaceAll"} {
		q.wrapText(proto, name, q.checkReplacement)
	}
	for _, name := range [...]string{"match", "matchAll", "search"} {
		q.wrapText(proto, name, q.checkPattern)
	}
	iterate, _ := goja.AssertFunction(proto.GetSymbol(goja.SymIterator))
	q.setSymbol(proto, goja.SymIterator, func(c goja.FunctionCall) goja.Value {
		q.walked(q.toText(c.This).Length())
		v, err := iterate(c.This)
		q.rethrow(err)
		return v
	})
	q.wrap(q.global("String"), "raw", func(f native, c goja.FunctionCall) goja.Value {
		total := 0
		if o, ok := c.Argument(0).(*goja.Object); ok && !absent(o.Get("raw")) {
			raw := o.Get("raw").ToObject(q.vm)
			for i := range q.lengthOf(raw) {
				if s := raw.Get(strconv.Itoa(i)); s != nil {
					total += q.toText(s).Length()
					q.made(float64(total), 1)
				}
			}
		}
		for _, a := range c.Arguments[min(1, len(c.Arguments)):] {
			total += q.toText(a).Length()
			q.made(float64(total), 1)
		}
		return f(c.This, c.Arguments)
	})
}

// wrapText wraps a method of strings: this becomes a string of bounded length before check and the method see it.
func (q *session) wrapText(proto *goja.Object, name string, check func(s goja.String, args []goja.Value)) {
	q.wrap(proto, name, func(f native, c goja.FunctionCall) goja.Value {
		this := c.This
		if absent(this) {
			return f(this, c.Arguments)
		}
		s := q.toText(this)
		q.textLength(s)
		for i, a := range c.Arguments {
			if o, ok := a.(*goja.Object); ok && (o.ClassName() == "RegExp" || o.ClassName() == "Function" || !absent(o.GetSymbol(goja.SymReplace))) {
				continue
			}
			if _, ok := a.(*goja.Object); ok {
				a = q.toText(a)
				c.Arguments[i] = a
			}
			if a, ok := a.(goja.String); ok {
				q.textLength(a)
			}
		}
		if check != nil {
			check(s, c.Arguments)
		}
		return f(s, c.Arguments)
	})
}

// made refuses to make a text of n times size characters.
func (q *session) made(n, size float64) {
	if n*size > maxText {
		q.exceed("", "a text longer than %d characters", maxText)
	}
}

// checkReplacement bounds what replacing can make: each of at most n+1 places takes the replacement. $` and $' copy the rest of the text.
func (q *session) checkReplacement(s goja.String, args []goja.Value) {
	if len(args) < 2 {
		return
	}
	if f, ok := goja.AssertFunction(args[1]); ok {
		args[1] = q.countText(f)
		return
	}
	r, ok := args[1].(goja.String)
	if !ok {
		return
	}
	text := r.String()
	places, each := float64(s.Length()+1), float64(r.Length())
	if strings.Contains(text, "$`") || strings.Contains(text, "$'") {
		each += float64(strings.Count(text, "$") * s.Length())
	}
	if places*each > 64*maxText {
		q.exceed("", "replacing could make a text of %.0f characters", places*each)
	}
}

// countText wraps the function that makes replacements: together they are bounded.
func (q *session) countText(f goja.Callable) goja.Value {
	total := 0
	return q.vm.ToValue(func(c goja.FunctionCall) goja.Value {
		v, err := f(c.This, c.Arguments...)
		q.rethrow(err)
		s := q.toText(v)
		if total += s.Length(); total > 4*maxText {
			q.exceed("", "replacements of more than %d characters", 4*maxText)
		}
		return s
	})
}

// checkPattern bounds a pattern given as a string.
func (q *session) checkPattern(_ goja.String, args []goja.Value) {
	if len(args) == 0 {
		return
	}
	if p, ok := args[0].(goja.String); ok && p.Length() > maxPattern {
		q.throw("", "the regular expression is longer than %d characters", maxPattern)
	}
}
