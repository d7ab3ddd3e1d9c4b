package gizmo_test

import (
	"slices"
	"strings"
	"testing"

	"rapport/graph"
	"rapport/graph/gizmo"
)

// misreadings are what a layman gets wrong on purpose.
var misreadings = []string{
	"or gives a row once", "has gives a row once", "saveOpt drops rows", "gt compares text", "count counts vertices",
	"unique is nothing", "a recursion ends with its first round", "an article is no label", "followR goes forwards",
	"back forgets what was found",
}

// wrongExecutors run a program, and then spoil the answer.
var wrongExecutors = map[string]func(rows []gizmo.Row) []gizmo.Row{
	"equal rows once": func(rows []gizmo.Row) (out []gizmo.Row) {
		seen := map[string]bool{}
		for _, r := range rows {
			if k := rowKey(r.Names, r.Values, false); !seen[k] {
				seen[k] = true
				out = append(out, r)
			}
		}
		return out
	},
	"a tag lost": func(rows []gizmo.Row) []gizmo.Row {
		for i, r := range rows {
			if len(r.Values) > 1 {
				rows[i].Values = append(slices.Clone(r.Values[:len(r.Values)-2]), nil, r.Values[len(r.Values)-1])
			}
		}
		return rows
	},
	"rows sorted by their text": func(rows []gizmo.Row) []gizmo.Row {
		slices.SortFunc(rows, func(a, b gizmo.Row) int {
			return strings.Compare(rowKey(a.Names, a.Values, false), rowKey(b.Names, b.Values, false))
		})
		return rows
	},
	"the last row lost": func(rows []gizmo.Row) []gizmo.Row { return rows[:max(0, len(rows)-1)] },
	"a hop missing in why": func(rows []gizmo.Row) []gizmo.Row {
		for i, r := range rows {
			if len(r.Why) > 0 && len(r.Why[0]) > 1 {
				rows[i].Why = append([]gizmo.Derivation{r.Why[0][1:]}, r.Why[1:]...)
			}
		}
		return rows
	},
	"one derivation where there are more": func(rows []gizmo.Row) []gizmo.Row {
		for i, r := range rows {
			rows[i].Why = r.Why[:min(1, len(r.Why))]
		}
		return rows
	},
}

// found tries random programs until one shows what is wrong, and leaves out what does not matter.
func found(t *testing.T, from uint64, wrong func(*trial)) (small trial, ok bool) {
	t.Helper()
	for i := range 10_000 {
		one, err := randomTrial(from, i)
		if err != nil {
			t.Fatal(err)
		}
		wrong(&one)
		if v := one.judge(); v.bad() {
			return one.shrink(v.class), true
		}
	}
	return trial{}, false
}

// TestWrongAnswersAreFound: each wrong executor and each misreading is caught, and what is left of the program and the graph is short
// enough to see why.
func TestWrongAnswersAreFound(t *testing.T) {
	t.Parallel()
	from := seed(t)
	faults := map[string]func(*trial){}
	for _, m := range misreadings {
		faults[m] = func(t *trial) { t.misread = m }
	}
	for name, spoil := range wrongExecutors {
		faults[name] = func(t *trial) {
			t.run = func(src graph.Source, program string, opts gizmo.Options) ([]gizmo.Row, gizmo.Stats, error) {
				rows, stats, err := run(src, program, opts)
				return spoil(rows), stats, err
			}
		}
	}
	for name, wrong := range faults {
		small, ok := found(t, from, wrong)
		if !ok {
			t.Errorf("nobody noticed: %s", name)
			continue
		}
		steps := strings.Count(small.program.String(), "(")
		t.Logf("%s: %s", name, small)
		if len(small.quads) > 6 || steps > 12 {
			t.Errorf("%s: %d quads and %d calls are left", name, len(small.quads), steps)
		}
	}
}
