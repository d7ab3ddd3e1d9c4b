package main

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
	"rapport/queries"
)

// TestOnlyActualShowsNothingElse asks every shipped query, with each of the parameters that it has golden rows for: under --only actual no row
// has another modality, nor a node that is no fact, nor such a node's words; and the restriction leaves most rows in.
func TestOnlyActualShowsNothingElse(t *testing.T) {
	d, err := quads.Load(quads.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	content, words := contentOf(graph.Load(d.Quads()))
	if len(content) < 20 {
		t.Fatalf("%d content nodes: too few to prove anything", len(content))
	}
	lib, err := queries.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	all, _ := lib.All()
	before, after, hedged := 0, 0, 0
	for _, q := range all {
		blocks, err := lib.Golden(q.Name)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range blocks {
			args := []string{"run", q.Name, "-o", "json", "--limit", "0"}
			for name, values := range b.Given {
				for _, v := range values {
					args = append(args, "--"+name, v)
				}
			}
			for _, row := range rowsOf(t, args) {
				before++
				if m := row["modality"].Value; m != "" && m != quads.Actual {
					hedged++
				}
			}
			for _, row := range rowsOf(t, append(args, "--only", quads.Actual)) {
				after++
				for column, cell := range row {
					asked := slices.ContainsFunc(q.Params, func(p queries.Param) bool { return len(b.Given[p.Name]) > 0 && p.Name == column })
					isContent := content[quad.IRI(cell.Value)] && cell.Kind == "iri" || words[cell.Value] && cell.Kind == "string" && !silent[column]
					isModality := slices.Contains(queries.Modalities(), cell.Value) && cell.Value != quads.Actual && column == "modality"
					if isModality || isContent && !asked {
						t.Errorf("%s: %s is %+v in the row %+v", strings.Join(args, " "), column, cell, row)
					}
				}
			}
		}
	}
	if after < before/4 || hedged < 50 {
		t.Errorf("%d rows before, %d of them no facts; %d rows after: the test sees too little", before, hedged, after)
	}
}

// silent are the columns that hold an article's words as words.
var silent = map[string]bool{"quote": true, "text": true}

type jsonCell struct{ Kind, Value string }

func rowsOf(t *testing.T, args []string) []map[string]jsonCell {
	t.Helper()
	var stdout, stderr strings.Builder
	if code := run(context.Background(), args, strings.NewReader(""), &stdout, &stderr, func(string) string { return "" }); code != exitDone {
		t.Fatalf("%s: code %d: %s", strings.Join(args, " "), code, stderr.String())
	}
	var answer struct{ Rows []map[string]jsonCell }
	if err := json.Unmarshal([]byte(stdout.String()), &answer); err != nil {
		t.Fatal(err)
	}
	return answer.Rows
}

// contentOf finds what has a modality, and the words of it.
func contentOf(src graph.Source) (nodes map[quad.IRI]bool, words map[string]bool) {
	nodes, words = map[quad.IRI]bool{}, map[string]bool{}
	scan := src.Scan(graph.Quad{graph.Predicate: src.ID(quads.Modality)})
	for q, ok := scan.Next(); ok; q, ok = scan.Next() {
		iri, _ := src.Value(q[graph.Subject]).(quad.IRI)
		nodes[iri] = true
		told := src.Scan(graph.Quad{graph.Subject: q[graph.Subject], graph.Predicate: src.ID(quads.Content)})
		for w, ok := told.Next(); ok; w, ok = told.Next() {
			words[quads.TextOf(src.Value(w[graph.Object]))] = true
		}
	}
	delete(nodes, quads.Modality) // the vocabulary describes the predicate itself
	return nodes, words
}
