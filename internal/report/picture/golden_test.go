package picture

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the golden pictures anew, to be looked at")

// goldens are pictures that were looked at, in black and white, on paper and on a dark page.
func goldens() map[string]Picture {
	edge := func(from, to, label string, s Standing) Edge {
		return Edge{From: from, To: to, Label: label, Standing: s}
	}
	return map[string]Picture{
		"timeline": history(),
		"chart":    figures(),
		"graph": Graph{
			Title: "Who builds what, and who hopes for what", Source: "from an article",
			Nodes: []Node{
				{ID: "iran", Label: "Iran", Kind: "state", Focus: true},
				{ID: "plants", Label: "Eight small nuclear power plants in Iran", Kind: "project, contracted", Content: true, Notes: []int{3}},
				{ID: "treaty", Label: "Comprehensive Strategic Partnership Treaty", Kind: "treaty", URL: "treaty.html"},
				{ID: "alone", Label: "International sanctions"},
			},
			Edges: []Edge{
				edge("rosatom", "plants", "engaged to build", Standing{Modality: Planned, Notes: []int{1}}),
				edge("plants", "iran", "site", Standing{Modality: Planned, Notes: []int{2}}),
				edge("iran", "plants", "hopes for", Standing{Modality: Hoped, Notes: []int{4, 5}}),
				edge("iran", "treaty", "party to", Standing{Notes: []int{6}}),
				edge("iran", "treaty", "signed", Standing{Inferred: true}),
				edge("union", "treaty", "endorsed", Standing{Modality: Denied, Notes: []int{7}}),
				{From: "treaty", To: "pact", Label: "stops short of", Negative: true},
				edge("treaty", "treaty", "renews", Standing{Conditional: true}),
				edge("سازمان انرژی اتمی ایران", "iran", "body of", Standing{}),
			},
		},
	}
}

func TestGoldens(t *testing.T) {
	for name, p := range goldens() {
		svg := p.SVG(Options{Standalone: true, ID: name, NoteLink: "#note-", Footnotes: []string{"[1] “the words” — sentence 1"}})
		file := filepath.Join("testdata", name+".svg")
		if *update {
			if err := os.WriteFile(file, svg, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(svg, want) {
			t.Errorf("%s differs; look at it and run go test -update", file)
		}
	}
}
