//go:build mcp || full

package web

import (
	"bytes"
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph/gizmo"
	"rapport/internal/report"
	"rapport/quads"
	"rapport/queries"
)

// narrowed keeps a question to a part of the graph.
type narrowed struct {
	Only        []string `json:"only,omitempty" jsonschema:"only quads of these modalities: actual, obliged, intended, planned, proposed, claimed, possible, hoped, unsettled, denied"`
	Speakers    []string `json:"speakers,omitempty" jsonschema:"only what these say or do: names or IRIs"`
	Articles    []string `json:"articles,omitempty" jsonschema:"only what these articles say: prefixes or IRIs"`
	AsOf        string   `json:"as_of,omitempty" jsonschema:"only articles of this date or before, such as 2026-05"`
	NoInference bool     `json:"no_inference,omitempty" jsonschema:"leave out what an analyst concluded"`
}

// values are the parameters that an address would have.
func (p narrowed) values() url.Values {
	v := url.Values{"only": p.Only, "speaker": p.Speakers, "article": p.Articles, "as-of": {p.AsOf}}
	if p.NoInference {
		v.Set("no-inference", "1")
	}
	return v
}

// given adds what a query or report is asked with: texts, numbers, or lists of them.
func given(v url.Values, params map[string]any) error {
	for name, value := range params {
		all, isList := value.([]any)
		if !isList {
			all = []any{value}
		}
		for _, x := range all {
			switch x := x.(type) {
			case string:
				v.Add(name, x)
			case float64:
				v.Add(name, strconv.FormatFloat(x, 'f', -1, 64))
			case bool:
				v.Add(name, strconv.FormatBool(x))
			case nil:
			default:
				return &Problem{Status: http.StatusBadRequest, Kind: "parameter", Detail: fmt.Sprintf("%s: got %T, want a text, a number or a list of them", name, x)}
			}
		}
	}
	return nil
}

// toldNote is a statement that an answer rests on.
type toldNote struct {
	Number    int    `json:"number"`
	Statement string `json:"statement"`
	Text      string `json:"text" jsonschema:"the quote, its sentence, speaker and article"`
	Modality  string `json:"modality,omitempty" jsonschema:"how the statement is meant: actual is stated by the article itself; no other is a fact"`
}

// toldRow is a row of an answer.
type toldRow struct {
	Values   map[string]string `json:"values"`
	IRIs     map[string]string `json:"iris,omitempty" jsonschema:"the IRIs of the values that are nodes"`
	Modality string            `json:"modality" jsonschema:"the weakest that the row crosses; only actual is a fact"`
	Also     string            `json:"also,omitempty" jsonschema:"inferred (an analyst concluded it), disputed (another statement says otherwise), background (no article says it)"`
	Notes    []int             `json:"notes" jsonschema:"the numbers of the notes that the row rests on"`
}

// toldTable is an answer of rows.
type toldTable struct {
	Title   string     `json:"title,omitempty"`
	Columns []string   `json:"columns"`
	Rows    []toldRow  `json:"rows"`
	Notes   []toldNote `json:"notes" jsonschema:"what the rows rest on; where there are no rows, the nearest that the articles do say"`
	Notices []string   `json:"notices,omitempty"`
	More    bool       `json:"more" jsonschema:"there are more rows than are told"`
	Bound   string     `json:"bound,omitempty" jsonschema:"which bound left rows out"`
}

func (t toldTable) tell() string {
	var b strings.Builder
	if t.Title != "" {
		fmt.Fprintf(&b, "%s\n\n", t.Title)
	}
	for _, n := range t.Notices {
		fmt.Fprintf(&b, "%s\n", n)
	}
	if len(t.Rows) == 0 {
		b.WriteString("Nothing found.\n")
	}
	if t.Bound != "" {
		fmt.Fprintf(&b, "%s\n", t.Bound)
	}
	for i, r := range t.Rows {
		fmt.Fprintf(&b, "%d. ", i+1)
		var says []string
		for _, c := range t.Columns {
			if value := r.says(c); value != "" {
				says = append(says, c+": "+value)
			}
		}
		b.WriteString(strings.Join(says, "; "))
		if r.Modality != quads.Actual {
			fmt.Fprintf(&b, " (%s: no fact)", r.Modality)
		}
		if r.Also != "" {
			fmt.Fprintf(&b, " (%s)", r.Also)
		}
		for _, n := range r.Notes {
			fmt.Fprintf(&b, " [%d]", n)
		}
		b.WriteByte('\n')
	}
	if len(t.Notes) > 0 {
		if len(t.Rows) == 0 {
			b.WriteString("\nNearest to it, the articles say:\n")
		} else {
			b.WriteString("\nNotes:\n")
		}
	}
	for _, n := range t.Notes {
		fmt.Fprintf(&b, "[%d] %s (%s%s)\n", n.Number, n.Text, n.Statement, n.standing())
	}
	return b.String()
}

// says is a value for a text, in which the row's own modality stands once, behind the row.
func (r *toldRow) says(column string) string {
	value := r.Values[column]
	if r.Modality == quads.Actual {
		return value
	}
	if value == r.Modality {
		return ""
	}
	return strings.TrimSuffix(value, inBrackets(r.Modality))
}

func inBrackets(modality string) string { return " (" + modality + ")" }

// standing adds how something is meant, where it is no fact and its own text does not say so.
func (n *toldNote) standing() string {
	if n.Modality == "" || n.Modality == quads.Actual || strings.Contains(n.Text, " · "+n.Modality) || strings.Contains(n.Text, "in part "+n.Modality) ||
		strings.Contains(n.Text, report.StanceOn(n.Modality)) {
		return ""
	}
	return ", " + n.Modality
}

// toldTable makes rows ready to be told.
func (v *view) toldTable(t *report.Table, notices []string, limit int) toldTable {
	out := toldTable{Title: report.Clean(t.Title), Columns: clean(t.Columns), Rows: []toldRow{}, Notes: []toldNote{}, Notices: clean(notices)}
	shown := v.rows(t)
	notes := map[int]string{}
	for _, n := range t.Footnotes {
		notes[n.Number], _ = n.Text()
	}
	used, size := map[int]bool{}, 0
	for i, r := range shown.Rows {
		row := toldRow{Values: map[string]string{}, Modality: cmp.Or(r.Modality, quads.Actual), Also: r.Also, Notes: []int{}}
		for k, c := range r.Cells {
			text := c.Text
			switch {
			case text == "":
				text = c.Modality
			case c.Modality != "":
				text += inBrackets(c.Modality)
			}
			if text == "" {
				continue
			}
			row.Values[out.Columns[k]] = report.Clean(text)
			size += len(text)
			if iri, ok := t.Rows[i][k].Value.(quad.IRI); ok {
				if row.IRIs == nil {
					row.IRIs = map[string]string{}
				}
				row.IRIs[out.Columns[k]] = report.Clean(string(iri))
				size += len(iri)
			}
		}
		for _, n := range r.Notes {
			row.Notes = append(row.Notes, n.Number)
			if !used[n.Number] {
				size += len(notes[n.Number])
			}
		}
		if size > toldBytes/2 && i > 0 { // names of columns and notes come on top
			out.More, out.Bound = true, fmt.Sprintf("These are the first %d rows: more would be longer than an answer may be. Ask for less at a time.", i)
			break
		}
		for _, n := range row.Notes {
			used[n] = true
		}
		out.Rows = append(out.Rows, row)
	}
	if t.Cut && !out.More {
		out.More, out.Bound = true, fmt.Sprintf("There are more rows: the limit of %d left them out. limit takes up to %d.", limit, toldMost)
	}
	for _, n := range t.Footnotes {
		if used[n.Number] || t.Nearest {
			out.Notes = append(out.Notes, v.toldNote(n, notes[n.Number]))
		}
	}
	return out
}

func (v *view) toldNote(n *report.Footnote, text string) toldNote {
	out := toldNote{Number: n.Number, Statement: report.Clean(quads.TextOf(n.Label)), Text: report.Clean(text)}
	if iri, ok := n.Label.(quad.IRI); ok && n.Citation != nil {
		out.Modality = v.lookup.StatementModality(iri)
	}
	return out
}

func clean(texts []string) []string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = report.Clean(t)
	}
	return out
}

// asked reads what an assistant asks of a query or report.
func (v *view) asked(h *queries.Header, p narrowed, params map[string]any, limit int) (*asking, error) {
	values := p.values()
	if err := given(values, params); err != nil {
		return nil, err
	}
	a, err := v.readAsking(h, values)
	if err != nil {
		return nil, err
	}
	a.why, a.explain = true, false
	switch {
	case limit < 0:
		return nil, &Problem{Status: http.StatusBadRequest, Kind: "parameter", Detail: fmt.Sprintf("limit: got %d, want a number from 1 to %d", limit, toldMost)}
	case limit == 0:
		limit = toldRows
	}
	a.limit = min(limit, toldMost)
	return a, nil
}

type savedIn struct {
	Name   string         `json:"name" jsonschema:"of the saved query"`
	Params map[string]any `json:"params,omitempty" jsonschema:"its parameters by name: a text, a number or a list; entities by name or IRI"`
	Limit  int            `json:"limit,omitempty" jsonschema:"the most rows: 50 where none is given, 500 at most"`
	narrowed
}

// tellSaved asks a saved query.
func tellSaved(v *view, in savedIn) (out toldTable, err error) {
	q, err := v.Library.Find(in.Name)
	if err != nil {
		return out, err
	}
	a, err := v.asked(&q.Header, in.narrowed, in.Params, in.Limit)
	if err != nil {
		return out, err
	}
	got, err := v.ask(q, a, false)
	if err != nil {
		return out, err
	}
	out = v.toldTable(got.table, append(append(got.notices, v.taken(&q.Header, a, got.params)...), tellEmptied(v.emptied(q, got), got.within)...), a.limit)
	if len(out.Rows) == 0 && a.walk.IsZero() {
		if means := v.lookup.Meaning(q); means != "" {
			out.Notices = append(out.Notices, report.Clean(means))
		}
	}
	return out, nil
}

type programIn struct {
	Program string `json:"program" jsonschema:"in Gizmo: JavaScript over g, such as g.V(\"<kg:iran>\").out(\"<kg:hopesFor>\").all()"`
	Limit   int    `json:"limit,omitempty" jsonschema:"the most rows: 50 where none is given, 500 at most"`
	narrowed
}

// tellProgram runs a program.
func tellProgram(v *view, in programIn) (out toldTable, err error) {
	if strings.TrimSpace(in.Program) == "" {
		return out, &Problem{Status: http.StatusBadRequest, Kind: "program", Detail: "the program is empty"}
	}
	a, err := v.asked(&queries.Header{}, in.narrowed, nil, in.Limit)
	if err != nil {
		return out, err
	}
	w, err := v.walked(a)
	if err != nil {
		return out, err
	}
	c := report.Collector{Lookup: w.lookup, Why: true}
	stats, err := v.whole(v.timely(v.run(v.adhoc, w), a))(v.r.Context(), programName, in.Program, gizmo.Options{Limit: a.limit, Why: true}, c.Add)
	if err != nil {
		return out, err
	}
	t, notices := c.Finish(stats.Cut, true), w.notices
	if a.late > 0 {
		t.Cut = false // it is no limit of rows
	}
	if len(t.Rows) == 0 {
		t.Kept = w.within != ""
		for _, reason := range c.Nothing(t, stats, v.lookup) {
			notices = append(notices, asSentence(reason))
		}
	}
	out = v.toldTable(t, notices, a.limit)
	if a.late > 0 && !out.More {
		out.More, out.Bound = true, lateNotice
	}
	return out, nil
}

type reportIn struct {
	Name     string         `json:"name" jsonschema:"of the report"`
	Params   map[string]any `json:"params,omitempty" jsonschema:"its parameters by name: a text, a number or a list; entities by name or IRI"`
	Sections []string       `json:"sections,omitempty" jsonschema:"only these sections"`
	narrowed
}

type toldReport struct {
	Report   string `json:"report"`
	Title    string `json:"title"`
	Markdown string `json:"markdown" jsonschema:"the report; each line has a note with its quote"`
	More     bool   `json:"more" jsonschema:"it was cut at a bound: ask for its sections one by one"`
}

func (r toldReport) tell() string { return r.Markdown }

// tellReport writes a report.
func tellReport(v *view, in reportIn) (out toldReport, err error) {
	r, err := v.Library.Report(in.Name)
	if err != nil {
		return out, err
	}
	a, err := v.asked(&r.Header, in.narrowed, in.Params, 0)
	if err != nil {
		return out, err
	}
	a.limit, a.sections = v.server.limits.Rows, in.Sections
	d, _, err := v.makeReport(r, a)
	if err != nil {
		return out, err
	}
	var b bytes.Buffer
	if err := d.WriteMarkdown(&b); err != nil {
		return out, err
	}
	return toldReport{Report: r.Name, Title: report.Clean(d.Title), Markdown: bounded(b.String()), More: b.Len() > toldBytes}, nil
}

type findIn struct {
	Words string `json:"words" jsonschema:"words of a name or a text"`
}

type toldFinds struct {
	Nodes     []toldNode     `json:"nodes"`
	Sentences []toldSentence `json:"sentences"`
	More      bool           `json:"more" jsonschema:"there are more than 20 nodes or 20 sentences: give more words"`
	Partly    bool           `json:"partly" jsonschema:"nothing has all of the words"`
}

type toldNode struct {
	IRI  string `json:"iri"`
	Name string `json:"name"`
	Kind string `json:"kind,omitempty"`
	Text string `json:"text,omitempty" jsonschema:"where the words stand"`
}

type toldSentence struct {
	Article string `json:"article"`
	Number  int    `json:"number"`
	Text    string `json:"text"`
}

func (f toldFinds) tell() string {
	var b strings.Builder
	if f.Partly {
		b.WriteString("Nothing has all of the words.\n")
	}
	if len(f.Nodes)+len(f.Sentences) == 0 {
		b.WriteString("Nothing found.\n")
	}
	for _, n := range f.Nodes {
		fmt.Fprintf(&b, "- %s <%s>", n.Name, n.IRI)
		if n.Kind != "" {
			fmt.Fprintf(&b, " (%s)", n.Kind)
		}
		if n.Text != "" {
			fmt.Fprintf(&b, ": %s", n.Text)
		}
		b.WriteByte('\n')
	}
	for _, s := range f.Sentences {
		fmt.Fprintf(&b, "- sentence %d of %s: %s\n", s.Number, s.Article, s.Text)
	}
	if f.More {
		fmt.Fprintf(&b, "There is more: no more than %d of each are told.\n", toldFound)
	}
	return b.String()
}

// tellFound finds by words.
func tellFound(v *view, in findIn) (toldFinds, error) {
	out := toldFinds{Nodes: []toldNode{}, Sentences: []toldSentence{}}
	words := strings.TrimSpace(in.Words)
	if words == "" {
		return out, &Problem{Status: http.StatusBadRequest, Kind: "parameter", Detail: "words: none are given"}
	}
	f := v.lookup.Finder()
	nodes, sentences := f.Find(words, toldFound+1), f.FindText(words, toldFound+1)
	out.More = len(nodes) > toldFound || len(sentences) > toldFound
	out.Partly = len(nodes) > 0 && len(nodes[0].Missing) > 0
	for _, m := range nodes[:min(len(nodes), toldFound)] {
		n := toldNode{IRI: report.Clean(string(m.Node)), Name: report.Clean(report.FoundName(v.lookup.Names(), m))}
		if m.Class != "" {
			n.Kind = report.Clean(v.lookup.Name(m.Class))
		}
		if text := quads.TextOf(m.Text); text != m.Name {
			n.Text = report.Clean(text)
		}
		out.Nodes = append(out.Nodes, n)
	}
	for _, p := range sentences[:min(len(sentences), toldFound)] {
		out.Sentences = append(out.Sentences, toldSentence{report.Clean(v.lookup.Title(p.Article)), p.Number, report.Clean(p.Text)})
	}
	return out, nil
}

type entityIn struct {
	Name string `json:"name" jsonschema:"a name, an alias or an IRI"`
	From int    `json:"from,omitempty" jsonschema:"of something that more is said of than one answer holds: from which quad on"`
}

type toldEntity struct {
	IRI     string      `json:"iri"`
	Name    string      `json:"name"`
	Kind    string      `json:"kind,omitempty"`
	Groups  []toldGroup `json:"groups"`
	Notices []string    `json:"notices,omitempty"`
	Next    int         `json:"next,omitempty" jsonschema:"there is more: give it as from"`
	More    bool        `json:"more" jsonschema:"a bound left something out"`
}

type toldGroup struct {
	Title   string      `json:"title" jsonschema:"how its entries are meant: facts, aims, plans, hopes, denials"`
	Note    string      `json:"note,omitempty"`
	Entries []toldEntry `json:"entries"`
}

type toldEntry struct {
	Says     []string   `json:"says"`
	Modality string     `json:"modality" jsonschema:"only actual is a fact; inferred is an analyst's conclusion"`
	Quotes   []toldCite `json:"quotes"`
	Open     []string   `json:"open,omitempty" jsonschema:"what the words leave open"`
}

type toldCite struct {
	Statement string `json:"statement"`
	Quote     string `json:"quote" jsonschema:"the words of the article, in quotation marks; of an inference, what it is concluded from"`
	Place     string `json:"place,omitempty"`
	Speakers  string `json:"speakers,omitempty" jsonschema:"who says it, where the article does not itself"`
	Source    string `json:"source"`
	Inference bool   `json:"inference,omitempty"`
}

func (e toldEntity) tell() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s <%s>", e.Name, e.IRI)
	if e.Kind != "" {
		fmt.Fprintf(&b, ", %s", e.Kind)
	}
	b.WriteByte('\n')
	for _, n := range e.Notices {
		fmt.Fprintf(&b, "%s\n", n)
	}
	for _, g := range e.Groups {
		fmt.Fprintf(&b, "\n## %s\n", g.Title)
		if g.Note != "" {
			fmt.Fprintf(&b, "%s\n", g.Note)
		}
		for _, x := range g.Entries {
			fmt.Fprintf(&b, "- %s", strings.Join(x.Says, "; "))
			if x.Modality != quads.Actual {
				fmt.Fprintf(&b, " (%s: no fact)", x.Modality)
			}
			b.WriteByte('\n')
			for _, c := range x.Quotes {
				fmt.Fprintf(&b, "  %s\n", c.tell())
			}
			for _, o := range x.Open {
				fmt.Fprintf(&b, "  Left open: %s\n", o)
			}
		}
	}
	if e.Next > 0 {
		fmt.Fprintf(&b, "\nThere is more: from %d on.\n", e.Next)
	} else if e.More {
		b.WriteString("\nThere is more than one answer holds: ask a saved query for a part of it.\n")
	}
	return b.String()
}

func (c toldCite) tell() string {
	if c.Inference {
		return fmt.Sprintf("[%s] An analyst concludes it: %s", c.Statement, c.Quote)
	}
	text := fmt.Sprintf("[%s] %s", c.Statement, c.Quote)
	if c.Speakers != "" {
		text += ", said by " + c.Speakers
	}
	return text + " (" + c.Source + ")"
}

// tellEntity tells everything about a node.
func tellEntity(v *view, in entityIn) (toldEntity, error) {
	out := toldEntity{Groups: []toldGroup{}}
	f := v.lookup.Finder()
	node, err := f.Resolve(in.Name)
	if err != nil {
		return out, err
	}
	if string(node) != strings.Trim(in.Name, "<> ") && v.lookup.Name(node) != in.Name {
		if others := f.Others(in.Name, node); len(others) > 0 {
			out.Notices = append(out.Notices, report.Clean(fmt.Sprintf("“%s” is taken as %s; it could also be %s.", in.Name, v.describe(node), v.describe(others[0].Node))))
		}
	}
	var p *report.Profile
	switch all := v.lookup.Extent(node); {
	case all <= mostAtOnce && in.From <= 1:
		p = v.lookup.Profile(node)
	case in.From < 0 || in.From > all:
		return out, &Problem{Status: http.StatusBadRequest, Kind: "parameter", Detail: fmt.Sprintf("from: got %d, want a number from 1 to %d", in.From, all)}
	default:
		from := max(in.From, 1)
		p = v.lookup.ProfilePart(node, from-1, pageQuads)
		if from+pageQuads <= all {
			out.Next, out.More = from+pageQuads, true
		}
	}
	out.IRI, out.Name, out.Kind = report.Clean(string(node)), report.Clean(p.Node.Text), report.Clean(p.Kind)
	size := 0
	for _, g := range v.groups(p) {
		made := toldGroup{Title: report.Clean(g.Title), Note: report.Clean(g.Note), Entries: []toldEntry{}}
		for _, x := range g.Entries {
			e := toldEntryOf(x)
			if size += e.size(); size > toldBytes && len(out.Groups)+len(made.Entries) > 0 {
				out.More = true
				break
			}
			made.Entries = append(made.Entries, e)
		}
		if len(made.Entries) > 0 {
			out.Groups = append(out.Groups, made)
		}
	}
	return out, nil
}

func toldEntryOf(x entry) toldEntry {
	e := toldEntry{Says: []string{}, Modality: cmp.Or(x.Modality, quads.Actual), Quotes: []toldCite{}}
	for _, item := range x.Items {
		e.Says = append(e.Says, report.Clean(itemText(item)))
	}
	for _, c := range x.Cites {
		e.Quotes = append(e.Quotes, toldCiteOf(c))
	}
	for _, o := range x.Open {
		e.Open = append(e.Open, report.Clean(o.Text))
	}
	return e
}

func (e toldEntry) size() (n int) {
	for _, s := range slices.Concat(e.Says, e.Open) {
		n += len(s)
	}
	for _, c := range e.Quotes {
		n += len(c.Quote) + len(c.Source) + len(c.Speakers) + len(c.Statement)
	}
	return n
}

func toldCiteOf(c cite) toldCite {
	return toldCite{report.Clean(c.Statement), report.Clean(c.Words), report.Clean(c.Place), report.Clean(c.Speakers), report.Clean(c.Source), c.Inference}
}

// itemText is an item in a line.
func itemText(x item) string {
	var parts []string
	if x.Subject != nil {
		parts = append(parts, termsText([]term{*x.Subject}))
	}
	if x.Negative {
		parts = append(parts, "not:")
	}
	if x.Label != "" {
		parts = append(parts, x.Label)
	}
	text := strings.Join(append(parts, termsText(x.Terms)), " ")
	if x.Note != "" {
		text += " — " + x.Note
	}
	if len(x.Places) > 0 {
		text += " [" + termsText(x.Places) + "]"
	}
	for _, r := range x.Roles {
		label := r.Label
		if r.Negative {
			label = "not: " + label
		}
		if r.Inferred {
			label += " (inferred)"
		}
		text += ", " + label + " " + termsText(r.Terms)
	}
	return text
}

func termsText(all []term) string {
	var out []string
	for _, t := range all {
		text := t.Text
		if t.Tag != "" {
			text += " (" + t.Tag + ")"
		}
		for _, d := range t.Disputed {
			text += " (disputed by " + d.Text + ")"
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

type citeIn struct {
	Statement string `json:"statement" jsonschema:"its IRI, such as rit:18a; or an entity, for every statement that speaks of it"`
}

type toldCitations struct {
	Citations []toldCitation `json:"citations"`
	More      bool           `json:"more" jsonschema:"there are more than 20"`
}

type toldCitation struct {
	toldCite
	Modality string   `json:"modality" jsonschema:"only actual is a fact"`
	Sentence []string `json:"sentences" jsonschema:"the sentences in which the quotes stand, with their numbers"`
	Framing  []string `json:"framing,omitempty" jsonschema:"words that stay their speaker's"`
	Notes    []string `json:"notes,omitempty" jsonschema:"what the article leaves open"`
	RestsOn  []string `json:"rests_on,omitempty" jsonschema:"of an inference: the statements"`
	Reading  string   `json:"reading" jsonschema:"what the quads of the statement say, in plain English"`
	Citation string   `json:"citation" jsonschema:"to paste"`
}

func (t toldCitations) tell() string {
	var b strings.Builder
	if len(t.Citations) == 0 {
		b.WriteString("No statement speaks of it.\n")
	}
	for _, c := range t.Citations {
		fmt.Fprintf(&b, "%s\n  modality: %s\n", c.toldCite.tell(), c.Modality)
		for _, s := range c.Sentence {
			fmt.Fprintf(&b, "  sentence %s\n", s)
		}
		if len(c.RestsOn) > 0 {
			fmt.Fprintf(&b, "  rests on %s\n", strings.Join(c.RestsOn, ", "))
		}
		for _, n := range c.Notes {
			fmt.Fprintf(&b, "  left open: %s\n", n)
		}
		fmt.Fprintf(&b, "  says: %s\n  cite as: %s\n", c.Reading, c.Citation)
	}
	if t.More {
		fmt.Fprintf(&b, "There are more: no more than %d are told.\n", toldFound)
	}
	return b.String()
}

// tellCitations cites a statement, or all that speak of a node.
func tellCitations(v *view, in citeIn) (toldCitations, error) {
	out := toldCitations{Citations: []toldCitation{}}
	node, err := v.lookup.Finder().Resolve(in.Statement)
	if err != nil {
		return out, err
	}
	all, more := v.lookup.FirstCitations(node, toldFound)
	out.More = more
	for _, c := range all {
		made := v.cite(c)
		t := toldCitation{toldCite: toldCiteOf(made), Modality: cmp.Or(v.lookup.StatementModality(c.Statement), quads.Actual), Sentence: []string{}, Framing: clean(c.Framing), Notes: clean(c.Notes),
			Reading: report.Clean(v.lookup.Reading(c.Statement)), Citation: strings.Join(clean(strings.Split(c.Text(), "\n")), " ")}
		for _, s := range made.Sentences {
			var text strings.Builder
			for _, p := range s.Pieces {
				text.WriteString(p.Text)
			}
			t.Sentence = append(t.Sentence, report.Clean(fmt.Sprintf("%d: %s", s.Number, text.String())))
		}
		for _, r := range c.RestsOn {
			t.RestsOn = append(t.RestsOn, report.Clean(string(r)))
		}
		out.Citations = append(out.Citations, t)
	}
	return out, nil
}

type questionsIn struct {
	Word string `json:"word,omitempty" jsonschema:"only those that have it in their name, title, question or theme"`
}

type toldQuestions struct {
	Queries []toldQuestion `json:"queries"`
	Reports []toldQuestion `json:"reports"`
}

type toldQuestion struct {
	Name    string      `json:"name"`
	Title   string      `json:"title"`
	Asks    string      `json:"asks"`
	Params  []toldParam `json:"params"`
	Columns []string    `json:"columns,omitempty"`
}

type toldParam struct {
	Name     string   `json:"name"`
	Type     string   `json:"type"`
	About    string   `json:"about"`
	Required bool     `json:"required"`
	List     bool     `json:"list,omitempty"`
	Choices  []string `json:"choices,omitempty"`
	Default  []string `json:"default,omitempty"`
}

func (q toldQuestions) tell() string {
	var b strings.Builder
	for _, part := range []struct {
		title string
		all   []toldQuestion
	}{{"Saved queries", q.Queries}, {"Reports", q.Reports}} {
		if len(part.all) > 0 {
			fmt.Fprintf(&b, "%s:\n", part.title)
		}
		for _, x := range part.all {
			fmt.Fprintf(&b, "- %s: %s", x.Name, x.Asks)
			for _, p := range x.Params {
				mark := ""
				if !p.Required {
					mark = "?"
				}
				fmt.Fprintf(&b, " [%s%s: %s]", p.Name, mark, p.About)
			}
			b.WriteByte('\n')
		}
	}
	if b.Len() == 0 {
		return "None has the word.\n"
	}
	return b.String()
}

// tellQuestions lists what can be asked.
func tellQuestions(v *view, in questionsIn) (toldQuestions, error) {
	out := toldQuestions{Queries: []toldQuestion{}, Reports: []toldQuestion{}}
	word := strings.ToLower(strings.TrimSpace(in.Word))
	has := func(h *queries.Header) bool {
		return strings.Contains(strings.ToLower(strings.Join(append([]string{h.Name, h.Title, h.Asks}, h.Tags...), "\n")), word)
	}
	all, _ := v.Library.All()
	for _, q := range all {
		if has(&q.Header) {
			made := toldQuestionOf(&q.Header)
			made.Columns = q.Columns
			out.Queries = append(out.Queries, made)
		}
	}
	reports, _ := v.Library.Reports()
	for _, r := range reports {
		if has(&r.Header) {
			out.Reports = append(out.Reports, toldQuestionOf(&r.Header))
		}
	}
	return out, nil
}

func toldQuestionOf(h *queries.Header) toldQuestion {
	out := toldQuestion{Name: h.Name, Title: report.Clean(h.Title), Asks: report.Clean(h.Asks), Params: []toldParam{}}
	for i := range h.Params {
		p := &h.Params[i]
		made := toldParam{Name: p.Name, Type: string(p.Type), About: report.Clean(p.About), Required: p.Required(), List: p.List, Default: p.Default}
		if p.Choices != nil {
			made.Choices = p.Words()
		}
		out.Params = append(out.Params, made)
	}
	return out
}

type schemaIn struct{}

type toldSchema struct {
	Summary string `json:"summary"`
	Terms   string `json:"terms" jsonschema:"classes and predicates, in Markdown"`
	Steps   string `json:"steps" jsonschema:"of the language, in Markdown"`
}

func (s toldSchema) tell() string { return s.Summary + "\n\n" + s.Terms + "\n" + s.Steps }

// tellSchema lists what a program can name.
func tellSchema(v *view, _ schemaIn) (out toldSchema, err error) {
	s := v.lookup.Schema()
	var b bytes.Buffer
	for _, t := range s.Tables() {
		if err := report.Write(&b, report.FormatMD, t, report.Options{}); err != nil {
			return out, err
		}
		b.WriteByte('\n')
	}
	return toldSchema{report.Clean(s.Summary()), bounded(b.String()), languageText()}, nil
}
