package gizmo

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"sync/atomic"

	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"

	"rapport/graph"
)

// Options are what a caller may set for one run. The zero value is ready to use.
type Options struct {
	// Params are the values behind the global params, by name: a quad.Value, a []quad.Value for a list, or nil for one left out.
	Params map[string]any
	// Limit is the most rows; 0 is no limit. Stats.Cut tells whether it cut.
	Limit int
	// Namespaces are known from the start, as if by g.addNamespace: prefix with its colon → namespace.
	Namespaces map[string]string
	// MaxMemory is the most bytes that the rows held back (by unique, order, joins, recursion, toArray) and JavaScript's
	// own values may take, roughly; 0 is DefaultMaxMemory.
	MaxMemory int
	// Why asks for Row.Why. Without it nothing is kept, and a run costs what it costs; with it, steps that fold rows
	// (unique, labels, recursion) read all that comes before they hand on their first.
	Why bool
	// Explain asks for Stats.Explanation. Without it nothing is counted; with it each row costs some hundred nanoseconds more an operator.
	Explain bool
	// Shape asks for Stats.Shape instead of rows: no path is run, and finals that give JavaScript values give none. A program that
	// fails for want of them has still the shape of what it asked for.
	Shape bool
	// Programs keeps compiled programs between runs; nil compiles anew.
	Programs *Programs

	pace *pace // of a test; nil: the usual one
}

// DefaultMaxMemory is MaxMemory where none is set: 256 MiB.
const DefaultMaxMemory = 256 << 20

// Row is one row of an answer: a value for each name, nil where an optional tag is missing. For a path the names are its
// tags in the order first bound and then "id", the vertex; for g.emit, see README.md. Names is shared by the rows of
// one shape and must not be changed.
type Row struct {
	Names  []string
	Values []quad.Value
	// Why is, with Options.Why, what the row rests on: one derivation for a row of plain steps, at most MaxDerivations
	// for one that folds several, the shortest first, and of those as long by their quads. README.md says what each step
	// contributes.
	Why []Derivation
	// More is how many walks lead to the row in ways that Why leaves out.
	More int
}

// Stats is what a run did.
type Stats struct {
	Rows int  // handed to the callback
	Cut  bool // Options.Limit left rows out
	// Open says that the program ended well without asking anything: no final gave rows, g.emit was not called, and its last
	// expression, if any, is undefined or a path that is not run yet (an error too). A prompt may wait for more of it.
	Open bool
	// Explanation is, with Options.Explain, what ran; of a program that was stopped, until then.
	Explanation *Explanation
	// Shape is, with Options.Shape, that of the last path that a final was called on; nil where none was.
	Shape *Shape
	// Unknown are terms that the program names and the source does not have, and texts in the place of a predicate, each once, at
	// most maxUnknown: where nothing is found, most often the reason.
	Unknown []quad.Value
	// Texts are plain texts that stand in the place of a vertex, whether the source has them or not, each once, at most maxUnknown: most often, names
	// of what was meant.
	Texts []quad.Value
	// Named are the terms that the program names, each once, at most maxNamed: what the question is about.
	Named []quad.Value
	// Times says that lt, lte, gt or gte was given a time or an EDTF date.
	Times bool
}

const (
	maxUnknown = 8
	maxNamed   = 64
)

func (s *Stats) named(v quad.Value) {
	if len(s.Named) < maxNamed && !slices.Contains(s.Named, v) {
		s.Named = append(s.Named, v)
	}
}

func (s *Stats) spelled(v quad.Value) {
	if _, text := v.(quad.String); text && len(s.Texts) < maxUnknown && !slices.Contains(s.Texts, v) {
		s.Texts = append(s.Texts, v)
	}
}

func (s *Stats) missed(v quad.Value) {
	if len(s.Unknown) < maxUnknown && !slices.Contains(s.Unknown, v) {
		s.Unknown = append(s.Unknown, v)
	}
}

// Run runs a program over a source and hands each row of its answer to row, in order. name stands for the program in
// errors. The error is an *Error for anything wrong in the program, the context's error when that ended it, or what row or
// the source returned; rows handed out before it are good. Runs may share a source and Programs.
func Run(ctx context.Context, src graph.Source, name, program string, opts Options, row func(Row) error) (stats Stats, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &Error{Name: name, Message: fmt.Sprintf("this is a bug in rapport: %v", r), Hint: bugHint(debug.Stack())}
		}
	}()
	if err := ctx.Err(); err != nil {
		return Stats{}, err
	}
	if err := checkParams(opts.Params); err != nil {
		return Stats{}, err
	}
	prog, err := opts.Programs.compile(name, program)
	if err != nil {
		return Stats{}, err
	}
	src = graph.Under(ctx, src)
	q := newSession(src, prog, opts, row)
	defer context.AfterFunc(ctx, func() { q.interrupt(context.Cause(ctx)) })()
	err = graph.Guard(q.run)
	q.stats.Explanation = q.x.told.finish()
	if err == nil {
		err = src.Err()
	}
	if program := (*Error)(nil); q.stats.Shape != nil && errors.As(err, &program) && !program.Limit {
		err = nil
	}
	if err != nil && ctx.Err() != nil && errors.Is(err, context.Cause(ctx)) {
		err = ctx.Err()
	}
	return q.stats, err
}

// checkParams holds the caller to its side.
func checkParams(params map[string]any) error {
	for name, v := range params {
		switch v.(type) {
		case nil, quad.Value, []quad.Value: // nil: a parameter that was not given
		default:
			return fmt.Errorf("parameter %s: a %T is neither a quad.Value nor a []quad.Value", name, v)
		}
	}
	return nil
}

// bugHint keeps the line of the stack that helps.
func bugHint(stack []byte) string {
	const most = 2000
	return "please report it with this:\n" + string(stack[:min(len(stack), most)])
}

// session is one run of one program.
type session struct {
	x     *executor
	vm    *goja.Runtime
	prog  *program
	name  string
	text  string
	opts  Options
	row   func(Row) error
	stats Stats

	graph      *goja.Object
	functions  map[string]goja.Value // the function objects of this runtime, by name, made when first asked for
	steps      map[string]goja.Value // those of paths, as the program spells them
	namespaces []namespace
	finder     *graph.Finder           // of names, nil until the program asks for one
	handed     *idSet                  // ids of terms that JavaScript has seen as strings
	ran        bool                    // a final that gives rows ran, or g.emit was called
	finalErr   error                   // why JavaScript was interrupted by ourselves
	cause      atomic.Pointer[error]   // why another goroutine stopped it
	joining    []*goja.Object          // arrays being written as text, outermost first
	joined     int                     // bytes written for the outermost of them
	library    map[string]*goja.Object // see global
	every      bool                    // all of JavaScript's library is bounded, whatever the program spells: see key
	regExps    bool                    // so are its regular expressions
	bounded    map[property]bool       // functions of ours on it, where key may ask for them again
	read       *ways                   // to what finals gave to JavaScript, in this call of forEach's function or outside any
	mark       *goja.Symbol            // the property of a row object that holds the ways to it
}

func newSession(src graph.Source, prog *program, opts Options, row func(Row) error) *session {
	limit := opts.MaxMemory
	if limit <= 0 {
		limit = DefaultMaxMemory
	}
	q := &session{
		x:      &executor{src: src, last: graph.MaxID, limit: limit, pace: usualPace},
		vm:     goja.New(),
		prog:   prog,
		name:   prog.name,
		text:   prog.text,
		opts:   opts,
		row:    row,
		handed: newIDSet(),
	}
	q.namespaces = namespacesOf(opts.Namespaces)
	if opts.pace != nil {
		q.x.pace = *opts.pace
	}
	if opts.Why {
		q.askWhy()
	}
	if opts.Explain {
		q.x.told = newExplainer(src)
	}
	return q
}

// interrupt stops everything from another goroutine. The first cause stands.
func (q *session) interrupt(cause error) {
	q.cause.CompareAndSwap(nil, &cause)
	q.x.stop.Store(true)
	q.vm.Interrupt(cause)
}

// abort stops the program from within: JavaScript cannot catch it.
func (q *session) abort(err error) goja.Value {
	if err == nil {
		err = errStopped // by another goroutine, which says why
	}
	if q.finalErr == nil {
		q.finalErr = err
	}
	q.x.stop.Store(true)
	q.vm.Interrupt(err)
	return goja.Undefined()
}

func (q *session) run() error {
	q.setUp()
	if cause := q.cause.Load(); cause != nil {
		return q.explain(*cause)
	}
	watch := watchMemory(q.x.limit, func() { q.interrupt(errMemory) })
	value, err := q.vm.RunProgram(q.prog.code)
	watch.stop()
	switch {
	case q.finalErr == errCut:
		return nil
	case q.finalErr != nil:
		return q.explain(q.finalErr)
	case err != nil:
		return q.explain(err)
	}
	if cause := q.cause.Load(); cause != nil { // its walks saw it, JavaScript had ended
		return q.explain(*cause)
	}
	return q.answer(value)
}

// errCut ends a program whose answer is full.
var errCut = errors.New("the limit is reached")

// explain turns what ended a program into the error that Run returns.
func (q *session) explain(err error) error {
	var interrupted *goja.InterruptedError
	if errors.As(err, &interrupted) {
		if cause, ok := interrupted.Value().(error); ok {
			err = cause
		}
	}
	if cause := q.cause.Load(); cause != nil && errors.Is(err, errStopped) {
		err = *cause
	}
	var ex *goja.Exception
	switch {
	case errors.Is(err, errMemory):
		return &Error{Name: q.name, Message: fmt.Sprintf("the query needs more than %d MB of memory", q.x.limit>>20),
			Hint: "narrow it, or raise the limit", Limit: true, Memory: true}
	case errors.Is(err, errDeepList):
		return &Error{Name: q.name, Message: fmt.Sprintf("lists within lists more than %d deep", maxNesting), Limit: true}
	case errors.As(err, &ex):
		return q.exception(ex)
	}
	var deep *goja.StackOverflowError
	if errors.As(err, &deep) {
		return &Error{Name: q.name, Message: fmt.Sprintf("functions call each other more than %d deep", maxCalls)}
	}
	return err
}

// answer is the last word: a program that gave no rows and ends in an expression gives its value.
func (q *session) answer(value goja.Value) error {
	if q.ran || !q.prog.endsInValue || absent(value) {
		q.stats.Open = !q.ran && (!q.prog.endsInValue || value == nil || goja.IsUndefined(value))
		return nil
	}
	e := &Error{Name: q.name, Line: q.prog.end.Line, Col: q.prog.end.Column}
	switch o := exported(value).(type) {
	case *pathObject:
		q.stats.Open = true
		e.Message, e.Hint = "the program ends in a path that is never run", "add .all()"
		if o.path.morphism {
			e.Hint = "a morphism is followed from a query: g.V(…).follow(…).all()"
		}
		return e
	case *filterObject:
		e.Message, e.Hint = "the program ends in a filter", "a filter stands in a path: g.V(…).filter(…).all()"
		return e
	}
	if _, ok := goja.AssertFunction(value); ok {
		e.Message, e.Hint = "the program ends in a function that is not called", "call it: add ()"
		return e
	}
	if _, ok := value.Export().(*goja.Promise); ok {
		e.Message, e.Hint = "the program ends in a promise, which nobody waits for", "give rows outside of async functions"
		return e
	}
	ex := q.vm.Try(func() { q.emit(value, nil) })
	if q.finalErr != nil && q.finalErr != errCut {
		return q.explain(q.finalErr)
	}
	if ex != nil {
		return q.explain(ex)
	}
	return nil
}
