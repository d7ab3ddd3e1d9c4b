package quads

import (
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
)

// checkDates reads every EDTF value.
func checkDates(c *checker) {
	for l := range c.about {
		datatype := datatypeOf(l.Object)
		p := c.v.Predicates[predicateOf(l)]
		if datatype == "" || datatype != EDTF && (p == nil || !slices.Contains(p.Range, EDTF)) {
			continue
		}
		if _, err := ParseEDTF(TextOf(l.Object)); err != nil {
			c.find(l.at, "write the date as printed, or keep its words as kg:timeText", "%s of %s: %v", short(l.Predicate), short(l.Subject), err)
		}
	}
}

// checkQuantities wants one figure, one unit and the words of every quantity.
func checkQuantities(c *checker) {
	for _, iri := range c.iris {
		n := c.nodes[iri]
		if !c.isA(n, Quantity) {
			continue
		}
		if c.one(n, Figure, "its figure, such as \"1.0E0\"^^<http://www.w3.org/2001/XMLSchema#double>") {
			l := n.first(Figure)
			if _, err := strconv.ParseFloat(TextOf(l.Object), 64); err != nil || strings.ContainsAny(TextOf(l.Object), "xX_pPnN ") {
				c.find(l.at, "write it such as \"2.0E1\"", "the figure %q of %s is not a number", TextOf(l.Object), iri)
			}
		}
		if c.one(n, UnitCode, "its unit: UCUM (GW, a, km), ISO 4217 (USD), or 1 for a count") {
			l := n.first(UnitCode)
			if unit := TextOf(l.Object); !IsUnit(unit) {
				c.find(l.at, "write it in UCUM (GW, a, km, t), in ISO 4217 (USD), or as 1 for a count", "%q is not a unit", unit)
			}
		}
		if !n.has(Text) {
			c.find(n.where(), "add <kg:text>: the article's words for it", "quantity %s has no words", iri)
		}
	}
}

// one wants exactly one value of a predicate, and reports whether there is.
func (c *checker) one(n *node, p quad.IRI, what string) bool {
	switch values := n.values(p); len(values) {
	case 0:
		c.find(n.where(), "add <"+string(p)+">: "+what, "quantity %s has no %s", n.iri, p)
		return false
	case 1:
		return true
	default:
		c.find(n.where(), "make a quantity of each", "quantity %s has %d of %s", n.iri, len(values), p)
		return false
	}
}
