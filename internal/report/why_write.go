package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
)

// whyColumn is the last column of a table whose rows say why, and the member of a row in JSON.
const whyColumn = "why"

// The columns of CSV and TSV whose rows say why.
const (
	modalityColumn   = "modality"   // where the table has none of its own
	statementsColumn = "statements" // else "why"
	inferredColumn   = "inferred"   // where the table has none of its own
	disputedColumn   = "disputed"   // where the table has none of its own
)

// writeFootnotes writes the statements below a table for the eye: the words, and where they stand.
func writeFootnotes(w *bufio.Writer, t *Table, o Options, s style) {
	lines, titled := t.closing()
	if len(t.Footnotes)+len(lines) == 0 {
		return
	}
	text := &profileText{w: w, o: o, style: s}
	if t.Nearest {
		text.block("", plain, t.nearestIntro())
	}
	fmt.Fprintln(w)
	lead := len(strconv.Itoa(len(t.Footnotes)))
	for _, n := range t.Footnotes {
		number := fmt.Sprintf("%*d  ", lead, n.Number)
		text.hang("", number, Clean(n.body()))
		if source := n.source(titled, o); source != "" {
			text.block(fmt.Sprintf("%*s", len(number), ""), s.dim, Clean("— "+source))
		}
		for _, open := range n.leftOpen(t) {
			text.block(fmt.Sprintf("%*s", len(number), ""), s.dim, Clean("left open: "+open))
		}
	}
	for _, line := range lines {
		text.block("", s.dim, Clean(line))
	}
}

// writeMarkdownFootnotes writes them as GitHub-flavoured footnotes.
func writeMarkdownFootnotes(w *bufio.Writer, t *Table, o Options) {
	escapes := markdownEscapes()
	lines, titled := t.closing()
	if t.Nearest {
		fmt.Fprint(w, t.nearestIntro()+" ")
		for _, n := range t.Footnotes {
			fmt.Fprint(w, markdownNote(n.Number))
		}
		fmt.Fprintln(w)
	}
	if len(t.Footnotes) > 0 {
		fmt.Fprintln(w)
	}
	for _, n := range t.Footnotes {
		line := Clean(n.body())
		if source := n.source(titled, o); source != "" {
			line += " — " + Clean(source)
		}
		for _, open := range n.leftOpen(t) {
			line += " · left open: " + Clean(open)
		}
		fmt.Fprintf(w, "%s: %s\n", markdownNote(n.Number), escapes.Replace(line))
	}
	for _, line := range lines {
		fmt.Fprintf(w, "\n%s\n", escapes.Replace(Clean(line)))
	}
}

// nearestIntro stands above the statements that come nearest to a question without an answer.
func (t *Table) nearestIntro() string {
	if t.Kept {
		return "Nothing that is left says that. Nearest to it, the articles say:"
	}
	return "Nothing says that. Nearest to it, the articles say:"
}

// leftOpen are the notes of what the words leave open, for a reader who asked in vain.
func (n *Footnote) leftOpen(t *Table) []string {
	if !t.Nearest || n.Citation == nil {
		return nil
	}
	return n.Citation.Notes
}

func markdownNote(n int) string { return fmt.Sprintf("[^%d]", n) }

// AppendWhy appends the member of a row that says what it rests on.
func AppendWhy(b []byte, e *Evidence) []byte {
	b = append(b, `{"modality":`...)
	if m := e.Modality(); m != "" {
		b = AppendJSON(b, m)
	} else {
		b = append(b, "null"...)
	}
	b = appendStrings(append(b, `,"crosses":`...), e.Crosses)
	if e.Inferred {
		b = append(b, `,"inferred":true`...)
	}
	if e.Background {
		b = append(b, `,"background":true`...)
	}
	if len(e.Disputed) > 0 {
		b = appendStrings(append(b, `,"disputed":`...), e.disputedBy())
	}
	b = append(b, `,"derivations":[`...)
	for i, d := range e.Derivations {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '[')
		for k, q := range d {
			if k > 0 {
				b = append(b, ',')
			}
			b = appendQuad(b, q)
		}
		b = append(b, ']')
	}
	return append(strconv.AppendInt(append(b, `],"more":`...), int64(e.More), 10), '}')
}

// disputedBy are the statements that contradict a row.
func (e *Evidence) disputedBy() []string {
	labels := make([]string, len(e.Disputed))
	for i, n := range e.Disputed {
		labels[i] = textOf(n.Label)
	}
	return labels
}

func appendQuad(b []byte, q quad.Quad) []byte {
	b = AppendJSON(append(b, `{"s":`...), textOf(q.Subject))
	b = AppendJSON(append(b, `,"p":`...), textOf(q.Predicate))
	b = AppendCell(append(b, `,"o":`...), Cell{Value: q.Object})
	b = append(b, `,"label":`...)
	if q.Label == nil {
		return append(b, "null}"...)
	}
	return append(AppendJSON(b, textOf(q.Label)), '}')
}

// jsonStatement is a statement that rows rest on.
type jsonStatement struct {
	jsonCitation
	Speakers []string `json:"speakers"`
	Modality string   `json:"modality,omitempty"`
	Crosses  []string `json:"crosses,omitempty"`
}

// appendStatements appends the statements by their IRI, in the order of their numbers.
func (t *Table) appendStatements(b []byte) []byte {
	b = append(b, '{')
	for i, n := range t.Footnotes {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(AppendJSON(append(b, '\n'), textOf(n.Label)), ':')
		b = append(b, n.json()...)
	}
	return append(b, '}')
}

// appendNearest appends the member that names the statements nearest to a question without an answer.
func (t *Table) appendNearest(b []byte) []byte {
	var labels []string
	for _, n := range t.Footnotes {
		labels = append(labels, textOf(n.Label))
	}
	return appendStrings(append(b, `,"nearest":`...), labels)
}

func (n *Footnote) json() []byte { return n.JSON("") }

// JSON is the footnote as a member of statements, with what its quads say in plain English where reading is not "".
func (n *Footnote) JSON(reading string) []byte {
	s := jsonStatement{jsonCitation: jsonCitation{Statement: textOf(n.Label)}, Speakers: []string{}, Crosses: n.Crosses}
	if n.Citation != nil {
		s.jsonCitation = citationJSON(n.Citation)
	}
	if reading != "" {
		s.Reading = reading
	}
	for _, who := range n.Speakers {
		s.Speakers = append(s.Speakers, textOf(who.Value))
	}
	e := Evidence{Crosses: n.Crosses}
	s.Modality = e.Modality()
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		panic(err) // strings and numbers always encode
	}
	return escapeHidden(bytes.TrimSpace(out.Bytes()))
}

// escapeHidden escapes in JSON what AppendJSON would have: it can only stand within strings.
func escapeHidden(b []byte) []byte {
	if !bytes.ContainsFunc(b, hidden) {
		return b
	}
	var out []byte
	for _, r := range string(b) {
		switch {
		case r > 0xffff && hidden(r):
			out = fmt.Appendf(out, `\u%04x\u%04x`, 0xd800+(r-0x10000)>>10, 0xdc00+(r-0x10000)&0x3ff)
		case hidden(r):
			out = fmt.Appendf(out, `\u%04x`, r)
		default:
			out = append(out, string(r)...)
		}
	}
	return out
}

// whyFields are the columns that CSV and TSV put behind a table's own, and what stands in them.
func (t *Table) whyFields() (names []string, fields func(e *Evidence) []string) {
	modality := !slices.Contains(t.Columns, modalityColumn)
	if modality {
		names = append(names, modalityColumn)
	}
	if slices.Contains(t.Columns, statementsColumn) {
		names = append(names, whyColumn)
	} else {
		names = append(names, statementsColumn)
	}
	inferred := !slices.Contains(t.Columns, inferredColumn)
	if inferred {
		names = append(names, inferredColumn)
	}
	disputed := !slices.Contains(t.Columns, disputedColumn)
	if disputed {
		names = append(names, disputedColumn)
	}
	return names, func(e *Evidence) []string {
		var out []string
		if modality {
			out = append(out, e.Modality())
		}
		var labels []string
		for _, n := range e.Notes {
			labels = append(labels, textOf(t.Footnotes[n-1].Label))
		}
		if out = append(out, strings.Join(labels, " ")); inferred {
			out = append(out, onlyTrue(e.Inferred))
		}
		if disputed {
			out = append(out, strings.Join(e.disputedBy(), " "))
		}
		return out
	}
}

// onlyTrue is "true", or nothing.
func onlyTrue(b bool) string {
	if b {
		return "true"
	}
	return ""
}
