package document

import (
	"strings"

	"rapport/internal/report"
)

// inline writes what stands in a line of words: values, sentences and the marks of notes.
type inline struct {
	escape func(string) string // makes a clean text safe
	mark   func(n int) string  // refers to a note
	strong func(string) string // sets written words apart
	notes  []*report.Footnote
}

func (w *inline) marks(notes []int) string { return joinMarks(notes, w.mark) }

// marked writes the words of a standing.
func (w *inline) marked(words string, against []int) string {
	return withMarks(words, against, w.escape, w.marks)
}

// remark writes what is said behind a line of a node.
func (w *inline) remark(words string, against []int) string {
	if words == "" {
		return ""
	}
	return " (" + w.marked(words, against) + ")"
}

// hop writes a hop with its notes.
func (w *inline) hop(h Hop) string {
	return w.escape(h.Text) + w.remark(h.Standing, h.Against) + w.marks(h.Notes)
}

func (w *inline) value(v *Value) string {
	var items []string
	for _, i := range v.Items {
		text := w.escape(i.Text)
		if !i.Bare {
			text += w.remark(i.Words(), i.Against)
		}
		items = append(items, text+w.marks(i.Notes))
	}
	if len(items) == 0 {
		return w.escape(v.otherwise())
	}
	return enumerate(items)
}

// line is a row as a sentence, with what keeps it from being a fact in front.
func (w *inline) line(a *Answer, r Row) string {
	lead := ""
	if words := r.lead(); words != "" {
		lead = w.strong(w.marked(words[:len(words)-1], r.Against)) + " "
	}
	switch {
	case r.Sentence != nil: // its words are no Markdown
		return lead + sentence(r.Sentence, w.escape, w.marks) + w.escape(r.tail()) + w.remark(r.Remark, r.Against) + w.marks(r.marks(w.notes))
	case len(r.Hops) > 0:
		var hops []string
		for _, h := range r.Hops {
			hops = append(hops, w.hop(h))
		}
		return lead + strings.Join(hops, "; ")
	}
	var cells []string
	for i, c := range r.Cells {
		if c.Value == nil {
			continue
		}
		text := w.cell(r, i)
		if i > 0 {
			text = w.escape(heading(a.Columns[i])) + ": " + text
		}
		cells = append(cells, text)
	}
	return lead + strings.Join(cells, " · ") + w.marks(r.marks(w.notes))
}

// cell is one of the cells of a row, with the notes of a value that has its own.
func (w *inline) cell(r Row, i int) string {
	return noted(r.cell(i, r.Cells[i]), r.marksAt(i, w.notes), w.escape, w.marks)
}
