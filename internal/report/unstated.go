package report

import (
	"cmp"
	"maps"
	"slices"

	"github.com/cayleygraph/quad"

	"rapport/graph/gizmo"
	"rapport/quads"
	"rapport/queries"
)

// What the vocabulary says of questions and of what comes near to an answer.
const (
	question   = quad.IRI("kg:question")
	answeredBy = quad.IRI("kg:answeredBy")
	answersFor = quad.IRI("kg:answersFor")
	toldBy     = quad.IRI("kg:toldBy")
	inferredAs = quad.IRI("kg:inferredAs")
)

// gapFinder finds the questions that no words answer.
type gapFinder struct {
	*rowFinder
	questions map[quad.IRI][]asking      // of a class
	first     map[quad.Value]*firstTold  // see tells
	known     map[[2]quad.IRI][]quad.IRI // see terms
	focus     []quad.IRI                 // the roles that stand for an occurrence
}

// asking is what a reader asks of the members of a class.
type asking struct {
	predicate quad.IRI
	words     quad.Value // how it is asked, nil where the vocabulary has no words for it
	links     []quad.IRI // what answers it
	back      bool       // it leads to the member, not from it
}

// firstTold is the first statement that tells something of a thing.
type firstTold struct {
	statement, modality quad.Value
	why                 gizmo.Derivation
}

// unstated finds the rows of queries/unstated.js: the questions that a reader asks of a thing by its classes and that no words answer, with what comes
// nearest to an answer; of a node, those of itself and of the occurrences and content that statements link it with.
func (f *rowFinder) unstated(node quad.IRI) {
	g := &gapFinder{f, map[quad.IRI][]asking{}, map[quad.Value]*firstTold{}, map[[2]quad.IRI][]quad.IRI{}, nil}
	for _, c := range f.vocab.Classes {
		if c.Focus != "" && !slices.Contains(g.focus, c.Focus) {
			g.focus = append(g.focus, c.Focus)
		}
	}
	slices.Sort(g.focus)
	if node != "" {
		for _, what := range g.near(node) {
			for _, class := range g.classes(what) {
				g.ask(what, class)
			}
		}
		return
	}
	for _, class := range slices.Sorted(maps.Keys(f.vocab.Classes)) { // in order, for those that are cut
		if len(g.asked(class)) == 0 {
			continue
		}
		for _, what := range g.members(class) {
			g.ask(what, class)
		}
	}
}

// members returns the nodes of a class, each once, however many statements say that it is one.
func (g *gapFinder) members(class quad.IRI) (out []quad.IRI) {
	for _, q := range g.scan(nil, quads.Type, class, nil) { // those of one subject stand together
		if what, ok := q.Subject.(quad.IRI); ok && (len(out) == 0 || out[len(out)-1] != what) {
			out = append(out, what)
		}
	}
	return out
}

// near returns a node and what statements link it with, but for other things: of these, another question asks.
func (g *gapFinder) near(node quad.IRI) []quad.IRI {
	out, seen := []quad.IRI{node}, map[quad.IRI]bool{node: true}
	add := func(v quad.Value, label quad.Value) {
		if other, ok := v.(quad.IRI); ok && !seen[other] && g.statement(label) != nil {
			if seen[other] = true; !g.isThing(other) {
				out = append(out, other)
			}
		}
	}
	for _, q := range g.scan(node, nil, nil, nil) {
		add(q.Object, q.Label)
	}
	for _, q := range g.scan(nil, nil, node, nil) {
		add(q.Subject, q.Label)
	}
	return out
}

func (g *gapFinder) isThing(node quad.IRI) bool {
	return slices.ContainsFunc(g.classes(node), func(c quad.IRI) bool { return slices.Contains(g.vocab.Ancestors(c)[1:], quads.Thing) })
}

// asked returns what is asked of the members of a class, by what it and those above it expect.
func (g *gapFinder) asked(class quad.IRI) []asking {
	if known, ok := g.questions[class]; ok {
		return known
	}
	var out []asking
	if g.vocab.Classes[class] != nil {
		above := g.vocab.Ancestors(class)
		for _, c := range above {
			def := g.vocab.Classes[c]
			if def == nil {
				continue
			}
			for _, p := range def.Expects {
				if !slices.ContainsFunc(out, func(a asking) bool { return a.predicate == p }) {
					out = append(out, g.asking(p, above))
				}
			}
		}
	}
	g.questions[class] = out
	return out
}

// asking is that of a predicate. One that leads to the class, and not from it, is asked from its object.
func (g *gapFinder) asking(p quad.IRI, above []quad.IRI) asking {
	a := asking{predicate: p, links: append([]quad.IRI{p}, g.terms(p, answeredBy)...), back: true}
	def := g.vocab.Predicates[p]
	if def == nil {
		def = &quads.Predicate{}
	}
	a.back = !slices.ContainsFunc(def.Domain, func(c quad.IRI) bool { return slices.Contains(above, c) })
	name := def.Label
	if a.back {
		name = def.Inverse
	}
	if words := cmp.Or(quads.TextOf(g.object(p, question)), name); words != "" {
		a.words = quad.String(words)
	}
	return a
}

// terms returns the terms that the vocabulary gives a term by a predicate.
func (g *gapFinder) terms(term, by quad.IRI) []quad.IRI {
	key := [2]quad.IRI{term, by}
	if known, ok := g.known[key]; ok {
		return known
	}
	var out []quad.IRI
	for _, v := range g.objects(term, by) {
		if iri, ok := v.(quad.IRI); ok {
			out = append(out, iri)
		}
	}
	g.known[key] = out
	return out
}

// ask gives the rows of one thing: those of what is asked of a class of it and not answered.
func (g *gapFinder) ask(what, class quad.IRI) {
	for _, a := range g.asked(class) {
		if g.full() {
			return
		}
		if g.answered(what, a) {
			continue
		}
		first := g.tells(what)
		if first == nil {
			return // nothing is said of it at all
		}
		cells := map[string]quad.Value{"what": what, "kind": class, "asked": a.words, "modality": first.modality, queries.StatementColumn: first.statement}
		more := g.elsewhere(what, class, a.predicate)
		if len(more) == 0 {
			g.give(cells, because(first.why))
		}
		for _, other := range more {
			cells["of"], cells["relation"], cells["elsewhere"], cells[queries.StatementColumn+"2"] = other.of, other.relation, other.value, other.statement
			g.give(cells, because(first.why, other.why))
		}
	}
}

// answered tells whether anything is said of a thing by what answers a question.
func (g *gapFinder) answered(what quad.IRI, a asking) bool {
	return slices.ContainsFunc(a.links, func(link quad.IRI) bool {
		if a.back {
			return len(g.match(nil, link, what, nil)) > 0
		}
		return len(g.match(what, link, nil, nil)) > 0
	})
}

// tells returns the first statement that tells something of a thing, nil for none.
func (g *gapFinder) tells(what quad.IRI) *firstTold {
	if known, ok := g.first[what]; ok {
		return known
	}
	var out *firstTold
	from := slices.DeleteFunc(g.stated(what, nil, nil), func(q quad.Quad) bool { return q.Object == q.Subject })
	end := func(q quad.Quad) quad.Value { return q.Object }
	if len(from) == 0 {
		from, end = g.stated(nil, nil, what), func(q quad.Quad) quad.Value { return q.Subject }
	}
	if len(from) > 0 {
		q := slices.MinFunc(from, func(a, b quad.Quad) int {
			return cmp.Or(quads.Compare(a.Label, b.Label), quads.Compare(a.Predicate, b.Predicate), quads.Compare(end(a), end(b)))
		})
		out = &firstTold{statement: q.Label, why: g.walked(q)}
		if m := g.scan(what, quads.Modality, nil, nil); len(m) > 0 {
			out.modality, out.why = m[0].Object, append(out.why, m[0])
		}
	}
	g.first[what] = out
	return out
}

// said is what is said elsewhere: of what, by which relation.
type said struct {
	of, relation, value, statement quad.Value
	why                            gizmo.Derivation
}

// elsewhere is what is said of another occurrence of one thing, of a thing by way of what happened to it, or by an inference.
func (g *gapFinder) elsewhere(what, class, predicate quad.IRI) (out []said) {
	var kin []quad.IRI
	for _, q := range g.scan(nil, answersFor, class, nil) {
		if c, ok := q.Subject.(quad.IRI); ok {
			kin = append(kin, c)
		}
	}
	if len(kin) > 0 {
		out = g.nearestOf(g.occurring(g.others(what), append(kin, class)), predicate)
	}
	tells, roles := g.terms(predicate, toldBy), g.terms(predicate, answeredBy)
	switch {
	case len(tells) == 0:
	case len(roles) > 0:
		out = append(out, g.saidOf(g.occurring(g.around(what), tells), roles, true)...)
	default:
		out = append(out, g.happened(what, tells)...)
	}
	return append(out, g.saidOf([]quad.IRI{what}, g.terms(predicate, inferredAs), false)...)
}

// around returns the nodes of which a thing is the focus.
func (g *gapFinder) around(what quad.IRI) []quad.IRI {
	var out distinct[quad.IRI]
	g.addAround(&out, what)
	return out.list
}

func (g *gapFinder) addAround(to *distinct[quad.IRI], what quad.IRI) {
	for _, role := range g.focus {
		for _, q := range g.scan(nil, role, what, nil) {
			if n, ok := q.Subject.(quad.IRI); ok {
				to.add(n)
			}
		}
	}
}

// others returns those that have a focus in common with an occurrence.
func (g *gapFinder) others(what quad.IRI) []quad.IRI {
	var out distinct[quad.IRI]
	for _, role := range g.focus {
		for _, v := range g.objects(what, role) {
			if of, ok := v.(quad.IRI); ok {
				g.addAround(&out, of)
			}
		}
	}
	return slices.DeleteFunc(out.list, func(n quad.IRI) bool { return n == what })
}

// occurring are the members of each of some classes, in the order of the classes.
func (g *gapFinder) occurring(nodes, classes []quad.IRI) (out []quad.IRI) {
	slices.SortFunc(nodes, func(a, b quad.IRI) int { return quads.Compare(a, b) })
	for _, c := range classes {
		for _, n := range nodes {
			if slices.Contains(g.classes(n), c) {
				out = append(out, n)
			}
		}
	}
	return out
}

// nearestOf is what the words say of nodes that answers a predicate; of those of which they say nothing, the predicate's own value.
func (g *gapFinder) nearestOf(nodes []quad.IRI, predicate quad.IRI) []said {
	words := g.terms(predicate, answeredBy)
	if len(words) == 0 {
		return g.saidOf(nodes, []quad.IRI{predicate}, true)
	}
	out := g.saidOf(nodes, words, true)
	silent := slices.DeleteFunc(slices.Clone(nodes), func(n quad.IRI) bool {
		return slices.ContainsFunc(out, func(s said) bool { return s.of == quad.Value(n) })
	})
	return append(out, g.saidOf(silent, []quad.IRI{predicate}, true)...)
}

// saidOf is what is said of nodes by some predicates, by statements alone or by whatever tells it.
func (g *gapFinder) saidOf(nodes, links []quad.IRI, stated bool) (out []said) {
	for _, of := range nodes {
		for _, link := range links {
			for _, q := range g.scan(of, link, nil, nil) {
				why := gizmo.Derivation{q}
				if stated {
					if g.statement(q.Label) == nil {
						continue
					}
					why = g.walked(q)
				}
				for _, label := range g.scan(link, quads.Label, nil, nil) {
					out = append(out, said{of, label.Object, q.Object, q.Label, append(slices.Clip(why), label)})
				}
			}
		}
	}
	return out
}

// happened is what happened to a thing, of some classes.
func (g *gapFinder) happened(what quad.IRI, classes []quad.IRI) (out []said) {
	for _, role := range g.focus {
		for _, q := range g.stated(nil, role, what) {
			for _, class := range classes {
				for _, typed := range g.scan(q.Subject, quads.Type, class, nil) {
					for _, label := range g.scan(role, quads.InverseName, nil, nil) {
						out = append(out, said{what, label.Object, q.Subject, q.Label, append(g.walked(q), typed, label)})
					}
				}
			}
		}
	}
	return out
}
