package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/graph/gizmo/worker"
	"rapport/internal/report"
	"rapport/queries"
)

// asking is what an address asks of a query or report: the parameters of the address are the flags of the command line. One that a query has of its
// own is the query's.
type asking struct {
	given    queries.Arguments
	walk     queries.Walk
	why      bool
	explain  bool
	readBack bool
	ids      bool
	limit    int           // rows; never 0
	late     time.Duration // that a request may take, where it left rows out; else 0
	sections []string
	kept     map[string][]string // the flags that have a say in what a report is, as its recipe keeps them
}

// readAsking reads the parameters of an address. An empty one, as forms send it, was not given. The error is a *Problem, which tells all that is wrong;
// what is returned beside it has the rest.
func (v *view) readAsking(h *queries.Header, values url.Values) (*asking, error) {
	a := &asking{given: queries.Arguments{}, limit: v.server.limits.Rows}
	var wrong *Problem
	for _, name := range sortedNames(values) {
		given := slices.DeleteFunc(slices.Clone(values[name]), func(s string) bool { return strings.TrimSpace(s) == "" })
		if len(given) == 0 {
			continue
		}
		if h.Param(name) != nil {
			a.given[name] = given
			continue
		}
		if err := a.flag(name, given); err != nil {
			if errors.Is(err, errNoParameter) {
				err = hinted{err, parametersOf(h)}
			}
			wrong = wrong.with(name, err)
		}
	}
	a.limit = min(a.limit, v.server.limits.Rows)
	if wrong != nil {
		return a, wrong
	}
	return a, nil
}

var errNoParameter = errors.New("there is no such parameter")

// parametersOf says which parameters a query or report takes: its own, and those that all take.
func parametersOf(h *queries.Header) string {
	var own []string
	for i := range h.Params {
		own = append(own, "“"+h.Params[i].Name+"”")
	}
	all := "“only”, “speaker”, “article”, “as-of”, “no-inference”, “no-background”, “why”, “limit” and “ids”"
	switch {
	case len(own) > 0:
		return "its own are " + strings.Join(own, ", ") + "; every question takes " + all
	case h.Name != "":
		return "it has none of its own; every question takes " + all
	}
	return "a program takes " + all
}

// misread is what is wrong with an address: with its flags, err as readAsking has it, and with the values of the parameters.
func (v *view) misread(err error, h *queries.Header, a *asking) error {
	flags, ok := err.(*Problem)
	if !ok {
		return err
	}
	if _, err := queries.Bind(h, a.given, v.lookup.Finder().ResolveAs); err != nil {
		values := problemOf(err)
		flags.Detail += "; " + values.Detail
		flags.Fields = append(flags.Fields, values.Fields...)
	}
	return flags
}

// with adds what is wrong with a parameter to a problem, or to none.
func (p *Problem) with(name string, err error) *Problem {
	if p == nil {
		p = &Problem{Status: http.StatusBadRequest, Kind: "parameter", Hint: hintOf(err), Lacks: lackOf(err)}
	} else {
		p.Detail += "; "
	}
	p.Detail += name + ": " + err.Error()
	p.Fields = append(p.Fields, fieldProblem{Name: name, Detail: err.Error(), Hint: hintOf(err)})
	return p
}

// cut is the limit that left rows out, as the header has it.
func (a *asking) cut() string {
	if a.late > 0 {
		return a.late.String()
	}
	return strconv.Itoa(a.limit)
}

func sortedNames(values url.Values) []string {
	var names []string
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// flag takes what is no parameter of the query.
func (a *asking) flag(name string, given []string) (err error) {
	last := given[len(given)-1]
	keep := given
	switch name {
	case "only":
		for _, text := range given {
			if a.walk.Only, err = queries.ReadModalities(a.walk.Only, text); err != nil {
				return err
			}
		}
		keep = []string{strings.Join(a.walk.Only, ",")}
	case "speaker":
		a.walk.Speakers = given
	case "article":
		a.walk.Articles = given
	case "as-of":
		a.walk.AsOf = strings.TrimSpace(last)
		a.walk.End, err = queries.EndOf(last)
		keep = []string{a.walk.AsOf}
	case "no-inference":
		keep, err = truth(&a.walk.NoInference, last)
	case "no-background":
		keep, err = truth(&a.walk.NoBackground, last)
	case "read-back":
		keep, err = truth(&a.readBack, last)
	case "section":
		a.sections = nil
		for _, text := range given {
			a.sections = append(a.sections, strings.Split(text, ",")...)
		}
		keep = a.sections
	case "why":
		_, err = truth(&a.why, last)
		return err
	case "explain":
		_, err = truth(&a.explain, last)
		return err
	case "ids":
		_, err = truth(&a.ids, last)
		return err
	case "limit":
		n, wrong := strconv.Atoi(last)
		if wrong != nil || n < 0 {
			return fmt.Errorf("got %q, want a number, 0 for as many as there may be", last)
		}
		if n > 0 {
			a.limit = n
		}
		return nil
	default:
		return errNoParameter
	}
	if err == nil && keep != nil {
		if a.kept == nil {
			a.kept = map[string][]string{}
		}
		a.kept[name] = keep
	}
	return err
}

// truth reads 1, true, on and their opposites. What is false is not kept.
func truth(to *bool, text string) (keep []string, err error) {
	switch strings.ToLower(text) {
	case "1", "true", "on", "yes":
		*to = true
		return []string{"true"}, nil
	case "0", "false", "off", "no":
		*to = false
		return nil, nil
	}
	return nil, fmt.Errorf("got %q, want 1 or 0", text)
}

// hinted is an error with a hint.
type hinted struct {
	error
	hint string
}

// Hint says how to mend it.
func (h hinted) Hint() string { return h.hint }

// walked is the part of the graph that a question is kept to.
type walked struct {
	src     graph.Source
	lookup  *report.Lookup // of what can be known there (graph.Meant): rows are explained by it
	r       graph.Restriction
	within  string   // the flags that keep it, "" for none
	notices []string // what they leave out unseen
}

func (v *view) walked(a *asking) (*walked, error) {
	w := &walked{src: v.src, lookup: v.lookup}
	if a.walk.IsZero() {
		return w, nil
	}
	var err error
	if w.r, err = a.walk.Resolve(v.src, func(text string) (quad.IRI, error) { return v.resolveSpeaker(text) }); err != nil {
		return nil, err
	}
	part, err := graph.Restrict(v.src, w.r)
	if err != nil {
		return nil, err
	}
	w.src, w.lookup = part, report.NewLookup(graph.Meant(part))
	w.lookup.Href = v.lookup.Href
	w.within = a.walk.Describe(w.r, v.describe)
	for _, s := range part.Silent {
		w.notices = append(w.notices, "No statement has words of "+v.describe(s)+".")
	}
	if n := len(part.Undated); n > 0 {
		w.notices = append(w.notices, plural(n, "article")+" without a date that is stated left out.")
	}
	return w, nil
}

func (v *view) resolveSpeaker(text string) (quad.IRI, error) {
	if iri := quad.IRI(strings.Trim(text, "<> ")); v.lookup.Known(iri) {
		return iri, nil
	}
	return queries.ResolveSpeaker(v.src, text)
}

// describe names a value, and the IRI of a node behind its name.
func (v *view) describe(value quad.Value) string {
	iri, ok := value.(quad.IRI)
	if name := v.lookup.Name(iri); ok && name != string(iri) {
		return fmt.Sprintf("%s (%s)", name, report.Show(value, ""))
	}
	return report.Show(value, "")
}

// run runs programs over the part of the graph that a question is kept to, in a worker of a pool.
func (v *view) run(pool *worker.Pool, w *walked) queries.Runner {
	return func(ctx context.Context, name, program string, opts gizmo.Options, row func(gizmo.Row) error) (gizmo.Stats, error) {
		note(v.r, "query", digestOf(program))
		opts.MaxMemory = v.server.limits.Memory
		return pool.Run(ctx, worker.Request{Name: name, Program: program, Options: opts, Walk: w.r}, row)
	}
}

// bound are the values of a query's parameters.
func (v *view) bound(q *queries.Query, a *asking) (queries.Params, error) {
	return queries.Bind(&q.Header, a.given, v.lookup.Finder().ResolveAs)
}

// answered is a saved query with its answer.
type answered struct {
	*walked
	params queries.Params
	result *queries.Result
	table  *report.Table
}

// ask asks a saved query. With why, an answer without rows has the nearest that the articles do say.
func (v *view) ask(q *queries.Query, a *asking, draw bool) (*answered, error) {
	w, err := v.walked(a)
	if err != nil {
		return nil, err
	}
	out := &answered{walked: w}
	if out.params, err = v.bound(q, a); err != nil {
		return nil, err
	}
	why := a.why || draw
	out.result, err = queries.Run(v.r.Context(), w.src, q, out.params, queries.Options{Limit: a.limit, Why: why, Explain: a.explain, Run: v.whole(v.run(v.saved, w))})
	if err != nil {
		return out, err
	}
	out.table = report.RowsOf(q, out.result, v.lookup.Names())
	switch {
	case draw:
		w.lookup.ExplainPicture(out.table, report.ViewOf(q), out.result.Why)
	case why:
		w.lookup.Explain(out.table, out.result.Why)
	}
	if why && len(out.table.Rows) == 0 {
		out.table.Kept = w.within != ""
		w.lookup.Nearest(out.table, out.result.Named, out.result.Terms...)
	}
	return out, nil
}

// emptied returns the columns of an answer under which cells are empty because what would stand there is left out: the whole graph is asked too. Where that
// takes too much, or what is left of the time of the request but for a part in which to answer, nothing is told, and the answer stands.
func (v *view) emptied(q *queries.Query, got *answered) []queries.Emptied {
	if got.within == "" || !q.Lacks(got.result) {
		return nil
	}
	ctx, stop := v.sooner(v.r.Context())
	defer stop()
	whole, err := queries.Run(ctx, v.src, q, got.params, queries.Options{Limit: v.server.limits.Rows, Run: v.whole(v.run(v.saved, &walked{src: v.src}))})
	if err != nil {
		v.chance = true
		return nil
	}
	return q.Emptied(got.result, whole)
}

// tellEmptied tells on a page what emptied returned.
func tellEmptied(all []queries.Emptied, within string) []string {
	if len(all) == 0 {
		return nil
	}
	return []string{"Left out with " + within + ": what stands under " + queries.TellEmptied(all) + "."}
}

// commandLine is what to type for the same answer.
func commandLine(verb, name string, h *queries.Header, a *asking) string {
	words := []string{"rapport", verb, name} // name is quoted already, where it must be
	add := func(flag string, values ...string) {
		for _, value := range values {
			words = append(words, "--"+flag, quoted(value))
		}
	}
	for i := range h.Params {
		add(h.Params[i].Name, a.given[h.Params[i].Name]...)
	}
	if len(a.walk.Only) > 0 {
		add("only", strings.Join(a.walk.Only, ","))
	}
	add("speaker", a.walk.Speakers...)
	add("article", a.walk.Articles...)
	if a.walk.AsOf != "" {
		add("as-of", a.walk.AsOf)
	}
	for _, f := range []struct {
		name string
		on   bool
	}{{"no-inference", a.walk.NoInference}, {"no-background", a.walk.NoBackground}, {"read-back", a.readBack}, {"why", a.why && verb != "report"}} {
		if f.on {
			words = append(words, "--"+f.name)
		}
	}
	return strings.Join(words, " ")
}

// quoted is a word of a command line for a shell.
func quoted(word string) string {
	const safe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./,:@%+="
	if word != "" && strings.Trim(word, safe) == "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
