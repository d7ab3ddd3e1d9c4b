package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph/gizmo"
	"rapport/internal/report/picture"
	"rapport/quads"
)

// graph draws each row as a line from its source to its target, over a node between them where there is one.
func (d *drawer) graph() picture.Graph {
	g := &grapher{drawer: d, at: map[string]int{}, seen: map[string]bool{}}
	g.Title, g.Source = d.title, d.source()
	for row := range d.t.Rows {
		source, via, target := d.cell(row, "source"), d.cell(row, "via"), d.cell(row, "target")
		switch {
		case via.Value != nil:
			g.link(row, source, via, "relation", true)
			g.link(row, via, target, "relation2", true)
		default:
			g.link(row, source, target, "relation", false)
		}
	}
	g.focus()
	return g.Graph
}

type grapher struct {
	*drawer
	picture.Graph
	at   map[string]int  // nodes by key
	seen map[string]bool // edges, so that a row that comes again is one line
}

// node returns the ID of a cell's node, which it adds if need be.
func (g *grapher) node(c Cell) string {
	id := nodeID(identity(c.Value))
	if _, ok := g.at[id]; ok {
		return id
	}
	g.at[id] = len(g.Nodes)
	n := picture.Node{ID: id, Label: c.show(Options{})}
	if iri, ok := c.Value.(quad.IRI); ok {
		n.Label = cmp.Or(c.Name, string(iri))
		switch g.root(iri) {
		case quads.ContentNode:
			n.Content, n.Kind = true, g.contentTag(iri, g.class(iri))
		default:
			n.Kind = g.kind(iri)
		}
		if g.Href != nil {
			n.URL = g.Href(iri)
		}
	}
	g.Nodes = append(g.Nodes, n)
	return id
}

// link adds the line between two cells of a row. Where the row has another line, this one is as sure as its own step is.
func (g *grapher) link(row int, from, to Cell, relation string, half bool) {
	if from.Value == nil || to.Value == nil {
		return
	}
	e := picture.Edge{From: g.node(from), To: g.node(to), Label: g.words(row, relation), Standing: g.standing(row)}
	step := g.joining(g.t.Evidence[row].Derivations, from.Value, to.Value)
	if len(step) > 0 {
		g.rest(&e, step, half)
	}
	for _, end := range []Cell{from, to} { // a line to a hope is no fact about what is hoped for
		if iri, ok := end.Value.(quad.IRI); ok {
			e.Modality = picture.Modality(weaker(string(e.Modality), g.Modality(iri)))
		}
	}
	if e.Negative {
		e.Modality = "" // a verb that denies says so itself
	}
	if e.Label == "" {
		e.Label = g.reading(step, from.Value)
	}
	if e.Inferred {
		e.Label = strings.TrimSuffix(e.Label, " (inferred)") // said of the line
	}
	if key := edgeKey(e); !g.seen[key] {
		g.seen[key] = true
		g.Edges = append(g.Edges, e)
	}
}

// rest gives a line the notes of its own step, not those of the whole row.
func (g *grapher) rest(e *picture.Edge, step []quad.Quad, half bool) {
	x := g.NewExplainer()
	own := x.Explain(gizmo.Why{Derivations: []gizmo.Derivation{step}})
	e.Notes = nil
	for _, n := range x.Footnotes {
		if at := slices.IndexFunc(g.t.Footnotes, func(f *Footnote) bool { return f.Label == n.Label }); at >= 0 {
			e.Notes = append(e.Notes, g.t.Footnotes[at].Number)
		}
	}
	e.Inferred = own.Inferred
	if half {
		e.Modality, e.Conditional = picture.Modality(own.Modality()), slices.ContainsFunc(step, g.conditional)
	}
	e.Negative = !slices.ContainsFunc(step, func(q quad.Quad) bool {
		p, ok := q.Predicate.(quad.IRI)
		return !ok || !g.negative(p)
	})
}

// reading puts the predicates of a step into words, as read from one end.
func (g *grapher) reading(step []quad.Quad, from quad.Value) string {
	var words []string
	for _, q := range step {
		p, ok := q.Predicate.(quad.IRI)
		if !ok {
			continue
		}
		if w := g.predicateLabel(p, q.Subject != from); !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return strings.Join(words, ", ")
}

// focus marks what the rows are about: what every one of several has as its source, or as its target.
func (g *grapher) focus() {
	for _, role := range []string{"source", "target"} {
		if len(g.t.Rows) < 2 || g.cell(0, role).Value == nil {
			continue
		}
		same := true
		for row := range g.t.Rows {
			same = same && g.cell(row, role).Value == g.cell(0, role).Value
		}
		if same {
			g.Nodes[g.at[g.node(g.cell(0, role))]].Focus = true
		}
	}
}

func edgeKey(e picture.Edge) string {
	key := []string{e.From, e.To, e.Label, string(e.Modality)}
	for _, flag := range []bool{e.Negative, e.Conditional, e.Inferred} {
		if flag {
			key = append(key, "+")
		} else {
			key = append(key, "-")
		}
	}
	return strings.Join(key, "\x01")
}
