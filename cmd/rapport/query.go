package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/internal/report"
	"rapport/quads"
)

type queryOptions struct {
	program string // the text of the query; "" to read file
	file    string // "-" is standard input
	inputs  []string
	lax     bool
	walk    restrictOptions
	why     whyOptions
	explain explainOptions
	isolate isolateOptions
	limits  limitOptions
	output  outputOptions
	picture pictureOptions
}

func newQueryCommand(a *app) *cobra.Command {
	var opts queryOptions
	cmd := &cobra.Command{
		Use:   "query [PROGRAM]",
		Short: "ask the graph in its query language, Gizmo",
		Long: "Ask the graph in its query language, Gizmo: JavaScript whose paths walk the graph.\n" +
			"The program is the argument, the file of -f, or standard input. What is no fact says so\n" +
			"behind its name: (hope), (project, contracted).",
		Example: `  rapport query 'g.V("<kg:rosatom>").out("<kg:builds>").all()'
  rapport query 'g.V().has("<rdf:type>", "<kg:Claim>").tag("claim").out("<kg:speaker>").tag("speaker").all()' -o csv
  echo '<kg:a> <kg:knows> <kg:b> .' | rapport query -i - 'g.V("<kg:a>").out().all()'`,
		GroupID: groupAsk,
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := errors.Join(opts.takeProgram(a, args), opts.limits.check(), opts.explain.check(opts.output, opts.why.why), opts.picture.check(&opts.output)); err != nil {
				return err
			}
			return runQuery(cmd.Context(), a, opts)
		},
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	flags.StringVarP(&opts.file, "file", "f", "", "read the program from `FILE`, - for standard input")
	flags.StringArrayVarP(&opts.inputs, "input", "i", nil, "answer from the N-Quads in `FILE`, not from a dossier; - for standard input,\n.gz and .zst are unpacked; may be given again")
	flags.BoolVar(&opts.lax, "lax", false, "let relative IRIs in -i pass, such as <alice>")
	a.addStoreFlag(cmd)
	opts.walk.addFlags(a, cmd)
	opts.why.addFlag(cmd)
	opts.explain.addFlag(cmd)
	opts.isolate.addFlag(cmd)
	opts.limits.addFlags(cmd)
	opts.output.addFlags(cmd)
	opts.picture.addFlags(cmd, &opts.output)
	a.addCacheFlags(cmd)
	return cmd
}

// takeProgram sorts out where the program comes from.
func (o *queryOptions) takeProgram(a *app, args []string) error {
	if err := a.oneSource(o.inputs); err != nil {
		return err
	}
	switch {
	case len(args) == 1 && o.file != "":
		return misuse("", "a program and -f %s: want one of them", o.file)
	case len(args) == 1 && args[0] != "-":
		o.program = args[0]
		return nil
	case o.file == "":
		o.file = "-"
	}
	switch {
	case o.file == "-" && slices.Contains(o.inputs, "-"):
		return misuse("give the program as an argument or with -f FILE", "the program and -i - cannot both be standard input")
	case o.file == "-" && len(args) == 0 && a.width(a.stdin) > 0:
		return misuse(`try rapport query 'g.V("<kg:rosatom>").out().all()'`, "want a program: an argument, -f FILE or standard input")
	}
	return nil
}

// runQuery answers a program with rows.
func runQuery(ctx context.Context, a *app, opts queryOptions) error {
	draw := opts.output.chosen() == report.FormatSVG
	opts.why.why = opts.why.why || draw
	name, program, err := opts.readProgram(a)
	if err != nil {
		return err
	}
	if strings.TrimSpace(program) == "" {
		return withHint(fmt.Errorf("%s: the program is empty", name), `try rapport query 'g.V("<kg:rosatom>").out().all()'`)
	}
	asked, src, err := opts.openSource(a)
	if err != nil {
		return err
	}
	walked, where, err := opts.walk.apply(a, "query", src, asked.String())
	if err != nil {
		return err
	}
	run, end, err := opts.isolate.runner(asked, walked, &opts.walk, &opts.limits)
	if err != nil {
		return err
	}
	defer end()
	ctx, stop := opts.limits.start(ctx)
	defer stop()
	c := report.Collector{Lookup: report.NewLookup(graph.Meant(walked)), Why: opts.why.why, Draw: draw}
	stats, err := run(ctx, name, program, gizmo.Options{Limit: opts.limits.limit, MaxMemory: int(opts.limits.memory), Why: c.Why, Explain: opts.explain.explain}, opts.limits.whole(c.Add))
	if err != nil {
		return opts.limits.explain(errors.Join(a.noProgram(program, err), a.writeUntil(opts.output, explained(src, name, stats.Explanation, stats.Rows, false))))
	}
	rows := c.Finish(stats.Cut, opts.output.forEyes())
	if len(rows.Rows) == 0 {
		rows.Kept = walked != src
		a.notice("query", "nothing found in %s of %s", plural(walked.Count(graph.Quad{}), "quad"), where)
		for _, reason := range c.Nothing(rows, stats, report.NewLookup(src)) {
			a.notice("query", "%s", reason)
		}
	}
	if opts.explain.explain {
		return opts.limits.finish(a, "query", rows.Cut, a.writeExplanation(opts.output, explained(src, name, stats.Explanation, stats.Rows, stats.Cut)))
	}
	if draw {
		return opts.limits.finish(a, "query", rows.Cut, a.drawRows(opts.output, opts.picture, c.Lookup, rows, "", ""))
	}
	return opts.limits.finish(a, "query", rows.Cut, a.writeTable(opts.output, rows))
}

// noProgram adds to the error of a program that is no more than a name what it may be the name of: a file, or a saved query.
func (a *app) noProgram(program string, err error) error {
	name := strings.TrimSpace(program)
	if strings.ContainsAny(name, " \t\r\n()\"'`;") || hintOf(err) != "" {
		return err
	}
	isFile := strings.HasSuffix(name, ".js")
	if isFile && exists(name) {
		return withHint(err, "a program in a file is given with -f "+name)
	}
	if _, lib, unread := a.openQueries(); unread == nil {
		if q, unknown := lib.Find(name); unknown == nil {
			return withHint(err, fmt.Sprintf("%s is a saved query: rapport run %s", q.Name, q.Name))
		}
	}
	if isFile {
		return withHint(err, fmt.Sprintf("there is no file %s; -f FILE reads a program", name))
	}
	return err
}

// readProgram returns the text of the program and the name that errors give it.
func (o *queryOptions) readProgram(a *app) (name, program string, err error) {
	if o.file == "" {
		return "argument", o.program, nil
	}
	name = o.file
	if o.file == "-" {
		name = "stdin"
	}
	r, err := quads.Open(o.file, a.stdin)
	if err != nil {
		return name, "", err
	}
	defer r.Close()
	text, err := io.ReadAll(io.LimitReader(r, maxProgram+1))
	if err == nil && len(text) > maxProgram {
		err = fmt.Errorf("%s: a program of more than %d KiB", name, maxProgram>>10)
	}
	return name, string(text), err
}

// maxProgram keeps a wrong file or an endless pipe out of memory; the language itself takes less.
const maxProgram = 1 << 20

// openSource returns the graph to ask, and where it is from.
func (o *queryOptions) openSource(a *app) (workerGraph, graph.Source, error) {
	if len(o.inputs) == 0 {
		where, src, err := a.openGraph()
		return workerGraph{Dossier: where, Store: a.store, Kept: a.keptAt}, src, err
	}
	src, err := a.readInputs("query", o.inputs, o.lax)
	return workerGraph{Inputs: o.inputs, Lax: o.lax, Kept: a.keptAt}, src, err
}

// cellOf is a value with the words that name it.
func cellOf(names *graph.Names, v quad.Value) report.Cell {
	return report.Cell{Value: v, Name: names.Title(v)}
}
