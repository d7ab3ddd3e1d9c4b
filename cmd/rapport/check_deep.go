package main

import (
	"fmt"
	"io"

	"rapport/graph"
	"rapport/internal/report"
)

// runCheckDeep reads all of the compiled graph of --store. The error is the first thing that is wrong with it.
func runCheckDeep(a *app, opts checkOptions) error {
	const hint = "such as rapport check --deep --store graph.rsg"
	switch {
	case opts.coverage:
		return misuse("", "--coverage is of a dossier, --deep and --store of a compiled graph: want one of them")
	case a.store == "":
		return misuse(hint, "--deep: want --store FILE, a file that rapport build made")
	case !opts.deep:
		return misuse(hint, "--store %s: want --deep beside it", a.store)
	}
	where, src, err := a.openStore()
	if err != nil {
		return err
	}
	file, ok := src.(*graph.Segment)
	if !ok {
		return misuse("", "--deep: %s is not a file that rapport build made", a.store)
	}
	if err := file.Check(); err != nil {
		return err
	}
	quads, values := file.Count(graph.Quad{}), file.NumValues()
	if opts.output.chosen() == report.FormatTable {
		return a.writeText(opts.output.out, func(w io.Writer, _ int, _ bool) error {
			_, err := fmt.Fprintf(w, "whole: %s, %s, %s in %s\n", plural(quads, "quad"), plural(values, "value"), sizeText(file.Size()), where)
			return err
		})
	}
	t := &report.Table{Columns: []string{"file", "quads", "values", "bytes"}, Ordered: true}
	t.Add(report.Text(where.String()), report.Count(quads), report.Count(values), report.Count(int(file.Size())))
	return a.writeTable(opts.output, t)
}
