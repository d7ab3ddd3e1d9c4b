package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/term"

	"rapport/graph"
	"rapport/quads"
)

// shippedRepl is a prompt on the built-in dossier, without a terminal.
func shippedRepl(t *testing.T) *repl {
	t.Helper()
	d, err := quads.Load(quads.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	return &repl{a: &app{env: os.Getenv, opened: &opened{src: graph.Load(d.Quads())}}, history: &history{}}
}

func TestCompletion(t *testing.T) {
	t.Chdir(t.TempDir())
	r := shippedRepl(t)
	for _, c := range []struct {
		pending, line string
		want          []string // some of what is offered, each with what follows it; none means nothing
		not           string   // what is not
	}{
		{"", `g.V().ou`, []string{"out(", "outPredicates()"}, "count()"},
		{"", `g.`, []string{"V(", "emit("}, "out("},
		{"", `g.V().cou`, []string{"count()"}, "order()"},
		{"g.V()\n", `  .al`, []string{"all()"}, ".limit "},
		{"", `reg`, []string{"regex("}, "g."},
		{"const russia = 1\n", `rus`, []string{"russia"}, ""},
		{"", `g.V("<kg:rosa`, []string{`<kg:rosatom>"`}, ""},
		{"", `g.V("Rosatom`, []string{`<kg:rosatom>"`}, ""},
		{"", `g.V('путин`, nil, `<kg:vladimir-putin>"`},
		{"", `g.V('Путин`, []string{`<kg:vladimir-putin>'`}, ""},
		{"", `g.V("likh`, []string{`<kg:alexey-likhachev>"`}, ""},
		{"", `g.V().out("<kg:sig`, []string{`<kg:signed>"`}, `<kg:signing>"`},
		{"", `g.V().out(["<kg:builds>", "<kg:sig`, []string{`<kg:signed>"`}, ""},
		{"", `g.V().has("<rdf:type>", "<kg:Signi`, []string{`<kg:Signing>"`}, ""},
		{"", `g.V().tag("who").save("<kg:place>", "where").back("`, []string{`who"`, `where"`}, `<kg:rosatom>"`},
		{"", `g.V().filter(regex("<kg:`, nil, ""},
		{"", `g.V().limit("<kg:`, nil, ""},
		{"", `// g.V("<kg:rosa`, nil, ""},
		{"", `.mo`, []string{".mode "}, ".show "},
		{"", `.mode j`, []string{"json", "jsonl"}, "csv"},
		{"", `.run signa`, []string{"signatories "}, "duties "},
		{"", `.run duties --b`, []string{"--bearer "}, "--force "},
		{"", `.run duties --force must`, []string{"must ", "must-not "}, "may "},
		{"", `.run duties --bearer Ira`, []string{"kg:iran "}, ""},
		{"", `.show Rosatom`, []string{"kg:rosatom "}, ""},
		{"", `.help foll`, []string{"follow", "followR"}, "out"},
		{"", `.timer o`, []string{"on", "off"}, ""},
		{"", `.why o`, []string{"on", "off"}, ""},
		{"", `.restrict `, []string{"--only ", "--speaker ", "--article ", "--as-of ", "--no-inference ", "--no-background ", "off"}, ""},
		{"", `.restrict --only act`, []string{"actual "}, "denied "},
		{"", `.restrict --only actual,de`, []string{"actual,denied "}, "actual,actual "},
		{"", `.restrict --only actual --speaker Ira`, []string{"kg:iran "}, "kg:russia "},
		{"", `.restrict --article rit`, []string{"rit:article "}, ""},
		{"g.V(\n", ``, []string{"iri("}, ""},
		{"", `const a = g.V("<kg:a>")⏎a.ou`, []string{"out("}, ""},
	} {
		_, items := r.complete(c.pending, c.line)
		var got []string
		for _, i := range items {
			got = append(got, i.text+i.tail)
		}
		for _, want := range c.want {
			if !slices.Contains(got, want) {
				t.Errorf("%s%s: offers %q, want %q", c.pending, c.line, got, want)
			}
		}
		if c.want == nil && len(got) > 0 && c.not == "" || slices.Contains(got, c.not) {
			t.Errorf("%s%s: offers %q, not wanted %q", c.pending, c.line, got, c.not)
		}
	}
}

// TestTab: the word before the cursor grows as far as it can, and a quote that stands there is not doubled.
func TestTab(t *testing.T) {
	r := shippedRepl(t)
	var shown bytes.Buffer
	e := &editor{complete: func(line string) (string, []item) { return r.complete("", line) }, term: term.NewTerminal(&shown, "")}
	for before, want := range map[string]string{
		`g.V("<kg:mos|`:          `g.V("<kg:moscow>"|`,
		`g.V("Moscow|").out()`:   `g.V("<kg:moscow>"|).out()`,
		`g.V("Rosat|`:            `g.V("<kg:rosatom>"|`,
		`"Rosato|`:               `"<kg:rosatom>"|`,
		`"rosatom c|`:            `"<kg:rosatom-chief>"|`,
		`"Bush|`:                 `"<kg:bushehr>"|`,
		`"Co|`:                   `"Co|`,
		`  |`:                    `    |`,
		`g.V().saveI|`:           `g.V().saveInPredicates(|`,
		`g.nothing("<kg:zzzzzz|`: `g.nothing("<kg:zzzzzz|`,
		`.mod|`:                  `.mode |`,
	} {
		head, tail, _ := strings.Cut(before, "|")
		line, pos := e.tab(head+tail, len(head))
		if got := line[:pos] + "|" + line[pos:]; got != want {
			t.Errorf("%s: got %s, want %s", before, got, want)
		}
	}
	if !strings.Contains(shown.String(), "<kg:rosatom-chief>") {
		t.Errorf("what else a name may become is not shown: %q", shown.String())
	}
}

func TestHistory(t *testing.T) {
	state := t.TempDir()
	env := func(name string) string { return map[string]string{"XDG_STATE_HOME": state}[name] }
	h, err := openHistory(env)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range []string{"g.V()\n  .all()", ".mode csv", ".mode csv", "  ", "\"tab\t\" ⏎"} {
		h.add(entry)
	}
	again, err := openHistory(env)
	if want := []string{"g.V()\n  .all()", ".mode csv", "\"tab\t\" ⏎"}; err != nil || !slices.Equal(again.entries, want) {
		t.Errorf("got %q, %v; want %q", again.entries, err, want)
	}
	if got := again.At(2); got != "g.V()⏎  .all()" {
		t.Errorf("as a line: %q", got)
	}
	if got, ok := again.search("MODE", nil); !ok || got != ".mode csv" {
		t.Errorf("search: %q, %v", got, ok)
	}
	if _, ok := again.search("mode", []string{".mode csv"}); ok {
		t.Error("search finds what was shown")
	}

	// A long file is cut to its latest entries; a line that is none is left out.
	file := filepath.Join(state, "rapport", "history")
	var long strings.Builder
	for i := range 2*keptEntries + 5 {
		fmt.Fprintf(&long, "entry %d\n", i)
	}
	if err := os.WriteFile(file, []byte(long.String()+"\"broken\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cut, err := openHistory(env)
	text, _ := os.ReadFile(file)
	if last := fmt.Sprintf("entry %d", 2*keptEntries+4); err != nil || cut.Len() != keptEntries || cut.At(0) != last || strings.Count(string(text), "\n") != keptEntries {
		t.Errorf("%d entries, the last %q, %d lines, %v", cut.Len(), cut.At(0), strings.Count(string(text), "\n"), err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}

	// Without a place to keep it there is a history of this session.
	none, err := openHistory(func(string) string { return "" })
	none.add("x")
	if err == nil || none.Len() != 1 {
		t.Errorf("%d entries, %v", none.Len(), err)
	}
}

func TestListItems(t *testing.T) {
	var items []item
	for i := range listedItems + 3 {
		items = append(items, item{text: fmt.Sprintf("<kg:%03d>", i), about: "shown only in short lists"})
	}
	for line := range strings.Lines(listItems(items, 40)) {
		if len([]rune(line)) > 41 {
			t.Errorf("too wide: %q", line)
		}
	}
	if got := listItems(items, 40); !strings.HasSuffix(got, "… and 3 more\n") {
		t.Errorf("ends in %q", got[len(got)-40:])
	}
	if got := listItems(items[:2], 30); got != "<kg:000>  shown only in short…\n<kg:001>  shown only in short…\n" {
		t.Errorf("got %q", got)
	}
	long := []item{{text: "<kg:the-coming-into-force-of-it>", about: "one"}, {text: "<kg:it>", about: "two"}}
	if got := listItems(long, 24); got != "<kg:the-coming-into-force-of-it>\n<kg:it>       two\n" {
		t.Errorf("got %q", got)
	}
}
