package main

import (
	"bytes"
	"context"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/internal/report"
	"rapport/quads"
	"rapport/queries"
)

// update writes the golden reports anew: go test ./cmd/rapport -run TestGoldenReports -update. Read every one before it is committed.
var update = flag.Bool("update", false, "write golden files")

const goldenReports = "testdata/reports"

// reportRun is a line of testdata/reports/runs.txt: a dossier, the name of the golden files, and the command line.
type reportRun struct {
	dossier, file string
	args          []string
}

// dossierArgs are the flags that choose the dossier of a run.
func (r reportRun) command(format string) []string {
	var args []string
	if r.dossier != "built-in" {
		args = []string{"-C", filepath.Join("testdata/dossiers", r.dossier)}
	}
	return append(append(append(args, "report"), r.args...), "-o", format)
}

func reportRuns(t *testing.T) []reportRun {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(goldenReports, "runs.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var out []reportRun
	for line := range strings.Lines(string(text)) {
		words, err := queries.ShellWords(strings.TrimSpace(line))
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if len(words) == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		if len(words) < 3 {
			t.Fatalf("%q: want a dossier, a file and a report", line)
		}
		out = append(out, reportRun{words[0], words[1], words[2:]})
	}
	return out
}

// written runs a report and returns what it writes. In the folder of this package, no dossier lies above but the module's own, which is the built-in one.
func (r reportRun) written(t *testing.T, format string) []byte {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := run(context.Background(), r.command(format), strings.NewReader(""), &stdout, &stderr, func(string) string { return "" })
	if code != exitDone || stderr.Len() > 0 {
		t.Fatalf("%s %s: code %d\n%s", r.dossier, strings.Join(r.args, " "), code, stderr.String())
	}
	return stdout.Bytes()
}

// TestGoldenReports: each shipped report, on both dossiers, is what people have read and found good, in each format.
func TestGoldenReports(t *testing.T) {
	runs := reportRuns(t)
	for _, r := range runs {
		for _, format := range []string{"md", "html", "json"} {
			got := r.written(t, format)
			file := filepath.Join(goldenReports, r.dossier, r.file+"."+format)
			if *update {
				if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, got, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Error(err)
			} else if !bytes.Equal(got, want) {
				var out strings.Builder
				io.WriteString(&out, difference(want, got))
				t.Errorf("%s differs; rapport %s\n%s", file, strings.Join(r.command(format), " "), out.String())
			}
		}
	}
	lib, err := queries.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	names, err := lib.ReportNames()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		for _, dossier := range []string{"built-in", "harbour"} {
			if !slices.ContainsFunc(runs, func(r reportRun) bool { return r.dossier == dossier && r.args[0] == name }) {
				t.Errorf("runs.txt: no run of %s on %s", name, dossier)
			}
		}
	}
}

// difference is the first line in which two texts differ.
func difference(want, got []byte) string {
	w, g := strings.Split(string(want), "\n"), strings.Split(string(got), "\n")
	for i := range max(len(w), len(g)) {
		line := func(lines []string) string {
			if i < len(lines) {
				return lines[i]
			}
			return "(nothing)"
		}
		if line(w) != line(g) {
			return "want " + line(w) + "\ngot  " + line(g)
		}
	}
	return ""
}

var (
	markPattern    = regexp.MustCompile(`\[\^(\d+)\]`)
	notePattern    = regexp.MustCompile("^\\[\\^(\\d+)\\]: `([^`]+)` ")
	againstPattern = regexp.MustCompile(`isputed(\[\^\d+\])+`)
	figurePattern  = regexp.MustCompile(`\d+(?:[,.]\d+)*`)
)

// TestReportLines: in each golden report, every line of rows bears a note, every note is there, and every figure comes from a quad that the notes of its
// line lead to, or is a count that the program made.
func TestReportLines(t *testing.T) {
	figures := 0
	for _, r := range reportRuns(t) {
		text := string(r.written(t, "md"))
		src := r.graph(t)
		body, notes := splitNotes(text)
		tracer := &tracer{src: src, names: graph.NewNames(src)}
		template := r.template(t)
		for n := range notes {
			if !strings.Contains(strings.Join(body, "\n"), "[^"+n+"]") {
				t.Errorf("%s on %s: nothing leads to note %s", r.args, r.dossier, n)
			}
		}
		for at, line := range body {
			line = againstPattern.ReplaceAllString(line, "isputed") // who says otherwise supports no figure
			marks := markPattern.FindAllStringSubmatch(line, -1)
			if strings.HasPrefix(line, "#") { // a heading is of the lines below it
				marks = markPattern.FindAllStringSubmatch(strings.Join(below(body[at+1:]), "\n"), -1)
			}
			isRow := strings.HasPrefix(line, "| ") && !strings.HasPrefix(line, "| ---") && !strings.Contains(line, "| source |") ||
				strings.HasPrefix(strings.TrimSpace(line), "- ") && !strings.Contains(template, strings.TrimSpace(line))
			if isRow && len(marks) == 0 && !strings.Contains(line, "ntity data, in no words of an article") {
				t.Errorf("%s on %s: a line without a note: %s", r.args, r.dossier, line)
			}
			known := tracer.figures(t, line, marks, notes)
			for _, f := range figurePattern.FindAllString(markPattern.ReplaceAllString(line, ""), -1) {
				figures++
				if !known[strings.ReplaceAll(f, ",", "")] && !strings.Contains(template, f) && !r.given(tracer, f) && !counted(line, f) && !headed(src, line, f) {
					t.Errorf("%s on %s: no quad has the figure %s of %s", r.args, r.dossier, f, line)
				}
			}
		}
	}
	if figures < 20 {
		t.Errorf("%d figures in all reports: the test sees too little", figures)
	}
}

// counted tells the phrases in which the program counts.
func counted(line, f string) bool {
	for _, phrase := range []string{"And " + f + " more.", "And more than " + f + " more", "Asked of " + f + " article", "**None found.** In " + f + " article", "### Path " + f + ": ", ": " + f + " step", "nothing supports them: " + f + " row"} {
		if strings.Contains(line, phrase) {
			return true
		}
	}
	if strings.Contains(line, "www.wikidata.org/entity/Q"+f) || strings.HasPrefix(line, "| ") && strings.HasSuffix(line, "entity data, in no words of an article |  |") {
		return true // how many sentences and statements an article has
	}
	return false
}

// headed tells a figure at the head of a report: how many articles there are, or one of the name or date of one of them.
func headed(src graph.Source, line, f string) bool {
	articles := graph.Articles(src)
	if !strings.HasPrefix(line, "From ") {
		return false
	}
	if strings.HasPrefix(line, "From "+f+" articles: ") {
		return f == strconv.Itoa(len(articles))
	}
	for _, article := range articles {
		scan := src.Scan(graph.Quad{graph.Subject: src.ID(article)})
		for q, ok := scan.Next(); ok; q, ok = scan.Next() {
			if p := src.Value(q[graph.Predicate]); (p == quads.Name || p == quads.Dated || p == quad.IRI("kg:inferredDated")) && strings.Contains(quads.TextOf(src.Value(q[graph.Object])), f) {
				return true
			}
		}
	}
	return false
}

// given tells a figure of the command line, or in the name of what it names.
func (r reportRun) given(x *tracer, f string) bool {
	return slices.ContainsFunc(r.args, func(arg string) bool {
		return strings.Contains(arg, f) || strings.Contains(x.names.Of(quad.IRI(arg)), f)
	})
}

// below are the lines up to the next heading.
func below(lines []string) []string {
	if next := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "#") }); next >= 0 {
		return lines[:next]
	}
	return lines
}

func (r reportRun) template(t *testing.T) string {
	t.Helper()
	lib, err := queries.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	rep, err := lib.Report(r.args[0])
	if err != nil {
		t.Fatal(err)
	}
	text := rep.Text
	for _, b := range rep.Blocks { // a question that was asked in vain is printed, and so is what that means
		if b.Embed == nil || b.Embed.Query == "" {
			continue
		}
		q, err := lib.Find(b.Embed.Query)
		if err != nil {
			t.Fatal(err)
		}
		text += "\n" + q.Asks + q.Empty + strings.Join(q.Blanks, " ") + q.Title
	}
	return text
}

func (r reportRun) graph(t *testing.T) graph.Source {
	t.Helper()
	files := quads.Shipped()
	if r.dossier != "built-in" {
		files = place(filepath.Join("testdata/dossiers", r.dossier)).quads()
	}
	d, err := quads.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return graph.Load(d.Quads())
}

// splitNotes cuts a report into the lines of its body and the statements of its notes, by number.
func splitNotes(text string) (body []string, notes map[string]quad.IRI) {
	notes = map[string]quad.IRI{}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if m := notePattern.FindStringSubmatch(line); m != nil {
			notes[m[1]] = quad.IRI(m[2])
		} else if !strings.HasPrefix(line, "<!--") {
			body = append(body, line)
		}
	}
	return body, notes
}

// tracer finds figures in the quads that a line leads to.
type tracer struct {
	src   graph.Source
	names *graph.Names
}

// figures are those of the statements of marks, and of what is said of the nodes in them.
func (x *tracer) figures(t *testing.T, line string, marks [][]string, notes map[string]quad.IRI) map[string]bool {
	known := map[string]bool{}
	add := func(text string) {
		for _, f := range figurePattern.FindAllString(text, -1) {
			known[strings.ReplaceAll(f, ",", "")] = true
		}
	}
	value := func(v quad.Value) {
		add(report.Show(v, x.names.Of(v)))
		add(quads.TextOf(v))
	}
	for _, m := range marks {
		statement, ok := notes[m[1]]
		if !ok {
			t.Errorf("no note %s of %s", m[1], line)
			continue
		}
		for _, q := range x.scan(graph.Label, statement) {
			for _, v := range []quad.Value{q.Subject, q.Object} {
				value(v)
				for _, about := range x.scan(graph.Subject, v) {
					value(about.Object)
				}
			}
		}
		for _, q := range x.scan(graph.Subject, statement) { // what is left open, quotes, the number of the sentence, the size of the article
			value(q.Object)
			for _, about := range x.scan(graph.Subject, q.Object) {
				value(about.Object)
			}
		}
		add(strconv.Itoa(x.statements()))
	}
	return known
}

// statements is how many there are.
func (x *tracer) statements() (n int) {
	for _, q := range x.scan(graph.Object, quads.StatementNode) {
		if q.Predicate == quad.Value(quads.Type) {
			n++
		}
	}
	return n
}

func (x *tracer) scan(at int, v quad.Value) []quad.Quad {
	var pattern graph.Quad
	if pattern[at] = x.src.ID(v); pattern[at] == 0 {
		return nil
	}
	var out []quad.Quad
	scan := x.src.Scan(pattern)
	for q, ok := scan.Next(); ok; q, ok = scan.Next() {
		out = append(out, quad.Quad{
			Subject: x.src.Value(q[graph.Subject]), Predicate: x.src.Value(q[graph.Predicate]),
			Object: x.src.Value(q[graph.Object]), Label: x.src.Value(q[graph.Label]),
		})
	}
	return out
}
