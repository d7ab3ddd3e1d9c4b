package web

import (
	"github.com/cayleygraph/quad"

	"rapport/internal/report"
	"rapport/internal/report/picture"
	"rapport/quads"
)

// drawn is a graph as its page has it for the script of a full build: what the picture shows, and where.
type drawn struct {
	Title         string      `json:"title"`
	Width, Height int         `json:"-"`
	Boxes         []drawnBox  `json:"boxes"`
	Lines         []drawnLine `json:"lines"`
	Notes         []drawnNote `json:"notes"` // that the lines have the numbers of
	Left          string      `json:"left,omitempty"`
}

type drawnBox struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Kind    string   `json:"kind,omitempty"`
	Words   []string `json:"words"` // as they fit in the box
	Content bool     `json:"content,omitempty"`
	Open    bool     `json:"open,omitempty"`
	Page    string   `json:"page,omitempty"`   // all that is said of it
	Toggle  string   `json:"toggle,omitempty"` // the graph with it open, or without it where it is
	X       int      `json:"x"`                // of the middle
	Y       int      `json:"y"`
	Width   int      `json:"width"`
	Height  int      `json:"height"`
}

type drawnLine struct {
	From     string          `json:"from"`
	To       string          `json:"to"`
	Style    string          `json:"style"` // solid, dashed, dotted, struck
	Disputed bool            `json:"disputed,omitempty"`
	Words    []string        `json:"words"`
	Notes    []int           `json:"notes,omitempty"`
	X        int             `json:"x"` // of the middle of the words
	Y        int             `json:"y"`
	Bends    []picture.Place `json:"bends,omitempty"`
}

type drawnNote struct {
	Number    int    `json:"number"`
	Text      string `json:"text"`
	Statement string `json:"statement"`
	Path      string `json:"path,omitempty"`
}

// drawn tells a script what the picture of a graph shows. toggle is the address of the graph with a node open, or without it.
func (v *view) drawn(t *report.Table, g picture.Graph, toggle func(quad.IRI) string) *drawn {
	nodes := map[string]quad.IRI{}
	for _, row := range t.Rows {
		for _, c := range row {
			if iri, ok := c.Value.(quad.IRI); ok {
				nodes[report.NodeID(iri)] = iri
			}
		}
	}
	places := g.Places(0)
	out := &drawn{Title: report.Clean(g.Title), Left: places.Left, Boxes: []drawnBox{}, Lines: []drawnLine{}, Notes: []drawnNote{}}
	for _, b := range places.Boxes {
		box := drawnBox{ID: b.ID, Name: report.Clean(b.Label), Kind: report.Clean(b.Kind), Words: b.Words, Content: b.Content, Open: b.Focus,
			X: b.Middle.X, Y: b.Middle.Y, Width: b.Width, Height: b.Height}
		if iri, ok := nodes[b.ID]; ok {
			box.Page, box.Toggle = v.pathOf(iri), toggle(iri)
		}
		out.Boxes = append(out.Boxes, box)
	}
	for _, l := range places.Lines {
		out.Lines = append(out.Lines, drawnLine{From: l.From, To: l.To, Style: l.Style, Disputed: l.Disputed, Words: l.Words, Notes: l.Notes, X: l.Middle.X, Y: l.Middle.Y, Bends: l.Bends})
	}
	for _, n := range report.PictureFootnotes(t, g) {
		text, _ := n.Text()
		note := drawnNote{Number: n.Number, Text: report.Clean(text), Statement: report.Clean(quads.TextOf(n.Label))}
		if iri, ok := n.Label.(quad.IRI); ok && n.Citation != nil {
			note.Path = statementPath(iri)
		}
		out.Notes = append(out.Notes, note)
	}
	return out
}
