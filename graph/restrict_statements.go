package graph

import (
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// readStatements finds the statements and articles, whether or not it is told with them what can be derived.
func (b *restricter) readStatements() {
	b.statements, b.inference, b.articles = map[ID]ID{}, map[ID]bool{}, map[ID]bool{}
	b.each(0, quads.Quoted, func(q Quad) { b.statements[q[Subject]] = q[Label] })
	b.instances(quads.StatementNode, func(q Quad) {
		if _, quoted := b.statements[q[Subject]]; !quoted {
			b.statements[q[Subject]] = 0
		}
	})
	b.instances(quads.Inference, func(q Quad) {
		b.statements[q[Subject]] = q[Label]
		b.inference[q[Subject]] = true
	})
	b.each(0, quads.InArticle, func(q Quad) {
		b.articles[q[Object]] = true
		if _, ok := b.statements[q[Subject]]; ok {
			b.statements[q[Subject]] = q[Object]
		}
	})
	b.instances(quads.ArticleNode, func(q Quad) { b.articles[q[Subject]] = true })
	for _, article := range b.statements {
		if article != 0 {
			b.articles[article] = true
		}
	}
}

// chooseStatements decides by label.
func (b *restricter) chooseStatements(out *Restricted) {
	if !b.byStatement() && !b.NoInference {
		return
	}
	articles, speeches := b.chosenArticles(out), b.speeches(out)
	labels := newIDBits(b.src)
	if b.byStatement() {
		labels = b.openLabels()
	} else {
		labels.add(0)
		for id := ID(1); int(id) <= b.src.NumValues(); id++ {
			labels.add(id)
		}
	}
	if b.NoInference {
		b.inferred = newIDBits(b.src)
	}
	for s, article := range b.statements {
		if b.NoInference && b.inference[s] {
			b.inferred.add(s)
		}
		in := !(b.NoInference && b.inference[s]) && (articles == nil || articles[article]) && (speeches == nil || speeches[s])
		b.choose(s, in, labels)
	}
	b.labels = labels
}

// choose leaves a statement in, or out with its quotes.
func (b *restricter) choose(statement ID, in bool, labels idBits) {
	if in {
		labels.add(statement)
		return
	}
	labels.remove(statement)
	b.hide(statement)
}

// hide leaves out what is said about a statement.
func (b *restricter) hide(statement ID) {
	b.hidden.add(statement)
	b.each(statement, quads.HasSelector, func(q Quad) { b.hidden.add(q[Object]) })
}

// dropEmptied hides the statements that Modalities leave nothing of.
func (b *restricter) dropEmptied() {
	if len(b.Modalities) == 0 {
		return
	}
	mentions := b.set(quads.MentionedAs)
	var emptied []ID
	for s := range b.statements {
		had, has := false, false
		b.scan(Quad{Label: s}, func(q Quad) bool {
			if !b.naming.has(q[Predicate]) && !mentions.has(q[Predicate]) {
				had, has = true, b.keep(&q)
			}
			return !has
		})
		if had && !has {
			emptied = append(emptied, s)
		}
	}
	for _, s := range emptied {
		b.hide(s)
	}
}

// openLabels are those of what belongs to no statement.
func (b *restricter) openLabels() idBits {
	out := b.set(quads.EntityLabel, quads.VocabularyLabel, quads.NamespaceLabel, quads.DerivedLabel)
	for a := range b.articles {
		out.add(a)
	}
	return out
}

// chosenArticles are those left in, nil for all.
func (b *restricter) chosenArticles(out *Restricted) map[ID]bool {
	if len(b.Articles) == 0 && b.AsOf.IsZero() {
		return nil
	}
	chosen := map[ID]bool{}
	for a := range b.articles {
		iri, _ := b.src.Value(a).(quad.IRI)
		named := len(b.Articles) == 0 || slices.Contains(b.Articles, iri)
		chosen[a] = named && (b.AsOf.IsZero() || b.written(a, iri, out))
		if !chosen[a] {
			out.Unread = append(out.Unread, iri)
		}
	}
	byValue := func(a, b quad.IRI) int { return strings.Compare(string(a), string(b)) }
	slices.SortFunc(out.Undated, byValue)
	slices.SortFunc(out.Supplied, byValue)
	slices.SortFunc(out.Unread, byValue)
	return chosen
}

// written tells whether an article was certainly written by AsOf.
func (b *restricter) written(article ID, iri quad.IRI, out *Restricted) bool {
	stated, _ := b.latest(article, quads.Dated, datePublished)
	inferred, supplied := b.latest(article, quads.InferredDated)
	date := stated
	if date.IsZero() {
		date = inferred
	}
	if date.IsZero() {
		out.Undated = append(out.Undated, iri)
		if supplied {
			out.Supplied = append(out.Supplied, iri)
		}
		return false
	}
	return !date.After(b.AsOf)
}

// datePublished is a standard's word that foreign graphs use.
const datePublished = quad.IRI("schema:datePublished")

// latest is the end of the last date that an article has, zero for none; supplied tells that NoInference left one out.
func (b *restricter) latest(article ID, predicates ...quad.IRI) (last time.Time, supplied bool) {
	for _, p := range predicates {
		b.each(article, p, func(q Quad) {
			if b.NoInference && b.inference[q[Label]] {
				supplied = true
				return
			}
			if t := endOf(b.src.Value(q[Object])); t.After(last) {
				last = t
			}
		})
	}
	return last, supplied
}

// endOf is the last second that a date may mean, zero where it has no such bound.
func endOf(v quad.Value) time.Time {
	if i, err := quads.ParseEDTF(quads.TextOf(v)); err == nil {
		return i.Latest
	}
	t, _ := quads.Time(v)
	return t
}

// speeches are the statements that have words of the speakers, nil for all statements.
func (b *restricter) speeches(out *Restricted) map[ID]bool {
	if len(b.Speakers) == 0 {
		return nil
	}
	said := map[ID]bool{}
	for _, speaker := range b.Speakers {
		id, found := b.src.ID(speaker), false
		for _, role := range [...]quad.IRI{quads.Speaker, quads.RelayedBy} {
			for _, p := range b.ids(role) {
				if id == 0 {
					continue
				}
				b.scan(Quad{Predicate: p, Object: id}, func(q Quad) bool { said[q[Label]], found = true, true; return true })
			}
		}
		if !found {
			out.Silent = append(out.Silent, speaker)
		}
	}
	return said
}
