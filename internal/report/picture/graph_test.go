package picture

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// rect is a place that something takes in a picture.
type rect struct {
	x, y, w, h int
	what       string
}

func (r rect) overlaps(o rect) bool {
	return r.x < o.x+o.w && o.x < r.x+r.w && r.y < o.y+o.h && o.y < r.y+r.h
}

// attr reads a whole number.
func attr(t testing.TB, e element, name string) int {
	t.Helper()
	n, err := strconv.Atoi(e.attrs[name])
	if err != nil {
		t.Fatalf("<%s %s=%q>: not a whole number", e.name, name, e.attrs[name])
	}
	return n
}

// taken returns the places of boxes, of lines of words that belong to something drawn, and the size of the picture, from its SVG. Words
// are as wide as they are measured.
func taken(t testing.TB, all []element) (boxes, words []rect, width, height int) {
	t.Helper()
	shiftX, shiftY := 0, 0
	for i, e := range all {
		switch {
		case e.name == "svg":
			if _, err := fmt.Sscanf(e.attrs["viewBox"], "0 0 %d %d", &width, &height); err != nil {
				t.Fatal(err)
			}
		case e.name == "g" && e.attrs["transform"] != "":
			var x, y int
			if _, err := fmt.Sscanf(e.attrs["transform"], "translate(%d %d)", &x, &y); err != nil {
				t.Fatal(err)
			}
			shiftX, shiftY = shiftX+x, shiftY+y
		case e.name == "rect" && i > 0 && all[i-1].attrs["class"] == "node":
			boxes = append(boxes, rect{shiftX + attr(t, e, "x"), shiftY + attr(t, e, "y"), attr(t, e, "width"), attr(t, e, "height"), "box"})
		case e.name == "text" && e.attrs["class"] != "":
			size := attr(t, e, "font-size")
			w := textWidth(strings.Trim(e.text, "\u2068\u2069"), size)
			x := shiftX + attr(t, e, "x")
			if e.attrs["text-anchor"] == "middle" {
				x -= w / 2
			}
			words = append(words, rect{x, shiftY + attr(t, e, "y") - size + 2, w, size, e.text})
		}
	}
	return boxes, words, width, height
}

// checkPlaces: nothing overlaps, nothing stands outside.
func checkPlaces(t testing.TB, places []rect, width, height int) {
	t.Helper()
	for i, a := range places {
		if a.x < 0 || a.y < 0 || a.x+a.w > width || a.y+a.h > height {
			t.Errorf("%q at %d %d stands outside of %d × %d", a.what, a.x, a.y, width, height)
		}
		for _, b := range places[:i] {
			if a.overlaps(b) {
				t.Errorf("%q at %d %d overlaps %q at %d %d", a.what, a.x, a.y, b.what, b.x, b.y)
			}
		}
	}
}

// checkGraph holds a drawing to what it promises: everything is drawn, nothing overlaps, nothing stands outside.
func checkGraph(t testing.TB, g Graph, o Options) []byte {
	t.Helper()
	svg := g.SVG(o)
	all := parse(t, svg)
	boxes, words, width, height := taken(t, all)
	checkPlaces(t, append(boxes[:len(boxes):len(boxes)], words...), width, height)
	s := g.sketch()
	if len(boxes) != len(s.nodes) {
		t.Errorf("%d boxes for %d nodes", len(boxes), len(s.nodes))
	}
	edges, denied, disputed := 0, 0, 0
	for _, e := range all {
		switch e.attrs["class"] {
		case "edge":
			edges++
		case "denied":
			denied++
		case "disputed":
			disputed++
		}
	}
	wantDenied, wantDisputed := 0, 0
	for _, l := range s.links {
		switch {
		case l.stroke == struck:
			wantDenied++
		case l.disputed:
			wantDisputed++
		}
	}
	if wantDisputed > 0 {
		wantDisputed++ // in the legend
	}
	if disputed != wantDisputed {
		t.Errorf("%d lines are slashed for %d that are disputed, with the legend", disputed, wantDisputed)
	}
	if wantDenied > 0 {
		wantDenied++ // in the legend
	}
	if edges != len(s.links) || denied != wantDenied {
		t.Errorf("%d lines, %d crossed out, for %d links, %d denied", edges, denied, len(s.links), wantDenied)
	}
	checkRoutes(t, s, o)
	return svg
}

// checkRoutes: no line runs through a box that is not its own, or through the words of another.
func checkRoutes(t testing.TB, s sketch, o Options) {
	t.Helper()
	p := s.lay(int(o.width()))
	for _, l := range p.lines {
		for i, seg := range l.route[1:] {
			from, to := l.route[i].to, seg.to
			r := rect{min(from.x, to.x), min(from.y, to.y), max(1, abs(from.x-to.x)), max(1, abs(from.y-to.y)), "line"}
			for k, b := range p.boxes {
				if k != l.from && k != l.to && r.overlaps(rect{b.x, b.y, b.width, b.height, ""}) {
					t.Errorf("the line from %d to %d runs through box %d", l.from, l.to, k)
				}
			}
			for _, other := range p.lines {
				if other != l && r.overlaps(rect{other.x, other.y, other.width, other.height, ""}) {
					t.Errorf("the line from %d to %d runs through the words of that from %d to %d", l.from, l.to, other.from, other.to)
				}
			}
		}
	}
}

func abs(n int) int { return max(n, -n) }

var (
	someWords  = strings.Fields("party signed treaty Bushehr Comprehensive Strategic Partnership of the Rosatom hopes builds nuclear power plant two 俄罗斯 سازمان Ministry")
	modalities = []Modality{Actual, Actual, Actual, Obliged, Planned, Claimed, Hoped, Denied, Unsettled}
)

// randomGraph makes a graph of some nodes and edges: loops, parallel edges, cycles, parts and single nodes among them.
func randomGraph(r *rand.Rand, nodes, edges int) Graph {
	phrase := func(most int) string {
		words := make([]string, 1+r.IntN(most))
		for i := range words {
			words[i] = someWords[r.IntN(len(someWords))]
		}
		return strings.Join(words, " ")
	}
	g := Graph{Title: "A graph"}
	for i := range nodes {
		g.Nodes = append(g.Nodes, Node{ID: strconv.Itoa(i), Label: phrase(12), Kind: phrase(2), Content: r.IntN(4) == 0, Focus: r.IntN(20) == 0})
	}
	for range edges {
		e := Edge{From: strconv.Itoa(r.IntN(nodes)), To: strconv.Itoa(r.IntN(nodes)), Label: phrase(4)}
		if r.IntN(3) == 0 {
			e.From = "0" // a hub
		}
		e.Modality, e.Conditional, e.Inferred = modalities[r.IntN(len(modalities))], r.IntN(9) == 0, r.IntN(9) == 0
		e.Disputed = r.IntN(9) == 0
		for range r.IntN(4) {
			e.Notes = append(e.Notes, 1+r.IntN(200))
		}
		g.Edges = append(g.Edges, e)
	}
	return g
}

// TestRandomGraphs: whatever the graph, words stand on nothing, lines run through nothing, and all is drawn.
func TestRandomGraphs(t *testing.T) {
	for seed := range uint64(120) {
		r := rand.New(rand.NewPCG(seed, 4))
		nodes := 1 + r.IntN(mostNodes)
		g := randomGraph(r, nodes, r.IntN(min(150, 3*nodes)+1))
		checkGraph(t, g, Options{Standalone: seed%2 == 0, Width: float64(320 + r.IntN(1000))})
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// shapes are graphs that have their own difficulties.
func shapes() map[string]Graph {
	edge := func(from, to, label string, m Modality) Edge {
		return Edge{From: from, To: to, Label: label, Standing: Standing{Modality: m}}
	}
	star, chain, cycle, complete := Graph{}, Graph{}, Graph{}, Graph{}
	for i := range 50 {
		star.Edges = append(star.Edges, edge("hub", fmt.Sprint("leaf ", i), "party to", modalities[i%len(modalities)]))
	}
	for i := range 30 {
		chain.Edges = append(chain.Edges, edge(fmt.Sprint("link ", i), fmt.Sprint("link ", i+1), "came after", Actual))
	}
	for i := range 12 {
		cycle.Edges = append(cycle.Edges, edge(fmt.Sprint(i), fmt.Sprint((i+1)%12), "before", Actual))
		for k := range i {
			complete.Edges = append(complete.Edges, edge(fmt.Sprint(i), fmt.Sprint(k), "to", Planned))
		}
	}
	return map[string]Graph{
		"star": star, "chain": chain, "cycle": cycle, "complete": complete,
		"one node":     {Nodes: []Node{{ID: "a", Notes: []int{1, 2}}}},
		"single nodes": {Nodes: []Node{{ID: "a"}, {ID: "b"}, {ID: "c"}}},
		"loops":        {Edges: []Edge{edge("a", "a", "replaces", Actual), edge("a", "a", "denies", Denied), edge("a", "b", "to", Actual), edge("b", "a", "back", Hoped)}},
		"parallel": {Edges: []Edge{
			edge("a", "b", "signed", Actual), edge("a", "b", "ratified", Actual), edge("a", "b", "is to build", Planned), edge("a", "b", "endorsed", Denied), edge("b", "a", "pressed", Actual),
		}},
	}
}

func TestGraphShapes(t *testing.T) {
	for name, g := range shapes() {
		t.Run(name, func(t *testing.T) {
			for _, width := range []float64{320, 760, 2000} {
				checkGraph(t, g, Options{Standalone: true, Width: width})
			}
		})
	}
}

// TestHostileGraph: texts of ten thousand letters, marks, joiners and other writings stay within their places.
func TestHostileGraph(t *testing.T) {
	checkGraph(t, samples()["graph"].(Graph), Options{Standalone: true, NoteLink: "#n-"})
}

// TestLargeGraphs: of a thousand nodes the sixty strongest are drawn, and it is said how many are not.
func TestLargeGraphs(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	g := randomGraph(r, 1000, 4000)
	g.Nodes[999].Focus = true
	svg := checkGraph(t, g, Options{Standalone: true})
	text := textOf(parse(t, svg))
	if !strings.Contains(text, "Drawn: the 60 strongest of 1,000 nodes") && !strings.Contains(text, "60 strongest of 1000 nodes") {
		t.Errorf("says nothing of those left out: %.300s", text)
	}
	drawn := map[string]bool{}
	for _, e := range g.Drawn() {
		drawn[e.From], drawn[e.To] = true, true
	}
	if len(drawn) > mostNodes || len(drawn) < 2 {
		t.Errorf("edges between %d nodes are drawn", len(drawn))
	}
	s := g.sketch()
	if last := s.nodes[len(s.nodes)-1]; last.ID != "999" {
		t.Errorf("the node in focus is left out; last is %s", last.ID)
	}
}

// TestStrokes: each modality has its stroke, its word and its line in the legend; without colour.
func TestStrokes(t *testing.T) {
	for _, c := range []struct {
		standing Standing
		negative bool
		stroke   stroke
		word     string
	}{
		{Standing{}, false, solid, ""},
		{Standing{Conditional: true}, false, dashed, "conditional"},
		{Standing{Modality: Planned}, false, dashed, "planned"},
		{Standing{Modality: Obliged, Conditional: true}, false, dashed, "obliged, conditional"},
		{Standing{Modality: Hoped}, false, dotted, "hoped"},
		{Standing{Modality: Claimed, Inferred: true}, false, dotted, "claimed, inferred"},
		{Standing{Modality: Denied}, false, struck, "denied"},
		{Standing{}, true, struck, ""},
		{Standing{Disputed: true, Against: []int{3}}, false, solid, "disputed by 3"},
		{Standing{Modality: Planned, Disputed: true}, false, dashed, "planned, disputed"},
		{Standing{Modality: Denied, Disputed: true}, false, struck, "denied, disputed"},
	} {
		g := Graph{Edges: []Edge{{From: "a", To: "b", Label: "does", Negative: c.negative, Standing: c.standing}}}
		all := parse(t, g.SVG(Options{}))
		text := textOf(all)
		if c.word != "" && !strings.Contains(text, "("+c.word+")") {
			t.Errorf("%+v: no word %q in %q", c.standing, c.word, text)
		}
		if got := strings.Contains(text, c.stroke.String()); got != (c.stroke != solid || c.standing.Disputed) {
			t.Errorf("%+v: the legend tells of it: %v", c.standing, got)
		}
		if got := strings.Contains(text, "another statement says otherwise"); got != (c.standing.Disputed && c.stroke != struck) {
			t.Errorf("%+v: the legend tells of a dispute: %v", c.standing, got)
		}
		lines, crosses := map[string]int{}, 0
		for i, e := range all {
			if e.attrs["class"] == "denied" {
				crosses++
			}
			if i > 0 && all[i-1].attrs["class"] == "edge" {
				lines[e.attrs["stroke-dasharray"]]++
			}
		}
		want := map[stroke]string{solid: "", dashed: "7 4", dotted: "0.1 5", struck: ""}[c.stroke]
		if lines[want] != 1 || (crosses > 0) != (c.stroke == struck) {
			t.Errorf("%+v: drawn with %v, %d crosses", c.standing, lines, crosses)
		}
	}
}

// TestSameBytes: the same graph gives the same bytes, however many are drawn beside it.
func TestSameBytes(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	drawings := []Picture{randomGraph(r, 60, 150), randomGraph(r, 30, 40)}
	for _, d := range samples() {
		drawings = append(drawings, d)
	}
	var once [][]byte
	for _, d := range drawings {
		once = append(once, d.SVG(Options{}))
	}
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for i, d := range drawings {
				if !bytes.Equal(d.SVG(Options{}), once[i]) {
					t.Errorf("picture %d differs", i)
				}
			}
		})
	}
	wait.Wait()
}

// A graph that needs more than the width which was asked for is shown smaller, whole.
func TestGraphWidth(t *testing.T) {
	g := goldens()["graph"].(Graph)
	natural := parse(t, g.SVG(Options{}))[0]
	shown := parse(t, g.SVG(Options{Width: 400}))[0]
	if attr(t, natural, "width") <= 400 || attr(t, shown, "width") != 400 || attr(t, shown, "height") >= attr(t, natural, "height") {
		t.Errorf("got %s × %s, want a width of 400 and less than %s × %s", shown.attrs["width"], shown.attrs["height"], natural.attrs["width"], natural.attrs["height"])
	}
}

// A timeline and a chart are as wide as is asked for, with their margins, and 760 pixels where nothing is.
func TestWidthIsWhole(t *testing.T) {
	for name, p := range goldens() {
		if _, isGraph := p.(Graph); isGraph {
			continue
		}
		for given, want := range map[float64]int{0: 760, 500: 500, 320: 320, 1200: 1200} {
			if got := attr(t, parse(t, p.SVG(Options{Width: given}))[0], "width"); got != want {
				t.Errorf("%s: asked for %v, got %d, want %d", name, given, got, want)
			}
		}
	}
}
