package gizmo

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"
)

// Error is what is wrong with a program, or what it ran into, at the place in its text. Line and Col begin at 1; Col counts
// characters; both are 0 where there is no place.
type Error struct {
	Name      string // of the program: a file, or what the caller calls it
	Line, Col int
	Message   string
	Hint      string // how to mend it, "" for unknown
	Limit     bool   // a bound ended the program, on memory or on the length of a list or text, not a mistake in it
	Memory    bool   // that bound is the one on memory: whoever ran the program may have little left
}

// Error returns name:line:col: message.
func (e *Error) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.Name, e.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.Name, e.Line, e.Col, e.Message)
}

// fault is an error of the program that JavaScript may catch; where it is not caught it becomes an Error.
type fault struct {
	message, hint string
	member        string // the name after a dot that is wrong: goja places such an error where the expression begins
	limit         bool   // a bound on the length of a list or text is exceeded
}

func (f *fault) Error() string { return f.message }

// throw raises a fault in the program.
func (q *session) throw(hint, format string, args ...any) {
	panic(q.vm.NewGoError(&fault{message: fmt.Sprintf(format, args...), hint: hint}))
}

// exceed raises the fault for what is longer than it may be.
func (q *session) exceed(hint, format string, args ...any) {
	panic(q.vm.NewGoError(&fault{message: fmt.Sprintf(format, args...), hint: hint, limit: true}))
}

// noMember raises the fault for a property that an object of ours does not have.
func (q *session) noMember(what, name string, known []string, hint string) {
	if near := nearest(name, known); near != "" {
		hint = `did you mean "` + near + `"?`
	}
	panic(q.vm.NewGoError(&fault{message: fmt.Sprintf("%s %q", what, clip(name)), hint: hint, member: name}))
}

// place is an Error at a place that goja gave, whose columns count bytes.
func place(name, text string, p file.Position, message, hint string) *Error {
	e := &Error{Name: name, Line: p.Line, Col: p.Column, Message: message, Hint: hint}
	lines := strings.SplitN(text, "\n", p.Line+1)
	if p.Line >= 1 && p.Line <= len(lines) && p.Column >= 1 && p.Column-1 <= len(lines[p.Line-1]) {
		e.Col = 1 + utf8.RuneCountInString(lines[p.Line-1][:p.Column-1])
	}
	return e
}

// syntaxError turns what goja says of a text into an Error.
func syntaxError(name, text string, err error) error {
	var list parser.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		e := place(name, text, list[0].Position, syntaxMessage(list[0].Message), foreign(text))
		return e.illegal(text)
	}
	var compile *goja.CompilerSyntaxError
	if errors.As(err, &compile) {
		return place(name, text, compile.File.Position(compile.Offset), syntaxMessage(compile.Message), "")
	}
	var reference *goja.CompilerReferenceError
	if errors.As(err, &reference) {
		return place(name, text, reference.File.Position(reference.Offset), reference.Message, "")
	}
	return &Error{Name: name, Message: err.Error()}
}

// illegal says what is wrong where goja met something that is no token at all.
func (e *Error) illegal(text string) *Error {
	if e.Message != "unexpected token ILLEGAL" {
		return e
	}
	at := ""
	if lines := strings.Split(text, "\n"); e.Line >= 1 && e.Line <= len(lines) {
		at = string([]rune(lines[e.Line-1])[min(max(e.Col-1, 0), utf8.RuneCountInString(lines[e.Line-1])):])
	}
	switch {
	case strings.HasPrefix(at, `"`), strings.HasPrefix(at, "'"):
		e.Message, e.Hint = "a text that is not closed", "end it with "+at[:1]+"; a text of several lines stands between ` and `"
	case strings.HasPrefix(at, "`"):
		e.Message, e.Hint = "a text that is not closed", "end it with `"
	case at == "":
		e.Message = "a sign that cannot stand here"
	default:
		r, _ := utf8.DecodeRuneInString(at)
		e.Message = fmt.Sprintf("%q cannot stand here", string(r))
	}
	return e
}

// foreign is the hint of a program in another query language, "" for any other.
func foreign(text string) string {
	words := strings.Fields(text)
	if len(words) < 2 {
		return ""
	}
	language := ""
	switch strings.ToUpper(words[0]) {
	case "SELECT", "PREFIX", "ASK", "CONSTRUCT", "DESCRIBE":
		language = "SPARQL or SQL"
	case "MATCH":
		language = "Cypher"
	default:
		return ""
	}
	return `a program is Gizmo, not ` + language + `: g.V("<kg:iran>").out("<kg:signed>").all()`
}

// syntaxMessage writes goja's message the way ours are.
func syntaxMessage(s string) string {
	s = strings.TrimPrefix(s, "SyntaxError: ")
	if strings.HasPrefix(s, "Compiler bug: Unknown expression type") { // such as #x, without the object that it is of
		return "an expression that cannot stand here"
	}
	if s != "" && (len(s) < 2 || s[1] >= 'a') {
		s = strings.ToLower(s[:1]) + s[1:]
	}
	return s
}

// exception turns an uncaught exception into an Error at the innermost place in the program.
func (q *session) exception(ex *goja.Exception) error {
	message, hint := ex.Value().String(), ""
	var f *fault
	if errors.As(ex, &f) {
		message, hint = f.message, f.hint
	} else if o, ok := ex.Value().(*goja.Object); ok {
		if m := o.Get("message"); m != nil {
			message = m.String()
		}
	}
	err := q.inside(ex.Stack(), message, hint)
	err.Limit = f != nil && f.limit
	if f != nil && f.member != "" && err.Line > 0 {
		err.moveTo(q.text, f.member)
	}
	return err
}

// moveTo moves an error on to the next place where a name stands behind a dot.
func (e *Error) moveTo(text, member string) {
	lines := strings.Split(text, "\n")
	for i := e.Line - 1; i < len(lines); i++ {
		from, line := 0, []rune(lines[i])
		if i == e.Line-1 {
			from = min(e.Col-1, len(line))
		}
		rest := string(line[from:])
		if at := strings.Index(rest, "."+member); at >= 0 {
			e.Line, e.Col = i+1, from+utf8.RuneCountInString(rest[:at])+2
			return
		}
	}
}

// moveBack moves an error at the bracket of a call to the name before it, if the text has it there.
func (e *Error) moveBack(text, name string) {
	lines := strings.Split(text, "\n")
	if e.Line < 1 || e.Line > len(lines) {
		return
	}
	line := []rune(lines[e.Line-1])
	if at := e.Col - 1 - utf8.RuneCountInString(name); at >= 0 && e.Col-1 <= len(line) && strings.EqualFold(string(line[at:e.Col-1]), name) {
		e.Col = at + 1
	}
}

// here is an Error at the place that is running.
func (q *session) here(message string) *Error {
	return q.inside(q.vm.CaptureCallStack(0, nil), message, "")
}

// inside is an Error at the innermost place of a stack that is in the program's own text.
func (q *session) inside(stack []goja.StackFrame, message, hint string) *Error {
	for _, frame := range stack {
		if p := frame.Position(); p.Line > 0 && frame.SrcName() == q.name {
			return place(q.name, q.text, p, message, hint)
		}
	}
	return &Error{Name: q.name, Message: message, Hint: hint}
}
