package gizmo_test

import (
	"slices"

	"github.com/cayleygraph/quad"
)

// path is a query or a morphism as it is written: where it begins, and its steps.
type path struct {
	morphism   bool
	everywhere bool
	named      named
	starts     []quad.Value
	steps      []step
}

// step is one step of a path. It takes all rows and gives all rows.
type step struct {
	name    string
	run     func(e env, b bag) bag
	context *context   // labelContext: what holds from here on
	inline  *path      // follow: the path that is followed
	recurse *recursion // followRecursive

	folds bool     // the tags before it are gone
	walks bool     // it crosses quads, and so keeps their label where the context says so
	back  bool     // inner is walked backwards
	inner *path    // a path whose tags it brings
	tags  []string // that it sets
}

// bag is rows in no order, unless they were just sorted.
type bag struct {
	rows   []row
	sorted []sortKey // nil: they were not
	from   []row     // rows are any of these: which are the first is not promised
}

// env is where a path is run: the label context, and the row that it is run from, where it stands for a predicate.
type env struct {
	*layman
	context *context
	base    row
}

// path runs a path from its beginning.
func (e env) path(p *path) bag {
	var b bag
	starts := p.starts
	if p.everywhere {
		starts = e.values
	}
	for _, v := range starts {
		b.rows = append(b.rows, row{at: v, ways: e.base.ways}.anew())
	}
	return e.steps(p.steps, b)
}

func (e env) steps(steps []step, b bag) bag {
	for _, s := range steps {
		switch {
		case s.context != nil:
			e.context = s.context
		case s.inline != nil:
			b = e.steps(s.inline.followed().steps, b)
		default:
			b = s.run(e, b)
		}
		if e.spend(len(b.rows)); len(b.rows) > 4000 {
			panic(errTooMuch)
		}
	}
	return b
}

// apart runs a path that stands beside the rows, not behind them.
func (l *layman) apart(p *path) []row {
	b, ok := l.ends[p]
	if !ok {
		b = l.definite(env{l, nil, row{ways: nowhere}}.path(p))
		l.ends[p] = b
	}
	return b.rows
}

// followed is the path as a morphism: a query's own start is a condition.
func (p *path) followed() *path {
	if p.everywhere {
		return p
	}
	start := each("is", func(e env, r row) []row { return r.where(p.named.has(r.at)) })
	return &path{morphism: true, everywhere: true, steps: append([]step{start}, p.steps...)}
}

// where is the row, where a condition holds.
func (r row) where(holds bool) []row {
	if holds {
		return []row{r}
	}
	return nil
}

// definite says that it matters which rows these are.
func (l *layman) definite(b bag) bag {
	if b.from != nil {
		l.doubt("the first rows in no order")
		b.from = nil
	}
	return b
}

// each is a step that looks at one row at a time.
func each(name string, f func(e env, r row) []row) step {
	return all(name, func(e env, rows []row) (out []row) {
		for _, r := range rows {
			out = append(out, f(e, r)...)
		}
		return out
	})
}

// all is a step that looks at all rows.
func all(name string, f func(e env, rows []row) []row) step {
	return step{name: name, run: func(e env, b bag) bag { return bag{rows: f(e, e.definite(b).rows)} }}
}

func (p *path) then(s step) *path {
	next := *p
	next.steps = append(slices.Clone(p.steps), s)
	return &next
}

func (s step) setting(tags ...string) step { s.tags = tags; return s }
func (s step) walking() step               { s.walks = true; return s }
func (s step) bringing(p *path) step       { s.inner = p; return s }

// names lists the tags that steps set, in the order first set.
func names(steps []step, c *context) []string { return namesBehind(nil, steps, c) }

// namesBehind lists them behind those that are there already.
func namesBehind(out []string, steps []step, c *context) []string {
	add := func(names []string) {
		for _, n := range names {
			if !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	for _, s := range steps {
		if s.context != nil {
			c = s.context
		}
		if s.folds {
			out = nil
		}
		if s.walks && c != nil {
			add(c.tags)
		}
		switch {
		case s.inline != nil:
			out = namesBehind(out, s.inline.steps, c)
		case s.recurse != nil:
			add(names(s.recurse.of.steps, c))
		case s.inner != nil && s.back:
			steps := place(s.inner.steps, c)
			for i := len(steps) - 1; i >= 0; i-- {
				add(names([]step{steps[i].step}, steps[i].context))
			}
		case s.inner != nil && s.name == "virtual":
			add(names(s.inner.steps, c))
		case s.inner != nil:
			add(names(s.inner.steps, nil))
		}
		add(s.tags)
	}
	return out
}

// sortKey is a column and which way it sorts.
type sortKey struct {
	name string
	down bool
}

// compareBy compares rows by keys; those that lack a tag come last.
func compareBy(keys []sortKey, a, b row) int {
	for _, k := range keys {
		x, y := a.column(k.name), b.column(k.name)
		switch {
		case x == nil && y == nil:
			continue
		case x == nil:
			return 1
		case y == nil:
			return -1
		case k.down:
			x, y = y, x
		}
		if c := compareWorth(worthOf(x), worthOf(y)); c != 0 {
			return c
		}
	}
	return 0
}

// settled says whether there is only one order for the rows.
func (b bag) settled() bool {
	for i := 1; i < len(b.rows); i++ {
		if !b.decided(i) {
			return false
		}
	}
	return true
}

// decided says whether it is clear which rows are the first n.
func (b bag) decided(n int) bool {
	if n <= 0 || n >= len(b.rows) || b.sorted != nil && compareBy(b.sorted, b.rows[n-1], b.rows[n]) != 0 {
		return true
	}
	first := b.rows[n].key() // all that are equal to it must be the same
	return !slices.ContainsFunc(b.rows, func(r row) bool {
		return r.key() != first && (b.sorted == nil || compareBy(b.sorted, r, b.rows[n]) == 0)
	})
}

// first are the first n rows; 0 is all.
func (l *layman) first(b bag, n int) bag {
	if n == 0 || n >= len(b.rows) {
		return b
	}
	b = l.cut(b, n)
	b.rows = b.rows[:n]
	return b
}

// cut notes what is not clear of the first n rows and those behind them.
func (l *layman) cut(b bag, n int) bag {
	if b.from != nil {
		return b
	}
	if !b.decided(n) {
		b.from = b.rows
	}
	if n > 0 && n < len(b.rows) && (b.sorted == nil || compareBy(b.sorted, b.rows[n-1], b.rows[n]) == 0) {
		l.unsureWhy = true // of equal rows
	}
	return b
}

// fold gathers rows that agree in the columns named, or in all, with the ways of all.
func (l *layman) fold(b bag, by []string) (out []row) {
	at := map[string]int{}
	for _, r := range b.rows {
		k := r.key(by...)
		i, ok := at[k]
		if !ok {
			at[k] = len(out)
			r.ways = slices.Clone(r.ways)
			out = append(out, r)
			continue
		}
		out[i].ways = append(out[i].ways, r.ways...)
		out[i].lost = true // which is the first is not promised
		if out[i].key() != r.key() && (b.sorted == nil || compareBy(b.sorted, out[i], r) == 0) {
			l.doubt("the first of rows in no order")
		}
	}
	return out
}

// since returns what ways did since they were one of those before.
func (l *layman) since(before, ways []*way) (out []*way) {
	for _, w := range ways {
		var quads [][]quad.Quad
		for ; !slices.Contains(before, w); w = w.before {
			quads = append(quads, w.quads)
		}
		slices.Reverse(quads)
		out = append(out, &way{w, slices.Concat(quads...)})
	}
	return out
}
