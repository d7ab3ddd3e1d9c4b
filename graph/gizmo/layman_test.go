package gizmo_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/quad"
)

// layman is a judge who knows nothing of how programs are run: it reads a program's text, and does what README.md says of each word
// with the quads in its hand. It stands in a package of its own so that it can share nothing with the runtime.
type layman struct {
	quads  []quad.Quad  // each once
	values []quad.Value // the vertices, each once
	names  []quad.Quad  // by which things have names: those that may not be walked too
	params map[string]any
	given  []given   // the answer so far
	order  []sortKey // of the answer, where it is one path that ends sorted

	unsure    string // why README.md leaves open which rows there are; "" if it does not
	unsureWhy bool   // it leaves open what they rest on
	anyOrder  bool   // it leaves open the order of columns
	misread   string // what this judge gets wrong on purpose

	variables map[string]any
	prefixes  map[string]string
	ran       bool           // something gave rows, or might have
	ends      map[*path]bag  // what paths that stand beside the rows give
	at        []*way         // to the row that forEach is at
	read      []*way         // to what JavaScript read; nil: nothing
	texts     []text         // that were emitted
	handed    map[string]int // texts that JavaScript has seen of terms: 1 of a plain string, 2 of another
	budget    int
}

// given is one row of the answer.
type given struct {
	row  columns
	ways []*way
	from *choice // the row is any of these instead, each taken once: which are the first rows is not promised
}

// choice are the rows that some of an answer are taken from.
type choice struct{ rows []columns }

// errTooMuch is a program that takes the layman too long.
var errTooMuch = errors.New("too much for the layman")

func newLayman(quads []quad.Quad, values []quad.Value, params map[string]any) *layman {
	return &layman{quads: quads, names: quads, values: values, params: params, variables: map[string]any{}, ends: map[*path]bag{}, at: nowhere,
		handed: map[string]int{}, budget: 600_000}
}

// spend panics with errTooMuch when the work is beyond what a judge can do.
func (l *layman) spend(n int) {
	if l.budget -= n; l.budget < 0 {
		panic(errTooMuch)
	}
}

func (l *layman) doubt(why string) {
	if l.unsure == "" {
		l.unsure = why
	}
}

// answer runs a program. The error is for what the layman cannot read, or errTooMuch.
func (l *layman) answer(program *syntax) (err error) {
	defer func() {
		if r := recover(); r == errTooMuch || r == errSeveral {
			err = r.(error)
		} else if r != nil {
			err = fmt.Errorf("the layman cannot read %s: %v", program, r)
		}
	}()
	var last any
	for _, s := range program.parts {
		last = l.value(s)
	}
	if _, isPath := last.(*path); !l.ran && !isPath && last != nil {
		l.emit(last)
	}
	for _, v := range l.texts { // which of two terms is handed out first is a matter of order
		if l.handed[v.string] == 3 || v.of == nil && l.handed[v.string] == 2 {
			l.doubt("a text that is the text of two terms")
		}
	}
	return nil
}

// The values of JavaScript here are nil (undefined, null), float64, bool, text, *array, *object, *function, term, time.Time, filter,
// *path, and the words g and params.
type (
	text struct {
		string
		of quad.Value // the term that it was handed out for; nil: made by the program
	}
	array struct {
		items []any
		mixed bool // their order is not promised
	}
	object struct {
		names  []string
		values []any
		ways   []*way // to the row that it is; nil: none
	}
	function struct{ *syntax }
	term     struct{ quad.Value }
	filter   func(quad.Value) bool
	word     string
)

func (l *layman) value(s *syntax) any {
	switch s.kind {
	case "string":
		return text{s.text, nil}
	case "number":
		return s.value
	case "list":
		return &array{items: l.all(s.parts)}
	case "object":
		return &object{s.names, l.all(s.parts), nil}
	case "function":
		return &function{s}
	case "name":
		return l.name(s.text)
	case "let":
		l.variables[s.text] = l.value(s.parts[0])
		return nil
	case "new":
		return l.date(s)
	case "plus":
		return plus(l.value(s.parts[0]), l.value(s.parts[1]))
	case "member":
		return l.property(l.value(s.parts[0]), s.text)
	case "index":
		return l.index(l.value(s.parts[0]), l.value(s.parts[1]))
	case "call":
		return l.call(s.parts[0], l.all(s.parts[1:]))
	}
	panic("no such syntax: " + s.kind)
}

func (l *layman) all(parts []*syntax) (out []any) {
	for _, p := range parts {
		out = append(out, l.value(p))
	}
	return out
}

func (l *layman) name(name string) any {
	switch name {
	case "null", "undefined":
		return nil
	case "true":
		return true
	case "false":
		return false
	case "g", "graph":
		return word("g")
	case "params":
		return word("params")
	}
	v, ok := l.variables[name]
	if !ok {
		panic("no variable " + name)
	}
	return v
}

func (l *layman) date(s *syntax) any {
	t, err := time.Parse(time.RFC3339, s.parts[0].text)
	if err != nil || s.text != "Date" {
		panic("new " + s.text)
	}
	return t
}

func plus(a, b any) any {
	x, isNumber := a.(float64)
	y, both := b.(float64)
	if isNumber && both {
		return x + y
	}
	return text{plain(a) + plain(b), nil}
}

func plain(v any) string {
	switch v := v.(type) {
	case nil:
		return "undefined"
	case text:
		return v.string
	case float64:
		if math.IsInf(v, 0) {
			return strings.Trim(strconv.FormatFloat(v, 'f', -1, 64), "+") + "inity"
		}
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	case term:
		if s, ok := v.Value.(quad.String); ok {
			return string(s)
		}
		return writeTerm(v.Value)
	}
	panic(fmt.Sprintf("no text for %T", v))
}

func (l *layman) property(of any, name string) any {
	switch of := of.(type) {
	case *array:
		if name == "length" {
			return float64(len(of.items))
		}
	case *object:
		if i := slices.Index(of.names, name); i >= 0 {
			return of.values[i]
		}
		return nil
	case word:
		switch v := l.params[name].(type) {
		case quad.Value:
			return term{v}
		case []quad.Value:
			list := &array{}
			for _, one := range v {
				list.items = append(list.items, term{one})
			}
			return list
		}
	}
	panic(fmt.Sprintf("no property %s of %T", name, of))
}

func (l *layman) index(of, at any) any {
	switch of := of.(type) {
	case *array:
		if of.mixed {
			l.doubt("an item of a list in no order")
		}
		if n := int(at.(float64)); n < len(of.items) {
			return of.items[n]
		}
		return nil
	}
	return l.property(of, plain(at))
}

// call calls what stands before the brackets: a function of the language, a method of g, a step or final of a path, forEach of a list.
func (l *layman) call(callee *syntax, args []any) any {
	if callee.kind == "name" {
		return l.global(callee.text, args)
	}
	name := strings.ToLower(callee.text[:1]) + callee.text[1:]
	if callee.kind == "index" {
		name = l.value(callee.parts[1]).(text).string
	}
	switch of := l.value(callee.parts[0]).(type) {
	case word:
		return l.graph(name, args)
	case *path:
		if final, ok := l.final(of, name, args); ok {
			return final
		}
		return l.step(of, name, args)
	case *array:
		if name == "forEach" {
			read := len(l.read)
			for _, v := range of.items {
				l.apply(args[0].(*function), v)
			}
			if of.mixed && len(l.read) > read {
				l.unsureWhy = true // it depends on what was read before
			}
			return nil
		}
	}
	panic("nothing to call: " + callee.String())
}

// apply calls a function of the program's own with one argument.
func (l *layman) apply(f *function, arg any) {
	if len(f.names) > 0 {
		l.variables[f.names[0]] = arg
	}
	for _, s := range f.parts {
		l.value(s)
	}
}

// emit gives a value as a row.
func (l *layman) emit(v any) {
	l.ran, l.order = true, nil
	if v == nil {
		return
	}
	names, values, ways := []string{"value"}, []any{v}, []*way(nil)
	if o, ok := v.(*object); ok {
		names, values, ways = o.names, o.values, o.ways
	}
	if ways == nil {
		ways = l.at
		if l.read != nil {
			ways = l.behind(row{ways: ways}, (*way).then, l.read).ways
		}
	}
	var cells []quad.Value
	for _, v := range values {
		cells = append(cells, l.cell(v))
	}
	l.given = append(l.given, given{row: columns{names, cells}, ways: ways})
}

// columns are a row of an answer.
type columns struct {
	names  []string
	values []quad.Value
}

// cell turns a value of JavaScript's into a term.
func (l *layman) cell(v any) quad.Value {
	switch v := v.(type) {
	case nil:
		return nil
	case term:
		return v.Value
	case float64:
		return numeral(v)
	case bool:
		return literal(strconv.FormatBool(v), "xsd:boolean")
	case time.Time:
		return literal(v.UTC().Format("2006-01-02T15:04:05.999999999Z"), "xsd:dateTime")
	case text:
		l.texts = append(l.texts, v)
		if v.of != nil {
			return v.of
		}
		return quad.String(v.string)
	}
	return literal(l.json(v), jsonType)
}

// json writes a value as JSON.
func (l *layman) json(v any) string {
	var parts []string
	switch v := v.(type) {
	case nil:
		return "null"
	case float64:
		if math.IsInf(v, 0) || v != v {
			return "null"
		}
	case *array:
		if v.mixed {
			l.doubt("a list in no order as JSON")
		}
		for _, item := range v.items {
			parts = append(parts, l.json(item))
		}
		return "[" + strings.Join(parts, ",") + "]"
	case *object:
		for i, n := range v.names {
			parts = append(parts, l.json(text{n, nil})+":"+l.json(v.values[i]))
		}
		return "{" + strings.Join(parts, ",") + "}"
	case text, term:
		if t, ok := v.(term); ok && isList(t.Value) {
			return textOf(t.Value)
		}
		return jsonText(plain(v))
	}
	return plain(v)
}

// jsonText writes a string of JSON.
func jsonText(s string) string {
	var b strings.Builder
	j := json.NewEncoder(&b)
	j.SetEscapeHTML(false)
	if err := j.Encode(s); err != nil {
		panic(err)
	}
	return strings.TrimSpace(b.String())
}

// hand gives a term to JavaScript.
func (l *layman) hand(v quad.Value) any {
	w := worthOf(v)
	if t, ok := v.(quad.TypedString); ok {
		switch {
		case w.kind == kindBoolean && strings.HasPrefix(string(t.Type), "http"):
			return w.truth
		case w.kind == kindNumber:
			if n, ok := w.float(); ok {
				return n
			}
		}
	}
	if isList(v) {
		return term{v}
	}
	if s, ok := v.(quad.String); ok {
		l.handed[string(s)] |= 1
		return text{string(s), v}
	}
	s := writeTerm(v)
	l.handed[s] |= 2
	return text{s, v}
}
