package gizmo_test

import (
	stdcontext "context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
)

// trial is a program and a graph to ask it of.
type trial struct {
	program *syntax
	quads   []quad.Quad
	params  map[string]any
	run     executor
	misread string // of the layman
	options gizmo.Options

	restriction graph.Restriction
	source      func([]quad.Quad) graph.Source // nil: graph.Load
}

// executor runs a program; gizmo.Run is the one to be judged.
type executor func(src graph.Source, program string, opts gizmo.Options) ([]gizmo.Row, gizmo.Stats, error)

func run(src graph.Source, program string, opts gizmo.Options) (rows []gizmo.Row, stats gizmo.Stats, err error) {
	stats, err = gizmo.Run(stdcontext.Background(), src, "random.js", program, opts, func(r gizmo.Row) error {
		rows = append(rows, r)
		return nil
	})
	return rows, stats, err
}

// verdict is what came of a trial.
type verdict struct {
	class   string // agree, refused, too much, unsure; or what the two disagree about
	details string
	rows    int
	whys    bool // the ways were compared too
	folded  bool // a row has more than one
}

func (v verdict) bad() bool {
	switch v.class {
	case "agree", "refused", "too much", "unsure":
		return false
	}
	return true
}

// judge asks both.
func (t trial) judge() verdict {
	src, walked := graph.Source(nil), t.quads
	if t.source != nil {
		src = t.source(t.quads)
	} else {
		src = graph.Load(t.quads)
	}
	if !t.restriction.IsZero() {
		restricted, err := graph.Restrict(src, t.restriction)
		if err != nil {
			return verdict{class: "restrict", details: err.Error()}
		}
		src, walked = restricted, allowed(t.quads, t.restriction)
	}
	l := newLayman(walked, valuesOf(t.quads), t.params)
	l.misread, l.names = t.misread, t.quads
	return t.between(src, l)
}

// between asks the runtime over a source, and a layman.
func (t trial) between(src graph.Source, l *layman) verdict {
	program := t.program.String()
	t.options.Params, t.options.Programs = t.params, &gizmo.Programs{}
	rows, _, err := t.run(src, program, t.options)
	if err != nil {
		var e *gizmo.Error
		if errors.As(err, &e) && (strings.HasSuffix(e.Message, "cannot be followed backwards") || strings.HasSuffix(e.Message, "cannot be repeated")) {
			return verdict{class: "refused"}
		}
		if strings.Contains(err.Error(), "entity: ") && strings.Contains(err.Error(), " may be ") {
			switch l.answer(t.program) {
			case errSeveral:
				return verdict{class: "refused"}
			case errTooMuch: // by what stands before
				return verdict{class: "too much"}
			}
		}
		return verdict{class: "an error, " + strings.SplitN(err.Error(), ": ", 2)[1], details: err.Error()}
	}
	if err := l.answer(t.program); err == errTooMuch {
		return verdict{class: "too much"}
	} else if err != nil {
		return verdict{class: "the layman", details: err.Error()}
	}
	return t.compare(src, program, l, rows)
}

// compare compares the runtime's rows with the layman's.
func (t trial) compare(src graph.Source, program string, l *layman, rows []gizmo.Row) verdict {
	asking := t.options
	asking.Why = true
	with, _, err := t.run(src, program, asking)
	if err != nil || t.source == nil && !slices.Equal(keysOf(rows, false), keysOf(with, false)) { // memory has one order
		return verdict{class: "itself", details: fmt.Sprintf("without why %q\nwith why %q %v", keysOf(rows, false), keysOf(with, false), err)}
	}
	if problem := t.limited(src, program, rows); problem != "" {
		return verdict{class: "limit", details: problem}
	}
	v := verdict{class: "agree", rows: len(rows)}
	if l.unsure != "" {
		v.class, v.details = "unsure", l.unsure
		return v
	}
	if problem := sameRows(rows, l.given, l.anyOrder); problem != "" {
		return verdict{class: "rows", details: problem}
	}
	if i := unsorted(rows, l.order); i > 0 {
		return verdict{class: "order", details: fmt.Sprintf("%q: row %d is before the one before it", keysOf(rows, false), i)}
	}
	return l.compareWays(with, v)
}

// limited holds the runtime to its word: a limit gives the first of the rows, and says when it left some out. Which are the first only
// a source in memory tells twice the same.
func (t trial) limited(src graph.Source, program string, rows []gizmo.Row) string {
	if len(rows) == 0 || t.source != nil {
		return ""
	}
	n := (len(rows) + 1) / 2
	t.options.Limit = n
	first, stats, err := t.run(src, program, t.options)
	if err != nil || !slices.Equal(keysOf(rows[:n], false), keysOf(first, false)) || stats.Rows != n || stats.Cut != (n < len(rows)) {
		return fmt.Sprintf("of %d rows a limit of %d gives %q, %+v %v", len(rows), n, keysOf(first, false), stats, err)
	}
	return ""
}

// unsorted returns the first row that comes before the one before it, 0 for none.
func unsorted(rows []gizmo.Row, order []sortKey) int {
	var last row
	for i, r := range rows {
		this := row{tags: map[string]quad.Value{}}
		for n, name := range r.Names {
			if name == "id" {
				this.at = r.Values[n]
			} else {
				this.tags[name] = r.Values[n]
			}
		}
		if i > 0 && compareBy(order, last, this) > 0 {
			return i
		}
		last = this
	}
	return 0
}

// rowKey writes a row; with anyOrder, its columns by name.
func rowKey(names []string, values []quad.Value, anyOrder bool) string {
	parts := make([]string, len(names))
	for i, n := range names {
		parts[i] = n + "=" + writeTerm(values[i])
	}
	if anyOrder {
		slices.Sort(parts)
	}
	return strings.Join(parts, " ")
}

func keysOf(rows []gizmo.Row, anyOrder bool) []string {
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = rowKey(r.Names, r.Values, anyOrder)
	}
	return out
}

// sameRows compares rows, tags and multiplicity. Where the layman says only from which rows some are taken, each must be one of those.
func sameRows(rows []gizmo.Row, given []given, anyOrder bool) string {
	got, want, from := keysOf(rows, anyOrder), []string{}, []string(nil)
	taken, last := 0, (*choice)(nil)
	for _, g := range given {
		if g.from == nil {
			want = append(want, g.row.key(anyOrder))
			continue
		}
		taken++
		if g.from == last {
			continue
		}
		last = g.from
		for _, c := range g.from.rows {
			from = append(from, c.key(anyOrder))
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if taken == 0 {
		if !slices.Equal(got, want) {
			return fmt.Sprintf("rapport %q\nlayman %q", got, want)
		}
		return ""
	}
	left := minus(minus(got, want), from)
	if len(got) != len(given) || len(left) > 0 {
		return fmt.Sprintf("rapport %q\nlayman %q and %d of %q", got, want, taken, from)
	}
	return ""
}

func (c columns) key(anyOrder bool) string { return rowKey(c.names, c.values, anyOrder) }

// minus takes each of b out of a once.
func minus(a, b []string) []string {
	a = slices.Clone(a)
	for _, s := range b {
		if i := slices.Index(a, s); i >= 0 {
			a = slices.Delete(a, i, i+1)
		}
	}
	return a
}

// compareWays compares what rows rest on.
func (l *layman) compareWays(rows []gizmo.Row, v verdict) verdict {
	if l.unsureWhy || slices.ContainsFunc(l.given, func(g given) bool { return g.from != nil }) {
		return v
	}
	var got, want []string
	for _, r := range rows {
		s := shown{more: r.More}
		for _, d := range r.Why {
			s.ways = append(s.ways, d)
		}
		got = append(got, rowKey(r.Names, r.Values, l.anyOrder)+" :"+s.String())
	}
	for _, g := range l.given {
		s := show(g.ways)
		v.folded = v.folded || len(s.ways) > 1
		want = append(want, g.row.key(l.anyOrder)+" :"+s.String())
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		return verdict{class: "why", details: fmt.Sprintf("rapport %q\nlayman %q", got, want)}
	}
	v.whys = true
	return v
}
