package gizmo

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"rapport/graph"
)

// TestErrors: each says where, what it got and what it wanted, and often how to mend it.
func TestErrors(t *testing.T) {
	src := load(t, people)
	for _, c := range []struct{ program, want, hint string }{
		{`g.V().ouut("<p>").all()`, `1:7: a path has no step "ouut"`, `did you mean "out"?`},
		{"g.V()\n  .out()\n  .savve('<p>')", `3:4: a path has no step "savve"`, `did you mean "save"?`},
		{`/* ééé */ g.V().alll()`, `1:17: a path has no step "alll"`, `did you mean "all"?`},
		{`g.out("<p>")`, `1:3: g has no method "out"`, "a path begins with g.V(…)"},
		{`g.Vertx()`, `1:3: g has no method "Vertx"`, `did you mean "Vertex"?`},
		{`params.who`, `1:8: no parameter "who"`, "there are none"},
		{`g.V("<a>")`, `1:1: the program ends in a path that is never run`, "add .all()"},
		{`g.V("<a>").all`, `1:1: the program ends in a function that is not called`, "call it: add ()"},
		{`g.constructor`, `1:1: the program ends in a function that is not called`, "call it: add ()"},
		{`async function f() { return 1 }; f()`, `1:34: the program ends in a promise, which nobody waits for`, "give rows outside of async functions"},
		{`g.M().out("<p>")`, `1:1: the program ends in a path that is never run`, "a morphism is followed from a query: g.V(…).follow(…).all()"},
		{`g.M().out("<p>").all()`, `1:21: all: a morphism cannot be run on its own`, "begin with g.V(…)"},
		{`str(5)`, `1:4: str: argument 1 must be a string; got the number 5`, ""},
		{`str(null)`, `1:4: str: argument 1 must be a string; got null`, ""},
		{`iri({})`, `1:4: iri: argument 1 must be a string; got an object`, ""},
		{`lang("x")`, `1:5: lang takes 2 arguments, got 1`, ""},
		{`g.V({})`, `1:4: g.V: argument 1 must be a term: a string such as "<kg:x>", iri(), str(), a number, or a list of them; got an object`, ""},
		{`g.V(undefined)`, `1:4: g.V: argument 1 must be a term: a string such as "<kg:x>", iri(), str(), a number, or a list of them; got undefined`, ""},
		{`g.V().out({})`, `1:10: out: argument 1 must be a predicate, a list of them, a path, or null for every predicate; got an object`, ""},
		{`g.V().out("<p>", 5)`, `1:10: out: argument 2 must be the name of a tag; got the number 5`, ""},
		{`g.V().is()`, `1:9: is takes at least one argument, got 0`, ""},
		{`g.V().has()`, `1:10: has takes at least one argument, got 0`, ""},
		{`g.V().has("<p>", gt(1), "<x>")`, `1:10: has: terms and filters together`, "use has(…) twice"},
		{`g.V().back("x")`, `1:11: back: the path has no tag "x" here`, "no tag is set before it"},
		{`g.V().tag("start").back("strat")`, `1:24: back: the path has no tag "strat" here`, `did you mean "start"?`},
		{`g.V().follow(g.M().back("x"))`, `1:13: back: the path has no tag "x" here`, "no tag is set before it"},
		{`g.V().tag("id")`, `1:10: tag: the tag "id" is the name of each row's vertex`, "choose another name"},
		{`g.V().tag("")`, `1:10: tag: a tag needs a name`, ""},
		{`g.V().save(null)`, `1:11: save: a tag must be named, since the predicate is null`, ""},
		{`g.V().except("<a>")`, `1:13: except: argument 1 must be a path, such as g.V(…).out(…); got the string "<a>"`, ""},
		{`g.V().limit("x")`, `1:12: limit: argument 1 must be a whole number; got the string "x"`, ""},
		{`g.V().limit(1.5)`, `1:12: limit: argument 1 must be a whole number; got the number 1.5`, ""},
		{`g.V().skip(-1)`, `1:11: skip: argument 1 must be a number of rows; got the number -1`, ""},
		{`g.V().filter(/<a>/)`, `1:13: filter: argument 1 must be a filter, such as gt(8), regex("^A") or like("%x%"); got a RegExp`,
			`write regex("…"), or regex("…", true) to match IRIs too`},
		{`g.V().filter(regex("("))`, `1:19: regex: missing closing ): ` + "`(`", ""},
		{`regex(iri("a"))`, `1:6: regex: the pattern must be a string; got the term <a>`, `write regex("…", true) to match IRIs`},
		{`g.V().followR(g.M().labels())`, `1:14: followR: labels cannot be followed backwards`, ""},
		{`g.V().followR(g.M().out("<p>").unique())`, `1:14: followR: unique cannot be followed backwards`, ""},
		{`g.V().followR(g.M().tag("x").out(g.M().labels()).back("x"))`, `1:14: followR: labels cannot be followed backwards`, ""},
		{`g.V().in(g.M().tag("x").out().limit(1).back("x"))`, `1:9: in: limit cannot be followed backwards`, ""},
		{`g.V().hasR(g.M().has(g.M().why()))`, `1:11: hasR: why cannot be followed backwards`, ""},
		{`g.V().followR(g.M().save(g.M().why().out(), "x"))`, `1:14: followR: why cannot be followed backwards`, ""},
		{`g.V().followR(g.M().has(g.M().path()))`, `1:14: followR: path cannot be followed backwards`, ""},
		{`g.V().in(g.M().has(g.M().repeat(g.M().out().simplePath(), 2)))`, `1:9: in: simplePath cannot be followed backwards`, ""},
		{`g.V().in(g.M().limit(1))`, `1:9: in: limit cannot be followed backwards`, ""},
		{`g.V().unique("x")`, `1:13: unique: the path has no tag "x" here`, "no tag is set before it"},
		{`g.V().dedup("x")`, `1:12: dedup: the path has no tag "x" here`, "no tag is set before it"},
		{`g.V().order("x")`, `1:12: order: the path has no tag "x" here`, "no tag is set before it"},
		{`g.V().tag("a").order("desc")`, `1:21: order: the path has no tag "desc" here`, "the tags are a"},
		{`g.V().tag("a").order("a", -1)`, `1:21: order: argument 2 must be the name of a tag, or "id"; got the number -1`, ""},
		{`g.entity()`, `1:9: g.entity takes at least one argument, got 0`, ""},
		{`g.entity(5)`, `1:9: g.entity: argument 1 must be a name, such as "Rosatom", an IRI, or a list of them; got the number 5`, ""},
		{`g.V().entity(g.V())`, `1:13: entity: argument 1 must be a name, such as "Rosatom", an IRI, or a list of them; got a path`, ""},
		{`g.V().repeat("<p>")`, `1:13: repeat takes at least 2 arguments, got 1`, ""},
		{`g.V().repeat("<p>", 0)`, `1:13: repeat: argument 2 must be how many rounds at most; got the number 0`, ""},
		{`g.V().repeat("<p>", 5000)`, `1:13: repeat: 5000 rounds make a path of more than 4096 steps`, ""},
		{`g.V().repeat(null, 2)`, `1:13: repeat: argument 1 must be a predicate, a list of them, or a path; got null`, ""},
		{`g.V().shortestPath()`, `1:19: shortestPath takes at least one argument, got 0`, ""},
		{`g.V().shortestPath({})`, `1:19: shortestPath: argument 1 must be a term: a string such as "<kg:x>", iri(), str(), a number, or a list of them; got an object`, ""},
		{`g.V().shortestPath("<a>", null, -1)`, `1:19: shortestPath: argument 3 must be how many rounds at most; got the number -1`, ""},
		{`g.V().shortestPath("<a>", g.M().out().group())`, `1:19: shortestPath: group cannot be repeated`, ""},
		{`g.V().path(5)`, `1:11: path: argument 1 must be the name of a tag; got the number 5`, ""},
		{`g.V().simplePath(1)`, `1:17: simplePath takes no argument, got 1`, ""},
		{`g.V().followR(g.M().out().path())`, `1:14: followR: path cannot be followed backwards`, ""},
		{`g.V().groupCount("x")`, `1:17: groupCount: the path has no tag "x" here`, "no tag is set before it"},
		{`g.V().tag("a").group(["a"])`, `1:21: group: argument 1 must be the name of a tag, or "id"; got a list`, ""},
		{`g.V().tag("a").groupCount("id").back("a")`, `1:37: back: the path has no tag "a" here`, "the tags are count"},
		{`g.V().follow(g.M().groupCount().order("a"))`, `1:38: order: the path has no tag "a" here`, "the tags are count"},
		{`g.V().groupCount().groupCount("count")`, `1:30: groupCount: the tag "count" is what it gives`, "keep the key under another name"},
		{`g.V().followR(g.M().out().sum())`, `1:14: followR: sum cannot be followed backwards`, ""},
		{`g.V().followRecursive(g.M().out().groupCount())`, `1:22: followRecursive: groupCount cannot be repeated`, ""},
		{"g.V()\n  .sum().all()", `2:7: sum: <a> is no number`, "keep only what is one: filter(gte(-Infinity))"},
		{`g.V().sum(5)`, `1:10: sum: argument 1 must be the name of a tag, or "id"; got the number 5`, ""},
		{`g.V().labelContext({})`, `1:19: labelContext: argument 1 must be a predicate, a list of them, a path, or null for every predicate; got an object`, ""},
		{`g.V().forEach(1)`, `1:14: forEach: argument 1 must be a function; got the number 1`, ""},
		{`g.emit(g.V())`, `1:7: g.emit: got a path`, "give its rows with .all(), or its vertices with .toArray()"},
		{`g.V().all().out()`, `1:10: Cannot read property 'out' of undefined or null`, ""},
		{`gt(8)`, `1:1: the program ends in a filter`, "a filter stands in a path: g.V(…).filter(…).all()"},
		{`nope()`, `1:5: nope is not defined`, ""},
		{"SELECT ?s\nWHERE { ?s ?p ?o }", `2:1: unexpected identifier`, `a program is Gizmo, not SPARQL or SQL: g.V("<kg:iran>").out("<kg:signed>").all()`},
		{`match (n) RETURN n`, `1:11: unexpected identifier`, `a program is Gizmo, not Cypher: g.V("<kg:iran>").out("<kg:signed>").all()`},
		{`g.V().all(`, `1:11: unexpected end of input`, ""},
		{`let x = ;`, `1:9: unexpected token ;`, ""},
		{`g.V("abc).all()`, `1:5: a text that is not closed`, "end it with \"; a text of several lines stands between ` and `"},
		{`g.V('abc`, `1:5: a text that is not closed`, "end it with '; a text of several lines stands between ` and `"},
		{`g.V() @ 1`, `1:7: "@" cannot stand here`, ""},
		{`g.V().tag("a").order("a", "down").all()`, `1:21: order: "down" is no direction, and the path has no such tag here`, `behind a tag stands "asc" or "desc", or another tag`},
		{`g.V("<ex:a>").shortestPath("<ex:b>", 5).all()`, `1:27: shortestPath: got the number 5 where the links stand`, "shortestPath(to, null, 5) has at most 5 links of any kind"},
		{"g.V(\n", `2:1: unexpected end of input`, ""},
		{`throw new Error("boo")`, `1:7: boo`, ""},
		{`g.V("<a>").out().forEach(function() { x.y })`, `1:39: x is not defined`, ""},
	} {
		_, _, err := rowsOf(src, c.program, Options{})
		var e *Error
		if !errors.As(err, &e) || err.Error() != "test.js:"+c.want || e.Hint != c.hint {
			hint := ""
			if e != nil {
				hint = e.Hint
			}
			t.Errorf("%s\n got %v\n     %s\nwant test.js:%s\n     %s", c.program, err, hint, c.want, c.hint)
		}
	}
}

// killers end or hang a process that runs goja or Cayley's own Gizmo on them; want is what they give here, "" for an answer.
var killers = []struct{ program, want string }{
	{`g.V("<a>").in(null,null).all()`, ""},
	{`g.V().followRecursive({}).all()`, "must be a predicate"},
	{`g.V().followR(g.M().inPredicates()).all()`, "cannot be followed backwards"},
	{`g.V().inPredicates().back("x").all()`, "no tag"},
	{`g.V("<a>").except(g.V("<nonexistent>")).all()`, ""},
	{`JSON.parse("[".repeat(5e6))`, "longer than"},
	{`JSON.parse("[".repeat(1e5))`, "nested more than"},
	{strings.Repeat("[", 60000), "nested more than"},
	{strings.Repeat("x", 70000), "more than 65536"},
	{"1" + strings.Repeat("+1", 30000), "within each other"},
	{strings.Repeat("x=>", 20000) + "1", "=>"},
	{strings.Repeat("x:", 30000) + ";", "labels"},
	{`new ArrayBuffer(1e13)`, "not defined"},
	{`new Uint8Array(3e10)`, "not defined"},
	{`globalThis["Uint8" + "Array"].from([1])`, "Cannot read property"},
	{`this["Uint8" + "Array"].from([1])`, "Cannot read property"},
	{`(function() { return this })()["Uint8" + "Array"].from([1])`, "Cannot read property"},
	{`const key = "Uint8" + "Array"; const {[key]: made} = globalThis; made.from([1])`, "Cannot read property"},
	{`new Proxy({}, {})`, "not defined"},
	{`eval("1")`, "not defined"},
	{`(0, globalThis["ev" + "al"])("1")`, "not an object"},
	{`Function("return 1")()`, "not defined"},
	{`(function(){}).constructor("return g")().V().all()`, "ot a function"},
	{`(async () => 1).constructor("return 1")()`, "not an object"},
	{`Object.getPrototypeOf(function*(){}).constructor("yield 1")`, "not an object"},
	{`const key = "constr" + "uctor"; (() => 1)[key]("return 1")()`, "ot a function"},
	{`const key = "constr" + "uctor"; [].map[key]("return 1")()`, "ot a function"},
	{`const key = "constr" + "uctor"; (function*() {})[key]("yield 1")`, "not an object"},
	{`const key = "constr" + "uctor"; ({*made() {}}).made[key]("yield 1")`, "not an object"},
	{`const key = "constr" + "uctor"; (async function() {})[key]("return 1")()`, "not an object"},
	{`const key = "constr" + "uctor"; (class { async made() {} }).prototype.made[key]("return 1")()`, "ot a function"},
	{`Array(3e8).join("x")`, "longer than"},
	{`Array(4e9).indexOf(1)`, "longer than"},
	{`Array(4e9).fill(0)`, "longer than"},
	{`[...Array(4e9)]`, "longer than"},
	{`new Set(Array(4e9))`, "longer than"},
	{`var a = []; a[4294967290] = 1; [...a]`, "longer than"},
	{`var a = []; a[4294967290] = 1; "" + a`, "longer than"},
	{`var a = Object.assign([], {4294967290: 1}); new Map(a)`, "longer than"},
	{`var a = []; a[4294967290] = 1; Math.max(...a)`, "longer than"},
	{`var a = []; a[4294967290] = 1; var [...b] = a`, "longer than"},
	{`var a = []; a[4294967290] = 1; g.V(a)`, "longer than"},
	{`var a = []; a[4294967290] = 1; g.emit(a)`, "longer than"},
	{`const {repeat} = ""; repeat.call("x", 1e9)`, "longer than"},
	{`Array.from({length: 4e9})`, "longer than"},
	{`Math.max.apply(null, {length: 4e9})`, "longer than"},
	{`Reflect.construct(Array, {length: 4e9})`, "longer than"},
	{`Array.prototype.indexOf.call({length: 2**53 - 1}, 1)`, "longer than"},
	{`Array.prototype["index" + "Of"].call({length: 2**53 - 1}, 1)`, "longer than"},
	{`const key = "rep" + "eat"; "x"[key](1e9)`, "longer than"},
	{`const key = () => "rep" + "eat"; "x"[key()](1e9)`, "longer than"},
	{`const keys = ["a b", "rep" + "eat"]; for (let i = 0; i < 2; i++) { const f = "x"[keys[i]]; if (f) f.call("x", 1e9) }`, "longer than"},
	{`const {["rep" + "eat"]: repeat} = ""; repeat.call("x", 1e9)`, "longer than"},
	{`"x"?.["rep" + "eat"]?.(1e9)`, "longer than"},
	{`let n = 0; const key = {toString: () => n++ ? "rep" + "eat" : "a b"}; "x"[key]; "x"[key](1e9)`, "longer than"},
	{`let n = 0; const key = {toString: () => n++ ? "rep" + "eat" : "a b"}; const f = "x"[key]; g.emit(f === undefined ? 1 : 2)`, ""},
	{`String = {}; Array = {prototype: {}}; const key = "jo" + "in"; Array["of"]; const a = []; a[4294967290] = 1; a[key]("x")`, "longer than"},
	{`var String = null, Object = null, JSON = null; const key = "rep" + "eat"; "x"[key](1e9)`, "longer than"},
	{`function RegExp() {}; const key = "mat" + "ch"; "x"[key]("x".repeat(70000))`, "longer than"},
	{`const key = "__pro" + "to__"; [][key]["ind" + "exOf"].call({length: 2**53 - 1}, 1)`, "longer than"},
	{`"x".repeat(1e9)`, "longer than"},
	{`"x".repeat(30000).repeat(30000)`, "longer than"},
	{`g.V("<a>").toValue().repeat(100000000)`, "longer than"},
	{`"x".padStart(1e9)`, "longer than"},
	{`"x".padEnd(1e9)`, "longer than"},
	{`"x".concat.apply("", Array(60000).fill("x".repeat(1000)))`, "longer than"},
	{`var s = "x"; for (;;) s += s`, "longer than"},
	{`var s = "x"; for (;;) { try { s = s + s } catch (e) {} }`, "longer than"},
	{"var s = 'x'; for (;;) s = `${s}${s}`", "longer than"},
	{`var s = "x".repeat(1e5); s.replace(/x/g, function() { return s })`, "replacements"},
	{`var s = "x".repeat(1e5); s.replaceAll("x", s)`, "replacing could make"},
	{`String.raw({raw: Array(60000).fill("x".repeat(1000))})`, "longer than"},
	{`/(a+)+$/.test("a".repeat(40) + "!"); g.emit(/(a+)+$/g.test("a".repeat(40) + "!"))`, ""},
	{`var r = /(a+)+$/g; r.lastIndex = 1; r.exec("a".repeat(40) + "!"); g.emit(1)`, ""},
	{`/(?=a)(a+)+$/.test("a".repeat(40) + "!")`, "looks ahead"},
	{`new RegExp("(?=a)(a+)+$").test("a".repeat(40) + "!")`, "looks ahead"},
	{`"a".repeat(40).match("(?=a)(a+)+$")`, "looks ahead"},
	{`("a".repeat(40) + "!").match(new RegExp("(?=a)(a+)+$", "g"))`, "looks ahead"},
	{`[...("a".repeat(40) + "!").matchAll(new RegExp("(?=a)(a+)+$", "g"))]`, "looks ahead"},
	{`("a".repeat(40) + "!").search(new RegExp("(?=a)(a+)+$"))`, "looks ahead"},
	{`("a".repeat(40) + "!").split(new RegExp("(?=a)(a+)+$"))`, "looks ahead"},
	{`("a".repeat(40) + "!").replace(new RegExp("(?=a)(a+)+$"), "")`, "looks ahead"},
	{`("a".repeat(40) + "!").replaceAll(new RegExp("(?=a)(a+)+$", "g"), "")`, "looks ahead"},
	{`new RegExp("(?=a)(a+)+$")[Symbol.split]("a".repeat(40) + "!")`, "looks ahead"},
	{`new (/x/.constructor)("(?=a)(a+)+$").test("a".repeat(40) + "!")`, "looks ahead"},
	{`/x/.exec.call(new RegExp("(?=a)(a+)+$"), "a".repeat(40) + "!")`, "looks ahead"},
	{`class R extends RegExp {}; new R("(?=a)(a+)+$").test("a".repeat(40) + "!")`, "looks ahead"},
	{`"a!".split(/(?=a)b/)`, "looks ahead"},
	{`var a = []; for (var i = 0; i < 1e5; i++) a = [a]; "" + a`, "nested more than"},
	{`var a = []; for (var i = 0; i < 1e5; i++) a = [a]; JSON.stringify(a)`, "nested more than"},
	{`var a = []; for (var i = 0; i < 1e5; i++) a = [a]; g.emit(a)`, "nested more than"},
	{`var a = []; a[0] = a; g.emit(a)`, "within itself"},
	{`var a = []; for (var i = 0; i < 1e5; i++) a = [a]; a.flat(Infinity)`, "nested more than"},
	{`var a = [1]; for (var i = 0; i < 40; i++) a = [a, a]; a.flat(Infinity)`, "more than"},
	{`var a = []; for (var i = 0; i < 40; i++) a = [a, a]; JSON.stringify(a)`, "longer than"},
	{`var a = []; for (var i = 0; i < 40; i++) a = [a, a]; "" + a`, "longer than"},
	{`2n ** 1000000000n`, "BigInt is not offered"},
	{`BigInt(2)`, "not defined"},
	{`function f() { return f() } f()`, "functions call each other"},
	{`var o = {get x() { return this.x }}; o.x`, "functions call each other"},
	{`var o = {toString() { return "" + this }}; "" + o`, "functions call each other"},
	{`var m = g.M().out(); for (var i = 0; i < 40; i++) m = m.follow(m); g.V().follow(m).all()`, "more than 4096 steps"},
	{`var p = g.V(); for (var i = 0; i < 1e5; i++) p = p.out(); p.all()`, "more than 4096 steps"},
	{`var p = g.V(); for (var i = 0; i < 40; i++) p = p.and(p); p.all()`, "more than 4096 steps"},
	{`const {a, ...rest} = "x"`, "not offered"},
	{`g.V().filter(regex("(".repeat(2000)))`, "longer than"},
	{`g.V(Array(1e6)).all()`, "longer than"},
	{"//# sourceMappingURL=file:///etc/passwd\n1", ""},
}

// TestKillers: each is an error, or an answer, on any machine before it would count as hanging.
func TestKillers(t *testing.T) {
	src := load(t, people)
	for _, k := range killers {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		began := time.Now()
		_, err := Run(ctx, src, "k.js", k.program, Options{}, func(Row) error { return nil })
		cancel()
		name := k.program[:min(len(k.program), 80)]
		if took := time.Since(began); took > 20*time.Millisecond {
			t.Logf("%5.0f ms: %s", took.Seconds()*1000, name)
		}
		switch {
		case k.want == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case k.want != "" && (err == nil || !strings.Contains(err.Error(), k.want) || strings.Contains(err.Error(), "bug in rapport")):
			t.Errorf("%s\n got %v\nwant %s", name, err, k.want)
		}
	}
}

// TestBounds: an error says whether a bound ended the program or a mistake in it, and whether that was the bound on memory.
func TestBounds(t *testing.T) {
	src := dense(400)
	for _, c := range []struct {
		program       string
		limit, memory bool
	}{
		{`const all = []; g.V().both().limit(131100).forEach(row => { all.push(row.id) })`, true, false},
		{`g.V().both().limit(131073).toArray().map(id => id)`, true, false},
		{`new Set(g.V().both().limit(131073).toArray())`, true, false},
		{`g.V(g.V().both().limit(131073).toArray()).all()`, true, false},
		{`[].concat(Array(100000), Array(100000))`, true, false},
		{`Math.max.apply(null, Array(100000))`, true, false},
		{`"x".repeat(2000000)`, true, false},
		{`let s = "x"; for (;;) s += s`, true, false},
		{`JSON.stringify(Array(100000).fill("xxxx"))`, true, false},
		{`const all = []; for (;;) all.push("x".repeat(100000) + all.length)`, true, true},
		{`const all = Array(100000); for (;;) all.map()`, false, false},
		{`try { Array(200000).fill(1) } catch (e) { throw new Error("too long for me") }`, false, false},
		{`g.V().back("nowhere").all()`, false, false},
		{`let x = ;`, false, false},
	} {
		_, err := Run(context.Background(), src, "b.js", c.program, Options{MaxMemory: 32 << 20}, func(Row) error { return nil })
		var e *Error
		if !errors.As(err, &e) || e.Limit != c.limit || e.Memory != c.memory {
			t.Errorf("%s\n got %+v\nwant limit %t, memory %t", c.program, e, c.limit, c.memory)
		}
	}
}

// hangs run until they are told to stop.
var hangs = []string{
	`while (true) {}`,
	`for (;;) { try { throw 1 } catch (e) {} finally {} }`,
	`async function f() { for (;;) await 1 } f()`,
	`function f() { return Promise.resolve().then(f) } f()`,
	`for (;;) [3,1,2].sort()`,
	`var a = Array(1e5).fill("x"); for (;;) a.sort().join().length`,
	`[..."x".repeat(1000)].forEach(function f(x, i, a) { for (;;) a.map(String) })`,
	`g.V().both().both().both().both().both().both().count()`,
	`g.V().tag("a").followRecursive(g.M().both().both().both().both().both()).followRecursive(g.M().both()).count()`,
	`g.V().both().both().both().both().both().order().count()`,
	`g.V().both().both().both().both().unique().both().both().both().both().both().count()`,
	`g.V().and(g.V().tag("a").both().tag("b").both().tag("c").both().tag("d").both().unique()).count()`,
	`g.V().both().both().both().both().both().toArray()`,
	`g.V().both().both().both().forEach(function(d) { for (;;) {} })`,
	`for (;;) g.V("<n1>").out().toArray()`,
	`for (;;) "x".repeat(1e5).replace(/x/g, "y")`,
	`for (;;) /x*y/.test("x".repeat(1e5))`,
}

// dense is a graph whose paths are too many to count.
func dense(n int) *graph.Memory {
	var qs []quad.Quad
	for i := range n {
		for j := range n {
			qs = append(qs, quad.MakeIRI(fmt.Sprint("n", i), "p", fmt.Sprint("n", j), "l"))
		}
	}
	return graph.Load(qs)
}

// hang is when a program that is still running counts as one that does not stop, on any machine and under the race detector.
const hang = 10 * time.Second

// TestDeadline: JavaScript, walks and recursion stop soon after the deadline, and when the caller says so; nothing stays behind.
func TestDeadline(t *testing.T) {
	src := dense(120)
	before := runtime.NumGoroutine()
	for _, program := range hangs {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Millisecond)
		began := time.Now()
		_, err := Run(ctx, src, "h.js", program, Options{}, func(Row) error { return nil })
		late := time.Since(began) - 30*time.Millisecond
		cancel()
		var e *Error
		if !errors.Is(err, context.DeadlineExceeded) && !(errors.As(err, &e) && strings.Contains(e.Message, "memory")) {
			t.Errorf("%s: %v", program, err)
		}
		if late > hang { // how late it is, is measured (see the log): the aim is 50 ms on a quiet machine
			t.Errorf("%s: %v late", program, late)
		}
		t.Logf("%5.1f ms late: %s", late.Seconds()*1000, program)
	}
	for range 50 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, before %d", runtime.NumGoroutine(), before)
}

// TestCancel: the caller's own stop ends a run as the deadline does; an error of the callback ends it too.
func TestCancel(t *testing.T) {
	src := dense(20)
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	_, err := Run(ctx, src, "c.js", `g.V().both().both().both().both().all()`, Options{}, func(Row) error {
		if n++; n == 10 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || n == 32_000_000 {
		t.Error(n, err)
	}
	full := errors.New("the disk is full")
	_, err = Run(context.Background(), src, "c.js", `try { g.V().all() } catch (e) {} for (;;) {}`, Options{}, func(Row) error { return full })
	if err != full {
		t.Error(err)
	}
}

// TestMemory: rows held back are bounded, and so is what JavaScript keeps.
func TestMemory(t *testing.T) {
	src := dense(60)
	for _, program := range []string{
		`g.V().both().both().both().order().count()`,
		`g.V().tag("a").both().tag("b").both().tag("c").both().unique().count()`,
		`g.V().both().both().both().toArray().length`,
		`g.V().and(g.V().both().both().both().unique("id").both().both().both()).count()`,
		`g.V().both().tag("a").both().tag("b").both().followRecursive("<p>").count()`,
		`var all = []; for (;;) all.push([1,2,3,4,5,6,7,8])`,
		`var o = {}; for (var i = 0; ; i++) o["k" + i] = {v: i}`,
	} {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		_, err := Run(ctx, src, "m.js", program, Options{MaxMemory: 4 << 20}, func(Row) error { return nil })
		cancel()
		var e *Error
		if !errors.As(err, &e) || e.Message != "the query needs more than 4 MB of memory" {
			t.Errorf("%s: %v", program, err)
		}
	}
}

// TestMemoryComesBack: what one final held does not count against the next.
func TestMemoryComesBack(t *testing.T) {
	program := `for (var i = 0; i < 300; i++) { g.V().tag("x").both().unique().order().toArray(); g.V().except(g.V().both()).count() }`
	if _, _, err := rowsOf(dense(20), program, Options{MaxMemory: 16 << 20}); err != nil {
		t.Error(err)
	}
}

// TestRunsAreApart: what one program does to its globals and prototypes never reaches the next.
func TestRunsAreApart(t *testing.T) {
	src := load(t, people)
	var cache Programs
	opts := Options{Programs: &cache}
	for range 2 {
		rows, _, err := rowsOf(src, `g.emit(typeof left + [].mine); left = 1; Array.prototype.mine = 2; g.addNamespace("kg", "x"); try { g.V = 1 } catch (e) {}; g.V("<a>").all()`, opts)
		if err != nil || len(rows) != 2 || rows[0] != `value="undefinedundefined"` {
			t.Fatal(rows, err)
		}
	}
}

// TestConcurrentRuns share a source and a cache of programs.
func TestConcurrentRuns(t *testing.T) {
	src := load(t, people)
	var cache Programs
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := range 50 {
				program := []string{`g.V().tag("x").out("<knows>").order().all()`, `g.V("<a>").followRecursive("<knows>").forEach(function(d) { g.emit(d.id) })`,
					`g.V().has("<age>", gt(8)).labels().all()`, fmt.Sprintf(`g.emit("%d".repeat(3))`, j%3)}[(i+j)%4]
				if rows, _, err := rowsOf(src, program, Options{Programs: &cache}); err != nil || len(rows) == 0 {
					t.Error(program, rows, err)
				}
			}
		}()
	}
	wg.Wait()
}

// TestPanicIsAnError: what we do not foresee is an error that says so.
func TestPanicIsAnError(t *testing.T) {
	_, err := Run(context.Background(), broken{load(t, people)}, "p.js", `g.V("<a>").out().all()`, Options{}, func(Row) error { return nil })
	if err == nil || !strings.Contains(err.Error(), "this is a bug in rapport: broken") {
		t.Error(err)
	}
}

// broken is a source that panics.
type broken struct{ graph.Source }

func (broken) Scan(graph.Quad) graph.Scanner { panic("broken") }

// TestSourceFails: a damaged store ends the query with its own error.
func TestSourceFails(t *testing.T) {
	src := failing{load(t, people)}
	for _, program := range []string{`g.V("<a>").out().all()`, `g.V().has("<age>").count()`, `g.V("<a>").followRecursive("<knows>").toArray()`,
		`try { g.V("<a>").out().toArray() } catch (e) {}; g.emit(1)`, `g.V().except(g.V("<a>").out()).all()`} {
		if rows, _, err := rowsOf(src, program, Options{}); !errors.Is(err, errDamaged) {
			t.Errorf("%s: %v %v", program, rows, err)
		}
	}
}

var errDamaged = errors.New("block 7 is damaged")

type failing struct{ graph.Source }

func (f failing) Scan(p graph.Quad) graph.Scanner { return failingScanner{} }

type failingScanner struct{}

func (failingScanner) Next() (graph.Quad, bool) { return graph.Quad{}, false }
func (failingScanner) Err() error               { return errDamaged }
