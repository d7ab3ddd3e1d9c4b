package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// How a profile is laid out for the eye.
const (
	indent      = "  "
	quoteIndent = "      "
	widestLabel = 24 // a longer label has a line of its own
)

// WriteText writes a profile for the eye: wrapped to a terminal, or with one item a line when the reader is none.
func (p *Profile) WriteText(w io.Writer, o Options) error {
	out := bufio.NewWriter(w)
	t := &profileText{w: out, p: p, o: o, style: style{on: o.Color && o.Width > 0}}
	t.head()
	for _, g := range p.Groups {
		t.group(g)
	}
	return out.Flush()
}

type profileText struct {
	w     *bufio.Writer
	p     *Profile
	o     Options
	style style
}

// head is the name, what it is, its IRI, and for a statement or sentence the words.
func (t *profileText) head() {
	name, tail := Clean(t.p.Node.Text), ""
	if t.p.Kind != "" {
		tail = " · " + Clean(t.p.Kind)
	}
	if iri := t.iri(); string(iri) != t.p.Node.Text {
		tail += " · " + Clean(string(iri))
	}
	for i, line := range t.wrap(name+tail, 0) {
		if i == 0 && strings.HasPrefix(line, name) {
			line = t.style.bold(isolate(name)) + t.style.dim(line[len(name):])
		}
		fmt.Fprintln(t.w, line)
	}
	c := t.p.Citations[t.iri()]
	for _, s := range t.p.Sentences {
		fmt.Fprintln(t.w)
		if c != nil {
			t.block(indent, t.style.dim, Clean(fmt.Sprintf("Sentence %d of %s", s.Number, c.Article.Name())))
		}
		t.sentence(indent, s, c)
	}
}

func (t *profileText) iri() quad.IRI {
	iri, _ := t.p.Node.Value.(quad.IRI)
	return iri
}

// sentence writes a sentence with its quotes bold; without bold they stand between ▸ and ◂.
func (t *profileText) sentence(margin string, s CitedSentence, c *Citation) {
	const open, shut = "▸", "◂"
	text := Clean(s.Text)
	if c != nil {
		for _, q := range c.Quotes {
			if words := Clean(q.Text); words != "" && words != text {
				text = strings.Replace(text, words, open+words+shut, 1)
			}
		}
	}
	if !t.style.on {
		t.block(margin, plain, text)
		return
	}
	bold := false
	for _, line := range t.wrap(text, len(margin)) {
		if bold {
			line = open + line
		}
		if bold = strings.LastIndex(line, open) > strings.LastIndex(line, shut); bold {
			line += shut
		}
		fmt.Fprintln(t.w, margin+strings.NewReplacer(open, "\x1b[1m", shut, "\x1b[0m").Replace(line))
	}
}

func (t *profileText) group(g Group) {
	fmt.Fprintln(t.w)
	head := t.style.bold(Clean(g.Title))
	if g.Note != "" {
		head += t.style.dim(" · " + Clean(g.Note))
	}
	if t.o.Width > 0 && Width(g.Title+" · "+g.Note) > t.o.Width {
		fmt.Fprintln(t.w, t.style.bold(Clean(g.Title)))
		t.block("", t.style.dim, Clean(g.Note))
	} else {
		fmt.Fprintln(t.w, head)
	}
	column := labelColumn(g.Items)
	var open []OpenNote
	for i, item := range g.Items {
		t.item(item, column)
		open = append(open, item.Open...)
		if item.Predicate == quads.MentionedAs {
			continue // where the words stand is all there is to say
		}
		if i+1 == len(g.Items) || !slices.Equal(item.Statements, g.Items[i+1].Statements) {
			t.quotes(item.Statements, open)
			open = nil
		}
	}
}

// labelColumn is how wide the labels of a group are.
func labelColumn(items []Item) int {
	column := 0
	for _, item := range items {
		if item.Subject == nil {
			column = max(column, min(widestLabel, Width(item.label())))
		}
	}
	return column
}

// label is the label of an item, made safe to show, and with a mark where the verb denies.
func (x Item) label() string {
	if x.Negative && x.Label != "" {
		return "✗ " + Clean(x.Label)
	}
	return Clean(x.Label)
}

// item writes one item: its label in a column, its terms beside it, its roles beneath.
func (t *profileText) item(item Item, column int) {
	text := joinTerms(item.Terms)
	if item.Note != "" {
		text += " — " + item.Note
	}
	if item.Predicate == quads.MentionedAs && item.Subject == nil {
		text += "  " + Clean(strings.Join(iriTexts(item.Statements), ", "))
	}
	switch label := item.label(); {
	case item.Subject != nil:
		t.hang(indent, "", item.line())
	case label == "" && item.Negative:
		t.hang(indent, "✗ ", text)
	case label == "":
		t.hang(indent, "", text)
	case Width(label) > column:
		t.block(indent, plain, label)
		t.hang(indent, strings.Repeat(" ", column+2), text)
	default:
		t.hang(indent, pad(label, column, false)+"  ", text)
	}
	var roles []string
	for _, r := range item.Roles {
		roles = append(roles, r.text(item.Statements))
	}
	if len(roles) > 0 {
		t.block(indent+indent, plain, strings.Join(roles, " · "))
	}
}

// text is a role in words: "binds: Iran, Russia"; the statements that say it are named where they are not those of its item.
func (r Role) text(said []quad.IRI) string {
	text := Clean(r.Label) + ": "
	if r.Negative {
		text = "✗ " + text
	}
	if r.Triple {
		text += strings.Join(shown(r.Terms), " ")
	} else {
		text += joinTerms(r.Terms)
	}
	others := slices.DeleteFunc(slices.Clone(r.Statements), func(s quad.IRI) bool { return slices.Contains(said, s) })
	if len(others) > 0 {
		text += " [" + Clean(strings.Join(iriTexts(others), ", ")) + "]"
	}
	return text
}

func iriTexts(iris []quad.IRI) []string {
	out := make([]string, len(iris))
	for i, iri := range iris {
		out[i] = string(iri)
	}
	return out
}

// quotes writes the words that statements rest on, each with its place and what it leaves open; then what the statements of roles leave open.
func (t *profileText) quotes(statements []quad.IRI, open []OpenNote) {
	for _, s := range statements {
		c := t.p.Citations[s]
		if c == nil || s == t.iri() {
			continue // the head has them already
		}
		words := c.Words()
		if c.Inference {
			words = c.Basis
		}
		t.quote(words, c.place())
		for _, note := range open {
			if note.Statement == s {
				t.hang(quoteIndent, "", note.line(statements))
			}
		}
	}
	for _, note := range open {
		if !slices.Contains(statements, note.Statement) {
			t.hang(quoteIndent, "", note.line(statements))
		}
	}
}

// line is a note in words; its statement is named where it is none of those quoted beside it.
func (n OpenNote) line(quoted []quad.IRI) string {
	if slices.Contains(quoted, n.Statement) {
		return "left open: " + Clean(n.Text)
	}
	return "left open: " + Clean(n.Text) + " [" + Clean(string(n.Statement)) + "]"
}

// quote writes words and, whole, where they stand: behind the last line if there is room.
func (t *profileText) quote(words, place string) {
	lines := t.wrap(Clean(words), len(quoteIndent))
	place = Clean(place)
	if last := lines[len(lines)-1] + " " + place; t.o.Width == 0 || Width(last) <= t.o.Width-len(quoteIndent) {
		lines[len(lines)-1] = last
	} else {
		lines = append(lines, t.wrap(place, len(quoteIndent))...)
	}
	for _, line := range lines {
		fmt.Fprintln(t.w, quoteIndent+t.style.dim(isolate(line)))
	}
}

// place is where the words stand: "rit:18a, sentence 18"; quotes of several sentences name each, "rit:18d, sentences 18 and 19".
func (c *Citation) place() string {
	switch numbers := c.sentenceNumbers(); {
	case c.Inference:
		return "(inference " + string(c.Statement) + ", rests on " + strings.Join(iriTexts(c.RestsOn), ", ") + ")"
	case len(numbers) > 1:
		return "(" + string(c.Statement) + ", sentences " + strings.Join(numbers, " and ") + ")"
	case c.Sentence > 0:
		return fmt.Sprintf("(%s, sentence %d)", string(c.Statement), c.Sentence)
	case len(c.Quotes) == 0 && c.Article.IRI == "":
		return "(label " + string(c.Statement) + ")" // of a graph that others wrote
	}
	return "(" + string(c.Statement) + ")"
}

// block writes a clean text as lines behind a margin.
func (t *profileText) block(margin string, paint func(string) string, text string) {
	for _, line := range t.wrap(text, len(margin)) {
		fmt.Fprintln(t.w, margin+paint(line))
	}
}

// hang writes a clean text behind a margin and a lead; further lines start where the text did.
func (t *profileText) hang(margin, lead, text string) {
	for i, line := range t.wrap(text, len(margin)+Width(lead)) {
		if i > 0 {
			lead = strings.Repeat(" ", Width(lead))
		}
		fmt.Fprintln(t.w, margin+lead+line)
	}
}

// wrap breaks a text for the terminal, but no IRI such as kg:gas-pipeline that fits on a line.
func (t *profileText) wrap(text string, taken int) []string {
	if t.o.Width == 0 {
		return []string{text}
	}
	width := max(t.o.Width-taken, 20)
	if strings.ContainsAny(text, standIns) {
		return Wrap(text, width)
	}
	lines := Wrap(tieIRIs(text), width)
	for i := range lines {
		lines[i] = strings.NewReplacer("\ue000", ":", "\ue001", "-").Replace(lines[i])
	}
	return lines
}

// standIns take the places of colon and hyphen in an IRI: characters for private use, at which no line breaks.
const standIns = "\ue000\ue001"

// tieIRIs puts stand-ins into every short IRI of a text.
func tieIRIs(text string) string {
	var out strings.Builder
	iri := false // after the colon of an IRI
	for i := range len(text) {
		c := text[i]
		switch {
		case c == ':' && !iri && i > 0 && i+1 < len(text) && isLower(text[i-1]) && isIRI(text[i+1]):
			iri = true
			out.WriteString("\ue000")
			continue
		case c == '-' && iri:
			out.WriteString("\ue001")
			continue
		case !isIRI(c):
			iri = false
		}
		out.WriteByte(c)
	}
	return out.String()
}

func isLower(c byte) bool { return c >= 'a' && c <= 'z' }

// isIRI tells what the part of a short IRI behind its colon is made of.
func isIRI(c byte) bool {
	return isLower(c) || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_'
}

// WriteParagraph writes a text, wrapped on a terminal, and one line long elsewhere.
func WriteParagraph(w io.Writer, text string, o Options) error {
	out := bufio.NewWriter(w)
	for _, line := range paragraph(text, o) {
		fmt.Fprintln(out, line)
	}
	return out.Flush()
}

// WriteSentences writes the sentences that a statement quotes, the quotes bold, or between ▸ and ◂ where there is no bold.
func (c *Citation) WriteSentences(w io.Writer, o Options) error {
	out := bufio.NewWriter(w)
	t := &profileText{w: out, o: o, style: style{on: o.Color && o.Width > 0}}
	for _, s := range c.Sentences {
		t.sentence("", s, c)
	}
	return out.Flush()
}
