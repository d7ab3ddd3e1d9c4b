package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rapport/graph"
	"rapport/internal/report"
	"rapport/queries"
)

// The parameters of a saved query are flags, and cobra wants to know flags before it reads any. So run is two commands: "rapport run",
// which stands in the help, and below it one for the query that the command line names, which main adds (addNamed) before cobra runs.

type runOptions struct {
	query   *queries.Query
	given   queries.Arguments
	walk    restrictOptions
	why     whyOptions
	explain explainOptions
	isolate isolateOptions
	limits  limitOptions
	output  outputOptions
	picture pictureOptions
}

func newRunCommand(a *app) *cobra.Command {
	var shown runOptions // these flags are for the help; each query has its own
	cmd := &cobra.Command{
		Use:   "run NAME [VALUE] [--PARAM VALUE]",
		Short: "ask a saved query",
		Long: "Ask a saved query. Its parameters are flags: rapport run NAME --help shows them, and what\n" +
			"the answer's columns are. An entity is given by name, alias or IRI. A VALUE without a flag\n" +
			"is that of the parameter that must be given, or of several in their order; where none must,\n" +
			"that of the only entity. rapport queries lists all there are.",
		Example: `  rapport run signatories
  rapport run duties Iran
  rapport run duties --bearer Iran --force must-not
  rapport run links Rosatom Iran
  rapport run projects --status scheduled -o csv`,
		GroupID:            groupAsk,
		FParseErrWhitelist: cobra.FParseErrWhitelist{UnknownFlags: true}, // of a query that does not exist: its name is the error
		Args:               cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.noSuchQuery(args)
		},
		ValidArgsFunction: a.completeQueries,
	}
	a.addStoreFlag(cmd)
	shown.walk.addFlags(a, cmd)
	shown.why.addFlag(cmd)
	shown.explain.addFlag(cmd)
	shown.isolate.addFlag(cmd)
	shown.limits.addFlags(cmd)
	shown.output.addFlags(cmd)
	shown.picture.addFlags(cmd, &shown.output)
	a.addCacheFlags(cmd)
	return cmd
}

// noSuchQuery answers a command line that names no query.
func (a *app) noSuchQuery(args []string) error {
	if len(args) == 0 {
		return misuse("rapport queries lists them", "want the name of a query")
	}
	_, lib, err := a.openQueries()
	if err != nil {
		return err
	}
	if _, err = lib.Find(args[0]); err == nil {
		return misuse("", "want the name of the query first, then its flags: rapport run %s …", args[0])
	}
	var unknown *queries.UnknownError
	if errors.As(err, &unknown) {
		hint := unknown.Hint()
		if r, none := lib.Report(args[0]); none == nil {
			hint = fmt.Sprintf("%s is a report: rapport report %s", r.Name, r.Name)
		} else if a.store != "" && a.dir == "" {
			hint += "; the queries of a dossier are not in a compiled graph but in its folder, which -C names"
		}
		return misuse(hint, "%w", err)
	}
	return err
}

// addNamed adds the command of the query or report that a command line runs, or is about to complete, if there is one. Whatever is wrong
// is told later, when the command runs.
func addNamed(a *app, root *cobra.Command, args []string) {
	if len(args) > 0 && (args[0] == cobra.ShellCompRequestCmd || args[0] == cobra.ShellCompNoDescRequestCmd) {
		args = args[1:]
	}
	verb, rest := firstWord(args, root.PersistentFlags())
	if verb != "run" && verb != "report" {
		return
	}
	parent, _, err := root.Find([]string{verb})
	if err != nil {
		return
	}
	name, behind := firstWord(rest, root.PersistentFlags(), parent.Flags())
	if dir := dossierAmong(behind); dir != "" {
		a.dir = dir
	}
	_, lib, err := a.openQueries()
	if name == "" || err != nil {
		return
	}
	var cmd *cobra.Command
	if verb == "run" {
		if q, err := lib.Find(name); err == nil {
			cmd = newSavedQueryCommand(a, q, lib)
		}
	} else if r, err := lib.Report(name); err == nil {
		cmd = newNamedReportCommand(a, r)
	}
	if cmd == nil {
		return
	}
	cmd.Aliases = []string{name} // as it was typed: with .js, say
	markFailures(cmd)
	parent.AddCommand(cmd)
}

// dossierAmong returns the value of the last -C or --dossier among arguments, "" for none: what a name means depends on it, wherever it stands.
func dossierAmong(args []string) (dir string) {
	for i, arg := range args {
		switch {
		case arg == "--":
			return dir
		case arg == "-C" || arg == "--dossier":
			if i+1 < len(args) {
				dir = args[i+1]
			}
		case strings.HasPrefix(arg, "--dossier="):
			dir = strings.TrimPrefix(arg, "--dossier=")
		case strings.HasPrefix(arg, "-C"):
			dir = strings.TrimPrefix(strings.TrimPrefix(arg, "-C"), "=")
		}
	}
	return dir
}

// firstWord returns the first argument that is no flag, and those after it. The flags before it are set, as cobra will set them again.
func firstWord(args []string, flags ...*pflag.FlagSet) (word string, rest []string) {
	set := pflag.NewFlagSet("", pflag.ContinueOnError)
	set.SetInterspersed(false)
	set.ParseErrorsAllowlist.UnknownFlags = true
	set.SetOutput(io.Discard)
	for _, f := range flags {
		set.AddFlagSet(f)
	}
	if err := set.Parse(args); err != nil || set.NArg() == 0 {
		return "", nil
	}
	return set.Arg(0), set.Args()[1:]
}

// newSavedQueryCommand makes a command of a query. It is hidden: there are too many for the help, and rapport queries lists them.
func newSavedQueryCommand(a *app, q *queries.Query, lib *queries.Library) *cobra.Command {
	opts := runOptions{query: q, given: queries.Arguments{}}
	cmd := &cobra.Command{
		Use:    usageOf(&q.Header),
		Short:  q.Title,
		Long:   describeQuery(q),
		Hidden: true,
		Args:   cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := errors.Join(opts.limits.check(), opts.explain.check(opts.output, opts.why.why), opts.picture.check(&opts.output)); err != nil {
				return err
			}
			if err := giveValues(&q.Header, opts.given, args); err != nil {
				return err
			}
			return runSavedQuery(cmd.Context(), a, opts)
		},
		ValidArgsFunction: a.completeValue(&q.Header),
	}
	cmd.SetFlagErrorFunc(wrongParam(&q.Header))
	cmd.Flags().SortFlags = false // the query's own come first
	cmd.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
		cmd.Example = exampleOf(q, lib) // reads the golden rows, which only help needs
		writeHelp(a.stdout, cmd)
	})
	a.addParams(cmd, &q.Header, opts.given)
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

// addParams makes flags of the parameters of a query or report, which collect what is given for them.
func (a *app) addParams(cmd *cobra.Command, h *queries.Header, given queries.Arguments) {
	for i := range h.Params {
		p := &h.Params[i]
		flag := cmd.Flags().VarPF(&paramFlag{p, given}, p.Name, "", describeParam(h, p))
		flag.DefValue = strings.Join(p.Default, ", ")
		cobra.CheckErr(cmd.RegisterFlagCompletionFunc(p.Name, a.completeParam(p)))
	}
}

// paramFlag collects what is given for a parameter.
type paramFlag struct {
	param *queries.Param
	given queries.Arguments
}

// String gives what was given so far.
func (f *paramFlag) String() string {
	if f.param == nil {
		return "" // pflag asks the zero value
	}
	return strings.Join(f.given[f.param.Name], ", ")
}

// Set takes one value more; Bind judges it when all are there.
func (f *paramFlag) Set(text string) error {
	f.given[f.param.Name] = append(f.given[f.param.Name], text)
	return nil
}

// Type names the value in help.
func (f *paramFlag) Type() string {
	switch {
	case f.param.Choices != nil:
		return "CHOICE"
	case f.param.Classes != nil:
		return classWords(f.param)
	case f.param.Type == queries.IRI:
		return "ENTITY"
	case f.param.Type == queries.String:
		return "TEXT"
	}
	return strings.ToUpper(string(f.param.Type))
}

// describeQuery is the long help of a query.
func describeQuery(q *queries.Query) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s\n\nColumns: %s", q.Title, q.Asks, strings.Join(q.Columns, ", "))
	if q.Ordered {
		b.WriteString(" (in an order that means something)")
	}
	if q.Empty != "" {
		fmt.Fprintf(&b, "\nNothing found: %s", q.Empty)
	}
	if q.About != "" {
		fmt.Fprintf(&b, "\n\n%s", q.About)
	}
	return b.String()
}

// describeParam is the help of a flag.
func describeParam(h *queries.Header, p *queries.Param) string {
	text := p.About
	if p.Choices != nil {
		text += ": " + strings.Join(p.Words(), ", ")
	}
	if p.List {
		text += "; may be given again"
	}
	for at, name := range h.Differ {
		if name == p.Name && at > 0 {
			text += ", another than --" + strings.Join(h.Differ[:at], " and --")
		}
	}
	if p.Required() {
		text += " (must be given)"
	}
	return text
}

// exampleOf returns a command line that has golden rows and finds something, one with parameters where there is one.
func exampleOf(q *queries.Query, lib *queries.Library) string {
	example := "  rapport run " + q.Name
	blocks, err := lib.Golden(q.Name)
	if err != nil {
		return example
	}
	for _, b := range blocks {
		if b.Command != "" && len(b.Rows) > 0 {
			return example + " " + b.Command
		}
	}
	return example
}

// runSavedQuery answers a query with rows.
func runSavedQuery(ctx context.Context, a *app, opts runOptions) error {
	draw := opts.output.chosen() == report.FormatSVG
	opts.why.why = opts.why.why || draw
	where, src, err := a.openGraph()
	if err != nil {
		return err
	}
	q, names := opts.query, graph.NewNames(src)
	params, err := queries.Bind(&q.Header, opts.given, func(text string, classes ...quad.IRI) (quad.IRI, error) {
		return a.resolveAs("run", src, text, classes)
	})
	if err != nil {
		return refused(err)
	}
	walked, within, err := opts.walk.apply(a, "run", src, where.String())
	if err != nil {
		return err
	}
	run, end, err := opts.isolate.runner(workerGraph{Dossier: where, Store: a.store, Kept: a.keptAt}, walked, &opts.walk, &opts.limits)
	if err != nil {
		return err
	}
	defer end()
	ctx, stop := opts.limits.start(ctx)
	defer stop()
	result, err := queries.Run(ctx, walked, q, params, queries.Options{Limit: opts.limits.limit, MaxMemory: int(opts.limits.memory), Why: opts.why.why, Run: opts.limits.wholeRunner(run), Explain: opts.explain.explain})
	if err != nil {
		return opts.limits.explain(errors.Join(err, a.writeUntil(opts.output, explained(src, q.Path, result.Explanation, len(result.Rows), false))))
	}
	if len(result.Rows) == 0 {
		a.notice("run", "nothing found by %s%s in %s of %s%s", q.Name, describeParams(&q.Header, params, names), plural(walked.Count(graph.Quad{}), "quad"), within, opts.walk.orOf(a.opened).meaning(describeEmpty(q, src)))
	}
	var leftOut []queries.Emptied
	if walked != src && !opts.isolate.isolate && q.Lacks(result) {
		leftOut = opts.tellEmptied(ctx, a, src, params, result, strings.TrimPrefix(within, where.String()))
	}
	if opts.explain.explain {
		return opts.limits.finish(a, "run", result.Cut, a.writeExplanation(opts.output, explained(src, q.Path, result.Explanation, len(result.Rows), result.Cut)))
	}
	t := report.RowsOf(q, result, names)
	t.LeftOut = leftOut
	if len(result.Rows) == 0 && opts.output.forEyes() {
		t.Title = ""
	}
	if opts.why.why {
		lookup := report.NewLookup(graph.Meant(walked))
		if draw {
			lookup.ExplainPicture(t, report.ViewOf(q), result.Why)
			return opts.limits.finish(a, "run", result.Cut, a.drawRows(opts.output, opts.picture, lookup, t, report.ViewOf(q), report.PictureTitle(q, opts.given, params, names)))
		}
		lookup.Explain(t, result.Why)
		if len(t.Rows) == 0 {
			t.Kept = walked != src
			lookup.Nearest(t, result.Named, result.Terms...)
		}
	}
	return opts.limits.finish(a, "run", result.Cut, a.writeTable(opts.output, t))
}

// tellEmptied tells, and returns, which cells are empty because flags leave out what would stand there: the whole graph is asked too, as the empty cell alone reads as if
// no words said it. Where that cannot be answered within the limits nothing is told, and the answer stands.
func (o *runOptions) tellEmptied(ctx context.Context, a *app, src graph.Source, params queries.Params, part *queries.Result, within string) []queries.Emptied {
	whole, err := queries.Run(ctx, src, o.query, params, queries.Options{MaxMemory: int(o.limits.memory)})
	if err != nil {
		return nil
	}
	all := o.query.Emptied(part, whole)
	if len(all) > 0 {
		a.notice("run", "left out%s: what stands under %s", within, queries.TellEmptied(all))
	}
	return all
}

// refused makes a wrong value misuse; a name that the dossier does not know is not: the command line was right.
func refused(err error) error {
	var unknown *graph.UnknownError
	var ambiguous *graph.AmbiguousError
	var misfit *graph.MisfitError
	if errors.As(err, &unknown) || errors.As(err, &ambiguous) || errors.As(err, &misfit) {
		return err
	}
	return misuse(hintOf(err), "%w", err)
}

// describeParams tells what was asked about: " with agreement = Comprehensive Strategic Partnership Treaty (kg:…)".
func describeParams(q *queries.Header, params queries.Params, names *graph.Names) string {
	var parts []string
	for _, p := range q.Params {
		switch v := params[p.Name].(type) {
		case quad.Value:
			parts = append(parts, p.Name+" = "+describeValue(v, names))
		case []quad.Value:
			for _, one := range v {
				parts = append(parts, p.Name+" = "+describeValue(one, names))
			}
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " with " + strings.Join(parts, ", ")
}

func describeValue(v quad.Value, names *graph.Names) string {
	name := names.Of(v)
	if name == "" {
		return report.Show(v, "")
	}
	return fmt.Sprintf("%s (%s)", name, report.Show(v, ""))
}

// completeParam completes the value of a parameter: its choices, or the entities of the dossier.
func (a *app) completeParam(p *queries.Param) cobra.CompletionFunc {
	return func(cmd *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		switch {
		case p.Choices != nil:
			return p.Words(), cobra.ShellCompDirectiveNoFileComp
		case p.Type == queries.IRI:
			return a.completeEntities(cmd, nil, typed)
		}
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
}
