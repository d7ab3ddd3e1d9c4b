package queries_test

import (
	"context"
	"errors"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
	"rapport/queries"
)

// shippedGraph loads the shipped dossier.
func shippedGraph(t *testing.T) graph.Source {
	t.Helper()
	d, err := quads.Load(quads.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	return graph.Load(d.Quads())
}

func shippedLibrary(t *testing.T) *queries.Library {
	t.Helper()
	l, err := queries.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func shippedQueries(t *testing.T, lib *queries.Library) []*queries.Query {
	t.Helper()
	all, broken := lib.All()
	for _, err := range broken {
		t.Error(err)
	}
	if len(all) < 44 {
		t.Errorf("%d queries are shipped, want 44 or more", len(all))
	}
	return all
}

// secondGraph loads the fictional dossier of articles that disagree, on which queries are proved as well.
func secondGraph(t *testing.T) graph.Source {
	t.Helper()
	d, err := quads.Load(os.DirFS(secondDossier + "/quads"))
	if err != nil {
		t.Fatal(err)
	}
	return graph.Load(d.Quads())
}

func secondLibrary(t *testing.T) *queries.Library {
	t.Helper()
	l, err := queries.Open(os.DirFS(secondDossier + "/queries"))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

const secondDossier = "../cmd/rapport/testdata/dossiers/harbour"

func TestGoldenRows(t *testing.T) {
	src, lib := shippedGraph(t), shippedLibrary(t)
	for _, q := range shippedQueries(t, lib) {
		t.Run(q.Name, func(t *testing.T) {
			if prove(t, src, lib, q) == 0 {
				t.Fatalf("%s has no golden rows", q.Name)
			}
		})
	}
}

func TestGoldenRowsOfTheSecondDossier(t *testing.T) {
	src, lib, proved := secondGraph(t), secondLibrary(t), 0
	for _, q := range shippedQueries(t, lib) {
		t.Run(q.Name, func(t *testing.T) { proved += prove(t, src, lib, q) })
	}
	if proved == 0 {
		t.Error("no golden rows")
	}
}

// prove runs a query for each of its golden blocks and returns how many there are.
func prove(t *testing.T, src graph.Source, lib *queries.Library, q *queries.Query) int {
	blocks, err := lib.Golden(q.Name)
	if err != nil {
		t.Fatal(err)
	}
	prover := queries.NewProver(src, graph.NewFinder(src).ResolveAs)
	for _, block := range blocks {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		proof := prover.Prove(ctx, q, block)
		cancel()
		if proof.Err != nil {
			t.Errorf("run: %s: %v", block.Command, proof.Err)
		}
		for i, line := range proof.Diff {
			if i == 0 {
				t.Errorf("run: %s", block.Command)
			}
			t.Log(line)
		}
	}
	return len(blocks)
}

// TestColumnsAreBound: each column of a shipped query has something in it in some golden row of either dossier.
func TestColumnsAreBound(t *testing.T) {
	lib, second := shippedLibrary(t), secondLibrary(t)
	for _, q := range shippedQueries(t, lib) {
		blocks, err := lib.Golden(q.Name)
		if err != nil {
			t.Fatal(err)
		}
		more, err := second.Golden(q.Name)
		if err != nil {
			t.Fatal(err)
		}
		blocks = append(blocks, more...)
		for i, column := range q.Columns {
			bound := slices.ContainsFunc(blocks, func(b queries.Golden) bool {
				return slices.ContainsFunc(b.Rows, func(row []string) bool { return row[i] != "" })
			})
			if !bound {
				t.Errorf("%s: no golden row has anything under %q", q.Name, column)
			}
		}
	}
}

// TestRowsCite: a shipped query gives the statement of each row, or is about something that no single statement says.
func TestRowsCite(t *testing.T) {
	without := []string{"actors", "articles", "classes", "density", "derivations", "inferences", "names", "sentences", "topic"}
	for _, q := range shippedQueries(t, shippedLibrary(t)) {
		cites := slices.Contains(q.Columns, queries.StatementColumn) || q.Param(queries.StatementColumn) != nil
		if cites == slices.Contains(without, q.Name) {
			t.Errorf("%s: has a statement: %v; the list of this test says otherwise", q.Name, cites)
		}
	}
}

// supplied are columns of which the cells are no part of what a statement says: classes stand in the entity data, modality is derived, a list's
// completeness is said about a statement.
var supplied = []string{"modality", "kind", "list", "note", "words", "quote", "stated", "part", "path", "basis", "first-words", "second-words",
	"sentences", "statements", "start", "end", "sentence", "article", "point", "asked", "steps", "whole", "group", "heading"}

// asItsArticleHasIt are columns that a query fills from the other statements of the article that a row cites, as its help says.
var asItsArticleHasIt = map[string][]string{"signatories": {"place", "time"}}

// TestRowsSayWhatTheyCite: each node and literal of a row stands in a quad of the statements, or inferences, that the row cites.
func TestRowsSayWhatTheyCite(t *testing.T) {
	rowsSayWhatTheyCite(t, shippedGraph(t), shippedLibrary(t))
}

func TestRowsOfTheSecondDossierSayWhatTheyCite(t *testing.T) {
	rowsSayWhatTheyCite(t, secondGraph(t), secondLibrary(t))
}

func rowsSayWhatTheyCite(t *testing.T, src graph.Source, lib *queries.Library) {
	said := saidUnder(src)
	for _, q := range shippedQueries(t, lib) {
		blocks, err := lib.Golden(q.Name)
		if err != nil {
			t.Fatal(err)
		}
		reported := map[string]bool{}
		for _, block := range blocks {
			params, err := queries.Bind(&q.Header, block.Given, graph.NewFinder(src).ResolveAs)
			if err != nil {
				t.Fatal(err)
			}
			r, err := queries.Run(context.Background(), src, q, params, queries.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range r.Rows {
				cited := map[quad.Value]bool{}
				for _, cell := range row {
					for v := range said[cell] {
						cited[v] = true
					}
				}
				if slices.Contains(row, quad.Value(quad.String("not named"))) {
					continue // rests on a statement for what that does not say
				}
				for i, cell := range row {
					free := cell == nil || slices.Contains(asItsArticleHasIt[q.Name], q.Columns[i]) || len(said[cell]) > 0 || slices.Contains(supplied, q.Columns[i]) || slices.Contains(q.Labels, q.Columns[i]) || quads.TextOf(cell) == q.Blanks[i]
					if len(cited) > 0 && !free && !cited[cell] && !reported[q.Columns[i]] {
						reported[q.Columns[i]] = true
						t.Errorf("%s: %v under %q stands in none of the statements of its row: %v", q.Name, cell, q.Columns[i], row)
					}
				}
			}
		}
	}
}

// saidUnder gives, for each statement and inference, every node and literal of its quads, the words for its predicates, and its article, which says it.
func saidUnder(src graph.Source) map[quad.Value]map[quad.Value]bool {
	evidence := map[quad.Value]bool{}
	for _, class := range []quad.IRI{"kg:Statement", "kg:Inference"} {
		scan := src.Scan(graph.Quad{graph.Predicate: src.ID(quads.Type), graph.Object: src.ID(class)})
		for q, ok := scan.Next(); ok; q, ok = scan.Next() {
			evidence[src.Value(q[graph.Subject])] = true
		}
	}
	readings := map[graph.ID][]quad.Value{}
	for _, predicate := range []quad.IRI{quads.Label, "kg:inverseLabel"} {
		scan := src.Scan(graph.Quad{graph.Predicate: src.ID(predicate)})
		for q, ok := scan.Next(); ok; q, ok = scan.Next() {
			readings[q[graph.Subject]] = append(readings[q[graph.Subject]], src.Value(q[graph.Object]))
		}
	}
	out := map[quad.Value]map[quad.Value]bool{}
	scan := src.Scan(graph.Quad{})
	for q, ok := scan.Next(); ok; q, ok = scan.Next() {
		label := src.Value(q[graph.Label])
		about := src.Value(q[graph.Predicate]) == quad.Value(quads.InArticle) && evidence[src.Value(q[graph.Subject])]
		if about {
			label = src.Value(q[graph.Subject])
		}
		if !evidence[label] {
			continue
		}
		if out[label] == nil {
			out[label] = map[quad.Value]bool{}
		}
		if about {
			out[label][src.Value(q[graph.Object])] = true
			continue
		}
		for _, at := range []int{graph.Subject, graph.Predicate, graph.Object} {
			out[label][src.Value(q[at])] = true
		}
		for _, words := range readings[q[graph.Predicate]] {
			out[label][words] = true
		}
	}
	return out
}

var (
	comment   = regexp.MustCompile(`(?m)^\s*//.*$`)
	shortIRI  = regexp.MustCompile(`"<([a-z]+:[^>]*)>"`)
	anyPrefix = regexp.MustCompile(`\b(kg|rit|rdf|rdfs|owl|schema|prov|oa|skos):[A-Za-z]`)
)

// TestQueriesNameNoEntity: the programs know the vocabulary, and nothing that one dossier tells of.
func TestQueriesNameNoEntity(t *testing.T) {
	d, err := quads.Load(quads.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	known := func(iri quad.IRI) bool {
		v := d.Vocabulary
		_, individual := v.Individuals[iri]
		return v.Classes[iri] != nil || v.Predicates[iri] != nil || individual ||
			slices.Contains([]quad.IRI{quads.DerivedLabel, quads.VocabularyLabel, quads.NamespaceLabel, quads.EntityLabel}, iri)
	}
	for _, q := range shippedQueries(t, shippedLibrary(t)) {
		program := comment.ReplaceAllString(q.Text, "")
		for _, m := range shortIRI.FindAllStringSubmatch(program, -1) {
			if !known(quad.IRI(m[1])) {
				t.Errorf("%s names <%s>, which is no term of the vocabulary", q.Name, m[1])
			}
		}
		if rest := shortIRI.ReplaceAllString(program, ""); anyPrefix.MatchString(rest) {
			t.Errorf("%s names an IRI otherwise than as \"<…>\": %s", q.Name, anyPrefix.FindString(rest))
		}
		for _, p := range q.Params {
			for _, c := range p.Choices {
				if p.Type == queries.IRI && !known(quad.IRI(c)) {
					t.Errorf("%s: --%s: the choice %s is no term of the vocabulary", q.Name, p.Name, c)
				}
			}
		}
	}
}

// TestQueriesRunOnAnEmptyGraph: a query finds nothing there, and does not fail.
func TestQueriesRunOnAnEmptyGraph(t *testing.T) {
	empty := graph.Load(nil)
	anything := func(text string, _ ...quad.IRI) (quad.IRI, error) { return quad.IRI("kg:nothing-" + text), nil }
	for _, q := range shippedQueries(t, shippedLibrary(t)) {
		given := queries.Arguments{}
		for i, p := range q.Params {
			if p.Required() {
				given[p.Name] = []string{strconv.Itoa(i)}
			}
		}
		params, err := queries.Bind(&q.Header, given, anything)
		if err != nil {
			t.Errorf("%s: %v", q.Name, err)
			continue
		}
		if r, err := queries.Run(context.Background(), empty, q, params, queries.Options{}); err != nil || len(r.Rows) > 0 {
			t.Errorf("%s: %+v, %v", q.Name, r, err)
		}
	}
}

func TestBrokenGoldenRows(t *testing.T) {
	for text, want := range map[string]string{
		"a\tb\n":                      "queries/golden/mine.tsv:1: a row outside a block",
		"# run:\na\tb\nx\n":           "queries/golden/mine.tsv:3: 1 cells for 2 columns",
		"# run: --x\na\n":             "queries/golden/mine.tsv:1: --x has no value",
		"# run: x\na\n":               `queries/golden/mine.tsv:1: got "x", want a flag such as --agreement`,
		"# run: --x \"y\na\n":         "queries/golden/mine.tsv:1: a quote is not closed",
		"# run:\n\na\n":               "queries/golden/mine.tsv:3: a row outside a block",
		"# a remark\n\n# run:\n":      "queries/golden/mine.tsv:3: no line with the columns follows",
		"# run:\na\n\xff\n":           "queries/golden/mine.tsv:1: not UTF-8 text",
		"# run: --y=\"a b\" --y c\na": "",
	} {
		lib, err := queries.Open(fstest.MapFS{"golden/mine.tsv": {Data: []byte(text)}})
		if err != nil {
			t.Fatal(err)
		}
		blocks, err := lib.Golden("mine")
		switch {
		case want == "" && (err != nil || !slices.Equal(blocks[0].Given["y"], []string{"a b", "c"})):
			t.Errorf("%q: got %v, %v", text, blocks, err)
		case want != "" && (err == nil || err.Error() != want):
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
}

func TestProofsShowWhatDiffers(t *testing.T) {
	program := columns + `g.emit({ berth: "a" }); g.emit({ berth: "a" }); g.emit({ berth: "c" })`
	prover := queries.NewProver(berths(), resolve)
	for _, c := range []struct{ name, program, rows, want string }{
		{"same in another order", program, "c\t\na\t\na\t\n", ""},
		{"one too few", program, "a\t\nb\t\nc\t\n", "- b\t\n+ a\t"},
		{"other order", strings.Replace(program, "// view", "// ordered: yes\n// view", 1), "c\t\na\t\na\t\n", "- c\t\n+ c\t"},
		{"same order", strings.Replace(program, "// view", "// ordered: yes\n// view", 1), "a\t\na\t\nc\t\n", ""},
		{"nothing", columns, "a\t\n", "- a\t"},
	} {
		lib, err := queries.Open(fstest.MapFS{
			"mine.js":         {Data: []byte(c.program)},
			"golden/mine.tsv": {Data: []byte("# run:\nberth\tstatement\n" + c.rows)},
		})
		if err != nil {
			t.Fatal(err)
		}
		q, err := lib.Find("mine")
		if err != nil {
			t.Fatal(err)
		}
		blocks, err := lib.Golden("mine")
		if err != nil {
			t.Fatal(err)
		}
		proof := prover.Prove(context.Background(), q, blocks[0])
		var got []string
		for _, line := range proof.Diff {
			got = append(got, line.String())
		}
		if text := strings.Join(got, "\n"); proof.Err != nil || text != c.want || proof.OK() != (c.want == "") {
			t.Errorf("%s: got %q, %v; want %q", c.name, text, proof.Err, c.want)
		}
	}
}

func TestADossiersOwnQueriesComeFirst(t *testing.T) {
	lib, err := queries.Open(fstest.MapFS{
		"signatories.js": {Data: []byte(columns)},
		"broken.js":      {Data: []byte("// title\n")},
		"Odd Name.js":    {Data: []byte(columns)},
		"notes.txt":      {Data: []byte("not a query")},
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, origin := range map[string]queries.Origin{"signatories": queries.FromDossier, "queries/duties.js": queries.FromProgram} {
		if q, err := lib.Find(name); err != nil || q.Origin != origin {
			t.Errorf("%s: %+v, %v; want it %s", name, q, err, origin)
		}
	}
	all, broken := lib.All()
	if len(broken) != 2 || len(all)+len(broken) != len(lib.Names()) {
		t.Errorf("%d sound, %d broken of %d: %v", len(all), len(broken), len(lib.Names()), broken)
	}
	var unknown *queries.UnknownError
	if _, err := lib.Find("signatoriez"); !errors.As(err, &unknown) || unknown.Hint() != "did you mean signatories?" {
		t.Errorf("got %v", err)
	}
	if rows, err := lib.Golden("duties"); rows != nil || err != nil {
		t.Errorf("golden rows of the shipped article hold for another dossier: %v, %v", rows, err)
	}
}

// TestRowsRestOnWhatTheyCite: a row asked why crosses the statements and inferences that its columns name, so that a report
// puts their words below it.
func TestRowsRestOnWhatTheyCite(t *testing.T) {
	t.Run("shipped", func(t *testing.T) { rowsRestOnWhatTheyCite(t, shippedGraph(t), shippedLibrary(t)) })
	t.Run("second", func(t *testing.T) { rowsRestOnWhatTheyCite(t, secondGraph(t), secondLibrary(t)) })
}

func rowsRestOnWhatTheyCite(t *testing.T, src graph.Source, lib *queries.Library) {
	for _, q := range shippedQueries(t, lib) {
		blocks, err := lib.Golden(q.Name)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range blocks {
			params, err := queries.Bind(&q.Header, block.Given, graph.NewFinder(src).ResolveAs)
			if err != nil {
				t.Fatal(err)
			}
			r, err := queries.Run(context.Background(), src, q, params, queries.Options{Why: true})
			if err != nil {
				t.Fatal(err)
			}
			for n, row := range r.Rows {
				crossed := map[quad.Value]bool{}
				for _, way := range r.Why[n].Derivations {
					for _, q := range way {
						crossed[q.Label] = true
						crossed[q.Subject] = true // a note or a quote is a quad about its statement
					}
				}
				for i, cell := range row {
					_, isNode := cell.(quad.IRI)
					cites := strings.HasPrefix(q.Columns[i], queries.StatementColumn) || q.Columns[i] == "inference"
					if cites && isNode && !crossed[cell] {
						t.Errorf("%s %s: %v does not rest on %v", q.Name, block.Command, row, cell)
					}
				}
			}
		}
	}
}
