package gizmo

import (
	"regexp"
	"regexp/syntax"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// maxMatch bounds the work of one match, which nothing can stop: bytes × instructions, each some nanoseconds.
const maxMatch = 4 << 20

// sizeOf returns how many instructions a regular expression has.
func sizeOf(expr string) int {
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return 0
	}
	prog, err := syntax.Compile(tree.Simplify())
	if err != nil {
		return 0
	}
	return len(prog.Inst)
}

// matcher is a JavaScript regular expression on Go's engine, which takes time linear in the text.
type matcher struct {
	whole *regexp.Regexp // from the start of the text
	later *regexp.Regexp // from the second character on: the first is what stands before
	here  *regexp.Regexp // as later, but right behind the first
	first *regexp.Regexp // as whole, but at its start
	size  int            // instructions
	names []string
}

// hardenRegExp puts our own exec where every use of a regular expression passes: test, match, replace, split and search call
// it when it is not JavaScript's own.
func (q *session) hardenRegExp() {
	proto := q.prototype("RegExp")
	matchers := map[[2]string]*matcher{}
	q.set(proto, "exec", func(c goja.FunctionCall) goja.Value {
		o, ok := c.This.(*goja.Object)
		if !ok || o.ClassName() != "RegExp" {
			q.throw("", "exec was called on %s", describe(c.This))
		}
		if q.x.stop.Load() {
			panic(q.vm.NewGoError(errStopped))
		}
		text := q.toText(c.Argument(0))
		q.textLength(text)
		key := [2]string{o.Get("source").String(), o.Get("flags").String()}
		m := matchers[key]
		if m == nil {
			m = q.newMatcher(key[0], key[1])
			matchers[key] = m
		}
		return q.match(o, m, text)
	})
	q.set(proto, "test", func(c goja.FunctionCall) goja.Value {
		o := c.This.ToObject(q.vm)
		exec, _ := goja.AssertFunction(o.Get("exec"))
		if exec == nil {
			q.throw("", "test was called on %s", describe(c.This))
		}
		v, err := exec(o, c.Argument(0))
		q.rethrow(err)
		return q.vm.ToValue(!goja.IsNull(v))
	})
	proto.Delete("compile")
	if f, ok := goja.AssertFunction(proto.GetSymbol(goja.SymReplace)); ok {
		q.setSymbol(proto, goja.SymReplace, func(c goja.FunctionCall) goja.Value {
			s := q.toText(c.Argument(0))
			q.textLength(s)
			args := []goja.Value{s, c.Argument(1)}
			q.checkReplacement(s, args)
			v, err := f(c.This, args...)
			q.rethrow(err)
			return v
		})
	}
	construct := q.global("RegExp")
	guarded := q.vm.ToValue(func(c goja.ConstructorCall) *goja.Object {
		if s, ok := c.Argument(0).(goja.String); ok && s.Length() > maxPattern {
			q.throw("", "the regular expression is longer than %d characters", maxPattern)
		}
		o, err := q.vm.New(construct, c.Arguments...)
		q.rethrow(err)
		return o
	}).(*goja.Object)
	guarded.DefineDataProperty("prototype", proto, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
	proto.DefineDataProperty("constructor", guarded, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	q.vm.Set("RegExp", guarded)
}

func (q *session) newMatcher(source, flags string) *matcher {
	if source == "(?:)" {
		source = ""
	}
	expr, f := safePattern(source, flags)
	if f != nil {
		q.throw(f.hint, "%s", f.message)
	}
	m := &matcher{}
	for _, r := range []struct {
		to   **regexp.Regexp
		expr string
	}{
		{&m.whole, `(` + expr + `)`},
		{&m.first, `\A(` + expr + `)`},
		{&m.later, `\A(?s:.)(?s:.*?)(` + expr + `)`},
		{&m.here, `\A(?s:.)(` + expr + `)`},
	} {
		re, err := regexp.Compile(r.expr)
		if err != nil {
			q.throw("", "the regular expression is too large: %s", err)
		}
		*r.to = re
	}
	m.names = m.whole.SubexpNames()
	m.size = sizeOf(expr)
	return m
}

// match is RegExp.prototype.exec: it reads and writes lastIndex for g and y, and gives the match with its groups, or null.
func (q *session) match(o *goja.Object, m *matcher, s goja.String) goja.Value {
	global, sticky := o.Get("global").ToBoolean(), o.Get("sticky").ToBoolean()
	last := 0.0
	if v := o.Get("lastIndex"); v != nil {
		last = max(0, v.ToFloat())
	}
	if !global && !sticky {
		last = 0
	}
	if last > float64(s.Length()) || last != last {
		o.Set("lastIndex", 0)
		return goja.Null()
	}
	text := newUnits(s)
	if n := len(text.utf8) - text.byte(int(last)); n*max(m.size, 1) > maxMatch {
		q.exceed("match a shorter text", "a text of %d bytes is too long for this regular expression", n)
	}
	at := m.find(text, int(last), sticky)
	if at == nil {
		if global || sticky {
			o.Set("lastIndex", 0)
		}
		return goja.Null()
	}
	if global || sticky {
		o.Set("lastIndex", text.unit(at[1]))
	}
	return q.matched(m, text, at, s)
}

// find returns the places of the match and its groups in bytes, nil for none.
func (m *matcher) find(text *units, last int, sticky bool) []int {
	from := text.byte(last)
	if from == 0 {
		re := m.whole
		if sticky {
			re = m.first
		}
		at := re.FindStringSubmatchIndex(text.utf8)
		if at == nil {
			return nil
		}
		return at[2:]
	}
	re := m.later
	if sticky {
		re = m.here
	}
	_, before := utf8.DecodeLastRuneInString(text.utf8[:from])
	at := re.FindStringSubmatchIndex(text.utf8[from-before:])
	if at == nil {
		return nil
	}
	for i := range at {
		if at[i] >= 0 {
			at[i] += from - before
		}
	}
	return at[2:]
}

func (q *session) matched(m *matcher, text *units, at []int, s goja.String) goja.Value {
	items := make([]any, len(at)/2)
	var groups *goja.Object
	for i := range items {
		items[i] = goja.Undefined()
		if at[2*i] >= 0 {
			items[i] = q.vm.ToValue(text.utf8[at[2*i]:at[2*i+1]])
		}
		if name := m.names[i+1]; name != "" {
			if groups == nil {
				groups = q.vm.CreateObject(nil)
			}
			groups.Set(name, items[i])
		}
	}
	out := q.vm.NewArray(items...)
	out.Set("index", text.unit(at[0]))
	out.Set("input", s)
	if groups != nil {
		out.Set("groups", groups)
	} else {
		out.Set("groups", goja.Undefined())
	}
	return out
}

// units is a text in bytes whose places can be told in UTF-16 units.
type units struct {
	utf8  string
	ascii bool
}

func newUnits(s goja.String) *units {
	u := &units{utf8: s.String()}
	u.ascii = len(u.utf8) == s.Length()
	return u
}

// byte returns the byte at a unit; the second half of a pair is taken for the next character.
func (u *units) byte(unit int) int {
	if u.ascii {
		return unit
	}
	n := 0
	for i, r := range u.utf8 {
		if n >= unit {
			return i
		}
		n++
		if r > 0xffff {
			n++
		}
	}
	return len(u.utf8)
}

// unit returns the unit at a byte.
func (u *units) unit(at int) int {
	if u.ascii {
		return at
	}
	n := 0
	for _, r := range u.utf8[:at] {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}
