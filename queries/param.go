package queries

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// The grammar of a param line:
//
//	param   := NAME TYPE [ "(" CHOICE { "|" CHOICE } ")" ] [ "..." ] [ "?" ] [ "=" VALUE { "," VALUE } ] ABOUT
//	TYPE    := "iri" [ " of " CLASS { "|" CLASS } ] | "string" | "number" | "date"
//	VALUE   := a word without spaces and commas, or text in double quotes as Go and JavaScript write it
//
// CLASS is an IRI such as kg:Actor. "..." makes it a list, "?" optional. NAME is a flag, so it may not be one that `rapport run` has already.

// Reserved are the names that a parameter may not have: the flags of `rapport run`, of `rapport report` and of every command.
var Reserved = []string{"check", "dossier", "explain", "fail-empty", "format", "help", "ids", "isolate", "limit", "memory", "out", "read-back", "section", "stamp", "store",
	"timeout", "why", "width"}

// param reads one param line. Columns in its errors are those of the part that is wrong.
func (r *headerReader) param(l headerLine) error {
	c := &paramCursor{r: r, l: l, rest: l.value, col: l.col}
	p := Param{Name: c.word()}
	if err := c.name(p.Name); err != nil {
		return err
	}
	c.space()
	if err := c.kind(&p); err != nil {
		return err
	}
	c.space()
	if err := c.defaults(&p); err != nil {
		return err
	}
	c.space()
	if p.About = c.rest; p.About == "" {
		return c.fail("param %s: no description", "say after it in a few words what it is", p.Name)
	}
	r.q.Params = append(r.q.Params, p)
	return nil
}

// paramCursor walks a param line; rest begins at column col.
type paramCursor struct {
	r    *headerReader
	l    headerLine
	rest string
	col  int
}

func (c *paramCursor) fail(reason, hint string, args ...any) error {
	return c.r.fail(c.l.line, c.col, fmt.Sprintf(reason, args...), hint)
}

func (c *paramCursor) take(n int) string {
	s := c.rest[:n]
	c.rest = c.rest[n:]
	c.col += utf8.RuneCountInString(s)
	return s
}

func (c *paramCursor) space() { c.take(len(c.rest) - len(strings.TrimLeft(c.rest, " \t"))) }

// word returns what stands before the next space without taking it.
func (c *paramCursor) word() string {
	if i := strings.IndexAny(c.rest, " \t"); i >= 0 {
		return c.rest[:i]
	}
	return c.rest
}

func (c *paramCursor) name(name string) error {
	switch {
	case !isWord(name, "-"):
		return c.fail("param: got %q", "a parameter's name is small letters and hyphens, such as agreement or due-before", name)
	case slices.Contains(Reserved, name):
		return c.fail("param: %q is a flag of rapport itself", "choose another name", name)
	case c.r.q.Param(name) != nil:
		return c.fail("param: a second %q", "", name)
	}
	c.take(len(name))
	return nil
}

// kind reads the type, its choices and its marks.
func (c *paramCursor) kind(p *Param) error {
	if strings.HasPrefix(c.rest, string(IRI)+ofClass) {
		return c.classes(p)
	}
	word := c.typeWord()
	base, optional := strings.CutSuffix(word, "?")
	base, list := strings.CutSuffix(base, "...")
	base, choices, some := strings.Cut(base, "(")
	choices, closed := strings.CutSuffix(choices, ")")
	if !slices.Contains(Types, Type(base)) || some != closed {
		return c.fail("param %s: unknown type %q", didYouMean(base, typeWords()), p.Name, word)
	}
	p.Type, p.List, p.Optional = Type(base), list, optional
	if some {
		for choice := range strings.SplitSeq(choices, "|") {
			choice = strings.TrimSpace(choice)
			if choice == "" || slices.Contains(p.Choices, choice) {
				return c.fail("param %s: choices (%s): one is empty or there twice", "write them as (planned|scheduled)", p.Name, choices)
			}
			p.Choices = append(p.Choices, choice)
		}
	}
	c.take(len(word))
	if class, some := strings.CutPrefix(c.rest, ofClass); some && strings.Contains(strings.SplitN(class, " ", 2)[0], ":") {
		return c.fail("param %s: a class behind a mark", "marks come last: iri of kg:Actor?", p.Name)
	}
	return nil
}

const ofClass = " of "

// classes reads "iri of CLASS|CLASS" and its marks.
func (c *paramCursor) classes(p *Param) error {
	c.take(len(IRI) + len(ofClass))
	c.space()
	word := c.word()
	base, optional := strings.CutSuffix(word, "?")
	base, list := strings.CutSuffix(base, "...")
	p.Type, p.List, p.Optional = IRI, list, optional
	for class := range strings.SplitSeq(base, "|") {
		if prefix, local := quads.SplitIRI(quad.IRI(class)); prefix == "" || local == "" {
			return c.fail("param %s: got %q, want a class", "write it as iri of kg:Actor", p.Name, class)
		}
		p.Classes = append(p.Classes, class)
	}
	c.take(len(word))
	return nil
}

// typeWord returns the word with the type; choices in its brackets may have spaces.
func (c *paramCursor) typeWord() string {
	word := c.word()
	open, end := strings.IndexByte(word, '('), strings.IndexByte(c.rest, ')')
	if open < 0 || end < len(word) {
		return word
	}
	if more := strings.IndexAny(c.rest[end:], " \t"); more >= 0 {
		return c.rest[:end+more]
	}
	return c.rest
}

func typeWords() []string {
	out := make([]string, len(Types))
	for i, t := range Types {
		out[i] = string(t)
	}
	return out
}

// defaults reads "= VALUE, VALUE" where there is one.
func (c *paramCursor) defaults(p *Param) error {
	if !strings.HasPrefix(c.rest, "=") {
		return nil
	}
	for mark := "="; strings.HasPrefix(c.rest, mark); mark = "," {
		c.take(1)
		c.space()
		at := *c
		v, err := c.value()
		if err != nil {
			return err
		}
		if v, err = p.choose(v); err == nil && p.Type != IRI {
			_, err = p.value(v, nil)
		}
		if err != nil {
			return at.fail("param %s: default: %v", "", p.Name, err)
		}
		p.Default = append(p.Default, v)
	}
	if len(p.Default) > 1 && !p.List {
		return c.fail("param %s: several defaults for one value", `mark a list with ..., such as "iri..."`, p.Name)
	}
	return nil
}

func (c *paramCursor) value() (string, error) {
	if strings.HasPrefix(c.rest, `"`) {
		text, err := strconv.QuotedPrefix(c.rest)
		if err != nil {
			return "", c.fail("a quote is not closed", `write a default with spaces as "Port Alder"`)
		}
		c.take(len(text))
		return strconv.Unquote(text)
	}
	word := c.word()
	if i := strings.IndexByte(word, ','); i > 0 {
		word = word[:i]
	}
	if word == "" {
		return "", c.fail("param: = without a default", "write the default, or leave = away")
	}
	return c.take(len(word)), nil
}

// choose returns the choice that a user's word stands for, or the word itself where any is allowed.
func (p *Param) choose(word string) (string, error) {
	if p.Choices == nil {
		return word, nil
	}
	for _, c := range p.Choices {
		if c == word || strings.EqualFold(p.Word(c), word) {
			return c, nil
		}
	}
	return "", fmt.Errorf("%q is not one of %s", word, strings.Join(p.Words(), ", "))
}
