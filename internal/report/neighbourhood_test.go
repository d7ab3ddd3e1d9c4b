package report

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
)

// TestNeighbourhoodOfAHub: of a node that is linked with any number of others no more is read than is drawn.
func TestNeighbourhoodOfAHub(t *testing.T) {
	hub := func(links int) *Lookup {
		var text strings.Builder
		for i := range links {
			fmt.Fprintf(&text, "<x:n%06d> <x:follows> <x:hub> <x:a%d> .\n", i, i%7)
		}
		path := filepath.Join(t.TempDir(), "hub.nq")
		if err := os.WriteFile(path, []byte(text.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := graph.CompileFiles(context.Background(), path+".rsg", []string{path}, nil, graph.BuildOptions{}); err != nil {
			t.Fatal(err)
		}
		src, err := graph.OpenSegment(path + ".rsg")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { src.Close() })
		return NewLookup(src)
	}
	small, large := hub(2*mostLinked), hub(40*mostLinked)
	read := map[*Lookup]float64{}
	for _, l := range []*Lookup{small, large} {
		table, _ := l.Neighbourhood("x:hub")
		if len(table.Rows) != mostLinked || !table.Cut || table.Rows[0][0].Value != quad.Value(quad.IRI("x:n000000")) {
			t.Errorf("%d rows, cut %v, from %v", len(table.Rows), table.Cut, table.Rows[0])
		}
		read[l] = testing.AllocsPerRun(1, func() { l.Neighbourhood("x:hub") })
	}
	if read[large] > 1.2*read[small] {
		t.Errorf("%.0f allocations for the large hub, %.0f for the small", read[large], read[small])
	}
	period := Period{From: day("2024")}
	if table, _ := large.Neighbourhoods([]quad.IRI{"x:hub"}, &period); !table.Cut || period.Outside+period.Unsaid > mostAround {
		t.Errorf("%d links were looked at", period.Outside+period.Unsaid)
	}
}
