package gizmo_test

import (
	"cmp"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// row is one way to walk a path: where it ends, the tags set (nil: found nothing), and the ways by which it is there.
type row struct {
	at   quad.Value
	tags map[string]quad.Value
	ways []*way

	walk *trace            // along which the vertex moved
	kept map[string]*trace // what it was when tag last kept a vertex
	lost bool              // the layman does not follow walks through here
}

// way is a derivation: the quads that one step crossed, behind those of the steps before it.
type way struct {
	before *way
	quads  []quad.Quad
}

// nowhere is the way that crosses nothing.
var nowhere = []*way{nil}

func (w *way) all() []quad.Quad {
	if w == nil {
		return nil
	}
	return append(w.before.all(), w.quads...)
}

// then is the way that goes on by another, in one step.
func (w *way) then(other *way) *way { return &way{w, other.all()} }

// back is the way that goes on by another, from its end, step by step.
func (w *way) back(other *way) *way {
	for ; other != nil; other = other.before {
		w = &way{w, other.quads}
	}
	return w
}

func (r row) to(v quad.Value) row { r.at = v; return r }

func (r row) with(tag string, v quad.Value) row {
	return r.taking(map[string]quad.Value{tag: v})
}

// taking returns the row with the tags of another set last.
func (r row) taking(tags map[string]quad.Value) row {
	all := map[string]quad.Value{}
	for _, from := range []map[string]quad.Value{r.tags, tags} {
		for t, v := range from {
			all[t] = v
		}
	}
	kept := map[string]*trace{}
	for t, w := range r.kept {
		if _, again := tags[t]; !again {
			kept[t] = w
		}
	}
	r.tags, r.kept = all, kept
	return r
}

// over returns the row with quads crossed by one more step.
func (r row) over(qs ...quad.Quad) row {
	if len(qs) == 0 {
		return r
	}
	ways := make([]*way, len(r.ways))
	for i, w := range r.ways {
		ways[i] = &way{w, qs}
	}
	r.ways = ways
	return r
}

// behind returns the row that went on by any of other ways.
func (l *layman) behind(r row, by func(w, other *way) *way, others []*way) row {
	l.spend(len(r.ways) * len(others))
	var ways []*way
	for _, w := range r.ways {
		for _, o := range others {
			ways = append(ways, by(w, o))
		}
	}
	r.ways = ways
	return r
}

// key is the vertex and the tags as text; of the names given, or of all.
func (r row) key(names ...string) string {
	parts := []string{}
	if names == nil {
		for t := range r.tags {
			names = append(names, t)
		}
		slices.Sort(names)
		names = append(names, "id")
	}
	for _, n := range names {
		if v := r.column(n); v != nil {
			parts = append(parts, n+"="+writeTerm(v))
		}
	}
	return strings.Join(parts, " ")
}

func (r row) column(name string) quad.Value {
	if name == "id" {
		return r.at
	}
	return r.tags[name]
}

// shown is how a row tells its ways: the first 16, and how many walks took others.
type shown struct {
	ways [][]quad.Quad
	more int
}

func show(ways []*way) (s shown) {
	all := make([][]quad.Quad, len(ways))
	for i, w := range ways {
		all[i] = w.all()
	}
	slices.SortFunc(all, compareWays)
	for i, w := range all {
		if i > 0 && slices.Equal(w, all[i-1]) {
			continue
		}
		if len(s.ways) == 16 {
			s.more = len(all) - i
			break
		}
		s.ways = append(s.ways, w)
	}
	return s
}

// compareWays puts the shortest first, and those as long by their quads.
func compareWays(a, b []quad.Quad) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), slices.CompareFunc(a, b, quads.CompareQuads))
}

// String writes the ways, a quad by its ends.
func (s shown) String() string {
	var b strings.Builder
	for _, w := range s.ways {
		b.WriteString(" {")
		for _, q := range w {
			b.WriteString(writeQuad(q))
		}
		b.WriteString("}")
	}
	if s.more > 0 {
		b.WriteString(" and more: " + strings.Repeat("+", min(s.more, 500)))
	}
	return b.String()
}

func writeQuad(q quad.Quad) string {
	s := writeTerm(q.Subject) + " " + writeTerm(q.Predicate) + " " + writeTerm(q.Object) + " "
	if q.Label != nil {
		s += writeTerm(q.Label) + " "
	}
	return s + "."
}

// set is some values, each with why it is among them.
type set func(quad.Value) (in bool, why []quad.Quad)

func everything(quad.Value) (bool, []quad.Quad) { return true, nil }

// context is a label context.
type context struct {
	labels set // nil: every quad counts
	tags   []string
}

// crossing is a quad as a walk meets it.
type crossing struct {
	quad.Quad
	far quad.Value
	in  bool        // walked from its object
	why []quad.Quad // the quad, and why it may be walked
}

// cross lists the quads at a vertex that a walk may cross.
func (e env) cross(at quad.Value, predicates set, out, in bool) (list []crossing) {
	for _, q := range e.quads {
		e.spend(1)
		for i, ends := range [][3]any{{out, q.Subject, q.Object}, {in, q.Object, q.Subject}} {
			if ends[0] == false || ends[1] != at {
				continue
			}
			ok, whyVia := predicates(q.Predicate)
			said, whyLabel := e.said(q.Label)
			if ok && said {
				list = append(list, crossing{q, ends[2].(quad.Value), i == 1, slices.Concat([]quad.Quad{q}, whyVia, whyLabel)})
			}
		}
	}
	return list
}

// said says whether the label context lets a label through: it is one of those named, or a statement in an article named.
func (e env) said(label quad.Value) (ok bool, why []quad.Quad) {
	if e.context == nil || e.context.labels == nil {
		return true, nil
	}
	if label == nil {
		return false, nil
	}
	take := func(in bool, because []quad.Quad) {
		if in && (!ok || compareWays(because, why) < 0) {
			ok, why = true, because
		}
	}
	take(e.context.labels(label))
	for _, q := range e.quads {
		if e.misread != "an article is no label" && q.Subject == label && q.Predicate == quad.IRI("kg:inArticle") && q.Label == quad.IRI("kg:derived") {
			take(e.context.labels(q.Object))
		}
	}
	return ok, why
}

// crossed returns a row that crossed a quad, with the label where the context keeps it.
func (e env) crossed(r row, c crossing) row {
	r = r.over(c.why...)
	if e.context != nil {
		for _, t := range e.context.tags {
			r = r.with(t, c.Label)
		}
	}
	return r
}
