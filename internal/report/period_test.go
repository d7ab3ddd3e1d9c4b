package report

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

func day(text string) time.Time {
	i, err := quads.ParseEDTF(text)
	if err != nil {
		panic(err)
	}
	return i.Earliest
}

// linesOf are the rows of a table without what a period adds.
func linesOf(t *Table) (out []string) {
	for _, cells := range t.Rows {
		out = append(out, strings.Join([]string{quads.TextOf(cells[0].Value), quads.TextOf(cells[1].Value), quads.TextOf(cells[2].Value)}, " "))
	}
	return out
}

func TestPeriodMeets(t *testing.T) {
	p := &Period{From: day("2024"), To: day("2025-10-31")}
	for date, want := range map[string][2]bool{
		"2024": {true, true}, "2025-10": {true, true}, "2025-11": {false, true}, "2023-12-31": {false, true}, "202X": {true, true}, "2023~": {false, true}, "2024~": {true, true},
		"../2030": {true, true}, "2030/..": {false, true}, "2014/..": {true, true}, "../2023": {false, true}, "/2024": {true, true}, "2023-24": {true, true}, "2020/2022": {false, true},
		"XXXX-01-17": {false, false}, "nonsense": {false, false},
	} {
		if meets, dated := p.meets(date); meets != want[0] || dated != want[1] {
			t.Errorf("%s: meets %v, dated %v", date, meets, dated)
		}
	}
	if meets, _ := (&Period{To: day("2025")}).meets("1979"); !meets {
		t.Error("without a beginning, 1979 is not before 2025")
	}
}

// TestNeighbourhoodOfAPeriod: of a period are the links with a date within it, and no others; what has none is left out or kept as one likes, and both are counted.
func TestNeighbourhoodOfAPeriod(t *testing.T) {
	src := shippedGraph(t)
	l := NewLookup(src)
	p := &Period{From: day("2024"), To: day("2025-10-31")}
	table, g := l.Neighbourhoods([]quad.IRI{"kg:iran"}, p)
	for _, want := range []string{"kg:iran kg:broughtIntoForce kg:russia-iran-treaty", "kg:iran kg:hailed kg:russia-iran-treaty-entry-into-force"} {
		if !slices.Contains(linesOf(table), want) {
			t.Errorf("lacks %s, has %q", want, linesOf(table))
		}
	}
	if len(g.Edges) != len(table.Rows) || p.Outside == 0 || p.Unsaid == 0 {
		t.Errorf("%d lines, %d rows, %d outside, %d without a date", len(g.Edges), len(table.Rows), p.Outside, p.Unsaid)
	}
	for _, cells := range table.Rows {
		if got := cells[3].String(); got != "2025-10-02 (inferred)" || cells[4].Value != quad.IRI("rit:inf-entry-into-force") {
			t.Errorf("%v: dated %q by %v", cells[0].Value, got, cells[4].Value)
		}
	}
	hope := &Period{From: day("2030")}
	table, _ = l.Neighbourhoods([]quad.IRI{"kg:iran"}, hope)
	if !slices.Contains(linesOf(table), "kg:iran kg:hopesFor rit:capacity-hope") || slices.Contains(linesOf(table), "kg:iran kg:broughtIntoForce kg:russia-iran-treaty") {
		t.Errorf("what is due by 2040: %q", linesOf(table))
	}
}

// TestPeriodsLeaveOutOnly: for every entity, a period without bounds that keeps what nothing dates leaves all in; one that does not leaves in some of it and counts what
// it leaves out; and what is kept under both is what has a date.
func TestPeriodsLeaveOutOnly(t *testing.T) {
	l := NewLookup(graph.Load(shippedQuads(t)))
	dated := 0
	for _, e := range l.Finder().Entities() {
		nodes := []quad.IRI{e.Node}
		whole, _ := l.Neighbourhoods(nodes, nil)
		all, _ := l.Neighbourhoods(nodes, &Period{Undated: true})
		if !slices.Equal(linesOf(whole), linesOf(all)) {
			t.Errorf("%s: a period without bounds leaves something out", e.Node)
		}
		p := &Period{}
		some, _ := l.Neighbourhoods(nodes, p)
		if p.Outside != 0 || len(whole.Rows) > 0 && len(some.Rows)+p.Unsaid == 0 {
			t.Errorf("%s: %d of %d, %d outside of all time", e.Node, len(some.Rows), len(whole.Rows), p.Outside)
		}
		for i, line := range linesOf(some) {
			if dated++; !slices.Contains(linesOf(whole), line) || some.Rows[i][3].String() == "no date" {
				t.Errorf("%s: %s, %s", e.Node, line, some.Rows[i][3])
			}
		}
	}
	if dated < 20 {
		t.Errorf("%d links have a date: the test holds nothing", dated)
	}
}
