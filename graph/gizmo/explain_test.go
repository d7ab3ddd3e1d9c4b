package gizmo

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
)

// explain runs a program and returns what ran.
func explain(t testing.TB, src graph.Source, program string) (*Explanation, Stats) {
	t.Helper()
	stats, err := Run(context.Background(), src, "test.js", program, Options{Explain: true}, func(Row) error { return nil })
	if err != nil {
		t.Fatalf("%s: %v", program, err)
	}
	return stats.Explanation, stats
}

// each visits operators and those inside them.
func each(list []*Operator, visit func(*Operator)) {
	for _, o := range list {
		visit(o)
		for _, in := range o.Inside {
			each(in.Operators, visit)
		}
	}
}

// opTypes are the types of package gizmo that are ops: those with a method describe.
func opTypes(t *testing.T) (types []string) {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "describe" && f.Recv != nil {
				types = append(types, f.Recv.List[0].Type.(*ast.StarExpr).X.(*ast.Ident).Name)
			}
		}
	}
	return types
}

// TestExplainEveryOp: the examples of the reference have every op there is, and each is called as a step is and does something.
func TestExplainEveryOp(t *testing.T) {
	_, data := readme(t)
	src, met := load(t, data), map[string]bool{}
	for _, s := range reference() {
		for _, e := range s.rows {
			for _, x := range e.examples {
				program := x.Program
				if pathOf(t, src, program) != nil {
					program += ".all()"
				}
				told, _ := explain(t, src, program)
				for _, p := range told.Plans {
					each(p.Operators, func(o *Operator) {
						if o.op == nil {
							return
						}
						met[reflect.TypeOf(o.op).Elem().Name()] = true
						if _, ok := find(steps, o.Step); !ok || len(o.Does) == 0 {
							t.Errorf("%s: %T says %q %v; want a step of the language and what it does", program, o.op, o.Step, o.Does)
						}
					})
				}
			}
		}
	}
	types := opTypes(t)
	for _, name := range types {
		if !met[name] {
			t.Errorf("no example of reference_rows.go has a %s: add one, and see that its describe says what it does", name)
		}
	}
	if len(types) < 20 {
		t.Errorf("only %d types of op found: %v", len(types), types)
	}
}

// TestExplainAgainstTheJudge: after every operator of a random plan come as many rows as the judge counts for the path so far, in the
// paths that it ran too, and what is said to be a count is one.
func TestExplainAgainstTheJudge(t *testing.T) {
	from, asked, operators, exact, within, folded := seed(t), 0, 0, 0, 0, 0
	for i := range rounds(1000, 10000) {
		r := rand.New(rand.NewPCG(from, uint64(i)))
		src := graph.Load(randomQuads(r))
		program := (&randomPath{Rand: r}).path(1 + r.IntN(5))
		p := pathOf(t, src, program)
		if p == nil || dependsOnOrder(program) || usesFirst(p.ops()) || strings.Contains(program, ".repeat(") { // whose rows an is() behind it cuts
			continue
		}
		j := newJudge(src)
		if rows, ok := j.all(p); !ok || len(rows) > 2000 {
			continue
		}
		asked++
		told, stats := explain(t, src, program+".all()")
		if len(told.Plans) != 1 || told.Plans[0].Rows != stats.Rows || told.Plans[0].Runs != 1 {
			t.Fatalf("i=%d %s: %d plans, the first of %+v; %d rows", i, program, len(told.Plans), told.Plans[0], stats.Rows)
		}
		var judge func(p *Path, list []*Operator)
		judge = func(p *Path, list []*Operator) {
			ops, in, fewer := p.ops(), 0, false // fewer: rows that come again were left out, and not yet folded
			for k, o := range list {
				prefix := (&Path{morphism: p.morphism, start: p.start, all: p.all}).with(ops[:k]...)
				rows, ok := j.all(prefix)
				if !ok {
					return
				}
				operators++
				if _, ok := o.op.(*joinOp); ok && len(o.Inside) > 0 && o.Inside[0].Role == "set" {
					fewer = true // a row for each vertex, not for each way to it
				}
				switch {
				case o.Fused:
				case k > 0 && o.In != in && !list[k-1].Fused || o.Out > len(rows) || o.Out < len(rows) && (!fewer && !o.Once || foldsAll(o.op)):
					t.Fatalf("i=%d %s: %s %v has %d rows in and %d out; want %d and %d", i, program, o.Step, o.Does, o.In, o.Out, in, len(rows))
				}
				fewer = o.Folded > 0 || o.Once || fewer && !foldsAll(o.op)
				folded += o.Folded
				in = o.Out - o.Folded - o.Skipped
				if o.Exact {
					if exact++; o.Expected != len(rows) {
						t.Fatalf("i=%d %s: %s %v is counted %d; want %d", i, program, o.Step, o.Does, o.Expected, len(rows))
					}
				}
				for _, inside := range o.Inside {
					switch inside.Role {
					case "set":
						rows, ok := j.all(inside.Operators[0].from)
						if ends := endsIn(rows); ok && inside.Distinct != ends {
							t.Fatalf("i=%d %s: %s %v has a set of %d; want %d", i, program, o.Step, o.Does, inside.Distinct, ends)
						}
						fallthrough
					case "held", "then":
						if from := inside.Operators[0].from; !usesFirst(from.ops()) {
							within++
							judge(from, inside.Operators)
						}
					}
				}
			}
		}
		judge(p, told.Plans[0].Operators)
	}
	t.Logf("%d plans, %d operators (%d of them counted before), %d paths within, %d rows folded early", asked, operators, exact, within, folded)
	if asked < 100 || exact < asked || within < 20 || folded == 0 && !testing.Short() {
		t.Error("too few to say anything")
	}
}

// TestExplainTellsWhatIsNotFollowed: rows that come again before a fold, and a class that is read once.
func TestExplainTellsWhatIsNotFollowed(t *testing.T) {
	src := graph.Load(fan(100))
	told, _ := explain(t, src, `g.V("<hub>").out("<to>").in("<to>").out("<to>").has("<name>").hasR("<to>", "<hub>").unique().count()`)
	list := told.Plans[0].Operators
	for i, want := range []struct{ in, out, folded int }{{0, 1, 0}, {1, 100, 0}, {100, 100, 99}, {1, 100, 0}, {100, 100, 0}, {100, 100, 0}, {100, 100, 0}} {
		if o := list[i]; o.In != want.in || o.Out != want.out || o.Folded != want.folded {
			t.Errorf("%s has %d rows in, %d out, %d of them folded; want %v", o.Step, o.In, o.Out, o.Folded, want)
		}
	}
	if r := list[5].Reads; len(r) != 1 || *r[0] != (Read{Order: "SPOL", By: "subject and predicate", Times: 1, Quads: 100}) {
		t.Errorf("hasR reads %+v", r)
	}
}

// foldsAll says whether an op folds equal rows itself.
func foldsAll(o op) bool {
	switch o.(type) {
	case *uniqueOp, *predicatesOp, *labelsOp, *recurseOp, *groupOp:
		return true
	}
	return false
}

// endsIn counts the vertices that rows end at.
func endsIn(rows []record) int {
	ends := map[any]bool{}
	for _, r := range rows {
		if r.at != nil { // of a group that lacks its key
			ends[r.at] = true
		}
	}
	return len(ends)
}

// TestExplainChangesNothing: the rows are those of a run that nobody watches.
func TestExplainChangesNothing(t *testing.T) {
	from := seed(t)
	for i := range rounds(500, 3000) {
		r := rand.New(rand.NewPCG(from, uint64(i)))
		src := graph.Load(randomQuads(r))
		program := (&randomPath{Rand: r}).path(1 + r.IntN(5))
		if pathOf(t, src, program) == nil {
			continue
		}
		want, _, err := rowsOf(src, program+".all()", Options{})
		got, _, watched := rowsOf(src, program+".all()", Options{Explain: true})
		if fmt.Sprint(err) != fmt.Sprint(watched) || strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Fatalf("i=%d %s: %v %v\n got %q\nwant %q", i, program, err, watched, got, want)
		}
	}
}

// TestExplainPlaces: a plan stands where its final is called, runs of one place are one plan, and a loop does not fill memory.
func TestExplainPlaces(t *testing.T) {
	_, data := readme(t)
	src := load(t, data)
	told, _ := explain(t, src, "g.V(\"<ex:ann>\")\n  .out(\"<ex:knows>\")\n  .forEach(function(d) {\n    g.V(d.id).out().count(); g.emit(d.id)\n  })\ng.V().All()")
	type place struct {
		final                 string
		line, col, runs, rows int
	}
	var got []place
	for _, p := range told.Plans {
		got = append(got, place{p.Final, p.Line, p.Col, p.Runs, p.Rows})
	}
	want := []place{{"forEach", 3, 4, 1, 2}, {"count", 4, 21, 2, 6}, {"all", 6, 7, 1, src.NumValues()}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
	if told.Emitted != 2 {
		t.Errorf("%d rows emitted; want 2", told.Emitted)
	}
	start := told.Plans[1].Operators[0]
	if !start.Varies || told.Plans[0].Operators[0].Varies {
		t.Error("a start that varies does not say so, or one that does not does")
	}
	told, _ = explain(t, src, `let p = g.V(); for (let i = 0; i < 40; i++) { p = p.limit(9); p.count() }`)
	if len(told.Plans) != maxPlans || told.Omitted != 40-maxPlans {
		t.Errorf("%d plans and %d left out", len(told.Plans), told.Omitted)
	}
	told, _ = explain(t, src, `let p = g.V(); for (let i = 0; i < 40; i++) { p = p.limit(9); g.V().or(p).has(p.out(), p).count() }`)
	if len(told.Plans) != 1 || told.Plans[0].Runs != 40 || len(told.Plans[0].Operators[1].Inside) != maxInside || len(told.Plans[0].Operators[2].Inside) != maxInside {
		t.Errorf("%d plans, the first of %+v", len(told.Plans), told.Plans[0])
	}
}

// TestExplainExpectsNoMoreThanThereCanBe: what multiplies again and again stays a number.
func TestExplainExpectsNoMoreThanThereCanBe(t *testing.T) {
	_, data := readme(t)
	told, _ := explain(t, load(t, data), `let p = g.V("<ex:ann>"); for (let i = 0; i < 1200; i++) p = p.saveOpt(g.M().out(), "x"); p.limit(1).count()`)
	each(told.Plans[0].Operators, func(o *Operator) {
		if o.Expected < 0 || o.Expected > mostRows {
			t.Fatalf("%s %v: %d expected", o.Step, o.Does, o.Expected)
		}
	})
}

// TestExplainStopped: of a program that is stopped there is what ran until then.
func TestExplainStopped(t *testing.T) {
	_, data := readme(t)
	ctx, stop := context.WithCancel(context.Background())
	stats, err := Run(ctx, load(t, data), "test.js", `g.V("<ex:ann>").all(); for (;;) {}`, Options{Explain: true}, func(Row) error {
		stop()
		return nil
	})
	if err == nil || stats.Explanation == nil || len(stats.Explanation.Plans) != 1 {
		t.Errorf("%v, %+v", err, stats.Explanation)
	}
}

// TestExplainReads: how the source was read, and what a restriction of it left out.
func TestExplainReads(t *testing.T) {
	_, data := readme(t)
	src := load(t, data+`<ex:s1> <kg:quote> "a" <ex:article> .
<ex:s2> <kg:quote> "b" <ex:article> .
<ex:s3> <kg:quote> "c" <ex:other> .
`)
	view, err := graph.Restrict(src, graph.Restriction{Articles: []quad.IRI{"ex:article"}})
	if err != nil {
		t.Fatal(err)
	}
	told, _ := explain(t, view, `g.V().out("<ex:knows>").in().all()`)
	list := told.Plans[0].Operators
	if got, want := *list[1].Reads[0], (Read{"POSL", "predicate", 1, 3, 2}); got != want || !list[0].Fused {
		t.Errorf("out: %+v; want %+v", got, want)
	}
	if got, want := *list[2].Reads[0], (Read{"OSPL", "object", 3, 5, 0}); got != want {
		t.Errorf("in: %+v; want %+v", got, want)
	}
}
