package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// Profile is everything that a graph says about one node, in groups of which each reads as what it is: a hope among
// hopes, a duty among duties, what is denied apart.
type Profile struct {
	Node   Term
	Kind   string // what the node is, in words: "state", "statement"
	Groups []Group
	// Citations are what the items rest on, by statement.
	Citations map[quad.IRI]*Citation
	// Sentences are those that a statement quotes, or the one that the node is; none for other nodes.
	Sentences []CitedSentence
	// Part says that it was made of some of the node's quads (ProfilePart).
	Part bool
}

// Group is a part of a profile.
type Group struct {
	Title string
	Note  string // how the items are to be read, or ""
	Items []Item
}

// Item is one thing that is said.
type Item struct {
	// Subject is whom a relation starts from, where that is not the node of the profile.
	Subject *Term
	// Label reads the relation from the node of the profile: "signed", or "signed by" when Inverse. "" when Terms alone say it.
	Label     string
	Predicate quad.IRI
	Inverse   bool
	// Negative says that the article denies it.
	Negative bool
	Terms    []Term
	// Roles are what is said of a content or occurrence node that is the only term.
	Roles []Role
	// Statements say it, in the order of the articles. Empty for what no article says.
	Statements []quad.IRI
	// Note is a remark, such as that a list is not complete.
	Note string
	// Open is what the article leaves open in what the item and its roles rest on; on a page each note stands once, with the first item that it is about.
	Open []OpenNote
}

// OpenNote is what the words of a statement leave open.
type OpenNote struct {
	Statement quad.IRI
	Text      string
}

// Role is something said of a content or occurrence node.
type Role struct {
	Label      string
	Predicate  quad.IRI
	Inverse    bool
	Negative   bool
	Inferred   bool
	Terms      []Term
	Triple     bool // the terms are a subject, a predicate and an object
	Statements []quad.IRI
}

// Profile gathers everything about a node: an entity, an occurrence or content, a statement, a sentence, an article or a term of the
// vocabulary. For a node that the graph does not have it has no groups.
func (l *Lookup) Profile(node quad.IRI) *Profile { return l.ProfilePart(node, 0, 0) }

// ProfileWithin gathers what a view of the graph has of an entity, an occurrence or content.
func (l *Lookup) ProfileWithin(node quad.IRI, view graph.Source) *Profile {
	return l.profile(&profiler{Lookup: l, node: node, view: view})
}

// Degree is how many quads are from a node and to it: what a profile of an entity reads.
func (l *Lookup) Degree(node quad.IRI) int {
	id := l.src.ID(node)
	if id == 0 {
		return 0
	}
	return l.src.Count(graph.Quad{graph.Subject: id}) + l.src.Count(graph.Quad{graph.Object: id})
}

// Extent is how much a profile tells of: the quads from a node and to it, the members of a class, those of the classes under it with them, the uses of a
// predicate.
func (l *Lookup) Extent(node quad.IRI) int {
	switch {
	case l.vocab.Classes[node] != nil:
		n := 0
		for _, pattern := range l.membership(node) {
			n += l.src.Count(pattern)
		}
		return n
	case l.vocab.Predicates[node] != nil:
		if id := l.src.ID(node); id != 0 {
			return l.src.Count(graph.Quad{graph.Predicate: id})
		}
		return 0
	}
	return l.Degree(node)
}

// ProfilePart is the profile of a node of which so much is said that nobody reads it at once: of its Extent, in the order of the graph, it tells of most from
// one on; 0 is all. A statement, a sentence or an article has no parts.
func (l *Lookup) ProfilePart(node quad.IRI, from, most int) *Profile {
	return l.profile(&profiler{Lookup: l, node: node, from: from, most: most})
}

func (l *Lookup) profile(b *profiler) *Profile {
	node := b.node
	b.p = &Profile{Node: l.term(node), Kind: l.kind(node), Citations: map[quad.IRI]*Citation{}}
	b.p.Node.Tag = ""
	switch {
	case slices.Contains(l.classes(node), quads.StatementNode), slices.Contains(l.classes(node), quads.Inference):
		b.ofStatement()
	case slices.Contains(l.classes(node), quads.ArticleNode):
		b.ofArticle()
	case slices.Contains(l.classes(node), quads.SentenceNode):
		b.ofSentence()
	case l.vocab.Classes[node] != nil:
		b.ofClass()
	case l.vocab.Predicates[node] != nil:
		b.ofPredicate()
	default:
		b.ofEntity()
		b.asTerm()
	}
	b.leaveOpen()
	b.cite()
	return b.p
}

// kind says what a node is: the labels of its classes.
func (l *Lookup) kind(node quad.IRI) string {
	var labels []string
	for _, c := range l.classes(node) {
		labels = append(labels, l.Name(c))
	}
	return strings.Join(labels, ", ")
}

// profiler fills one profile.
type profiler struct {
	*Lookup
	node       quad.IRI
	p          *Profile
	from, most int          // which of its quads are read; 0 for most: all
	view       graph.Source // what is walked for what is said of it; nil: all there is
}

// walk is scan within the view.
func (b *profiler) walk(s, p, o, label quad.Value) []quad.Quad {
	return b.scanWithin(b.view, s, p, o, label)
}

// around returns the quads from the node and those to it.
func (b *profiler) around() (out, in []quad.Quad) {
	if b.most == 0 {
		return b.walk(b.node, nil, nil, nil), b.walk(nil, nil, b.node, nil)
	}
	id := b.src.ID(b.node)
	if id == 0 {
		return nil, nil
	}
	part := b.part(graph.Quad{graph.Subject: id}, graph.Quad{graph.Object: id})
	return part[0], part[1]
}

// part returns of the quads that match some patterns, one pattern after the other, those that the profile tells of, by pattern.
func (b *profiler) part(patterns ...graph.Quad) [][]quad.Quad {
	b.p.Part = true
	out, at := make([][]quad.Quad, len(patterns)), 0
	for i, pattern := range patterns {
		if n := b.src.Count(pattern); at+n <= b.from {
			at += n
			continue
		}
		scan := b.src.Scan(pattern)
		for q, ok := scan.Next(); ok && at < b.from+b.most; q, ok = scan.Next() {
			if at >= b.from {
				out[i] = append(out[i], b.quad(q))
			}
			at++
		}
	}
	return out
}

// add appends a group unless it is empty, with its items in the order of the articles.
func (b *profiler) add(title, note string, items []Item) {
	if len(items) == 0 {
		return
	}
	for i := range items {
		slices.SortFunc(items[i].Statements, b.byPlace)
		items[i].Statements = slices.Compact(items[i].Statements)
		items[i].Note = cmp.Or(items[i].Note, b.listing(items[i]))
	}
	slices.SortStableFunc(items, b.compareItems)
	b.p.Groups = append(b.p.Groups, Group{title, note, items})
}

func (b *profiler) compareItems(x, y Item) int {
	if len(x.Statements) > 0 && len(y.Statements) > 0 {
		if c := b.byPlace(x.Statements[0], y.Statements[0]); c != 0 {
			return c
		}
	}
	return cmp.Compare(min(len(x.Statements), 1), min(len(y.Statements), 1)) // what no article says comes first
}

// listing says whether a list of terms is the whole list, as far as its statement knows: "covers defense, energy — among others". A list is
// read from its subject only: that Iran operates only this plant does not say that only Iran operates it. What words mean something are no list.
func (b *profiler) listing(item Item) string {
	fromObject := item.Predicate == "kg:memberOf" || item.Predicate == "kg:partOf" // the whole is the list
	if len(item.Statements) != 1 || item.Predicate == quads.MentionedAs || item.Inverse != fromObject || b.vocab.Root(item.Terms[0].Class) == quads.ValueNode {
		return ""
	}
	alone := item.Label == "" // a node with its roles
	switch b.Citation(item.Statements[0]).Listing {
	case "partial":
		if !alone || b.vocab.Root(item.Terms[0].Class) == quads.ContentNode {
			return "among others"
		}
	case "complete":
		if !alone && item.Terms[0].Class != "" {
			return "and no other"
		}
	}
	return ""
}

// rests are the statements that an item and its roles rest on.
func (x Item) rests() []quad.IRI {
	all := slices.Clone(x.Statements)
	for _, r := range x.Roles {
		all = append(all, r.Statements...)
	}
	return all
}

// leaveOpen gives each note to the first item that rests on its statement. What a node is called leaves nothing open, and a statement's own page
// has its notes anyway.
func (b *profiler) leaveOpen() {
	seen := map[quad.IRI]bool{b.node: true}
	for _, g := range b.p.Groups {
		for i := range g.Items {
			item := &g.Items[i]
			if item.Predicate == quads.MentionedAs {
				continue
			}
			for _, s := range item.rests() {
				if seen[s] {
					continue
				}
				seen[s] = true
				for _, text := range b.Citation(s).Notes {
					item.Open = append(item.Open, OpenNote{s, text})
				}
			}
		}
	}
}

// cite looks up every statement that the profile names, and what inferences rest on.
func (b *profiler) cite() {
	var all []quad.IRI
	for _, g := range b.p.Groups {
		for _, item := range g.Items {
			all = append(all, item.rests()...)
		}
	}
	for len(all) > 0 {
		iri := all[0]
		all = all[1:]
		if iri == "" || b.p.Citations[iri] != nil {
			continue
		}
		c := b.Citation(iri)
		b.p.Citations[iri] = c
		all = append(all, c.RestsOn...)
	}
}

// Text is the item as a line: the relation from the node of its profile, and its terms.
func (x Item) Text() string {
	text := joinTerms(undisputed(x.Terms))
	if x.Label != "" {
		text = x.label() + " " + text
	}
	if x.Subject != nil {
		text = x.Subject.String() + " " + text
	}
	if x.Note != "" {
		text += " — " + x.Note
	}
	return text
}

// Text is the role as a line.
func (r Role) Text() string {
	r.Terms = undisputed(r.Terms)
	return r.text(r.Statements)
}
