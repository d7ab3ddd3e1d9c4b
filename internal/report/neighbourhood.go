package report

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/internal/report/picture"
	"rapport/quads"
)

// Neighbourhood draws what a node is linked with directly, in the words of the articles; of a statement, what it says. An occurrence or
// content among its neighbours is tied to its focus role (what a hope is about, what a signing is of) and to nothing else, so that those who take
// part in the same thing are not drawn as linked with each other. Types, statuses, names, literals and mentions are no links.
//
// The table has the links as rows, with what they rest on; it has none where nothing is linked, and of more than a thousand the first.
func (l *Lookup) Neighbourhood(node quad.IRI) (*Table, picture.Graph) {
	return l.Neighbourhoods([]quad.IRI{node}, nil)
}

// Neighbourhoods draws those of several nodes as one: of a period, unless that is nil, the links that have a date within it, which the table names.
func (l *Lookup) Neighbourhoods(nodes []quad.IRI, period *Period) (*Table, picture.Graph) {
	n := &neighbourhood{Lookup: l, seen: map[quad.Quad]bool{}, period: period, left: map[quad.Quad]bool{}, said: map[quad.IRI]dating{}}
	names := make([]string, len(nodes))
	for i, node := range nodes {
		names[i] = l.Name(node)
	}
	n.t = &Table{Title: enumerate(names) + " and what it is linked with", Columns: []string{"source", "relation", "target"}}
	if period != nil {
		n.t.Columns = append(n.t.Columns, "date", "dated-by")
	}
	for _, node := range nodes {
		n.around(node)
	}
	return n.draw(nodes)
}

// around adds the links of one node.
func (n *neighbourhood) around(node quad.IRI) {
	l := n.Lookup
	n.node = node
	if slices.Contains(l.classes(node), quads.StatementNode) || slices.Contains(l.classes(node), quads.Inference) {
		n.t.Title = "What " + l.Name(node) + " says"
		for _, q := range l.scan(nil, nil, nil, node) {
			n.add(q)
		}
	} else {
		n.gather()
	}
}

// draw makes a table and a picture of the links; nodes are in focus.
func (n *neighbourhood) draw(nodes []quad.IRI) (*Table, picture.Graph) {
	l := n.Lookup
	slices.SortStableFunc(n.links, n.compare)
	whys := make([]gizmo.Why, len(n.links))
	for i, k := range n.links {
		cells := []Cell{l.Cell(k.from), {Value: k.relation, Name: l.Name(k.relation)}, l.Cell(k.to)}
		if n.period != nil {
			cells = append(cells, n.dateCells(k)...)
		}
		n.t.Add(cells...)
		whys[i] = gizmo.Why{Derivations: []gizmo.Derivation{k.rests}}
	}
	l.Explain(n.t, whys)
	p, err := l.Picture(n.t, "graph", "")
	if err != nil {
		panic("a table with source and target makes no graph: " + err.Error()) // its columns are above
	}
	g := p.(picture.Graph)
	for i := range g.Nodes {
		g.Nodes[i].Focus = slices.ContainsFunc(nodes, func(node quad.IRI) bool { return g.Nodes[i].ID == nodeID(identity(node)) })
	}
	return n.t, g
}

// How many links of a node are drawn and told, and how many quads are read for them.
const (
	mostLinked = 1000
	mostAround = 20_000
)

// neighbourhood collects the links of a node.
type neighbourhood struct {
	*Lookup
	node  quad.IRI
	t     *Table
	links []nodeLink
	seen  map[quad.Quad]bool

	period *Period             // nil: of all time
	left   map[quad.Quad]bool  // out, as they are not of the period
	said   map[quad.IRI]dating // of statements
}

// nodeLink is a row: a relation between two nodes and the quads that say so.
type nodeLink struct {
	from, to quad.Value
	relation quad.IRI
	rests    []quad.Quad
}

// gather adds the links of the node, then those of what happened or is said to what it is about.
func (n *neighbourhood) gather() {
	var standIns []quad.IRI
	for q := range n.quadsAround() {
		other := q.Object
		if other == quad.Value(n.node) {
			other = q.Subject
		}
		iri, ok := other.(quad.IRI)
		switch {
		case !ok || n.saidDirectly(q, iri):
		case n.class(iri) == quads.Denial:
			n.deny(iri)
		case n.add(q) && n.focus(iri) != "":
			standIns = append(standIns, iri)
		}
	}
	for _, iri := range standIns {
		for _, q := range n.scan(iri, n.focus(iri), nil, nil) {
			n.add(q)
		}
	}
}

// quadsAround are the quads from the node and those to it, in their order, until there are more than are read or drawn.
func (n *neighbourhood) quadsAround() iter.Seq[quad.Quad] {
	return func(yield func(quad.Quad) bool) {
		if !n.src.Sorted() || n.Degree(n.node) <= mostLinked { // read whole, and put in order where the source is not
			for _, q := range append(n.scan(n.node, nil, nil, nil), n.scan(nil, nil, n.node, nil)...) {
				if n.t.Cut || !yield(q) {
					return
				}
			}
			return
		}
		read, id := 0, n.src.ID(n.node)
		for _, pattern := range []graph.Quad{{graph.Subject: id}, {graph.Object: id}} {
			scan := n.src.Scan(pattern)
			for q, ok := scan.Next(); ok && !n.t.Cut; q, ok = scan.Next() {
				if read++; read > mostAround {
					n.t.Cut = true
				} else if !yield(n.quad(q)) {
					return
				}
			}
		}
	}
}

// focus is the role that stands for a node, "" for none.
func (n *neighbourhood) focus(node quad.IRI) quad.IRI { return n.vocab.Focus(n.class(node)) }

// add takes a quad as a link if it is one, and tells whether it is.
func (n *neighbourhood) add(q quad.Quad) bool {
	p, ok := q.Predicate.(quad.IRI)
	if _, to := q.Object.(quad.IRI); !ok || !to || !n.told(q.Label) || !n.linking(p) || !n.within(q) {
		return false
	}
	if len(n.links) >= mostLinked {
		n.t.Cut = true
		return false
	}
	if !n.seen[q] {
		n.seen[q] = true
		n.links = append(n.links, nodeLink{q.Subject, q.Object, p, []quad.Quad{q}})
	}
	return true
}

// linking tells whether a predicate links: those that have a reading from their object. Without a vocabulary all do.
func (n *neighbourhood) linking(p quad.IRI) bool {
	if len(n.vocab.Classes) == 0 {
		return p != quads.Type
	}
	def := n.vocab.Predicates[p]
	return def != nil && def.Inverse != "" && p != quads.Type
}

// saidDirectly tells whether a quad that gives the node a role in an occurrence only repeats a link which the same statement makes
// between the node and what the occurrence is of: that Putin signed the treaty stands beside his part in the signing.
func (n *neighbourhood) saidDirectly(q quad.Quad, occurrence quad.IRI) bool {
	if q.Subject != quad.Value(occurrence) || n.root(occurrence) != quads.Occurrence || q.Predicate == quad.Value(n.focus(occurrence)) {
		return false
	}
	for _, of := range n.objects(occurrence, n.focus(occurrence)) {
		for _, pair := range [][2]quad.Value{{n.node, of}, {of, n.node}} {
			if slices.ContainsFunc(n.scan(pair[0], nil, pair[1], q.Label), func(q quad.Quad) bool { return n.linking(q.Predicate.(quad.IRI)) }) {
				return true
			}
		}
	}
	return false
}

// deny adds what a denial denies as a link between its source and its target.
func (n *neighbourhood) deny(denial quad.IRI) {
	source, target := n.object(denial, quads.DeniedSource), n.object(denial, quads.DeniedTarget)
	property, ok := n.object(denial, quads.DeniedProperty).(quad.IRI)
	if source == nil || target == nil || !ok {
		return
	}
	var rests []quad.Quad
	for _, p := range []quad.IRI{quads.DeniedSource, quads.DeniedProperty, quads.DeniedTarget} {
		rests = append(rests, n.scan(denial, p, nil, nil)...)
	}
	if !n.seen[rests[0]] && n.within(rests[0]) {
		n.seen[rests[0]] = true
		n.links = append(n.links, nodeLink{source, target, property, rests})
	}
}

// compare orders links as the articles do, then by their terms.
func (n *neighbourhood) compare(a, b nodeLink) int {
	la, _ := a.rests[0].Label.(quad.IRI)
	lb, _ := b.rests[0].Label.(quad.IRI)
	return cmp.Or(n.byPlace(la, lb), quads.Compare(a.from, b.from), cmp.Compare(a.relation, b.relation), quads.Compare(a.to, b.to))
}

// NodeID is the ID of a term's node in a picture.
func NodeID(v quad.Value) string { return nodeID(identity(v)) }

// nodeID is the ID of a term's node in a picture.
func nodeID(kind byte, text, extra string) string {
	return strings.Join([]string{string(kind), text, extra}, "\x00")
}
