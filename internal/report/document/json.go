package document

import (
	"cmp"
	"encoding/json"
	"io"

	"github.com/cayleygraph/quad"

	"rapport/internal/report"
)

// The JSON of a report, as the package comment describes it.
type (
	jsonReport struct {
		Recipe
		Title      string                     `json:"title"`
		Asks       string                     `json:"asks"`
		Given      []jsonGiven                `json:"given,omitempty"`
		Searched   string                     `json:"searched"`
		Unsearched []jsonUnsearched           `json:"unsearched,omitempty"`
		Articles   []string                   `json:"articles,omitempty"`
		Notice     string                     `json:"notice,omitempty"`
		Sections   []jsonSection              `json:"sections"`
		Statements map[string]json.RawMessage `json:"statements"`
	}
	jsonUnsearched struct {
		Query string `json:"query"`
		Asked string `json:"asked"`
		Why   string `json:"why"`
	}
	jsonGiven struct {
		Name   string   `json:"name"`
		Values []string `json:"values"`
		Shown  string   `json:"shown"`
	}
	jsonSection struct {
		ID     string      `json:"id,omitempty"`
		Title  string      `json:"title,omitempty"`
		Blocks []jsonBlock `json:"blocks"`
	}
	jsonBlock struct {
		Kind     string      `json:"kind"`
		Level    int         `json:"level,omitempty"`
		Text     string      `json:"text,omitempty"`
		Values   []jsonValue `json:"values,omitempty"`
		Answer   *jsonAnswer `json:"answer,omitempty"`
		LeftOpen []jsonOpen  `json:"left_open,omitempty"`
	}
	jsonValue struct {
		Text       string          `json:"text"`
		Cell       json.RawMessage `json:"cell,omitempty"`
		Standing   string          `json:"standing,omitempty"`
		Disputed   []string        `json:"disputed,omitempty"`
		Statements []string        `json:"statements,omitempty"`
		Unsearched string          `json:"unsearched,omitempty"`
		Unasked    string          `json:"unasked,omitempty"`
	}
	jsonAnswer struct {
		Of         string       `json:"of"`
		View       bool         `json:"view,omitempty"`
		As         string       `json:"as"`
		Asked      string       `json:"asked"`
		Columns    []string     `json:"columns,omitempty"`
		Count      int          `json:"count"`
		AtLeast    bool         `json:"at_least,omitempty"`
		Unsaid     int          `json:"unsaid,omitempty"`
		Rows       []jsonRow    `json:"rows"`
		Groups     []jsonGroup  `json:"groups,omitempty"`
		Unsearched string       `json:"unsearched,omitempty"`
		Unasked    string       `json:"unasked,omitempty"`
		Unknown    string       `json:"unknown,omitempty"`
		Empty      *jsonNothing `json:"empty,omitempty"`
		Picture    []string     `json:"picture,omitempty"`
	}
	jsonGroup struct {
		Title string `json:"title"`
		Note  string `json:"note,omitempty"`
		From  int    `json:"from"`
	}
	jsonNothing struct {
		Meaning string   `json:"meaning,omitempty"`
		Nearest []string `json:"nearest,omitempty"`
	}
	jsonRow struct {
		Cells      map[string]json.RawMessage   `json:"cells,omitempty"`
		Joined     map[string][]json.RawMessage `json:"joined,omitempty"`
		Supplied   []string                     `json:"supplied,omitempty"`
		Inferred   map[string][]string          `json:"inferred,omitempty"`
		Text       string                       `json:"text,omitempty"`
		Parts      []jsonPart                   `json:"parts,omitempty"`
		Standing   string                       `json:"standing,omitempty"`
		Disputed   []string                     `json:"disputed,omitempty"`
		Statements []string                     `json:"statements"`
		Why        json.RawMessage              `json:"why,omitempty"`
	}
	jsonPart struct {
		Text       string   `json:"text"`
		Standing   string   `json:"standing,omitempty"`
		Disputed   []string `json:"disputed,omitempty"`
		Statements []string `json:"statements,omitempty"`
	}
	jsonOpen struct {
		Statement string `json:"statement"`
		Text      string `json:"text"`
		About     string `json:"about,omitempty"`
	}
)

// WriteJSON writes a document as one JSON document.
func (d *Document) WriteJSON(w io.Writer) error {
	out := jsonReport{Recipe: d.Recipe(), Title: d.Title, Asks: d.Report.Asks, Searched: d.Searched, Articles: d.Articles, Notice: d.notice(), Sections: []jsonSection{}, Statements: map[string]json.RawMessage{}}
	for _, g := range d.Given {
		out.Given = append(out.Given, jsonGiven(g))
	}
	for _, u := range d.Unsearched {
		out.Unsearched = append(out.Unsearched, jsonUnsearched{u.Query, u.Asked, u.Why})
	}
	for _, s := range d.Sections {
		section := jsonSection{ID: s.ID, Title: plain(s.Title), Blocks: []jsonBlock{}}
		for i := range s.Blocks {
			section.Blocks = append(section.Blocks, d.blockJSON(&s.Blocks[i]))
		}
		out.Sections = append(out.Sections, section)
	}
	for i, n := range d.Footnotes {
		reading := ""
		if d.Readings != nil {
			reading = d.Readings[i]
		}
		out.Statements[statement(n)] = n.JSON(reading)
	}
	return report.WriteIndented(w, out)
}

func (d *Document) blockJSON(b *Block) jsonBlock {
	out := jsonBlock{Kind: "answer"}
	switch {
	case b.Heading != nil:
		out.Kind, out.Level, out.Text, out.Values = "heading", b.Level, plain(b.Heading), d.valuesJSON(b.Heading)
	case b.Prose != nil:
		out.Kind, out.Text, out.Values = "prose", plain(b.Prose), d.valuesJSON(b.Prose)
	default:
		out.Answer = d.answerJSON(b.Answer)
	}
	for _, o := range b.Open {
		out.LeftOpen = append(out.LeftOpen, jsonOpen{statement(d.Footnotes[o.Note-1]), o.Text, o.Of})
	}
	return out
}

// statements names the statements of notes.
func (d *Document) statements(notes []int) []string {
	out := make([]string, len(notes))
	for i, n := range notes {
		out[i] = statement(d.Footnotes[n-1])
	}
	return out
}

// labels are statements as JSON names them.
func labels(all []quad.Value) []string {
	var out []string
	for _, label := range all {
		out = append(out, report.Show(label, ""))
	}
	return out
}

func (d *Document) valuesJSON(spans []Span) []jsonValue {
	var out []jsonValue
	for _, s := range spans {
		if s.Value == nil {
			continue
		}
		if why := s.Value.Unsearched; why != "" {
			out = append(out, jsonValue{Text: notSearched, Unsearched: why})
		}
		if why := s.Value.Misfit; why != "" {
			out = append(out, jsonValue{Text: notAsked, Unasked: why})
		}
		for _, i := range s.Value.Items {
			v := jsonValue{Text: i.Text, Statements: d.statements(i.Notes)}
			if i.Cell.Value != nil {
				v.Cell = report.AppendCell(nil, i.Cell)
			}
			if !i.Bare {
				v.Standing, v.Disputed = i.Words(), labels(i.Disputed)
			}
			out = append(out, v)
		}
	}
	return out
}

func (d *Document) answerJSON(a *Answer) *jsonAnswer {
	out := &jsonAnswer{
		Of: a.Name, View: a.Embed.View != "", As: a.Embed.As, Asked: a.Asked, Columns: a.Shown,
		Count: a.Count, AtLeast: a.Atleast, Unsaid: a.Unsaid, Rows: []jsonRow{}, Unsearched: a.Unsearched, Unasked: a.Misfit, Unknown: a.Unknown,
	}
	for _, r := range a.Rows {
		out.Rows = append(out.Rows, d.rowJSON(a, r))
	}
	for _, g := range a.Groups {
		out.Groups = append(out.Groups, jsonGroup(g))
	}
	if len(a.Rows) == 0 {
		out.Empty = &jsonNothing{cmp.Or(a.Unsearched, a.Misfit, a.Unknown, a.Embed.None, a.Meaning), d.statements(a.Nearest)}
	}
	if a.Picture != nil {
		out.Picture = a.Picture.List()
	}
	return out
}

func (d *Document) rowJSON(a *Answer, r Row) jsonRow {
	out := jsonRow{Standing: cmp.Or(r.Words(), r.Remark), Disputed: labels(r.Disputed), Statements: d.statements(r.Evidence.Notes)}
	if r.Remark != "" {
		out.Disputed = d.statements(r.Against)
	}
	if r.Sentence != nil {
		out.Text = plain(r.Sentence)
	}
	for _, h := range r.Hops {
		out.Parts = append(out.Parts, jsonPart{h.Text, h.Standing, d.statements(h.Against), d.statements(h.Notes)})
	}
	for i, c := range r.Cells {
		if i >= len(a.Shown) {
			break
		}
		if out.Cells == nil {
			out.Cells = map[string]json.RawMessage{}
		}
		out.Cells[a.Shown[i]] = report.AppendCell(nil, c)
		if i < len(r.Worked) && r.Worked[i] {
			out.Supplied = append(out.Supplied, a.Shown[i])
		}
		if by := r.Concluded.At(i); by != nil {
			if out.Inferred == nil {
				out.Inferred = map[string][]string{}
			}
			out.Inferred[a.Shown[i]] = labels(by)
		}
	}
	for _, c := range r.Joined {
		if out.Joined == nil {
			out.Joined = map[string][]json.RawMessage{}
		}
		out.Joined[a.Embed.Join] = append(out.Joined[a.Embed.Join], report.AppendCell(nil, c))
	}
	if len(r.Evidence.Derivations) > 0 {
		out.Why = report.AppendWhy(nil, &r.Evidence)
	}
	return out
}
