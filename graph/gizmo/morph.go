package gizmo

import "cmp"

// A morphism is followed by writing its ops behind the path's own, forwards or backwards.

// asMorphism returns the path's ops as they apply to a vertex that is already there, under a label context: a query's own
// start becomes a condition.
func (p *Path) asMorphism(labels *labelSpec) []op {
	var ops []op
	if !p.morphism && !p.all {
		ops = append(ops, &isOp{nodeSet{ids: p.start}})
	}
	return append(ops, relabel(p.ops(), labels)...)
}

// relabel gives the ops that have no label context of their own the one given.
func relabel(ops []op, labels *labelSpec) []op {
	if labels == nil {
		return ops
	}
	out := make([]op, len(ops))
	for i, o := range ops {
		out[i] = relabelOp(o, labels)
	}
	return out
}

func relabelOp(o op, labels *labelSpec) op {
	switch o := o.(type) {
	case *hopOp:
		return inherit(o, &o.walk, labels, func(w walk) op { return &hopOp{w, o.tags} })
	case *hasOp:
		return inherit(o, &o.walk, labels, func(w walk) op { return &hasOp{w, o.nodes, o.filters} })
	case *saveOp:
		return inherit(o, &o.walk, labels, func(w walk) op { return &saveOp{w, o.tag, o.optional} })
	case *predicatesOp:
		return inherit(o, &o.walk, labels, func(w walk) op { return &predicatesOp{w} })
	case *savePredicateOp:
		return inherit(o, &o.walk, labels, func(w walk) op { return &savePredicateOp{w, o.tag} })
	case *labelsOp:
		if o.labels == nil {
			return &labelsOp{labels}
		}
	case *branchOp:
		return &branchOp{relabel(o.ops, labels), o.tag, o.optional}
	case *eitherOp:
		return &eitherOp{relabel(o.first, labels), relabel(o.second, labels)}
	case *recurseOp:
		return &recurseOp{relabel(o.ops, labels), o.depth, o.tags}
	case *repeatOp:
		return &repeatOp{relabel(o.ops, labels), o.most, o.tags}
	case *shortestOp:
		if labels = untagged(labels); o.reverse == nil {
			return &shortestOp{o.to, relabel(o.ops, labels), nil, o.most, o.tags}
		}
		return &shortestOp{o.to, relabel(o.ops, labels), relabel(o.reverse, labels), o.most, o.tags}
	}
	return o
}

func inherit(o op, w *walk, labels *labelSpec, remake func(walk) op) op {
	if w.labels != nil {
		return o
	}
	return remake(walk{w.dir, w.via, labels})
}

// reverse returns ops as followed from their end to their start, or the name of the step that has no way back.
func reverse(ops []op) (out []op, stuck string) {
	for i := len(ops) - 1; i >= 0; i-- {
		switch o := ops[i].(type) {
		case *hopOp:
			out = append(out, &hopOp{walk{o.dir.flip(), o.via, o.labels}, o.tags})
		case *recurseOp:
			inner, stuck := reverse(o.ops)
			if stuck != "" {
				return nil, stuck
			}
			out = append(out, &recurseOp{inner, o.depth, o.tags})
		case *eitherOp:
			first, stuck := reverse(o.first)
			if stuck != "" {
				return nil, stuck
			}
			second, stuck := reverse(o.second)
			if stuck != "" {
				return nil, stuck
			}
			out = append(out, &eitherOp{first, second})
		case *backOp:
			from := tagged(ops[:i], o.tag)
			if from < 0 || !closed(ops[from:i+1]) {
				return nil, "back"
			}
			if _, stuck := reverse(ops[from:i]); stuck != "" {
				return nil, stuck // it looks at more than one row
			}
			out = append(out, ops[from:i+1]...) // out and back again ends where it starts: the same either way
			i = from
		case *branchOp:
			if stuck := looksBack(o.ops); stuck != "" {
				return nil, stuck
			}
			out = append(out, o)
		case *predicatesOp:
			return nil, "inPredicates and outPredicates"
		case *labelsOp:
			return nil, "labels"
		case *limitOp:
			return nil, "limit"
		case *skipOp:
			return nil, "skip"
		case *unionOp:
			return nil, "union"
		case *uniqueOp:
			return nil, "unique" // it would fold where the walk begins, and give an end for each quad behind it
		case *whyOp:
			return nil, "why"
		case *groupOp:
			return nil, o.fold.String()
		case *repeatOp:
			return nil, "repeat"
		case *pathOp:
			return nil, "path"
		case *simplePathOp:
			return nil, "simplePath"
		case *shortestOp:
			return nil, "shortestPath"
		default:
			out = append(out, o)
		}
	}
	return out, ""
}

// looksBack names a step among ops, or within them, that asks how the row came to be there, which is something else backwards; "" for none.
func looksBack(ops []op) (step string) {
	for _, o := range ops {
		switch o := o.(type) {
		case *whyOp:
			step = "why"
		case *pathOp:
			step = "path"
		case *simplePathOp:
			step = "simplePath"
		case *branchOp:
			step = looksBack(o.ops)
		case *eitherOp:
			step = cmp.Or(looksBack(o.first), looksBack(o.second))
		case *recurseOp:
			step = looksBack(o.ops)
		case *repeatOp:
			step = looksBack(o.ops)
		case *shortestOp:
			step = looksBack(o.ops)
		}
		if step != "" {
			return step
		}
	}
	return ""
}

// tagged returns where ops last set a tag on the vertex itself, -1 for nowhere.
func tagged(ops []op, tag string) int {
	for i := len(ops) - 1; i >= 0; i-- {
		if t, ok := ops[i].(*tagOp); ok && contains(t.tags, tag) {
			return i
		}
	}
	return -1
}

// closed says whether every back among ops goes to a tag set among them before it.
func closed(ops []op) bool {
	for i, o := range ops {
		if b, ok := o.(*backOp); ok && tagged(ops[:i], b.tag) < 0 {
			return false
		}
	}
	return true
}

// stationary says whether ops, run from any vertex, end at that vertex and decide row by row: then a path that starts
// everywhere need not be run to know whether it ends somewhere.
func stationary(ops []op) bool {
	at, places := 0, 1
	tags := map[string]int{}
	for _, o := range ops {
		switch o := o.(type) {
		case *hasOp, *saveOp, *savePredicateOp, *isOp, *filterOp, *exceptOp, *branchOp:
		case *joinOp:
			for _, t := range o.path.bound {
				delete(tags, t)
			}
		case *tagOp:
			for _, t := range o.tags {
				tags[t] = at
			}
		case *hopOp:
			at, places = places, places+1
		case *backOp:
			place, ok := tags[o.tag]
			if !ok {
				return false
			}
			at = place
		default:
			return false
		}
		if s, ok := o.(*saveOp); ok {
			delete(tags, s.tag)
		}
		if s, ok := o.(*savePredicateOp); ok {
			delete(tags, s.tag)
		}
		if h, ok := o.(*hopOp); ok {
			for _, t := range h.tags {
				delete(tags, t)
			}
		}
	}
	return at == 0
}
