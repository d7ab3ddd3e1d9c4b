package graph

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// harbour is a small graph of a fictional town, with names in three scripts.
func harbour() *Memory {
	iri := func(s string) quad.IRI { return quad.IRI(s) }
	named := func(node, class, name string, aliases ...quad.Value) []quad.Quad {
		out := []quad.Quad{
			{Subject: iri(node), Predicate: quads.Type, Object: iri(class), Label: quads.EntityLabel},
			{Subject: iri(node), Predicate: quads.Name, Object: quad.String(name), Label: quads.EntityLabel},
		}
		for _, a := range aliases {
			out = append(out, quad.Quad{Subject: iri(node), Predicate: quads.Alias, Object: a, Label: quads.EntityLabel})
		}
		return out
	}
	lang := func(s, tag string) quad.Value { return quad.LangString{Value: quad.String(s), Lang: tag} }
	return Load(slices.Concat(
		named("kg:alder", "kg:City", "Port Alder", lang("Порт-Олдер", "ru")),
		named("kg:alder-quay", "kg:Facility", "Port Alder quay"),
		named("kg:authority", "kg:Organization", "Harbour Authority", quad.String("Port Authority")),
		named("kg:union", "kg:Organization", "Dockers’ Union", quad.String("Port Authority")),
		named("kg:orsted", "kg:Person", "Søren Ørsted-Łoś"),
		named("kg:karimi", "kg:Person", "Leyla Karimi", lang("لیلا کریمی", "fa")),
		named("kg:quay-opening", "kg:Opening", "Opening of the quay"),
		[]quad.Quad{
			{Subject: iri("kg:City"), Predicate: quads.SubClassOf, Object: quads.Thing, Label: quads.VocabularyLabel},
			{Subject: iri("kg:Facility"), Predicate: quads.SubClassOf, Object: quads.Thing, Label: quads.VocabularyLabel},
			{Subject: iri("kg:Organization"), Predicate: quads.SubClassOf, Object: quads.Thing, Label: quads.VocabularyLabel},
			{Subject: iri("kg:Opening"), Predicate: quads.SubClassOf, Object: quads.Occurrence, Label: quads.VocabularyLabel},
		},
		named("kg:pezeshkian", "kg:Person", "Masoud Pezeshkian"),
		[]quad.Quad{
			{Subject: iri("https://example.org/kg/"), Predicate: quads.CayleyPrefix, Object: iri("kg:"), Label: quads.NamespaceLabel},
			{Subject: iri("kg:Duty"), Predicate: quads.Label, Object: quad.String("duty"), Label: quads.VocabularyLabel},
			{Subject: iri("al:repairs"), Predicate: quads.Type, Object: iri("kg:Duty"), Label: iri("al:04b")},
			{Subject: iri("al:repairs"), Predicate: quads.Content, Object: quad.String("pay about $40 million for repairs by 2031"), Label: iri("al:04b")},
			{Subject: iri("kg:alder-quay"), Predicate: quads.MentionedAs, Object: quad.String("the “outdated” quay"), Label: iri("al:04b")},
			{Subject: iri("al:ships"), Predicate: quads.Content, Object: quad.String("Ships of the old fleet"), Label: iri("al:04b")},
			{Subject: iri("kg:register"), Predicate: quads.Name, Object: quad.String("Register of the ships of the old fleet"), Label: quads.EntityLabel},
			{Subject: iri("al:04b"), Predicate: quads.Quoted, Object: quad.String("both towns must pay"), Label: iri("al:article")},
			{Subject: iri("al:04b"), Predicate: quads.InSentence, Object: iri("al:s04"), Label: quads.DerivedLabel},
			{Subject: iri("al:s04"), Predicate: quads.Type, Object: quads.SentenceNode, Label: quads.DerivedLabel},
			{Subject: iri("al:s04"), Predicate: quads.Ordinal, Object: quad.TypedString{Value: "4", Type: quads.XSDInteger}, Label: quads.DerivedLabel},
			{Subject: iri("al:s04"), Predicate: quads.InArticle, Object: iri("al:article"), Label: quads.DerivedLabel},
			{Subject: iri("al:s04"), Predicate: quads.Text, Object: quad.String("Port Alder’s authority said both towns must pay."), Label: quads.DerivedLabel},
		},
	))
}

func TestFindRanks(t *testing.T) {
	f := NewFinder(harbour())
	for _, test := range []struct {
		text string
		want string // node and how, best first
	}{
		{"Port Alder", "kg:alder name, kg:alder-quay start of name"},
		{"PORT ALDER’S", "kg:alder name, kg:alder-quay start of name"},
		{"port authority", "kg:union alias, kg:authority alias"},
		{"quay", "kg:alder-quay in name, kg:quay-opening in name"},
		{"outdated quay", "kg:alder-quay called so"},
		{"the quay", "kg:alder-quay in name, kg:quay-opening in name"}, {"an outdated quay", "kg:alder-quay called so"},
		{"Порт", "kg:alder start of name"},
		{"порт-олдер", "kg:alder alias"},
		{"soren orsted los", "kg:orsted name"},
		{"ليلا كريمي", "kg:karimi alias"}, // Arabic yeh and kaf
		{"Karimi", "kg:karimi in name"},
		{"pezeskhian", "kg:pezeshkian similar"},
		{"Pezeshkyan", "kg:pezeshkian similar"},
		{"repairs 2031", "al:repairs content"},
		{"repairs 2032", "al:repairs content"}, // 2032 is missing; no number is taken for another
		{"duty", "kg:Duty vocabulary"},
		{"xyzzy", ""},
		{"", ""},
		{"…", ""},
	} {
		var got []string
		for _, m := range f.Find(test.text, 0) {
			got = append(got, string(m.Node)+" "+m.How.String())
		}
		if strings.Join(got, ", ") != test.want {
			t.Errorf("Find(%q) = %v, want %s", test.text, got, test.want)
		}
	}
}

func TestFindSaysWhichWords(t *testing.T) {
	f := NewFinder(harbour())
	m := f.Find("million repairs 2032", 1)[0]
	text := quads.TextOf(m.Text)
	var words []string
	for _, w := range m.Words {
		words = append(words, text[w.Start:w.End])
	}
	if !slices.Equal(words, []string{"million", "repairs"}) || !slices.Equal(m.Missing, []string{"2032"}) {
		t.Errorf("found %q, missing %q", words, m.Missing)
	}
	if m.Statement != "al:04b" {
		t.Errorf("statement is %s", m.Statement)
	}
}

func TestFindTextGivesSentences(t *testing.T) {
	f := NewFinder(harbour())
	for _, text := range []string{"both towns", "towns boht", "TOWN must"} {
		ps := f.FindText(text, 0)
		if len(ps) != 1 || ps[0].Number != 4 || !slices.Equal(ps[0].Statements, []quad.IRI{"al:04b"}) {
			t.Errorf("FindText(%q) = %+v", text, ps)
		}
	}
	if ps := f.FindText("villages", 0); ps != nil {
		t.Errorf("found %+v", ps)
	}
	if ps := f.FindText("", 0); ps != nil {
		t.Errorf("nothing asked, found %+v", ps)
	}
}

func TestResolve(t *testing.T) {
	f := NewFinder(harbour())
	for text, want := range map[string]quad.IRI{
		"kg:alder":   "kg:alder",
		"<kg:alder>": "kg:alder",

		"https://example.org/kg/alder": "kg:alder",
		" Port Alder ":                 "kg:alder",
		"alder quay":                   "kg:alder-quay",
		"karimi":                       "kg:karimi",
		"Duty":                         "kg:Duty",
		"the “outdated” quay":          "kg:alder-quay",
		"Leyla":                        "kg:karimi",
		"the quay":                     "kg:alder-quay", // not its opening
		"outdated quay":                "kg:alder-quay",
		"million for repairs":          "al:repairs",
		"al:04b":                       "al:04b",
		"4b":                           "al:04b",
		"al:4":                         "al:s04",
		"Sentence 4":                   "al:s04",
		"s4":                           "al:s04",
		"4":                            "",
		"al:4c":                        "",
		"5b":                           "",
		"ships of the old fleet":       "al:ships", // its content, though the name of another has all these words
		"лайла":                        "",         // no such name
		"kg:alderr":                    "",
		"":                             "",
		"Port Authority":               "", // two
		"Port":                         "", // more
	} {
		got, err := f.Resolve(text)
		if got != want || (err != nil) != (want == "") {
			t.Errorf("Resolve(%q) = %q, %v; want %q", text, got, err, want)
		}
	}
}

func TestOthers(t *testing.T) {
	f := NewFinder(harbour())
	for text, want := range map[string]string{
		"Port Alder":      "", // the quay's name only begins so
		"alder quay":      "", // by its IRI
		"the quay":        "", // not also its opening
		"old fleet":       "al:ships",
		"million repairs": "",
		"4b":              "",
	} {
		node, err := f.Resolve(text)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range f.Others(text, node) {
			got = append(got, string(m.Node))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("Others(%q, %s) = %v, want %s", text, node, got, want)
		}
	}
}

func TestResolveExplains(t *testing.T) {
	f := NewFinder(harbour())
	_, err := f.Resolve("Port Authority")
	var ambiguous *AmbiguousError
	if !errors.As(err, &ambiguous) || len(ambiguous.Candidates) != 2 {
		t.Fatalf("got %v", err)
	}
	_, err = f.Resolve("<kg:pezeshkyan>")
	var unknown *UnknownError
	if !errors.As(err, &unknown) {
		t.Fatalf("got %v", err)
	}
	if got, want := unknown.Hint(), "did you mean Masoud Pezeshkian (kg:pezeshkian)?"; got != want {
		t.Errorf("hint %q, want %q", got, want)
	}
	_, err = f.Resolve("xyzzy")
	errors.As(err, &unknown)
	if got, want := unknown.Hint(), "look for it with: rapport find TEXT"; got != want {
		t.Errorf("hint %q, want %q", got, want)
	}
}

func TestFindInNothing(t *testing.T) {
	f := NewFinder(Load(nil))
	if ms := f.Find("anything", 0); ms != nil {
		t.Errorf("found %v", ms)
	}
	if _, err := f.Resolve("anything"); err == nil {
		t.Error("resolved in an empty graph")
	}
}
