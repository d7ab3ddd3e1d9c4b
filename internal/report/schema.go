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
	articled   bool       // there are articles, which say things
	derived    bool       // what follows from the stated quads is among them
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
// describing themselves. What is in use is counted whether a vocabulary defines it or not.
func (l *Lookup) Schema() *GraphSchema {
	s := &GraphSchema{Totals: l.totals(), articled: l.articled, derived: l.Known(quads.DerivedLabel)}
	classes, predicates := l.classesInUse(), l.predicatesInUse()
	for iri := range l.vocab.Classes {
		if !classes[iri] && l.vocab.Root(iri) != "" && !l.hasSubclass(iri) {
			s.Unused = append(s.Unused, iri)
		}
	}
	for iri := range l.vocab.Predicates {
		if predicates[iri] == 0 && len(l.scan(nil, iri, nil, nil)) == 0 {
			s.Unused = append(s.Unused, iri)
		}
	}
	for iri := range classes {
		s.Classes = append(s.Classes, l.classUse(iri))
	}
	for iri, n := range predicates {
		s.Predicates = append(s.Predicates, l.predicateUse(iri, n))
	}
	slices.SortFunc(s.Classes, func(x, y ClassUse) int {
		return cmp.Or(cmp.Compare(rootRank(x.Root), rootRank(y.Root)), cmp.Compare(y.Count, x.Count), cmp.Compare(x.Name, y.Name), cmp.Compare(x.Class, y.Class))
	})
	slices.SortFunc(s.Predicates, func(x, y PredicateUse) int {
		return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(x.Name, y.Name), cmp.Compare(x.Predicate, y.Predicate))
	})
	slices.Sort(s.Unused)
	return s
}

// rootRank orders the roots; classes without one come last.
func rootRank(root quad.IRI) int {
	return slices.Index([]quad.IRI{quads.Thing, quads.Occurrence, quads.ContentNode, quads.ValueNode, ""}, root)
}

// defining tells whether a quad with a label defines terms and prefixes rather than using them.
func (l *Lookup) defining(label graph.ID) bool {
	return label != 0 && (label == l.src.ID(quads.VocabularyLabel) || label == l.src.ID(quads.NamespaceLabel))
}

// classesInUse returns the classes that nodes are of. The vocabulary's own nodes count for its controlled values only.
func (l *Lookup) classesInUse() map[quad.IRI]bool {
	out := map[quad.IRI]bool{}
	for _, p := range l.types {
		scan := l.src.Scan(graph.Quad{graph.Predicate: l.src.ID(p)})
		last := graph.ID(0)
		for q, ok := scan.Next(); ok; q, ok = scan.Next() {
			if q[graph.Object] == last {
				continue
			}
			class, ok := l.src.Value(q[graph.Object]).(quad.IRI)
			if !ok || l.defining(q[graph.Label]) && l.vocab.Root(class) != quads.ValueNode {
				continue
			}
			last, out[class] = q[graph.Object], true
		}
	}
	return out
}

// predicatesInUse counts the quads of each predicate, in one walk of the whole graph.
func (l *Lookup) predicatesInUse() map[quad.IRI]int {
	counts := map[graph.ID]int{}
	vocabulary, namespaces := l.src.ID(quads.VocabularyLabel), l.src.ID(quads.NamespaceLabel)
	scan := l.src.Scan(graph.Quad{})
	for q, ok := scan.Next(); ok; q, ok = scan.Next() {
		if label := q[graph.Label]; label == 0 || label != vocabulary && label != namespaces {
			counts[q[graph.Predicate]]++
		}
	}
	out := map[quad.IRI]int{}
	for id, n := range counts {
		if iri, ok := l.src.Value(id).(quad.IRI); ok {
			out[iri] = n
		}
	}
	return out
}

// exampleMost is how many uses of a class or predicate are looked at for the shortest example.
const exampleMost = 1000

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
	use := ClassUse{Class: iri, Root: l.vocab.Root(iri), Name: string(iri), Modality: l.vocab.Modality(iri)}
	if def := l.vocab.Classes[iri]; def != nil {
		use.Name = cmp.Or(def.Label, use.Name)
	}
	seen := map[graph.ID]bool{}
	for _, p := range l.types {
		scan := l.src.Scan(graph.Quad{graph.Predicate: l.src.ID(p), graph.Object: l.src.ID(iri)})
		for q, ok := scan.Next(); ok; q, ok = scan.Next() {
			node := q[graph.Subject]
			if l.defining(q[graph.Label]) && use.Root != quads.ValueNode || seen[node] {
				continue
			}
			seen[node] = true
			use.Count++
			if use.Count > exampleMost {
				continue
			}
			if t := l.term(l.src.Value(node)); use.Example.Value == nil || shorter(t.Text, use.Example.Text) {
				use.Example = t
			}
		}
	}
	use.Example.Tag = "" // the class says it
	if iri == quads.SentenceNode || iri == quads.StatementNode || iri == quads.Inference {
		use.Example.Text = quads.TextOf(use.Example.Value)
	}
	return use
}

func (l *Lookup) predicateUse(iri quad.IRI, count int) PredicateUse {
	use := PredicateUse{Predicate: iri, Name: string(iri), Count: count, Told: !l.articled}
	if def := l.vocab.Predicates[iri]; def != nil {
		use.Name, use.Negative = cmp.Or(def.Label, use.Name), def.Negative
		for _, c := range def.Domain {
			use.Domain = append(use.Domain, l.rangeName(c))
		}
		for _, c := range def.Range {
			use.Range = append(use.Range, l.rangeName(c))
		}
	}
	seen := 0
	scan := l.src.Scan(graph.Quad{graph.Predicate: l.src.ID(iri)})
	for q, ok := scan.Next(); ok && (seen < exampleMost || !use.Told); q, ok = scan.Next() {
		if l.defining(q[graph.Label]) {
			continue
		}
		seen++
		use.Told = use.Told || l.told(l.src.Value(q[graph.Label])) && iri != quads.Type && iri != quads.Name
		if seen > exampleMost {
			continue
		}
		subject := l.term(l.src.Value(q[graph.Subject]))
		example := Item{Subject: &subject, Label: use.Name, Negative: use.Negative, Terms: []Term{l.term(l.src.Value(q[graph.Object]))}}.line()
		if seen == 1 || shorter(example, use.Example) {
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
		case t.Of == "quads" && s.derived:
			parts = append(parts, fmt.Sprintf("%d quads, with vocabulary and derived ones", t.Count))
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
	if s.articled {
		out = append(out,
			s.predicateTable("Predicates: what articles say", true),
			s.predicateTable("Predicates: evidence, entity data and what is derived", false))
	} else {
		out = append(out, s.predicateTable("Predicates", true))
	}
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
			title := rootTitle(c.Root)
			if len(out) == 0 && c.Root == "" {
				title = "Classes"
			}
			t := &Table{Title: title, Columns: []string{"class", "iri", "nodes", "example"}, Ordered: true}
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

// shape is what a predicate leads from and to, "" where no vocabulary says it.
func (p PredicateUse) shape() string {
	if len(p.Domain)+len(p.Range) == 0 {
		return ""
	}
	return strings.Join(p.Domain, ", ") + " → " + strings.Join(p.Range, ", ")
}

func (s *GraphSchema) predicateTable(title string, told bool) *Table {
	t := &Table{Title: title, Columns: []string{"predicate", "quads", "from → to", "example"}, Ordered: true}
	shaped := slices.ContainsFunc(s.Predicates, func(p PredicateUse) bool { return p.shape() != "" })
	if !shaped {
		t.Columns = slices.Delete(t.Columns, 2, 3)
	}
	for _, p := range s.Predicates {
		switch {
		case p.Told != told:
		case shaped:
			t.Add(Cell{Value: p.Predicate}, Count(p.Count), Text(p.shape()), Text(p.Example))
		default:
			t.Add(Cell{Value: p.Predicate}, Count(p.Count), Text(p.Example))
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
