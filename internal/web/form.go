package web

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/internal/report"
	"rapport/quads"
	"rapport/queries"
)

// form asks for the parameters of a query or report, and for what of the graph to keep it to.
type form struct {
	Action string
	Fields []field
	Walk   walkForm
	Report bool // the form is a report's
	Read   bool // read-back is on
	Lists  []list
}

// field is a parameter.
type field struct {
	Name, About, Type string
	Required, List    bool
	Values            []string // at least one, "" for none
	Choices           []choice // nil: any value
	Names             names
	Wrong             *fieldProblem
}

type choice struct {
	Value, Text string
	Chosen      bool
}

// list is names to choose from as one types.
type list struct {
	ID    string
	Names []string
}

// walkForm is what of the graph to keep a question to.
type walkForm struct {
	Kept                      []string // what is chosen, in words
	Open                      bool     // something of it is to be mended
	Only                      []choice
	Speakers, Articles        []string
	ArticleChoices            []choice
	AsOf                      string
	NoInference, NoBackground bool
	Wrong                     map[string]*fieldProblem // by the name of the flag
	SpeakerNames              names
}

// names are what to choose from as one types a name: a list on the page, or, in a graph that has too many for one, an address that is asked for them.
type names struct{ ListID, Ask string }

// form makes one from a header and what was given.
func (v *view) form(action string, h *queries.Header, a *asking) *form {
	f := &form{Action: action, Walk: v.walkForm(a), Read: a.readBack}
	f.Walk.SpeakerNames = v.names(f, v.speaking())
	for i := range h.Params {
		f.Fields = append(f.Fields, v.field(f, &h.Params[i], a.given[h.Params[i].Name]))
	}
	return f
}

// mark puts what is wrong with the fields of a form beside them, each with links to the page as it would be with what may have been meant.
func (f *form) mark(p *Problem, path string, given url.Values) {
	if p == nil {
		return
	}
	for i := range p.Fields {
		wrong := &p.Fields[i]
		for j := range wrong.Near {
			q, _ := url.ParseQuery(values(given))
			q.Set(wrong.Name, string(wrong.Near[j].Node))
			wrong.Near[j].Path = withQuery(path, q.Encode())
		}
		at := slices.IndexFunc(f.Fields, func(own field) bool { return own.Name == wrong.Name })
		if at >= 0 {
			f.Fields[at].Wrong = wrong
			continue
		}
		if f.Walk.Wrong == nil {
			f.Walk.Wrong = map[string]*fieldProblem{}
		}
		f.Walk.Wrong[wrong.Name], f.Walk.Open = wrong, true
	}
}

func (v *view) field(f *form, p *queries.Param, given []string) field {
	out := field{Name: p.Name, About: p.About, Type: string(p.Type), Required: p.Required(), List: p.List, Values: slices.Clone(given)}
	if out.Values == nil {
		out.Values = slices.Clone(p.Default)
	}
	if p.Choices != nil {
		for _, word := range p.Words() {
			out.Choices = append(out.Choices, choice{word, word, slices.Contains(out.Values, word)})
		}
	}
	if len(out.Values) == 0 || p.List {
		out.Values = append(out.Values, "")
	}
	if p.Type == queries.IRI && p.Choices == nil {
		out.Names = v.names(f, p.Classes)
	}
	return out
}

// namesMost is how many names a page has to choose from: what is not among them is typed.
const namesMost = 500

// speaking are the classes of who can speak; none where the graph does not say, and everybody may.
func (v *view) speaking() []string {
	if !queries.KnowsActors(v.src) {
		return nil
	}
	return []string{"kg:Actor"}
}

// names adds the names of the entities of some classes to the lists of a form, once for each set of classes.
func (v *view) names(f *form, classes []string) names {
	id := "names"
	if len(classes) > 0 {
		id += "-" + digestOf(strings.Join(classes, " "))[:6]
	}
	if slices.ContainsFunc(f.Lists, func(l list) bool { return l.ID == id }) {
		return names{ListID: id}
	}
	if !v.counts().few() {
		return names{Ask: "/api/complete?" + url.Values{"for": {string(gizmo.WantsNode)}, "class": classes}.Encode()}
	}
	l := list{ID: id}
	finder := v.lookup.Finder()
	var of []quad.IRI
	for _, c := range classes {
		of = append(of, quad.IRI(c))
	}
	for _, e := range finder.Entities() {
		if len(of) == 0 || finder.Is(e.Node, of...) {
			l.Names = append(l.Names, e.Name)
		}
		if len(l.Names) == namesMost {
			break
		}
	}
	f.Lists = append(f.Lists, l)
	return names{ListID: id}
}

func (v *view) walkForm(a *asking) walkForm {
	w := walkForm{Kept: v.keptTo(a.walk), Speakers: append(slices.Clone(a.walk.Speakers), ""), AsOf: a.walk.AsOf, NoInference: a.walk.NoInference, NoBackground: a.walk.NoBackground}
	for _, m := range queries.Modalities() {
		w.Only = append(w.Only, choice{m, m, slices.Contains(a.walk.Only, m)})
	}
	all := graph.Articles(v.src)
	for _, iri := range all[:min(len(all), articlesShown)] {
		prefix, _ := quads.SplitIRI(iri)
		chosen := slices.ContainsFunc(a.walk.Articles, func(text string) bool { return text == string(iri) || strings.TrimSuffix(text, ":") == prefix })
		w.ArticleChoices = append(w.ArticleChoices, choice{string(iri), v.lookup.Title(iri), chosen})
	}
	return w
}

// keptTo says what of the graph a question is kept to.
func (v *view) keptTo(w queries.Walk) (out []string) {
	out = append(out, w.Only...)
	named := func(before string, texts []string) {
		for _, text := range texts {
			out = append(out, before+" "+v.lookup.Name(quad.IRI(text)))
		}
	}
	named("said by", w.Speakers)
	named("in", w.Articles)
	if w.AsOf != "" {
		out = append(out, "written by "+report.Date(w.AsOf))
	}
	if w.NoInference {
		out = append(out, "not inferred")
	}
	if w.NoBackground {
		out = append(out, "without entity data")
	}
	return out
}

// values is what of an address others repeat: its parameters without those that are empty.
func values(given url.Values) string {
	out := url.Values{}
	for name, all := range given {
		for _, value := range all {
			if strings.TrimSpace(value) != "" {
				out.Add(name, value)
			}
		}
	}
	return out.Encode()
}

// withQuery puts parameters behind a path.
func withQuery(path, query string) string {
	if query == "" {
		return path
	}
	return path + "?" + query
}

// missing names the parameters that must be given and are not.
func missing(h *queries.Header, a *asking) (names []string) {
	for i := range h.Params {
		if p := &h.Params[i]; p.Required() && len(a.given[p.Name]) == 0 {
			names = append(names, p.Name)
		}
	}
	return names
}

// taken tells which node each name that was given is taken for, where it could be another.
func (v *view) taken(h *queries.Header, a *asking, params queries.Params) (notices []string) {
	finder := v.lookup.Finder()
	for i := range h.Params {
		p := &h.Params[i]
		if p.Type != queries.IRI || p.Choices != nil {
			continue
		}
		var nodes []quad.Value
		switch bound := params[p.Name].(type) {
		case quad.Value:
			nodes = []quad.Value{bound}
		case []quad.Value:
			nodes = bound
		}
		for j, text := range a.given[p.Name] {
			node, ok := valueAt(nodes, j).(quad.IRI)
			if !ok || string(node) == strings.Trim(text, "<> ") || v.lookup.Name(node) == text {
				continue
			}
			if others := finder.Others(text, node); len(others) > 0 {
				notices = append(notices, fmt.Sprintf("“%s” is taken as %s; it could also be %s.", text, v.describe(node), v.describe(others[0].Node)))
			}
		}
	}
	return notices
}

func valueAt(all []quad.Value, i int) quad.Value {
	if i < len(all) {
		return all[i]
	}
	return nil
}
