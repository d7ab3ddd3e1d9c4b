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

// TestTimelineOrder: dates stand in the order of the first day that they allow.
func TestTimelineOrder(t *testing.T) {
	q, err := shippedLibrary(t).Find("timeline")
	if err != nil {
		t.Fatal(err)
	}
	order := []string{"19XX", "2024", "2024-01", "2024-21", "2024-04", "2024-05-31?", "2024-22", "2024-06-05/2024-07", "2024-23", "2024-09-02", "2024-10-10", "2024-10-21~", "2024-10-22", "2024-11", "2024-24"}
	d, err := quads.Load(quads.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	all := slices.DeleteFunc(slices.Clone(d.Quads()), func(q quad.Quad) bool { return q.Label != quads.VocabularyLabel })
	for i, date := range order {
		event, statement := quad.IRI("kg:event-"+date), quad.IRI("kg:said-"+string(rune('z'-i))) // another order than that of the dates
		all = append(all, quad.Quad{Subject: event, Predicate: quads.Type, Object: quad.IRI("kg:Signing"), Label: quads.EntityLabel},
			quad.Quad{Subject: event, Predicate: quad.IRI("kg:when"), Object: quad.TypedString{Value: quad.String(date), Type: quads.EDTF}, Label: statement})
	}
	params, err := queries.Bind(&q.Header, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	result, err := queries.Run(context.Background(), graph.Load(all), q, params, queries.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range result.Rows {
		got = append(got, quads.TextOf(row[2]))
	}
	if !slices.Equal(got, order) {
		t.Errorf("the order is\n%s, want\n%s", strings.Join(got, " "), strings.Join(order, " "))
	}
}
