package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rapport/internal/report"
	"rapport/quads"
)

type checkOptions struct {
	coverage bool
	deep     bool
	output   outputOptions
}

func newCheckCommand(a *app) *cobra.Command {
	var opts checkOptions
	cmd := &cobra.Command{
		Use:   "check",
		Short: "prove the dossier: every quote, every quad",
		Long: "Prove that the dossier holds what it promises. Each finding says where, what,\n" +
			"and how to mend it; with findings the exit code is 3. The rules, whose names\n" +
			"stand behind the findings:\n\n" + listRules() +
			"\nWith --coverage it shows each sentence, which of its words are quoted by which\n" +
			"statement, and which are left over: quoted words are bold on a terminal and stand\n" +
			"in [brackets] elsewhere.\n\n" +
			"With --deep --store FILE it proves a file that rapport build made instead: all of it\n" +
			"is read, and the first thing that is wrong is an error.",
		Example: "  rapport check\n  rapport check --coverage\n  rapport check -o json\n" +
			"  rapport build harbour.rsg\n  rapport check --deep --store harbour.rsg",
		GroupID: groupProve,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if opts.deep || a.store != "" {
				return runCheckDeep(a, opts)
			}
			return runCheck(cmd.Context(), a, opts)
		},
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	cmd.Flags().BoolVar(&opts.coverage, "coverage", false, "show which words of each sentence are quoted, and what is left over")
	cmd.Flags().BoolVar(&opts.deep, "deep", false, "read all of the file of --store, each checksum, row and value")
	a.addStoreFlag(cmd)
	opts.output.addFormatFlags(cmd)
	return cmd
}

// listRules gives the rules of check as lines of help.
func listRules() string {
	var b strings.Builder
	for _, r := range quads.Rules() {
		lines := report.Wrap(r.Says, helpWidth-13)
		fmt.Fprintf(&b, "  %-10s %s\n", r.Name, strings.Join(lines, "\n             "))
	}
	return b.String()
}

// runCheck proves the dossier, or shows its coverage.
func runCheck(_ context.Context, a *app, opts checkOptions) error {
	p, err := a.findPlace()
	if err != nil {
		return err
	}
	d, findings, err := quads.Check(p.quads())
	if err != nil {
		return err
	}
	switch {
	case opts.coverage && opts.output.chosen() == report.FormatTable:
		err = a.writeText(opts.output.out, func(w io.Writer, width int, color bool) error {
			return writeCoverage(w, d, coverageStyle{width, color})
		})
	case opts.coverage:
		err = a.writeTable(opts.output, coverageTable(d))
	case opts.output.chosen() == report.FormatTable:
		err = a.writeText(opts.output.out, func(w io.Writer, width int, color bool) error {
			return writeFindings(w, p, d, findings, width, color)
		})
	default:
		err = a.writeTable(opts.output, findingsTable(p, d, findings))
	}
	if err != nil || len(findings) == 0 {
		return err
	}
	if opts.coverage {
		a.notice("check", "%s; rapport check lists them", plural(len(findings), "finding"))
	}
	return quietly(exitFound)
}

// writeFindings writes the findings, a blank line between files, and then a line that sums up.
func writeFindings(w io.Writer, p place, d *quads.Dossier, findings quads.Findings, width int, color bool) error {
	var b strings.Builder
	for i, f := range findings {
		if i > 0 && findings[i-1].File != f.File {
			b.WriteByte('\n')
		}
		where := f.Position
		where.File = p.show(f.File)
		rule := "[" + f.Rule + "]"
		lines := wrapped(report.Clean(where.String()+": "+f.Message+" "+rule), width-2)
		lines[len(lines)-1] = strings.TrimSuffix(lines[len(lines)-1], rule) + dim(rule, color)
		fmt.Fprintln(&b, strings.Join(lines, "\n  "))
		if f.Hint != "" {
			for _, hint := range wrapped(report.Clean(f.Hint), width-4) {
				fmt.Fprintf(&b, "    %s\n", hint)
			}
		}
	}
	if len(findings) > 0 {
		b.WriteByte('\n')
	}
	fmt.Fprintln(&b, summary(d, findings))
	_, err := io.WriteString(w, b.String())
	return err
}

// show names a file of the dossier so that an editor opens it: from the working folder where it lies below that.
func (p place) show(file string) string {
	if p == "" {
		return file
	}
	path := filepath.Join(string(p), file)
	if wd, err := filepath.Abs("."); err == nil {
		if rel, err := filepath.Rel(wd, path); err == nil && filepath.IsLocal(rel) {
			return rel
		}
	}
	return path
}

// summary says in one line what was proved, or how much is wrong.
func summary(d *quads.Dossier, findings quads.Findings) string {
	if len(findings) == 0 {
		return "proved: " + holdings(d)
	}
	files, rules := map[string]bool{}, map[string]int{}
	for _, f := range findings {
		files[f.File] = true
		rules[f.Rule]++
	}
	var parts []string
	for _, r := range quads.Rules() {
		if rules[r.Name] > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", r.Name, rules[r.Name]))
		}
	}
	return fmt.Sprintf("%s in %s: %s", plural(len(findings), "finding"), plural(len(files), "file"), strings.Join(parts, ", "))
}

// holdings counts what the dossier's own files hold.
func holdings(d *quads.Dossier) string {
	quotes, lines, entities := 0, 0, map[any]bool{}
	for _, s := range d.Statements {
		quotes += len(s.Evidence)
	}
	for _, f := range d.Files {
		lines += len(f.Quads)
		for _, q := range f.Quads {
			if q.Label == quads.EntityLabel && q.Predicate == quads.Type {
				entities[q.Subject] = true
			}
		}
	}
	statements := slices.DeleteFunc(slices.Clone(d.Statements), func(s *quads.Statement) bool { return s.Inference })
	inferences := len(d.Statements) - len(statements)
	parts := []string{plural(len(d.Articles), "article"), plural(len(statements), "statement"), plural(quotes, "quote")}
	if inferences > 0 {
		parts = append(parts, plural(inferences, "inference"))
	}
	parts = append(parts, plural(lines, "quad"))
	if len(entities) == 1 {
		return strings.Join(append(parts, "1 entity"), ", ")
	}
	return strings.Join(append(parts, fmt.Sprintf("%d entities", len(entities))), ", ")
}

// findingsTable gives the findings as rows.
func findingsTable(p place, d *quads.Dossier, findings quads.Findings) *report.Table {
	t := &report.Table{Columns: []string{"file", "line", "column", "rule", "message", "hint"}, Ordered: true, Notes: []string{summary(d, findings)}}
	for _, f := range findings {
		t.Add(report.Text(p.show(f.File)), report.Count(f.Line), report.Count(f.Col), report.Text(f.Rule), report.Text(f.Message), report.Text(f.Hint))
	}
	return t
}

// wrapped is report.Wrap where there is a width, and the text as it is where there is none.
func wrapped(text string, width int) []string {
	if width < 1 {
		return []string{text}
	}
	return report.Wrap(text, width)
}

func dim(text string, color bool) string {
	if !color {
		return text
	}
	return "\x1b[2m" + text + "\x1b[0m"
}
