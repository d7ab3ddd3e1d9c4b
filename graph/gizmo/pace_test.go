package gizmo

import (
	"strings"
	"testing"

	"rapport/quads"
)

// hasty and fickle change their way at once, and after a few rows: what larger graphs make the executor do.
var (
	hasty  = pace{firstFlow: 1, mostFlow: 2, askedFirst: 1, askingCost: 1 << 20, earlyLook: 1 << 20, earlyWorth: 1, firstNears: 1}
	fickle = pace{firstFlow: 2, mostFlow: 3, askedFirst: 3, askingCost: 2, earlyLook: 2, earlyWorth: 1, firstNears: 3}
)

// Paced returns options to run at the usual pace or another, by a number.
func Paced(o Options, i int) Options {
	o.pace = []*pace{nil, &hasty, &fickle}[i%3]
	return o
}

// Rows that are left out early, gathered or read by the class are the same rows at every pace, with tags and without.
func TestPacesAgree(t *testing.T) {
	src := load(t, `<a> <p> <c> <l> .
<a> <p> <c> <m> .
<b> <p> <c> .
<b> <p> <d> .
<c> <q> <e> <l> .
<c> <q> <e> <m> .
<d> <q> <e> .
<x> <p> <c> .
<d> <r> <y> .
<c> <r> <v> .
<c> <r> <w> .
<c> <type> <k> .
<d> <type> <k> <l> .
<d> <type> <k> <m> .
`)
	for program, want := range map[string]string{
		`g.V("<a>", "<x>").tag("t").out("<p>").out("<q>").unique().all()`:                                `t=<a> id=<e>; t=<x> id=<e>`,
		`g.V("<a>", "<b>").out("<p>").out("<r>").limit(3).unique().count()`:                              `value="2"`,
		`g.V("<a>", "<b>").tag("t").out("<p>").out("<q>").unique().all()`:                                `t=<a> id=<e>; t=<b> id=<e>`,
		`g.V("<a>", "<b>").out("<p>").out("<q>").unique().all()`:                                         `id=<e>`,
		`g.V("<a>", "<b>").tag("t").out("<p>").out("<q>").unique().count()`:                              `value="2"`,
		`g.V("<a>", "<b>").tag("t").out("<p>").out("<q>").unique("id").count()`:                          `value="1"`,
		`g.V("<a>", "<b>").out("<p>").has("<type>", "<k>").all()`:                                        `id=<c>; id=<c>; id=<c>; id=<d>; id=<d>`,
		`g.V("<a>", "<b>").out("<p>").has("<type>", "<k>").count()`:                                      `value="5"`,
		`g.V("<a>", "<b>").out("<p>").out("<q>").groupCount().all()`:                                     `count="7" id=<e>`,
		`g.V("<a>", "<b>").out("<p>").out("<q>").limit(3).unique().count()`:                              `value="1"`,
		`g.V("<a>", "<b>").out("<p>").and(g.V("<e>").in("<q>")).count()`:                                 `value="7"`,
		`g.V("<a>", "<b>").out("<p>").and(g.V("<e>").in("<q>").unique()).unique().count()`:               `value="2"`,
		`g.V("<a>", "<b>").out("<p>").out("<q>").skip(2).groupCount().all()`:                             `count="5" id=<e>`,
		`g.V("<a>", "<b>").out("<p>").tag("t").out("<q>").groupCount("t").order("count").limit(1).all()`: `t=<d> count="1" id=<d>`,
	} {
		for i := range 3 {
			rows, _, err := rowsOf(src, program, Paced(Options{}, i))
			got := strings.ReplaceAll(sortedRows(rows), "^^<"+string(quads.XSDInteger)+">", "")
			if err != nil || got != want {
				t.Errorf("at pace %d: %s\n got %s %v\nwant %s", i, program, got, err, want)
			}
		}
	}
}
