// Package document makes a report: a template with its queries answered becomes a Document, which is written as Markdown, HTML, PDF or JSON.
//
// What a template writes is words; what it embeds is rows of queries, each asked with why. So every line that is printed for a row carries
// the numbers of the statements it rests on, and what keeps it from being a fact (report.Standing) is said by this package from the quads
// that the row crosses: a template cannot leave it out. A row that rests on no statement is left out and counted, unless it is
// entity data, which is then said of it. Nothing found is told with what was asked and with the nearest that the articles do say.
//
// # JSON
//
// The document is
//
//	{"schema":"rapport.report/1","report":"agreement","params":{"agreement":["kg:treaty"]},"flags":{…},"made":"…",
//	 "title":"…","asks":"…","given":[{"name","values","shown"}],"searched":"1 article","unsearched":[{"query","asked","why"}],"articles":[IRI,…],"notice":"…","sections":[SECTION,…],"statements":{IRI:STATEMENT,…}}
//
// where params and flags are enough to make it again (Recipe), unsearched are the questions that have no answer, as there is more to go
// through than a query may hold, articles are those that were read under these flags, made is there when the clock was asked for, and notice when lines rest on labels without
// quotes. A STATEMENT is as in
// rapport.rows/1, with reading where that was asked for. A SECTION has id and title (none: what stands before the first), and blocks:
//
//	{"kind":"prose","text":"…","values":[VALUE,…]}          what a template says, with the values in it
//	{"kind":"heading","level":3,"text":"…"}
//	{"kind":"answer","answer":ANSWER,"left_open":[{"statement","text","about"}]}
//
// A VALUE has text, cell (typed as in rapport.rows/1; none for a parameter or a count), standing and statements; where it is not known whether there is one, unsearched says why, and where it cannot be asked for, unasked. An ANSWER is
//
//	{"of":"parties","view":false,"as":"table","asked":"…","columns":["party"],"count":2,"at_least":false,"unsaid":0,
//	 "rows":[ROW,…],"unsearched":"…","unasked":"…","unknown":"…","groups":[{"title","note","from"}],"picture":["…"],"empty":{"meaning","nearest":[IRI,…]}}
//
// with the query or view that was asked; how many rows there are, of which rows has those that are printed; how many were left out as they rest on
// nothing; why it is not known whether there are rows, as nothing was searched, why the question cannot be asked of what it was given, and why an empty answer does not tell (the graph
// does not say, or a condition has a word that nothing has); the groups, each from a row on; a picture in words; and, where there is no row, what that means and what comes nearest. A ROW is
//
//	{"cells":{"party":CELL},"joined":{"party":[CELL,…]},"supplied":["party"],"inferred":{"date":[IRI,…]},"text":"…","parts":[{"text","statements"}],"standing":"…","disputed":[IRI,…],
//	 "statements":[IRI,…],"why":WHY}
//
// with its cells by column, of one that joins several values (its cell is their text) each as a cell of its own, which of them the query worked out, and which are inferred, and by what, where the rest is not; the
// sentence that the template makes of it; the hops of a path, or what is said of a node, each with standing and disputed of its own; what keeps it from
// being a fact, in words (none: it is one); the statements that contradict it; those it rests on, and WHY as in rapport.rows/1. Members that are empty
// are left out, save rows, statements, sections and blocks. Later versions of schema 1 may add members, never change or drop one.
package document

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"rapport/internal/report"
	"rapport/internal/report/picture"
	"rapport/quads"
	"rapport/queries"
)

// Document is a report that has been made.
type Document struct {
	Report   *queries.Report
	Title    string
	Given    []Given  // parameters that have a value, in the order of the header
	Searched string   // what was read: "1 article"
	Sources  string   // that it is of those articles, by name: "From “Port Alder”, published 2031-03-05."; "" in a graph without articles
	Kept     string   // that flags keep it to a part of them, "" where they do not
	Articles []string // the IRIs of the articles that were read, in their order
	Unread   string   // says that flags left no article to read: "no article is left with --as-of 2024"; "" where one is left
	Sections []Section
	// Unsearched are the questions that a bound of queries left without an answer, each once, in the order in which they were asked.
	Unsearched []Unsearched
	// Footnotes are the statements that its lines rest on, in the order of their numbers.
	Footnotes []*report.Footnote
	// Readings are what the quads of each footnote's statement say in plain English, where that was asked for; else nil.
	Readings []string
	Flags    map[string][]string // of the command that have a say in what is written, by name
	Width    int                 // pixels that its pictures are for, 0 for the usual
	Made     time.Time           // the zero time where nobody asked for the clock
	Lines    int                 // how many lines rest on a statement
	Slips    []Slip              // conditions of its embeds with values that nothing has, in their order
}

// stamp is when it was made, "" where nobody asked for that.
func (d *Document) stamp() string {
	if d.Made.IsZero() {
		return ""
	}
	return d.Made.UTC().Format(time.RFC3339)
}

// Unsearched is a question of a report that has no answer, as what there is to go through is more than a query may hold.
type Unsearched struct {
	Query string // its name
	Asked string // the question, and with what
	Why   string // which bound ended it, in words
	Err   error  // as the query ended, with the place in its program
}

// Slip is a condition of an embed whose value no row has, nor anything else in the graph or the program of the query: a word that was mistyped, most likely.
type Slip struct {
	quads.Position
	Text string // what is wrong, which values there are, and which of them may be meant
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
	Prose   []Span              // as the template has it
	Words   []queries.Paragraph // Prose as it reads, of which the values are those of Prose in their order
	Answer  *Answer
	Open    []Open // what the words leave open in what is cited here for the first time
}

// unsearched tells whether a question in it has no answer.
func (s *Section) unsearched() bool {
	return unsearched(s.Title) || slices.ContainsFunc(s.Blocks, func(b Block) bool {
		return b.Answer != nil && b.Answer.Unsearched != "" || unsearched(b.Heading) || unsearched(b.Prose)
	})
}

// unsearched tells whether it is not known of a value whether there is one.
func unsearched(spans []Span) bool {
	return slices.ContainsFunc(spans, func(s Span) bool { return s.Value != nil && s.Value.Unsearched != "" })
}

// Span is a piece of text: words of the template, or a value.
type Span struct {
	Text  string // of the template; of prose it is Markdown
	Value *Value
}

// Value is what stands in the place of {QUERY.COLUMN}, {count QUERY}, or {PARAMETER}: one or more texts, each with what it rests on.
type Value struct {
	Items []Item
	Else  string // stands there where there is no item
	// Unsearched is why it is not known whether there is any, in words; "" where it is.
	Unsearched string
	// Misfit is why it cannot be asked for, in words; "" where it can.
	Misfit string
}

// Item is a text, and what it rests on.
type Item struct {
	Cell  report.Cell
	Text  string
	Bare  bool // it is what the reader gave: a parameter, or a count; it needs no note
	Notes []int
	// Against are the notes of the statements that contradict it, where it does not rest on them itself.
	Against []int
	report.Standing
}

// Answer is what an embed became.
type Answer struct {
	Embed   *queries.Embed
	Name    string // of the query or view
	Asked   string // the question, and with what
	About   string // the entities that it was asked about, by name; "" for none
	Caption string // the question in a few words
	Columns []string
	Numeric []bool   // per column
	Shown   []string // the columns of the rows' cells: Columns, or those that a sentence names
	Rows    []Row
	Picture picture.Picture // what is drawn of the rows, nil for none
	Count   int             // of the rows that there are, also those not printed
	Atleast bool            // there are more than Count
	Unsaid  int             // rows that rest on nothing and are not printed
	// Unsearched is why it is not known whether there are rows, in words; "" where it is.
	Unsearched string
	// Misfit is why the question cannot be asked of what it was given, in words; "" where it can.
	Misfit string
	// Unknown is why the graph cannot tell whether there are rows, in words; "" where it can.
	Unknown  string
	Filtered string // the conditions that left none of the rows that there are, in words as in Asked; "" where they left some, or there were none
	Meaning  string // what it means that there is nothing, in words; "" when that goes without saying
	Nearest  []int  // where there are no rows: the notes of what comes nearest
	New      []int  // of Nearest, those that did not stand in such a place above: what stood there is not told again
	Groups   []Group
}

// bare tells whether words stand in the place of its rows: it has none, and they are not counted.
func (a *Answer) bare() bool {
	return len(a.Rows) == 0 && (a.Embed.As != queries.AsCount || a.Unsearched != "" || a.Misfit != "" || a.Unknown != "")
}

// notes are the numbers of all that its rows rest on, each once.
func (a *Answer) notes() (out []int) {
	for _, r := range a.Rows {
		out = addNotes(out, r.Evidence)
	}
	return out
}

// group is the rows of a group.
func (a *Answer) group(i int) []Row {
	end := len(a.Rows)
	if i+1 < len(a.Groups) {
		end = a.Groups[i+1].From
	}
	return a.Rows[a.Groups[i].From:end]
}

// remarks tell what is not printed.
func (a *Answer) remarks() (lines []string) {
	n := a.Count - len(a.Rows)
	switch {
	case a.Embed.As == queries.AsCount && !a.Embed.Whole() || len(a.Rows) == 0:
	case a.Atleast:
		lines = append(lines, fmt.Sprintf("And more than %d more; no more were read.", n))
	case n > 0:
		lines = append(lines, fmt.Sprintf("And %d more.", n))
	}
	if a.Unsaid > 0 {
		lines = append(lines, fmt.Sprintf("Left out, as nothing supports them: %s of %s.", plural(a.Unsaid, "row"), a.Name))
	}
	return lines
}

// standing tells whether a row of a table is no plain fact, so that a column must say of each what it is.
func (a *Answer) standing() bool {
	return slices.ContainsFunc(a.Rows, func(r Row) bool { return !r.Fact() })
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
				out = append(append(out, i.Notes...), i.Against...)
			}
		}
	}
	if b.Answer == nil || b.Answer.Embed.As == queries.AsCount {
		return out
	}
	for _, r := range b.Answer.Rows {
		out = append(append(out, r.Evidence.Notes...), r.Against...)
		for _, h := range r.Hops {
			out = append(append(out, h.Notes...), h.Against...)
		}
	}
	return append(out, b.Answer.Nearest...)
}

// leftOpen is what the words of a note leave open, for a report that has it stand there; else "".
func (d *Document) leftOpen(note int) string {
	if !d.Report.LeftOpenInNotes {
		return ""
	}
	var texts []string
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			for _, o := range b.Open {
				if o.Note == note {
					texts = append(texts, o.Text)
				}
			}
		}
	}
	return strings.Join(texts, " ")
}

// Open is what the words of a statement leave open.
type Open struct {
	Note int
	Text string
	Of   string // what the statement says most of
	In   string // the article, where there are several: another may say it
}

// lead says what it is: "Left open", of what, and in which of several articles.
func (o *Open) lead() string {
	lead := "Left open"
	if o.Of != "" {
		lead += " of " + o.Of
	}
	if o.In != "" {
		lead += " in " + o.In
	}
	return lead
}

// Row is a line of an answer.
type Row struct {
	Cells    []report.Cell // a cell a column
	Joined   []report.Cell // the values that the cell of the embed's join is made of, where there are several
	Sentence []Span        // in place of Cells, where the embed says how to say a row
	Hops     []Hop         // in place of Cells, where a row is a path
	Evidence report.Evidence
	report.Standing
	Gap    bool   // it says what is not said, and no more: its Standing is that of what it is about
	Above  int    // the cell, counted from 1, with words that the row above it in the table shows already; 0 for none
	Worked []bool // per cell: the query worked the value out; it stands in no quad that the row rests on
	// Concluded are the values that are inferred where the row is not: each is marked and has its own notes, which the row then lacks.
	Concluded *report.Concluded
	// Remark is said behind what is said of a node where other statements contradict it: “disputed”, and what of it.
	Remark string
	// Against are the notes of the statements that contradict it, where it does not rest on them itself.
	Against []int
}

// lead is what keeps it from being a fact, in front of it; "" for a gap, which is no hope or plan itself.
func (r *Row) lead() string {
	if r.Gap {
		return ""
	}
	return r.Lead()
}

// tail is how far that is a fact which a gap is about, behind it.
func (r *Row) tail() string {
	if words := r.Words(); r.Gap && words != "" {
		return " (what it is about: " + words + ")"
	}
	return ""
}

// standing is what stands in the column of that name.
func (r *Row) standing() string {
	switch words := r.Words(); {
	case r.Gap && words == "":
		return notStated
	case r.Gap:
		return "what it is about: " + words
	default:
		return cmp.Or(words, report.Stated)
	}
}

// cell is one of its cells as text: never blank, as a reader would not know why.
func (r *Row) cell(i int, c report.Cell) string {
	switch {
	case c.Value == nil:
		return notStated
	case i == r.Above-1:
		return asAbove
	case r.Worked[i]:
		return supplied(c.String())
	case r.Concluded.At(i) != nil:
		return inferred(c.String())
	}
	return c.String()
}

// asAbove stands in a table for words that are those of the row above.
const asAbove = "as above"

// inferred marks a value that no words state.
func inferred(text string) string { return text + " (inferred)" }

// marks are the notes of the row but for those of values that have their own.
func (r *Row) marks(notes []*report.Footnote) (out []int) {
	for _, n := range r.Evidence.Notes {
		if !r.Concluded.Alone(notes[n-1].Label) {
			out = append(out, n)
		}
	}
	return out
}

// marksAt are the notes of the value at a place, none where the row's are.
func (r *Row) marksAt(i int, notes []*report.Footnote) []int {
	return notesOf(r.Concluded.At(i), r.Evidence.Notes, notes)
}

// notesOf are those of some notes that are of statements.
func notesOf(statements []quad.Value, of []int, notes []*report.Footnote) (out []int) {
	for _, n := range of {
		if slices.Contains(statements, notes[n-1].Label) {
			out = append(out, n)
		}
	}
	return out
}

// Hop is one quad of a path.
type Hop struct {
	Text  string
	Notes []int
	// Standing is said behind it where other statements contradict it: “disputed”, and what of it is. Against are their notes.
	Standing string
	Against  []int
}

// withMarks writes the words of a standing, with the marks of those that contradict it behind the word that says so.
func withMarks(words string, against []int, write func(string) string, marks func([]int) string) string {
	out, n := write(words), len(report.Disputed)
	if len(against) > 0 && len(out) >= n && strings.EqualFold(out[:n], report.Disputed) {
		return out[:n] + marks(against) + out[n:]
	}
	return out
}
