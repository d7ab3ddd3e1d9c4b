package gizmo

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// randomQuads is a small graph with cycles, parallel quads under several labels, literals and predicates that are vertices.
func randomQuads(r *rand.Rand) []quad.Quad {
	pick := func(of ...quad.Value) quad.Value { return of[r.IntN(len(of))] }
	node := func() quad.Value {
		return pick(quad.IRI("a"), quad.IRI("b"), quad.IRI("c"), quad.IRI("d"), quad.IRI("e"))
	}
	var out []quad.Quad
	for range 4 + r.IntN(26) {
		q := quad.Quad{Subject: node(), Predicate: pick(quad.IRI("p"), quad.IRI("q"), quad.IRI("r"))}
		switch r.IntN(8) {
		case 0:
			q.Object = pick(quad.String("x"), quad.String("y"))
		case 1:
			q.Object = typed(fmt.Sprint(r.IntN(12)), string(quads.XSDInteger))
			switch r.IntN(4) {
			case 0:
				q.Object = typed(fmt.Sprint(r.IntN(12), ".", r.IntN(12)), quads.XSD+"decimal")
			case 1:
				q.Object = typed(fmt.Sprint(r.IntN(120), "E", r.IntN(6)-3), string(quads.XSDDouble))
			}
		case 2:
			q.Object = pick(quad.IRI("p"), quad.IRI("q"))
		default:
			q.Object = node()
		}
		if r.IntN(3) > 0 {
			q.Label = pick(quad.IRI("l"), quad.IRI("m"))
		}
		out = append(out, q)
	}
	return out
}

// randomPath writes random paths. What it may use depends on who judges them.
type randomPath struct {
	*rand.Rand
	stock bool // only what Cayley's own runtime answers rightly
	tags  int
	bound []string
	label bool // a label context was set: Cayley's follow forgets it
}

func (g *randomPath) one(of ...string) string { return of[g.IntN(len(of))] }

func (g *randomPath) node() string {
	return g.one(`"<a>"`, `"<b>"`, `"<c>"`, `"<d>"`, `"<e>"`, `"x"`, `"<p>"`)
}
func (g *randomPath) pred() string { return g.one(`"<p>"`, `"<q>"`, `"<r>"`) }

func (g *randomPath) via() string {
	switch g.IntN(8) {
	case 0:
		return ""
	case 1:
		return `["<p>","<q>"]`
	case 2:
		if !g.stock {
			return `g.V("<a>","<b>").out("<r>")`
		}
	case 3:
		if !g.stock {
			return g.morphism(1)
		}
	}
	return g.pred()
}

func (g *randomPath) tag() string {
	if !g.stock && len(g.bound) > 0 && g.IntN(5) == 0 {
		return `"` + g.bound[g.IntN(len(g.bound))] + `"`
	}
	g.tags++
	t := fmt.Sprintf("t%d", g.tags)
	g.bound = append(g.bound, t)
	return `"` + t + `"`
}

func (g *randomPath) start() string {
	switch g.IntN(4) {
	case 0:
		return "g.V()"
	case 1:
		a, b := g.node(), g.node()
		if a != b {
			return "g.V(" + a + "," + b + ")"
		}
	}
	return "g.V(" + g.node() + ")"
}

// path is a query of a few steps; inner ones bring their own tags.
func (g *randomPath) path(steps int) string {
	outer := g.bound
	g.bound = nil
	s := g.start() + g.steps(steps)
	g.bound = append(outer, g.bound...)
	return s
}

func (g *randomPath) morphism(steps int) string {
	outer := g.bound
	g.bound = nil
	s := "g.M()" + g.steps(steps)
	g.bound = outer
	return s
}

func (g *randomPath) steps(n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(g.step(n))
	}
	return b.String()
}

func (g *randomPath) step(n int) string {
	if g.stock {
		return g.stockStep(n)
	}
	switch g.IntN(35) {
	case 0, 1, 2:
		return ".out(" + g.via() + ")"
	case 3, 4:
		return ".in(" + g.via() + ")"
	case 5:
		return ".both(" + g.via() + ")"
	case 6:
		return g.one(".out(", ".in(", ".both(") + g.one(g.pred(), "null") + "," + g.tag() + ")"
	case 7:
		return g.one(".has(", ".hasR(") + g.one(g.pred(), "null", g.morphism(1)) + g.one("", ","+g.node(), ","+g.node()+","+g.node(), ",gt(5)", ",g.V("+g.node()+").out()", ",[]") + ")"
	case 8:
		return g.one(".save(", ".saveR(", ".saveOpt(", ".saveOptR(") + g.one(g.pred(), g.morphism(1), `g.V("<a>").out()`) + "," + g.tag() + ")"
	case 9, 10:
		return ".tag(" + g.tag() + ")"
	case 11:
		if len(g.bound) > 0 {
			return `.back("` + g.bound[g.IntN(len(g.bound))] + `")`
		}
	case 12:
		return g.one(".follow(", ".followR(") + g.reversible() + ")"
	case 13:
		depth := g.one("", ",1", ",2", ",-1")
		return ".followRecursive(" + g.one(g.pred(), g.morphism(1), g.morphism(2)) + depth + g.one("", ","+g.tag()) + ")"
	case 14:
		if n > 1 {
			return g.one(".and(", ".intersect(") + g.path(n/2) + ")"
		}
	case 15:
		if n > 1 {
			return g.one(".or(", ".union(") + g.path(n/2) + ")"
		}
	case 16:
		if n > 1 {
			return g.one(".except(", ".difference(") + g.path(n/2) + ")"
		}
	case 17:
		if len(g.bound) > 0 && g.IntN(2) == 0 {
			return `.unique("` + g.bound[g.IntN(len(g.bound))] + `")`
		}
		return g.one(".unique()", ".dedup()")
	case 18:
		return ".labels()"
	case 19:
		return g.one(".inPredicates()", ".outPredicates()")
	case 20:
		return g.one(".saveInPredicates(", ".saveOutPredicates(") + g.tag() + ")"
	case 21:
		return ".labelContext(" + g.one(`"<l>"`, `"<m>"`, `["<l>","<m>"]`, "null", `g.V("<l>")`, "g.V("+g.node()+").labels()", `"<l>",`+g.tag(), "null,"+g.tag()) + ")"
	case 22:
		return ".filter(" + g.one("gt(5)", "lte(7)", `regex("x")`, `regex("[ab]",true)`, `like("%a%")`, `gt("<b>")`) + ")"
	case 23:
		return ".is(" + g.node() + "," + g.node() + ")"
	case 24:
		if len(g.bound) > 0 && g.IntN(2) == 0 {
			return `.order("` + g.bound[g.IntN(len(g.bound))] + `"` + g.one("", `,"asc"`, `,"desc"`) + g.one("", `,"id"`, `,"id","desc"`) + ")"
		}
		return ".order()"
	case 25:
		return g.one(".order().limit(2)", ".order().skip(1)", ".order().unique().limit(3)")
	case 26:
		return ".why(" + g.tag() + ")"
	case 27, 28:
		return g.group()
	case 29, 30:
		return ".path(" + g.tag() + ")"
	case 31:
		return ".simplePath()"
	case 32, 33:
		rounds := g.one("1", "2", "3")
		return ".repeat(" + g.one(g.pred(), g.morphism(1), g.morphism(1), "g.M().both().simplePath()", "g.M().both("+g.pred()+").simplePath()") + "," + rounds +
			g.one("", ","+g.tag()) + ")" + g.one("", ".is("+g.node()+")", ".is("+g.node()+","+g.node()+")")
	case 34:
		return ".shortestPath(" + g.one(g.node(), "["+g.node()+","+g.node()+"]", "g.V("+g.node()+").out()") +
			g.one("", ",null", ","+g.pred(), ",g.M().both("+g.pred()+")", ","+g.morphism(1), ","+g.morphism(2), ","+g.reversible()) + ")" + g.one("", ".path("+g.tag()+")")
	}
	return ".out(" + g.pred() + ")"
}

// group folds by some of the tags; after it there are no others.
func (g *randomPath) group() string {
	var keys []string
	for _, t := range g.bound {
		if g.IntN(2) == 0 && !slices.Contains(keys, t) {
			keys = append(keys, t)
		}
	}
	if g.IntN(4) == 0 {
		keys = append(keys, "id")
	}
	g.Shuffle(len(keys), func(i, k int) { keys[i], keys[k] = keys[k], keys[i] })
	before, step, of := "", g.one("groupCount", "group", "sum", "mean", "min", "max"), ""
	result := map[string]string{"groupCount": "count", "group": "values"}[step]
	switch step {
	case "sum", "mean":
		before = ".filter(gte(0))"
		fallthrough
	case "min", "max":
		if of = `"id"`; g.IntN(2) == 0 {
			of = g.tag()
			before += ".tag(" + of + ")"
		}
		if len(keys) > 0 {
			result = step
		}
	}
	g.bound = slices.DeleteFunc(slices.Clone(keys), func(k string) bool { return k == "id" })
	if result != "" {
		g.bound = append(g.bound, result)
	}
	for _, k := range keys {
		if of != "" {
			of += ","
		}
		of += `"` + k + `"`
	}
	return before + "." + step + "(" + of + ")"
}

func (g *randomPath) reversible() string {
	return "g.M()" + g.one(".out("+g.pred()+")", ".in("+g.pred()+").out("+g.pred()+")", ".has("+g.pred()+").out("+g.pred()+")",
		`.tag("w").out(`+g.pred()+`).back("w").in(`+g.pred()+")", ".both("+g.pred()+")", ".out("+g.pred()+").save("+g.pred()+`,"w")`,
		".followRecursive("+g.pred()+",2)", `.labelContext("<l>").out(`+g.pred()+`).labelContext(null).in(`+g.pred()+")")
}

func (g *randomPath) stockStep(n int) string {
	switch g.IntN(14) {
	case 0, 1, 2:
		return ".out(" + g.via() + ")"
	case 3, 4:
		return ".in(" + g.via() + ")"
	case 5:
		return ".both(" + g.via() + ")"
	case 6:
		return g.one(".has(", ".hasR(") + g.pred() + "," + g.node() + ")"
	case 7:
		return ".tag(" + g.tag() + ")"
	case 8:
		if g.label {
			break
		}
		return ".follow(g.M()" + g.one(".out("+g.pred()+")", ".in("+g.pred()+").out("+g.pred()+")") + ")"
	case 9:
		return ".is(" + g.node() + "," + g.node() + ")"
	case 10:
		return ".filter(" + g.one(`regex("x")`, `regex("[ab]",true)`, `like("%a%")`, `gt(iri("b"))`) + ")"
	case 11:
		if n > 1 {
			return ".or(" + g.start() + g.steps(n/2) + ")"
		}
	case 12:
		g.label = true
		return ".labelContext(" + g.one(`"<l>"`, `"<m>"`, "null") + ")"
	}
	return ".out(" + g.pred() + ")"
}
