package gizmo

import (
	"context"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// whyOf runs a program and writes each row with its derivations: "id=<b>: a-b, b-c | a-c +2 more"; a quad is its ends.
func whyOf(t *testing.T, data, program string) []string {
	t.Helper()
	var out []string
	_, err := Run(context.Background(), load(t, data), "test.js", program, Options{Why: true}, func(r Row) error {
		var b strings.Builder
		for i, v := range r.Values {
			if v != nil {
				fmt.Fprintf(&b, "%s=%s ", r.Names[i], strings.Trim(quads.TextOf(v), "<>"))
			}
		}
		b.WriteString(":")
		for i, d := range r.Why {
			if i > 0 {
				b.WriteString(" |")
			}
			for _, q := range d {
				fmt.Fprintf(&b, " %s-%s", quads.TextOf(q.Subject), quads.TextOf(q.Object))
			}
		}
		if r.More > 0 {
			fmt.Fprintf(&b, " +%d", r.More)
		}
		out = append(out, b.String())
		return nil
	})
	if err != nil {
		t.Fatalf("%s: %v", program, err)
	}
	return out
}

const whyData = `
<a> <p> <b> <s1> .
<a> <p> <c> <s2> .
<b> <p> <d> <s3> .
<c> <p> <d> <s4> .
<d> <p> <a> <s5> .
<b> <n> "B" <kg:entities> .
`

// TestWhy: what each kind of step gives.
func TestWhy(t *testing.T) {
	for program, want := range map[string]string{
		`g.V("<a>").all()`:                                                         `id=a :`,
		`g.V("<a>").out("<p>").out("<p>").all()`:                                   `id=d : a-b b-d; id=d : a-c c-d`,
		`g.V("<a>").out("<p>").out("<p>").unique().all()`:                          `id=d : a-b b-d | a-c c-d`,
		`g.V("<a>").out("<p>").out("<p>").dedup().all()`:                           `id=d : a-b b-d | a-c c-d`,
		`g.V("<a>").out("<p>").tag("x").out("<p>").order("x", "desc").all()`:       `x=c id=d : a-c c-d; x=b id=d : a-b b-d`,
		`g.V("<a>").followRecursive("<p>").all()`:                                  `id=b : a-b; id=c : a-c; id=d : a-b b-d | a-c c-d; id=a : a-b b-d d-a | a-c c-d d-a`,
		`g.V("<b>").saveOpt("<n>", "n").saveOpt("<q>","q").all()`:                  `n=B id=b : b-B`,
		`g.V("<b>").except(g.V("<c>")).all()`:                                      `id=b :`,
		`g.V("<d>").in("<p>").and(g.V("<a>").tag("x").out("<p>")).is("<b>").all()`: `x=a id=b : b-d a-b`,
		`g.V("<b>").or(g.V("<a>").out("<p>").is("<c>")).all()`:                     `id=b :; id=c : a-c`,
		`g.V("<d>").has("<p>", g.V("<b>").out("<p>").out("<p>")).all()`:            `id=d : d-a b-d d-a`,
		`g.V("<b>").labels().order().all()`:                                        `id=kg:entities : b-B; id=s1 : a-b; id=s3 : b-d`,
		`g.V("<a>").out("<p>").why().all()`:                                        `statement=s1 id=b : a-b; statement=s2 id=c : a-c`,
		`g.V("<b>").out("<n>").why("w").all()`:                                     `id=B : b-B`,
		`g.V("<a>").out("<p>").out("<p>").count()`:                                 `value=2 : a-b b-d | a-c c-d`,
		`g.V("<a>").out("<p>").tag("x").out("<p>").groupCount().all()`:             `count=2 id=d : a-b b-d | a-c c-d`,
		`g.V("<a>").shortestPath("<d>").all()`:                                     `id=d : d-a`,
		`g.V("<b>").shortestPath("<c>","<p>").all()`:                               `id=c : b-d d-a a-c`,
		`g.V("<b>").shortestPath("<c>").all()`:                                     `id=c : b-d c-d; id=c : a-b a-c`,
		`g.V("<a>").repeat("<p>", 2).all()`:                                        `id=b : a-b; id=d : a-b b-d; id=c : a-c; id=d : a-c c-d`,
		`g.V("<a>").repeat("<p>", 2).is("<d>").path().count()`:                     `value=2 : a-b b-d | a-c c-d`,
		`g.V("<a>").tag("t").out("<p>").max("id","t").all()`:                       `t=a max=c id=a : a-c`,
		`g.V("<b>").or(g.V("<b>").in("<p>")).out("<n>").group().count()`:           `value=1 : b-B`,
		`1`: `value=1 :`,
		`g.V("<a>").out("<p>").forEach(r => g.emit(r))`:                                    `id=b : a-b; id=c : a-c`,
		`g.V("<a>").out("<p>").tagArray().forEach(r => g.emit(Object.assign({n: 1}, r)))`:  `n=1 id=b : a-b; n=1 id=c : a-c`,
		`const [x, y] = g.V("<a>").out("<p>").tagArray(); g.emit({n: 2}, y, x)`:            `n=2 : a-c a-b`,
		`const [x, y] = g.V("<a>").out("<p>").tagArray(); g.emit({...x, n: 2}, undefined)`: `id=b n=2 : a-b`,
		`const [x, y] = g.V("<a>").out("<p>").tagArray(); g.emit({...x}, {...x}, x, null)`: `id=b : a-b a-b`,
		`g.V("<a>").out("<p>").tagArray().reverse().forEach(r => g.emit({...r}))`:          `id=c : a-c; id=b : a-b`,
		`g.V("<a>").out("<p>").forEach(r => g.emit({n: g.V(r.id).out("<p>").count()}))`:    `n=1 : a-b b-d; n=1 : a-c c-d`,
		`g.V("<a>").out("<p>").forEach(r => { g.V(r.id).out("<p>").all() })`:               `id=d : a-b b-d; id=d : a-c c-d`,
		`const x = g.V("<a>").out("<p>").toArray(); g.emit({n: x.length})`:                 `n=2 : a-b | a-c`,
		`const x = g.V("<a>").out("<p>").toArray(); g.V("<d>").out("<p>").all()`:           `id=a : d-a`,
		`g.emit(Object.keys(g.V("<a>").out("<p>").tagValue()).join())`:                     `value=id : a-b`,
		`g.emit(JSON.stringify(g.V("<a>").out("<p>").tagValue()))`:                         `value={"id":"<b>"} : a-b`,
	} {
		if got := strings.Join(whyOf(t, whyData, program), "; "); got != want {
			t.Errorf("%s\n got %s\nwant %s", program, got, want)
		}
	}
}

// TestWhyKeepsTheShortest: 16 derivations, the shortest first, and a count of the walks that took others.
func TestWhyKeepsTheShortest(t *testing.T) {
	var b strings.Builder
	for i := range 30 {
		fmt.Fprintf(&b, "<a> <p> <m%02d> <s> .\n<m%02d> <p> <z> <s> .\n", i, i)
	}
	b.WriteString("<a> <q> <z> <s> .\n")
	data := b.String()
	got := whyOf(t, data, `g.V("<a>").out("<p>").out("<p>").or(g.V("<a>").out("<q>")).unique().all()`)
	if len(got) != 1 || !strings.HasPrefix(got[0], "id=z : a-z | a-m00 m00-z | a-m01 m01-z | ") || !strings.HasSuffix(got[0], " | a-m14 m14-z +15") {
		t.Error(got)
	}
	got = whyOf(t, data, `g.V("<a>")`+strings.Repeat(`.out("<p>").in("<p>").unique()`, 40)+`.all()`)
	if len(got) != 1 || !strings.HasSuffix(got[0], fmt.Sprintf(" +%d", math.MaxInt-16)) {
		t.Error("walks beyond counting:", got)
	}
}

// TestWhyOff: where nobody asks, rows carry nothing, and a program that asks with a step gets its tag alone.
func TestWhyOff(t *testing.T) {
	src := load(t, whyData)
	for _, program := range []string{`g.V("<a>").out("<p>").all()`, `g.V("<a>").out("<p>").why().all()`, `g.V("<a>").out("<p>").forEach(r => g.emit(r))`} {
		_, err := Run(context.Background(), src, "test.js", program, Options{}, func(r Row) error {
			if r.Why != nil || r.More != 0 {
				t.Errorf("%s: %v", program, r)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// TestWhyKeepsTheOrder: rows that fold within a repeat come in one order, whether somebody asks why or not.
func TestWhyKeepsTheOrder(t *testing.T) {
	const data = "<b> <r> <l> <s2> .\n<d> <p> <b> <l> .\n"
	for _, program := range []string{
		`g.V().repeat(g.M().out(g.M().labels()), 3, "round").all()`,
		`g.V().repeat(g.M().both().unique(), 3, "round").all()`,
	} {
		var with []string
		for _, row := range whyOf(t, data, program) {
			row, _, _ = strings.Cut(row, " :")
			with = append(with, row)
		}
		var without []string
		rows, _, err := rowsOf(load(t, data), program, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			parts := strings.Fields(strings.NewReplacer("<", "", ">", "", `"`, "", "^^", "", string(quads.XSDInteger), "").Replace(row))
			without = append(without, strings.Join(parts, " "))
		}
		if len(with) < 3 || !slices.Equal(with, without) {
			t.Errorf("%s\n with why %q\nwithout %q", program, with, without)
		}
	}
}

// TestWhyIsBounded: what is kept for why counts as memory.
func TestWhyIsBounded(t *testing.T) {
	src := load(t, whyData)
	_, err := Run(context.Background(), src, "test.js", `g.V()`+strings.Repeat(`.both("<p>")`, 12)+`.unique().order().all()`,
		Options{Why: true, MaxMemory: 20_000}, func(Row) error { return nil })
	if err == nil || !strings.Contains(err.Error(), "memory") {
		t.Errorf("got %v, want an error about memory", err)
	}
}

// TestWhyFolds: rows that are shown as one show the derivations of both.
func TestWhyFolds(t *testing.T) {
	q := func(s string) quad.Quad {
		return quad.Quad{Subject: quad.IRI(s), Predicate: quad.IRI("p"), Object: quad.IRI("o")}
	}
	a, b := Derivation{q("a")}, Derivation{q("b")}
	got := Why{[]Derivation{b, {q("a"), q("b")}}, 1}.Fold(Why{[]Derivation{a, b}, 2})
	if want := (Why{[]Derivation{a, b, {q("a"), q("b")}}, 3}); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	var many Why
	for i := range 20 {
		many = many.Fold(Why{Derivations: []Derivation{{q(fmt.Sprint(i))}}})
	}
	if len(many.Derivations) != MaxDerivations || many.More != 4 {
		t.Errorf("%d derivations, %d more", len(many.Derivations), many.More)
	}
}
