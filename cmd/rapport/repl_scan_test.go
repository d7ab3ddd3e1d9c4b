package main

import "testing"

func TestFinished(t *testing.T) {
	for program, want := range map[string]bool{
		`g.V().all()`:               true,
		`g.V(`:                      false,
		"g.V(\n)":                   true,
		`g.V("<kg:a>").`:            false,
		`g.V([1, 2`:                 false,
		`function f() {`:            false,
		`function f() { return 1 }`: true,
		`const a =`:                 false,
		`let`:                       false,
		`i++`:                       true,
		`1 +`:                       false,
		`")"`:                       true,
		`"("`:                       true,
		`'it\'s ('`:                 true,
		`"never closed`:             true, // a string ends with its line: the parser says so
		`"goes on \`:                false,
		`g.V() // (`:                true,
		`g.V() /* (`:                false,
		`g.V() /* ( */`:             true,
		"`a ( b`":                   true,
		"`a":                        false,
		"`a ${ f(":                  false,
		"`a ${ f(`)`) } b`":         true,
		"`a ${ {} } b":              false,
		`x = /[(/]/`:                true,
		`x = /(`:                    true, // a regular expression ends with its line
		`a / b / (c)`:               true,
		`(a) / (b`:                  false,
		`f(/\)/)`:                   true,
		`return /(/`:                true,
		`)`:                         true,
		`g.V(]`:                     true,
		`// just words (`:           true,
		``:                          true,
	} {
		if got := finished(program); got != want {
			t.Errorf("%q: finished %v, want %v", program, got, want)
		}
	}
}

func TestScanKnowsTheCall(t *testing.T) {
	for text, want := range map[string]struct {
		call, on string
		commas   int
		inside   string
		tail     string // of the text: what stands inside
	}{
		`g.V("<kg:r`:                    {".V", "g", 0, `"`, "<kg:r"},
		`g.V().out("<kg:builds>", "x`:   {".out", ")", 1, `"`, "x"},
		`g.V().has("<a>", gt(`:          {"gt", "", 0, "", ""},
		`g.V().save(g.M().out("<a>")`:   {".save", ")", 0, "", ""},
		"x.tag('a', 'b', 'c":            {".tag", "x", 2, "'", "c"},
		"f(`a ${g.V(\"<kg:":             {".V", "g", 0, `"`, "<kg:"},
		`g.V("a", /* "b`:                {".V", "g", 1, "/*", ` "b`},
		`g.V().filter(regex(/*,*/"a"),`: {".filter", ")", 1, "", ""},
	} {
		s := scanProgram(text)
		top := s.open[len(s.open)-1]
		tail := ""
		if s.inside != "" {
			tail = text[s.from:]
		}
		if top.call != want.call || top.on != want.on || top.commas != want.commas || s.inside != want.inside || tail != want.tail {
			t.Errorf("%s: got %+v inside %q %q, want %+v", text, top, s.inside, tail, want)
		}
	}
}

// FuzzScan: no text makes the scanner panic or hang, and what is finished stays so behind an empty line.
func FuzzScan(f *testing.F) {
	for _, seed := range []string{"g.V(\"<kg:a>\").out()", "`a${`b${1}`}`", "x = /[/]/ / 2", "/* \\", "'\\", "a++ ++b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		scanProgram(text)
		if finished(text) && !finished(text+"\n") {
			t.Errorf("%q: an empty line opens it", text)
		}
	})
}
