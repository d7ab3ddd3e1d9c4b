package gizmo

import (
	"strconv"
	"strings"

	"rapport/graph"
)

// wording puts together what an op does, in words.
type wording struct {
	src   graph.Source
	words []Word
}

// operatorOf says what an op does; no op is a path's start.
func operatorOf(src graph.Source, o op, from *Path) *Operator {
	w, d := &wording{src: src}, &Operator{Step: "g.V"}
	if o == nil {
		w.start(from)
		d.First = true
	} else {
		d.Step = o.describe(w)
	}
	d.Does = w.words
	return d
}

func (w *wording) say(text ...string) {
	w.words = append(w.words, Word{Text: strings.Join(text, " ")})
}

// fewTerms is how many of a list are named.
const fewTerms = 3

// terms names vertices, or predicates: "a, b, c and 5 more".
func (w *wording) terms(ids []graph.ID, via bool) {
	for i, id := range ids[:min(len(ids), fewTerms)] {
		if i > 0 {
			w.say(",")
		}
		w.words = append(w.words, Word{Term: w.src.Value(id), Via: via})
	}
	if more := len(ids) - fewTerms; more > 0 {
		w.say("and " + strconv.Itoa(more) + " more")
	}
	if len(ids) == 0 {
		w.say("nothing that the graph has")
	}
}

// set names a set of vertices.
func (w *wording) set(n *nodeSet, every string, via bool) {
	switch {
	case n.all:
		w.say(every)
	case n.path != nil:
		w.say("what a path ends at")
	default:
		w.terms(n.ids, via)
	}
}

func (w *wording) tags(what string, tags []string) {
	if len(tags) > 0 {
		w.say(what, strings.Join(tags, ", "))
	}
}

// via says along what.
func (w *wording) via(o *walk) { w.set(&o.via, "every predicate", true) }

// labels says of which labels the quads must be, and where their label is kept.
func (w *wording) labels(l *labelSpec) {
	if l == nil {
		return
	}
	if !l.all {
		w.say(", under")
		w.set(&l.nodeSet, "", false)
	}
	w.tags(", label as", l.tags)
}

func (w *wording) start(p *Path) {
	switch {
	case p.all || p.morphism:
		w.say("every vertex")
	default:
		w.terms(p.start, false)
	}
}

// named returns the step's name for a direction.
func named(name string, d direction) string {
	if d == backward {
		return name + "R"
	}
	return name
}

func (o *hopOp) describe(w *wording) string {
	w.via(&o.walk)
	w.tags(", predicate as", o.tags)
	w.labels(o.labels)
	return [...]string{forward: "out", backward: "in", either: "both"}[o.dir]
}

func (o *hasOp) describe(w *wording) string {
	w.via(&o.walk)
	if !o.nodes.all {
		w.say([...]string{forward: "→", backward: "←"}[o.dir])
		w.set(&o.nodes, "", false)
	}
	w.filters(o.filters)
	w.labels(o.labels)
	return named("has", o.dir)
}

func (o *saveOp) describe(w *wording) string {
	w.via(&o.walk)
	w.say("as", o.tag)
	w.labels(o.labels)
	if o.optional {
		return named("saveOpt", o.dir)
	}
	return named("save", o.dir)
}

func (o *predicatesOp) describe(w *wording) string {
	w.say("each once")
	w.labels(o.labels)
	if o.dir == backward {
		return "inPredicates"
	}
	return "outPredicates"
}

func (o *labelsOp) describe(w *wording) string {
	w.say("each once")
	w.labels(o.labels)
	return "labels"
}

func (o *savePredicateOp) describe(w *wording) string {
	w.say("as", o.tag)
	w.labels(o.labels)
	if o.dir == backward {
		return "saveInPredicates"
	}
	return "saveOutPredicates"
}

func (o *isOp) describe(w *wording) string {
	w.set(&o.nodes, "every vertex", false)
	return "is"
}

func (o *filterOp) describe(w *wording) string {
	w.filters(o.filters)
	return "filter"
}

func (w *wording) filters(list []filter) {
	for _, f := range list {
		switch f := f.(type) {
		case *comparison:
			w.say(f.name)
			w.words = append(w.words, Word{Term: f.bound})
		case *pattern:
			w.say(f.name, strconv.Quote(f.text))
		}
	}
}

func (o *tagOp) describe(w *wording) string {
	w.say(strings.Join(o.tags, ", "))
	return "tag"
}

func (o *backOp) describe(w *wording) string {
	w.say("to", o.tag)
	return "back"
}

func (o *branchOp) describe(w *wording) string {
	w.say("a path")
	if o.tag == "" {
		return "has"
	}
	w.say("as", o.tag)
	if o.optional {
		return "saveOpt"
	}
	return "save"
}

func (o *eitherOp) describe(w *wording) string {
	w.say("a path, backwards and forwards")
	return "both"
}

func (o *unionOp) describe(w *wording) string {
	w.say("then the rows of a path")
	return "union"
}

func (o *joinOp) describe(w *wording) string {
	w.say("the rows of a path that end here too")
	return "and"
}

func (o *exceptOp) describe(w *wording) string {
	w.say("what a path ends at")
	return "except"
}

func (o *recurseOp) describe(w *wording) string {
	if o.depth > 0 {
		w.say("at most", strconv.Itoa(o.depth), "times")
	} else {
		w.say("as often as it finds more")
	}
	w.tags(", depth as", o.tags)
	return "followRecursive"
}

func (o *repeatOp) describe(w *wording) string {
	w.say("at most", strconv.Itoa(o.most), "times, each walk")
	w.tags(", depth as", o.tags)
	return "repeat"
}

func (o *shortestOp) describe(w *wording) string {
	w.say("the shortest ways to")
	w.set(&o.to, "every vertex", false)
	if o.most > 0 {
		w.say(", at most", strconv.Itoa(o.most), "rounds")
	}
	if o.reverse != nil {
		w.say(", from both ends")
	}
	w.tags(", rounds as", o.tags)
	return "shortestPath"
}

func (o *pathOp) describe(w *wording) string {
	w.say("the walk as", o.tag)
	return "path"
}

func (o *simplePathOp) describe(w *wording) string {
	w.say("walks that are at no node twice")
	return "simplePath"
}

func (o *uniqueOp) describe(w *wording) string {
	if len(o.tags) == 0 {
		w.say("each row once")
	} else {
		var names []string
		for _, t := range o.tags {
			names = append(names, column(t))
		}
		w.say("the first row of each", strings.Join(names, " and "))
	}
	return "unique"
}

func (o *whyOp) describe(w *wording) string {
	w.say("each statement as", o.tag)
	return "why"
}

func (o *orderOp) describe(w *wording) string {
	var keys []string
	for _, k := range o.keys {
		name := column(k.tag)
		if k.down {
			name += " downwards"
		}
		keys = append(keys, name)
	}
	if len(keys) == 0 {
		keys = []string{column(vertexName)}
	}
	w.say("by", strings.Join(keys, ", "))
	return "order"
}

func (o *groupOp) describe(w *wording) string {
	what := "rows"
	if o.fold > foldCount {
		what = column(o.of)
	}
	if len(o.keys) == 0 {
		w.say("of all", what)
		return o.fold.String()
	}
	var keys []string
	for _, k := range o.keys {
		keys = append(keys, column(k))
	}
	w.say("of the", what, "for each", strings.Join(keys, " and "))
	return o.fold.String()
}

// column names a tag, or the vertex.
func column(name string) string {
	if name == vertexName {
		return "vertex"
	}
	return name
}

func (o *limitOp) describe(w *wording) string {
	w.say(plural(o.n, "row"), "at most")
	return "limit"
}

func (o *skipOp) describe(w *wording) string {
	w.say("the first", plural(o.n, "row"))
	return "skip"
}
