package gizmo

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// executor is what the plans of one program share: the source, the reasons to stop and the memory they may hold.
type executor struct {
	src    graph.Source
	last   graph.ID                // the highest id that a source gives out
	locals []quad.Value            // values that the source does not have: local id last+1+i
	terms  map[quad.Value]graph.ID // of locals
	ints   map[int]graph.ID        // of numbers that plans count
	lists  map[graph.ID]listed     // what is in a local that is a list
	hops   []hop                   // of the walks that are kept, see track.go
	keeps  int                     // goes up when a stage keeps a row
	trail  *trail                  // what the row being pushed rests on; nil: nobody asks why
	sets   pathSets                // where paths end that stand for a set
	ranks  ranks                   // where the values of a rank begin
	pace   pace
	told   *explainer // nil: nobody asks what ran

	stop  atomic.Bool // set once: every loop ends
	err   error       // why, where a plan itself found the reason
	held  int         // bytes held by rows
	limit int         // most bytes
}

// errStopped leaves a loop that is not ours.
var errStopped = errors.New("stopped")

// vertexName is the column of the vertex in a row, and its name in unique().
const vertexName = "id"

// errMemory is an answer that does not fit.
var errMemory = errors.New("memory")

// fail ends every plan. The first reason stands.
func (x *executor) fail(err error) {
	if x.err == nil {
		x.err = err
	}
	x.stop.Store(true)
}

// lookEvery is how many steps of a loop that reads no quads lie between two looks at stop: some microseconds.
const lookEvery = 4096

// stopped says, at step i of such a loop, whether to leave it.
func (x *executor) stopped(i int) bool { return i%lookEvery == 0 && x.stop.Load() }

// scan is a walk of a source that also ends soon after stop where it passes over quads.
func (x *executor) scan(src graph.Source, pattern graph.Quad) graph.Scanner {
	scan := src.Scan(pattern)
	if s, ok := scan.(graph.Stoppable); ok {
		s.StopWith(&x.stop)
	}
	return scan
}

// tuples and idSet return empty sets that grow no more once stop is set.
func (x *executor) tuples(width int) *tuples { return &tuples{width: width, stop: &x.stop} }

func (x *executor) idSet() *idSet { return &idSet{tuples: tuples{width: 1, stop: &x.stop}} }

// hold counts memory that rows take until their plan ends, or release.
func (x *executor) hold(bytes int) bool {
	x.held += bytes
	if x.held > x.limit {
		x.fail(errMemory)
		return false
	}
	return true
}

func (x *executor) release(bytes int) { x.held -= bytes }

// value returns the term of an id, nil for 0.
func (x *executor) value(id graph.ID) quad.Value {
	if id > x.last {
		return x.locals[id-x.last-1]
	}
	v := x.src.Value(id)
	if v == nil && id != 0 {
		x.fail(cmp.Or(x.src.Err(), errNoValue))
	}
	return v
}

// errNoValue is a source that does not know an id that it gave out.
var errNoValue = errors.New("the graph has an id without a value")

// local returns an id for a value that the source may not have.
func (x *executor) local(v quad.Value) graph.ID {
	if id := x.known(v); id != 0 {
		return id
	}
	if x.terms == nil {
		x.terms = map[quad.Value]graph.ID{}
	}
	x.locals = append(x.locals, v)
	id := x.last + graph.ID(len(x.locals))
	x.terms[v] = id
	x.hold(localBytes)
	return id
}

// known returns the id that a value has by now, 0 for none.
func (x *executor) known(v quad.Value) graph.ID {
	if id := x.src.ID(v); id != 0 {
		return id
	}
	return x.terms[v]
}

// localBytes is what a value costs that the source does not have, roughly.
const localBytes = 128

// integer returns the id of a number that a plan counted.
func (x *executor) integer(n int) graph.ID {
	if id, ok := x.ints[n]; ok {
		return id
	}
	if x.ints == nil {
		x.ints = map[int]graph.ID{}
	}
	id := x.local(quad.TypedString{Value: quad.String(strconv.Itoa(n)), Type: quads.XSDInteger})
	x.ints[n] = id
	return id
}

// compare orders ids as their values.
func (x *executor) compare(a, b graph.ID) int {
	if a == b {
		return 0
	}
	if a > x.last || b > x.last || !x.src.Sorted() {
		return quads.Compare(x.value(a), x.value(b))
	}
	if a < b {
		return -1
	}
	return 1
}

// sortUnless sorts unless it is stopped, which it says.
func sortUnless[T any](stop *atomic.Bool, items []T, compare func(a, b T) int) (done bool) {
	defer func() {
		if r := recover(); r != nil && r != errStopped {
			panic(r)
		}
	}()
	slices.SortFunc(items, func(a, b T) int {
		if stop.Load() {
			panic(errStopped) // the only way out of a sort
		}
		return compare(a, b)
	})
	return !stop.Load()
}

// stage is an op at work: it is handed the row in its frame, and hands rows to the next stage.
type stage interface {
	// begin starts anew: nothing is remembered of an earlier input.
	begin()
	// push takes the row in the frame. False: no more rows are wanted. The frame is as it was on return.
	push() bool
	// end says that the input is over, which may be the moment to push; it must be called once, also after a false push.
	end()
}

// frame is one row: the vertex, then the tags by number.
type frame struct {
	*executor
	trail *trail // the executor's as this plan was built
	row   []graph.ID
	names []string // of row[1:]; hidden names begin with a zero byte
	track int      // the column of the walk to the row, see track.go; 0: nobody asks
}

// slot returns where a tag stands in the row.
func (f *frame) slot(name string) int {
	for i, n := range f.names {
		if n == name {
			return i + 1
		}
	}
	f.names = append(f.names, name)
	f.row = append(f.row, 0)
	return len(f.names)
}

func (f *frame) slots(names []string) []int {
	out := make([]int, len(names))
	for i, n := range names {
		out[i] = f.slot(n)
	}
	return out
}

// chain is a plan ready to run.
type chain struct {
	frame *frame
	start *startStage
	time  *time.Duration // what its start takes is added here, where somebody asks
}

// run pushes every row of the plan into its last stage.
func (c *chain) run() {
	told := c.frame.told
	was := told.tick(c.time)
	c.start.begin()
	if !c.frame.stop.Load() {
		c.start.run()
	}
	clear(c.frame.row) // whoever has rows to push at the end begins anew
	c.start.end()
	told.tick(was)
}
