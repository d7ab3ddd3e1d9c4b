package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// inferredRow is a row of a report in JSON, as far as it tells what is inferred.
type inferredRow struct {
	Cells map[string]*struct {
		Kind, Value string
	}
	Inferred map[string][]string
	Text     string
	Standing string
	Why      struct {
		Derivations [][]struct {
			S, P, Label string
			O           struct{ Kind, Value string }
		}
	}
}

// TestInferredValuesAreMarked: what a report shows and inferences alone give is marked, in its cell or with the whole line; and what is marked in a cell
// an inference gives, while the words of a statement stand behind the rest.
func TestInferredValuesAreMarked(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(goldenReports, "*", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatal(err, len(files))
	}
	cells, links := 0, 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var doc struct {
			Sections []struct {
				Blocks []struct {
					Answer *struct{ Rows []inferredRow }
				}
			}
			Statements map[string]struct{ Inference bool }
		}
		if err := json.Unmarshal(text, &doc); err != nil {
			t.Fatal(file, err)
		}
		for _, s := range doc.Sections {
			for _, b := range s.Blocks {
				if b.Answer == nil {
					continue
				}
				for _, r := range b.Answer.Rows {
					marked := strings.Contains(r.Standing, "inferred")
					for name, c := range r.Cells {
						if c == nil {
							continue
						}
						inferences, stated := r.givers(c.Value, func(label string) bool { return doc.Statements[label].Inference })
						by := r.Inferred[name]
						switch {
						case len(by) > 0:
							if cells++; c.Kind == "iri" {
								links++
							}
							if !slices.Equal(by, inferences) || marked || r.Text != "" && !strings.Contains(r.Text, "(inferred)") {
								t.Errorf("%s: %s: %q is marked as inferred by %v, of %v: %q, %q", file, name, c.Value, by, inferences, r.Standing, r.Text)
							}
						case len(inferences) > 0 && !stated && !marked:
							t.Errorf("%s: %s: %q is inferred by %v and not marked", file, name, c.Value, inferences)
						}
					}
				}
			}
		}
	}
	if cells < 15 || links < 6 {
		t.Errorf("%d values are inferred, %d of them as they are linked: the test sees too little", cells, links)
	}
}

// givers are the inferences that give a value, each once; stated says that a statement gives it too.
func (r *inferredRow) givers(value string, infers func(label string) bool) (inferences []string, stated bool) {
	for _, d := range r.Why.Derivations {
		for _, q := range d {
			switch {
			case q.O.Value != value && (q.O.Kind != "iri" || q.S != value) || infers(q.S):
			case infers(q.Label):
				if !slices.Contains(inferences, q.Label) {
					inferences = append(inferences, q.Label)
				}
			default:
				stated = true
			}
		}
	}
	return inferences, stated
}
