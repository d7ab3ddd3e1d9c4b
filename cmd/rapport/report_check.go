package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/spf13/pflag"

	"rapport/graph"
	"rapport/internal/report/document"
)

// keptFlags are the flags that have a say in what a report says, so that a written one keeps them.
var keptFlags = [...]string{"section", "read-back", "width", "only", "speaker", "article", "as-of", "no-inference", "no-background"}

// saidFlags returns those of a command line.
func saidFlags(flags *pflag.FlagSet) map[string][]string {
	var out map[string][]string
	flags.Visit(func(f *pflag.Flag) {
		if _, isParam := f.Value.(*paramFlag); isParam || !slices.Contains(keptFlags[:], f.Name) {
			return // a parameter of that name is kept as one
		}
		if out == nil {
			out = map[string][]string{}
		}
		if list, ok := f.Value.(pflag.SliceValue); ok {
			out[f.Name] = list.GetSlice()
			return
		}
		out[f.Name] = []string{f.Value.String()}
	})
	return out
}

// runReportCheck makes the report that a file says it is, and compares.
func runReportCheck(ctx context.Context, a *app, opts reportOptions) error {
	file, err := readReport(opts.check)
	if err != nil {
		return err
	}
	recipe, err := document.ReadRecipe(file)
	if err != nil {
		return withHint(fmt.Errorf("--check %s: %w", opts.check, err), "say which: rapport report NAME … --check FILE")
	}
	_, lib, err := a.openQueries()
	if err != nil {
		return err
	}
	r, err := lib.Report(recipe.Report)
	if err != nil {
		return fmt.Errorf("--check %s: %w", opts.check, err)
	}
	args := []string{"report", r.Name, "--check=" + opts.check, "--timeout=" + opts.limits.timeout.String()}
	if a.dir != "" {
		args = append(args, "--dossier="+a.dir)
	}
	for _, input := range opts.inputs {
		args = append(args, "--input="+input)
	}
	if a.store != "" {
		args = append(args, "--store="+a.store.String())
	}
	add := func(all map[string][]string, known func(string) bool) error {
		for name, values := range all {
			if !known(name) {
				return fmt.Errorf("--check %s: it was written with --%s, which %s does not have", opts.check, name, r.Name)
			}
			for _, value := range values {
				args = append(args, "--"+name+"="+value)
			}
		}
		return nil
	}
	if err := add(recipe.Params, func(name string) bool { return r.Param(name) != nil }); err != nil {
		return err
	}
	if err := add(recipe.Flags, func(name string) bool { return slices.Contains(keptFlags[:], name) }); err != nil {
		return err
	}
	return a.again(ctx, args)
}

// again runs a command line within one that runs already.
func (a *app) again(ctx context.Context, args []string) error {
	inner := *a
	root := newRootCommand(&inner, args)
	root.SetArgs(args)
	addNamed(&inner, root, args)
	_, err := root.ExecuteContextC(ctx)
	return err
}

// mostReport bounds what is read of a file that should be a report.
const mostReport = 64 << 20

func readReport(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, mostReport+1))
	switch {
	case err != nil:
		return nil, err
	case len(text) > mostReport:
		return nil, fmt.Errorf("%s: a report of more than %d MiB", file, mostReport>>20)
	case bytes.HasPrefix(text, []byte("%PDF-")):
		return nil, misuse("write the same report as md, html or json beside it, and check that", "--check %s: a PDF cannot be compared", file)
	case bytes.HasPrefix(text, []byte("<?xml ")):
		return nil, misuse("write the same report as md, html or json beside it, and check that", "--check %s: a picture cannot be compared", file)
	}
	return text, nil
}

// compare makes the report in the format of a file, as of the moment that it was made, and tells what differs. Where a bound left questions of it without
// an answer, nobody knows whether all is as it was, and it ends as what a limit cuts.
func (o *reportOptions) compare(ctx context.Context, a *app) error {
	old, err := readReport(o.check)
	if err != nil {
		return err
	}
	recipe, err := document.ReadRecipe(old)
	if err == nil {
		if recipe.Report != o.report.Name {
			return misuse("a file alone knows which report it is: rapport report --check "+o.check, "--check %s: it is a report %s, not %s", o.check, recipe.Report, o.report.Name)
		}
		o.made, _ = time.Parse(time.RFC3339, recipe.Made) // without it, it has no stamp
	}
	p, src, err := o.openSource(a)
	if err != nil {
		return err
	}
	if cited := document.Cited(old); len(cited) > 0 && !slices.ContainsFunc(cited, func(label string) bool { return inGraph(src, label) }) {
		return withHint(fmt.Errorf("--check %s: it is a report on something else: %s has none of the %s that it cites", o.check, o.asked(a, p), plural(len(cited), "statement")),
			"-C DIR, -i FILE or --store FILE says what it is to be compared with")
	}
	d, err := o.make(ctx, a, src)
	if err != nil {
		return err
	}
	if now := d.Recipe(); recipe.Report != "" && !reflect.DeepEqual(now.Params, recipe.Params) {
		return misuse("a file alone knows which report it is: rapport report --check "+o.check, "--check %s: it was written with %s, and this is with %s", o.check, paramFlags(recipe.Params), paramFlags(now.Params))
	}
	o.output.format.value = document.Format(old)
	var now bytes.Buffer
	if err := o.write(ctx, &now, d); err != nil {
		return err
	}
	a.tellUnsearched(d)
	if bytes.Equal(old, now.Bytes()) && d.Unsearched != nil {
		a.notice("report", "%s is what %s says, as far as it was searched", o.check, o.asked(a, p))
		return quietly(exitCut)
	}
	if bytes.Equal(old, now.Bytes()) {
		a.aside("%s is what %s says", o.check, o.asked(a, p))
		return nil
	}
	changes, lines := document.Compare(old, now.Bytes())
	err = a.writeText("", func(w io.Writer, _ int, _ bool) error {
		fmt.Fprintf(w, "%s is not what %s says any more: %s\n", o.check, o.asked(a, p), changed(changes))
		if d.Unsearched != nil {
			fmt.Fprintf(w, "Not all was searched: what is cited no more may be stated still.\n")
		}
		return document.WriteChanges(w, changes, lines)
	})
	switch {
	case err != nil:
		return err
	case d.Unsearched != nil:
		return quietly(exitCut)
	}
	return quietly(exitFound)
}

// inGraph tells whether a graph has a label. Those of blank nodes are another's in each reading.
func inGraph(src graph.Source, label string) bool {
	return strings.HasPrefix(label, "_:") || src.ID(quad.IRI(label)) != 0 || src.ID(quad.String(label)) != 0
}

// asked names what a report is made of.
func (o *reportOptions) asked(a *app, p place) string {
	switch {
	case len(o.inputs) > 0:
		return strings.Join(o.inputs, ", ")
	case a.store != "":
		return a.store.String()
	}
	return p.String()
}

// paramFlags writes parameters as a command line has them.
func paramFlags(params map[string][]string) string {
	var flags []string
	for _, name := range slices.Sorted(maps.Keys(params)) {
		for _, value := range params[name] {
			flags = append(flags, "--"+name+" "+value)
		}
	}
	return cmp.Or(strings.Join(flags, " "), "no parameters")
}

// changed counts statements.
func changed(changes []document.Change) string {
	switch n := len(changes); {
	case n == 0:
		return "no statement has changed, but its lines have"
	case changes[0].Old == changes[0].New:
		return "no words have changed, but what is made of " + plural(n, "statement")
	default:
		return plural(n, "statement") + " changed"
	}
}
