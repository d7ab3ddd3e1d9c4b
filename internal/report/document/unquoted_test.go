package document

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/bench"
	"rapport/graph/gizmo"
	"rapport/quads"
	"rapport/queries"
)

// newsQuads is the size of a generated graph, which has labels and no statements; mostRead is how many quads a query of a report may read about the
// two greatest of its hubs, which are in a tenth of them.
const (
	newsQuads = 20_000
	mostRead  = 15_000
)

func news(t *testing.T) graph.Source {
	t.Helper()
	var text bytes.Buffer
	if _, err := bench.Generate(&text, newsQuads, bench.Seed); err != nil {
		t.Fatal(err)
	}
	src, _, err := graph.ReadFiles([]string{"-"}, &text, quads.ReaderOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func newsReport(t *testing.T, src graph.Source, name string, given queries.Arguments) (*Document, string) {
	t.Helper()
	lib, err := queries.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := lib.Report(name)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Make(context.Background(), r, src, src, Options{Given: given, Resolve: graph.NewFinder(src).ResolveAs})
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := d.WriteMarkdown(&text); err != nil {
		t.Fatal(err)
	}
	return d, text.String()
}

func newsActor(n string) string { return "http://news.example/actor/" + n }

// On a graph without statements every line still says what it rests on, that this is no quote, and how much more there is.
func TestRelationsWithoutStatements(t *testing.T) {
	d, text := newsReport(t, news(t), "relations", queries.Arguments{"a": {newsActor("0")}, "b": {newsActor("1")}})
	for _, want := range []string{
		`\n\*Where no quote is known, a line rests on the label of its quads alone`,
		`\n### Direct, met: the 3 first of \d+\n\n- \S+/0 – met – \S+/1(\[\^\d+\]){3}\n`,
		`\n### Direct, the other way, signed: `,
		`\n### Kind 1 of \d+, over \d+ things, 3 of them here: `,
		`– is the actor of – http://news.example/event/\d+ – target – `,
		`\n### Path 1 of more than 10 found, over the first 20000 quads of each step: 1 step, how firm is not known\n`,
		`\n\[\^1\]: ` + "`http://news.example/article/\\d+` a label, no quote known\n",
	} {
		if !regexp.MustCompile(want).MatchString(text) {
			t.Errorf("the report has nothing like %q:\n%.3000s", want, text)
		}
	}
	lines := 0
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(line, "- ") {
			if lines++; !strings.HasSuffix(line, "]") {
				t.Errorf("a line rests on nothing: %s", line)
			}
		}
	}
	if lines < 50 || lines > 200 || len(d.Footnotes) > 300 {
		t.Errorf("%d lines with %d notes, want 50 to 200 with at most 300", lines, len(d.Footnotes))
	}
}

// Each path begins and ends where it should, and every step goes on from the one before.
func TestPathsWithoutStatements(t *testing.T) {
	_, text := newsReport(t, news(t), "path", queries.Arguments{"from": {newsActor("150")}, "to": {newsActor("201")}})
	paths := strings.Split(text, "\n### ")[1:]
	if len(paths) < 3 || len(paths) > 13 {
		t.Fatalf("%d paths, want 3 to 13:\n%.2000s", len(paths), text)
	}
	step := regexp.MustCompile(`(?m)^- (\S+) – .+ – (\S+?)\[`)
	for _, path := range paths {
		at, seen := newsActor("150"), map[string]bool{}
		for _, s := range step.FindAllStringSubmatch(path, -1) {
			if s[1] != at || seen[s[2]] {
				t.Errorf("a step from %s, want one from %s to what was not met:\n%s", s[1], at, path)
			}
			at, seen[s[2]] = s[2], true
		}
		if at != newsActor("201") {
			t.Errorf("a path ends at %s:\n%s", at, path)
		}
	}
}

// Quads without labels are no entity data: nothing says what they are.
func TestRelationsWithoutLabels(t *testing.T) {
	src := graph.Load([]quad.Quad{{Subject: quad.IRI("ex:a"), Predicate: quad.IRI("ex:knows"), Object: quad.IRI("ex:b")}})
	_, text := newsReport(t, src, "relations", queries.Arguments{"a": {"ex:a"}, "b": {"ex:b"}})
	want := "### Direct, ex:knows: 1\n\n- **In a graph without labels, which does not say where it has it from:** ex:a – ex:knows – ex:b\n"
	if !strings.Contains(text, want) {
		t.Errorf("got\n%s\nwant in it\n%s", text, want)
	}
}

// What the queries of both reports read is bounded.
func TestReadsWithoutStatements(t *testing.T) {
	src := news(t)
	lib, err := queries.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	ends := graph.NewFinder(src).ResolveAs
	for name, given := range map[string]queries.Arguments{
		"ties":         {"a": {newsActor("0")}, "b": {newsActor("1")}},
		"simple-paths": {"from": {newsActor("0")}, "to": {newsActor("1")}, "max": {"4"}, "most": {"12"}},
	} {
		q, err := lib.Find(name)
		if err != nil {
			t.Fatal(err)
		}
		params, err := queries.Bind(&q.Header, given, ends)
		if err != nil {
			t.Fatal(err)
		}
		r, err := queries.Run(context.Background(), src, q, params, queries.Options{Why: true, Explain: true})
		if err != nil {
			t.Fatal(err)
		}
		read := 0
		for _, p := range r.Explanation.Plans {
			read += quadsRead(p.Operators)
		}
		if r.Explanation.Omitted > 0 || len(r.Rows) == 0 || read == 0 || read > mostRead {
			t.Errorf("%s: %d rows of %d quads read, %d runs not counted; want some of at most %d", name, len(r.Rows), read, r.Explanation.Omitted, mostRead)
		}
		t.Logf("%s: %d rows, %d quads read", name, len(r.Rows), read)
	}
}

func quadsRead(operators []*gizmo.Operator) (n int) {
	for _, o := range operators {
		for _, r := range o.Reads {
			n += r.Quads
		}
		for _, in := range o.Inside {
			n += quadsRead(in.Operators)
		}
	}
	return n
}
