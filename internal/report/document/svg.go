package document

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"rapport/internal/report"
	"rapport/internal/report/picture"
	"rapport/queries"
)

// PictureError says that a report has no picture, or several, where one is wanted.
type PictureError struct {
	Sections []string // the ids of those that have one, each once
	Pictures int
	// Unsearched is why nothing is known of what one would show, in words; "" where that is known.
	Unsearched string
}

func (e *PictureError) Error() string {
	switch {
	case e.Pictures == 0 && e.Unsearched != "":
		return "what the report would draw was not searched: " + e.Unsearched
	case e.Pictures == 0:
		return "nothing in the report is drawn"
	}
	return fmt.Sprintf("want one picture, got %d", e.Pictures)
}

// Hint names the sections to choose from.
func (e *PictureError) Hint() string {
	if len(e.Sections) < 2 {
		return ""
	}
	return "choose a section with --section: " + strings.Join(e.Sections, ", ")
}

// WriteSVG writes the picture of a document that has one, as a file of its own with its notes below. The error is a *PictureError.
func (d *Document) WriteSVG(w io.Writer) error {
	var found *Answer
	wrong := &PictureError{}
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			if b.Answer != nil && queries.IsPicture(b.Answer.Embed.As) {
				wrong.Unsearched = cmp.Or(wrong.Unsearched, b.Answer.Unsearched)
			}
			if b.Answer == nil || b.Answer.Picture == nil {
				continue
			}
			found = b.Answer
			wrong.Pictures++
			if s.ID != "" && !slices.Contains(wrong.Sections, s.ID) {
				wrong.Sections = append(wrong.Sections, s.ID)
			}
		}
	}
	if wrong.Pictures != 1 {
		return wrong
	}
	notes := report.PictureNotes(&report.Table{Footnotes: d.Footnotes}, found.Picture)
	_, err := w.Write(found.Picture.SVG(picture.Options{Standalone: true, Footnotes: notes, Width: float64(d.Width)}))
	return err
}
