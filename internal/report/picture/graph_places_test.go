package picture

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestPlaces: boxes and words are where the SVG has them, and the lines are those that it draws.
func TestPlaces(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for round := range 40 {
		g := Graph{}
		n := 1 + r.IntN(12)
		for i := range n {
			g.Nodes = append(g.Nodes, Node{ID: fmt.Sprint("n", i), Label: strings.Repeat("word ", 1+r.IntN(6)), Kind: "kind", Focus: i == 0})
		}
		for i := range r.IntN(2 * n) {
			g.Edges = append(g.Edges, Edge{From: fmt.Sprint("n", r.IntN(n)), To: fmt.Sprint("n", r.IntN(n)), Label: fmt.Sprint("links ", i),
				Standing: Standing{Modality: []Modality{Actual, Planned, Hoped, Denied}[r.IntN(4)], Disputed: r.IntN(4) == 0, Notes: []int{i + 1}, Against: []int{i + 1, i + 100}}})
		}
		p := g.Places(0)
		boxes, _, _, _ := taken(t, parse(t, g.SVG(Options{})))
		if len(p.Boxes) != len(boxes) || len(p.Boxes) != n {
			t.Fatalf("round %d: %d boxes, drawn %d of %d", round, len(p.Boxes), len(boxes), n)
		}
		first := p.Boxes[0]
		dx, dy := boxes[0].x+boxes[0].w/2-first.Middle.X, boxes[0].y+boxes[0].h/2-first.Middle.Y // the drawing stands in a frame
		for i, b := range p.Boxes {
			if got, want := (rect{b.Middle.X - b.Width/2 + dx, b.Middle.Y - b.Height/2 + dy, b.Width, b.Height, "box"}), boxes[i]; got != want {
				t.Errorf("round %d: box %d is at %v, drawn at %v", round, i, got, want)
			}
			if b.Middle.X < 0 || b.Middle.X > p.Width || b.Middle.Y < 0 || b.Middle.Y > p.Height {
				t.Errorf("round %d: box %d is outside", round, i)
			}
			if !slices.Contains(b.Words, "kind") || !strings.HasPrefix(b.Words[0], "word") {
				t.Errorf("round %d: box %d says %q", round, i, b.Words)
			}
		}
		var notes []int
		for _, l := range p.Lines {
			notes = append(notes, l.Notes...)
			for _, b := range p.Boxes {
				if l.From != l.To && abs(l.Middle.X-b.Middle.X) < b.Width/2 && abs(l.Middle.Y-b.Middle.Y) < b.Height/2 {
					t.Errorf("round %d: the words of %s–%s are on %s", round, l.From, l.To, b.ID)
				}
			}
		}
		for i, e := range g.Edges {
			at := slices.IndexFunc(p.Lines, func(l PlacedLine) bool {
				return l.From == e.From && l.To == e.To && l.Style == e.Modality.Style() && l.Disputed == e.Disputed && strings.Contains(strings.Join(l.Words, " "), fmt.Sprint("links ", i))
			})
			if at < 0 || !slices.Contains(notes, i+1) || !slices.Contains(notes, i+100) {
				t.Errorf("round %d: no line for %v", round, e)
			}
		}
	}
	if p := (Graph{}).Places(0); len(p.Boxes)+len(p.Lines)+p.Width != 0 {
		t.Errorf("nothing has %v", p)
	}
}
