package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

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
	limits  limitOptions
	output  outputOptions
}

func newQueryCommand(a *app) *cobra.Command {
	var opts queryOptions
	cmd := &cobra.Command{
		Use:   "query [PROGRAM]",
		Short: "ask the graph in its query language, Gizmo",
		Long: "Ask the graph in its query language, Gizmo: JavaScript whose paths walk the graph.\n" +
			"The program is the argument, the file of -f, or standard input.",
		Example: `  rapport query 'g.V("<kg:rosatom>").out("<kg:builds>").all()'
  rapport query 'g.V().has("<rdf:type>", "<kg:Claim>").tag("claim").out("<kg:speaker>").tag("speaker").all()' -o csv
  echo '<kg:a> <kg:knows> <kg:b> .' | rapport query -i - 'g.V("<kg:a>").out().all()'`,
		GroupID: groupAsk,
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := errors.Join(opts.takeProgram(a, args), opts.limits.check()); err != nil {
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
	opts.limits.addFlags(cmd)
	opts.output.addFlags(cmd)
	return cmd
}

// takeProgram sorts out where the program comes from.
func (o *queryOptions) takeProgram(a *app, args []string) error {
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
	name, program, err := opts.readProgram(a)
	if err != nil {
		return err
	}
	where, src, err := opts.openSource(a)
	if err != nil {
		return err
	}
	rows, err := opts.limits.collect(ctx, src, name, program)
	if err != nil {
		return err
	}
	if len(rows.Rows) == 0 {
		a.notice("query", "nothing found in %s of %s", plural(src.Count(graph.Quad{}), "quad"), where)
	}
	return opts.limits.finish(a, "query", rows.Cut, a.writeTable(opts.output, rows))
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

// openSource returns the graph to ask, and its name for messages.
func (o *queryOptions) openSource(a *app) (string, *graph.Memory, error) {
	if len(o.inputs) == 0 {
		where, src, err := a.openGraph()
		return where.String(), src, err
	}
	src, err := a.readInputs("query", o.inputs, o.lax)
	return plural(len(o.inputs), "file"), src, err
}

// limitOptions are the flags that end a query early.
type limitOptions struct {
	limit   int // rows; 0 for no limit
	given   *bool
	timeout time.Duration // 0 for none
}

// The limits that hold when no flag says otherwise.
const (
	defaultLimit   = 1000
	defaultTimeout = 30 * time.Second
)

// addFlags binds --limit and --timeout to a command.
func (l *limitOptions) addFlags(cmd *cobra.Command) {
	cmd.Flags().IntVar(&l.limit, "limit", defaultLimit, "stop after `N` rows, 0 for no limit")
	cmd.Flags().DurationVar(&l.timeout, "timeout", defaultTimeout, "give up after `TIME`, 0 for never")
	l.given = &cmd.Flags().Lookup("limit").Changed
}

// check refuses numbers that mean nothing.
func (l *limitOptions) check() error {
	switch {
	case l.limit < 0:
		return misuse("--limit 0 is no limit", "--limit %d: want 0 or more", l.limit)
	case l.timeout < 0:
		return misuse("--timeout 0 is no limit", "--timeout %s: want 0 or more", l.timeout)
	}
	return nil
}

// collect runs a program and makes a table of its rows: a column for each name that any row binds, in the order in which they first appear.
func (l *limitOptions) collect(ctx context.Context, src graph.Source, name, program string) (*report.Table, error) {
	if l.timeout > 0 {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeout(ctx, l.timeout)
		defer stop()
	}
	c := collector{table: &report.Table{}, names: graph.NewNames(src), at: map[string]int{}}
	stats, err := gizmo.Run(ctx, src, name, program, gizmo.Options{Limit: l.limit}, c.add)
	if errors.Is(err, context.DeadlineExceeded) {
		return nil, withHint(fmt.Errorf("no answer within %s: %w", l.timeout, err), "--timeout gives it longer; a path that starts at fewer nodes is faster")
	}
	if err != nil {
		return nil, err
	}
	c.table.Cut = stats.Cut
	c.idLast()
	return c.table, nil
}

// finish tells that a limit cut the rows, once they are written; the exit code says so too where nobody asked for that limit.
func (l *limitOptions) finish(a *app, verb string, cut bool, err error) error {
	if !cut || err != nil {
		return err
	}
	a.notice(verb, "there are more than %s: --limit N shows more, --limit 0 all", plural(l.limit, "row"))
	if *l.given {
		return nil
	}
	return quietly(exitCut)
}

// collector makes a table of rows that may bind different names.
type collector struct {
	table *report.Table
	names *graph.Names
	at    map[string]int // column by name
}

func (c *collector) add(row gizmo.Row) error {
	cells := make([]report.Cell, len(c.table.Columns), len(c.table.Columns)+len(row.Names))
	for i, name := range row.Names {
		at, known := c.at[name]
		if !known {
			at = len(c.table.Columns)
			c.at[name] = at
			c.table.Columns = append(c.table.Columns, name)
			cells = append(cells, report.Cell{})
		}
		cells[at] = c.cell(row.Values[i])
	}
	c.table.Rows = append(c.table.Rows, cells)
	return nil
}

func (c *collector) cell(v quad.Value) report.Cell {
	return report.Cell{Value: v, Name: c.names.Of(v)}
}

// idLast moves the column of the vertex itself behind those that the program named.
func (c *collector) idLast() {
	t, last := c.table, len(c.table.Columns)-1
	at, found := c.at["id"]
	if !found || at == last {
		return
	}
	t.Columns = append(slices.Delete(t.Columns, at, at+1), "id")
	for i, row := range t.Rows {
		for len(row) <= last {
			row = append(row, report.Cell{})
		}
		id := row[at]
		t.Rows[i] = append(slices.Delete(row, at, at+1), id)
	}
}
