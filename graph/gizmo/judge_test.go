package gizmo

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// judge answers a path the slowest and plainest way: every op takes all rows and gives all rows, and reads every quad.
type judge struct {
	src   *graph.Memory
	quads []graph.Quad
	local map[string]quad.Value // values that are not in the graph
}

// record is a row: the vertex and the tags, as text so that nothing is shared with the executor.
type record struct {
	at   quad.Value
	tags map[string]quad.Value
}

func (r record) with(tag string, v quad.Value) record {
	tags := map[string]quad.Value{}
	for k, x := range r.tags {
		tags[k] = x
	}
	if v == nil {
		delete(tags, tag)
	} else {
		tags[tag] = v
	}
	return record{r.at, tags}
}

func (r record) to(v quad.Value) record { return record{v, r.tags} }

// key writes a record; only names what counts, nil for all.
func (r record) key(names []string) string {
	var parts []string
	if names == nil {
		parts = append(parts, "id="+string(quads.AppendTerm(nil, r.at)))
		for k, v := range r.tags {
			parts = append(parts, k+"="+string(quads.AppendTerm(nil, v)))
		}
		slices.Sort(parts[1:])
	}
	for _, n := range names {
		v := r.tags[n]
		if n == "id" {
			v = r.at
		}
		parts = append(parts, n+"="+string(quads.AppendTerm(nil, v)))
	}
	return strings.Join(parts, " ")
}

func (j *judge) path(p *Path) []record {
	var rows []record
	if p.all || p.morphism {
		for id := 1; id <= j.src.NumValues(); id++ {
			rows = append(rows, record{at: j.src.Value(graph.ID(id))})
		}
	}
	for _, id := range p.start {
		rows = append(rows, record{at: j.src.Value(id)})
	}
	return j.ops(p.ops(), rows)
}

func (j *judge) ops(ops []op, rows []record) []record {
	for _, o := range ops {
		rows = j.op(o, rows)
	}
	return rows
}

func (j *judge) set(n nodeSet) func(quad.Value) bool {
	switch {
	case n.all:
		return func(quad.Value) bool { return true }
	case n.path != nil:
		ends := map[quad.Value]bool{}
		for _, r := range j.path(n.path) {
			ends[r.at] = true
		}
		return func(v quad.Value) bool { return ends[v] }
	}
	return func(v quad.Value) bool {
		return slices.ContainsFunc(n.ids, func(id graph.ID) bool { return j.src.Value(id) == v })
	}
}

// step is a quad as a walk meets it.
type step struct{ near, far, pred, label quad.Value }

func (j *judge) steps(w walk) func(at quad.Value) []step {
	via, label := j.set(w.via), func(quad.Value) bool { return true }
	if w.labels != nil && !w.labels.all {
		label = j.set(w.labels.nodeSet)
	}
	return func(at quad.Value) (out []step) {
		for _, q := range j.quads {
			s, p, o, l := j.src.Value(q[0]), j.src.Value(q[1]), j.src.Value(q[2]), j.src.Value(q[3])
			if !via(p) || !label(l) {
				continue
			}
			if w.dir != forward && o == at {
				out = append(out, step{o, s, p, l})
			}
			if w.dir != backward && s == at {
				out = append(out, step{s, o, p, l})
			}
		}
		return out
	}
}

func (j *judge) labelled(r record, w walk, s step) record {
	if w.labels != nil {
		for _, t := range w.labels.tags {
			r = r.with(t, s.label)
		}
	}
	return r
}

func (j *judge) op(o op, rows []record) (out []record) {
	each := func(f func(r record)) {
		for _, r := range rows {
			f(r)
		}
	}
	switch o := o.(type) {
	case *hopOp:
		steps := j.steps(o.walk)
		each(func(r record) {
			for _, s := range steps(r.at) {
				n := r
				for _, t := range o.tags {
					n = n.with(t, s.pred)
				}
				out = append(out, j.labelled(n, o.walk, s).to(s.far))
			}
		})
	case *hasOp:
		steps, nodes := j.steps(o.walk), j.set(o.nodes)
		each(func(r record) {
			for _, s := range steps(r.at) {
				if nodes(s.far) && passes(o.filters, s.far) {
					out = append(out, j.labelled(r, o.walk, s))
				}
			}
		})
	case *saveOp:
		steps := j.steps(o.walk)
		each(func(r record) {
			found := steps(r.at)
			for _, s := range found {
				out = append(out, j.labelled(r, o.walk, s).with(o.tag, s.far))
			}
			if len(found) == 0 && o.optional {
				out = append(out, r.with(o.tag, nil))
			}
		})
	case *savePredicateOp:
		steps := j.steps(o.walk)
		each(func(r record) {
			for _, s := range steps(r.at) {
				out = append(out, j.labelled(r.with(o.tag, s.pred), o.walk, s))
			}
		})
	case *predicatesOp:
		w := o.walk
		steps := j.steps(w)
		each(func(r record) {
			for _, s := range steps(r.at) {
				out = append(out, r.to(s.pred))
			}
		})
		return j.op(&uniqueOp{}, out)
	case *labelsOp:
		w := walk{either, nodeSet{all: true}, o.labels}
		steps := j.steps(w)
		each(func(r record) {
			for _, s := range steps(r.at) {
				if s.label != nil {
					out = append(out, r.to(s.label))
				}
			}
		})
		return j.op(&uniqueOp{}, out)
	case *isOp:
		nodes := j.set(o.nodes)
		each(func(r record) {
			if nodes(r.at) {
				out = append(out, r)
			}
		})
	case *filterOp:
		each(func(r record) {
			if passes(o.filters, r.at) {
				out = append(out, r)
			}
		})
	case *tagOp:
		each(func(r record) {
			for _, t := range o.tags {
				r = r.with(t, r.at)
			}
			out = append(out, r)
		})
	case *backOp:
		each(func(r record) {
			if v := r.tags[o.tag]; v != nil {
				out = append(out, r.to(v))
			}
		})
	case *branchOp:
		each(func(r record) {
			found := j.ops(o.ops, []record{r})
			for _, f := range found {
				end := f.at
				if f = f.to(r.at); o.tag != "" {
					f = f.with(o.tag, end)
				}
				out = append(out, f)
			}
			if len(found) == 0 && o.optional {
				if o.tag != "" {
					r = r.with(o.tag, nil)
				}
				out = append(out, r)
			}
		})
	case *eitherOp:
		return append(j.ops(o.first, rows), j.ops(o.second, rows)...)
	case *unionOp:
		return append(slices.Clone(rows), j.path(o.path)...)
	case *joinOp:
		other := j.path(o.path)
		each(func(r record) {
			for _, s := range other {
				if s.at != r.at {
					continue
				}
				n := r
				for _, t := range o.path.bound {
					n = n.with(t, s.tags[t])
				}
				out = append(out, n)
			}
		})
	case *exceptOp:
		nodes := j.set(nodeSet{path: o.path})
		each(func(r record) {
			if !nodes(r.at) {
				out = append(out, r)
			}
		})
	case *recurseOp:
		return j.recurse(o, rows)
	case *uniqueOp:
		seen := map[string]bool{}
		names := o.tags
		each(func(r record) {
			if k := r.key(names); !seen[k] {
				seen[k] = true
				out = append(out, r)
			}
		})
	case *orderOp:
		out = slices.Clone(rows)
		slices.SortStableFunc(out, func(a, b record) int { return quads.Compare(a.at, b.at) })
	case *limitOp:
		return rows[:min(o.n, len(rows))]
	case *skipOp:
		return rows[min(o.n, len(rows)):]
	default:
		panic(fmt.Sprintf("the judge does not know %T", o))
	}
	return out
}

func (j *judge) recurse(o *recurseOp, rows []record) (out []record) {
	groups := map[string][]record{}
	var order []string
	for _, r := range rows {
		k := r.to(nil).key(nil)
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], r)
	}
	for _, k := range order {
		seen := map[quad.Value]bool{}
		from := j.op(&uniqueOp{tags: []string{"id"}}, groups[k])
		tags := from[0].tags
		for depth := 1; len(from) > 0 && (o.depth == 0 || depth <= o.depth); depth++ {
			var next []record
			for _, r := range j.ops(o.ops, from) {
				if seen[r.at] {
					continue
				}
				seen[r.at] = true
				next = append(next, record{r.at, tags})
				for _, t := range o.tags {
					r = r.with(t, typed(strconv.Itoa(depth), string(quads.XSDInteger)))
				}
				out = append(out, r)
			}
			from = next
		}
	}
	return out
}

// pathOf compiles a program and returns the path that it ends in, nil for none.
func pathOf(t testing.TB, src graph.Source, program string) *Path {
	t.Helper()
	prog, err := compile("random.js", program)
	if err != nil {
		t.Fatalf("%s: %v", program, err)
	}
	q := newSession(src, prog, Options{}, func(Row) error { return nil })
	q.setUp()
	v, err := q.vm.RunProgram(prog.code)
	if p, ok := exported(v).(*pathObject); ok && err == nil {
		return p.path
	}
	return nil
}

// seed is the environment's SEED, or one for this run.
func seed(t testing.TB) uint64 {
	n := rand.Uint64()
	if s, err := strconv.ParseUint(os.Getenv("SEED"), 10, 64); err == nil {
		n = s
	}
	t.Logf("SEED=%d", n)
	return n
}

// rounds is how many random queries a test asks.
func rounds(short, full int) int {
	if testing.Short() {
		return short
	}
	return full
}

// ordered says whether the rows of a program have an order that the judge knows too: a fold that depends on it is skipped.
func dependsOnOrder(program string) bool {
	return strings.Contains(program, "limit") || strings.Contains(program, "skip") || strings.Contains(program, `unique("`)
}

// TestAgainstTheJudge asks random paths of random graphs, and compares rows, tags, multiplicity and counts.
func TestAgainstTheJudge(t *testing.T) {
	start, asked, rowsSeen, refused := seed(t), 0, 0, 0
	for i := range rounds(3000, 30000) {
		r := rand.New(rand.NewPCG(start, uint64(i)))
		src := graph.Load(randomQuads(r))
		g := &randomPath{Rand: r}
		program := g.path(1 + r.IntN(5))
		p := pathOf(t, src, program)
		if p == nil {
			refused++
			continue
		}
		asked++
		j := &judge{src: src}
		scan := src.Scan(graph.Quad{})
		for q, ok := scan.Next(); ok; q, ok = scan.Next() {
			j.quads = append(j.quads, q)
		}
		var want []string
		rows := j.path(p)
		if len(rows) > 5000 {
			continue
		}
		for _, r := range rows {
			want = append(want, r.key(nil))
		}
		got := answers(t, src, program+".all()")
		rowsSeen += len(got)
		if n := answers(t, src, program+".count()"); len(n) != 1 || n[0] != fmt.Sprintf("value=\"%d\"^^<%s>", len(got), string(quads.XSDInteger)) {
			t.Errorf("i=%d %s: count %v, rows %d", i, program, n, len(got))
		}
		if dependsOnOrder(program) || usesFirst(p.ops()) {
			continue
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("i=%d %s\n got %q\nwant %q", i, program, got, want)
		}
		if t.Failed() {
			return
		}
	}
	t.Logf("%d queries, %d rows, %d refused", asked, rowsSeen, refused)
}

// usesFirst says that a row may carry the tags of whichever derivation came first: those set within a recursion.
func usesFirst(ops []op) bool {
	return slices.ContainsFunc(ops, func(o op) bool {
		switch o := o.(type) {
		case *recurseOp:
			return len(bindsOf(o.ops)) > 0 || usesFirst(o.ops)
		case *branchOp:
			return usesFirst(o.ops)
		case *eitherOp:
			return usesFirst(o.first) || usesFirst(o.second)
		case *unionOp:
			return usesFirst(o.path.ops())
		case *joinOp:
			return usesFirst(o.path.ops())
		}
		return false
	})
}

// answers runs a program and writes its rows as the judge's keys.
func answers(t testing.TB, src graph.Source, program string) []string {
	t.Helper()
	rows, _, err := rowsOf(src, program, Options{})
	if err != nil {
		t.Fatalf("%s: %v", program, err)
	}
	for i, row := range rows {
		parts := strings.Split(row, " ")
		slices.SortFunc(parts, func(a, b string) int {
			if strings.HasPrefix(a, "id=") != strings.HasPrefix(b, "id=") {
				if strings.HasPrefix(a, "id=") {
					return -1
				}
				return 1
			}
			return strings.Compare(a, b)
		})
		rows[i] = strings.Join(parts, " ")
	}
	return rows
}
