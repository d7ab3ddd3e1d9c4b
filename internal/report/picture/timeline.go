package picture

import "time"

// Timeline is a picture of when things happened, or are to happen. Events are drawn by their date, the undated below.
type Timeline struct {
	Title  string
	Source string // a line below that says where it comes from; "" for none
	Events []Event
}

// Event is a row of a timeline.
type Event struct {
	Label string
	// When is the date as it is printed beside the event, best in the article's own words ("in the 1970s"); "" means that Earliest and
	// Latest are put into words.
	When string
	// Earliest and Latest are the first and the last moment that it can be, as EDTF derives them: 197X is 1970-01-01T00:00:00 to
	// 1979-12-31T23:59:59. The zero time is no bound; with neither the event is undated.
	Earliest, Latest time.Time
	// Lasts says that it fills the time from Earliest to Latest. Else it happens at some moment between them, and the drawing
	// does not say when: a point where the two are close on the axis, a hatched span where not.
	Lasts       bool
	Approximate bool // "about": the ends are ragged
	Uncertain   bool // the date is doubtful: it gets a question mark
	// OpenStart and OpenEnd say that it is without a beginning or an end ("since", "until further notice"): an arrow. A bound that is
	// missing without them is unknown: a question mark at that end.
	OpenStart, OpenEnd bool
	// Concluded says that the date is inferred, as far as Earliest and Latest give it, and the event is not.
	Concluded bool
	Standing
}

// List says every event: date, words, how it is meant.
func (t Timeline) List() []string {
	var lines []string
	for _, e := range t.ordered() {
		lines = append(lines, e.sentence())
	}
	return lines
}
