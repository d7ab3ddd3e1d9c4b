package quads

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/cayleygraph/quad"
)

const pierArticle = "The port will open a pier for all. The union hopes for two."

const pierStatements = `# 1. The port will open a pier for all.
<p:article> <rdf:type> <kg:Article> <p:article> .
<p:01a> <kg:quote> "The port will open a pier" <p:article> .
<p:pier> <kg:content> "open a pier" <p:01a> .
<p:pier> <kg:status> <kg:planned> <p:01a> .
<p:pier> <rdf:type> <kg:Project> <p:01a> .
# 2. The union hopes for two.
<p:02a> <kg:quote> "hopes for two" <p:article> .
<p:two> <kg:content> "two" <p:02a> .
<p:two> <kg:due> "203X"^^<http://id.loc.gov/datatypes/edtf/EDTF> <p:02a> .
<p:two> <rdf:type> <kg:Hope> <p:02a> .
<p:inf-when> <rdf:type> <kg:Inference> <p:article> .
<p:inf-when> <kg:basis> "a guess" <p:article> .
<p:inf-when> <prov:wasDerivedFrom> <p:01a> <p:article> .
<p:article> <kg:inferredDated> "2030"^^<http://id.loc.gov/datatypes/edtf/EDTF> <p:inf-when> .
`

func pier(change func(fstest.MapFS)) fs.FS {
	f := fstest.MapFS{
		"pier/article.txt":   {Data: []byte(pierArticle)},
		"pier/statements.nq": {Data: []byte(pierStatements)},
	}
	if change != nil {
		change(f)
	}
	return f
}

func TestLoadFindsTheEvidence(t *testing.T) {
	d, err := Load(pier(nil))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range d.Statements {
		got = append(got, string(s.IRI))
	}
	if want := []string{"p:01a", "p:02a", "p:inf-when"}; !slices.Equal(got, want) {
		t.Fatalf("statements %v, want %v", got, want)
	}
	s := d.Statement("p:02a")
	if len(s.Quads) != 3 || len(s.Evidence) != 1 || s.Sentence() != 2 || s.Evidence[0].Start != 45 || s.Evidence[0].End != 58 {
		t.Errorf("<p:02a>: %d quads, evidence %+v", len(s.Quads), s.Evidence)
	}
	inf := d.Statement("p:inf-when")
	if !inf.Inference || inf.Basis != "a guess" || len(inf.DerivedFrom) != 1 {
		t.Errorf("inference %+v", inf)
	}
	if d.Article("p:article") == nil || d.Articles[0].Prefix != "p" {
		t.Error("the article's node is not found by its IRI")
	}
}

func TestDerivedQuads(t *testing.T) {
	d, err := Load(pier(nil))
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	for _, q := range d.Quads() {
		have[string(AppendQuad(nil, q))] = true
	}
	for _, want := range []string{
		`<p:two> <kg:modality> "hoped" <kg:derived> .`,
		`<p:pier> <kg:modality> "planned" <kg:derived> .`,
		`<p:02a> <kg:sentence> <p:s02> <kg:derived> .`,
		`<p:02a> <kg:inArticle> <p:article> <kg:derived> .`,
		`<p:02a.1> <oa:exact> "hopes for two" <kg:derived> .`,
		`<p:02a.1> <oa:start> "45"^^<http://www.w3.org/2001/XMLSchema#integer> <kg:derived> .`,
		`<p:02a.1> <oa:end> "58"^^<http://www.w3.org/2001/XMLSchema#integer> <kg:derived> .`,
		`<p:s02> <kg:text> "The union hopes for two." <kg:derived> .`,
		`<p:article> <kg:inferredEarliest> "2030-01-01T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> <kg:derived> .`,
		`<p:two> <kg:earliest> "2030-01-01T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> <kg:derived> .`,
		`<p:two> <kg:latest> "2039-12-31T23:59:59Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> <kg:derived> .`,
	} {
		if !have[want+"\n"] {
			t.Errorf("no quad %s", want)
		}
	}
	if have["<p:inf-when> <rdf:type> <kg:Statement> <kg:derived> .\n"] {
		t.Error("an inference is derived to be a statement")
	}
}

func TestLoadLetsNothingInWithoutEvidence(t *testing.T) {
	edit := func(old, new string) func(fstest.MapFS) {
		return func(f fstest.MapFS) {
			text := strings.Replace(pierStatements, old, new, 1)
			if text == pierStatements {
				panic("the test changes nothing: " + old)
			}
			f["pier/statements.nq"].Data = []byte(text)
		}
	}
	for _, c := range []struct {
		name, want string
		change     func(fstest.MapFS)
	}{
		{"no quote", "statements.nq:4:1: statement <p:01a> has no quote", edit(`<p:01a> <kg:quote> "The port will open a pier" <p:article> .`, "")},
		{"quote is not in the article", "statements.nq:8:1: <p:02a>: the article does not say \"hopes for three\"", edit(`"hopes for two"`, `"hopes for three"`)},
		{"quote stands twice", `the quote "for" stands in the article 2 times`, edit(`"hopes for two"`, `"for"`)},
		{"syntax", "quads/pier/statements.nq:4:", edit(`<p:pier> <kg:content>`, `pier <kg:content>`)},
		{"unlabelled", "the quad has no label", edit(`"open a pier" <p:01a> .`, `"open a pier" .`)},
		{"inference without a basis", "inference <p:inf-when> does not say what it rests on", edit(`<p:inf-when> <kg:basis> "a guess" <p:article> .`, "")},
		{"article edited", "the article does not say", func(f fstest.MapFS) { f["pier/article.txt"].Data = []byte("The port closed.") }},
		{"article missing", "quads/pier/article.txt:1:1: is missing", func(f fstest.MapFS) { delete(f, "pier/article.txt") }},
		{"statements missing", "quads/pier/statements.nq:1:1: is missing", func(f fstest.MapFS) { delete(f, "pier/statements.nq") }},
		{"not UTF-8", "is not UTF-8", func(f fstest.MapFS) { f["pier/article.txt"].Data = []byte("caf\xe9") }},
		{"same article twice", "is the same text as quads/pier/article.txt", func(f fstest.MapFS) {
			f["quay/article.txt"] = f["pier/article.txt"]
			f["quay/statements.nq"] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(pierStatements, "<p:", "<q:"))}
		}},
		{"statement IRI used twice", "statement <p:01a> stands in quads/pier/statements.nq:", func(f fstest.MapFS) {
			f["quay/article.txt"] = &fstest.MapFile{Data: []byte(pierArticle + " No.")}
			f["quay/statements.nq"] = f["pier/statements.nq"]
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := Load(pier(c.change))
			var findings Findings
			if !errors.As(err, &findings) || d != nil {
				t.Fatalf("Load: %v, want findings and no dossier", err)
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("Load: %v\nwant %q", err, c.want)
			}
		})
	}
}

func TestShippedDataLiesBeneath(t *testing.T) {
	own := `<kg:Hope> <rdf:type> <rdfs:Class> <kg:vocabulary> .
<kg:Hope> <rdfs:subClassOf> <kg:Content> <kg:vocabulary> .
<kg:Hope> <kg:impliesModality> "possible" <kg:vocabulary> .
`
	d, err := Load(pier(func(f fstest.MapFS) { f["vocabulary.nq"] = &fstest.MapFile{Data: []byte(own)} }))
	if err != nil {
		t.Fatal(err)
	}
	if m := d.Vocabulary.Modality("kg:Hope"); m != "possible" {
		t.Errorf("the dossier's own class implies %q, want possible", m)
	}
	if m := d.Vocabulary.Modality("kg:Duty"); m != "obliged" {
		t.Errorf("the shipped class beneath implies %q, want obliged", m)
	}
	labels := 0
	for _, q := range d.Quads() {
		if q.Subject == quad.IRI("kg:Hope") && q.Predicate == Label {
			labels++
		}
	}
	if labels != 0 {
		t.Error("a class that the dossier describes itself has the shipped label too")
	}
	if len(d.Namespaces) == 0 {
		t.Error("no shipped namespaces beneath")
	}
}

func TestShippedDossierLoads(t *testing.T) {
	d, err := Load(Shipped())
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Articles) != 1 || len(d.Articles[0].Sentences) != 23 {
		t.Fatalf("%d articles, the first of %d sentences", len(d.Articles), len(d.Articles[0].Sentences))
	}
	if got := d.Articles[0].SHA256; got != "64ca2770c680eb2975db25574402234b0ea6f18539c00de1b5f1fe67374df67a" {
		t.Errorf("the article's bytes changed: %s", got)
	}
}

func BenchmarkLoadShipped(b *testing.B) {
	for b.Loop() {
		d, err := Load(Shipped())
		if err != nil {
			b.Fatal(err)
		}
		d.Quads()
	}
}
