package gizmo

import (
	"fmt"
	"strings"

	"github.com/dop251/goja/file"
)

// Bounds on the text of a program, checked before JavaScript's parser sees it: it recurses.
const (
	maxProgram = 64 << 10
	maxNesting = 256
	maxTree    = 1000 // expressions and statements within each other
	maxArrows  = 500  // functions written =>
	maxLabels  = 16   // labels of one statement
	maxCalls   = 1000 // functions that call each other
)

// words is what the guard learns of a program's text.
type words struct {
	used  []string // globals of ours that it names
	plain bool     // it names nothing but our own steps and globals, so that JavaScript's library cannot be reached

	// Of a program that is not plain:
	names map[string]bool // names and texts it spells, and so the properties it can ask for
	any   bool            // it looks behind objects: it can ask for any property
	keyed bool            // it computes names of properties, which keyGuard sees
	whole bool            // it gets hold of the global object, by globalThis or this, and so of globals that it does not spell
	kinds bool            // it has functions that are generators or asynchronous
}

// reaches says whether the program can ask for a property of JavaScript's library, keyGuard aside.
func (w *words) reaches(name string) bool { return w.any || w.names[name] }

// global says whether the program can ask for a global.
func (w *words) global(name string) bool { return w.any && w.whole || w.names[name] }

// guard checks size and nesting, and collects words.
func guard(name, text string) (words, error) {
	if len(text) > maxProgram {
		return words{}, &Error{Name: name, Message: fmt.Sprintf("the program has %d bytes, more than %d", len(text), maxProgram),
			Hint: "give data as parameters"}
	}
	l := lexer{text: text, words: words{plain: true}}
	l.run()
	if l.deepest > maxNesting {
		at := file.Position{Line: 1 + strings.Count(text[:l.deepAt], "\n"), Column: l.deepAt - strings.LastIndexByte(text[:l.deepAt], '\n')}
		return words{}, place(name, text, at, fmt.Sprintf("brackets nested more than %d deep", maxNesting), "")
	}
	switch {
	case l.arrows > maxArrows:
		return words{}, &Error{Name: name, Message: fmt.Sprintf("more than %d functions written =>", maxArrows)}
	case l.mostLabels > maxLabels:
		return words{}, &Error{Name: name, Message: fmt.Sprintf("more than %d labels on one statement", maxLabels)}
	}
	return l.words, nil
}

// lexer splits a program roughly into tokens. Where it errs (a regular expression taken for a division), it errs towards
// "not plain"; nesting is then what it seems.
type lexer struct {
	text    string
	at      int
	last    string // the last token: a word, or one byte of punctuation, or a kind
	depth   int
	deepest int
	deepAt  int
	words   words

	arrows             int // =>
	labels, mostLabels int // word : word : in a row
}

func (l *lexer) run() {
	for l.at < len(l.text) {
		switch c := l.text[l.at]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			l.at++
		case strings.HasPrefix(l.text[l.at:], "//"):
			l.skipTo("\n")
		case strings.HasPrefix(l.text[l.at:], "/*"):
			l.skipTo("*/")
		case c == '"' || c == '\'':
			l.quoted(c)
		case isLetter(c):
			l.word()
		case '0' <= c && c <= '9':
			l.number()
		default:
			l.punctuation(c)
		}
	}
}

// skipTo moves behind an end mark.
func (l *lexer) skipTo(end string) {
	if i := strings.Index(l.text[l.at:], end); i >= 0 {
		l.at += i + len(end)
	} else {
		l.at = len(l.text)
	}
}

func (l *lexer) quoted(quote byte) {
	for l.at++; l.at < len(l.text) && l.text[l.at] != quote && l.text[l.at] != '\n'; l.at++ {
		if l.text[l.at] == '\\' {
			l.at++
		}
	}
	l.at++
	l.last = "string"
}

// isLetter says what words are made of, beside digits; a backslash begins an escaped letter.
func isLetter(c byte) bool {
	return 'a' <= lower(c) && lower(c) <= 'z' || c == '_' || c == '$' || c == '\\' || c >= 0x80
}

func (l *lexer) word() {
	from := l.at
	for l.at < len(l.text) && (isLetter(l.text[l.at]) || '0' <= l.text[l.at] && l.text[l.at] <= '9') {
		l.at++
	}
	w := l.text[from:l.at]
	if l.last != ":" {
		l.labels = 0
	}
	switch {
	case l.last == "params.":
		if inherited(w) {
			l.words.plain = false
		}
		l.last = "word"
		return
	case !l.words.plain: // nothing more is learned
	case w == "repeat" && l.last == ".": // the one step that texts have too, and there it makes long ones
		l.words.plain = false
	case w == "var" || w == "const" || w == "let" || w == "true" || w == "false" || w == "null" || w == "undefined":
	case isGlobal(w):
		if l.last != "." && !contains(l.words.used, w) {
			l.words.used = append(l.words.used, w)
		}
	case l.last != ".":
		l.words.plain = false
	default:
		_, isStep := find(steps, w)
		if !isStep {
			_, l.words.plain = find(graphMethods, w)
		}
	}
	l.last = w
}

// isGlobal says whether a name is one of our globals.
func isGlobal(w string) bool {
	switch w {
	case "g", "graph", "params":
		return true
	}
	for i := range globals {
		if globals[i].name == w {
			return true
		}
	}
	return false
}

func (l *lexer) number() {
	for l.at < len(l.text) && (l.text[l.at] == '.' || '0' <= l.text[l.at] && l.text[l.at] <= '9') {
		l.at++
	}
	if l.at < len(l.text) && isLetter(l.text[l.at]) {
		l.words.plain = false
	}
	l.last = "number"
}

func (l *lexer) punctuation(c byte) {
	switch c {
	case '(', '[', '{':
		if l.depth++; l.depth > l.deepest {
			l.deepest, l.deepAt = l.depth, l.at
		}
		l.words.plain = l.words.plain && (c == '(' || c == '[' && (l.last == "(" || l.last == ","))
	case ')', ']', '}':
		l.depth--
	case ',', ';':
	case '-':
		l.words.plain = l.words.plain && (l.last == "(" || l.last == ",")
	case ':':
		l.words.plain = false
		l.labels++
		l.mostLabels = max(l.mostLabels, l.labels)
	case '>':
		l.words.plain = false
		if l.last == "=" {
			l.arrows++
		}
	case '.':
		if l.last == "params" {
			l.last, l.at = "params.", l.at+1
			return
		}
		l.words.plain = l.words.plain && l.last != "."
	default:
		l.words.plain = false
	}
	l.last = l.text[l.at : l.at+1]
	l.at++
}
