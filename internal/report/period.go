package report

import (
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// Period is a span of time that links are kept to. Both ends belong to it; a zero time is no bound.
type Period struct {
	From, To time.Time
	Undated  bool // links that nothing dates are kept too
	// Of those that are left out, filled by Neighbourhoods:
	Outside int // how many have dates outside the period
	Unsaid  int // how many have no date
}

// meets tells whether a date can lie within the period. What has no beginning or no end, or none that is known, reaches as far as one can think; a date
// without a bound on either side, such as a day without a year, is none (false).
func (p *Period) meets(edtf string) (meets, dated bool) {
	i, err := quads.ParseEDTF(edtf)
	if err != nil || i.Earliest.IsZero() && i.Latest.IsZero() {
		return false, false
	}
	before := !i.Latest.IsZero() && i.Latest.Before(p.From)
	after := !p.To.IsZero() && i.Earliest.After(p.To)
	return !before && !after, true
}

// dating are the dates of a link.
type dating struct {
	dates []dateQuad
	meets bool // one of them can lie within the period
}

// dateQuad is one of them, and the statement or inference that says it.
type dateQuad struct {
	text     string
	label    quad.IRI
	inferred bool
}

// datings are the links by which a node has a date: when it happened, printed or inferred, and by when it is due.
var datings = [...]quad.IRI{quads.When, quads.InferredWhen, quads.Due}

// dating finds when a link holds: when what happened or is due at its ends did or does so; where neither is dated, when what its own words tell of
// happened, as the signing is of which they say who signed.
func (n *neighbourhood) dating(q quad.Quad) dating {
	var d dating
	for _, end := range []quad.Value{q.Subject, q.Object} {
		n.dates(&d, end)
	}
	if label, ok := q.Label.(quad.IRI); ok && len(d.dates) == 0 {
		return n.datingOf(label)
	}
	return d
}

// datingOf are the dates of what the words of a statement tell of. Any number of links may have it.
func (n *neighbourhood) datingOf(statement quad.IRI) dating {
	d, known := n.said[statement]
	if !known {
		for _, q := range n.scan(nil, nil, nil, statement) {
			if iri, ok := q.Subject.(quad.IRI); ok && n.root(iri) == quads.Occurrence {
				n.dates(&d, iri)
			}
		}
		n.said[statement] = d
	}
	return d
}

func (n *neighbourhood) dates(d *dating, node quad.Value) {
	iri, ok := node.(quad.IRI)
	if !ok {
		return
	}
	for _, p := range datings {
		for _, q := range n.scan(iri, p, nil, nil) {
			text := quads.TextOf(q.Object)
			meets, dated := n.period.meets(text)
			label, _ := q.Label.(quad.IRI)
			one := dateQuad{Date(text), label, p == quads.InferredWhen}
			if !dated || slices.Contains(d.dates, one) {
				continue
			}
			d.dates, d.meets = append(d.dates, one), d.meets || meets
		}
	}
}

// within tells whether a link is in the period, and counts it where it is not.
func (n *neighbourhood) within(q quad.Quad) bool {
	if n.period == nil {
		return true
	}
	d := n.dating(q)
	if d.meets || len(d.dates) == 0 && n.period.Undated {
		return true
	}
	if !n.left[q] {
		n.left[q] = true
		if len(d.dates) == 0 {
			n.period.Unsaid++
		} else {
			n.period.Outside++
		}
	}
	return false
}

// text puts dates into words.
func (d dating) text() string {
	if len(d.dates) == 0 {
		return "no date"
	}
	var parts []string
	for _, one := range d.dates {
		text := one.text
		if one.inferred {
			text += " (inferred)"
		}
		if !slices.Contains(parts, text) {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, ", ")
}

// dateCells say when a link holds and which statement or inference says so, the first where there are several.
func (n *neighbourhood) dateCells(k nodeLink) []Cell {
	d := n.dating(k.rests[0])
	if len(d.dates) == 0 {
		return []Cell{{Value: quad.String(d.text())}, {}}
	}
	return []Cell{{Value: quad.String(d.text())}, n.Cell(d.dates[0].label)}
}
