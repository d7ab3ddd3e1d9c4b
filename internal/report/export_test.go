package report

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/piprate/json-gold/ld"

	"rapport/quads"
)

func shipped(t *testing.T) *quads.Dossier {
	t.Helper()
	d, err := quads.Load(quads.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// canonical is a set of quads as its canonical lines, without the quads that define namespaces.
func canonical(t *testing.T, qs []quad.Quad) []string {
	t.Helper()
	var lines []string
	for _, q := range qs {
		if q.Label != quad.Value(quads.NamespaceLabel) && !strings.HasSuffix(quads.TextOf(q.Label), "/namespaces") {
			lines = append(lines, string(quads.AppendQuad(nil, q)))
		}
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

// TestJSONLDIsTheSameSet lets another's processor read what WriteJSONLD writes.
func TestJSONLDIsTheSameSet(t *testing.T) {
	d := shipped(t)
	full := Expand(d.Quads(), d.Namespaces)
	for name, export := range map[string]struct {
		quads      []quad.Quad
		namespaces []quads.Namespace
	}{
		"with a context": {d.Quads(), d.Namespaces},
		"in full":        {full, nil},
	} {
		var b bytes.Buffer
		if err := WriteJSONLD(&b, export.quads, export.namespaces); err != nil {
			t.Fatal(err)
		}
		var doc any
		if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
			t.Fatal(err)
		}
		o := ld.NewJsonLdOptions("")
		o.Format = "application/n-quads"
		rdf, err := ld.NewJsonLdProcessor().ToRDF(doc, o)
		if err != nil {
			t.Fatal(err)
		}
		back, err := quads.ReadAll(strings.NewReader(rdf.(string)), "back.nq", quads.ReaderOptions{})
		if err != nil {
			t.Fatal(err)
		}
		var got []quad.Quad
		for _, q := range back {
			got = append(got, q.Quad)
		}
		compareLines(t, name, canonical(t, got), canonical(t, full))
	}
}

func compareLines(t *testing.T, name string, got, want []string) {
	t.Helper()
	if slices.Equal(got, want) {
		return
	}
	t.Errorf("%s: %d quads, want %d", name, len(got), len(want))
	for _, line := range got {
		if !slices.Contains(want, line) {
			t.Errorf("%s: not in the graph: %s", name, line)
			break
		}
	}
	for _, line := range want {
		if !slices.Contains(got, line) {
			t.Errorf("%s: lost: %s", name, line)
			break
		}
	}
}

func TestExpandLeavesPrefixesAndStrangersAlone(t *testing.T) {
	ns := []quads.Namespace{{Prefix: "kg", Full: "https://example.org/kg/"}}
	q := quad.Quad{Subject: quad.IRI("kg:a"), Predicate: quad.IRI("other:b"), Object: quad.IRI("kg:"), Label: nil}
	got := Expand([]quad.Quad{q}, ns)[0]
	want := quad.Quad{Subject: quad.IRI("https://example.org/kg/a"), Predicate: quad.IRI("other:b"), Object: quad.IRI("kg:"), Label: nil}
	if got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}
