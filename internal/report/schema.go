package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// GraphSchema is what a graph holds and how it is built: totals, the classes and the predicates that are used.
type GraphSchema struct {
	Totals     []Total
	Classes    []ClassUse
	Predicates []PredicateUse
	Unused     []quad.IRI // classes and predicates of the vocabulary that nothing uses yet
}

// Total is how many there are of something: "statements", 81.
type Total struct {
	Of    string
	Count int
}

// ClassUse is a class with its nodes.
type ClassUse struct {
	Class, Root quad.IRI
	Name        string
	Modality    string // that it implies, "" for none
	Count       int    // nodes of the class itself
	Example     Term   // with the shortest name
}

// PredicateUse is a predicate with its quads.
type PredicateUse struct {
	Predicate     quad.IRI
	Name          string
	Negative      bool
	Domain, Range []string // labels; a datatype by its short name
	Count         int
	Told          bool   // articles say it; otherwise it is evidence, entity data or derived
	Example       string // the shortest quad in words
}

// Schema counts what a graph holds. The vocabulary's own quads, its classes and predicates, are not counted as used by
// describing themselves.
func (l *Lookup) Schema() *GraphSchema {
	s := &GraphSchema{Totals: l.totals()}
	for iri := range l.vocab.Classes {
		if use := l.classUse(iri); use.Count > 0 {
			s.Classes = append(s.Classes, use)
		} else if use.Root != "" && !l.hasSubclass(iri) {
			s.Unused = append(s.Unused, iri)
		}
	}
	for iri := range l.vocab.Predicates {
		if use := l.predicateUse(iri); use.Count > 0 {
			s.Predicates = append(s.Predicates, use)
		} else if len(l.scan(nil, iri, nil, nil)) == 0 {
			s.Unused = append(s.Unused, iri)
		}
	}
	slices.SortFunc(s.Classes, func(x, y ClassUse) int {
		return cmp.Or(cmp.Compare(rootRank(x.Root), rootRank(y.Root)), cmp.Compare(y.Count, x.Count), cmp.Compare(x.Name, y.Name))
	})
	slices.SortFunc(s.Predicates, func(x, y PredicateUse) int {
		return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(x.Name, y.Name), cmp.Compare(x.Predicate, y.Predicate))
	})
	slices.Sort(s.Unused)
	return s
}

func rootRank(root quad.IRI) int {
	return slices.Index([]quad.IRI{quads.Thing, quads.Occurrence, quads.ContentNode, quads.ValueNode}, root)
}

func (l *Lookup) hasSubclass(class quad.IRI) bool {
	for _, c := range l.vocab.Classes {
		if slices.Contains(c.Parents, class) {
			return true
		}
	}
	return false
}

func (l *Lookup) totals() []Total {
	ofType := func(class quad.IRI) int { return len(l.scan(nil, quads.Type, class, nil)) }
	entities := map[quad.Value]bool{}
	for _, q := range l.scan(nil, quads.Type, nil, quads.EntityLabel) {
		if q.Object != quad.Value(quads.ArticleNode) {
			entities[q.Subject] = true
		}
	}
	return []Total{
		{"articles", ofType(quads.ArticleNode)},
		{"sentences", ofType(quads.SentenceNode)},
		{"statements", ofType(quads.StatementNode)},
		{"inferences", ofType(quads.Inference)},
		{"quotes", len(l.scan(nil, quads.Quoted, nil, nil))},
		{"entities", len(entities)},
		{"quads", l.src.Count(graph.Quad{})},
	}
}

func (l *Lookup) classUse(iri quad.IRI) ClassUse {
	def := l.vocab.Classes[iri]
	use := ClassUse{Class: iri, Root: l.vocab.Root(iri), Name: cmp.Or(def.Label, string(iri)), Modality: l.vocab.Modality(iri)}
	seen := map[quad.Value]bool{}
	for _, q := range l.scan(nil, quads.Type, iri, nil) {
		if q.Label == quad.Value(quads.VocabularyLabel) && use.Root != quads.ValueNode || seen[q.Subject] {
			continue
		}
		seen[q.Subject] = true
		use.Count++
		if t := l.term(q.Subject); use.Example.Value == nil || shorter(t.Text, use.Example.Text) {
			use.Example = t
		}
	}
	use.Example.Tag = "" // the class says it
	if iri == quads.SentenceNode || iri == quads.StatementNode || iri == quads.Inference {
		use.Example.Text = quads.TextOf(use.Example.Value)
	}
	return use
}

func (l *Lookup) predicateUse(iri quad.IRI) PredicateUse {
	def := l.vocab.Predicates[iri]
	use := PredicateUse{Predicate: iri, Name: cmp.Or(def.Label, string(iri)), Negative: def.Negative}
	for _, c := range def.Domain {
		use.Domain = append(use.Domain, l.rangeName(c))
	}
	for _, c := range def.Range {
		use.Range = append(use.Range, l.rangeName(c))
	}
	for _, q := range l.scan(nil, iri, nil, nil) {
		if q.Label == quad.Value(quads.VocabularyLabel) || q.Label == quad.Value(quads.NamespaceLabel) {
			continue
		}
		use.Count++
		use.Told = use.Told || l.told(q.Label) && iri != quads.Type && iri != quads.Name
		subject := l.term(q.Subject)
		example := Item{Subject: &subject, Label: use.Name, Negative: use.Negative, Terms: []Term{l.term(q.Object)}}.line()
		if use.Count == 1 || shorter(example, use.Example) {
			use.Example = example
		}
	}
	return use
}

// shorter prefers the example that takes least room, and among equals the first.
func shorter(a, b string) bool {
	return cmp.Or(cmp.Compare(Width(a), Width(b)), cmp.Compare(a, b)) < 0
}

// rangeName is the label of a class, or the short name of a datatype.
func (l *Lookup) rangeName(iri quad.IRI) string {
	if local, ok := strings.CutPrefix(string(iri), quads.XSD); ok {
		return local
	}
	switch iri {
	case quads.EDTF:
		return "date"
	case quads.RDFLangText:
		return "string@language"
	}
	return l.Name(iri)
}

// Summary is the totals in one line.
func (s *GraphSchema) Summary() string {
	var parts []string
	for _, t := range s.Totals {
		switch {
		case t.Count == 1 && t.Of == "entities":
			parts = append(parts, "1 entity")
		case t.Count == 1:
			parts = append(parts, "1 "+strings.TrimSuffix(t.Of, "s"))
		case t.Count > 1:
			parts = append(parts, fmt.Sprintf("%d %s", t.Count, t.Of))
		}
	}
	return strings.Join(parts, " · ")
}

// rootTitle is how the classes of a root are titled.
func rootTitle(root quad.IRI) string {
	switch root {
	case quads.Thing:
		return "Things: what there is"
	case quads.Occurrence:
		return "Occurrences: what happened, with its roles"
	case quads.ContentNode:
		return "Content: what is said, owed, wanted, planned or hoped; never a fact"
	case quads.ValueNode:
		return "Values"
	}
	return "Other classes"
}

// Tables returns the schema for reading: the classes, one table a root, and the predicates.
func (s *GraphSchema) Tables() []*Table {
	out := s.classTables()
	out = append(out,
		s.predicateTable("Predicates: what articles say", true),
		s.predicateTable("Predicates: evidence, entity data and what is derived", false))
	if len(s.Unused) > 0 {
		last := out[len(out)-1]
		last.Notes = append(last.Notes, fmt.Sprintf("In the vocabulary, but not in use here: %s", strings.Join(iriTexts(s.Unused), " ")))
	}
	return out
}

func (s *GraphSchema) classTables() []*Table {
	var out []*Table
	last := quad.IRI("none yet")
	for _, c := range s.Classes {
		if c.Root != last {
			t := &Table{Title: rootTitle(c.Root), Columns: []string{"class", "iri", "nodes", "example"}, Ordered: true}
			if c.Root == quads.ContentNode {
				t.Columns = []string{"class", "iri", "nodes", "modality", "example"}
			}
			out, last = append(out, t), c.Root
		}
		row := []Cell{{Value: c.Class, Name: c.Name}, {Value: c.Class}, Count(c.Count)}
		if c.Root == quads.ContentNode {
			row = append(row, Text(c.Modality))
		}
		out[len(out)-1].Add(append(row, Text(c.Example.Text))...)
	}
	return out
}

func (s *GraphSchema) predicateTable(title string, told bool) *Table {
	t := &Table{Title: title, Columns: []string{"predicate", "quads", "from → to", "example"}, Ordered: true}
	for _, p := range s.Predicates {
		if p.Told == told {
			t.Add(Cell{Value: p.Predicate}, Count(p.Count), Text(strings.Join(p.Domain, ", ")+" → "+strings.Join(p.Range, ", ")), Text(p.Example))
		}
	}
	return t
}

// unisolated takes the marks of isolate away, which only a terminal needs.
func unisolated(s string) string { return strings.NewReplacer("\u2068", "", "\u2069", "").Replace(s) }

// Table returns the schema as rows of one table, for formats that hold one.
func (s *GraphSchema) Table() *Table {
	t := &Table{Columns: []string{"what", "term", "name", "count", "root", "modality", "from", "to", "negative", "example"}, Ordered: true}
	for _, total := range s.Totals {
		t.Add(Text("total"), Cell{}, Text(total.Of), Count(total.Count))
	}
	for _, c := range s.Classes {
		modality, root := Cell{}, Cell{}
		if c.Modality != "" {
			modality = Text(c.Modality)
		}
		if c.Root != "" {
			root = Cell{Value: c.Root}
		}
		t.Add(Text("class"), Cell{Value: c.Class}, Text(c.Name), Count(c.Count), root, modality, Cell{}, Cell{}, Cell{}, Text(c.Example.Text))
	}
	for _, p := range s.Predicates {
		negative := Cell{}
		if p.Negative {
			negative = Text("✗")
		}
		t.Add(Text("predicate"), Cell{Value: p.Predicate}, Text(p.Name), Count(p.Count), Cell{}, Cell{},
			Text(strings.Join(p.Domain, ", ")), Text(strings.Join(p.Range, ", ")), negative, Text(unisolated(p.Example)))
	}
	return t
}
