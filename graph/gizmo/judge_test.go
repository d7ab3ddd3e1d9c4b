package gizmo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/big"
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
	outer []judged              // the ways to the row that a virtual predicate is run from
	tags  map[string]quad.Value // of that row, or of those that a recursion is run from
}

// record is a row: the vertex, the tags and the ways to it, as text so that nothing is shared with the executor.
type record struct {
	at    quad.Value
	tags  map[string]quad.Value
	why   []judged
	walk  []step            // to at; none: it begins there
	marks map[string][]step // the walk where a tag was set
}

// judged is a way in the plainest form: every walk, in no order, none left out.
type judged []graph.Quad

// start is the one way to a row that crosses nothing.
var start = []judged{nil}

// over returns the record with more of the way behind it.
func (r record) over(qs ...graph.Quad) record { return r.behind([]judged{qs}) }

// behind returns the record where each way to it is followed by each of others.
func (r record) behind(others []judged) record {
	var why []judged
	for _, a := range r.why {
		for _, b := range others {
			why = append(why, slices.Concat(a, b))
		}
	}
	if len(why) > tooMany {
		panic(errTooMany)
	}
	r.why = why
	return r
}

func newJudge(src *graph.Memory) *judge {
	j := &judge{src: src, outer: start}
	scan := src.Scan(graph.Quad{})
	for q, ok := scan.Next(); ok; q, ok = scan.Next() {
		j.quads = append(j.quads, q)
	}
	return j
}

// tooMany is when the judge gives up: it never leaves anything out.
const tooMany = 20_000

var errTooMany = errors.New("too many ways")

// best are the ways that a row shows, each once, and how many walks took others.
func best(why []judged) (out []string, more int) {
	sorted := slices.Clone(why)
	slices.SortFunc(sorted, func(a, b judged) int {
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		for i := range a {
			for k := range a[i] {
				if a[i][k] != b[i][k] {
					return int(a[i][k]) - int(b[i][k])
				}
			}
		}
		return 0
	})
	for i, w := range sorted {
		if s := fmt.Sprint(w); len(out) == 0 || out[len(out)-1] != s {
			if len(out) == 16 {
				return out, len(sorted) - i
			}
			out = append(out, s)
		}
	}
	return out, 0
}

// reason is the one way that a condition shows.
func reason(why []judged) judged {
	shown, _ := best(why)
	for _, w := range why {
		if fmt.Sprint(w) == shown[0] {
			return w
		}
	}
	panic("no way")
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
	r.tags = tags
	return r
}

func (r record) to(v quad.Value) record {
	r.at = v
	return r
}

// moved is a record that goes elsewhere, but not along a quad.
func (r record) moved(v quad.Value) record {
	r.at, r.walk = v, nil
	return r
}

// walked is a record one step on.
func (r record) walked(s step) record {
	r.at, r.walk = s.far, append(slices.Clone(r.walk), s)
	return r
}

// onward is the walk of a record on to one whose walk began where it is, if it did not begin anew.
func (r record) onward(to record) []step {
	if len(to.walk) == 0 && to.at != r.at || len(to.walk) > 0 && to.walk[0].near != r.at {
		return to.walk
	}
	return slices.Concat(r.walk, to.walk)
}

// list writes the walk of a record.
func (r record) list() quad.Value {
	var items []string
	if len(r.walk) == 0 && r.at != nil {
		items = append(items, itemText(r.at))
	}
	for i, s := range r.walk {
		if i == 0 {
			items = append(items, itemText(s.near))
		}
		var labels []string
		for _, l := range s.labels {
			labels = append(labels, itemText(l))
		}
		way := map[bool]string{true: "in", false: "out"}[s.back]
		items = append(items, fmt.Sprintf(`{"predicate":%s,"way":"%s","labels":[%s]}`, itemText(s.pred), way, strings.Join(labels, ",")), itemText(s.far))
	}
	if len(items) > 100 || len(strings.Join(items, ",")) > 10_000 {
		panic(errTooMany) // a walk to a list of a walk, and so on
	}
	return typed("["+strings.Join(items, ",")+"]", string(rdfJSON))
}

// itemText writes what is in a list; a list there, of a walk or of a group, is one too.
func itemText(v quad.Value) string {
	if f, isNumber := quads.Number(v); isNumber {
		return strconv.FormatFloat(f, 'g', -1, 64)
	}
	if t, ok := v.(quad.TypedString); ok && t.Type == rdfJSON {
		return string(t.Value)
	}
	b, _ := json.Marshal(spell(v))
	return strings.NewReplacer(`\u003c`, "<", `\u003e`, ">").Replace(string(b))
}

// compareWalks orders the shorter before the longer, and then step by step: predicate, way, end, and the labels if they count.
func compareWalks(a, b []step, labels bool) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	for i := range a {
		if i == 0 {
			if c := quads.Compare(a[0].near, b[0].near); c != 0 {
				return c
			}
		}
		if c := quads.Compare(a[i].pred, b[i].pred); c != 0 {
			return c
		}
		if a[i].back != b[i].back {
			return map[bool]int{true: 1, false: -1}[a[i].back]
		}
		if c := quads.Compare(a[i].far, b[i].far); c != 0 {
			return c
		}
		if c := quads.Compare(a[i].label, b[i].label); c != 0 && labels {
			return c
		}
	}
	return 0
}

// key writes a record; only names what counts, nil for all.
func (r record) key(names []string) string {
	var parts []string
	if names == nil {
		if r.at != nil {
			parts = append(parts, "id="+string(quads.AppendTerm(nil, r.at)))
		}
		for k, v := range r.tags {
			parts = append(parts, k+"="+string(quads.AppendTerm(nil, v)))
		}
		slices.SortFunc(parts, idFirst)
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
			rows = append(rows, record{at: j.src.Value(graph.ID(id)), why: j.outer})
		}
	}
	for _, id := range p.start {
		rows = append(rows, record{at: j.src.Value(id), why: j.outer})
	}
	return j.ops(p.ops(), rows)
}

// called is a row as all() gives it: a figure that the path ends in goes by the name of the step.
func (r record) called(p *Path) record {
	if ops := p.ops(); len(ops) > 0 {
		if o, ok := ops[len(ops)-1].(*groupOp); ok && len(o.keys) == 0 && o.fold != foldCount && o.fold != foldBag {
			return r.with(o.fold.String(), r.at).to(nil)
		}
	}
	return r
}

func (j *judge) ops(ops []op, rows []record) []record {
	for _, o := range ops {
		rows = j.op(o, rows)
	}
	return rows
}

// apart answers a path that stands beside the rows, not behind them.
func (j *judge) apart(p *Path) []record {
	outer, tags := j.outer, j.tags
	defer func() { j.outer, j.tags = outer, tags }()
	j.outer, j.tags = start, nil
	return j.path(p)
}

// set says whether a value is in a set, and why.
func (j *judge) set(n nodeSet) func(quad.Value) (bool, judged) {
	switch {
	case n.all:
		return func(quad.Value) (bool, judged) { return true, nil }
	case n.path != nil:
		ends := map[quad.Value][]judged{}
		for _, r := range j.apart(n.path) {
			if r.at == nil {
				continue
			}
			ends[r.at] = append(ends[r.at], r.why...)
		}
		return func(v quad.Value) (bool, judged) {
			if ends[v] == nil {
				return false, nil
			}
			return true, reason(ends[v])
		}
	}
	return func(v quad.Value) (bool, judged) {
		return slices.ContainsFunc(n.ids, func(id graph.ID) bool { return j.src.Value(id) == v }), nil
	}
}

// step is a quad as a walk meets it, and why it may be walked.
type step struct {
	near, far, pred, label quad.Value
	labels                 []quad.Value // label, or those of all quads that say the same
	back                   bool
	why                    judged
}

func (j *judge) steps(w walk) func(at quad.Value) []step {
	via, label := j.set(w.via), func(quad.Value) (bool, judged) { return true, nil }
	if w.labels != nil && !w.labels.all {
		label = j.set(w.labels.nodeSet)
	}
	return func(at quad.Value) (out []step) {
		for _, q := range j.quads {
			s, p, o, l := j.src.Value(q[0]), j.src.Value(q[1]), j.src.Value(q[2]), j.src.Value(q[3])
			isVia, whyVia := via(p)
			isLabel, whyLabel := label(l)
			if !isVia || !isLabel {
				continue
			}
			why := slices.Concat(judged{q}, whyVia, whyLabel)
			if w.dir != forward && o == at {
				out = append(out, step{near: o, far: s, pred: p, label: l, labels: some(l), back: true, why: why})
			}
			if w.dir != backward && s == at {
				out = append(out, step{near: s, far: o, pred: p, label: l, labels: some(l), why: why})
			}
		}
		return out
	}
}

func some(v quad.Value) []quad.Value {
	if v == nil {
		return nil
	}
	return []quad.Value{v}
}

func (j *judge) labelled(r record, w walk, s step) record {
	r = r.over(s.why...)
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
				n := j.labelled(r, o.walk, s)
				for _, t := range o.tags {
					n = n.with(t, s.pred)
				}
				out = append(out, n.walked(s))
			}
		})
	case *hasOp:
		steps, nodes := j.steps(o.walk), j.set(o.nodes)
		each(func(r record) {
			for _, s := range steps(r.at) {
				if ok, why := nodes(s.far); ok && passes(o.filters, s.far) {
					out = append(out, j.labelled(r, o.walk, s).over(why...))
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
				out = append(out, j.labelled(r, o.walk, s).with(o.tag, s.pred))
			}
		})
	case *predicatesOp:
		w := o.walk
		steps := j.steps(w)
		each(func(r record) {
			for _, s := range steps(r.at) {
				out = append(out, r.moved(s.pred).over(s.why...))
			}
		})
		return j.op(&uniqueOp{}, out)
	case *labelsOp:
		w := walk{either, nodeSet{all: true}, o.labels}
		steps := j.steps(w)
		each(func(r record) {
			for _, s := range steps(r.at) {
				if s.label != nil {
					out = append(out, r.moved(s.label).over(s.why...))
				}
			}
		})
		return j.op(&uniqueOp{}, out)
	case *isOp:
		nodes := j.set(o.nodes)
		each(func(r record) {
			if ok, why := nodes(r.at); ok && r.at != nil {
				out = append(out, r.over(why...))
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
			marks := maps.Clone(r.marks)
			if marks == nil {
				marks = map[string][]step{}
			}
			for _, t := range o.tags {
				r = r.with(t, r.at)
				marks[t] = r.walk
			}
			r.marks = marks
			out = append(out, r)
		})
	case *backOp:
		each(func(r record) {
			v, walk := r.tags[o.tag], r.marks[o.tag]
			if v == nil {
				return
			}
			if r = r.moved(v); len(walk) > 0 && walk[len(walk)-1].far == v {
				r.walk = walk
			}
			out = append(out, r)
		})
	case *repeatOp:
		for k := 1; k <= o.most; k++ {
			rows = j.ops(o.ops, rows)
			for _, r := range rows {
				for _, t := range o.tags {
					r = r.with(t, typed(strconv.Itoa(k), string(quads.XSDInteger)))
				}
				out = append(out, r)
			}
			if len(out) > tooMany/50 {
				panic(errTooMany)
			}
		}
	case *pathOp:
		each(func(r record) { out = append(out, r.with(o.tag, r.list())) })
	case *simplePathOp:
		each(func(r record) {
			seen := map[quad.Value]bool{}
			for _, s := range r.walk {
				seen[s.near] = true
			}
			if seen[r.at] = true; len(seen) == len(r.walk)+1 {
				out = append(out, r)
			}
		})
	case *shortestOp:
		return j.shortest(o, rows)
	case *branchOp:
		each(func(r record) {
			outer, tags := j.outer, j.tags
			j.outer, j.tags = r.why, r.tags
			found := j.ops(o.ops, []record{r})
			j.outer, j.tags = outer, tags
			for _, f := range found {
				if groups(o.ops) != "" {
					kept := r.tags
					for _, t := range bindsOf(o.ops) {
						kept = record{tags: kept}.with(t, f.tags[t]).tags
					}
					f.tags = kept
				}
				end := f.at
				if f = f.to(r.at); true {
					f.walk = r.walk
				}
				if o.tag != "" {
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
		out = slices.Clone(rows)
		for _, other := range j.path(o.path) {
			r := record{at: other.at, tags: j.tags, why: other.why, walk: other.walk, marks: other.marks}
			for t, v := range other.tags {
				r = r.with(t, v)
			}
			out = append(out, r)
		}
	case *joinOp:
		other := j.apart(o.path)
		each(func(r record) {
			for _, s := range other {
				if s.at != r.at || s.at == nil {
					continue
				}
				n := r
				for _, t := range o.path.bound {
					n = n.with(t, s.tags[t])
				}
				out = append(out, n.behind(s.why))
			}
		})
	case *exceptOp:
		nodes := j.set(nodeSet{path: o.path})
		each(func(r record) {
			if in, _ := nodes(r.at); !in {
				out = append(out, r)
			}
		})
	case *recurseOp:
		return j.recurse(o, rows)
	case *uniqueOp:
		seen := map[string]int{}
		names := o.tags
		each(func(r record) {
			k := r.key(names)
			if i, ok := seen[k]; ok {
				out[i].why = slices.Concat(out[i].why, r.why)
				return
			}
			seen[k] = len(out)
			out = append(out, r)
		})
	case *whyOp:
		each(func(r record) {
			var statements []quad.Value
			ways := slices.Clone(r.why)
			for len(ways) > 0 && len(statements) < 1000 {
				first := reason(ways)
				for _, q := range first {
					if l := j.src.Value(q[graph.Label]); l != nil && !slices.Contains(statements, l) {
						statements = append(statements, l)
					}
				}
				ways = slices.DeleteFunc(ways, func(w judged) bool { return fmt.Sprint(w) == fmt.Sprint(first) })
				if shown, _ := best(r.why); fmt.Sprint(first) == shown[len(shown)-1] {
					break
				}
			}
			for _, l := range statements {
				out = append(out, r.with(o.tag, l))
			}
			if len(statements) == 0 {
				out = append(out, r.with(o.tag, nil))
			}
		})
	case *orderOp:
		out = slices.Clone(rows)
		keys := o.keys
		if keys == nil {
			keys = []orderKey{{tag: "id"}}
		}
		for i := len(keys) - 1; i >= 0; i-- { // the last first: the sort is stable
			slices.SortStableFunc(out, func(a, b record) int {
				x, y := a.tags[keys[i].tag], b.tags[keys[i].tag]
				if keys[i].tag == "id" {
					x, y = a.at, b.at
				}
				switch {
				case x == nil && y == nil:
					return 0
				case x == nil:
					return 1
				case y == nil:
					return -1
				case keys[i].down:
					x, y = y, x
				}
				return quads.Compare(x, y)
			})
		}
	case *groupOp:
		return j.group(o, rows)
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
	outer := j.tags
	defer func() { j.tags = outer }()
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
		seen := map[quad.Value]int{} // the depth
		from := j.op(&uniqueOp{tags: []string{"id"}}, groups[k])
		for i := range from {
			from[i].marks = nil
			for _, r := range groups[k] {
				if r.at == from[i].at && compareWalks(r.walk, from[i].walk, true) < 0 {
					from[i].walk = r.walk
				}
			}
		}
		tags := from[0].tags
		j.tags = tags
		for depth := 1; len(from) > 0 && (o.depth == 0 || depth <= o.depth); depth++ {
			var met []record
			for _, r := range j.ops(o.ops, from) {
				switch seen[r.at] {
				case 0:
					seen[r.at] = depth
					met = append(met, r)
				case depth:
					i := slices.IndexFunc(met, func(m record) bool { return m.at == r.at })
					met[i].why = slices.Concat(met[i].why, r.why)
					if compareWalks(r.walk, met[i].walk, true) < 0 {
						met[i].walk = r.walk
					}
				}
			}
			from = nil
			for _, r := range met {
				from = append(from, record{at: r.at, tags: tags, why: r.why, walk: r.walk})
				for _, t := range o.tags {
					r = r.with(t, typed(strconv.Itoa(depth), string(quads.XSDInteger)))
				}
				out = append(out, r)
			}
			if len(from) > 0 {
				from[0].behind(start) // the bound on ways
			}
		}
	}
	return out
}

// shortest takes all walks of one round, of two, and so on, until each wanted node was met.
func (j *judge) shortest(o *shortestOp, rows []record) (out []record) {
	wanted := j.set(o.to)
	for _, r := range rows {
		met := map[quad.Value]bool{}
		round := []record{{at: r.at, tags: r.tags, why: start}}
		outer := j.outer
		j.outer = start
		been := map[quad.Value]bool{}
		for k := 0; len(round) > 0 && (o.most == 0 || k <= o.most); k++ {
			var ways []record
			for _, w := range round {
				if ok, why := wanted(w.at); ok && w.at != nil && !met[w.at] {
					at := slices.IndexFunc(ways, func(x record) bool { return x.at == w.at && compareWalks(x.walk, w.walk, false) == 0 })
					if w = w.over(why...); at < 0 {
						ways = append(ways, w)
						continue
					}
					ways[at].why = slices.Concat(ways[at].why, w.why)
					merged := slices.Clone(ways[at].walk)
					for i := range merged {
						labels := slices.Concat(merged[i].labels, w.walk[i].labels)
						slices.SortFunc(labels, quads.Compare)
						merged[i].labels = slices.Compact(labels)
					}
					ways[at].walk = merged
				}
			}
			for _, w := range ways {
				met[w.at] = true
				n := r.behind(w.why).to(w.at)
				n.walk = r.onward(w)
				for _, t := range o.tags {
					n = n.with(t, typed(strconv.Itoa(k), string(quads.XSDInteger)))
				}
				out = append(out, n)
			}
			for _, w := range round {
				been[w.at] = true
			}
			var next []record
			for _, w := range round {
				for _, n := range j.ops(o.ops, []record{{at: w.at, tags: w.tags, why: w.why}}) { // each round is a walk by itself
					if !been[n.at] { // no shortest way comes back
						n.tags, n.walk = r.tags, w.onward(n)
						next = append(next, n)
					}
				}
			}
			round = next
			if len(round) > tooMany/50 {
				panic(errTooMany)
			}
		}
		j.outer = outer
	}
	return out
}

// group folds the rows that agree in the keys.
func (j *judge) group(o *groupOp, rows []record) (out []record) {
	cell := func(r record, name string) quad.Value {
		if name == "id" {
			return r.at
		}
		return r.tags[name]
	}
	members := map[string][]record{}
	var order []string
	for _, r := range rows {
		if cell(r, o.of) == nil && o.fold != foldCount && o.fold != foldBag {
			continue
		}
		k := ""
		for _, name := range o.keys {
			k += fmt.Sprintf("%q ", quads.AppendTerm(nil, cell(r, name)))
		}
		if members[k] == nil {
			order = append(order, k)
		}
		members[k] = append(members[k], r)
	}
	for _, k := range order {
		var values []quad.Value
		n := record{}
		for _, r := range members[k] {
			if v := cell(r, o.of); v != nil {
				values = append(values, v)
			}
		}
		slices.SortFunc(values, quads.Compare)
		var result quad.Value
		for _, r := range members[k] {
			switch v := cell(r, o.of); o.fold {
			case foldMin:
				result = values[0]
				if v != result {
					continue
				}
			case foldMax:
				result = values[len(values)-1]
				if v != result {
					continue
				}
			}
			n.why = append(n.why, r.why...)
		}
		switch o.fold {
		case foldCount:
			result = typed(strconv.Itoa(len(members[k])), string(quads.XSDInteger))
		case foldBag:
			var texts []string
			for _, v := range values {
				texts = append(texts, itemText(v))
			}
			result = typed("["+strings.Join(texts, ",")+"]", string(rdfJSON))
		case foldSum, foldMean:
			result = plainSum(values, o.fold == foldMean)
		}
		for i := len(o.keys) - 1; i >= 0; i-- { // the first last: the vertex is what it holds
			v := cell(members[k][0], o.keys[i])
			if n.at = v; o.keys[i] != "id" {
				n = n.with(o.keys[i], v)
			}
		}
		if slices.Contains(o.keys, "id") {
			n.at = members[k][0].at
		}
		if name := o.result(); name != "" {
			n = n.with(name, result)
		} else {
			n.at = result
		}
		out = append(out, n)
	}
	return out
}

// plainSum adds fractions.
func plainSum(values []quad.Value, mean bool) quad.Value {
	sum, form := new(big.Rat), "integer"
	for _, v := range values {
		x, ok := new(big.Rat).SetString(quads.TextOf(v))
		if !ok {
			panic("no number: " + v.String())
		}
		sum.Add(sum, x)
		switch t := strings.TrimPrefix(string(v.(quad.TypedString).Type), quads.XSD); {
		case t == "double", t == "decimal" && form == "integer":
			form = t
		}
	}
	if mean {
		sum.Quo(sum, new(big.Rat).SetInt64(int64(len(values))))
		if form == "integer" {
			form = "decimal"
		}
	}
	switch form {
	case "integer":
		return typed(sum.Num().String(), string(quads.XSDInteger))
	case "decimal":
		text := sum.FloatString(18)
		return typed(strings.TrimSuffix(strings.TrimRight(text, "0"), "."), quads.XSD+"decimal")
	}
	f, _ := sum.Float64()
	text := strconv.FormatFloat(f, 'E', -1, 64)
	mantissa, exponent, _ := strings.Cut(text, "E")
	if !strings.Contains(mantissa, ".") {
		mantissa += ".0"
	}
	sign := strings.TrimPrefix(exponent[:1], "+")
	return typed(mantissa+"E"+sign+strings.TrimPrefix(exponent[1:], "0"), string(quads.XSDDouble))
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
	walks := strings.Contains(program, "path(") || strings.Contains(program, "simplePath(")
	return strings.Contains(program, "limit") || strings.Contains(program, "skip") || strings.Contains(program, `unique("`) ||
		walks && (strings.Contains(program, "unique(") || strings.Contains(program, "dedup("))
}

// TestAgainstTheJudge asks random paths of random graphs, and compares rows, tags, multiplicity and counts.
func TestAgainstTheJudge(t *testing.T) {
	t.Parallel()
	from, asked, rowsSeen, refused, folded, capped, whys, tooMuch := seed(t), 0, 0, 0, 0, 0, 0, 0
	for i := range rounds(3000, 12000) {
		r := rand.New(rand.NewPCG(from, uint64(i)))
		src := graph.Load(randomQuads(r))
		g := &randomPath{Rand: r}
		program := g.path(1 + r.IntN(5))
		p := pathOf(t, src, program)
		if p == nil {
			refused++
			continue
		}
		asked++
		j := newJudge(src)
		var want []string
		rows, ok := j.all(p)
		if !ok || len(rows) > 5000 {
			tooMuch++
			continue
		}
		var wantWhy []string
		for _, r := range rows {
			want = append(want, r.called(p).key(nil))
			wantWhy = append(wantWhy, r.called(p).whyKey())
			if _, more := best(r.why); more > 0 {
				capped++
			}
			if len(r.why) > 1 {
				folded++
			}
		}
		got := answers(t, src, program+".all()")
		gotWhy := whysOf(t, src, program+".all()")
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
		whys++
		slices.Sort(gotWhy)
		slices.Sort(wantWhy)
		if !slices.Equal(gotWhy, wantWhy) {
			t.Errorf("i=%d %s\n got why %q\nwant why %q", i, program, gotWhy, wantWhy)
		}
		if t.Failed() {
			return
		}
	}
	t.Logf("%d queries (%d of them to their ways), %d rows (%d folded, %d with more ways than are kept), %d refused, %d too long",
		asked, whys, rowsSeen, folded, capped, refused, tooMuch)
	if whys < asked/2 || folded == 0 || capped == 0 {
		t.Error("too few of them say anything of why")
	}
}

// all answers a path, or says that its ways are too many to judge.
func (j *judge) all(p *Path) (rows []record, ok bool) {
	defer func() {
		if r := recover(); r == errTooMany {
			rows, ok = nil, false
		} else if r != nil {
			panic(r)
		}
	}()
	return j.path(p), true
}

// whyKey writes a record with its ways: which, and how many walks took others.
func (r record) whyKey() string {
	shown, more := best(r.why)
	return r.key(nil) + fmt.Sprint(" why ", shown, " and ", more)
}

// whysOf runs a program and writes its rows as the judge's keys, with their ways.
func whysOf(t testing.TB, src graph.Source, program string) []string {
	t.Helper()
	var out []string
	_, err := Run(context.Background(), src, "test.js", program, Options{Why: true}, func(r Row) error {
		rec := record{tags: map[string]quad.Value{}}
		for i, n := range r.Names {
			if n == vertexName {
				rec.at = r.Values[i]
			} else if r.Values[i] != nil {
				rec.tags[n] = r.Values[i]
			}
		}
		for _, d := range r.Why {
			var w judged
			for _, q := range d {
				w = append(w, graph.Quad{src.ID(q.Subject), src.ID(q.Predicate), src.ID(q.Object), src.ID(q.Label)})
			}
			rec.why = append(rec.why, w)
		}
		shown, _ := best(rec.why)
		if len(shown) != len(rec.why) {
			t.Errorf("%s: the same way twice: %v", program, r.Why)
		}
		for i, w := range rec.why {
			if i < len(shown) && fmt.Sprint(w) != shown[i] {
				t.Errorf("%s: ways out of order: %v", program, r.Why)
			}
		}
		out = append(out, rec.key(nil)+fmt.Sprint(" why ", shown, " and ", r.More))
		return nil
	})
	if err != nil {
		t.Fatalf("%s: %v", program, err)
	}
	return out
}

// usesFirst says that a row may carry the tags of whichever derivation came first: those set within a recursion.
func usesFirst(ops []op) bool {
	return slices.ContainsFunc(ops, func(o op) bool {
		switch o := o.(type) {
		case *recurseOp:
			return len(bindsOf(o.ops)) > 0 || usesFirst(o.ops)
		case *repeatOp:
			return usesFirst(o.ops)
		case *shortestOp:
			return usesFirst(o.ops)
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

// idFirst orders the parts of a row: the vertex, then the tags.
func idFirst(a, b string) int {
	if strings.HasPrefix(a, "id=") != strings.HasPrefix(b, "id=") {
		if strings.HasPrefix(a, "id=") {
			return -1
		}
		return 1
	}
	return strings.Compare(a, b)
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
		slices.SortFunc(parts, idFirst)
		rows[i] = strings.Join(parts, " ")
	}
	return rows
}
