package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph/gizmo"
	"rapport/quads"
)

// Evidence is what a row rests on, as people read it.
type Evidence struct {
	gizmo.Why
	// Crosses are the modalities of the quads that the row crosses, each once, the strongest first and denied last. Names, types and
	// vocabulary have none, and nothing has one in a graph without our vocabulary.
	Crosses []string
	// Notes are the numbers of its statements in Table.Footnotes, in the order of its derivations.
	Notes []int
	// Disputed are the statements that contradict quads which the row crosses (Lookup.Disputes), by number: those among Notes too.
	Disputed []*Footnote
	// Inferred says that one of the statements is an inference.
	Inferred bool
	// Background says that the row crosses quads that rest on no words: names and types, vocabulary, articles, what the program derives.
	Background bool
}

// Against are the numbers of those of Disputed that the row itself does not rest on: who reads it has not met what they say.
func (e *Evidence) Against() []int {
	var out []int
	for _, n := range e.Disputed {
		if !slices.Contains(e.Notes, n.Number) {
			out = append(out, n.Number)
		}
	}
	return out
}

// Modality is the weakest that the row crosses; "" where nothing that it crosses has one.
func (e *Evidence) Modality() string {
	if len(e.Crosses) == 0 {
		return ""
	}
	return quads.Weakest(e.Crosses...)
}

// Footnote is a statement that rows rest on, numbered from 1 in the order of its first use.
type Footnote struct {
	Number   int
	Label    quad.Value // the statement: the label of the quads crossed
	Citation *Citation  // nil where the graph knows no words for the label
	Speakers []Cell     // of the content that is crossed; none: the article itself
	Crosses  []string   // modalities of the quads crossed, as in Evidence
	stances  []string   // of them, those of content that it says somebody takes a stance on
	others   []string   // those of other quads
	says     bool       // a quad crossed says more than what words mean: see tell
	whole    bool       // no quad of it is crossed, but where it stands, say: it is told of as a whole
	bound    bool       // what is crossed that is obliged is not all that somebody may do
}

// Explain gives the rows of a table the statements that they rest on: whys has one for each row.
func (l *Lookup) Explain(t *Table, whys []gizmo.Why) {
	x := l.NewExplainer()
	t.Evidence = make([]Evidence, len(whys))
	for i, why := range whys {
		t.Evidence[i] = x.Explain(why)
	}
	t.Footnotes = x.Footnotes
}

// Explainer numbers statements as rows come to rest on them: those of one table, or of all that a document prints.
type Explainer struct {
	*Lookup
	Footnotes  []*Footnote           // in the order of their numbers
	numbers    map[quad.Value]int    // by label
	statements map[quad.IRI]Evidence // what rests on all of one, where that has been asked
}

// NewExplainer has numbered nothing yet.
func (l *Lookup) NewExplainer() *Explainer {
	return &Explainer{Lookup: l, numbers: map[quad.Value]int{}, statements: map[quad.IRI]Evidence{}}
}

// Rests returns what a row rests on, without who contradicts it.
func (x *Explainer) Rests(why gizmo.Why) Evidence {
	e := Evidence{Why: why}
	for _, d := range why.Derivations {
		for _, q := range d {
			x.cross(&e, q)
		}
	}
	return e
}

// Explain returns what a row rests on, and who contradicts it.
func (x *Explainer) Explain(why gizmo.Why) Evidence {
	e := x.Rests(why)
	for _, d := range why.Derivations {
		x.dispute(&e, d...)
	}
	return e
}

// dispute numbers the statements that contradict quads, behind those that the row rests on.
func (x *Explainer) dispute(e *Evidence, crossed ...quad.Quad) {
	for _, q := range crossed {
		for _, from := range append(x.origins(q), q) {
			for _, other := range x.Disputes(from) {
				against := Evidence{}
				x.cross(&against, other)
				for _, n := range against.Notes {
					e.Disputed = appendNew(e.Disputed, x.Footnotes[n-1])
				}
			}
		}
	}
	slices.SortFunc(e.Disputed, func(a, b *Footnote) int { return a.Number - b.Number })
}

// appendNew appends what a list does not have.
func appendNew[T comparable](list []T, more ...T) []T {
	for _, x := range more {
		if !slices.Contains(list, x) {
			list = append(list, x)
		}
	}
	return list
}

// origins are the dates of which a quad is a bound that the program derives: what it rests on.
func (l *Lookup) origins(q quad.Quad) (out []quad.Quad) {
	if q.Label != quads.DerivedLabel {
		return nil
	}
	for _, d := range quads.Derivations() {
		if q.Predicate != quad.Value(d.Derived) {
			continue
		}
		for _, p := range d.From {
			for _, from := range l.scan(q.Subject, p, nil, nil) {
				if gives, _ := quads.GivesBound(from.Object, q.Object); gives {
					out = append(out, from)
				}
			}
		}
	}
	return out
}

// Statement returns what rests on all that a statement says, without who contradicts it.
func (x *Explainer) Statement(statement quad.IRI) Evidence {
	e, known := x.statements[statement]
	if !known {
		for _, q := range x.scan(nil, nil, nil, statement) {
			x.cross(&e, q)
		}
		x.statements[statement] = e
	}
	e.Crosses, e.Notes = slices.Clone(e.Crosses), slices.Clone(e.Notes)
	return e
}

// cross adds a quad to what a row rests on.
func (x *Explainer) cross(e *Evidence, q quad.Quad) {
	for _, from := range x.origins(q) {
		x.cross(e, from)
	}
	modality := x.crossed(q)
	e.Crosses = addModality(e.Crosses, modality)
	statement := x.statementOf(q)
	if statement == nil {
		e.Background = e.Background || q.Label != nil
		return
	}
	n := x.numbers[statement]
	if n == 0 {
		n = len(x.Footnotes) + 1
		x.numbers[statement] = n
		x.Footnotes = append(x.Footnotes, x.footnote(n, statement))
	}
	note := x.Footnotes[n-1]
	if x.told(q.Label) {
		x.tell(note, q, modality)
	} else {
		x.tellWhole(note, statement)
	}
	if !slices.Contains(e.Notes, n) {
		e.Notes = append(e.Notes, n)
	}
	e.Inferred = e.Inferred || note.Citation != nil && note.Citation.Inference
}

// tellWhole tells how all that a statement says is meant, and who says it, for a line that rests on what is known of the statement: where it stands, whether it
// names all of a list. What a line crosses of it, if any does, takes the place of that.
func (x *Explainer) tellWhole(note *Footnote, statement quad.Value) {
	if len(note.Crosses) > 0 {
		return
	}
	for _, q := range x.scan(nil, nil, nil, statement) {
		x.tell(note, q, x.crossed(q))
	}
	note.whole = len(note.Crosses) > 0
}

// tell adds to a footnote how a quad of its statement is meant, and who says it. That words mean something (kg:mentionedAs) tells that only where
// nothing else does: “something Iran had pressed for but Moscow resisted” calls a proposal something, and proposes nothing.
func (x *Explainer) tell(note *Footnote, q quad.Quad, modality string) {
	says := q.Predicate != quad.Value(quads.MentionedAs)
	if note.whole {
		*note = Footnote{Number: note.Number, Label: note.Label, Citation: note.Citation}
	}
	switch {
	case says && !note.says:
		note.Crosses, note.Speakers, note.others, note.says = nil, nil, nil, true
	case !says && note.says:
		return
	}
	note.Crosses = addModality(note.Crosses, modality)
	note.bound = note.bound || modality == "obliged" && !x.permits(q)
	if x.takesStance(q) { // who said that does not say this
		note.stances = addModality(note.stances, modality)
		return
	}
	note.others = addModality(note.others, modality)
	if content := x.content(q); content != "" {
		x.addSpeakers(note, content)
	}
}

// permits tells whether a quad is of content that somebody may do and need not.
func (l *Lookup) permits(q quad.Quad) bool {
	forces := l.objects(l.content(q), quads.Deontic)
	return len(forces) > 0 && !slices.ContainsFunc(forces, func(f quad.Value) bool { return f != quads.May })
}

// statementOf returns the statement whose words stand behind a quad, nil for none: its label, or, for what the dossier notes of a statement under
// its article's label, that statement.
func (x *Explainer) statementOf(q quad.Quad) quad.Value {
	if x.told(q.Label) {
		return q.Label
	}
	if iri, ok := q.Subject.(quad.IRI); ok && !quads.Background(q.Label) && x.cited(iri) != nil {
		return iri
	}
	return nil
}

// crossed returns the modality of a quad, "" for none: a predicate whose verb denies is denied, as wherever it is shown; else the
// weakest of the content that it is from or to, else actual where it is stated. graph.Restriction leaves quads in by the same.
func (l *Lookup) crossed(q quad.Quad) string {
	if len(l.vocab.Classes) == 0 {
		return ""
	}
	told := l.told(q.Label)
	if p, ok := q.Predicate.(quad.IRI); ok && told && l.negative(p) {
		return quads.Denied
	}
	m := weaker(l.modalityOf(q.Subject), l.modalityOf(q.Object))
	if m == "" && told {
		return quads.Actual
	}
	return m
}

// content is what a quad is about, "" for no content: what it is from, and where that is none what it is to. Its speakers and holders answer for
// the quad: a ministry says what a claim of the ministry includes, whosever that is.
func (l *Lookup) content(q quad.Quad) quad.IRI {
	if l.modalityOf(q.Subject) != "" {
		return q.Subject.(quad.IRI)
	}
	if l.modalityOf(q.Object) != "" {
		return q.Object.(quad.IRI)
	}
	return ""
}

// modalityOf is Modality of what may be no node.
func (l *Lookup) modalityOf(v quad.Value) string {
	if iri, ok := v.(quad.IRI); ok {
		return l.Modality(iri)
	}
	return ""
}

// Modality returns the modality of a content node, and of a figure that content alone has; "" of any other.
func (l *Lookup) Modality(node quad.IRI) string {
	m, known := l.modalities[node]
	if known {
		return m
	}
	var all []string
	figure := false
	for _, q := range l.scan(node, quads.Type, nil, nil) {
		class, _ := q.Object.(quad.IRI)
		if m := l.vocab.Modality(class); m != "" {
			all = append(all, m)
		}
		figure = figure || l.vocab.Root(class) == quads.ValueNode && l.told(q.Label)
	}
	switch {
	case len(all) > 0:
		m = quads.Weakest(all...)
	case figure:
		l.modalities[node] = "" // should it have itself
		m = quads.FigureModality(l.holders(node))
	}
	l.modalities[node] = m
	return m
}

// holders are the modalities of the nodes that have a figure, "" of one that is no content.
func (l *Lookup) holders(figure quad.IRI) []string {
	var out []string
	for _, q := range l.scan(nil, nil, figure, nil) {
		holder, _ := q.Subject.(quad.IRI)
		if l.root(holder) == quads.ContentNode {
			out = append(out, l.Modality(holder))
		} else {
			out = append(out, "")
		}
	}
	return out
}

// addModality keeps a list of modalities in order, the strongest first; "" is none.
func addModality(list []string, m string) []string {
	if m == "" || slices.Contains(list, m) {
		return list
	}
	list = append(list, m)
	slices.SortFunc(list, func(a, b string) int { return rankOf(a) - rankOf(b) })
	return list
}

func rankOf(modality string) int {
	if at := slices.Index(quads.Modalities[:], modality); at >= 0 {
		return at
	}
	return len(quads.Modalities)
}

func (x *Explainer) footnote(n int, label quad.Value) *Footnote {
	note := &Footnote{Number: n, Label: label}
	if iri, ok := label.(quad.IRI); ok {
		note.Citation = x.cited(iri)
	}
	return note
}

// cited returns what a statement rests on, nil for what is no statement.
func (l *Lookup) cited(iri quad.IRI) *Citation {
	if c := l.Citation(iri); len(c.Quotes) > 0 || c.Inference {
		return c
	}
	return nil
}

func (x *Explainer) addSpeakers(note *Footnote, content quad.IRI) {
	for _, v := range x.objects(content, quads.Speaker) {
		if c := (Cell{Value: v, Name: x.names.Of(v)}); !slices.Contains(note.Speakers, c) {
			note.Speakers = append(note.Speakers, c)
		}
	}
}

// fold returns what a row rests on that is shown for two.
func (e Evidence) fold(f Evidence) Evidence {
	e.Why = e.Why.Fold(f.Why)
	e.Crosses, e.Notes = slices.Clone(e.Crosses), appendNew(slices.Clone(e.Notes), f.Notes...)
	e.Disputed = appendNew(slices.Clone(e.Disputed), f.Disputed...)
	for _, m := range f.Crosses {
		e.Crosses = addModality(e.Crosses, m)
	}
	e.Inferred, e.Background = e.Inferred || f.Inferred, e.Background || f.Background
	return e
}

// show is the cell of a row: its notes, its modality with what else it crosses, who disputes it, and how many ways are left out. mark writes the
// number of a note.
func (e *Evidence) show(mark func(n int) string) string {
	var numbers, parts []string
	for _, n := range e.Notes {
		numbers = append(numbers, mark(n))
	}
	if len(numbers) > 0 {
		parts = append(parts, strings.Join(numbers, " "))
	} else if e.Background {
		parts = append(parts, "background")
	}
	if m := e.Modality(); m != "" {
		parts = append(parts, m+alsoCrosses(e.Crosses, m))
	}
	if e.Inferred {
		parts = append(parts, "inferred")
	}
	if len(e.Disputed) > 0 {
		disputed := "disputed"
		for i, n := range e.Against() {
			disputed += map[bool]string{true: " by ", false: " "}[i == 0] + mark(n)
		}
		parts = append(parts, disputed)
	}
	if e.More > 0 {
		parts = append(parts, fmt.Sprintf("+%d more", e.More))
	}
	return strings.Join(parts, " · ")
}

// alsoCrosses names the modalities beside one: " (also actual)".
func alsoCrosses(all []string, m string) string {
	others := slices.DeleteFunc(slices.Clone(all), func(x string) bool { return x == m })
	if len(others) == 0 {
		return ""
	}
	return " (also " + strings.Join(others, ", ") + ")"
}

// inParts is how the words of a note are meant that say a fact and something else: lines that rest on either part refer to it, and it is true at each.
func inParts(words string, all []string, m string) string {
	for _, other := range all {
		if other != m {
			words += ", in part " + other
		}
	}
	return "in part " + words
}

// Text is the footnote as one line, without the IRI of its statement: the words, or why it is concluded; article, sentence and date; whose
// words they are and how they are meant. supplied tells that some of it stands in square brackets, as it is not printed in the text.
func (n *Footnote) Text() (text string, supplied bool) {
	parts := n.manner(Options{})
	if n.Citation == nil {
		parts = append([]string{noQuote}, parts...)
	} else {
		place, brackets := n.Citation.sourceOf("")
		parts, supplied = append([]string{n.body() + " — " + place}, parts...), brackets
	}
	return Clean(strings.Join(parts, " · ")), supplied
}

// noQuote stands for the words of a label of which the graph has none.
const noQuote = "a label, no quote known"

// body is what stands first in a footnote: the words, or why it is concluded.
func (n *Footnote) body() string {
	switch c := n.Citation; {
	case c == nil:
		return textOf(n.Label)
	case c.Inference:
		return "inferred: " + c.Basis
	default:
		return c.Words()
	}
}

// source is where the words stand and how they are meant; titled says that the article must be named. It is "" for a bare label.
func (n *Footnote) source(titled bool, o Options) string {
	c := n.Citation
	if c == nil {
		return strings.Join(n.manner(o), " · ")
	}
	var place []string
	if title := c.Article.Name(); titled && title != "" {
		place = append(place, title)
	}
	switch numbers := c.sentenceNumbers(); {
	case len(numbers) == 1:
		place = append(place, "sentence "+numbers[0])
	case len(numbers) > 1:
		place = append(place, "sentences "+strings.Join(numbers, " and "))
	}
	if len(c.RestsOn) > 0 {
		place = append(place, "from "+strings.Join(iriTexts(c.RestsOn), " and "))
	}
	place = append(place, textOf(n.Label))
	return strings.Join(append([]string{strings.Join(place, ", ")}, n.manner(o)...), " · ")
}

// Modality is how what is weakest of its quads is meant, in a word: what may be done is permitted, not obliged. "" where nothing has one.
func (n *Footnote) Modality() string {
	if len(n.Crosses) == 0 {
		return ""
	}
	return n.word(quads.Weakest(n.Crosses...))
}

// word is a modality as this note has it.
func (n *Footnote) word(modality string) string {
	if modality == "obliged" && !n.bound {
		return "permitted"
	}
	return modality
}

// Stance tells whether what is weakest of its quads says that somebody takes a stance on content: that is stated, and the content is what is weak.
func (n *Footnote) Stance() bool {
	m := quads.Weakest(n.Crosses...)
	return slices.Contains(n.stances, m) && !slices.Contains(n.others, m)
}

// StanceOn says that a stance is taken on content of a modality: “a stance on what is proposed”.
func StanceOn(modality string) string { return "a stance on what is " + modality }

// manner is whose words they are and how they are meant.
func (n *Footnote) manner(o Options) []string {
	var out []string
	switch c := n.Citation; {
	case len(n.Speakers) > 0:
		var who []string
		for _, s := range n.Speakers {
			who = append(who, s.show(o))
		}
		out = append(out, "said by "+strings.Join(who, " and "))
	case c != nil && !c.Inference && len(n.Crosses) > 0:
		out = append(out, "said by the article itself")
	}
	return appendSome(out, n.Manner())
}

// Manner is how the statement is meant, in words: “planned”, “in part planned, in part actual”, “a stance on what is planned”; "" where nothing has a modality.
func (n *Footnote) Manner() string {
	m := n.Modality()
	if m == "" {
		return ""
	}
	words, all := m, make([]string, len(n.Crosses))
	for i, other := range n.Crosses {
		all[i] = n.word(other)
	}
	if n.Stance() {
		words = StanceOn(m)
	}
	if slices.Contains(all, quads.Actual) && m != quads.Actual {
		return inParts(words, all, m)
	}
	return words + alsoCrosses(all, m)
}

// background is the line for what rests on no words.
const background = "background: names and types, vocabulary, what the program derives"

// closing are the lines below the footnotes: the background, and the article where it is one for all.
func (t *Table) closing() (lines []string, titled bool) {
	if slices.ContainsFunc(t.Evidence, func(e Evidence) bool { return e.Background }) {
		lines = append(lines, background)
	}
	var articles []*CitedArticle
	supplied := false
	for _, n := range t.Footnotes {
		if n.Citation == nil || n.Citation.Article.Name() == "" {
			continue
		}
		supplied = supplied || n.Citation.completed()
		if a := n.Citation.Article; !slices.Contains(articles, a) {
			articles = append(articles, a)
			supplied = supplied || !a.Printed && a.Title != ""
		}
	}
	switch {
	case len(articles) == 1 && supplied:
		lines = append(lines, "from "+articles[0].Name()+" "+brackets)
	case len(articles) == 1:
		lines = append(lines, "from "+articles[0].Name())
	case supplied:
		lines = append(lines, brackets)
	}
	return lines, len(articles) > 1
}
