package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph/gizmo"
	"rapport/quads"
	"rapport/queries"
)

// Predicates that order occurrences.
const (
	after   = quad.IRI("kg:after")
	draftOf = quad.IRI("kg:draftOf")
)

// timed is what one statement says of the time of an occurrence, with what was inferred from it.
type timed struct {
	occurrence, time, printed, inferred, statement, inference quad.Value
	why                                                       gizmo.Why
	key                                                       string // by which rows are ordered
}

// timeFinder finds the occurrences of a node, or all, and their times.
type timeFinder struct {
	*rowFinder
	kinds  map[quad.Value]gizmo.Derivation // of occurrences, with what makes each one
	order  []quad.Value                    // the kinds, nearest to the root first
	told   []timed
	dates  map[quad.Value]string
	before map[quad.Value][]quad.Value // what an occurrence comes after
}

// times finds the rows of queries/timeline.js: what happened when; of a node, what it or a draft of it has a part in.
func (f *rowFinder) times(node quad.IRI) {
	t := &timeFinder{rowFinder: f, kinds: map[quad.Value]gizmo.Derivation{}, dates: map[quad.Value]string{}, before: map[quad.Value][]quad.Value{}}
	t.findKinds()
	var part, scope []quad.Value
	if node != "" {
		part = f.subjectsOf(node)
		for _, draft := range f.scan(nil, draftOf, node, nil) {
			for _, s := range f.subjectsOf(draft.Subject) {
				if !slices.Contains(part, s) {
					part = append(part, s)
				}
			}
		}
		scope = append(make([]quad.Value, 0, len(part)), part...) // not nil, which is all
		for i := 0; i < len(scope); i++ {
			for _, q := range f.scan(scope[i], after, nil, nil) {
				if !slices.Contains(scope, q.Object) {
					scope = append(scope, q.Object)
				}
			}
		}
	}
	all := t.occurrences(scope)
	for _, o := range all {
		t.tell(o)
	}
	for _, o := range all {
		t.infer(o)
	}
	t.arrange()
	for _, row := range t.told {
		if node != "" && !slices.Contains(part, row.occurrence) {
			continue
		}
		f.give(map[string]quad.Value{
			"occurrence": row.occurrence, "time": row.time, "printed-date": row.printed, "inferred-date": row.inferred,
			queries.StatementColumn: row.statement, "inference": row.inference,
		}, row.why)
	}
}

// subjectsOf returns what leads to a value, each once.
func (f *rowFinder) subjectsOf(v quad.Value) (out []quad.Value) {
	seen := map[quad.Value]bool{}
	for _, q := range f.scan(nil, nil, v, nil) {
		if !seen[q.Subject] {
			seen[q.Subject] = true
			out = append(out, q.Subject)
		}
	}
	return out
}

// findKinds finds the classes of occurrences, each with the way down to it.
func (t *timeFinder) findKinds() {
	t.order = []quad.Value{quads.Occurrence}
	t.kinds[quads.Occurrence] = nil
	for i := 0; i < len(t.order); i++ {
		for _, q := range t.scan(nil, quads.SubClassOf, t.order[i], nil) {
			if _, known := t.kinds[q.Subject]; !known {
				t.kinds[q.Subject] = append(slices.Clip(t.kinds[t.order[i]]), q)
				t.order = append(t.order, q.Subject)
			}
		}
	}
	t.order = t.order[1:]
	delete(t.kinds, quad.Value(quads.Occurrence))
}

// occurrence is one, with what makes it one.
type occurrence struct {
	node quad.Value
	why  gizmo.Why
}

// occurrences returns those in a scope, nil for all.
func (t *timeFinder) occurrences(scope []quad.Value) (out []occurrence) {
	at := map[quad.Value]int{}
	add := func(q quad.Quad) {
		kind, ok := t.kinds[q.Object]
		if !ok {
			return
		}
		why := because(kind, gizmo.Derivation{q})
		if i, known := at[q.Subject]; known {
			out[i].why = out[i].why.Fold(why)
			return
		}
		at[q.Subject] = len(out)
		out = append(out, occurrence{q.Subject, why})
	}
	for _, node := range scope {
		for _, q := range t.scan(node, quads.Type, nil, nil) {
			add(q)
		}
	}
	if scope == nil {
		for _, kind := range t.order {
			for _, q := range t.scan(nil, quads.Type, kind, nil) {
				add(q)
			}
		}
	}
	return out
}

// tell adds what statements say of the time of an occurrence, and what it comes after.
func (t *timeFinder) tell(o occurrence) {
	from := len(t.told)
	for _, p := range [...]quad.IRI{quads.When, quads.TimeText} {
		for _, q := range t.scan(o.node, p, nil, nil) {
			why := o.why.Then(because(gizmo.Derivation{q}))
			at := slices.IndexFunc(t.told[from:], func(r timed) bool { return r.statement == q.Label })
			if at < 0 {
				at = len(t.told) - from
				t.told = append(t.told, timed{occurrence: o.node, statement: q.Label, why: why})
			} else {
				t.told[from+at].why = t.told[from+at].why.Then(why)
			}
			if row := &t.told[from+at]; p == quads.When {
				row.printed = q.Object
			} else {
				row.time = q.Object
			}
		}
	}
	for _, q := range t.scan(o.node, after, nil, nil) {
		t.before[o.node] = append(t.before[o.node], q.Object)
	}
}

// infer adds when an occurrence was by an inference, to what a statement that it is drawn from says.
func (t *timeFinder) infer(o occurrence) {
	for _, q := range t.scan(o.node, quads.InferredWhen, nil, nil) {
		typed := t.scan(q.Label, quads.Type, quads.Inference, nil)
		if len(typed) == 0 {
			continue
		}
		why := o.why.Then(because(gizmo.Derivation{q, typed[0]}))
		sources := t.scan(q.Label, quads.DerivedFrom, nil, nil)
		at := slices.IndexFunc(t.told, func(r timed) bool {
			return r.occurrence == o.node && slices.ContainsFunc(sources, func(s quad.Quad) bool { return s.Object == r.statement })
		})
		if at < 0 {
			t.told = append(t.told, timed{occurrence: o.node, inferred: q.Object, inference: q.Label, why: why})
			continue
		}
		row := &t.told[at]
		row.why = row.why.Then(why)
		if row.inference == nil {
			row.inferred, row.inference = q.Object, q.Label
		}
	}
}

// arrange orders the rows by time: what is not dated stands behind the latest of what it comes after.
func (t *timeFinder) arrange() {
	for i := range t.told {
		row := &t.told[i]
		date := row.inferred
		if date == nil {
			date = row.printed
		}
		if date != nil && !strings.Contains(quads.TextOf(date), "XXXX") {
			row.key = firstDay(quads.TextOf(date))
			t.dates[row.occurrence] = row.key
		}
	}
	for i := range t.told {
		row := &t.told[i]
		row.key = cmp.Or(row.key, t.place(row.occurrence, 0)) + " "
		if row.statement == nil {
			row.key += "~" // behind those that words tell
		} else {
			row.key += quads.TextOf(row.statement) + ">" // as IRIs are written
		}
	}
	slices.SortStableFunc(t.told, func(a, b timed) int { return cmp.Compare(a.key, b.key) })
}

// mostBehind is how many occurrences behind each other one is looked for the date of.
const mostBehind = 20

// place is the date of an occurrence as text that sorts; "~" sorts behind every date.
func (t *timeFinder) place(occurrence quad.Value, depth int) (latest string) {
	if date := t.dates[occurrence]; date != "" {
		return date
	}
	if depth <= mostBehind {
		for _, before := range t.before[occurrence] {
			latest = max(latest, t.place(before, depth+1))
		}
	}
	return latest + "~"
}

// firstDay is the first day that an EDTF date allows, as text that sorts; of a season, its first month.
func firstDay(date string) string {
	first, _, _ := strings.Cut(date, "/")
	text := strings.NewReplacer("?", "", "~", "", "%", "", "X", "0").Replace(first)
	if interval := months(text); interval != text {
		text, _, _ = strings.Cut(interval, "/")
	}
	return text
}
