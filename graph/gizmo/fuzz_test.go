package gizmo

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"rapport/graph"
)

// FuzzProgram runs any text, asked why and explained or not: an error or rows, never a panic, a hang, a goroutine left behind or memory still held.
func FuzzProgram(f *testing.F) {
	for _, program := range fuzzSeeds() {
		f.Add(program, uint8(0))
		f.Add(program, uint8(3))
	}
	src := load(f, people)
	f.Fuzz(func(t *testing.T, program string, how uint8) { survive(t, src, program, how) })
}

// fuzzSeeds are programs of every kind: what the reference shows, what each step reads, what kills and hangs elsewhere.
func fuzzSeeds() []string {
	seeds := []string{
		`g.V("<a>").tag("x").out(["<knows>"], "p").save("<nick>", "n").back("x").unique().order().limit(2).all()`,
		`var m = g.M().out("<knows>").labelContext("<l>").in(); g.V().followR(m).has("<age>", gt(8)).forEach(function(d) { g.emit(d) })`,
		`g.V().followRecursive("<knows>", 2, "depth").except(g.V("<a>")).or(g.V("<b>")).and(g.V()).labels().tagArray()`,
		"for (const [k, v] of Object.entries({a: 1})) g.emit({[k]: `${v}`, ...{b: /x/.test('x')}})",
		`class A { #x = 1; get x() { return this.#x } } g.emit(new A().x?.y ?? [1, , 2].map(n => n ** 2))`,
		`g.V(params.node).out(params.list).has("<age>", lt(params.number)).all()`,
		`g.addNamespace("ex:", "http://example.org/"); g.addDefaultNamespaces(); g.loadNamespaces(); g.V(g.IRI("ex:a"), g.Uri("b")).Vertex`,
	}
	for _, s := range reference() {
		for _, e := range s.rows {
			for _, x := range e.examples {
				seeds = append(seeds, x.Program)
			}
		}
	}
	for _, program := range stopPrograms {
		seeds = append(seeds, program)
	}
	for _, k := range killers {
		if len(k.program) < 1000 {
			seeds = append(seeds, k.program)
		}
	}
	return append(seeds, hangs...)
}

// survive runs a program and checks what any program must leave as it was. Bits of how ask for why, an explanation and a limit.
func survive(t *testing.T, src graph.Source, program string, how uint8) {
	before := runtime.NumGoroutine()
	hung := time.AfterFunc(hang, func() { panic("it hangs") }) // from here, since the test itself would wait
	defer hung.Stop()
	prog, err := compile("fuzz.js", program)
	if err != nil {
		if e := new(Error); !errors.As(err, &e) || strings.Contains(e.Message, "bug") {
			t.Fatal(err)
		}
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	rows, opts := 0, Options{MaxMemory: 64 << 20, Why: how&1 != 0, Explain: how&2 != 0,
		Params: map[string]any{"node": quad.IRI("a"), "list": []quad.Value{quad.IRI("knows"), quad.String("x")}, "number": typed("8", "http://www.w3.org/2001/XMLSchema#integer"), "none": nil}}
	if how&4 != 0 {
		opts.Limit = 2
	}
	q := newSession(src, prog, opts, func(r Row) error {
		if rows++; len(r.Names) != len(r.Values) || (len(r.Why) > 0) && !opts.Why || len(r.Why) > MaxDerivations {
			t.Errorf("row %+v", r)
		}
		return nil
	})
	stop := context.AfterFunc(ctx, func() { q.interrupt(context.Cause(ctx)) })
	err = q.run()
	stop()
	if e := new(Error); err != nil && !errors.As(err, &e) && !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%T: %v", err, err)
	} else if err != nil && strings.Contains(err.Error(), "bug in rapport") {
		t.Error(err)
	}
	if rows != q.stats.Rows || opts.Limit > 0 && rows > opts.Limit {
		t.Errorf("%d rows, %+v", rows, q.stats)
	}
	if held := q.x.held - q.x.sets.bytes; held != 0 && !q.x.stop.Load() {
		t.Errorf("%d bytes are still held", held)
	}
	for range 200 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Errorf("%d goroutines, before %d", runtime.NumGoroutine(), before)
}

// hostile are arguments that no method takes, or few.
var hostile = []string{`null`, `undefined`, `{}`, `5`, `-1`, `NaN`, `1e308`, `true`, `""`, `"<>"`, `"x"`, `"<a>"`, `[]`, `[[[]]]`, `["<a>", 5]`, `g.V()`, `g.V().out()`,
	`g.M()`, `g.M().out()`, `g`, `gt(1)`, `regex("a")`, `function() {}`, `() => { throw 1 }`, `Symbol()`, `new Date(NaN)`, `/a/`, `iri("a")`, `new Map()`, `({toString() { throw 2 }})`, `params`}

// TestHostileArguments gives every method of the language arguments of every kind, alone and in pairs: an error with its place, or rows.
func TestHostileArguments(t *testing.T) {
	src := load(t, people)
	runs := 0
	for _, m := range Methods() {
		on := map[Receiver]string{OnPath: `g.V("<a>").tag("x").`, OnGraph: "g.", Global: ""}[m.On]
		calls := []string{on + m.Name + "()"}
		for i, a := range hostile {
			calls = append(calls, on+m.Name+"("+a+")", on+m.Name+"("+a+", "+hostile[(i+7)%len(hostile)]+")", on+m.Name+"("+hostile[(i+11)%len(hostile)]+", "+a+")",
				on+m.Name+".call("+a+")")
		}
		for _, call := range calls {
			for _, program := range []string{call, call + ".all()"} {
				_, _, err := rowsOf(src, program, Options{})
				var e *Error
				if err != nil && (!errors.As(err, &e) || e.Line == 0 && !e.Limit || strings.Contains(e.Message, "bug")) {
					t.Errorf("%s: %v", program, err)
				}
				runs++
			}
		}
	}
	t.Logf("%d runs", runs)
}
