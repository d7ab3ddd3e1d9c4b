package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"rapport/graph"
	"rapport/internal/report"
	"rapport/queries"
)

type testOptions struct {
	names  []string     // of queries; none: all
	limits limitOptions // of each run; no limit of rows
	out    string
}

func newTestCommand(a *app) *cobra.Command {
	var opts testOptions
	cmd := &cobra.Command{
		Use:   "test [NAME…]",
		Short: "run saved queries against their golden rows",
		Long: "Run saved queries against their golden rows, queries/golden/NAME.tsv in the dossier, and\n" +
			"show each row that is wanted and did not come (-) or came and is not wanted (+).\n" +
			"The exit code is 3 when there is one. Without names, reports are proved too: each can be\n" +
			"read, and the queries, columns and parameters that it embeds are there.",
		Example: `  rapport test
  rapport test signatories duties`,
		GroupID: groupProve,
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := opts.limits.check(); err != nil {
				return err
			}
			opts.names = args
			return runTest(cmd.Context(), a, opts)
		},
		ValidArgsFunction: a.completeQueries,
	}
	cmd.Flags().DurationVar(&opts.limits.timeout, "timeout", defaultTimeout, "give a run up after `TIME`, 0 for never")
	a.addStoreFlag(cmd)
	cmd.Flags().StringVar(&opts.out, "out", "", "write to `FILE`, whole or not at all")
	a.addCacheFlags(cmd)
	return cmd
}

// tested counts what runTest has seen.
type tested struct {
	queries, runs, failed, shipped int
	reports                        int      // that can be written
	bare                           []string // the dossier's own queries without golden rows
}

// runTest proves each query and writes what differs. Shipped queries without golden rows in the dossier are none of its business.
func runTest(ctx context.Context, a *app, opts testOptions) error {
	where, src, err := a.openGraph()
	if err != nil {
		return err
	}
	_, lib, err := a.openQueries()
	if err != nil {
		return err
	}
	chosen, broken, err := choose(lib, opts.names)
	if err != nil {
		return err
	}
	var sum tested
	if len(opts.names) == 0 {
		reports, wrong := lib.Reports()
		sum.reports, broken = len(reports), append(broken, wrong...)
	}
	prover := queries.NewProver(src, graph.NewFinder(src).ResolveAs)
	err = a.writeText(opts.out, func(w io.Writer, _ int, _ bool) error {
		for _, q := range chosen {
			if err := sum.prove(ctx, w, prover, lib, q, opts); err != nil {
				return err
			}
		}
		for _, name := range sum.bare {
			fmt.Fprintf(w, "%s: no golden rows: write queries/golden/%s.tsv\n", name, name)
		}
		_, err := fmt.Fprintf(w, "%s, %s on %s: %s\n", queryCount(sum.queries), plural(sum.runs, "run"), where, sum.verdict())
		if sum.reports > 0 && err == nil {
			_, err = fmt.Fprintf(w, "%s: read, and what they embed is there\n", plural(sum.reports, "report"))
		}
		return err
	})
	if err == nil {
		err = joinErrors(broken)
	}
	if err == nil && sum.failed > 0 {
		err = quietly(exitFound)
	}
	return err
}

// choose returns the queries to test: those named, else all. broken is for headers that cannot be read.
func choose(lib *queries.Library, names []string) (chosen []*queries.Query, broken []error, err error) {
	if len(names) == 0 {
		chosen, broken = lib.All()
		return chosen, broken, nil
	}
	for _, name := range names {
		q, err := lib.Find(name)
		var unknown *queries.UnknownError
		if errors.As(err, &unknown) {
			return nil, nil, misuse(unknown.Hint(), "%w", err)
		}
		if err != nil {
			return nil, nil, err
		}
		chosen = append(chosen, q)
	}
	return chosen, nil, nil
}

func (t *tested) prove(ctx context.Context, w io.Writer, prover *queries.Prover, lib *queries.Library, q *queries.Query, opts testOptions) error {
	blocks, err := lib.Golden(q.Name)
	if err != nil {
		return err
	}
	switch {
	case len(blocks) == 0 && q.Origin == queries.FromProgram && len(opts.names) == 0:
		t.shipped++
		return nil
	case len(blocks) == 0:
		t.bare = append(t.bare, q.Name)
	}
	t.queries++
	for _, block := range blocks {
		t.runs++
		limited, stop := opts.limits.start(ctx)
		proof := prover.Prove(limited, q, block)
		stop()
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if !proof.OK() {
			t.failed++
			if err := writeProof(w, q, proof); err != nil {
				return err
			}
		}
	}
	return nil
}

// writeProof writes what is wrong with one run.
func writeProof(w io.Writer, q *queries.Query, p queries.Proof) error {
	line := "rapport run " + q.Name
	if p.Golden.Command != "" {
		line += " " + p.Golden.Command
	}
	if p.Err != nil {
		_, err := fmt.Fprintf(w, "%s\n! %s\n", report.Clean(line), report.Clean(p.Err.Error()))
		return err
	}
	if _, err := fmt.Fprintf(w, "%s\n", report.Clean(line)); err != nil {
		return err
	}
	for _, d := range p.Diff {
		cells := make([]string, len(d.Row))
		for i, c := range d.Row {
			cells[i] = report.Clean(c)
		}
		if _, err := fmt.Fprintf(w, "%c %s\n", d.Sign, strings.Join(cells, "\t")); err != nil {
			return err
		}
	}
	return nil
}

func (t *tested) verdict() string {
	text := "all as they must be"
	if t.failed > 0 {
		text = plural(t.failed, "run") + " with other rows"
	}
	if len(t.bare) > 0 {
		text += fmt.Sprintf("; %d without golden rows", len(t.bare))
	}
	if t.shipped > 0 {
		text += fmt.Sprintf("; %d shipped queries have no golden rows for this dossier", t.shipped)
	}
	return text
}

func queryCount(n int) string {
	if n == 1 {
		return "1 query"
	}
	return fmt.Sprintf("%d queries", n)
}
