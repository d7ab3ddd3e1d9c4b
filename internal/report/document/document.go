// Package document makes a report: a template with its queries answered becomes a Document, which is written as Markdown.
//
// What a template writes is words; what it embeds is rows of queries, each asked with why. So every line that is printed for a row carries
// the numbers of the statements it rests on, and what keeps it from being a fact (report.Standing) is said by this package from the quads
// that the row crosses: a template cannot leave it out. A row that rests on no statement is left out and counted, unless it is
// entity data, which is then said of it. Nothing found is told with what was asked and with the nearest that the articles do say.
package document

import (
	"slices"

	"rapport/internal/report"
	"rapport/queries"
)

// Document is a report that has been made.
type Document struct {
	Report   *queries.Report
	Title    string
	Given    []Given // parameters that have a value, in the order of the header
	Searched string  // what was read: "1 article"
	Sections []Section
	// Footnotes are the statements that its lines rest on, in the order of their numbers.
	Footnotes []*report.Footnote
	// Readings are what the quads of each footnote's statement say in plain English, where that was asked for; else nil.
	Readings []string
	Stamp    string // when it was made, "" where nobody asked for the clock
	Lines    int    // how many lines rest on a statement
}

// Given is a parameter and what was given for it.
type Given struct {
	Name   string
	Values []string // as on the command line; an entity by its IRI
	Shown  string   // with names
}

// Section is a part of a report under a heading; the first may have none.
type Section struct {
	ID     string
	Title  []Span
	Blocks []Block
}

// Block is a paragraph, a heading below a section's, or an answer: one of its fields is set.
type Block struct {
	Level   int // of Heading: 3 and more
	Heading []Span
	Prose   []Span
	Answer  *Answer
	Open    []Open // what the words leave open in what is cited here for the first time
}

// Span is a piece of text: words of the template, or a value.
type Span struct {
	Text   string // of the template; of prose it is Markdown
	Value  *Value
	Offset int // of a value in the template's text, in bytes
	Length int
}

// Value is what stands in the place of {QUERY.COLUMN}, {count QUERY}, or {PARAMETER}: one or more texts, each with what it rests on.
type Value struct {
	Items []Item
	Else  string // stands there where there is no item
}

// Item is a text, and what it rests on.
type Item struct {
	Cell  report.Cell
	Text  string
	Bare  bool // it is what the reader gave: a parameter, or a count; it needs no note
	Notes []int
	report.Standing
}

// Answer is what an embed became.
type Answer struct {
	Embed   *queries.Embed
	Name    string // of the query or view
	Asked   string // the question, and with what
	Columns []string
	Numeric []bool // per column
	Rows    []Row
	Count   int    // of the rows that there are, also those not printed
	Atleast bool   // there are more than Count
	Unsaid  int    // rows that rest on nothing and are not printed
	Meaning string // what it means that there is nothing, in words; "" when that goes without saying
	Nearest []int  // where there are no rows: the notes of what comes nearest
	Repeats bool   // Nearest stood above already
	Groups  []Group
}

// Group is the rows from one on, up to the next group, under a heading of their own.
type Group struct {
	Title string
	Note  string // how to read them, or ""
	From  int    // the first row
}

// notes are the numbers of the statements that its lines rest on. Those of a count are left out: it tells of none of them.
func (b *Block) notes() (out []int) {
	for _, s := range slices.Concat(b.Heading, b.Prose) {
		if s.Value == nil {
			continue
		}
		for _, i := range s.Value.Items {
			if !i.Bare {
				out = append(out, i.Notes...)
			}
		}
	}
	if b.Answer == nil || b.Answer.Embed.As == queries.AsCount {
		return out
	}
	for _, r := range b.Answer.Rows {
		out = append(out, r.Evidence.Notes...)
		for _, h := range r.Hops {
			out = append(out, h.Notes...)
		}
	}
	return append(out, b.Answer.Nearest...)
}

// Open is what the words of a statement leave open.
type Open struct {
	Note int
	Text string
}

// Row is a line of an answer.
type Row struct {
	Cells    []report.Cell // a cell a column
	Sentence []Span        // in place of Cells, where the embed says how to say a row
	Hops     []Hop         // in place of Cells, where a row is a path
	Evidence report.Evidence
	report.Standing
	Worked []bool // per cell: the query worked the value out; it stands in no quad that the row rests on
}

// Hop is one quad of a path.
type Hop struct {
	Text  string
	Notes []int
}
