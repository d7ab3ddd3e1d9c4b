package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"rapport/queries"
)

type reportsNewOptions struct{ name string }

// addReportsNew adds "rapport reports new" to "rapport reports".
func addReportsNew(a *app, parent *cobra.Command) {
	parent.AddGroup(&cobra.Group{ID: groupWrite, Title: "Write:"})
	parent.AddCommand(newReportsNewCommand(a))
}

func newReportsNewCommand(a *app) *cobra.Command {
	var opts reportsNewOptions
	return &cobra.Command{
		Use:   "new NAME",
		Short: "begin a report",
		Long: "Begin a report: queries/reports/NAME.md of the dossier, Markdown with a header to fill in and\n" +
			"queries to embed, which can be written at once with rapport report NAME.",
		Example: "  rapport init news && rapport -C news reports new morning && rapport -C news report morning",
		GroupID: groupWrite,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.name = args[0]
			return runReportsNew(cmd.Context(), a, opts)
		},
		ValidArgsFunction: cobra.NoFileCompletions,
	}
}

// runReportsNew writes the report. One that is there is left alone.
func runReportsNew(_ context.Context, a *app, opts reportsNewOptions) error {
	where, err := a.place()
	if err != nil {
		return err
	}
	if where == "" {
		return withHint(errors.New("the built-in dossier cannot be written"), "rapport init DIR makes a dossier; -C DIR answers from it")
	}
	text, err := queries.ReportDraft(opts.name, titleOf(opts.name))
	if err != nil {
		return err
	}
	dir := filepath.Join(string(where), queriesFolder, "reports")
	file := filepath.Join(dir, opts.name+".md")
	if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
		if err == nil {
			err = withHint(fmt.Errorf("%s exists already", file), "choose another name")
		}
		return err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	if err := writeBytes(file, []byte(text)); err != nil {
		return err
	}
	return a.writeText("", func(w io.Writer, _ int, _ bool) error {
		_, err := fmt.Fprintf(w, "wrote %s%s; fill it in, then: %s report %s\n", file, shadowing(queries.ShadowsReport(opts.name), "report"), a.called(), opts.name)
		return err
	})
}
