package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"rapport/graph"
	"rapport/internal/report"
	"rapport/internal/report/document"
	"rapport/queries"
)

// As with run, the parameters of a report are flags: "rapport report" stands in the help, and below it is a command for the report that the
// command line names, which main adds (addNamed) before cobra runs.

type reportOptions struct {
	report    *queries.Report
	given     queries.Arguments
	inputs    []string
	sections  []string
	readBack  bool
	stamp     bool
	check     string // a report written earlier
	made      time.Time
	flags     map[string][]string // those that have a say in what is written
	failEmpty bool
	width     int
	walk      restrictOptions
	limits    limitOptions
	output    textOptions
}

func newReportCommand(a *app) *cobra.Command {
	var shown reportOptions // these flags are for the help, and for --check; each report has its own
	cmd := &cobra.Command{
		Use:   "report NAME [VALUE] [--PARAM VALUE]",
		Short: "write a report, every line with the words it rests on",
		Long: "Write a report: queries answered in words, tables and pictures, every line with a note that\n" +
			"leads to a quote. Its parameters are flags: rapport report NAME --help shows them. What is\n" +
			"no fact is marked as what it is, and what the articles do not say is said to be not stated.\n" +
			"rapport reports lists all there are, and begins new ones. A terminal gets a report laid out to\n" +
			"be read there; a pipe, or -o md, its Markdown.",
		Example: `  rapport report agreement treaty
  rapport report agreement --agreement treaty --section parties,lacks
  rapport report brief --read-back --out brief.md
  rapport report --check brief.md`,
		GroupID:            groupAsk,
		FParseErrWhitelist: cobra.FParseErrWhitelist{UnknownFlags: true},
		Args:               cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if shown.check != "" && len(args) == 0 {
				return runReportCheck(cmd.Context(), a, shown)
			}
			return a.noSuchReport(args)
		},
		ValidArgsFunction: a.completeReports,
	}
	shown.addFlags(a, cmd)
	return cmd
}

// reportFormats are the formats of a report, the default first.
var reportFormats = [...]string{"md", "html", "pdf", "json", "svg"}

func (o *reportOptions) addFlags(a *app, cmd *cobra.Command) {
	cmd.Flags().StringSliceVar(&o.sections, "section", nil, "write only the section `ID`; several with commas")
	cmd.Flags().BoolVar(&o.readBack, "read-back", false, "beside each quote, say in plain English what its quads say")
	cmd.Flags().BoolVar(&o.stamp, "stamp", false, "say when the report was made; without it, the same data gives the same bytes")
	cmd.Flags().BoolVar(&o.failEmpty, "fail-empty", false, "exit with code 4 when no line rests on a statement")
	o.output.addFlags(cmd, reportFormats[:]...)
	cmd.Flags().IntVar(&o.width, "width", 0, "in html, pdf and svg: `PIXELS` that a picture is wide: a timeline or chart exactly (default 760),\na graph at most (by default it is as wide as it needs)")
	cmd.Flags().StringVar(&o.check, "check", "", "write nothing, but compare with the report in `FILE`, written earlier: exit code 3 and what\nhas changed, where the graph says something else now; FILE alone knows which report it is")
	cmd.Flags().StringArrayVarP(&o.inputs, "input", "i", nil, "report on the N-Quads in `FILE` instead of the dossier; - for standard input; may be given again")
	cmd.Flags().DurationVar(&o.limits.timeout, "timeout", defaultTimeout, "give up after `TIME`, 0 for never")
	a.addStoreFlag(cmd)
	o.walk.addFlags(a, cmd)
	a.addCacheFlags(cmd)
}

// noSuchReport answers a command line that names no report.
func (a *app) noSuchReport(args []string) error {
	if len(args) == 0 {
		return misuse("rapport reports lists them", "want the name of a report")
	}
	_, lib, err := a.openQueries()
	if err != nil {
		return err
	}
	if _, err = lib.Report(args[0]); err == nil {
		return misuse("", "want the name of the report first, then its flags: rapport report %s …", args[0])
	}
	var unknown *queries.UnknownReportError
	if errors.As(err, &unknown) {
		hint := unknown.Hint()
		if q, none := lib.Find(args[0]); none == nil {
			hint = fmt.Sprintf("%s is a query: rapport run %s", q.Name, q.Name)
		} else if a.store != "" && a.dir == "" {
			hint += "; the reports of a dossier are not in a compiled graph but in its folder, which -C names"
		}
		return misuse(hint, "%w", err)
	}
	return err
}

// newNamedReportCommand makes a command of a report. It is hidden, as those of queries are.
func newNamedReportCommand(a *app, r *queries.Report) *cobra.Command {
	opts := reportOptions{report: r, given: queries.Arguments{}}
	cmd := &cobra.Command{
		Use:     usageOf(&r.Header),
		Short:   r.Header.Title,
		Long:    describeReport(r),
		Example: "  rapport report " + usageOf(&r.Header),
		Hidden:  true,
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := cmp.Or(opts.limits.check(), opts.checkWidth()); err != nil {
				return err
			}
			if err := giveValues(&r.Header, opts.given, args); err != nil {
				return err
			}
			opts.flags = saidFlags(cmd.Flags())
			return runReport(cmd.Context(), a, opts)
		},
		ValidArgsFunction: a.completeValue(&r.Header),
	}
	cmd.SetFlagErrorFunc(wrongParam(&r.Header))
	cmd.Flags().SortFlags = false // the report's own come first
	a.addParams(cmd, &r.Header, opts.given)
	opts.addFlags(a, cmd)
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("section", func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return r.Sections, cobra.ShellCompDirectiveNoFileComp
	}))
	return cmd
}

// checkWidth refuses a width for what has no picture. A report that is checked has the format of its file.
func (o *reportOptions) checkWidth() error {
	if f := o.output.chosen(); o.width != 0 && o.check == "" && (f == "md" || f == "json") {
		return misuse("", "--width is for -o html, pdf and svg")
	}
	return checkWidth(o.width)
}

// describeReport is the long help of a report.
func describeReport(r *queries.Report) string {
	text := fmt.Sprintf("%s\n\n%s\n\nSections: %s", r.Header.Title, r.Asks, strings.Join(r.Sections, ", "))
	if r.About != "" {
		text += "\n\n" + r.About
	}
	return text
}

// fewCollections lets the memory of a dossier and its report grow to five times what is in use, some 20 MB, before it is collected.
const fewCollections = 400

// runReport makes a report and writes it, or holds one that was written earlier against it.
func runReport(ctx context.Context, a *app, opts reportOptions) error {
	if len(opts.inputs) == 0 && a.env("GOGC") == "" {
		defer debug.SetGCPercent(debug.SetGCPercent(fewCollections)) // a quarter of what a report of a dossier takes
	}
	if opts.check != "" {
		return opts.compare(ctx, a)
	}
	if opts.output.chosen() == "pdf" && opts.output.out == "" && a.width(a.stdout) > 0 {
		return misuse("--out FILE.pdf writes it to a file", "a PDF is nothing for a terminal")
	}
	if opts.stamp {
		opts.made = a.now()
	}
	_, src, err := opts.openSource(a)
	if err != nil {
		return err
	}
	d, err := opts.make(ctx, a, src)
	if err != nil {
		return err
	}
	if d.Unread != "" {
		a.notice("report", "nothing was searched: %s", d.Unread)
	}
	err = a.writeText(opts.output.out, func(w io.Writer, width int, color bool) error {
		if width > 0 && opts.output.format.value == "" {
			return d.WriteText(w, report.Options{Width: width, Color: color})
		}
		return opts.write(ctx, w, d)
	})
	a.tellUnsearched(d)
	for _, s := range d.Slips {
		a.notice("report", "%s: %s", s.Position, s.Text)
	}
	if err == nil && d.Unsearched != nil {
		return quietly(exitCut)
	}
	if err == nil && d.Lines == 0 && opts.failEmpty {
		return quietly(exitEmpty)
	}
	return err
}

// tellUnsearched tells which questions of a report have no answer, and why.
func (a *app) tellUnsearched(d *document.Document) {
	for _, u := range d.Unsearched {
		a.notice("report", "not searched: %s: %v", u.Query, u.Err)
	}
}

// write writes a report in the format that was asked for.
func (o *reportOptions) write(ctx context.Context, w io.Writer, d *document.Document) error {
	switch o.output.chosen() {
	case "html":
		return d.WriteHTML(w)
	case "json":
		return d.WriteJSON(w)
	case "pdf":
		return writePDF(ctx, w, d)
	case "svg":
		return d.WriteSVG(w)
	}
	return d.WriteMarkdown(w)
}

// make asks what the report embeds.
func (o *reportOptions) make(ctx context.Context, a *app, src graph.Source) (*document.Document, error) {
	walked, within, err := o.walk.apply(a, "report", src, "")
	if err != nil {
		return nil, err
	}
	ctx, stop := o.limits.start(ctx)
	defer stop()
	d, err := document.Make(ctx, o.report, src, walked, document.Options{
		Given: o.given, Sections: o.sections, ReadBack: o.readBack, Within: strings.TrimPrefix(within, " with "), Flags: o.flags, Made: o.made, Width: o.width,
		Resolve: func(text string, classes ...quad.IRI) (quad.IRI, error) {
			return a.resolveAs("report", src, text, classes)
		},
	})
	var param *queries.ParamError
	var section *document.SectionError
	switch {
	case errors.As(err, &param):
		return nil, refused(err)
	case errors.As(err, &section):
		return nil, misuse(section.Hint(), "--section: %w", err)
	case err != nil:
		return nil, o.limits.explain(err)
	}
	return d, nil
}

// openSource returns the graph to report on, and where its dossier lies. What rapport check finds in a folder is told of: the report may
// say what is not so.
func (o *reportOptions) openSource(a *app) (p place, src graph.Source, err error) {
	if len(o.inputs) == 0 {
		a.proving = "report"
		return a.openGraph()
	}
	if err := a.oneSource(o.inputs); err != nil {
		return "", nil, err
	}
	src, err = a.readInputs("report", o.inputs, false)
	if err == nil && len(graph.Articles(src)) == 0 {
		a.notice("report", "%s has no article as a dossier has them: queries that ask for statements find none, and “not stated” means no more", plural(len(o.inputs), "file"))
	}
	return "", src, err
}

// completeReports completes the name of a report.
func (a *app) completeReports(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	_, lib, err := a.openQueries()
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var out []cobra.Completion
	all, _ := lib.Reports()
	for _, r := range all {
		out = append(out, cobra.CompletionWithDesc(r.Name, r.Asks))
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
