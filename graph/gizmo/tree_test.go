package gizmo

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
)

// TestInspect holds the inspector to one that finds the nodes of a program by reflection, whatever they are: on every program that ships, and on
// the seeds of the fuzz test.
func TestInspect(t *testing.T) {
	programs := append(fuzzSeeds(), everySyntax...)
	files, err := filepath.Glob("../../queries/*.js")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		programs = append(programs, string(text))
	}
	for _, n := range []int{maxTree - 3, maxTree, maxTree + 3} { // as deep as is offered, and deeper
		programs = append(programs, strings.Repeat("-", n)+"1", strings.Repeat("{", n)+strings.Repeat("}", n), strings.Repeat("- ", n)+"`a`")
	}
	refused := 0
	for _, text := range programs {
		mine, judge := parsed(t, text), parsed(t, text)
		if mine == nil {
			continue
		}
		a, b := &program{name: "a.js", text: text}, &program{name: "a.js", text: text}
		got, want := inspect(a, mine), judgedByReflection(b, judge)
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%.200s\ngot  %v\nwant %v", text, got, want)
		}
		if want != nil {
			refused++
			continue
		}
		if !reflect.DeepEqual(a.words, b.words) {
			t.Errorf("%.200s\ngot  %+v\nwant %+v", text, a.words, b.words)
		}
		if !reflect.DeepEqual(mine, judge) {
			t.Errorf("%.200s\nthe guards stand elsewhere", text)
		}
	}
	if refused == 0 {
		t.Error("none of them is refused")
	}
}

// everySyntax has each kind of node that goja's parser makes.
var everySyntax = []string{
	"let a = b + c, [d = e + f, , ...rest] = g, {h, i: j = k + l, [m + n]: o} = p; const q = {r, s: t + u, [v]: w, ...x, get y() { return z }, set y(z) {}, f() {}, async g() {}, *h() {}}",
	"var a = function b(c, d = e + f, ...g) { var h = i + j, k; var l = function () { var m = n + o }; return new.target }, p = (q, {r} = s) => t + u, v = async w => await x, y = async () => { await z }",
	"function* a() { yield; yield b + c; yield* d } async function e() { for (const f of g) await f }",
	"for (var a = 1, b = c + d; a < b; a += c) {} for (let e = f + g; ; ) break; for (h + i; ; ) break; for (var j in k) {} for (const l of m + n) {} for (o in p) continue; for (q[r] of s) {}",
	"class A extends B { #c = d + e; static f = g + h; [i + j]() {} static { var k = l + m; var n } get o() { return this.#c } set o(p) { super.o = p } static async *q() {} #r() { return #c in this } constructor() { super() } }; (class extends S {})",
	"if (a + b) c; else d; while (e + f) g; do h; while (i + j); switch (k + l) { case m + n: o; default: p } try { q } catch ({r}) { s } finally { t } try {} catch {} a: for (;;) { break a } throw u + v",
	"a?.b?.[c + d]?.(e + f); g`h${i + j}`; `k${l}m${n + o}`; p[q], p[r + s], p[1], p['t'], p[u * v]; w ? x + y : z; new A(b + c, ...d); typeof e; f++; --g; h ??= i + j; /k/g.test(l); null; true; 1.5; 'm'; (n, o + p)",
	"with (a + b) c; debugger;; var [d, [e]] = f, {g: {h = i + j}} = k; ({l = m + n} = o); [p, q = r + s] = t; ({u: v.w, ...x} = y)",
	"({a, ...b} = c)", "let {d, ...e} = f", "1n", "`" + strings.Repeat("${a}", maxPieces+1) + "`", "/(?=a)/", "({...a, ...{...b}})", "a + (b + (c + `d${e + f}`))",
}

func parsed(t *testing.T, text string) *ast.Program {
	tree, err := parse("a.js", text)
	if err != nil {
		return nil // some of the seeds are no JavaScript
	}
	return tree
}

func TestEverySyntaxParses(t *testing.T) {
	for _, text := range everySyntax {
		if _, err := parse("a.js", text); err != nil {
			t.Errorf("%s\n%v", text, err)
		}
	}
}

// The judge.
var (
	identifier = reflect.TypeFor[ast.Identifier]()
	sourceFile = reflect.TypeFor[*file.File]()
)

type reflectiveInspector struct {
	inspector
	seen map[any]bool
}

func judgedByReflection(p *program, tree *ast.Program) error {
	p.words.names = map[string]bool{}
	in := &reflectiveInspector{inspector{prog: p, file: tree.File}, map[any]bool{}}
	in.walk(reflect.ValueOf(tree.Body))
	if p.words.keyed && p.words.kinds {
		p.words.any = true
	}
	return in.err
}

func (in *reflectiveInspector) walk(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface:
		if v.IsNil() {
			return
		}
		if e, ok := v.Interface().(ast.Expression); ok && v.CanSet() && !in.seen[e] && addsText(e) {
			in.walk(v.Elem())
			v.Set(reflect.ValueOf(guarded(textGuard, e)))
			return
		}
		in.walk(v.Elem())
	case reflect.Slice:
		for i := range v.Len() {
			in.walk(v.Index(i))
		}
	case reflect.Pointer:
		if v.IsNil() || v.Type() == sourceFile || in.leaf(v.Interface()) || in.seen[v.Interface()] {
			return
		}
		in.seen[v.Interface()] = true
		if in.depth++; in.depth > maxTree {
			if n, ok := v.Interface().(ast.Node); ok {
				in.refuse(n.Idx0(), fmt.Sprintf("more than %d expressions within each other", maxTree), "")
			}
		}
		in.node(v.Interface())
		if in.err == nil {
			in.walk(v.Elem())
		}
		in.depth--
	case reflect.Struct:
		if v.Type() == identifier { // asked first: Interface copies a struct
			if v.CanAddr() {
				in.spell(v.Addr().Interface().(*ast.Identifier).Name.String())
			} else {
				in.spell(v.Interface().(ast.Identifier).Name.String())
			}
			return
		}
		for i := range v.NumField() {
			if !v.Type().Field(i).IsExported() {
				continue
			}
			in.walk(v.Field(i))
		}
	}
}
