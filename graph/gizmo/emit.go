package gizmo

import (
	"time"

	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"
)

const rdfJSON = quad.IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON")

// emit gives a value as a row: an object's own keys are the names; anything else is the one cell "value". It rests on the rows
// rests where there are any, else on what the value is made of.
func (q *session) emit(v goja.Value, rests []goja.Value) {
	q.x.told.emitted()
	names, values := []string{"value"}, []quad.Value(nil)
	if o, ok := v.(*goja.Object); ok && exported(v) == nil && o.ClassName() == "Object" {
		names = o.Keys()
		for _, k := range names {
			values = append(values, q.cell(o.Get(k)))
		}
	} else {
		values = append(values, q.cell(v))
	}
	row := Row{Names: names, Values: values}
	if q.opts.Why {
		row.Why, row.More = q.x.derivations(q.restsOnAll(v, rests))
	}
	if !q.give(row) {
		q.abort(q.x.err)
	}
}

// cell turns a JavaScript value into a term, nil for none.
func (q *session) cell(v goja.Value) quad.Value {
	if absent(v) {
		return nil
	}
	switch e := exported(v).(type) {
	case *termObject:
		return e.v
	case *pathObject:
		q.throw("give its rows with .all(), or its vertices with .toArray()", "g.emit: got a path")
	case *filterObject, *graphObject:
		q.throw("", "g.emit: got %s", describe(v))
	}
	switch o := v.(type) {
	case goja.String:
		return q.stringCell(o.String())
	case *goja.Object:
		if o.ClassName() == "Date" {
			if d, ok := o.Export().(time.Time); ok {
				return date(d)
			}
		}
		return quad.TypedString{Value: quad.String(q.json(v)), Type: rdfJSON}
	}
	if n, ok := float(v); ok {
		return number(n)
	}
	if b, ok := v.Export().(bool); ok {
		return truth(b)
	}
	return quad.String(v.String())
}
