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
	kinds  map[quad.Value]gizmo.Why // of occurrences, with what makes each one
	order  []quad.Value             // the kinds, nearest to the root first
	rank   map[quad.Value]int       // of each of them there
	told   []timed
	dates  map[quad.Value]string
	before map[quad.Value][]quad.Value // what an occurrence comes after
	places map[stepBack]string         // see place: many ways may lead back to one
}

// stepBack is an occurrence that so many others come after, one behind the other.
type stepBack struct {
	occurrence quad.Value
	depth      int
}

// times finds the rows of queries/timeline.js: what happened when; of a node, what it or a draft of it has a part in.
func (f *rowFinder) times(node quad.IRI) {
	t := &timeFinder{
		rowFinder: f, kinds: map[quad.Value]gizmo.Why{}, rank: map[quad.Value]int{}, dates: map[quad.Value]string{}, before: map[quad.Value][]quad.Value{}, places: map[stepBack]string{},
	}
	t.findKinds()
	var part, scope distinct[quad.Value]
	if node != "" {
		f.addSubjects(&part, node)
		for _, draft := range f.scan(nil, draftOf, node, nil) {
			f.addSubjects(&part, draft.Subject)
		}
		for _, p := range part.list {
			scope.add(p)
		}
		for i := 0; i < len(scope.list); i++ {
			for _, q := range f.scan(scope.list[i], after, nil, nil) {
				scope.add(q.Object)
			}
		}
	}
	all := t.occurrences(scope.list, node == "")
	for i := range all {
		t.tell(&all[i])
	}
	for i := range all {
		t.infer(&all[i])
	}
	t.arrange()
	for _, row := range t.told {
		if node != "" && !part.has[row.occurrence] {
			continue
		}
		f.give(map[string]quad.Value{
			"occurrence": row.occurrence, "time": row.time, "printed-date": row.printed, "inferred-date": row.inferred,
			queries.StatementColumn: row.statement, "inference": row.inference,
		}, row.why)
	}
}

// findKinds finds the classes of occurrences, each with the shortest ways down to it.
func (t *timeFinder) findKinds() {
	above := []quad.Value{quads.Occurrence}
	t.kinds[quads.Occurrence] = because()
	for len(above) > 0 {
		known := len(t.order)
		for _, class := range above {
			for _, q := range t.scan(nil, quads.SubClassOf, class, nil) {
				way := t.kinds[class].Then(because(gizmo.Derivation{q}))
				if found, met := t.kinds[q.Subject]; !met {
					t.kinds[q.Subject] = way
					t.order = append(t.order, q.Subject)
				} else if slices.Contains(t.order[known:], q.Subject) {
					t.kinds[q.Subject] = found.Fold(way)
				}
			}
		}
		above = t.order[known:]
	}
	delete(t.kinds, quad.Value(quads.Occurrence))
	for i, kind := range t.order {
		t.rank[kind] = i
	}
}

// occurrence is one, with what makes it one.
type occurrence struct {
	node     quad.Value
	why      gizmo.Why
	from, to int // what statements say of its time, in told
}

// occurrences returns those in a scope, or all, in the order of their kinds: it is that of rows which nothing else puts in order.
func (t *timeFinder) occurrences(scope []quad.Value, everywhere bool) (out []occurrence) {
	at := map[quad.Value]int{}
	add := func(q quad.Quad) {
		kind, ok := t.kinds[q.Object]
		if !ok {
			return
		}
		why := kind.Then(because(gizmo.Derivation{q}))
		if i, known := at[q.Subject]; known {
			out[i].why = out[i].why.Fold(why)
			return
		}
		at[q.Subject] = len(out)
		out = append(out, occurrence{node: q.Subject, why: why})
	}
	if everywhere {
		for _, kind := range t.order {
			for _, q := range t.scan(nil, quads.Type, kind, nil) {
				add(q)
			}
		}
		return out
	}
	var found []quad.Quad
	for _, node := range scope {
		found = append(found, t.scan(node, quads.Type, nil, nil)...)
	}
	slices.SortStableFunc(found, func(a, b quad.Quad) int {
		return cmp.Or(cmp.Compare(t.rank[a.Object], t.rank[b.Object]), quads.Compare(a.Subject, b.Subject))
	})
	for _, q := range found {
		add(q)
	}
	return out
}

// tell adds what statements say of the time of an occurrence, and what it comes after.
func (t *timeFinder) tell(o *occurrence) {
	o.from = len(t.told)
	for _, p := range [...]quad.IRI{quads.When, quads.TimeText} {
		for _, q := range t.scan(o.node, p, nil, nil) {
			why := o.why.Then(because(gizmo.Derivation{q}))
			at := slices.IndexFunc(t.told[o.from:], func(r timed) bool { return r.statement == q.Label })
			if at < 0 {
				at = len(t.told) - o.from
				t.told = append(t.told, timed{occurrence: o.node, statement: q.Label, why: why})
			} else {
				t.told[o.from+at].why = t.told[o.from+at].why.Then(why)
			}
			if row := &t.told[o.from+at]; p == quads.When {
				row.printed = q.Object
			} else {
				row.time = q.Object
			}
		}
	}
	o.to = len(t.told)
	for _, q := range t.scan(o.node, after, nil, nil) {
		t.before[o.node] = append(t.before[o.node], q.Object)
	}
}

// infer adds when an occurrence was by an inference, to what a statement that it is drawn from says.
func (t *timeFinder) infer(o *occurrence) {
	for _, q := range t.scan(o.node, quads.InferredWhen, nil, nil) {
		if q.Label == nil {
			continue
		}
		typed := t.scan(q.Label, quads.Type, quads.Inference, nil)
		if len(typed) == 0 {
			continue
		}
		why := o.why.Then(because(gizmo.Derivation{q, typed[0]}))
		sources := t.scan(q.Label, quads.DerivedFrom, nil, nil)
		at := slices.IndexFunc(t.told[o.from:o.to], func(r timed) bool {
			return slices.ContainsFunc(sources, func(s quad.Quad) bool { return s.Object == r.statement })
		})
		if at < 0 {
			t.told = append(t.told, timed{occurrence: o.node, inferred: q.Object, inference: q.Label, why: why})
			continue
		}
		row := &t.told[o.from+at]
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
			row.key += asWritten(row.statement)
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
	if depth > mostBehind {
		return "~"
	}
	at := stepBack{occurrence, depth}
	if known, ok := t.places[at]; ok {
		return known
	}
	for _, before := range t.before[occurrence] {
		latest = max(latest, t.place(before, depth+1))
	}
	t.places[at] = latest + "~"
	return t.places[at]
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
