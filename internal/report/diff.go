package report

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// Diff is what two graphs say differently, statement by statement: what the program derives is not looked at.
type Diff struct {
	Old, New   string // what the two are called
	Statements []Change
	Background []QuadChange // of entity data, vocabulary, namespaces and articles
}

// Change is a statement that one graph has and the other has not, or has otherwise. Old is nil for one that was added, New for
// one that was removed; both have their Reading. Quads are those of the statement, or about it, that differ.
type Change struct {
	Statement quad.IRI
	Old, New  *Citation
	Quads     []QuadChange
}

// QuadChange is a quad that only one graph has, with the sentence it makes.
type QuadChange struct {
	Added bool
	Quad  quad.Quad
	Says  string
}

// Compare finds what two graphs say differently, in the order of the articles.
func Compare(old, new graph.Source) *Diff {
	a, b := side{NewLookup(old), quadsOf(old)}, side{NewLookup(new), quadsOf(new)}
	d := &Diff{}
	changes := map[quad.IRI]*Change{}
	note := func(l *Lookup, q quad.Quad, added bool) {
		c := QuadChange{added, q, l.Says(q)}
		statement := l.speaksOf(q)
		if statement == "" {
			d.Background = append(d.Background, c)
			return
		}
		if changes[statement] == nil {
			changes[statement] = &Change{Statement: statement, Old: a.statement(statement), New: b.statement(statement)}
		}
		changes[statement].Quads = append(changes[statement].Quads, c)
	}
	for key, q := range a.quads {
		if _, both := b.quads[key]; !both {
			note(a.Lookup, q, false)
		}
	}
	for key, q := range b.quads {
		if _, both := a.quads[key]; !both {
			note(b.Lookup, q, true)
		}
	}
	slices.SortFunc(d.Background, compareChanges)
	for _, c := range changes {
		slices.SortFunc(c.Quads, compareChanges)
		d.Statements = append(d.Statements, *c)
	}
	slices.SortFunc(d.Statements, func(a, b Change) int { return compareCitations(a.latest(), b.latest()) })
	return d
}

// side is one of two graphs.
type side struct {
	*Lookup
	quads map[string]quad.Quad // by their N-Quads line
}

func quadsOf(src graph.Source) map[string]quad.Quad {
	out := map[string]quad.Quad{}
	derived := src.ID(quads.DerivedLabel)
	scan := src.Scan(graph.Quad{})
	for q, ok := scan.Next(); ok; q, ok = scan.Next() {
		if derived != 0 && q[graph.Label] == derived {
			continue
		}
		v := quad.Quad{Subject: src.Value(q[graph.Subject]), Predicate: src.Value(q[graph.Predicate]), Object: src.Value(q[graph.Object]), Label: src.Value(q[graph.Label])}
		out[string(quads.AppendQuad(nil, v))] = v
	}
	return out
}

// statement returns what a graph has of a statement, with its reading; nil where it has none.
func (s side) statement(iri quad.IRI) *Citation {
	c := s.cited(iri)
	if c != nil {
		c.Reading = s.Reading(iri)
	}
	return c
}

// speaksOf returns the statement that a quad is part of or about, "" for one of background data.
func (l *Lookup) speaksOf(q quad.Quad) quad.IRI {
	if iri, ok := q.Label.(quad.IRI); ok && l.told(iri) && l.cited(iri) != nil {
		return iri
	}
	if iri, ok := q.Subject.(quad.IRI); ok && !quads.Background(q.Label) && l.cited(iri) != nil {
		return iri
	}
	return ""
}

// compareChanges puts what was removed before what was added, each in the order of quads.
func compareChanges(a, b QuadChange) int {
	if a.Added != b.Added {
		return compareFlags(a.Added, b.Added)
	}
	return cmp.Or(quads.Compare(a.Quad.Subject, b.Quad.Subject), quads.Compare(a.Quad.Predicate, b.Quad.Predicate),
		quads.Compare(a.Quad.Object, b.Quad.Object), quads.Compare(a.Quad.Label, b.Quad.Label))
}

// compareFlags orders false before true; the two differ.
func compareFlags(a, _ bool) int {
	if a {
		return 1
	}
	return -1
}

func (c *Change) latest() *Citation {
	if c.New != nil {
		return c.New
	}
	return c.Old
}

// Empty says that the two graphs say the same.
func (d *Diff) Empty() bool { return len(d.Statements)+len(d.Background) == 0 }

// kind is the word for a change.
func (c *Change) kind() string {
	switch {
	case c.Old == nil:
		return "added"
	case c.New == nil:
		return "removed"
	}
	return "changed"
}

// kinds are the words in the order in which changes are shown.
func kinds() []string { return []string{"added", "removed", "changed"} }

// Summary counts the changes: "1 statement added, 2 changed".
func (d *Diff) Summary() string {
	counts := map[string]int{}
	for _, c := range d.Statements {
		counts[c.kind()]++
	}
	var parts []string
	for _, kind := range kinds() {
		if n := counts[kind]; n > 0 {
			parts = append(parts, plural(n, "statement")+" "+kind)
		}
	}
	if n := len(d.Background); n > 0 {
		parts = append(parts, plural(n, "line")+" of background data")
	}
	if len(parts) == 0 {
		return "no difference"
	}
	return enumerate(parts)
}

// WriteText writes the changes for the eye: for each statement its words and what its quads say, before and after.
func (d *Diff) WriteText(w io.Writer, o Options) error {
	out := bufio.NewWriter(w)
	t := &profileText{w: out, o: o, style: style{on: o.Color && o.Width > 0}}
	t.block("", plain, Clean(fmt.Sprintf("%s → %s: %s", d.Old, d.New, d.Summary())))
	for _, c := range d.Statements {
		fmt.Fprintln(out)
		t.block("", t.style.bold, Clean(string(c.Statement)+" · "+c.kind()))
		for _, line := range c.lines() {
			t.hang(indent, line[0], line[1])
		}
	}
	if len(d.Background) > 0 {
		fmt.Fprintln(out)
		t.block("", t.style.bold, "background data · names, types, vocabulary, articles")
		for _, q := range d.Background {
			t.hang(indent, sign(q.Added)+" ", Clean(q.Says))
		}
	}
	return out.Flush()
}

// lines are what is shown of a change: a mark, and the words behind it.
func (c *Change) lines() [][2]string {
	switch {
	case c.Old == nil:
		return [][2]string{{"  words  ", Clean(c.New.body())}, {"+ reads  ", c.New.Reading}}
	case c.New == nil:
		return [][2]string{{"  words  ", Clean(c.Old.body())}, {"- reads  ", c.Old.Reading}}
	}
	var out [][2]string
	out = appendBeforeAfter(out, "words", Clean(c.Old.body()), Clean(c.New.body()))
	out = appendBeforeAfter(out, "reads", c.Old.Reading, c.New.Reading)
	for _, q := range c.Quads {
		if q.Quad.Label != quad.Value(c.Statement) && q.Quad.Predicate != quad.Value(quads.Quoted) {
			out = append(out, [2]string{sign(q.Added) + " about  ", Clean(q.Says)})
		}
	}
	return out
}

// appendBeforeAfter shows what stayed once, and what changed as it was and as it is.
func appendBeforeAfter(out [][2]string, mark, before, after string) [][2]string {
	if before == after {
		return append(out, [2]string{"  " + mark + "  ", after})
	}
	return append(out, [2]string{"- " + mark + "  ", before}, [2]string{"+ " + mark + "  ", after})
}

func sign(added bool) string {
	if added {
		return "+"
	}
	return "-"
}

// WriteMarkdown writes the changes as a document.
func (d *Diff) WriteMarkdown(w io.Writer) error {
	out := bufio.NewWriter(w)
	escapes := markdownEscapes()
	text := func(s string) string { return escapes.Replace(Clean(s)) }
	fmt.Fprintf(out, "# From %s to %s\n\n%s.\n", text(d.Old), text(d.New), capital(text(d.Summary())))
	for _, kind := range kinds() {
		head := false
		for _, c := range d.Statements {
			if c.kind() != kind {
				continue
			}
			if !head {
				fmt.Fprintf(out, "\n## Statements %s\n", kind)
				head = true
			}
			fmt.Fprintf(out, "\n### %s\n\n", text(string(c.Statement)))
			for _, line := range c.lines() {
				fmt.Fprintf(out, "- %s: %s\n", mark(line[0]), escapes.Replace(line[1]))
			}
		}
	}
	if len(d.Background) > 0 {
		fmt.Fprint(out, "\n## Background data\n\n")
	}
	for _, q := range d.Background {
		fmt.Fprintf(out, "- %s: %s\n", map[bool]string{true: "now", false: "was"}[q.Added], text(q.Says))
	}
	return out.Flush()
}

// mark is the mark of a line in words.
func mark(line string) string {
	what := string(bytes.TrimSpace([]byte(line[2:])))
	switch line[0] {
	case '-':
		return "was, " + what
	case '+':
		return "now, " + what
	}
	return what
}

// DiffSchema names the version of the JSON of a Diff:
//
//	{"schema":"rapport.diff/1","old":"…","new":"…","statements":[CHANGE],"background":[QUAD]}
//
// A CHANGE has statement, change ("added", "removed" or "changed"), old and new (a CITATION of rapport.citations/1 with its reading; null where
// there is none) and quads; a QUAD has change ("added" or "removed"), quad (an N-Quads line) and says (the sentence it makes).
const DiffSchema = "rapport.diff/1"

// The JSON of a Diff.
type (
	jsonDiff struct {
		Schema     string           `json:"schema"`
		Old        string           `json:"old"`
		New        string           `json:"new"`
		Statements []jsonChange     `json:"statements"`
		Background []jsonQuadChange `json:"background"`
	}
	jsonChange struct {
		Statement string           `json:"statement"`
		Change    string           `json:"change"`
		Old       *jsonCitation    `json:"old"`
		New       *jsonCitation    `json:"new"`
		Quads     []jsonQuadChange `json:"quads"`
	}
	jsonQuadChange struct {
		Change string `json:"change"`
		Quad   string `json:"quad"`
		Says   string `json:"says"`
	}
)

// WriteJSON writes the changes as one document.
func (d *Diff) WriteJSON(w io.Writer) error {
	out := jsonDiff{DiffSchema, d.Old, d.New, []jsonChange{}, quadChangesJSON(d.Background)}
	for _, c := range d.Statements {
		out.Statements = append(out.Statements, jsonChange{
			string(c.Statement), c.kind(), optionalCitation(c.Old), optionalCitation(c.New), quadChangesJSON(c.Quads),
		})
	}
	return WriteIndented(w, out)
}

func optionalCitation(c *Citation) *jsonCitation {
	if c == nil {
		return nil
	}
	out := citationJSON(c)
	return &out
}

func quadChangesJSON(qs []QuadChange) []jsonQuadChange {
	out := []jsonQuadChange{}
	for _, q := range qs {
		change := "removed"
		if q.Added {
			change = "added"
		}
		out = append(out, jsonQuadChange{change, string(bytes.TrimSpace(quads.AppendQuad(nil, q.Quad))), q.Says})
	}
	return out
}
