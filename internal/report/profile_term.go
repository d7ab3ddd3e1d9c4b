package report

import (
	"fmt"
	"maps"
	"slices"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// ofClass profiles a class: what it means, where it stands, and what is of it.
func (b *profiler) ofClass() {
	c := b.vocab.Classes[b.node]
	b.p.Node.Text, b.p.Kind = c.Label, "class"
	items := []Item{{Label: "means", Predicate: quads.Comment, Terms: []Term{{Value: quad.String(c.Comment), Text: c.Comment}}}}
	if m := b.vocab.Modality(b.node); m != "" {
		items = append(items, Item{Label: "modality", Predicate: quads.Implies, Terms: []Term{{Value: quad.String(m), Text: m}}})
	}
	items = append(items, b.links("is a kind of", quads.SubClassOf, c.Parents)...)
	items = append(items, b.links("kinds of it", quads.SubClassOf, b.children())...)
	items = append(items, b.links("a reader asks", quads.Expects, c.Expects)...)
	b.add("Definition", "", append(items, b.mappings()...))
	b.add("Relations", "predicates that start or end at it", b.shape())
	members := b.members()
	all := len(members)
	if b.most > 0 {
		all = b.Extent(b.node)
	}
	b.add(fmt.Sprintf("Members (%d)", all), "", b.memberItems(members))
}

func (b *profiler) links(label string, p quad.IRI, to []quad.IRI) []Item {
	if len(to) == 0 {
		return nil
	}
	item := Item{Label: label, Predicate: p}
	for _, iri := range to {
		item.Terms = append(item.Terms, b.named(iri))
	}
	return []Item{item}
}

// named is a term of the vocabulary with its IRI, which is how a query spells it.
func (b *profiler) named(iri quad.IRI) Term {
	name := b.names.Of(iri)
	if name == "" {
		return Term{Value: iri, Text: string(iri)}
	}
	return Term{Value: iri, Text: fmt.Sprintf("%s <%s>", name, string(iri))}
}

func (b *profiler) children() []quad.IRI {
	var out []quad.IRI
	for iri, c := range b.vocab.Classes {
		if slices.Contains(c.Parents, b.node) {
			out = append(out, iri)
		}
	}
	slices.Sort(out)
	return out
}

// mappings are the terms of standards that a term is matched with.
func (b *profiler) mappings() []Item {
	var items []Item
	for _, p := range []quad.IRI{"owl:equivalentClass", "skos:exactMatch", "skos:closeMatch"} {
		var to []quad.IRI
		for _, v := range b.objects(b.node, p) {
			if iri, ok := v.(quad.IRI); ok {
				to = append(to, iri)
			}
		}
		items = append(items, b.links(b.predicateLabel(p, false), p, to)...)
	}
	return items
}

// shape lists the predicates whose domain or range is the class itself.
func (b *profiler) shape() []Item {
	var from, to []quad.IRI
	for iri, p := range b.vocab.Predicates {
		if slices.Contains(p.Domain, b.node) {
			from = append(from, iri)
		}
		if slices.Contains(p.Range, b.node) {
			to = append(to, iri)
		}
	}
	slices.Sort(from)
	slices.Sort(to)
	return append(b.links("from it", quads.DomainIncludes, from), b.links("to it", quads.RangeIncludes, to)...)
}

// members are the nodes of a class and of the classes below it.
func (b *profiler) members() []quad.IRI {
	patterns := b.membership(b.node)
	var of [][]quad.Quad
	if b.most > 0 {
		of = b.part(patterns...)
	} else {
		for _, pattern := range patterns {
			of = append(of, b.scan(nil, quads.Type, b.src.Value(pattern[graph.Object]), nil))
		}
	}
	var out []quad.IRI
	for _, q := range slices.Concat(of...) {
		if node, ok := q.Subject.(quad.IRI); ok {
			out = append(out, node)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// membership are the patterns of the quads by which nodes are of a class or of one under it.
func (l *Lookup) membership(class quad.IRI) (patterns []graph.Quad) {
	predicate := l.src.ID(quads.Type)
	for _, iri := range slices.Sorted(maps.Keys(l.vocab.Classes)) {
		if of := l.src.ID(iri); predicate != 0 && of != 0 && l.vocab.IsA(iri, class) {
			patterns = append(patterns, graph.Quad{graph.Predicate: predicate, graph.Object: of})
		}
	}
	return patterns
}

// memberItems shows each member with the class it is of when that is a kind of this one, and the statement that says so.
func (b *profiler) memberItems(members []quad.IRI) []Item {
	var items []Item
	for _, node := range members {
		item := Item{Terms: []Term{b.term(node)}}
		if item.Terms[0].Tag == "" && item.Terms[0].Class != b.node {
			item.Terms[0].Tag = b.Name(item.Terms[0].Class)
		}
		for _, q := range b.scan(node, quads.Type, nil, nil) {
			if label, ok := q.Label.(quad.IRI); ok && b.told(label) {
				item.Statements = append(item.Statements, label)
			}
		}
		items = append(items, item)
	}
	return items
}

// ofPredicate profiles a predicate: how it reads, what it joins, and every use of it.
func (b *profiler) ofPredicate() {
	p := b.vocab.Predicates[b.node]
	b.p.Node.Text, b.p.Kind = p.Label, "predicate"
	text := func(label string, of quad.IRI, words string) Item {
		return Item{Label: label, Predicate: of, Terms: []Term{{Value: quad.String(words), Text: words}}}
	}
	items := []Item{text("means", quads.Comment, p.Comment)}
	if p.Inverse != "" {
		items = append(items, text("read backwards", quads.InverseName, p.Inverse))
	}
	if p.Reading != "" {
		items = append(items, text("in a sentence", quads.Reading, p.Reading))
	}
	if p.Negative {
		items = append(items, text("sense", quads.Sense, "✗ negative: the verb itself denies"))
	}
	if p.Single {
		items = append(items, text("takes", quads.SingleValue, "one value only: two that cannot both hold are a disagreement"))
	}
	if p.Stance {
		items = append(items, text("tells", quads.Stance, "a stance: that it is taken is stated, however far what it is on is a fact"))
	}
	items = append(items, b.links("from", quads.DomainIncludes, p.Domain)...)
	items = append(items, b.links("to", quads.RangeIncludes, p.Range)...)
	b.add("Definition", "", append(items, b.mappings()...))
	pattern := graph.Quad{graph.Predicate: b.src.ID(b.node)}
	var of []quad.Quad
	switch {
	case pattern[graph.Predicate] == 0: // the vocabulary alone has it
	case b.most > 0:
		of = b.part(pattern)[0]
	default:
		of = b.scan(nil, b.node, nil, nil)
	}
	b.add(fmt.Sprintf("Uses (%d)", b.Extent(b.node)), "", b.merge(b.uses(of)))
}

// usesMost is how many uses of a predicate without definition are shown: graphs without vocabulary are the large ones.
const usesMost = 100

// asTerm adds the uses of a node as a predicate that no vocabulary defines.
func (b *profiler) asTerm() {
	id := b.src.ID(b.node)
	if id == 0 {
		return
	}
	pattern := graph.Quad{graph.Predicate: id}
	title := fmt.Sprintf("Uses (%d)", b.src.Count(pattern))
	var some []quad.Quad
	scan := b.src.Scan(pattern)
	for q, ok := scan.Next(); ok; q, ok = scan.Next() {
		if len(some) == usesMost {
			title = fmt.Sprintf("Uses (%d of %d)", usesMost, b.src.Count(pattern))
			break
		}
		some = append(some, b.quad(q))
	}
	b.add(title, "", b.merge(b.uses(some)))
}

func (b *profiler) uses(of []quad.Quad) []Item {
	var items []Item
	for _, q := range of {
		s := b.term(q.Subject)
		label, _ := q.Label.(quad.IRI)
		item := Item{Subject: &s, Label: b.predicateLabel(b.node, false), Predicate: b.node, Negative: b.negative(b.node), Terms: []Term{b.term(q.Object)}}
		if b.told(label) {
			item.Statements = statements(label)
		}
		items = append(items, item)
	}
	return items
}
