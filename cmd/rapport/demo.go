package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"rapport/graph"
	"rapport/internal/report"
	"rapport/quads"
	"rapport/queries"
)

type demoOptions struct{}

func newDemoCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "demo",
		Short: "take a tour: three questions, their answers and the words behind one",
		Long: "Take a tour of the built-in dossier: what is in it, three questions, asked as you would\n" +
			"ask them, the words behind one answer, and what to try next.",
		Example: "  rapport demo",
		GroupID: groupAsk,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runDemo(cmd.Context(), a, demoOptions{})
		},
		ValidArgsFunction: cobra.NoFileCompletions,
	}
}

// question is a saved query that the tour asks, as a user would, and the columns it shows of the answer.
type question struct {
	asks    string
	query   string
	param   string // with its value, or ""
	value   string
	columns []string
}

// tour is what the demo asks: who did what, what is not so, and what is only hoped.
func tour() []question {
	return []question{
		{"Who signed the treaty, and where?", "signatories", "agreement", "treaty", []string{"signatory", "office", "place", "time"}},
		{"How much nuclear power is there, and how much is only hoped for?", "capacities", "", "", []string{"what", "relation", "words", "modality"}},
		{"What is not in the treaty, who wanted it, and who did not?", "not-included", "agreement", "treaty", []string{"lacks", "wanted", "resisted"}},
	}
}

func (q question) command() string {
	if q.param == "" {
		return "rapport run " + q.query
	}
	return fmt.Sprintf("rapport run %s --%s %s", q.query, q.param, q.value)
}

// runDemo takes the tour through the dossier that is built in, wherever the program is started: the same queries over the same
// graph as rapport run asks, nothing canned.
func runDemo(ctx context.Context, a *app, _ demoOptions) error {
	d, err := quads.Load(place("").quads())
	if err != nil {
		return err
	}
	lib, err := queries.Open(nil)
	if err != nil {
		return err
	}
	where, err := a.place()
	if err != nil {
		return err
	}
	t := demo{src: graph.Load(d.Quads()), lib: lib, beside: where, checkout: where != "" && exists(filepath.Join(string(where), "cmd", "rapport", "main.go"))}
	t.lookup, t.names = report.NewLookup(t.src), graph.NewNames(t.src)
	return a.writeText("", func(w io.Writer, width int, color bool) error {
		t.w, t.width, t.color = w, width, color
		if width == 0 {
			t.width = helpWidth // a page, also in a pipe
		}
		return t.write(ctx)
	})
}

// demo writes the tour.
type demo struct {
	src    graph.Source
	lookup *report.Lookup
	names  *graph.Names
	lib    *queries.Library
	w      io.Writer
	width  int
	color  bool

	beside   place // the dossier that commands answer from here, "" where it is that of the tour
	checkout bool  // beside is the source of the program, whose dossier is that of the tour
}

func (t *demo) write(ctx context.Context) error {
	t.say("", t.bold("One news article, as a graph that answers with the words it rests on."))
	schema := t.lookup.Schema()
	schema.Totals = slices.DeleteFunc(schema.Totals, func(n report.Total) bool { return n.Of == "inferences" || n.Of == "quads" })
	t.say("", t.dim(schema.Summary()))
	var last *queries.Result
	for i, q := range tour() {
		t.say("", "")
		t.say("", t.bold(fmt.Sprintf("%d  %s", i+1, q.asks)))
		t.say("   ", t.dim("$ "+q.command()))
		result, err := t.ask(ctx, q)
		if err != nil {
			return err
		}
		last = result
	}
	if err := t.behind(last); err != nil {
		return err
	}
	all, _ := t.lib.All()
	t.next(len(all))
	return nil
}

// ask runs a question and writes some columns of its answer.
func (t *demo) ask(ctx context.Context, ask question) (*queries.Result, error) {
	q, err := t.lib.Find(ask.query)
	if err != nil {
		return nil, err
	}
	given := queries.Arguments{}
	if ask.param != "" {
		given[ask.param] = []string{ask.value}
	}
	params, err := queries.Bind(&q.Header, given, graph.NewFinder(t.src).ResolveAs)
	if err != nil {
		return nil, err
	}
	result, err := queries.Run(ctx, t.src, q, params, queries.Options{})
	if err != nil {
		return nil, err
	}
	table := &report.Table{Columns: ask.columns, Ordered: q.Ordered}
	for _, row := range result.Rows {
		var cells []report.Cell
		for _, name := range ask.columns {
			at := slices.Index(result.Columns, name)
			if at < 0 {
				return nil, fmt.Errorf("query %s has no column %q", q.Name, name)
			}
			cells = append(cells, cellOf(t.names, row[at]))
		}
		table.Add(cells...)
	}
	var b bytes.Buffer
	if err := report.Write(&b, report.FormatTable, table, report.Options{Width: t.width - 3, Color: t.color}); err != nil {
		return nil, err
	}
	for line := range strings.Lines(b.String()) {
		t.say("   ", strings.TrimSuffix(line, "\n"))
	}
	return result, nil
}

// behind shows the sentence that the first row of an answer rests on, its quote marked.
func (t *demo) behind(answer *queries.Result) error {
	at := slices.Index(answer.Columns, queries.StatementColumn)
	if at < 0 || len(answer.Rows) == 0 {
		return fmt.Errorf("the last question has no answer with a statement")
	}
	statement, _ := answer.Rows[0][at].(quad.IRI)
	t.say("", "")
	t.say("", t.bold("The words behind that answer"))
	t.say("   ", t.dim("$ rapport show "+string(statement)))
	var b bytes.Buffer
	if err := t.lookup.Citation(statement).WriteSentences(&b, report.Options{Width: t.width - 3, Color: t.color}); err != nil {
		return err
	}
	for line := range strings.Lines(b.String()) {
		t.say("   ", strings.TrimSuffix(line, "\n"))
	}
	return nil
}

// next says what to try, in commands that work.
func (t *demo) next(questions int) {
	t.say("", "")
	t.say("", t.bold("Try next"))
	if t.beside != "" && !t.checkout {
		t.say("   ", "The tour was through the dossier in the program. In this folder rapport answers from")
		t.say("   ", string(t.beside))
		t.say("   ", "so type these in another one:")
	}
	for _, try := range [][2]string{
		{"rapport show Rosatom", "all there is about it, every line with its quote"},
		{"rapport find sanctions", "where the graph and the text speak of something"},
		{"rapport queries", fmt.Sprintf("%d questions that are ready to ask", questions)},
	} {
		t.say("   ", fmt.Sprintf("%-24s", try[0])+t.dim(try[1]))
	}
	if t.checkout {
		t.say("", t.dim("In this checkout, go run ./cmd/rapport is rapport without installing it."))
	}
}

func (t *demo) say(margin, line string) {
	fmt.Fprintln(t.w, strings.TrimRight(margin+line, " "))
}

func (t *demo) bold(s string) string { return t.paint("\x1b[1m", s) }
func (t *demo) dim(s string) string  { return t.paint("\x1b[2m", s) }

func (t *demo) paint(code, s string) string {
	if !t.color {
		return s
	}
	return code + s + "\x1b[0m"
}
