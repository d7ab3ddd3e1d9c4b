package gizmo

import (
	"errors"

	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"

	"rapport/graph"
)

// rows runs the call's path and hands each row to push; more is false when enough is had. names are the visible tags and
// then "id"; slots are where they stand in the frame.
func (c *call) rows(push func(f *frame, slots []int) (more bool)) { c.into(push, nil) }

// into is rows for a final that may only count: many, if not nil, takes n rows at once, where it does not matter what they are.
func (c *call) into(push func(f *frame, slots []int) (more bool), many func(n int) (more bool)) {
	q := c.q
	if c.path.morphism {
		q.throw("begin with g.V(…)", "%s: a morphism cannot be run on its own", c.name)
	}
	if q.x.stop.Load() {
		return
	}
	if q.opts.Shape {
		q.stats.Shape = shapeOf(q.x.src, c.path)
		return
	}
	held, sets, height := q.x.held, q.x.sets, q.x.trail.height()
	if q.x.told != nil {
		q.x.sets = pathSets{} // each plan tells of its own
	}
	plan, end := q.x.told.begin(c)
	q.x.build(c.path, func(f *frame) stage {
		return q.x.told.final(plan, &sink{frame: f, slots: slotsOf(c.path), take: push, count: many})
	}).run()
	end()
	if q.x.told != nil {
		q.x.sets = sets
	}
	q.x.sets.trim()
	q.x.held = held + q.x.sets.bytes - sets.bytes // the rest of what the plan held is garbage now
	if q.x.trail != nil {
		q.x.trail.cut(height)
	}
	if q.x.err != nil {
		q.abort(q.x.err)
	}
}

// slotsOf says where the columns of a path stand in its frame: the tags, then the vertex.
func slotsOf(p *Path) []int {
	out := make([]int, 0, len(p.bound)+1)
	for i := range p.bound {
		out = append(out, i+1)
	}
	return append(out, 0)
}

// given are the names of a path's rows as the caller gets them: of one that ends in a figure, as sum does, the figure goes by that name.
func given(p *Path) []string {
	names := columns(p)
	if ops := p.ops(); len(ops) > 0 {
		if o, ok := ops[len(ops)-1].(*groupOp); ok && len(o.keys) == 0 && o.result() == "" {
			names[len(names)-1] = o.fold.String()
		}
	}
	return names
}

// columns are the names of a path's rows.
func columns(p *Path) []string {
	return append(p.bound[:len(p.bound):len(p.bound)], vertexName)
}

// sink is the last stage.
type sink struct {
	*frame
	slots []int
	take  func(*frame, []int) bool
	count func(n int) bool // nil: each row matters
	full  bool             // it wants no more, though a stage may still push at its end
}

func (s *sink) many() func(n int) bool { return s.count }

// pushAll takes rows at once where they are only counted.
func (s *sink) pushAll(vertices []graph.ID) bool {
	if s.count == nil || s.asked() {
		return s.singly(vertices, s)
	}
	s.full = s.full || !s.count(len(vertices))
	return !s.full
}

// anyOrder is true where rows are only counted.
func (s *sink) anyOrder() bool { return s.count != nil && !s.asked() }

func (s *sink) begin() {}
func (s *sink) end()   {}
func (s *sink) push() bool {
	s.full = s.full || !s.take(s.frame, s.slots)
	return !s.full
}

// give hands a row to the caller; false when that ends the program.
func (q *session) give(r Row) bool {
	if q.x.stop.Load() {
		return false // a stage that reads to the end before it pushes may have read only a part
	}
	if q.opts.Limit > 0 && q.stats.Rows >= q.opts.Limit {
		q.stats.Cut = true
		q.x.fail(errCut)
		return false
	}
	q.stats.Rows++
	if err := q.row(r); err != nil {
		q.x.fail(err)
		return false
	}
	return true
}

// chunk is how many cells are made at once.
const chunk = 256

func all(c *call) goja.Value {
	c.count(0, 0)
	c.q.ran = true
	c.give(0)
	return goja.Null()
}

func getLimit(c *call) goja.Value {
	c.count(1, 1)
	c.q.ran = true
	c.give(max(c.integer(0), 0))
	return goja.Null()
}

// give hands the rows of the path to the caller, at most n of them; 0 is all.
func (c *call) give(n int) {
	names, width := given(c.path), len(c.path.bound)+1
	var cells []quad.Value
	done, asked := 0, c.q.opts.Why
	c.rows(func(f *frame, slots []int) bool {
		if f.stop.Load() {
			return false // before the values are read
		}
		if len(cells) < width {
			cells = make([]quad.Value, max(width, min(chunk, (done+1)*width)))
		}
		values := cells[:width:width]
		cells = cells[width:]
		for i, s := range slots {
			values[i] = f.value(f.row[s])
		}
		done++
		row := Row{Names: names, Values: values}
		if asked {
			row.Why, row.More = f.derivations(f.trail.since(0))
		}
		return c.q.give(row) && done != n
	})
}

func count(c *call) goja.Value {
	c.count(0, 0)
	n, base, asked := 0, c.q.x.trail.height(), c.q.opts.Why
	c.into(func(f *frame, _ []int) bool {
		n++
		if asked {
			c.q.reads(f, base)
		}
		return true
	}, func(more int) bool {
		n += more
		return true
	})
	return c.q.vm.ToValue(n)
}

// most reads an optional number of rows: none, or less than one, is no limit.
func (c *call) most(i int) int {
	if i >= len(c.args) || absent(c.args[i]) {
		return 0
	}
	return max(c.integer(i), 0)
}

// What a value handed to JavaScript costs, roughly.
const jsBytes = 64

func (c *call) toList(n int, value func(f *frame, slots []int) goja.Value) []any {
	var out []any
	base, asked := c.q.x.trail.height(), c.q.opts.Why
	c.rows(func(f *frame, slots []int) bool {
		out = append(out, value(f, slots))
		if asked {
			c.q.reads(f, base)
		}
		return f.hold(jsBytes*len(slots)) && len(out) != n
	})
	return out
}

func (c *call) vertexOf(f *frame, _ []int) goja.Value { return c.q.js(f.row[0]) }

// object is a row as JavaScript sees it: a property for each tag it has, and id.
func (c *call) object(names []string) func(f *frame, slots []int) goja.Value {
	return func(f *frame, slots []int) goja.Value {
		o := c.q.vm.NewObject()
		for i, s := range slots {
			if f.row[s] != 0 {
				o.Set(names[i], c.q.js(f.row[s]))
			}
		}
		if c.q.opts.Why {
			c.q.markRow(f, o)
		}
		return o
	}
}

func toArray(c *call) goja.Value {
	c.count(0, 1)
	return c.q.vm.NewArray(c.toList(c.most(0), c.vertexOf)...)
}

func tagArray(c *call) goja.Value {
	c.count(0, 1)
	return c.q.vm.NewArray(c.toList(c.most(0), c.object(columns(c.path)))...)
}

func toValue(c *call) goja.Value {
	c.count(0, 0)
	return first(c.toList(1, c.vertexOf))
}

func tagValue(c *call) goja.Value {
	c.count(0, 0)
	return first(c.toList(1, c.object(columns(c.path))))
}

func first(list []any) goja.Value {
	if len(list) == 0 {
		return goja.Null()
	}
	return list[0].(goja.Value)
}

func forEach(c *call) goja.Value {
	c.count(1, 2)
	last := len(c.args) - 1
	f, ok := goja.AssertFunction(c.args[last])
	if !ok {
		c.bad(last, "a function", c.args[last])
	}
	c.q.ran = true
	n := 0
	if last == 1 {
		n = c.most(0)
	}
	done, object := 0, c.object(columns(c.path))
	var thrown error
	c.rows(func(fr *frame, slots []int) bool {
		read := c.q.read
		c.q.read = nil
		_, thrown = f(goja.Undefined(), object(fr, slots))
		c.q.read = read
		done++
		return thrown == nil && done != n
	})
	if thrown != nil {
		var ex *goja.Exception
		if errors.As(thrown, &ex) {
			panic(ex)
		}
		panic(thrown) // an interruption
	}
	return goja.Null()
}
