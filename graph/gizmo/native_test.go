//go:build unix

package gizmo

import (
	"context"
	"fmt"
	"syscall"
	"testing"
	"time"
)

// natives are calls into JavaScript's own library, which nothing can stop, each as large as its bound lets it be. setUp is not measured.
var natives = []struct{ setUp, call string }{
	{`a = Array(131072).fill(1)`, `a.indexOf(2)`},
	{`a = Array(131072).fill(1)`, `a.lastIndexOf(2)`},
	{`a = Array(131072).fill(1)`, `a.includes(NaN)`},
	{`a = Array(131072).fill(1)`, `a.slice()`},
	{`a = Array(131072).fill(1)`, `a.concat([])`},
	{`a = Array(131072).fill(1)`, `a.reverse()`},
	{`a = Array(131072).fill(1)`, `a.toReversed()`},
	{`a = Array(131072).fill(1)`, `a.splice(0, 1)`},
	{`a = Array(131072).fill(1)`, `a.toSpliced(0, 1)`},
	{`a = Array(131071).fill(1)`, `a.unshift(0)`},
	{`a = Array(131072).fill(1)`, `a.shift()`},
	{`a = Array(131072).fill(1)`, `a.copyWithin(0, 1)`},
	{`a = Array(131072).fill(1)`, `a.with(0, 1)`},
	{`a = Array(131072)`, `a.fill(1)`},
	{`a = Array(131072)`, `a.indexOf(1)`},
	{`a = {length: 131072}`, `Array.prototype.indexOf.call(a, 1)`},
	{`a = {length: 131072}`, `Array.prototype.includes.call(a, 1)`},
	{`a = {length: 131072}`, `Array.prototype.reverse.call(a)`},
	{`a = {length: 131072}`, `Array.prototype.slice.call(a)`},
	{`a = {length: 131072}`, `Array.from(a)`},
	{`a = Array(65536).fill(1)`, `Array.from(a)`},
	{`a = Array(65536).fill(1)`, `[...a]`},
	{`a = Array(65536).fill(1)`, `Math.max(...a)`},
	{`a = Array(65536).fill(1)`, `Math.max.apply(null, a)`},
	{`a = Array(65536).fill(97)`, `String.fromCharCode.apply(null, a)`},
	{`a = Array(65536).fill(1)`, `new Set(a)`},
	{`a = Array(32768).fill(1)`, `Object.keys(a)`},
	{`a = Array(32768).fill(1)`, `Object.entries(a)`},
	{`a = Array(32768).fill(1)`, `Object.assign({}, a)`},
	{`a = Array(32768).fill(1)`, `Object.freeze(a)`},
	{`a = Array(32768).fill(1)`, `({...a})`},
	{`a = Array(131072).fill(1)`, `a.sort()`},
	{`a = Array(131072).fill(1)`, `a.toSorted((x, y) => x - y)`},
	{`a = Array(131072).fill("x")`, `a.join("")`},
	{`a = Array(131072).fill(1)`, `a.flat()`},
	{`a = Array(131072).fill(1)`, `JSON.stringify(a)`},
	{`s = "[" + "1,".repeat(65000) + "1]"`, `JSON.parse(s)`},
	{`s = "é".repeat(131072)`, `s.toUpperCase()`},
	{`s = "é".repeat(131072)`, `s.normalize("NFD")`},
	{`s = "é".repeat(32768)`, `s.localeCompare(s)`},
	{`s = "x".repeat(131072)`, `s.split("")`},
	{`s = "é".repeat(131072)`, `s.indexOf("éz")`},
	{`s = "x".repeat(131072)`, `s.lastIndexOf("x".repeat(65536) + "y")`},
	{`s = "x".repeat(131072)`, `s.indexOf("x".repeat(65536) + "y")`},
	{`s = "é".repeat(131072)`, `s.indexOf("é".repeat(65536) + "y")`},
	{`s = "é".repeat(131072)`, `s.lastIndexOf("é".repeat(65536) + "y")`},
	{`s = "x".repeat(131072)`, `s.includes("x".repeat(65536) + "y")`},
	{`s = "x".repeat(131072)`, `s.replaceAll("x", "y")`},
	{`s = "é".repeat(131072)`, `encodeURIComponent(s)`},
	{`s = "é".repeat(131072)`, `escape(s)`},
	{`s = "é".repeat(65536)`, `[...s]`},
	{`s = "9".repeat(131072)`, `Number(s)`},
	{`s = "9".repeat(131072)`, `parseFloat(s)`},
	{`s = "9".repeat(131072)`, `parseInt(s, 7)`},
	{`s = "x".repeat(131072)`, `/x+y/.test(s)`},
	{`s = "a".repeat(6900)`, `/(a?){100}b/.test(s)`},
	{`o = {}; for (let i = 0; i < 300000; i++) o["k" + i] = i`, `Object.keys(o)`},
	{`o = {}; for (let i = 0; i < 300000; i++) o["k" + i] = i`, `({...o})`},
	{`o = {}; for (let i = 0; i < 300000; i++) o["k" + i] = i`, `JSON.stringify(o, [])`},
	{`a = Array.from({length: 100000}, (_, i) => "<n" + i + ">")`, `g.V(a).limit(0).all()`},
}

// TestNatives measures what a stop may have to wait for, as the time of all processors, with the garbage that is collected meanwhile. It asserts no
// time: the log is what README.md's limits rest on.
func TestNatives(t *testing.T) {
	src := load(t, people)
	worst := time.Duration(0)
	for _, n := range natives {
		var begin, end time.Duration
		program := fmt.Sprintf("var a, s, o; %s; g.emit(0); %s; g.emit(1)", n.setUp, n.call)
		_, err := Run(context.Background(), src, "n.js", program, Options{MaxMemory: 1 << 30}, func(Row) error {
			begin, end = end, cpuTime()
			return nil
		})
		took := end - begin
		if begin == 0 {
			took = 0
		}
		worst = max(worst, took)
		note := ""
		if err != nil {
			note = err.Error()
		}
		t.Logf("%7.1f ms  %s; %s %s", took.Seconds()*1000, n.setUp, n.call, note)
	}
	t.Logf("%7.1f ms at most", worst.Seconds()*1000)
}

func cpuTime() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
