package gizmo_test

import (
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// group is groupCount, group, sum, min, max and mean; ok is false for any other step.
func (l *layman) group(name string, args []any) (s step, ok bool) {
	of, keys := "id", []string(nil)
	for _, a := range args {
		keys = append(keys, plain(a))
	}
	tag := map[string]string{"groupCount": "count", "group": "values"}[name]
	switch name {
	case "groupCount", "group":
		if len(keys) == 0 {
			keys = []string{"id"}
		}
	case "sum", "min", "max", "mean":
		tag = name
		if len(keys) > 0 {
			of, keys = keys[0], keys[1:]
		}
	default:
		return step{}, false
	}
	tags := append(slices.Clone(keys), tag)
	if len(keys) == 0 {
		tags = nil
	}
	tags = slices.DeleteFunc(tags, func(t string) bool { return t == "id" })
	return step{name: name, folds: true, tags: tags, run: func(e env, b bag) bag {
		var out []row
		for _, g := range e.once(b).groups(keys, of) {
			result, ways := e.result(name, of, g)
			r := row{at: result, ways: ways}.anew()
			if len(keys) > 0 {
				r = g.key(keys).with(tag, result)
				r.ways = ways
				r = r.anew()
				if r.at == nil {
					e.doubt("a vertex that no tag holds")
				}
			}
			out = append(out, r)
		}
		return bag{rows: out}
	}}, true
}

// groups gathers rows that agree in keys; those without what is folded are left out.
func (b bag) groups(keys []string, of string) (out []bag) {
	at := map[string]int{}
	for _, r := range b.rows {
		if r.column(of) == nil {
			continue
		}
		k := ""
		if len(keys) > 0 {
			k = r.key(keys...)
		}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, bag{sorted: b.sorted})
		}
		out[i].rows = append(out[i].rows, r)
	}
	return out
}

// key is the row that stands for a group: its tags, and the first of them as vertex.
func (b bag) key(keys []string) row {
	first := b.rows[0]
	r := row{at: first.column(keys[0])}
	if slices.Contains(keys, "id") {
		r.at = first.at
	}
	for _, k := range keys {
		if k != "id" {
			r = r.with(k, first.tags[k])
		}
	}
	return r
}

// result is what a group comes to, and by which ways.
func (l *layman) result(name, of string, g bag) (quad.Value, []*way) {
	var ways []*way
	var values []quad.Value
	for _, r := range g.rows {
		ways, values = append(ways, r.ways...), append(values, r.column(of))
	}
	switch name {
	case "groupCount":
		return numeral(float64(len(g.rows))), ways
	case "group":
		if !g.settled() {
			l.doubt("a list of rows in no order")
		}
		var items []string
		for _, r := range g.rows {
			items = append(items, l.item(r.at))
		}
		return literal("["+strings.Join(items, ",")+"]", jsonType), ways
	case "sum", "mean":
		return total(values, name == "mean"), ways
	}
	side := map[string]int{"min": 1, "max": -1}[name]
	best := g.rows[0].column(of)
	for _, v := range values {
		if compareWorth(worthOf(v), worthOf(best)) == -side {
			best = v
		}
	}
	ways = nil
	for _, r := range g.rows {
		if v := r.column(of); compareWorth(worthOf(v), worthOf(best)) == 0 {
			ways = append(ways, r.ways...)
			if v != best {
				l.doubt("the least of equal values")
			}
		}
	}
	return best, ways
}

// isList says that a value is a list that group made.
func isList(v quad.Value) bool {
	t, ok := v.(quad.TypedString)
	return ok && t.Type == jsonType
}

const jsonType = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON"

// total adds numbers as they are written; one double makes the result a double.
func total(values []quad.Value, mean bool) quad.Value {
	sum, datatype, beyond := new(big.Rat), "integer", 0.0
	if mean {
		datatype = "decimal"
	}
	for _, v := range values {
		w := worthOf(v)
		switch t := strings.TrimPrefix(string(v.(quad.TypedString).Type), quads.XSD); {
		case t == "double" || t == "float":
			datatype = "double"
		case t == "decimal" && datatype == "integer":
			datatype = "decimal"
		}
		if w.number != nil {
			sum.Add(sum, w.number)
		} else {
			n, _ := w.float()
			beyond += n
		}
	}
	if mean {
		sum.Quo(sum, big.NewRat(int64(len(values)), 1))
	}
	switch datatype {
	case "integer":
		return literal(sum.Num().String(), "xsd:integer")
	case "decimal":
		text := sum.FloatString(18)
		return literal(strings.TrimSuffix(strings.TrimRight(text, "0"), "."), "xsd:decimal")
	}
	n, _ := sum.Float64()
	if beyond != 0 {
		n = beyond
	}
	return literal(canonical(n), "xsd:double")
}

// canonical writes a double as XML Schema does.
func canonical(n float64) string {
	switch {
	case n != n:
		return "NaN"
	case math.IsInf(n, 0):
		return strings.TrimPrefix(strings.ToUpper(strconv.FormatFloat(n, 'g', -1, 64)), "+")
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(n, 'E', -1, 64), "E")
	if !strings.Contains(mantissa, ".") {
		mantissa += ".0"
	}
	e, _ := strconv.Atoi(exponent)
	return mantissa + "E" + strconv.Itoa(e)
}
