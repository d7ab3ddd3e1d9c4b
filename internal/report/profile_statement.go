package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// The titles of the groups that have what a statement and an inference say.
const (
	SaysTitle   = "Says"
	InfersTitle = "Infers"
)

// ofStatement profiles a statement or an inference: what it says, quad by quad, and how.
func (b *profiler) ofStatement() {
	c := b.Citation(b.node)
	b.p.Citations[b.node] = c
	b.p.Sentences = c.Sentences
	if c.Inference {
		b.p.Node.Text = string(b.node)
		b.add("Basis", "why an analyst concludes it; no words of the article say it", b.basis(c))
	}
	said, called := b.said()
	if c.Inference {
		b.add(InfersTitle, "", said)
	} else {
		b.addSaid(said)
	}
	b.add("How it is said", "", b.manner(c))
	b.add("Who or what is meant", "", called)
	b.add("Inferences that rest on it", "no words of the article say these", b.restOn())
}

// addSaid adds what a statement says, in a group for each modality, strongest first.
func (b *profiler) addSaid(said []Item) {
	by := map[string][]Item{}
	for _, item := range said {
		m := quads.Actual
		switch {
		case item.Negative:
			m = quads.Denied
		case item.Subject == nil:
			m = cmp.Or(b.vocab.Modality(item.Terms[0].Class), quads.Actual)
		}
		by[m] = append(by[m], item)
	}
	for _, m := range append(slices.Clone(quads.Modalities[:]), quads.Denied) {
		b.add(SaysTitle, m+": "+howToRead(m), by[m])
	}
}

// said gives the quads of a statement as items: relations between things, and each content or occurrence node with its roles.
func (b *profiler) said() (said, called []Item) {
	nodes := map[quad.IRI]int{}
	for _, q := range b.scan(nil, nil, nil, b.node) {
		subject, _ := q.Subject.(quad.IRI)
		p, _ := q.Predicate.(quad.IRI)
		s := b.term(subject)
		root := b.root(subject)
		switch {
		case p == quads.MentionedAs:
			called = append(called, Item{Predicate: p, Subject: &s, Label: "is called", Terms: []Term{b.term(q.Object)}, Statements: statements(b.node)})
		case root == quads.Occurrence || root == quads.ContentNode:
			at, ok := nodes[subject]
			if !ok {
				at = len(said)
				nodes[subject] = at
				said = append(said, Item{Terms: []Term{s}, Negative: b.vocab.Modality(s.Class) == quads.Denied, Statements: statements(b.node)})
			}
			b.addRole(&said[at], q)
		case root == quads.ValueNode, p == quads.Name, p == quads.Type:
			// part of what the node is called
		default:
			said = append(said, Item{
				Subject: &s, Label: b.predicateLabel(p, false), Predicate: p, Negative: b.negative(p),
				Terms: []Term{b.termIn(q.Object, q)}, Statements: statements(b.node),
			})
		}
	}
	for i := range said {
		said[i].Roles = denied(said[i].Roles)
		slices.SortFunc(said[i].Roles, compareRoles)
	}
	return b.merge(dropBare(said)), b.merge(called)
}

// dropBare drops a node of which nothing more is said, where another item names it.
func dropBare(items []Item) []Item {
	named := map[quad.Value]bool{}
	for _, x := range items {
		if x.Subject != nil {
			for _, t := range x.Terms {
				named[t.Value] = true
			}
		}
	}
	return slices.DeleteFunc(items, func(x Item) bool { return x.Subject == nil && len(x.Roles) == 0 && named[x.Terms[0].Value] })
}

// addRole adds a quad about a content or occurrence node to its item.
func (b *profiler) addRole(item *Item, q quad.Quad) {
	p, _ := q.Predicate.(quad.IRI)
	if p == quads.Content || p == quads.Type || p == quads.Name {
		return
	}
	for i, r := range item.Roles {
		if r.Predicate == p {
			item.Roles[i].Terms = append(r.Terms, b.termIn(q.Object, q))
			return
		}
	}
	item.Roles = append(item.Roles, Role{
		Label: b.roleLabel(p, false, q.Subject), Predicate: p, Negative: b.negative(p), Terms: []Term{b.termIn(q.Object, q)}, Statements: statements(b.node),
	})
}

// manner tells whose words these are and which of them are loaded, how far a list goes, and what is left open.
func (b *profiler) manner(c *Citation) []Item {
	var items []Item
	add := func(label string, p quad.IRI, terms ...Term) {
		if len(terms) > 0 {
			items = append(items, Item{Label: label, Predicate: p, Terms: terms})
		}
	}
	if !c.Inference {
		add("said by", quads.Speaker, b.speakers()...)
	}
	for _, f := range c.Framing {
		label := "loaded words"
		if c.inQuotationMarks(f) {
			label = "in quotation marks"
		}
		add(label, quads.Framing, Term{Value: quad.String(f), Text: quoted(f)})
	}
	switch c.Listing {
	case "partial":
		add("list", quads.Listing, Term{Value: quad.String(c.Listing), Text: "among others: the words do not name all"})
	case "complete":
		add("list", quads.Listing, Term{Value: quad.String(c.Listing), Text: "complete: the words say that there is no other"})
	}
	for _, n := range c.Notes {
		add("left open", quads.Note, Term{Value: quad.String(n), Text: n})
	}
	return items
}

// speakers are the innermost speakers of what a statement says, or the article itself.
func (b *profiler) speakers() []Term {
	var out []Term
	for _, q := range b.scan(nil, quads.Speaker, nil, b.node) {
		out = appendTerm(out, b.term(q.Object))
	}
	if len(out) == 0 {
		out = append(out, Term{Value: b.Citation(b.node).Article.IRI, Text: "the article itself"})
	}
	return out
}

// inQuotationMarks tells whether the article itself has words in quotation marks: the last mark before them opens.
func (c *Citation) inQuotationMarks(words string) bool {
	return slices.ContainsFunc(c.Sentences, func(s CitedSentence) bool {
		before, _, found := strings.Cut(s.Text, words)
		return found && strings.LastIndex(before, "“") > strings.LastIndex(before, "”")
	})
}

func (b *profiler) basis(c *Citation) []Item {
	items := []Item{{Label: "because", Predicate: quads.Basis, Terms: []Term{{Value: quad.String(c.Basis), Text: c.Basis}}}}
	for _, s := range c.RestsOn {
		items = append(items, Item{Label: "rests on", Predicate: quads.DerivedFrom, Terms: []Term{{Value: s, Text: string(s)}}, Statements: statements(s)})
	}
	return items
}

func (b *profiler) restOn() []Item {
	var items []Item
	for _, q := range b.scan(nil, quads.DerivedFrom, b.node, nil) {
		if iri, ok := q.Subject.(quad.IRI); ok {
			items = append(items, Item{Terms: []Term{{Value: iri, Text: string(iri)}}, Statements: statements(iri)})
		}
	}
	return items
}

// ofSentence profiles a sentence: its words and the statements that quote it.
func (b *profiler) ofSentence() {
	s := b.Lookup.sentence(b.node)
	b.p.Sentences = []CitedSentence{s}
	b.p.Node.Text = fmt.Sprintf("Sentence %d", s.Number)
	if article, ok := b.object(b.node, quads.InArticle).(quad.IRI); ok {
		b.p.Node.Text += " of " + b.article(article).Name()
	}
	var items []Item
	for _, q := range b.scan(nil, quads.InSentence, b.node, nil) {
		if iri, ok := q.Subject.(quad.IRI); ok {
			items = append(items, Item{Terms: []Term{{Value: iri, Text: b.gist(iri)}}, Statements: statements(iri)})
		}
	}
	b.add("Statements", "", items)
}

// ofArticle profiles an article: how it is known, and its sentences with their statements.
func (b *profiler) ofArticle() {
	a := b.article(b.node)
	items := []Item{{Label: "SHA-256", Predicate: quads.SHA256, Terms: []Term{{Value: quad.String(a.SHA256), Text: a.SHA256}}}}
	for _, d := range a.Dates {
		items = append(items, Item{Label: d.label(), Predicate: quads.Dated, Terms: []Term{{Value: quad.String(d.EDTF), Text: d.EDTF}}, Statements: statements(d.Statement)})
	}
	b.add("Text", "", items)
	var sentences []Item
	for _, q := range b.scan(nil, quads.InArticle, b.node, nil) {
		iri, _ := q.Subject.(quad.IRI)
		if !slices.Contains(b.classes(iri), quads.SentenceNode) {
			continue
		}
		s := b.Lookup.sentence(iri)
		item := Item{Label: strconv.Itoa(s.Number), Predicate: quads.InArticle, Inverse: true, Terms: []Term{{Value: iri, Text: s.Text}}}
		if n := len(b.scan(nil, quads.InSentence, iri, nil)); n > 0 {
			item.Note = plural(n, "statement")
		}
		sentences = append(sentences, item)
	}
	slices.SortFunc(sentences, func(x, y Item) int { return cmp.Compare(len(x.Label), len(y.Label))*2 + cmp.Compare(x.Label, y.Label) })
	b.add("Sentences", "", sentences)
}

// label says how a publication date is known.
func (d PublicationDate) label() string {
	if d.Inferred {
		return "published (inferred)"
	}
	return "published"
}

// gist tells in a few words what a statement says: its first relation, or its content.
func (b *profiler) gist(statement quad.IRI) string {
	inner := &profiler{Lookup: b.Lookup, node: statement, p: &Profile{}}
	said, called := inner.said()
	for _, items := range [][]Item{said, called} {
		for _, item := range items {
			return item.line()
		}
	}
	return string(statement)
}

// line is an item on one line, without its roles: "Iran hopes for “…” (hope)". It is Clean.
func (x Item) line() string {
	text := ""
	if x.Subject != nil {
		text = x.Subject.String() + " "
	}
	if x.Negative {
		text += "✗ "
	}
	if x.Label != "" {
		text += Clean(x.Label) + " "
	}
	text += joinTerms(x.Terms)
	if x.Note != "" {
		text += " — " + x.Note
	}
	return text
}
