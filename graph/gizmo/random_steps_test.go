package gizmo_test

import (
	"fmt"
	"slices"
)

// step writes one step; n is how many the path has, which bounds those of paths within it.
func (w *writer) step(d *draft, n int) string {
	if w.in(2) {
		return w.reversible(d, n)
	}
	switch w.IntN(18) {
	case 15:
		if w.in(2) {
			w.lists = true
			return w.call("path", w.tagged(d, "", "#"))
		}
		return w.call("simplePath", "")
	case 16:
		return w.call("repeat", w.one(w.predicate(), `["<p>", "<q>"]`, w.mirror(1).text, "g.M().both().simplePath()")+w.one(", 1", ", 2", ", 3")+w.tagList(d))
	case 17:
		s := w.call("shortestPath", w.one(w.node(), "["+w.node()+", "+w.node()+"]", "g.V("+w.node()+").out()", "g.V()")+
			w.one("", ", null", ", "+w.predicate(), ", "+w.predicate(), `, ["<p>", "<q>"]`, `, g.M().both("<p>")`, ", "+w.mirror(1).text, ", "+w.mirror(2).text))
		if w.in(2) {
			return s
		}
		w.lists = true
		return s + w.call("path", w.tag(d))
	case 14:
		if d.morphism {
			break // it would take the tags of whoever follows it
		}
		if w.in(3) {
			d.bound = nil
			return w.call("follow", "g.M()"+w.call("out", w.predicate())+w.group(d))
		}
		return w.group(d)
	case 0:
		return w.call(w.one("and", "intersect", "or", "union", "or", "union"), w.inner(d, n))
	case 1:
		return w.call(w.one("except", "difference"), w.inner(&draft{}, n))
	case 2:
		if len(d.bound) > 0 && w.in(2) {
			return w.call("unique", w.columns(d))
		}
		return w.call(w.one("unique", "dedup"), "")
	case 3:
		return w.call("labels", "")
	case 4:
		return w.call(w.one("inPredicates", "outPredicates"), "")
	case 5:
		return w.call("order", w.one("", w.keys(d)))
	case 6:
		return w.call("order", w.one("", w.keys(d))) + w.one(".limit(2)", ".skip(1)", ".limit(1)", ".skip(1).limit(2)", ".limit(0)", ".limit(-1)")
	case 7:
		if d.morphism {
			break
		}
		return w.call(w.one("limit", "skip"), w.one("1", "2", "3", "0"))
	case 8:
		return w.call("why", w.tagged(d, "", "null", "#"))
	case 9:
		if len(d.bound) > 0 {
			return w.call("back", quoted(d.bound[w.IntN(len(d.bound))]))
		}
	case 10:
		return w.call("follow", w.followed(d, n))
	case 11:
		return w.call("followR", w.mirror(1+w.IntN(3)).text)
	}
	return w.reversible(d, n)
}

// group folds rows: what comes behind knows only what it was grouped by, and the result.
func (w *writer) group(d *draft) string {
	keys, bound := "", []string(nil)
	if i := len(d.bound); i > 0 && !d.folds && w.in(2) { // a second group would clash with what the first gives
		k := d.bound[w.IntN(i)]
		names := []string{"count", "values", "sum", "min", "max", "mean"} // which a path within it may have set, and the step sets again
		if !slices.Contains(names, k) {
			keys, bound = w.one(quoted(k), quoted(k), quoted(k)+`, "id"`, `"id", `+quoted(k)), []string{k}
		}
	}
	if i := len(d.bound); i > 0 && !d.folds && w.in(8) { // what a tag holds
		of := d.bound[w.IntN(i)]
		d.bound, d.folds = nil, true
		return w.call(w.one("min", "max"), quoted(of))
	}
	name, before := w.one("groupCount", "groupCount", "group", "min", "max", "sum", "mean"), ""
	switch name {
	case "groupCount":
		bound = append(bound, "count")
	case "group":
		before = w.one("", ".order()")
	case "sum", "mean":
		before = ".filter(gte(-1000))"
		fallthrough
	default:
		if keys != "" {
			bound = append(bound, name)
			keys = `"id", ` + keys
		} else if w.in(3) {
			keys = `"id"`
		}
	}
	d.bound, d.folds = bound, true
	return before + w.call(name, keys)
}

func (w *writer) call(name, args string) string { return "." + w.either(name) + "(" + args + ")" }

// inner is a path within a path; its tags become those of the outer one.
func (w *writer) inner(d *draft, n int) string {
	p := w.query(max(1, n/2))
	d.bound = append(d.bound, p.bound...)
	w.blank = w.blank || p.folds // union brings its rows
	return p.text
}

// followed is a morphism, or a query whose start is a condition.
func (w *writer) followed(d *draft, n int) string {
	if len(d.bound) > 0 && w.in(6) { // back to where the path that follows it has been
		return "g.M()" + w.call("out", w.predicate()) + w.call("back", quoted(d.bound[w.IntN(len(d.bound))]))
	}
	m := w.morphism(max(1, n/2))
	if w.in(4) {
		m = w.query(1)
	}
	d.lose(m)
	d.bound = append(d.bound, m.bound...)
	return m.text
}

// reversible writes one step that can be walked backwards too.
func (w *writer) reversible(d *draft, n int) string {
	switch w.IntN(24) {
	case 0, 1, 2:
		return w.call("out", w.via(d, false, ""))
	case 3, 4:
		return w.call("in", w.via(d, true, ""))
	case 5:
		return w.call("both", w.via(d, true, ""))
	case 6, 7:
		return w.call(w.one("out", "in", "both"), w.one(w.predicate(), "null", `["<p>", "<q>"]`, `g.V("<p>")`)+w.tagList(d))
	case 8, 9:
		return w.call("has", w.via(&draft{}, false, "null")+w.far())
	case 10:
		return w.call("hasR", w.via(&draft{}, true, "null")+w.far())
	case 11:
		return w.call(w.one("save", "saveOpt"), w.saved(d, false))
	case 12:
		return w.call(w.one("saveR", "saveOptR"), w.saved(d, true))
	case 13, 14:
		return w.call(w.one("tag", "as"), w.tagged(d, "#", "[#]", "#, #"))
	case 15:
		return w.call("followRecursive", w.one(w.predicate(), `["<p>", "<q>"]`, w.mirror(1).text, w.mirror(2).text)+w.depth(d))
	case 16:
		return w.call(w.one("saveInPredicates", "saveOutPredicates"), w.tag(d))
	case 17, 18:
		return w.labelContext(d)
	case 19, 20:
		return w.call("filter", w.filters())
	case 21:
		if w.in(4) {
			return w.call("entity", w.terms(w.called))
		}
		return w.call("is", w.terms(w.node))
	case 22:
		t := w.tag(d)
		text := ".tag(" + t + ")" + w.reversible(d, n)
		if !slices.ContainsFunc(d.bound, func(name string) bool { return quoted(name) == t }) { // a fold dropped it
			return text
		}
		return text + ".back(" + t + ")"
	}
	return w.call(w.one("out", "in"), w.predicate())
}

// far is what has may want of the far end, behind the predicate.
func (w *writer) far() string {
	switch w.IntN(10) {
	case 0:
		return ", null"
	case 1:
		return ", " + w.filters()
	case 2:
		return ", " + w.one("g.V("+w.node()+")"+w.one("", ".out()", ".in("+w.predicate()+")"), "g.V()", depths)
	case 3, 4:
		return ", " + w.terms(w.term)
	case 5, 6:
		return ", " + w.terms(w.node)
	}
	return ""
}

func (w *writer) saved(d *draft, reversible bool) string {
	switch w.IntN(10) {
	case 0:
		d.bound = append(d.bound, "<q>")
		return w.one(`"<q>"`, `iri("q")`, `"<q>", null`)
	case 1:
		return w.mirror(1+w.IntN(2)).text + ", " + w.tag(d)
	case 2:
		return w.one(`g.V("<p>")`, `["<p>", "<r>"]`, "null") + ", " + w.tag(d)
	case 3:
		if !reversible {
			return w.morphism(1).text + ", " + w.tag(d)
		}
	case 4:
		if !reversible {
			return "g.M()" + w.call(w.one("out", "both"), w.predicate()) + w.group(&draft{}) + ", " + w.tag(d)
		}
	}
	return w.predicate() + ", " + w.tag(d)
}

// depths is a query that ends at numbers which no quad may have.
const depths = `g.V("<a>").followRecursive("<p>", "d").back("d")`

func (w *writer) depth(d *draft) string {
	limit := w.one("", "", ", 1", ", 2", ", 3", ", -1", ", null")
	if w.in(3) {
		limit += w.tagList(d)
	}
	return limit
}

// labelContext walks on where it keeps labels: until then there is no such tag.
func (w *writer) labelContext(d *draft) string {
	labels := w.one(`"<l>"`, `"<m>"`, `"<s1>"`, `"<art>"`, `"<nowhere>"`, `iri("l")`, `"<art>"`, `iri("art2")`, "null", "",
		`["<l>", "<m>"]`, `["<s1>", "<art>"]`, "[]", "params.said", "params.nodes",
		"g.V()", "g.V()", depths, `g.V("<l>")`, `g.V("<s1>").out("<kg:inArticle>")`, `g.V("<a>").labels()`, `g.V("<a>", "<b>").both().labels()`)
	if labels == "" || w.in(2) {
		return w.call("labelContext", labels)
	}
	return w.call("labelContext", labels+w.tagged(d, ", #", ", [#, #]")) + w.call(w.one("out", "in", "both", "has"), w.predicate())
}

func (w *writer) filters() string {
	f := w.filter()
	switch w.IntN(5) {
	case 0:
		return f + ", " + w.filter()
	case 1:
		return "[" + f + ", " + w.filter() + "]"
	}
	return f
}

func (w *writer) filter() string {
	switch w.IntN(8) {
	case 0:
		return w.one(`regex("x")`, `regex("^[ab]$", true)`, `regex("^.?$", false)`, `regex("(?i)X|hi", true)`)
	case 1:
		return w.one(`like("%a%")`, `like("?")`, `like("x%")`, `like("%%")`, `like("%\"hi\"%")`, `like("199%-__")`)
	case 2:
		return w.one("lt", "lte", "gt", "gte") + "(" + w.one(`"<b>"`, `iri("c")`, `"<p>"`, `"x"`, `"m"`) + ")"
	case 3:
		return w.one("lt", "lte", "gt", "gte") + "(" + w.one(`typed("1990", "xsd:gYear")`, "params.day", `new Date("1990-05-01T00:00:00Z")`) + ")"
	}
	return w.one("lt", "lte", "gt", "gte") + "(" + w.one("8", "9", "params.number", "1.5", "-3", `typed("8.0", "xsd:decimal")`) + ")"
}

// columns are some of the tags, or the vertex.
func (w *writer) columns(d *draft) string {
	c := quoted(d.bound[w.IntN(len(d.bound))])
	return w.one(c, c, `"id"`, c+`, "id"`)
}

// keys are what order may sort by.
func (w *writer) keys(d *draft) string {
	if len(d.bound) == 0 {
		return w.one(`"id"`, `"id", "desc"`)
	}
	return fmt.Sprintf("%s%s%s", quoted(d.bound[w.IntN(len(d.bound))]), w.one("", `, "asc"`, `, "desc"`), w.one("", `, "id"`, `, "id", "desc"`))
}
