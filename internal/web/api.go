package web

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph/cayleyapi"
	"rapport/graph/gizmo"
	"rapport/internal/report"
	"rapport/internal/report/document"
	"rapport/internal/report/picture"
	"rapport/queries"
)

// What an answer is called in its header.
var kinds = map[report.Format]string{
	report.FormatJSON: "application/json", report.FormatJSONL: "application/jsonl; charset=utf-8", report.FormatCSV: "text/csv; charset=utf-8",
	report.FormatTSV: "text/tab-separated-values; charset=utf-8", report.FormatMD: "text/markdown; charset=utf-8", report.FormatSVG: "image/svg+xml",
	"html": "text/html; charset=utf-8", formatCSL: "application/vnd.citationstyles.csl+json",
}

// cutHeader has the limit that left rows out, a number or a time, for formats that have no place for it. Where rows are sent as they come it is a trailer.
const cutHeader = cayleyapi.CutHeader

// leftOutHeader has the columns under which rows lack what flags left out, each with how many rows, about=1: of a saved query, for formats that have no place
// for it. Where rows are sent as they come it is a trailer.
const leftOutHeader = "Rapport-Left-Out"

// leftOut is what that header has.
func leftOut(all []queries.Emptied) string {
	var parts []string
	for _, e := range all {
		parts = append(parts, fmt.Sprintf("%s=%d", e.Column, e.Rows))
	}
	return strings.Join(parts, ", ")
}

// unsearchedHeader names the queries of a report that have no answer, as what there is to go through is more than a query may hold.
const unsearchedHeader = "Rapport-Unsearched"

// apiFormats are the formats of rows.
func apiFormats() []report.Format {
	return []report.Format{report.FormatJSON, report.FormatJSONL, report.FormatCSV, report.FormatTSV, report.FormatMD, report.FormatSVG}
}

// splitFormat takes "duties.csv" apart.
func splitFormat(file string, formats ...report.Format) (name string, f report.Format, err error) {
	at := strings.LastIndexByte(file, '.')
	if at >= 0 {
		name, f = file[:at], report.Format(file[at+1:])
	}
	if !slices.Contains(formats, f) || name == "" {
		var words []string
		for _, f := range formats {
			words = append(words, "."+string(f))
		}
		return "", "", &Problem{Status: http.StatusNotFound, Kind: "format", Detail: fmt.Sprintf("%q names no format", file), Hint: "end it in one of " + strings.Join(words, ", ")}
	}
	return name, f, nil
}

// apiQuery answers a saved query.
func apiQuery(v *view) error {
	if err := v.own(); err != nil {
		return err
	}
	name, f, err := splitFormat(v.r.PathValue("file"), apiFormats()...)
	if err != nil {
		return err
	}
	q, err := v.Library.Find(name)
	if err != nil {
		return err
	}
	a, err := v.readAsking(&q.Header, v.r.URL.Query())
	if err != nil {
		return err
	}
	if q.Ordered && streamed(f) && !a.why && !a.explain {
		return v.streamQuery(q, a, f)
	}
	got, err := v.ask(q, a, f == report.FormatSVG)
	if err != nil {
		return err
	}
	if a.explain {
		return v.sendExplanation(report.Explanation{Program: q.Path, Rows: len(got.result.Rows), Cut: got.result.Cut, Told: got.result.Explanation, Names: v.lookup.Names()}, f)
	}
	got.table.LeftOut = v.emptied(q, got)
	if f == report.FormatMD && len(got.table.Rows) == 0 {
		got.table.Title = "" // as on the command line
	}
	return v.sendTable(got.lookup, got.table, f, a, report.ViewOf(q), report.PictureTitle(q, a.given, got.params, v.lookup.Names()))
}

// own refuses a page of another site, which may link to our pages but not have queries asked.
func (v *view) own() error {
	if v.foreign() {
		return &Problem{Status: http.StatusForbidden, Kind: "origin", Detail: "a page of another site asks, and only our own pages may"}
	}
	return nil
}

// foreign tells whether a page of another site led here.
func (v *view) foreign() bool {
	site := v.r.Header.Get("Sec-Fetch-Site")
	return site == "cross-site" || site == "same-site"
}

// streamed tells whether rows in a format can be sent as they come.
func streamed(f report.Format) bool {
	return f == report.FormatCSV || f == report.FormatTSV || f == report.FormatJSONL
}

// sendTable answers with rows in a format, or drawn.
func (v *view) sendTable(l *report.Lookup, t *report.Table, f report.Format, a *asking, view, title string) error {
	var b bytes.Buffer
	if f == report.FormatSVG {
		l.Href = nil // a file of its own leads nowhere
		if a.ids {
			t.DropNames()
		}
		p, err := l.Picture(t, view, title)
		if err != nil {
			return &Problem{Status: http.StatusUnprocessableEntity, Kind: "picture", Detail: "no picture: " + err.Error()}
		}
		b.Write(p.SVG(picture.Options{Standalone: true, Footnotes: report.PictureNotes(t, p)}))
	} else if err := report.Write(&b, f, t, report.Options{IDs: a.ids}); err != nil {
		return err
	}
	if t.Cut {
		v.w.Header().Set(cutHeader, a.cut())
	}
	if len(t.LeftOut) > 0 {
		v.w.Header().Set(leftOutHeader, leftOut(t.LeftOut))
	}
	return v.send(kinds[f], b.Bytes())
}

// sendExplanation answers with how a program was answered.
func (v *view) sendExplanation(e report.Explanation, f report.Format) error {
	if f != report.FormatJSON {
		return &Problem{Status: http.StatusBadRequest, Kind: "parameter", Detail: "explain is for json"}
	}
	var b bytes.Buffer
	if err := e.Write(&b, f, report.Options{}); err != nil {
		return err
	}
	return v.send(kinds[f], b.Bytes())
}

// streamQuery sends the rows of an ordered query as they come.
func (v *view) streamQuery(q *queries.Query, a *asking, f report.Format) error {
	w, err := v.walked(a)
	if err != nil {
		return err
	}
	params, err := v.bound(q, a)
	if err != nil {
		return err
	}
	s := &stream{v: v, f: f, o: report.Options{IDs: a.ids}, columns: q.Columns, a: a, known: true}
	defer s.over()
	names := v.lookup.Names()
	got := &answered{walked: w, params: params, result: &queries.Result{Columns: q.Columns}} // to be held against that of the whole graph
	var size report.AnswerSize
	stats, err := v.run(v.saved, w)(v.r.Context(), q.Path, q.Text, gizmo.Options{Params: params, Limit: a.limit}, s.locked(func(row gizmo.Row) error {
		if err := s.holds(row); err != nil {
			return err
		}
		values, err := q.Cells(row)
		if err != nil {
			return err
		}
		if w.within != "" && got.result != nil {
			if size.Add(row); size.Bytes() > v.server.limits.Answer {
				got.result = nil // it is more than is held, and nothing is told of it
			} else {
				got.result.Rows = append(got.result.Rows, values)
			}
		}
		cells := make([]report.Cell, len(values))
		for i, value := range values {
			cells[i] = report.Cell{Value: value, Name: names.Title(value)}
		}
		return s.row(cells)
	}))
	if err == nil && got.result != nil {
		s.leftOut = v.emptied(q, got)
	}
	return s.end(stats.Cut, err)
}

// apiProgram answers a program that is the body of the request.
func apiProgram(v *view) error {
	if err := v.own(); err != nil {
		return err
	}
	_, f, err := splitFormat("query."+v.r.PathValue("format"), apiFormats()...)
	if err != nil {
		return err
	}
	a, err := v.readAsking(&queries.Header{}, v.r.URL.Query())
	if err != nil {
		return err
	}
	var body bytes.Buffer
	if _, err := body.ReadFrom(v.r.Body); err != nil {
		return unread(err)
	}
	return v.program(body.String(), a, f)
}

// unread says that a request did not come whole, or not in its form.
func unread(err error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return err
	}
	return &Problem{Status: http.StatusBadRequest, Detail: "the request cannot be read: " + err.Error()}
}

// program answers a program.
func (v *view) program(text string, a *asking, f report.Format) error {
	if strings.TrimSpace(text) == "" {
		return &Problem{Status: http.StatusBadRequest, Kind: "program", Detail: "the program is empty", Hint: "send it as the body of the request"}
	}
	w, err := v.walked(a)
	if err != nil {
		return err
	}
	opts := gizmo.Options{Limit: a.limit, Why: a.why || f == report.FormatSVG, Explain: a.explain}
	run := v.timely(v.run(v.adhoc, w), a)
	if streamed(f) && !opts.Why && !opts.Explain {
		return v.streamProgram(w.lookup, run, text, opts, a, f)
	}
	c := report.Collector{Lookup: w.lookup, Why: opts.Why, Draw: f == report.FormatSVG}
	stats, err := v.whole(run)(v.r.Context(), programName, text, opts, c.Add)
	if err != nil {
		return err
	}
	if a.explain {
		return v.sendExplanation(report.Explanation{Program: programName, Rows: stats.Rows, Cut: stats.Cut, Told: stats.Explanation, Names: v.lookup.Names()}, f)
	}
	t := c.Finish(stats.Cut, f == report.FormatMD)
	if opts.Why && len(t.Rows) == 0 {
		t.Kept = w.within != ""
		c.Nothing(t, stats, v.lookup)
	}
	return v.sendTable(w.lookup, t, f, a, "", "")
}

// programName stands for a program in errors.
const programName = "program"

// streamProgram sends the rows of a program as they come. Its columns are those of its first rows; one that binds more later is cut.
func (v *view) streamProgram(l *report.Lookup, run queries.Runner, text string, opts gizmo.Options, a *asking, f report.Format) error {
	s := &stream{v: v, f: f, o: report.Options{IDs: a.ids}, a: a}
	defer s.over()
	c := report.Collector{Lookup: l}
	n, at := 0, map[string]int{}
	stats, err := run(v.r.Context(), programName, text, opts, s.locked(func(row gizmo.Row) error {
		if err := s.holds(row); err != nil {
			return err
		}
		if n++; n < heldRows {
			return c.Add(row)
		}
		if n == heldRows {
			c.Add(row)
			t := c.Finish(false, false)
			s.columns, s.held = t.Columns, t.Rows
			for i, name := range t.Columns {
				at[name] = i
			}
			return s.beginNow()
		}
		cells := make([]report.Cell, len(s.columns))
		for i, name := range row.Names {
			column, known := at[name]
			if !known {
				return fmt.Errorf("a row binds %q, which none of the first did", name)
			}
			cells[column] = l.Cell(row.Values[i])
		}
		return s.row(cells)
	}))
	if s.out == nil && err == nil {
		return v.sendTable(l, c.Finish(stats.Cut, false), f, a, "", "")
	}
	return s.end(stats.Cut, err)
}

// apiReport answers with a report.
func apiReport(v *view) error {
	if err := v.own(); err != nil {
		return err
	}
	name, f, err := splitFormat(v.r.PathValue("file"), report.FormatMD, "html", report.FormatJSON, report.FormatSVG)
	if err != nil {
		return err
	}
	r, err := v.Library.Report(name)
	if err != nil {
		return err
	}
	a, err := v.readAsking(&r.Header, v.r.URL.Query())
	if err != nil {
		return err
	}
	d, _, err := v.makeReport(r, a)
	if err != nil {
		return err
	}
	var unsearched []string
	for _, u := range d.Unsearched {
		unsearched = append(unsearched, u.Query)
	}
	if unsearched != nil {
		v.w.Header().Set(unsearchedHeader, strings.Join(unsearched, ", "))
	}
	var b bytes.Buffer
	switch f {
	case "html":
		v.w.Header().Set("Content-Security-Policy", reportPolicy)
		err = d.WriteHTML(&b)
	case report.FormatJSON:
		err = d.WriteJSON(&b)
	case report.FormatSVG:
		err = d.WriteSVG(&b)
	default:
		err = d.WriteMarkdown(&b)
	}
	if err != nil {
		return unpictured(err)
	}
	return v.send(kinds[f], b.Bytes())
}

// unpictured says why a report has no picture, or which it could have.
func unpictured(err error) error {
	p := &Problem{Status: http.StatusUnprocessableEntity, Kind: "picture", Detail: err.Error()}
	if several := (*document.PictureError)(nil); errors.As(err, &several) && len(several.Sections) > 1 {
		p.Hint = "section is one of " + strings.Join(several.Sections, ", ")
	}
	return p
}

// reportPolicy lets a report, which is one file with its style in it, be seen; nothing in it runs.
const reportPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// makeReport asks what a report embeds.
func (v *view) makeReport(r *queries.Report, a *asking) (*document.Document, *walked, error) {
	w, err := v.walked(a)
	if err != nil {
		return nil, nil, err
	}
	finder := v.lookup.Finder()
	d, err := document.Make(v.r.Context(), r, v.src, w.src, document.Options{
		Given: a.given, Sections: a.sections, ReadBack: a.readBack, Within: w.within, Flags: a.kept, Run: v.whole(v.run(v.saved, w)),
		Resolve: func(text string, classes ...quad.IRI) (quad.IRI, error) { return finder.ResolveAs(text, classes...) },
	})
	v.chance = err == nil && d.Unsearched != nil // the bound may be that on memory, which others take too
	return d, w, err
}
