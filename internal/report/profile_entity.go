package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// contentGroup is how content of one modality is titled and how it is to be read.
type contentGroup struct{ modality, title, note string }

// contentGroups in the order of a profile: from what binds to what is open.
var contentGroups = [...]contentGroup{
	{"obliged", "Duties and provisions", "owed or provided for; whether it is done is not said"},
	{"intended", "Aims", "intended; whether it is reached is not said"},
	{"planned", "Plans and projects", "not there yet, as far as the article says; the status tells how far it is"},
	{"proposed", "Proposals", "asked for; by this alone neither a duty nor a fact"},
	{"claimed", "Claims", "the speaker’s words; the article does not vouch for them"},
	{"possible", "Possibilities", "called possible, no more"},
	{"hoped", "Hopes", "hoped for, not a fact"},
	{"unsettled", "Open issues", "not settled, as of the article"},
	{"", "Other content", "what is said, not what is"},
}

const (
	factsTitle  = "Facts"
	factsNote   = "said by the article itself"
	towardTitle = "Stands, pledges and plans"
	towardNote  = "that it does so is said by the article itself; what it is about is no fact"
	eventsTitle = "Events and situations"
	calledTitle = "Called"
	deniedTitle = "Denied"
	deniedNote  = "✗ said not to be so; by the article itself where no speaker is named"
)

// parts collects the items of an entity's profile before they are grouped.
type parts struct {
	identity, facts, toward, events, denied, inferred, called []Item
	content                                                   map[string][]Item // by modality
	seen                                                      map[quad.IRI]bool // content and occurrence nodes that have their item
}

// ofEntity profiles a thing, an occurrence or content.
func (b *profiler) ofEntity() {
	all := &parts{content: map[string][]Item{}, seen: map[quad.IRI]bool{}}
	out, in := b.around()
	for _, q := range out {
		b.outgoing(all, q)
	}
	for _, q := range in {
		b.incoming(all, q)
	}
	b.add("Entity data", "tells who or what is meant; rests on no article", b.merge(all.identity))
	b.add(b.ownTitle(), b.ownNote(), b.merge(all.facts))
	byRelation(b.group(factsTitle))
	b.add(towardTitle, towardNote, b.merge(all.toward))
	b.add(deniedTitle, deniedNote, b.merge(all.denied))
	b.add(eventsTitle, "", all.events)
	for _, g := range contentGroups {
		b.add(g.title, g.note, all.content[g.modality])
	}
	b.add("Inferred", "no words of the article say this; an analyst concludes it", all.inferred)
	b.add(calledTitle, "the words of the text that mean it", b.merge(all.called))
}

// ownTitle titles what is said of the node itself: never as facts for content, which may not come true.
func (b *profiler) ownTitle() string {
	switch b.root(b.node) {
	case quads.ContentNode:
		return "What is said of it"
	case quads.ValueNode:
		return "Stands for"
	}
	return factsTitle
}

func (b *profiler) ownNote() string {
	switch {
	case !b.articled:
		return ""
	case b.root(b.node) != quads.ContentNode:
		return factsNote
	}
	return howToRead(b.vocab.Modality(b.class(b.node)))
}

// howToRead tells how what has a modality is to be read.
func howToRead(modality string) string {
	switch modality {
	case quads.Actual:
		return "a fact, " + factsNote
	case quads.Denied:
		return deniedNote
	}
	for _, g := range contentGroups {
		if g.modality == modality {
			return g.note
		}
	}
	return ""
}

func (b *profiler) outgoing(all *parts, q quad.Quad) {
	p, _ := q.Predicate.(quad.IRI)
	label, _ := q.Label.(quad.IRI)
	item := Item{
		Label: b.roleLabel(p, false, b.node), Predicate: p, Negative: b.negative(p),
		Terms: []Term{b.termIn(q.Object, q)}, Statements: statements(label),
	}
	switch {
	case label == quads.EntityLabel || label == quads.VocabularyLabel:
		if p != quads.Type && p != quads.Name && p != quads.Label {
			item.Statements = nil
			item.Terms[0].Text = strings.Trim(item.Terms[0].Text, "“”")
			all.identity = append(all.identity, item)
		}
	case !b.told(label):
	case b.Citation(label).Inference:
		all.inferred = append(all.inferred, item)
	case p == quads.MentionedAs:
		item.Label = ""
		all.called = append(all.called, item)
	case p == quads.Name || slices.Contains(b.types, p) || !b.articled && quads.TextOf(q.Object) == b.p.Node.Text:
		// the head of the profile says it
	case item.Negative:
		all.denied = append(all.denied, item)
	case b.towardContent(q.Object):
		all.toward = append(all.toward, item)
	default:
		all.facts = append(all.facts, item)
	}
}

// towardContent tells whether a link of the node, which is none itself, leads to content. That somebody hopes is a fact; what for is none, and no such
// thing stands among facts.
func (b *profiler) towardContent(value quad.Value) bool {
	to, ok := value.(quad.IRI)
	return ok && b.root(to) == quads.ContentNode && b.ownTitle() == factsTitle
}

// group returns the items of a group; none where there is no such group.
func (b *profiler) group(title string) []Item {
	for _, g := range b.p.Groups {
		if g.Title == title {
			return g.Items
		}
	}
	return nil
}

// byRelation puts items of one relation together, in the place of the first of them.
func byRelation(items []Item) {
	first := map[string]int{}
	for i, x := range items {
		if _, ok := first[relation(x)]; !ok {
			first[relation(x)] = i
		}
	}
	slices.SortStableFunc(items, func(x, y Item) int { return cmp.Compare(first[relation(x)], first[relation(y)]) })
}

func (b *profiler) incoming(all *parts, q quad.Quad) {
	p, _ := q.Predicate.(quad.IRI)
	label, _ := q.Label.(quad.IRI)
	subject, ok := q.Subject.(quad.IRI)
	if !ok || !b.told(label) || p == quads.DerivedFrom {
		return
	}
	item := Item{Label: b.predicateLabel(p, true), Predicate: p, Inverse: true, Negative: b.negative(p), Terms: []Term{b.termIn(subject, q)}, Statements: statements(label)}
	switch root := b.root(subject); {
	case b.Citation(label).Inference:
		all.inferred = append(all.inferred, item)
	case root == quads.ContentNode || root == quads.Occurrence:
		b.involving(all, subject, root)
	case item.Negative:
		all.denied = append(all.denied, item)
	default:
		all.facts = append(all.facts, item)
	}
}

// involving adds a content or occurrence node in which the node of the profile has a role, with everything else that is said of it.
func (b *profiler) involving(all *parts, node, root quad.IRI) {
	if all.seen[node] || node == b.node {
		return
	}
	all.seen[node] = true
	item := b.withRoles(node)
	m := b.vocab.Modality(b.class(node))
	switch {
	case m == quads.Denied:
		item.Negative = true
		all.denied = append(all.denied, item)
	case root == quads.Occurrence:
		all.events = append(all.events, item)
	default:
		all.content[m] = append(all.content[m], item)
	}
}

// withRoles describes a content or occurrence node on one item. The statements are those that tie it to the node of the profile and those
// that say what it is.
func (b *profiler) withRoles(node quad.IRI) Item {
	item := Item{Terms: []Term{b.term(node)}}
	if tag := &item.Terms[0].Tag; *tag != "" {
		*tag = b.Name(b.class(node)) // the status is among the roles, with its statement
	}
	roles := map[roleKey]*Role{}
	for _, q := range b.walk(node, nil, nil, nil) {
		label, _ := q.Label.(quad.IRI)
		p, _ := q.Predicate.(quad.IRI)
		if !b.told(label) {
			continue
		}
		if q.Object == quad.Value(b.node) || p == quads.Content || p == quads.Type {
			item.Statements = append(item.Statements, statements(label)...)
		}
		if p != quads.Content && p != quads.Type && p != quads.Name && p != quads.MentionedAs {
			b.role(roles, q, false)
		}
	}
	for _, q := range b.walk(nil, nil, node, nil) {
		label, _ := q.Label.(quad.IRI)
		p, _ := q.Predicate.(quad.IRI)
		if b.told(label) && p != quads.DerivedFrom {
			b.role(roles, q, true)
		}
	}
	for _, r := range roles {
		if r.Predicate == b.vocab.Focus(b.class(node)) && len(r.Terms) == 1 && r.Terms[0].Value == quad.Value(b.node) {
			continue // that it concerns the node of the profile is why it is here
		}
		item.Roles = append(item.Roles, *r)
	}
	item.Roles = denied(item.Roles)
	slices.SortFunc(item.Roles, compareRoles)
	if len(item.Statements) == 0 {
		for _, r := range item.Roles {
			item.Statements = append(item.Statements, r.Statements...)
		}
	}
	return item
}

// roleKey tells roles of a node from each other.
type roleKey struct {
	predicate         quad.IRI
	inverse, inferred bool
}

// role adds a quad to the roles of the node that is its subject, or its object when inverse.
func (b *profiler) role(roles map[roleKey]*Role, q quad.Quad, inverse bool) {
	p, _ := q.Predicate.(quad.IRI)
	label, _ := q.Label.(quad.IRI)
	node, v := q.Subject, q.Object
	if inverse {
		node, v = v, node
	}
	inferred := b.Citation(label).Inference
	key := roleKey{p, inverse, inferred}
	r := roles[key]
	if r == nil {
		r = &Role{Label: b.roleLabel(p, inverse, node), Predicate: p, Inverse: inverse, Negative: b.negative(p), Inferred: inferred}
		roles[key] = r
	}
	r.Terms = appendTerm(r.Terms, b.termIn(v, q))
	if !slices.Contains(r.Statements, label) {
		r.Statements = append(r.Statements, statements(label)...)
		slices.SortFunc(r.Statements, b.byPlace)
	}
}

// roleLabel is the label of a predicate in a role of a node. Whose content it is reads as what it is: "hope of", "aim of".
func (b *profiler) roleLabel(p quad.IRI, inverse bool, node quad.Value) string {
	if iri, ok := node.(quad.IRI); ok && p == quads.Holder && !inverse {
		return b.Name(b.class(iri)) + " of"
	}
	return b.predicateLabel(p, inverse)
}

// firstRoles come before the others, in this order.
var firstRoles = [...]quad.IRI{
	quads.Speaker, quads.RelayedBy, quads.Holder, quads.Bearer, quads.Deontic, "kg:agent", "kg:helper", "kg:patient", "kg:instrument",
	quads.Status, quads.Condition, quads.When, quads.TimeText, quads.Due, "kg:timeframe", "kg:targetMeasure", "kg:count", "kg:about",
}

func compareRoles(x, y Role) int {
	rank := func(r Role) int {
		at := slices.Index(firstRoles[:], r.Predicate)
		if at < 0 || r.Inverse {
			at = len(firstRoles)
		}
		if r.Inverse {
			at++
		}
		if r.Inferred {
			at += 2
		}
		return at
	}
	return cmp.Or(cmp.Compare(rank(x), rank(y)), cmp.Compare(x.Label, y.Label), cmp.Compare(x.Predicate, y.Predicate))
}

func appendTerm(terms []Term, t Term) []Term {
	at := slices.IndexFunc(terms, func(have Term) bool { return have.Value == t.Value })
	if at < 0 {
		return append(terms, t)
	}
	terms[at].Disputed = appendNew(terms[at].Disputed, t.Disputed...)
	return terms
}

// denied puts source, property and target of a denial together, as the relation that does not hold.
func denied(roles []Role) []Role {
	at := func(p quad.IRI) int {
		return slices.IndexFunc(roles, func(r Role) bool { return r.Predicate == p && !r.Inverse })
	}
	source, property, target := at(quads.DeniedSource), at(quads.DeniedProperty), at(quads.DeniedTarget)
	if source < 0 || property < 0 || target < 0 {
		return roles
	}
	r := Role{Label: "not so", Predicate: quads.DeniedProperty, Triple: true, Statements: roles[property].Statements}
	for _, i := range []int{source, property, target} {
		r.Terms = append(r.Terms, roles[i].Terms...)
	}
	_, by := DisputedOf(r.Terms) // of all three, or of none
	r.Terms = undisputed(r.Terms)
	r.Terms[len(r.Terms)-1].Disputed = by
	out := []Role{r}
	for i, r := range roles {
		if i != source && i != property && i != target {
			out = append(out, r)
		}
	}
	return out
}

// statements is a label as a list: empty for none.
func statements(label quad.IRI) []quad.IRI {
	if label == "" {
		return nil
	}
	return []quad.IRI{label}
}

// merge first gives equal items all their statements, then puts the terms of items that differ in nothing else on one item.
func (b *profiler) merge(items []Item) []Item {
	items = fuse(items, func(x Item) string { return relation(x) + termKey(x.Terms) })
	for i := range items {
		slices.SortFunc(items[i].Statements, b.byPlace)
	}
	return fuse(items, func(x Item) string {
		key := relation(x)
		for _, s := range x.Statements {
			key += " " + string(s)
		}
		return key
	})
}

func relation(x Item) string {
	key := string(x.Predicate)
	if key == "" {
		key = termKey(x.Terms) // a node with its roles is like no other
	}
	if x.Inverse {
		key += " inverse"
	}
	if x.Subject != nil {
		key += termKey([]Term{*x.Subject})
	}
	return key + "\x00"
}

func termKey(terms []Term) string {
	var b strings.Builder
	for _, t := range terms {
		b.Write(quads.AppendTerm(nil, t.Value))
	}
	return b.String()
}

// fuse joins items of one key: terms and statements of the later ones go to the first.
func fuse(items []Item, key func(Item) string) []Item {
	var out []Item
	at := map[string]int{}
	for _, item := range items {
		k := key(item)
		i, ok := at[k]
		if !ok {
			at[k] = len(out)
			out = append(out, item)
			continue
		}
		for _, t := range item.Terms {
			out[i].Terms = appendTerm(out[i].Terms, t)
		}
		for _, s := range item.Statements {
			if !slices.Contains(out[i].Statements, s) {
				out[i].Statements = append(out[i].Statements, s)
			}
		}
	}
	return out
}
