package gizmo

import (
	"context"
	"strings"
	"testing"
	"time"
)

// FuzzProgram runs any text: an error or rows, never a panic, a hang or a goroutine left behind.
func FuzzProgram(f *testing.F) {
	for _, k := range killers {
		if len(k.program) < 1000 {
			f.Add(k.program)
		}
	}
	for _, s := range []string{
		`g.V("<a>").tag("x").out(["<knows>"], "p").save("<nick>", "n").back("x").unique().order().limit(2).all()`,
		`var m = g.M().out("<knows>").labelContext("<l>").in(); g.V().followR(m).has("<age>", gt(8)).forEach(function(d) { g.emit(d) })`,
		`g.V().followRecursive("<knows>", 2, "depth").except(g.V("<a>")).or(g.V("<b>")).and(g.V()).labels().tagArray()`,
		"for (const [k, v] of Object.entries({a: 1})) g.emit({[k]: `${v}`, ...{b: /x/.test('x')}})",
		`class A { #x = 1; get x() { return this.#x } } g.emit(new A().x?.y ?? [1, , 2].map(n => n ** 2))`,
	} {
		f.Add(s)
	}
	src := load(f, people)
	f.Fuzz(func(t *testing.T, program string) {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
		defer cancel()
		hung := time.AfterFunc(5*time.Second, func() { panic("it hangs") }) // from here, since the test itself would wait
		defer hung.Stop()
		_, err := Run(ctx, src, "fuzz.js", program, Options{Limit: 1000, MaxMemory: 64 << 20}, func(Row) error { return nil })
		if err != nil && strings.Contains(err.Error(), "bug in rapport") {
			t.Fatal(err)
		}
	})
}
