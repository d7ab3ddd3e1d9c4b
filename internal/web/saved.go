package web

import (
	"bytes"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/internal/report"
	"rapport/queries"
)

// libraryPage lists what can be asked.
type libraryPage struct {
	Themes  []theme
	Reports []askable
	Broken  []string // what is wrong with queries and reports that cannot be read
}

type theme struct {
	Name    string
	Queries []askable
}

// askable is a saved query or report.
type askable struct {
	Path, Name, Asks, Own string
	Title                 []piece // marked is the name of a parameter
}

// titled is a title without parameters.
func titled(text string) []piece { return []piece{{Text: text}} }

// titleOfReport is a report's title before it is asked: parameters by their names, without what stands there only where something is given.
func titleOfReport(r *queries.Report) (out []piece) {
	for _, s := range r.Title {
		switch {
		case s.Value != nil && len(out) > 0 && strings.HasSuffix(strings.TrimSpace(out[len(out)-1].Text), s.Value.Name):
			out = append(out, piece{"…", true}) // the words before it have its name: from …
		case s.Value != nil:
			out = append(out, piece{s.Value.Name, true})
		case s.Optional == nil:
			out = append(out, piece{Text: s.Text})
		}
	}
	return out
}

// oneLine is a text of several lines as a paragraph.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// plainTitle is a title in one text.
func plainTitle(title []piece) string {
	var b strings.Builder
	for _, p := range title {
		b.WriteString(p.Text)
	}
	return b.String()
}

// library lists the saved queries by theme.
func library(v *view) error {
	return v.page("queries.html", page{Title: "Questions", Nav: "queries", Body: v.asks()})
}

// reports lists the reports.
func reports(v *view) error {
	return v.page("reports.html", page{Title: "Reports", Nav: "reports", Body: v.asks()})
}

func askables(lib *queries.Library) (p libraryPage) {
	all, broken := lib.All()
	written, more := lib.Reports()
	mixed := slices.ContainsFunc(all, func(q *queries.Query) bool { return q.Origin == queries.FromProgram }) ||
		slices.ContainsFunc(written, func(r *queries.Report) bool { return r.Origin == queries.FromProgram })
	for _, q := range all {
		at := slices.IndexFunc(p.Themes, func(t theme) bool { return t.Name == q.Theme() })
		if at < 0 {
			at = len(p.Themes)
			p.Themes = append(p.Themes, theme{Name: q.Theme()})
		}
		p.Themes[at].Queries = append(p.Themes[at].Queries, askable{"/q/" + q.Name, q.Name, q.Asks, ownOf(q.Origin, mixed), titled(q.Title)})
	}
	slices.SortFunc(p.Themes, func(a, b theme) int { return strings.Compare(a.Name, b.Name) })
	for _, r := range written {
		p.Reports = append(p.Reports, askable{"/r/" + r.Name, r.Name, r.Asks, ownOf(r.Origin, mixed), titleOfReport(r)})
	}
	for _, err := range append(broken, more...) {
		p.Broken = append(p.Broken, err.Error())
	}
	return p
}

// askedMost is how many saved queries and reports a search shows.
const askedMost = 6

// with are the saved queries and reports whose title or question has the words of a text.
func (p libraryPage) with(text string) (out []askable) {
	all := slices.Clone(p.Reports)
	for _, t := range p.Themes {
		all = append(all, t.Queries...)
	}
	words := strings.Fields(strings.ToLower(text))
	for _, a := range all {
		said := strings.ToLower(a.Name + " " + plainTitle(a.Title) + " " + a.Asks)
		if !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(said, word) }) && len(out) < askedMost {
			out = append(out, a)
		}
	}
	return out
}

// ownOf marks what the dossier brings, beside what the program does.
func ownOf(o queries.Origin, mixed bool) string {
	if mixed && o == queries.FromDossier {
		return "of this dossier"
	}
	return ""
}

// answerPage is a saved query or report as a form, with its answer below.
type answerPage struct {
	Name, Asks, About string
	Title             []piece
	Form              *form
	Missing           []string // parameters that must be given first
	Foreign           bool     // a page of another site led here: nothing is asked before the reader says so
	Problem           *Problem
	Notices           []string
	Command           string // what to type for the same
	Downloads         []download
	Text              string // of the query
	Rows              *rows
	Report            template.HTML
}

type download struct{ Path, Text string }

// shownRows is how many rows a page shows; files have all.
const shownRows = 500

// savedQuery shows a saved query as a form, and its answer.
func savedQuery(v *view) error {
	q, err := v.Library.Find(v.r.PathValue("name"))
	if err != nil {
		return err
	}
	given := v.r.URL.Query()
	a, wrong := v.readAsking(&q.Header, given)
	a.why = true
	path := "/q/" + q.Name
	body := answerPage{Name: q.Name, Title: titled(q.Title), Asks: q.Asks, About: oneLine(q.About), Form: v.form(path, &q.Header, a), Missing: missing(&q.Header, a), Text: q.Text, Foreign: v.foreign()}
	body.Problem = v.shown(v.misread(wrong, &q.Header, a))
	if body.Problem == nil && len(body.Missing) == 0 && !body.Foreign {
		got, err := v.ask(q, a, false)
		if err != nil {
			if body.Problem = v.shown(err); body.Problem == nil {
				return err
			}
		} else {
			body.Notices = append(append(got.notices, v.taken(&q.Header, a, got.params)...), tellEmptied(v.emptied(q, got), got.within)...)
			body.Rows = v.rows(got.table)
			if q.View != queries.ViewTable && len(got.table.Rows) > 0 {
				title := report.PictureTitle(q, a.given, got.params, v.lookup.Names())
				if body.Rows.Picture, err = v.drawRows(got.lookup, got.table, report.ViewOf(q), title, got.result.Why); err != nil {
					return err
				}
			}
			if len(got.table.Rows) == 0 && a.walk.IsZero() {
				body.Rows.Empty = v.lookup.Meaning(q)
			}
		}
	}
	if body.Rows != nil {
		body.Command = commandLine("run", q.Name, &q.Header, a)
		query := values(given)
		for _, f := range []string{"csv", "json", "jsonl", "md"} {
			body.Downloads = append(body.Downloads, download{withQuery("/api/q/"+q.Name+"."+f, query), f})
		}
		if body.Rows.Picture != nil {
			body.Downloads = append(body.Downloads, download{withQuery("/api/q/"+q.Name+".svg", query), "svg"})
		}
	}
	body.Form.mark(body.Problem, path, given)
	return v.page("answer.html", page{Title: q.Title, Nav: "query", Body: body})
}

// shown is an error that a form shows beside what was given; nil for any other.
func (v *view) shown(err error) *Problem {
	if err == nil || changed(err) {
		return nil
	}
	if p := problemOf(err); p.Status < http.StatusInternalServerError && p.Status != http.StatusNotFound || p.Kind == "unknown" || p.Kind == "deadline" {
		v.wrong = p
		return p
	}
	return nil
}

// savedReport shows a report as a form, and what it says.
func savedReport(v *view) error {
	r, err := v.Library.Report(v.r.PathValue("name"))
	if err != nil {
		return err
	}
	given := v.r.URL.Query()
	a, wrong := v.readAsking(&r.Header, given)
	path := "/r/" + r.Name
	body := answerPage{Name: r.Name, Title: titleOfReport(r), Asks: r.Asks, About: oneLine(r.About), Form: v.form(path, &r.Header, a), Missing: missing(&r.Header, a), Foreign: v.foreign()}
	body.Form.Report = true
	body.Problem = v.shown(v.misread(wrong, &r.Header, a))
	title := plainTitle(body.Title)
	if body.Problem == nil && len(body.Missing) == 0 && !body.Foreign {
		d, w, err := v.makeReport(r, a)
		if err != nil {
			if body.Problem = v.shown(err); body.Problem == nil {
				return err
			}
		} else {
			title, body.Notices = d.Title, w.notices
			var b bytes.Buffer
			if err := d.WriteBody(&b, func(s string) string { return statementPath(quad.IRI(s)) }); err != nil {
				return err
			}
			body.Report = template.HTML(b.String()) // the document escapes what it is given
		}
	}
	if body.Report != "" {
		body.Command = commandLine("report", r.Name, &r.Header, a)
		for _, f := range []string{"md", "html", "json"} {
			body.Downloads = append(body.Downloads, download{withQuery("/api/report/"+r.Name+"."+f, values(given)), f})
		}
	}
	body.Form.mark(body.Problem, path, given)
	return v.page("answer.html", page{Title: title, Nav: "report", Body: body})
}

// timelineQuery is the saved query whose answer is drawn on the page of an entity.
const timelineQuery = "timeline"

// entityTimeline draws what happened to an entity. Its page shows it in place, where there is script.
func entityTimeline(v *view) error {
	node, err := v.node("id")
	if err != nil {
		return err
	}
	q, err := v.Library.Find(timelineQuery)
	if err != nil {
		return err
	}
	a := &asking{given: queries.Arguments{"about": {string(node)}}, limit: shownRows}
	got, err := v.ask(q, a, true)
	if err != nil {
		return err
	}
	body := struct {
		Path, Name string
		Drawing    *drawing
	}{Path: entityPath(node), Name: v.lookup.Name(node)}
	if len(got.table.Rows) > 0 {
		p, err := got.lookup.Picture(got.table, report.ViewOf(q), q.Title+": "+v.lookup.Name(node))
		if err != nil {
			return err
		}
		body.Drawing = v.draw(got.table, p, "timeline")
	}
	return v.page("timeline.html", page{Title: v.lookup.Name(node) + " in time", Nav: "timeline", Body: body})
}
