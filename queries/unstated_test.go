package queries_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
	"rapport/queries"
)

// TestTheVocabularySaysWhatAnswers: what a dossier's own vocabulary adds, the query unstated goes by.
func TestTheVocabularySaysWhatAnswers(t *testing.T) {
	d, err := quads.Load(quads.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	lib := shippedLibrary(t)
	q, err := lib.Find("unstated")
	if err != nil {
		t.Fatal(err)
	}
	params, err := queries.Bind(&q.Header, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	rows := func(more ...quad.Quad) (out []string) {
		src := graph.Load(append(slices.Clone(d.Quads()), more...))
		result, err := queries.Run(context.Background(), src, q, params, queries.Options{})
		if err != nil {
			t.Fatal(err)
		}
		names := graph.NewNames(src)
		for _, row := range result.Rows {
			var cells []string
			for _, v := range row[:7] {
				name := names.Of(v)
				if v != nil && name == "" {
					name = quads.TextOf(v)
				}
				cells = append(cells, name)
			}
			out = append(out, strings.Join(cells, " | "))
		}
		return out
	}
	say := func(s, p, o quad.IRI) quad.Quad {
		return quad.Quad{Subject: s, Predicate: p, Object: o, Label: quads.VocabularyLabel}
	}
	before := rows()
	for _, c := range []struct {
		adds       quad.Quad
		gone, come string
	}{
		{say("kg:Completion", "kg:answersFor", "kg:Abandonment"),
			"Abandonment of the Bushehr plant | abandonment | by whom | not stated |  |  | nowhere",
			"Abandonment of the Bushehr plant | abandonment | by whom | not stated | Completion of the Bushehr plant | by | Russia"},
		{say("kg:targetMeasure", "kg:answeredBy", "kg:count"),
			"Two additional Bushehr units | project | of what capacity or size | not stated |  |  | nowhere", ""},
	} {
		after := rows(c.adds)
		if !slices.Contains(before, c.gone) || slices.Contains(after, c.gone) || c.come != "" && (slices.Contains(before, c.come) || !slices.Contains(after, c.come)) {
			t.Errorf("%v: %q is there before: %v, behind it: %v; %q: %v", c.adds, c.gone, slices.Contains(before, c.gone), slices.Contains(after, c.gone),
				c.come, slices.Contains(after, c.come))
		}
	}
}
