package graph

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// Restriction says which quads of a graph a query may walk. Each of its parts leaves some out; the zero Restriction leaves in all.
//
// The vocabulary, the namespaces, what is said of articles and their sentences, and the types and names of entities are always left
// in. So are types and names under a statement that is left out, where a statement that is left in tells of the node too.
// What is said about a statement, its quotes too, goes with the statement: it is left out where the statement is, or where of all that the
// statement tells nothing is left in but types, names and mentions. What is derived from a quad goes with that quad.
type Restriction struct {
	// Modalities, if any, are those of the quads left in. The modality of a quad is quads.Denied where its verb denies, else that of the
	// content it is from or to, if it is from or to content, and quads.Actual else; between two content nodes it is the weaker, and both must be
	// among Modalities. So where "hoped" is not, there is no hope, nor an edge that leads to one: that Iran hopes is a fact, but a row would
	// show the hope. A figure goes with what it is of: where content alone has it, it counts as content (quads.FigureModality).
	Modalities []string
	// Speakers, if any: only statements that say that one of these is the speaker of content, or relays it.
	Speakers []quad.IRI
	// Articles, if any: only statements of these.
	Articles []quad.IRI
	// AsOf, if not zero: only statements of articles that were certainly written by then (kg:dated, schema:datePublished, else
	// kg:inferredDated).
	AsOf time.Time
	// NoInference leaves out what is inferred; a date of an article too.
	NoInference bool
	// NoBackground leaves out what entity data tells beside types and names: aliases, and who is the same elsewhere.
	NoBackground bool
}

// IsZero tells whether nothing is left out.
func (r *Restriction) IsZero() bool {
	return len(r.Modalities)+len(r.Speakers)+len(r.Articles) == 0 && r.AsOf.IsZero() && !r.NoInference && !r.NoBackground
}

// byStatement tells whether only some statements are left in, so that what belongs to none is left out.
func (r *Restriction) byStatement() bool {
	return len(r.Speakers)+len(r.Articles) > 0 || !r.AsOf.IsZero()
}

// Restrict returns a view of src in which only the quads of a Restriction can be walked. It reads what src itself says of its
// statements, articles, classes and modalities, with short IRIs or in full; where src has no vocabulary, the shipped
// one tells which classes are content. It costs a walk of those quads and three bits a value, and the error is src's own.
func Restrict(src Source, r Restriction) (*Restricted, error) {
	b := &restricter{Restriction: r, src: src, prefixes: shippedPrefixes(), rules: rules{hidden: newIDBits(src)}}
	out := &Restricted{}
	b.readStatements()
	b.chooseStatements(out)
	b.chooseModalities()
	b.finishRules()
	b.dropEmptied()
	b.refuseDerived()
	if b.err != nil {
		return nil, fmt.Errorf("restrict: %w", b.err)
	}
	whole := newRestricted(src, b.rules)
	whole.Undated, whole.Supplied, whole.Silent, whole.Unread = out.Undated, out.Supplied, out.Silent, out.Unread
	if len(r.Modalities) == 0 {
		return whole, nil
	}
	whole.meant = src
	if r.Modalities = nil; !r.IsZero() {
		meant, err := Restrict(src, r)
		if err != nil {
			return nil, err
		}
		whole.meant = meant
	}
	return whole, nil
}

// restricter turns a Restriction into rules.
type restricter struct {
	Restriction
	rules
	src      Source
	prefixes map[string]string // prefix with its colon → namespace
	err      error

	statements map[ID]ID // the article of each statement and inference, 0 where none is known
	inference  map[ID]bool
	articles   map[ID]bool
}

// ids are those of a term: as the files write it, and in full.
func (b *restricter) ids(term quad.IRI) []ID {
	var out []ID
	if id := b.src.ID(term); id != 0 {
		out = append(out, id)
	}
	prefix, local := quads.SplitIRI(term)
	if full := b.prefixes[prefix+":"]; full != "" {
		if id := b.src.ID(quad.IRI(full + local)); id != 0 {
			out = append(out, id)
		}
	}
	return out
}

func (b *restricter) set(terms ...quad.IRI) idBits {
	out := newIDBits(b.src)
	for _, t := range terms {
		for _, id := range b.ids(t) {
			out.add(id)
		}
	}
	return out
}

// scan visits the quads of a pattern of the source below, until visit says stop.
func (b *restricter) scan(pattern Quad, visit func(q Quad) bool) {
	scan := b.src.Scan(pattern)
	for q, ok := scan.Next(); ok; q, ok = scan.Next() {
		if !visit(q) {
			return
		}
	}
	b.err = cmp.Or(b.err, scan.Err())
}

// each visits the quads with a predicate; of a subject, where that is not 0.
func (b *restricter) each(subject ID, predicate quad.IRI, visit func(q Quad)) {
	for _, p := range b.ids(predicate) {
		b.scan(Quad{Subject: subject, Predicate: p}, func(q Quad) bool { visit(q); return true })
	}
}

// instances visits the quads that give a node a class.
func (b *restricter) instances(class quad.IRI, visit func(q Quad)) {
	for _, p := range b.ids(quads.Type) {
		for _, c := range b.ids(class) {
			b.scan(Quad{Predicate: p, Object: c}, func(q Quad) bool { visit(q); return true })
		}
	}
}

// short returns a term as the files write it.
func (b *restricter) short(iri quad.IRI) quad.IRI {
	if iri == "" || !strings.Contains(string(iri), "://") {
		return iri
	}
	for prefix, full := range b.prefixes {
		if local, ok := strings.CutPrefix(string(iri), full); ok {
			return quad.IRI(prefix + local)
		}
	}
	return iri
}

// finishRules sets what depends on both.
func (b *restricter) finishRules() {
	b.naming = b.set(quads.Type)
	for _, name := range namePredicates {
		for _, id := range b.ids(name) {
			b.naming.add(id)
		}
	}
	if b.NoBackground {
		b.entities = b.set(quads.EntityLabel)
	}
	if !b.byStatement() {
		return
	}
	b.told = newIDBits(b.src)
	for s := range b.statements {
		if !b.labels.has(s) {
			continue
		}
		b.scan(Quad{Label: s}, func(q Quad) bool {
			b.told.add(q[Subject])
			b.told.add(q[Object])
			return true
		})
	}
}
