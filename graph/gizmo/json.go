package gizmo

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// stringify is JSON.stringify with bounds on depth, size and time. A cycle is an error of depth.
func (q *session) stringify(c goja.FunctionCall) goja.Value {
	w := &jsonWriter{q: q, indent: jsonIndent(c.Argument(2))}
	if f, ok := goja.AssertFunction(c.Argument(1)); ok {
		w.replace = f
	} else if o, ok := c.Argument(1).(*goja.Object); ok && o.ClassName() == "Array" {
		w.only = []string{}
		for i := range q.lengthOf(o) {
			if k := o.Get(strconv.Itoa(i)); !absent(k) && !slices.Contains(w.only, k.String()) {
				w.only = append(w.only, k.String())
			}
		}
	}
	holder := q.vm.NewObject()
	holder.Set("", c.Argument(0))
	if !w.value(holder, "", c.Argument(0), 0) {
		return goja.Undefined()
	}
	return q.vm.ToValue(w.out.String())
}

// json writes a value as the cell of a row.
func (q *session) json(v goja.Value) string {
	w := &jsonWriter{q: q}
	if !w.value(nil, "", v, 0) {
		return "null"
	}
	return w.out.String()
}

func jsonIndent(v goja.Value) string {
	if n, ok := float(v); ok {
		return strings.Repeat(" ", int(max(0, min(10, n))))
	}
	if s, ok := v.(goja.String); ok {
		r := []rune(s.String())
		return string(r[:min(10, len(r))])
	}
	return ""
}

// jsonWriter writes one value as JSON.
type jsonWriter struct {
	q       *session
	out     strings.Builder
	indent  string
	replace goja.Callable
	only    []string // the keys to write; nil: all
}

// value writes what stands at a key of holder; false for what JSON leaves out.
func (w *jsonWriter) value(holder *goja.Object, key string, v goja.Value, depth int) bool {
	w.check(depth)
	if o, ok := v.(*goja.Object); ok {
		if f, ok := goja.AssertFunction(o.Get("toJSON")); ok {
			r, err := f(o, w.q.vm.ToValue(key))
			w.q.rethrow(err)
			v = r
		}
	}
	if w.replace != nil {
		r, err := w.replace(holder, w.q.vm.ToValue(key), v)
		w.q.rethrow(err)
		v = r
	}
	switch o := v.(type) {
	case *goja.Object:
		return w.object(o, depth)
	case goja.String:
		w.quote(o.String())
		return true
	case *goja.Symbol:
		return false
	}
	switch {
	case v == nil || goja.IsUndefined(v):
		return false
	case goja.IsNull(v):
		w.out.WriteString("null")
	default:
		w.number(v)
	}
	return true
}

func (w *jsonWriter) number(v goja.Value) {
	if n, ok := float(v); ok && (math.IsNaN(n) || math.IsInf(n, 0)) {
		w.out.WriteString("null")
		return
	}
	w.out.WriteString(v.String())
}

func (w *jsonWriter) check(depth int) {
	switch {
	case w.q.x.stop.Load():
		panic(w.q.vm.NewGoError(errStopped))
	case depth > maxNesting:
		w.q.throw("", "a value nested more than %d deep, or within itself, cannot be JSON", maxNesting)
	case w.out.Len() > 4*maxText:
		w.q.exceed("", "JSON longer than %d bytes", 4*maxText)
	}
}

func (w *jsonWriter) object(o *goja.Object, depth int) bool {
	switch o.ClassName() {
	case "Function":
		return false
	case "Array":
		n := w.q.lengthOf(o)
		w.list('[', ']', n, depth, func(i int) bool {
			key := strconv.Itoa(i)
			if !w.value(o, key, o.Get(key), depth+1) {
				w.out.WriteString("null")
			}
			return true
		})
		return true
	case "String":
		w.q.keysOf(o)
		w.quote(o.String())
		return true
	case "Number":
		w.number(w.q.vm.ToValue(o.ToFloat()))
		return true
	case "Boolean":
		w.out.WriteString(o.String())
		return true
	}
	keys := w.only
	if keys == nil {
		keys = o.Keys()
	}
	w.keys(o, keys, depth)
	return true
}

// keys writes an object; a key whose value JSON leaves out is taken back.
func (w *jsonWriter) keys(o *goja.Object, keys []string, depth int) {
	w.out.WriteByte('{')
	written := 0
	for _, k := range keys {
		inner := &jsonWriter{q: w.q, indent: w.indent, replace: w.replace, only: w.only}
		if !inner.value(o, k, o.Get(k), depth+1) {
			continue
		}
		w.check(depth)
		if written > 0 {
			w.out.WriteByte(',')
		}
		written++
		w.line(depth + 1)
		w.quote(k)
		w.out.WriteByte(':')
		if w.indent != "" {
			w.out.WriteByte(' ')
		}
		w.out.WriteString(inner.out.String())
	}
	if written > 0 {
		w.line(depth)
	}
	w.out.WriteByte('}')
}

func (w *jsonWriter) list(open, shut byte, n, depth int, item func(int) bool) {
	w.out.WriteByte(open)
	for i := range n {
		if i > 0 {
			w.out.WriteByte(',')
		}
		w.line(depth + 1)
		item(i)
		w.check(depth)
	}
	if n > 0 {
		w.line(depth)
	}
	w.out.WriteByte(shut)
}

func (w *jsonWriter) line(depth int) {
	if w.indent != "" {
		w.out.WriteByte('\n')
		w.out.WriteString(strings.Repeat(w.indent, depth))
	}
}

func (w *jsonWriter) quote(s string) {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "�")
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.Encode(s)
	w.out.WriteString(strings.TrimSuffix(b.String(), "\n"))
}
