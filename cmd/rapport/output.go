package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"rapport/graph"
	"rapport/internal/report"
)

// The rules of the terminal
//
//   - Rows, and text that was asked for, go to standard output; everything else, notices, hints and errors, to standard error.
//     What is piped is never mixed with what is said.
//   - -o is always a format, --out always a file. --out writes beside the file and renames: it is whole or as it was. Its extension picks the
//     format where -o does not.
//   - On a terminal a table fits the width (COLUMNS, else what the terminal says, else 80), headers are bold and asides dim. NO_COLOR, or a TERM
//     of dumb, keeps text plain. There are no other colours, no cursor movements, no questions.
//   - A report is laid out for the terminal, too, unless -o asks for its Markdown.
//   - In a pipe the same table has one row a line, no width, no colour.
//   - Text from articles is cleaned before it meets a terminal (report.Clean): control and bidi characters are shown as escapes.
//   - An error is "rapport: VERB: where: what", then at most one "rapport: hint: what to do". A notice is "rapport: VERB: …" too, and the
//     program goes on. An aside ("which dossier") is for terminals only.
//   - Nothing found is not an error: no rows, exit code 0 (4 with --fail-empty), and a notice that says what was searched.
//   - A reader that goes away (head) ends the program without a word. The exit codes stand in exit.go.

// app is what the program may touch: its streams, its environment and the flags all verbs share.
type app struct {
	passed         string // a folder with quads/ alone, which was told of
	told           place  // the dossier that a terminal was told of
	stdin          io.Reader
	stdout, stderr io.Writer
	env            func(string) string
	now            func() time.Time // for what asks for the clock by a flag
	dir            string           // -C, "" when not given
	opened         *opened
	store          storeFlag
	stored         *stored
	cache          cacheOptions
	keptAt         []string        // compiled graphs of the cache that were opened
	closers        []io.Closer     // closed at the end
	proving        string          // the verb that tells of what rapport check finds in a dossier that it loads, "" for none
	asked          graph.Source    // the graph that the verb answers from, once it is open
	ctx            context.Context // ends with the program
}

// outputOptions are the flags of a verb that answers with rows.
type outputOptions struct {
	format    formatFlag
	out       string // a file, "" for standard output
	ids       bool
	failEmpty bool
}

// addFlags binds the flags to a command.
func (o *outputOptions) addFlags(cmd *cobra.Command) {
	o.addFormatFlags(cmd)
	cmd.Flags().BoolVar(&o.ids, "ids", false, "show IRIs instead of names")
	cmd.Flags().BoolVar(&o.failEmpty, "fail-empty", false, "exit with code 4 when nothing is found")
}

// addFormatFlags binds only -o and --out, for a verb whose rows are no values of the graph.
func (o *outputOptions) addFormatFlags(cmd *cobra.Command) {
	cmd.Flags().VarP(&o.format, "format", "o", "write `FORMAT`: "+joinFormats())
	cmd.Flags().StringVar(&o.out, "out", "", "write to `FILE`, whole or not at all; .csv, .json, .jsonl, .tsv and .md pick the format")
	checkExtension(cmd, func() error {
		picked := o.format.chosen != "" || o.byExtension() != "" || strings.EqualFold(filepath.Ext(o.out), ".txt") // a table is text
		var names []string
		for _, f := range o.format.all() {
			names = append(names, string(f))
		}
		return wrongExtension(o.out, picked, names)
	})
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("format", completeFormats))
}

// formatFlag is the value of -o.
type formatFlag struct {
	chosen report.Format // "" when none was given
	more   []report.Format
}

// String, Set and Type make it a flag.
func (f *formatFlag) String() string { return string(f.chosen) }

// Type names the value in help.
func (f *formatFlag) Type() string { return "format" }

// Set takes a format by its name.
func (f *formatFlag) Set(name string) error {
	var names []string
	for _, known := range f.all() {
		if string(known) == name {
			f.chosen = known
			return nil
		}
		names = append(names, string(known))
	}
	return withHint(fmt.Errorf("unknown format, want %s", strings.Join(names, ", ")), didYouMean(name, names, ""))
}

// all are the formats that the verb knows.
func (f *formatFlag) all() []report.Format { return append(report.Formats(), f.more...) }

func joinFormats() string {
	var b strings.Builder
	for i, f := range report.Formats() {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(string(f))
	}
	return b.String()
}

// chosen returns the format that -o or the extension of --out asks for; a table when neither does.
func (o *outputOptions) chosen() report.Format {
	return cmp.Or(o.format.chosen, o.byExtension(), report.FormatTable)
}

// byExtension is the format that the extension of --out picks, "" for none.
func (o *outputOptions) byExtension() report.Format {
	extension := strings.TrimPrefix(strings.ToLower(filepath.Ext(o.out)), ".")
	for _, f := range o.format.all() {
		if string(f) == extension {
			return f
		}
	}
	return ""
}

// forEyes tells whether the format is one for reading, where what repeats may be left out.
func (o *outputOptions) forEyes() bool {
	return o.chosen() == report.FormatTable || o.chosen() == report.FormatMD
}

// writeTable writes the rows of a verb where its options say. Without rows and with --fail-empty the error is exit code 4.
func (a *app) writeTable(o outputOptions, t *report.Table) error {
	err := a.writeText(o.out, func(w io.Writer, width int, color bool) error {
		return report.Write(w, o.chosen(), t, report.Options{Width: width, Color: color, IDs: o.ids})
	})
	if err != nil {
		return err
	}
	if len(t.Rows) == 0 && o.failEmpty {
		return quietly(exitEmpty)
	}
	return nil
}

// writeText calls write with the place that --out (file, or "" or "-" for standard output) names. width is the terminal's, or 0 when the
// text goes anywhere else; color says whether bold and dim may be used. A file is there only if write returns nil.
//
// Nothing is written where the graph that was asked could not be read.
func (a *app) writeText(file string, write func(w io.Writer, width int, color bool) error) error {
	if err := a.unread(); err != nil {
		return err
	}
	return cmp.Or(a.writeUnchecked(file, write), a.unread())
}

func (a *app) writeUnchecked(file string, write func(w io.Writer, width int, color bool) error) error {
	if file != "" && file != "-" {
		return writeFile(file, func(w io.Writer) error { return write(w, 0, false) })
	}
	width := a.width(a.stdout)
	return write(a.stdout, width, width > 0 && a.colorful())
}

// notice tells something beside the rows, in the form of an error; the program goes on. At a prompt it is the words alone.
func (a *app) notice(verb, format string, args ...any) {
	line := report.Clean(fmt.Sprintf(format, args...))
	if a.opened == nil || !a.opened.prompt {
		line = fmt.Sprintf("rapport: %s: %s", verb, line)
	}
	fmt.Fprintln(a.stderr, line)
}

// aside tells a terminal something that a log does not need.
func (a *app) aside(format string, args ...any) {
	if a.width(a.stderr) == 0 {
		return
	}
	line := report.Clean(fmt.Sprintf(format, args...))
	if a.colorful() {
		line = "\x1b[2m" + line + "\x1b[0m"
	}
	fmt.Fprintln(a.stderr, line)
}

// called is how a command line begins that answers from the same dossier.
func (a *app) called() string {
	if a.dir == "" {
		return "rapport"
	}
	return "rapport -C " + a.dir
}

// width returns how many columns the terminal behind a stream has, 0 when there is none.
func (a *app) width(stream any) int {
	f, ok := stream.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0
	}
	if n, err := strconv.Atoi(a.env("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
		return n
	}
	return 80
}

// colorful tells whether a terminal takes bold and dim. An old Windows console shows the codes themselves.
func (a *app) colorful() bool {
	if a.env("NO_COLOR") != "" || a.env("TERM") == "dumb" {
		return false
	}
	return runtime.GOOS != "windows" || a.env("WT_SESSION") != "" || a.env("TERM") != ""
}
