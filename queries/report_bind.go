package queries

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"rapport/quads"
)

// bindReport holds what a report embeds against the queries of a library: names, columns, parameters and the values that do not depend on
// a graph.
func (l *Library) bindReport(r *Report) ReportErrors {
	r.queries = map[string]*Query{}
	b := &reportBinder{l: l, p: &reportParser{path: r.Path, report: r}}
	for _, block := range r.Blocks {
		switch {
		case block.Embed != nil:
			b.embed(block.Embed)
		case block.Heading != nil:
			b.segments(block.Heading.Text)
		case block.Prose != nil:
			b.segments(block.Prose.Segments)
		}
	}
	return b.p.errs
}

type reportBinder struct {
	l *Library
	p *reportParser
}

// find returns the query of a name, nil after saying that there is none or that it is broken.
func (b *reportBinder) find(name string, at quads.Position) *Query {
	if name == "" {
		return nil // which has been told
	}
	if q := b.p.report.queries[name]; q != nil {
		return q
	}
	q, err := b.l.Find(name)
	var unknown *UnknownError
	switch {
	case errors.As(err, &unknown):
		b.p.failAt(at, err.Error(), unknown.Hint())
	case err != nil:
		b.p.failAt(at, err.Error(), "")
	default:
		b.p.report.queries[name] = q
	}
	return q
}

func (b *reportBinder) segments(all []Segment) {
	for _, s := range all {
		b.segments(s.Optional)
		if v := s.Value; v != nil && v.Query != "" {
			if q := b.find(v.Query, v.Position); q != nil {
				b.with(q, v.With, v.Position)
				if v.Column != "" {
					b.column(q, v.Column, v.Position)
				}
			}
		}
	}
}

func (b *reportBinder) column(q *Query, name string, at quads.Position) {
	if !slices.Contains(q.Columns, name) && !isQuoteOf(q, name) {
		b.p.failAt(at, fmt.Sprintf("%s has no column %q", q.Name, name), didYouMean(name, q.Columns))
	}
}

// QuoteColumn is a column that any query with statements has in a report: the words that "statement" rests on. quote2 is that of statement2.
const QuoteColumn = "quote"

// StatementOf returns the column of the statement whose words a quote column gives, "" for any other column.
func StatementOf(q *Query, column string) string {
	rest, ok := strings.CutPrefix(column, QuoteColumn)
	if !ok || slices.Contains(q.Columns, column) || !slices.Contains(q.Columns, StatementColumn+rest) {
		return ""
	}
	return StatementColumn + rest
}

func isQuoteOf(q *Query, column string) bool { return StatementOf(q, column) != "" }

func (b *reportBinder) embed(e *Embed) {
	if e.View != "" && !slices.Contains(EmbedViews, e.View) {
		return // which has been told
	}
	if e.View != "" {
		b.view(e)
	}
	if e.Whole() {
		return
	}
	q := RowsOf(e.View)
	if q == nil {
		if q = b.find(e.Query, e.Place(keyQuery)); q == nil {
			return
		}
		b.with(q, e.With, e.Place(keyQuery))
	}
	for _, c := range e.Columns {
		b.column(q, c, e.Place(keyColumns))
	}
	for _, c := range e.Where {
		b.column(q, c.Name, c.Position)
		if words := q.Words(c.Name); words != nil && c.Param == "" && c.Value != "" && !slices.Contains(words, c.Value) {
			b.p.failAt(c.Position, fmt.Sprintf("no row of %s can have “%s” under %s, which has %s", q.Name, c.Value, c.Name, strings.Join(words, ", ")), didYouMean(c.Value, words))
		}
	}
	if e.Group != "" {
		b.column(q, e.Group, e.Place(keyGroup))
	}
	if e.Join != "" {
		b.column(q, e.Join, e.Place(keyJoin))
	}
	if e.Order != "" && !slices.Contains(q.Columns, e.Order) {
		b.p.failAt(e.Place(keyOrder), fmt.Sprintf("%s has no column %q", q.Name, e.Order), didYouMean(e.Order, q.Columns))
	}
	b.say(q, e.Say, e)
	if IsPicture(e.As) {
		b.picture(q, e)
	}
}

// picture gives a picture that names no columns those that the query's own view names, and checks that they are there.
func (b *reportBinder) picture(q *Query, e *Embed) {
	if own, err := ParseView(q.View); err == nil && len(e.Picture.Columns) == 0 && own.Name == e.As {
		e.Picture = own
	}
	if err := e.Picture.Check(q.Columns); err != nil {
		wrong := err.(*viewError) // the only type that it has
		b.p.failAt(e.Place(keyAs), strings.Replace(wrong.reason, "view:", "as:", 1), wrong.fix)
	}
}

// say holds the names in a sentence: columns, else parameters of the report, or, where rows are counted, count.
func (b *reportBinder) say(q *Query, all []Segment, e *Embed) {
	for _, s := range all {
		b.say(q, s.Optional, e)
		if s.Value == nil || b.p.report.Param(s.Value.Name) != nil || e.As == AsCount && s.Value.Name == AsCount {
			continue
		}
		b.column(q, s.Value.Name, s.Value.Position)
	}
}

// ViewParam is the only parameter of a view.
const ViewParam = "of"

func (b *reportBinder) view(e *Embed) {
	for key, has := range map[string]bool{keyColumns: e.Columns != nil, keyWhere: e.Where != nil, keyGroup: e.Group != "", keyJoin: e.Join != "", keyOrder: e.Order != "", keySay: e.Say != nil} {
		if has && e.Whole() {
			b.p.failAt(e.Place(key), fmt.Sprintf("%s: the view %s has no columns", key, e.View), "")
		}
	}
	if ofOne := len(e.With) == 1 && e.With[0].Name == ViewParam; !ofOne && (e.Whole() || len(e.With) > 0) {
		b.p.failAt(e.Place(keyWith), fmt.Sprintf("the view %s takes one entity", e.View), "write it as with: of = {entity}")
	}
	for _, a := range e.With {
		if from := b.p.report.Param(a.Param); from != nil && from.List {
			b.p.failAt(a.Position, fmt.Sprintf("the view %s takes one entity, and {%s} may be several", e.View, a.Param), "take the ... of the report's parameter away")
		}
	}
}

// with holds arguments against the parameters of a query.
func (b *reportBinder) with(q *Query, with []Argument, at quads.Position) {
	given := map[string]bool{}
	for _, a := range with {
		p := q.Param(a.Name)
		if p == nil {
			names := make([]string, len(q.Params))
			for i := range q.Params {
				names[i] = q.Params[i].Name
			}
			hint := q.Name + " has no parameters"
			if len(names) > 0 {
				hint = didYouMean(a.Name, names)
			}
			b.p.failAt(a.Position, fmt.Sprintf("%s has no parameter %q", q.Name, a.Name), hint)
			continue
		}
		given[a.Name] = true
		from := b.p.report.Param(a.Param)
		switch {
		case from != nil && from.Type != p.Type && p.Type != String:
			b.p.failAt(a.Position, fmt.Sprintf("%s takes %s, and {%s} is %s", a.Name, p.Type, a.Param, from.Type), "")
		case from != nil && p.Required() && from.Optional:
			b.p.failAt(a.Position, fmt.Sprintf("%s must be given, and {%s} may be left out", a.Name, a.Param), "take the ? of the report's parameter away, or embed another query")
		case from == nil && a.Param == "":
			b.literal(p, a)
		}
	}
	for i := range q.Params {
		if p := &q.Params[i]; p.Required() && !given[p.Name] {
			b.p.failAt(at, fmt.Sprintf("%s needs a value for %s", q.Name, p.Name), fmt.Sprintf("add with: %s = …", p.Name))
		}
	}
}

// literal judges a value that is written in the report, save the names of entities, which a graph must know.
func (b *reportBinder) literal(p *Param, a Argument) {
	v, err := p.choose(a.Value)
	if err == nil && p.Type != IRI {
		_, err = p.value(v, nil)
	}
	if err != nil {
		b.p.failAt(a.Position, fmt.Sprintf("%s: %v", a.Name, err), "")
	}
}
