package picture

import "strings"

// Picture is a Graph, a Timeline or a Chart.
type Picture interface {
	SVG(o Options) []byte
	List() []string
}

// Options are what depends on where a picture will stand, not on what it shows.
type Options struct {
	// ID is the prefix of every id in the picture. Two pictures inlined in one page need two; "" means "picture". Characters other than
	// ASCII letters, digits, "-" and "_" become "-".
	ID string
	// Standalone makes a file of its own: an XML declaration, a white ground, and the title drawn inside. Without it the picture is
	// for inlining in HTML: the title is only told, the ground is the page's, and where it comes from is the page's to say.
	Standalone bool
	// NoteLink stands before a footnote's number in the link to it, such as "#note-". "" links none.
	NoteLink string
	// Footnotes are printed small below the picture, a paragraph each; best with their numbers in front.
	Footnotes []string
	// Width is how wide the picture should be with its margins, in CSS pixels at which its text has its natural size; 0 means 760. A timeline or
	// chart is exactly this wide (but at least 320), a graph as wide as it needs, and where a width is given and it needs more, it is shown
	// smaller, exactly as wide. All shrink with the page.
	Width float64
}

// id returns the id of a part of the picture.
func (o Options) id(part string) string {
	prefix := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return '-'
	}, o.ID)
	if prefix == "" {
		prefix = "picture"
	}
	return prefix + "-" + part
}

// whole is the width with the margins.
func (o Options) whole() float64 {
	if !(o.Width > 0) { // NaN too
		return 760
	}
	return min(max(o.Width, 320), 4000)
}

// margin is on each side of a picture.
const margin = 16

// width is the width between the margins.
func (o Options) width() float64 { return o.whole() - 2*margin }
