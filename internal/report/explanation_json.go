package report

import (
	"encoding/json"
	"io"

	"rapport/graph/gizmo"
	"rapport/quads"
)

// ExplanationSchema names the version of the JSON of an explanation:
//
//	{"schema":"rapport.explanation/1","program":"argument","rows":3,"cut":false,"ms":0.31,"javascript":0.1,"emitted":0,"omitted":0,"plans":[PLAN]}
//
// ms is the time of the run in milliseconds, and javascript what of it was not spent in plans; emitted is how many rows JavaScript made, omitted how
// many runs have no plan here. A PLAN is a final, at the place where the program calls it, with all its runs there:
//
//	{"final":"all","line":1,"column":17,"runs":1,"rows":3,"ms":0.2,"own":0.1,"operators":[OPERATOR]}
//
// where own is the time of the final itself. The OPERATORs stand in the order in which rows pass them:
//
//	{"step":"out","does":"<kg:builds>","expected":3,"exact":true,"in":1,"out":3,"ms":0.01,
//	 "reads":[{"order":"SPOL","by":"subject and predicate","times":1,"quads":3,"leftOut":0}],
//	 "inside":[{"role":"set","distinct":4,"operators":[OPERATOR]}]}
//
// in and out are sums of all runs, expected is for one; exact says that it was counted, not estimated. An operator that was done together with the
// next has "fused":true and no in, out and ms; one with "folded":n gave n rows again, which went no further since a step behind folds them, and one
// with "once":true did not look for all that would come again; "skipped":n rows went no further since order and limit behind want others; one that
// differs from run to run has "varies":true and tells of the first. The roles of a path inside are those of graph/gizmo/README.md. Later versions of schema 1 may add members, never change or drop one.
const ExplanationSchema = "rapport.explanation/1"

type (
	jsonExplanation struct {
		Schema     string     `json:"schema"`
		Program    string     `json:"program"`
		Rows       int        `json:"rows"`
		Cut        bool       `json:"cut"`
		MS         float64    `json:"ms"`
		JavaScript float64    `json:"javascript"`
		Emitted    int        `json:"emitted"`
		Omitted    int        `json:"omitted"`
		Plans      []jsonPlan `json:"plans"`
	}
	jsonPlan struct {
		Final     string         `json:"final"`
		Line      int            `json:"line"`
		Column    int            `json:"column"`
		Runs      int            `json:"runs"`
		Rows      int            `json:"rows"`
		MS        float64        `json:"ms"`
		Own       float64        `json:"own"`
		Operators []jsonOperator `json:"operators"`
	}
	jsonOperator struct {
		Step     string       `json:"step"`
		Does     string       `json:"does"`
		Varies   bool         `json:"varies,omitempty"`
		Expected int          `json:"expected"`
		Exact    bool         `json:"exact"`
		Fused    bool         `json:"fused,omitempty"`
		In       *int         `json:"in,omitempty"`
		Out      *int         `json:"out,omitempty"`
		MS       *float64     `json:"ms,omitempty"`
		Folded   int          `json:"folded,omitempty"`
		Once     bool         `json:"once,omitempty"`
		Skipped  int          `json:"skipped,omitempty"`
		Reads    []jsonRead   `json:"reads,omitempty"`
		Inside   []jsonInside `json:"inside,omitempty"`
	}
	jsonRead struct {
		Order   string `json:"order,omitempty"`
		By      string `json:"by"`
		Times   int    `json:"times"`
		Quads   int    `json:"quads"`
		LeftOut int    `json:"leftOut"`
	}
	jsonInside struct {
		Role      string         `json:"role"`
		Distinct  int            `json:"distinct,omitempty"`
		Operators []jsonOperator `json:"operators"`
	}
)

func (e *Explanation) writeJSON(w io.Writer) error {
	doc := jsonExplanation{ExplanationSchema, e.Program, e.Rows, e.Cut, millis(e.Told.Time), millis(e.Told.JavaScript), e.Told.Emitted, e.Told.Omitted, []jsonPlan{}}
	for _, p := range e.Told.Plans {
		doc.Plans = append(doc.Plans, jsonPlan{p.Final, e.lineOf(p), p.Col, p.Runs, p.Rows, millis(p.Time), millis(p.Own), jsonOperators(p.Operators)})
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return out.Encode(doc)
}

// lineOf is where a plan's final stands in what the program is in, 0 where it stands nowhere.
func (e *Explanation) lineOf(p *gizmo.Plan) int {
	if p.Line == 0 {
		return 0
	}
	return p.Line + e.Before
}

func jsonOperators(list []*gizmo.Operator) []jsonOperator {
	out := []jsonOperator{}
	for _, o := range list {
		j := jsonOperator{Step: o.Step, Does: spellDoes(o), Varies: o.Varies, Expected: o.Expected, Exact: o.Exact, Fused: o.Fused, Folded: o.Folded,
			Once: o.Once, Skipped: o.Skipped}
		if !o.Fused {
			ms := millis(o.Time)
			j.Out, j.MS = &o.Out, &ms
			if !o.First {
				j.In = &o.In
			}
		}
		for _, r := range o.Reads {
			j.Reads = append(j.Reads, jsonRead(*r))
		}
		for _, in := range o.Inside {
			j.Inside = append(j.Inside, jsonInside{in.Role, in.Distinct, jsonOperators(in.Operators)})
		}
		out = append(out, j)
	}
	return out
}

func spellDoes(o *gizmo.Operator) string {
	return gizmo.JoinWords(o.Does, func(w gizmo.Word) string { return string(quads.AppendTerm(nil, w.Term)) })
}
