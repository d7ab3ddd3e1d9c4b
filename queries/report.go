package queries

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapport/quads"
)

// Report is a report template: a header as that of a query, in an HTML comment, and a body in Markdown that embeds queries and views.
type Report struct {
	Header
	Title    []Segment // the header's title, with the names of parameters
	Sections []string  // the ids of its sections, in order, as the header promises them
	// LeftOpenInNotes says that what the words leave open stands in the notes, and not below the lines that cite them.
	LeftOpenInNotes bool
	Blocks          []Block // the body

	queries map[string]*Query // that it embeds, by the names it has for them
}

// Query returns a query that the report embeds, as it was when the report was read; nil for any other name.
func (r *Report) Query(name string) *Query { return r.queries[name] }

// Block is a part of a report's body: one of its fields but Line is set.
type Block struct {
	Line    int // where it begins, from 1
	Heading *Heading
	Prose   *Prose
	Embed   *Embed
}

// Heading begins a section, or a part of one.
type Heading struct {
	Level int       // 2 begins a section; 3 and more divide it
	ID    string    // of a section, or ""
	Text  []Segment // with values in it; no Markdown else
}

// Prose is Markdown between headings and embeds.
type Prose struct {
	Segments   []Segment   // as it stands in the file
	Paragraphs []Paragraph // as it reads; its values are those of Segments, in their order
}

// Segment is a piece of text: words, a value, or a part that is left out where a value in it is empty.
type Segment struct {
	Text     string
	Value    *Inline
	Optional []Segment
}

// Inline is a value within words: {agreement}, {parties.party with agreement = {agreement}}, {count duties}, {count duties.duty}.
type Inline struct {
	quads.Position
	Name   string     // a parameter of the report or, in a say, a column; "" where Query is set
	Query  string     // the query that is asked
	Column string     // the column whose values it gives, each once; "" for none, where it counts rows
	Count  bool       // it is a number: of the values of Column, each once, or of rows
	With   []Argument // of the query
	Else   string     // what stands there for no value, or a count of none; "" means "not stated", or 0
}

// Argument gives a parameter of an embedded query a value.
type Argument struct {
	quads.Position // of the value
	Name           string
	Value          string // as on the command line, "" where Param is set
	Param          string // the parameter of the report whose values it takes
}

// Embed is a query or a view in the body of a report.
type Embed struct {
	quads.Position
	Query   string // a saved query, or "" where View is set
	View    string // one of EmbedViews
	With    []Argument
	As      string   // one of Shapes
	Picture View     // where As is a picture: which columns it is made of
	Columns []string // which, in which order; nil: all that are not about statements
	Where   []Condition
	Group   string    // the column whose values head groups; "" for none
	Say     []Segment // a sentence for each row
	Join    string    // rows that differ in this column alone are one, with its values joined by "and"; "" for none
	Order   string    // the column by whose values rows are ordered, within groups; "" for the order of the query
	Empty   string    // what it means that there is nothing; "" when that goes without saying
	None    string    // of an embed that looks for faults: what to say when there are none, in place of Not stated; "" for any other
	Limit   int       // the most rows that are printed; 0 is DefaultRows

	places map[string]quads.Position // of the values of its keys
}

// Whole tells a view that makes lines of its own, without columns.
func (e *Embed) Whole() bool { return e.View != "" && RowsOf(e.View) == nil }

// Place is where the value of a key stands, or where the embed begins.
func (e *Embed) Place(key string) quads.Position {
	if p, ok := e.places[key]; ok {
		return p
	}
	return e.Position
}

// Condition keeps the rows whose cell is, or is not, a value.
type Condition struct {
	Argument      // Name is the column
	Not      bool // != in place of =
}

// Shapes are the ways in which rows of a report are shown.
var Shapes = []string{AsTable, AsList, AsProse, AsCount, AsQuotes, AsPath, AsTimeline, AsGraph, AsChart}

// The shapes. A timeline, graph or chart is a picture with a text alternative.
const (
	AsTable    = "table"
	AsList     = "list"   // an item a row
	AsProse    = "prose"  // a sentence a row, one after the other
	AsCount    = "count"  // how many rows there are
	AsQuotes   = "quotes" // the words that the rows rest on, each statement once
	AsPath     = "path"   // what each row crosses, hop by hop
	AsTimeline = "timeline"
	AsGraph    = "graph"
	AsChart    = "chart"
)

// IsPicture tells a shape that is drawn.
func IsPicture(shape string) bool {
	return shape == AsTimeline || shape == AsGraph || shape == AsChart
}

// EmbedViews are what a report can embed beside queries.
var EmbedViews = []string{ViewEntity, ViewStatements, ViewConflicts, ViewUnstated, ViewSaid, ViewTimes}

// The views, each of one parameter "of".
const (
	ViewEntity     = "entity"     // everything about a node, in groups of which each reads as what it is
	ViewStatements = "statements" // every statement that speaks of a node, with its quotes
	ViewConflicts  = "conflicts"  // the rows of the query conflicts, about a node
	ViewUnstated   = "unstated"   // the rows of the query unstated, about a node
	ViewSaid       = "said"       // those of the query positions that are words or a stand, about a node
	ViewTimes      = "times"      // those of the query timeline, about a node
)

// RowsOf makes the header of a view that has rows, which is that of a shipped query; nil for any other view.
func RowsOf(view string) *Query {
	switch view {
	case ViewConflicts:
		q := rowView(Header{
			Name:  view,
			Title: "Where statements disagree",
			Asks:  "Of which thing or event do different statements give a date, value or place that cannot both hold, and what does one say and another deny?",
			Empty: "no two statements give one thing two values that cannot both hold, and none denies what another states",
		}, []string{"kind"}, "what", "kind", "role", "first", "first-words", "second", "second-words", "statement", "statement2")
		q.words = map[string][]string{"kind": {"date", "place", "value", "polarity"}}
		return q
	case ViewUnstated:
		return rowView(Header{
			Name:  view,
			Title: "What no words say though a reader asks",
			Asks:  "Which agreements, projects, duties and events are there of which it is not stated who, where, when or how much?",
			Empty: "the words answer all that the vocabulary has a reader ask",
		}, []string{"asked", "answer"}, "what", "kind", "asked", "answer = not stated", "of", "relation", "elsewhere = nowhere", "modality = actual", "statement", "statement2")
	case ViewSaid:
		q := rowView(Header{
			Name:  view,
			Title: "Who says what, and who takes what stand",
			Asks:  "What do the speakers say of each thing, and how do they stand to it?",
		}, []string{"kind"}, "subject", "kind", "who = the article", "how", "what", "words", "modality = actual", "statement")
		q.Ordered, q.words = true, map[string][]string{"kind": {"words", "stand"}}
		return q
	case ViewTimes:
		q := rowView(Header{
			Name:  view,
			Title: "What happened, in the order of time",
			Asks:  "What happened when: in the article's words, as printed, and as far as one can infer?",
		}, nil, "occurrence", "time", "printed-date", "inferred-date", "statement", "inference")
		q.Ordered, q.View = true, "timeline label=occurrence when=time date=printed-date"
		return q
	}
	return nil
}

// rowView makes the header of a view that has rows: its labels and columns, as a header writes them.
func rowView(h Header, labels []string, columns ...string) *Query {
	h.Params = []Param{{Name: "about", Type: IRI, Optional: true}}
	q := &Query{Header: h, Labels: labels, View: ViewTable}
	for _, column := range columns {
		name, blank, _ := strings.Cut(column, " = ")
		q.Columns, q.Blanks = append(q.Columns, name), append(q.Blanks, blank)
	}
	return q
}

// DefaultRows is how many rows of an embed are printed where it does not say.
const DefaultRows = 50

// ReportErrors are all that is wrong with one report, in the order of its lines.
type ReportErrors []*HeaderError

func (es ReportErrors) Error() string {
	lines := make([]string, len(es))
	for i, e := range es {
		lines[i] = e.Error()
		if len(es) > 1 && e.Fix != "" {
			lines[i] += " (" + e.Fix + ")"
		}
	}
	return strings.Join(lines, "\n")
}

// Hint is that of the only one; of several, each has its own behind it.
func (es ReportErrors) Hint() string {
	if len(es) > 1 {
		return ""
	}
	return es[0].Fix
}

// parseReport reads a report, what of it can be read; nil where there is no header to begin with.
func parseReport(name, path, text string) (*Report, ReportErrors) {
	p := &reportParser{path: path, report: &Report{Header: Header{Name: name, Path: path, Text: text}}}
	if at := strings.IndexFunc(text, func(c rune) bool { return c == utf8.RuneError }); at >= 0 {
		p.fail(1+strings.Count(text[:at], "\n"), 0, "not UTF-8 text", "save the file as UTF-8")
		return nil, p.errs
	}
	if at := strings.IndexFunc(text, unseen); at >= 0 {
		line := 1 + strings.Count(text[:at], "\n")
		p.fail(line, 0, fmt.Sprintf("a character that cannot be seen, %U", []rune(text[at:])[0]), "take it away")
		return nil, p.errs
	}
	p.lines = strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	if !p.header() {
		return nil, p.errs
	}
	p.body()
	p.promise()
	return p.report, p.errs
}

// unseen tells a character that draws nothing and may act on what stands around it. Joiners are letters' own.
func unseen(c rune) bool {
	if ' ' <= c && c <= '~' {
		return false
	}
	return c != '\n' && c != '\r' && c != '\t' && c != '\u200c' && c != '\u200d' && unicode.In(c, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

// reportParser reads one report, line by line.
type reportParser struct {
	path   string
	lines  []string
	at     int // the line that is read next, from 0
	report *Report
	errs   ReportErrors
	broken []string // the names of parameters whose lines in the header are wrong: that they are not known is no error of its own
}

func (p *reportParser) fail(line, col int, reason, hint string) {
	p.errs = append(p.errs, &HeaderError{quads.Position{File: p.path, Line: line, Col: col}, reason, hint})
}

func (p *reportParser) failAt(at quads.Position, reason, hint string) {
	p.fail(at.Line, at.Col, reason, hint)
}

const (
	commentOpen, commentClose = "<!--", "-->"
	reportExample             = "title:    What is said of {entity}"
)

// header reads the comment at the top: keys and values as in a query's header without its //. Behind an empty line stand remarks. It returns
// false where there is no body to read on with.
func (p *reportParser) header() bool {
	r := &headerReader{q: &Query{Header: p.report.Header}, keys: reportKeys, seen: map[string]int{}, end: 1}
	if strings.TrimSpace(p.lines[0]) != commentOpen {
		p.fail(1, 1, "the file has no header", "begin it with a line "+commentOpen+", then such as "+reportExample)
		return false
	}
	var lines []headerLine
	var about []string
	remarks := false
	for p.at = 1; ; p.at++ {
		if p.at == len(p.lines) {
			p.fail(1, 1, "the header is not closed", "end it with a line "+commentClose)
			return false
		}
		line := strings.TrimRight(p.lines[p.at], " \t")
		if strings.TrimSpace(line) == commentClose {
			break
		}
		before, key, value, ok := cutKey("// " + line)
		switch {
		case remarks:
			about = append(about, strings.TrimSpace(line))
		case line == "":
			remarks = true
		case strings.TrimLeft(line, " \t") != line && len(lines) > 0:
			lines[len(lines)-1].value += " " + strings.TrimSpace(line)
		case ok:
			lines = append(lines, headerLine{key, value, p.at + 1, 1, utf8.RuneCountInString(before) - 2})
		default:
			p.fail(p.at+1, 1, fmt.Sprintf("got %q, want a key such as %q", line, "title:"), "an empty line ends the keys; remarks may follow it")
		}
	}
	p.at++
	r.end = p.at
	for _, err := range r.all(lines) {
		p.errs = append(p.errs, err.(*HeaderError)) // the only type that a headerReader has
	}
	p.broken = r.broken
	p.report.Header, p.report.Sections, p.report.LeftOpenInNotes = r.q.Header, r.sections, r.leftOpen
	p.report.About = strings.TrimSpace(strings.Join(about, "\n"))
	for _, l := range lines {
		if strings.EqualFold(l.key, keyTitle) {
			s := segments{p: p, line: l.line, col: l.col, optional: true, params: true}
			p.report.Title = s.parse(l.value)
		}
	}
	return true
}

// promise holds the sections of the header against those of the body.
func (p *reportParser) promise() {
	if p.report.Sections == nil {
		return // which has been told
	}
	var ids []string
	for _, b := range p.report.Blocks {
		if b.Heading != nil && b.Heading.Level == sectionLevel {
			ids = append(ids, b.Heading.ID)
		}
	}
	if !slices.Equal(ids, p.report.Sections) {
		p.fail(1, 0, fmt.Sprintf("the header promises the sections %s; the body has %s", listed(p.report.Sections), listed(ids)), "")
	}
}

// listed names ids.
func listed(ids []string) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		if out[i] = id; id == "" {
			out[i] = "one without an id"
		}
	}
	return cmp.Or(strings.Join(out, ", "), "none")
}
