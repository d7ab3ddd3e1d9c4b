package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/graph/gizmo/worker"
	"rapport/internal/report/document"
	"rapport/quads"
	"rapport/queries"
)

// Problem is why a request has no answer. The API writes it as RFC 9457 has it (application/problem+json); pages show it to the reader.
type Problem struct {
	Status int
	Kind   string // the last word of its type; "" for one that its status says all about
	Detail string
	Hint   string // how to mend it, for a reader of pages; "" for unknown
	Lacks  lack   // what else helps, for each who asks
	// Line and Col are the place in a program, from 1; 0 where there is none.
	Line, Col int

	Fields []fieldProblem // of a form, each with what is wrong with it
	Near   []near         // what may have been meant
}

// lack is what somebody did not know who asked. Where to look for it is not the same in a browser, in a script and for an assistant, and none of them has
// the commands that the errors of the libraries speak of.
type lack int

const (
	lacksNothing lack = iota
	lacksNode         // what it is called
	lacksQuery        // which saved queries there are
	lacksReport       // which reports
	lacksValue        // what a parameter may be
	lacksOther        // a second entity: what is asked about two was asked about one
)

// hints say where to look.
func (l lack) hints() (page, script, tool string) {
	switch l {
	case lacksNode:
		return "search for it by a word of its name", "/api/find.json?text=WORDS finds what there is", "find takes words of its name"
	case lacksQuery:
		return "the page of questions lists them", "/api/openapi.json lists them", "questions lists them"
	case lacksReport:
		return "the page of questions lists the reports too", "/api/openapi.json lists them", "questions lists them"
	case lacksValue:
		return "", "/api/openapi.json has an example", "questions tells what each parameter is"
	case lacksOther:
		return "the page of the entity has all there is about it alone", "/api/show.json?node=NODE has all there is about one entity", "entity has all there is about one"
	}
	return "", "", ""
}

// lackOf tells what lay behind an error.
func lackOf(err error) lack {
	var (
		node   *graph.UnknownError
		misfit *graph.MisfitError
		query  *queries.UnknownError
		report *queries.UnknownReportError
		same   *queries.SameError
	)
	switch {
	case errors.As(err, &node) && len(node.Near) == 0, errors.As(err, &misfit) && len(misfit.Near) == 0:
		return lacksNode
	case errors.As(err, &query) && query.Near == "":
		return lacksQuery
	case errors.As(err, &report) && report.Near == "":
		return lacksReport
	case errors.Is(err, queries.ErrMissing):
		return lacksValue
	case errors.As(err, &same) && same.Hint() != "":
		return lacksOther
	}
	return lacksNothing
}

// forScripts is how to mend it, for who asks the API.
func (p *Problem) forScripts() string {
	if _, script, _ := p.Lacks.hints(); script != "" {
		return script
	}
	return p.Hint
}

// fieldProblem is what is wrong with a parameter.
type fieldProblem struct {
	Name, Detail, Hint string
	Near               []near
}

// near is something that may have been meant.
type near struct {
	Node       quad.IRI
	Text, Kind string
	Path       string // its page; in a form, that with it in the place of what is wrong
}

func (p *Problem) Error() string { return p.Detail }

// typePrefix begins the types of our own problems.
const typePrefix = "urn:rapport:problem:"

func (p *Problem) kind() string {
	if p.Kind == "" {
		return "about:blank"
	}
	return typePrefix + p.Kind
}

// problemOf says what an error means to who asked.
func problemOf(err error) *Problem {
	var (
		problem  *Problem
		unknown  *graph.UnknownError
		many     *graph.AmbiguousError
		misfit   *graph.MisfitError
		query    *queries.UnknownError
		report   *queries.UnknownReportError
		param    *queries.ParamError
		section  *document.SectionError
		program  *gizmo.Error
		death    *worker.Death
		tooLarge *http.MaxBytesError
	)
	p := &Problem{Status: http.StatusInternalServerError, Detail: err.Error(), Hint: hintOf(err), Lacks: lackOf(err)}
	switch {
	case errors.As(err, &problem):
		return problem
	case errors.As(err, &param):
		p.Status, p.Kind = http.StatusBadRequest, "parameter"
		p.Detail, p.Fields = paramsDetail(err)
	case errors.As(err, &section):
		p.Status, p.Kind = http.StatusBadRequest, "parameter"
	case errors.As(err, &unknown):
		p.Status, p.Kind = http.StatusNotFound, "unknown"
	case errors.As(err, &query):
		p.Status, p.Kind, p.Near = http.StatusNotFound, "unknown", nearPage("/q/", query.Near)
	case errors.As(err, &report):
		p.Status, p.Kind, p.Near = http.StatusNotFound, "unknown", nearPage("/r/", report.Near)
	case errors.As(err, &many), errors.As(err, &misfit):
		p.Status, p.Kind = http.StatusBadRequest, "name"
	case errors.As(err, &program):
		p.Status, p.Kind, p.Detail, p.Line, p.Col = http.StatusUnprocessableEntity, "program", program.Message, program.Line, program.Col
		if program.Limit {
			p.Kind = "limit"
		}
	case errors.As(err, &death):
		p.Status, p.Kind = http.StatusUnprocessableEntity, "limit"
	case errors.As(err, &tooLarge):
		p.Status, p.Detail = http.StatusRequestEntityTooLarge, fmt.Sprintf("the body is longer than %d bytes", tooLarge.Limit)
	case errors.Is(err, context.DeadlineExceeded):
		p.Status, p.Kind, p.Detail = http.StatusGatewayTimeout, "deadline", "no answer within the time that a request may take"
		p.Hint = "a path that starts at fewer nodes is faster; rapport serve --timeout gives longer"
	case errors.Is(err, worker.ErrBusy), errors.Is(err, worker.ErrClosed), errors.Is(err, errClosed), changed(err):
		p.Status, p.Kind = http.StatusServiceUnavailable, "busy"
	}
	return p
}

// nearPage is the page of the saved query or report that comes closest; none for "".
func nearPage(prefix, name string) []near {
	if name == "" {
		return nil
	}
	return []near{{Text: name, Path: prefix + name}}
}

// meant are the nodes that an error says may be meant.
func meant(err error) []graph.Match {
	var (
		unknown *graph.UnknownError
		many    *graph.AmbiguousError
		misfit  *graph.MisfitError
	)
	switch {
	case errors.As(err, &unknown):
		return unknown.Near
	case errors.As(err, &many):
		return many.Candidates
	case errors.As(err, &misfit):
		return misfit.Near
	}
	return nil
}

// paramsDetail says what is wrong with each parameter, without the dashes of the command line.
func paramsDetail(err error) (string, []fieldProblem) {
	var parts []string
	var fields []fieldProblem
	all := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		all = joined.Unwrap()
	}
	for _, e := range all {
		var p *queries.ParamError
		if errors.As(e, &p) {
			parts = append(parts, p.Param+": "+p.Err.Error())
			f := fieldProblem{Name: p.Param, Detail: p.Err.Error(), Hint: hintOf(e)}
			for _, m := range meant(e) {
				f.Near = append(f.Near, near{Node: m.Node, Text: m.Name})
			}
			fields = append(fields, f)
		}
	}
	return strings.Join(parts, "; "), fields
}

// hintOf returns the hint of an error, for who is in a browser; "" for none.
func hintOf(err error) string {
	if l := lackOf(err); l != lacksNothing {
		page, _, _ := l.hints()
		return page
	}
	var h interface{ Hint() string }
	if errors.As(err, &h) {
		return h.Hint()
	}
	var program *gizmo.Error
	if errors.As(err, &program) {
		return program.Hint
	}
	var syntax *quads.SyntaxError
	if errors.As(err, &syntax) {
		return syntax.Hint
	}
	return ""
}

// fail answers with an error: a page, or for the API a problem.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, context.Canceled) && r.Context().Err() != nil {
		panic(http.ErrAbortHandler) // nobody waits
	}
	p := problemOf(err)
	if p.Status == http.StatusInternalServerError {
		s.o.Log.Error("request failed", "route", r.Pattern, "error", err.Error())
	}
	if p.Kind != "" {
		note(r, "problem", p.Kind)
	}
	h := w.Header()
	for _, name := range []string{"ETag", "Content-Disposition", "Content-Encoding", "Content-Length", "Last-Modified"} {
		h.Del(name)
	}
	h.Set("Cache-Control", "no-store")
	if p.Status == http.StatusServiceUnavailable {
		h.Set("Retry-After", "1")
	}
	if strings.HasPrefix(r.URL.Path, "/api/") {
		writeProblem(w, p)
		return
	}
	s.failPage(w, r, p)
}

func writeProblem(w http.ResponseWriter, p *Problem) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.Encode(struct {
		Type   string `json:"type"`
		Title  string `json:"title"`
		Status int    `json:"status"`
		Detail string `json:"detail,omitempty"`
		Hint   string `json:"hint,omitempty"`
		Line   int    `json:"line,omitempty"`
		Col    int    `json:"col,omitempty"`
	}{p.kind(), http.StatusText(p.Status), p.Status, p.Detail, p.forScripts(), p.Line, p.Col})
}
