package web

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapport/graph/gizmo"
	"rapport/internal/report"
	"rapport/queries"
)

// programPage is the editor and the answer below it.
type programPage struct {
	Program  string
	Form     *form
	Foreign  bool
	Problem  *Problem
	At       []piece // the line that is wrong, the place marked
	Notices  []string
	Rows     *rows
	Explains string // how it was answered, in place of the rows
	Command  string
	Link     string // the address of this question, "" where it is too long for one
	Examples []askable
	Steps    []gizmo.Method
	Files    []string // formats
}

// programParam is the text of a program in a form.
const programParam = "program"

// linkMost is how long an address may be to be called a link.
const linkMost = 4 << 10

// values are the parameters of a request, in its address or in the form that it sends.
func (v *view) values() (url.Values, error) {
	if err := v.r.ParseForm(); err != nil {
		return nil, unread(err)
	}
	return v.r.Form, nil
}

// programs shows the editor; with a program, runs it.
func programs(v *view) error {
	given, err := v.values()
	if err != nil {
		return err
	}
	text := strings.ReplaceAll(given.Get(programParam), "\r\n", "\n")
	rest := url.Values{}
	for name, all := range given {
		if name != programParam {
			rest[name] = all
		}
	}
	a, wrong := v.readAsking(&queries.Header{}, rest)
	a.why = true
	body := programPage{Program: text, Form: v.form("/query", &queries.Header{}, a), Foreign: v.foreign(), Steps: gizmo.Methods(), Files: []string{"csv", "json", "jsonl", "md", "svg", "js"}}
	body.Problem = v.shown(wrong)
	if link := withQuery("/query", values(given)); len(link) <= linkMost {
		body.Link = link
	}
	if strings.TrimSpace(text) == "" {
		body.Examples = programExamples()
	} else {
		body.Command = programCommand(text, a)
		if body.Problem == nil && !body.Foreign {
			if err := v.runProgram(&body, a); err != nil {
				return err
			}
		}
	}
	body.Form.mark(body.Problem, "/query", given)
	return v.page("query.html", page{Title: "Query", Nav: "program", Body: body})
}

// runProgram puts the answer of a program into its page, or what is wrong with it.
func (v *view) runProgram(body *programPage, a *asking) error {
	w, err := v.walked(a)
	if err != nil {
		body.Problem = v.shown(err)
		return unshown(err, body.Problem)
	}
	body.Notices = w.notices
	c := report.Collector{Lookup: w.lookup, Why: true}
	var whys []gizmo.Why
	a.limit = min(a.limit, programRows)
	stats, err := v.whole(v.timely(v.run(v.adhoc, w), a))(v.r.Context(), programName, body.Program, gizmo.Options{Limit: a.limit, Why: true, Explain: a.explain}, func(row gizmo.Row) error {
		whys = append(whys, row.Because())
		return c.Add(row)
	})
	if err != nil {
		body.Problem = v.shown(err)
		if p := body.Problem; p != nil && p.Line > 0 {
			body.At = placeIn(body.Program, p.Line, p.Col)
		}
		return unshown(err, body.Problem)
	}
	if a.explain {
		e := report.Explanation{Program: programName, Rows: stats.Rows, Cut: stats.Cut, Told: stats.Explanation, Names: v.lookup.Names()}
		var b bytes.Buffer
		err := e.Write(&b, report.FormatTable, report.Options{})
		body.Explains = b.String()
		return err
	}
	t := c.Finish(stats.Cut, true)
	if len(t.Rows) == 0 {
		t.Kept = w.within != ""
		for _, reason := range c.Nothing(t, stats, v.lookup) {
			body.Notices = append(body.Notices, asSentence(reason))
		}
	}
	if a.late > 0 {
		body.Notices = append(body.Notices, lateNotice)
	}
	body.Rows = v.rows(t)
	if len(t.Rows) > 0 {
		body.Rows.Picture, _ = v.drawRows(w.lookup, t, "", "", whys) // most programs have no columns to be drawn
	}
	return nil
}

// asSentence is a reason that nothing was found as a sentence of its own.
func asSentence(reason string) string {
	first, size := utf8.DecodeRuneInString(reason)
	reason = string(unicode.ToUpper(first)) + reason[size:]
	if !strings.HasSuffix(reason, "?") {
		reason += "."
	}
	return report.Clean(reason)
}

// lateNotice is told with rows that a program had found when its time was over.
const lateNotice = "The program took longer than a request may: these are the rows that it had found."

// programRows is how many rows of a program a page asks for; as files there are all.
const programRows = 1000

// unshown is an error that no page shows.
func unshown(err error, p *Problem) error {
	if p == nil {
		return err
	}
	return nil
}

// placeIn marks a place in a line of a text.
func placeIn(text string, line, col int) []piece {
	lines := strings.Split(text, "\n")
	if line > len(lines) {
		return nil
	}
	chars := []rune(lines[line-1])
	at := min(max(col-1, 0), len(chars))
	end := min(at+1, len(chars))
	for end < len(chars) && strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", chars[end-1]) && strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", chars[end]) {
		end++
	}
	mark := string(chars[at:end])
	if mark == "" {
		mark = " "
	}
	return []piece{{Text: visible(string(chars[:at]))}, {visible(mark), true}, {Text: visible(string(chars[end:]))}}
}

// visible is a line of a program as it can be shown: its tabs are no harm.
func visible(line string) string {
	parts := strings.Split(line, "\t")
	for i := range parts {
		parts[i] = report.Clean(parts[i])
	}
	return strings.Join(parts, "\t")
}

// programCommand is what to type for the same answer; "" for a program with what cannot be seen, which nobody should paste.
func programCommand(text string, a *asking) string {
	if lines := strings.ReplaceAll(text, "\n", ""); visible(lines) != lines {
		return ""
	}
	line := commandLine("query", quoted(text), &queries.Header{}, a)
	if a.explain {
		line = strings.Replace(line, " --why", " --explain", 1)
	}
	return line
}

// programExamples are programs to begin with.
func programExamples() []askable {
	var out []askable
	for _, e := range []struct{ title, program string }{
		{"What is built or to be built, and by whom", `g.V().tag("source").out("<kg:builds>").tag("target").all()`},
		{"Every claim with its speaker", `g.V().has("<rdf:type>", "<kg:Claim>").tag("claim").out("<kg:speaker>").tag("speaker").all()`},
		{"What somebody hopes for", `g.V().tag("who").out("<kg:hopesFor>").tag("hope").all()`},
		{"What happened when, as far as a date is printed", `g.V().tag("label").out("<kg:when>").tag("date").all()`},
		{"How many statements quote each sentence", `g.V().has("<rdf:type>", "<kg:Sentence>").tag("sentence").in("<kg:sentence>").groupCount("sentence")`},
	} {
		out = append(out, askable{Title: titled(e.title), Asks: e.program, Path: "/query?" + url.Values{programParam: {e.program}}.Encode()})
	}
	return out
}

// programFile answers with a program's rows as a file.
func programFile(v *view) error {
	if err := v.own(); err != nil {
		return err
	}
	given, err := v.values()
	if err != nil {
		return err
	}
	_, f, err := splitFormat("query."+v.r.PathValue("format"), append(apiFormats(), "js")...)
	if err != nil {
		return err
	}
	text := strings.ReplaceAll(given.Get(programParam), "\r\n", "\n")
	v.w.Header().Set("Content-Disposition", `attachment; filename="query.`+string(f)+`"`)
	if f == "js" {
		return v.send("text/javascript; charset=utf-8", []byte(draftOf(text)))
	}
	given.Del(programParam)
	a, err := v.readAsking(&queries.Header{}, given)
	if err != nil {
		return err
	}
	a.explain = false
	return v.program(text, a, f)
}

// draftOf is a program as a file of a dossier's queries folder, with a header to fill in.
func draftOf(text string) string {
	if strings.HasPrefix(text, "// title:") {
		return text
	}
	return "// title:   What it is about, in a few words\n// asks:    The question, in a sentence?\n// columns: name the tags of its rows, with commas between\n" +
		"// view:    table\n// tags:    own\n\n" + strings.TrimSpace(text) + "\n"
}

// lanes runs a request that has a program in one lane, and any other in another.
func (s *Server) lanes(with, without http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost || slices.ContainsFunc(r.URL.Query()[programParam], func(text string) bool { return strings.TrimSpace(text) != "" }) {
			with(w, r)
			return
		}
		without(w, r)
	}
}
