package report

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// everyProfile profiles every IRI of the shipped dossier.
func everyProfile(t *testing.T, visit func(l *Lookup, p *Profile)) {
	t.Helper()
	src := graph.Load(shipped(t).Quads())
	l := NewLookup(src)
	n := 0
	for id := graph.ID(1); int(id) <= src.NumValues(); id++ {
		if iri, ok := src.Value(id).(quad.IRI); ok {
			visit(l, l.Profile(iri))
			n++
		}
	}
	if n < 300 {
		t.Fatalf("%d IRIs: the rules would hold nothing", n)
	}
}

// TestNoContentReadsAsAFact: a content node always says what it is, and none stands under Facts, nor does what is said of one.
func TestNoContentReadsAsAFact(t *testing.T) {
	everyProfile(t, func(l *Lookup, p *Profile) {
		for _, g := range p.Groups {
			for _, item := range g.Items {
				for _, term := range item.Terms {
					iri, _ := term.Value.(quad.IRI)
					if l.root(iri) == quads.ContentNode && term.Tag == "" {
						t.Errorf("%s: %s: %s does not say what it is", p.Node.Value, g.Title, term.Text)
					}
					if l.root(iri) == quads.ContentNode && g.Title == factsTitle {
						t.Errorf("%s: %q is no fact", p.Node.Value, item.line())
					}
				}
				if g.Title == factsTitle && (item.Negative || l.root(p.Node.Value.(quad.IRI)) == quads.ContentNode) {
					t.Errorf("%s: %q is no fact", p.Node.Value, item.line())
				}
			}
		}
	})
}

// TestEveryLineHasItsWords: what is said rests on statements, and each of them has a quote, or, for an inference, a basis.
func TestEveryLineHasItsWords(t *testing.T) {
	said := []string{factsTitle, towardTitle, deniedTitle, eventsTitle, calledTitle, "Inferred", "What is said of it", "Says"}
	for _, g := range contentGroups {
		said = append(said, g.title)
	}
	everyProfile(t, func(l *Lookup, p *Profile) {
		for _, g := range p.Groups {
			for _, item := range g.Items {
				if len(item.Statements) == 0 && slices.Contains(said, g.Title) {
					t.Errorf("%s: %s: %q rests on nothing", p.Node.Value, g.Title, item.line())
				}
				for _, s := range item.Statements {
					if c := p.Citations[s]; c == nil || len(c.Quotes) == 0 && c.Basis == "" {
						t.Errorf("%s: %s has no words", p.Node.Value, s)
					}
				}
			}
		}
	})
}

// TestProfilesFitAndAreClean: at any width no line is wider than the terminal and no character acts on it.
func TestProfilesFitAndAreClean(t *testing.T) {
	everyProfile(t, func(_ *Lookup, p *Profile) {
		for _, width := range []int{0, 50, 80, 120} {
			var b bytes.Buffer
			if err := p.WriteText(&b, Options{Width: width}); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(b.String()) {
				line = strings.TrimSuffix(line, "\n")
				if width > 0 && Width(line) > width {
					t.Errorf("%s: %d columns in %d: %q", p.Node.Value, Width(line), width, line)
				}
				if seen := strings.NewReplacer("\u2068", "", "\u2069", "").Replace(line); Clean(seen) != seen {
					t.Errorf("%s: %q", p.Node.Value, line)
				}
			}
		}
	})
}

// TestProfileFormats: every node has its JSON, Markdown and rows.
func TestProfileFormats(t *testing.T) {
	everyProfile(t, func(_ *Lookup, p *Profile) {
		var b bytes.Buffer
		if err := p.WriteJSON(&b); err != nil {
			t.Fatal(err)
		}
		if err := p.WriteMarkdown(&b); err != nil {
			t.Fatal(err)
		}
		if err := Write(&b, FormatCSV, p.Table(), Options{}); err != nil {
			t.Fatal(err)
		}
	})
}

// TestStatementsTellAllTheirQuads: the page of a statement has every quad of it, under the modality that the quad has.
func TestStatementsTellAllTheirQuads(t *testing.T) {
	everyProfile(t, func(l *Lookup, p *Profile) {
		if p.Kind != "statement" {
			return
		}
		for _, q := range l.scan(nil, nil, nil, p.Node.Value) {
			if !told(l, p, q) {
				t.Errorf("%s does not tell that %v %v %v", p.Node.Value, q.Subject, q.Predicate, q.Object)
			}
		}
	})
}

// told tells whether a page has a quad. What a node is and is called goes without saying where the node is named.
func told(l *Lookup, p *Profile, q quad.Quad) bool {
	subject, _ := q.Subject.(quad.IRI)
	names := func(terms []Term, v quad.Value) bool {
		return slices.ContainsFunc(terms, func(t Term) bool { return t.Value == v })
	}
	identity := q.Predicate == quads.Type || q.Predicate == quads.Name || q.Predicate == quads.Content || l.root(subject) == quads.ValueNode
	modality := l.vocab.Modality(l.class(subject))
	for _, g := range p.Groups {
		for _, x := range g.Items {
			if x.Subject == nil && identity && names(x.Terms, subject) && (modality == "" || strings.HasPrefix(g.Note, modality+":")) {
				return true
			}
			if x.Subject != nil && x.Subject.Value == q.Subject && (identity || x.Predicate == q.Predicate && names(x.Terms, q.Object)) {
				return true
			}
			if x.Subject != nil && identity && names(x.Terms, subject) {
				return true
			}
			for _, r := range x.Roles {
				if x.Terms[0].Value == q.Subject && (r.Predicate == q.Predicate || r.Triple) && names(r.Terms, q.Object) || identity && names(r.Terms, subject) {
					return true
				}
			}
		}
	}
	return false
}

// TestWhatIsLeftOpenStandsWithItsLine: a page that quotes a statement has its notes, each once, and in every format.
func TestWhatIsLeftOpenStandsWithItsLine(t *testing.T) {
	everyProfile(t, func(l *Lookup, p *Profile) {
		var text, md, data bytes.Buffer
		if err := errors.Join(p.WriteText(&text, Options{}), p.WriteMarkdown(&md), p.WriteJSON(&data)); err != nil {
			t.Fatal(err)
		}
		for _, g := range p.Groups {
			for _, item := range g.Items {
				if item.Predicate == quads.MentionedAs {
					continue
				}
				for _, s := range item.rests() {
					for _, n := range l.Citation(s).Notes {
						if got := strings.Count(text.String(), n); got != 1 {
							t.Errorf("%s: %d times, want once: %s", p.Node.Value, got, n)
						}
						if strings.Count(md.String(), n) != 1 || !strings.Contains(data.String(), n) {
							t.Errorf("%s: not once in Markdown and in JSON: %s", p.Node.Value, n)
						}
					}
				}
			}
		}
	})
}

func TestDate(t *testing.T) {
	for edtf, want := range map[string]string{
		"197X":        "1970s",
		"1979":        "1979",
		"XXXX-01-17":  "January 17, no year",
		"2025/2027":   "2025 to 2027",
		"2024-23":     "autumn 2024",
		"2024-03":     "March 2024",
		"2025-10-02":  "2025-10-02",
		"XXXX-05":     "May, no year",
		"2025/..":     "from 2025 on",
		"../2030-06":  "until June 2030",
		"2027~/..":    "from about 2027 on",
		"2019~":       "about 2019",
		"201X~":       "about 2010s",
		"2025/":       "2025/",
		"/2030":       "/2030",
		"../..":       "../..",
		"2019~?":      "2019~?",
		"~":           "~",
		"2024-03-02?": "2024-03-02?",
		"2024-XX":     "2024-XX",
		"20XX":        "20XX",
		"":            "",
		"-":           "-",
	} {
		if got := Date(edtf); got != want {
			t.Errorf("Date(%q) = %q, want %q", edtf, got, want)
		}
	}
}

func TestQuantityKeepsTheHedge(t *testing.T) {
	iri := func(s string) quad.IRI { return quad.IRI(s) }
	double := func(s string) quad.Value { return quad.TypedString{Value: quad.String(s), Type: quads.XSDDouble} }
	l := NewLookup(graph.Load([]quad.Quad{
		{Subject: iri("a:sum"), Predicate: quads.Type, Object: quads.Quantity, Label: iri("a:01a")},
		{Subject: iri("a:sum"), Predicate: quads.Text, Object: quad.String("about $40 million"), Label: iri("a:01a")},
		{Subject: iri("a:sum"), Predicate: quads.Figure, Object: double("4.0E7"), Label: iri("a:01a")},
		{Subject: iri("a:sum"), Predicate: quads.UnitCode, Object: quad.String("USD"), Label: iri("a:01a")},
		{Subject: iri("a:sum"), Predicate: approximate, Object: quad.TypedString{Value: "true", Type: quads.XSDBoolean}, Label: iri("a:01a")},
		{Subject: iri("a:span"), Predicate: quads.Type, Object: quads.Quantity, Label: iri("a:01a")},
		{Subject: iri("a:span"), Predicate: quads.Text, Object: quad.String("two decades"), Label: iri("a:01a")},
		{Subject: iri("a:span"), Predicate: quads.Figure, Object: double("2.0E1"), Label: iri("a:01a")},
		{Subject: iri("a:span"), Predicate: quads.UnitCode, Object: quad.String("a"), Label: iri("a:01a")},
	}))
	for node, want := range map[quad.IRI]string{
		"a:sum":  "“about $40 million” [about 40,000,000 USD]",
		"a:span": "“two decades” [20 years]",
	} {
		if got := l.term(node).Text; got != want {
			t.Errorf("%s is %q, want %q", node, got, want)
		}
	}
}

// TestFactsStandByRelation: what one relation links stands together.
func TestFactsStandByRelation(t *testing.T) {
	everyProfile(t, func(l *Lookup, p *Profile) {
		for _, g := range p.Groups {
			done := map[string]bool{}
			for i, item := range g.Items {
				if g.Title != factsTitle || i > 0 && relation(g.Items[i-1]) == relation(item) {
					continue
				}
				if done[relation(item)] {
					t.Errorf("%s: %q stands apart from what is like it", p.Node.Value, item.line())
				}
				done[relation(item)] = true
			}
		}
	})
}
