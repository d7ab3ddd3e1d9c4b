package report

import (
	"time"

	"github.com/cayleygraph/quad"

	"rapport/internal/report/picture"
	"rapport/quads"
)

// timeline draws each row as an event: at its date as printed, else as inferred, else between its bounds.
func (d *drawer) timeline() picture.Timeline {
	tl := picture.Timeline{Title: d.title, Source: d.source()}
	for row := range d.t.Rows {
		e := picture.Event{Label: d.label(row), When: d.words(row, "when"), Standing: d.standing(row)}
		inferred := false
		if !d.date(&e, d.cell(row, "date")) {
			inferred = d.date(&e, d.cell(row, "inferred-date"))
		}
		if e.Earliest.IsZero() && e.Latest.IsZero() {
			e.Earliest, e.Latest = moment(d.cell(row, "earliest")), moment(d.cell(row, "latest"))
		}
		// That the date is inferred does not make the event inferred, where words state that it was.
		if c := d.Concluded(&d.t.Evidence[row], d.t.Rows[row], d.t.Columns); c != nil && d.words(row, "inferred") == "" {
			e.Inferred, e.Concluded = c.Rest || c.Link, inferred
		}
		if e.When == "" && d.cell(row, "date").Value != nil {
			e.When = d.cell(row, "date").show(Options{})
		}
		tl.Events = append(tl.Events, e)
	}
	return tl
}

// date gives an event the bounds of an EDTF date and tells whether there were any.
func (d *drawer) date(e *picture.Event, c Cell) bool {
	if c.Value == nil {
		return false
	}
	text := textOf(c.Value)
	i, err := quads.ParseEDTF(text)
	if err != nil || i.Earliest.IsZero() && i.Latest.IsZero() {
		return false
	}
	e.Earliest, e.Latest, e.OpenStart, e.OpenEnd = i.Earliest, i.Latest, i.OpenStart, i.OpenEnd
	e.Approximate, e.Uncertain = i.Approximate, i.Uncertain
	return true
}

// moment reads an xsd:dateTime, the zero time where there is none.
func moment(c Cell) time.Time {
	if v, ok := c.Value.(quad.TypedString); ok {
		for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02"} {
			if t, err := time.Parse(layout, string(v.Value)); err == nil {
				return t.UTC()
			}
		}
	}
	return time.Time{}
}
