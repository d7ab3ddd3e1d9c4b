package gizmo_test

import (
	"slices"

	"github.com/cayleygraph/quad"
)

// placed is a step with the label context that holds where it stands.
type placed struct {
	step
	context *context
}

// place writes out the morphisms that a morphism follows.
func place(steps []step, c *context) (out []placed) {
	for _, s := range steps {
		switch {
		case s.context != nil:
			c = s.context
		case s.inline != nil:
			out = append(out, place(s.inline.followed().steps, c)...)
		default:
			out = append(out, placed{s, c})
		}
	}
	return out
}

// backwards follows a morphism from its end to its start: it gives each start from which the morphism, walked forwards, ends at
// the row. A recursion folds, so what stands before and behind one is asked apart from it.
func (l *layman) backwards(m *path) step {
	if slices.ContainsFunc(place(m.steps, nil), func(p placed) bool { return p.name == "back" || p.recurse != nil || p.back }) {
		l.anyOrder = true
	}
	return step{name: "virtual", inner: m, back: true, run: func(e env, b bag) bag {
		steps := place(m.followed().steps, e.context)
		e.unclear(steps)
		rows := e.definite(b).rows
		for end := len(steps); end > 0; {
			from := end - 1
			if rec := steps[from].recurse; rec != nil {
				e.context = steps[from].context
				back := e.layman.backwards(rec.of)
				rows = e.recurse(rec, rows, func(e env, b bag) bag { return back.run(e, b) })
				end = from
				continue
			}
			for from > 0 && steps[from-1].recurse == nil {
				from--
			}
			rows = e.inverse(steps[from:end], rows)
			end = from
		}
		return bag{rows: rows}
	}}
}

// unclear notes what README.md does not say of a morphism walked backwards.
func (e env) unclear(steps []placed) {
	var set []string
	for _, s := range steps {
		for _, t := range names([]step{s.step}, s.context) {
			if slices.Contains(set, t) {
				e.doubt("a tag that is set twice, walked backwards")
			}
			set = append(set, t)
		}
		if s.name == "back" {
			e.unsureWhy = true // out and back is walked forwards, wherever it stands
			if slices.ContainsFunc(steps, func(p placed) bool { return p.recurse != nil }) {
				e.doubt("a recursion out and back, walked backwards")
			}
		}
		if s.name == "virtual" && slices.ContainsFunc(place(s.inner.steps, nil), func(p placed) bool { return p.recurse != nil }) {
			e.doubt("a recursion within what is walked backwards")
		}
	}
}

// pair is a start and an end of a morphism.
type pair struct {
	start, end quad.Value
	row
}

// inverse goes from each row to the starts of those pairs of steps that end at it.
func (e env) inverse(steps []placed, rows []row) (out []row) {
	var pairs []pair
	starts := slices.Clone(e.values)
	for _, r := range rows {
		if !slices.Contains(starts, r.at) {
			starts = append(starts, r.at)
		}
	}
	for _, v := range starts {
		b := bag{rows: []row{{at: v, ways: nowhere}}}
		for _, s := range steps {
			e.context = s.context
			b = s.run(e, b)
			e.spend(1 + len(b.rows))
		}
		for _, end := range b.rows {
			pairs = append(pairs, pair{v, end.at, end})
		}
	}
	for _, r := range rows {
		for _, p := range pairs {
			if p.end == r.at {
				r.lost = true
				out = append(out, e.behind(r.to(p.start).taking(p.tags), (*way).back, p.ways))
			}
		}
	}
	return out
}
