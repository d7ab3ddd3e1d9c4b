package report

import (
	"cmp"
	"math"
	"slices"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// NearestMost is how many statements Nearest gives to a question that has no answer.
const NearestMost = 5

// Nearest gives a table without rows the statements that come nearest to the terms which the question named, at most NearestMost: a denial
// first, so that a question which the articles answer with no is not met with silence, then those that tell of the most and the
// rarest of its terms; of those that tell of as much, those that have more of by, the terms of the program that was asked, which say what was to be known of them; then
// in the order of the articles. A text, such as the value of a parameter, stands for the nodes that are called so or say so. Where the question names an
// entity or a text, what tells of none of them is far, and so is, where it names a class and neither, what tells of no class that it names. What is told of
// everything, such as a name, brings nothing near.
// It reads the graph of the Lookup, which should have denials also where a question was kept to what is actual (graph.Meant).
func (l *Lookup) Nearest(t *Table, terms []quad.Value, by ...quad.Value) {
	x := l.NewExplainer()
	for _, statement := range l.NearestStatements(terms, by...) {
		x.Statement(statement)
	}
	t.Footnotes = x.Footnotes
	t.Nearest = len(t.Footnotes) > 0
}

// NearestStatements returns them.
func (l *Lookup) NearestStatements(terms []quad.Value, by ...quad.Value) []quad.IRI {
	if !l.Known(quads.Quoted) && !l.Known(quads.HasSelector) && !l.Known(quads.Inference) {
		return nil // no label of this graph has words
	}
	n := nearest{Lookup: l, finder: l.finder(), scores: map[quad.IRI]float64{}}
	var figures []quad.Value
	var told, ofKind []quad.IRI // of an entity or a text that is asked about; of a class
	var asked, kinds bool
	for i, term := range terms {
		switch _, isNumber := quads.Number(term); {
		case slices.Contains(terms[:i], term) || describes(term):
		case isNumber:
			figures = append(figures, term)
		case n.isPredicate(term):
			n.weigh(n.statements(term))
		case n.isClass(term):
			kinds, ofKind = true, append(ofKind, n.weigh(n.statements(term))...)
		default:
			asked, told = true, append(told, n.weigh(n.telling(term))...)
		}
	}
	switch {
	case asked:
		n.keep(told)
	case kinds:
		n.keep(ofKind)
	}
	if len(n.scores) == 0 { // else a number is most likely how many steps or rows
		for _, term := range figures {
			n.weigh(n.statements(term))
		}
	}
	return n.best(by)
}

// nearest scores statements by the terms that they tell of.
type nearest struct {
	*Lookup
	finder *graph.Finder
	scores map[quad.IRI]float64
}

// describes tells whether a term is one by which everything is told of, or a truth value, so that a question which names it is not about it.
func describes(term quad.Value) bool {
	switch term {
	case quads.Type, quads.Name, quads.Content, quads.Text, quads.MentionedAs, quads.Figure, quads.UnitCode, approximate:
		return true
	}
	typed, ok := term.(quad.TypedString)
	return ok && typed.Type == quads.XSDBoolean
}

func (n *nearest) isPredicate(term quad.Value) bool {
	iri, ok := term.(quad.IRI)
	return ok && n.vocab.Predicates[iri] != nil
}

func (n *nearest) isClass(term quad.Value) bool {
	iri, ok := term.(quad.IRI)
	return ok && n.vocab.Classes[iri] != nil
}

// keep leaves out all other statements: what they share with the question is no more than what was to be known.
func (n *nearest) keep(statements []quad.IRI) {
	kept := map[quad.IRI]float64{}
	for _, s := range statements {
		kept[s] = n.scores[s]
	}
	n.scores = kept
}

// weigh adds to the scores of statements that tell of a term: the fewer they are, the more each says about the question. It returns them.
func (n *nearest) weigh(statements []quad.IRI) []quad.IRI {
	for _, s := range statements {
		n.scores[s] += 1 / math.Log2(2+float64(len(statements)))
	}
	return statements
}

// telling returns the statements that tell of a term; of one that none tells of, such as a status that nothing has, those that tell of what it is called.
func (n *nearest) telling(term quad.Value) []quad.IRI {
	found := n.statements(term)
	if iri, ok := term.(quad.IRI); ok && len(found) == 0 && n.vocab.Individuals[iri] != "" {
		return n.statements(quad.String(n.Name(iri)))
	}
	return found
}

// statements returns those that tell of a term, each once.
func (n *nearest) statements(term quad.Value) []quad.IRI {
	found := map[quad.IRI]bool{}
	nodes := []quad.Value{term}
	if iri, ok := term.(quad.IRI); !ok {
		for _, m := range n.finder.Find(quads.TextOf(term), nearestNodes) {
			nodes = append(nodes, m.Node)
		}
		for _, p := range n.finder.FindText(quads.TextOf(term), nearestNodes) {
			for _, s := range p.Statements {
				found[s] = true
			}
		}
	} else if quads.Background(iri) || n.cited(iri) != nil {
		nodes = nil
		if n.cited(iri) != nil {
			found[iri] = true
		}
	}
	for _, node := range nodes {
		for _, pattern := range [][3]quad.Value{{node, nil, nil}, {nil, node, nil}, {nil, nil, node}} {
			for _, q := range n.scan(pattern[0], pattern[1], pattern[2], nil) {
				if label, ok := q.Label.(quad.IRI); ok && n.told(label) && n.cited(label) != nil {
					found[label] = true
				}
			}
		}
	}
	out := make([]quad.IRI, 0, len(found))
	for s := range found {
		out = append(out, s)
	}
	return out
}

// nearestNodes is how many nodes and sentences a text may stand for.
const nearestNodes = 8

// nearEnough is the part of the best score that a statement must have to be shown.
const nearEnough = 0.4

// mostAlike is how many statements are looked at for the terms of a program.
const mostAlike = 1000

// alike scores statements by the terms of a program that their quads have, the rarer the more.
func (n *nearest) alike(all []quad.IRI, by []quad.Value) map[quad.IRI]float64 {
	if len(by) == 0 || len(all) > mostAlike {
		return nil
	}
	weights := map[quad.Value]float64{}
	for _, term := range by {
		if id := n.src.ID(term); id != 0 {
			uses := n.src.Count(graph.Quad{graph.Predicate: id}) + n.src.Count(graph.Quad{graph.Object: id})
			weights[term] = 1 / math.Log2(2+float64(uses))
		}
	}
	scores := map[quad.IRI]float64{}
	for _, s := range all {
		met := map[quad.Value]bool{}
		for _, q := range n.scan(nil, nil, nil, s) {
			for _, v := range []quad.Value{q.Predicate, q.Object} {
				if weight := weights[v]; weight > 0 && !met[v] {
					met[v] = true
					scores[s] += weight
				}
			}
		}
	}
	return scores
}

// best returns the statements to show, denials first.
func (n *nearest) best(by []quad.Value) []quad.IRI {
	all := make([]quad.IRI, 0, len(n.scores))
	top := 0.0
	for s, score := range n.scores {
		all = append(all, s)
		top = max(top, score)
	}
	all = slices.DeleteFunc(all, func(s quad.IRI) bool { return n.scores[s] < top*nearEnough })
	first := map[quad.IRI]int{}
	for _, s := range all {
		if !n.Denies(s) {
			first[s] = 1
		}
	}
	alike := n.alike(all, by)
	slices.SortFunc(all, func(a, b quad.IRI) int {
		return cmp.Or(cmp.Compare(first[a], first[b]), -compareScores(n.scores[a], n.scores[b]), -compareScores(alike[a], alike[b]), n.byPlace(a, b), cmp.Compare(a, b))
	})
	return all[:min(len(all), NearestMost)]
}

// compareScores takes for equal what the order of adding up may have told apart.
func compareScores(a, b float64) int {
	if math.Abs(a-b) < 1e-9 {
		return 0
	}
	return cmp.Compare(a, b)
}

// Denies tells whether a statement says that something is not so.
func (l *Lookup) Denies(statement quad.IRI) bool {
	return slices.ContainsFunc(l.scan(nil, nil, nil, statement), func(q quad.Quad) bool {
		return l.crossed(q) == quads.Denied
	})
}
