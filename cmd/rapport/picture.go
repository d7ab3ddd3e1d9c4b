package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"rapport/internal/report"
	"rapport/internal/report/picture"
)

// pictureOptions are the flags of a verb whose answer can be drawn.
type pictureOptions struct{ width int }

// addFlags makes svg a format of the verb, whose flags for its output are there already.
func (o *pictureOptions) addFlags(cmd *cobra.Command, output *outputOptions) {
	output.format.more = append(output.format.more, report.FormatSVG)
	var names []string
	for _, f := range output.format.all() {
		names = append(names, string(f))
	}
	flags := cmd.Flags()
	flags.Lookup("format").Usage = "write `FORMAT`: " + strings.Join(names, ", ")
	flags.Lookup("out").Usage = "write to `FILE`, whole or not at all; .csv, .json, .jsonl, .tsv, .md and .svg pick the format"
	flags.IntVar(&o.width, "width", 0, "with -o svg: `PIXELS` that the picture is wide: a timeline or chart exactly (default 760),\na graph at most (by default it is as wide as it needs)")
}

// check says what is wrong with the flags, before anything runs.
func (o *pictureOptions) check(output *outputOptions) error {
	if o.width != 0 && output.chosen() != report.FormatSVG {
		return misuse("", "--width is for -o svg")
	}
	return checkWidth(o.width)
}

// checkWidth holds a width that was given, 0 for none, to what a page may have.
func checkWidth(pixels int) error {
	if pixels != 0 && (pixels < leastWidth || pixels > mostWidth) {
		return misuse("", "--width %d: want %d to %d", pixels, leastWidth, mostWidth)
	}
	return nil
}

const leastWidth, mostWidth = 320, 4000

// drawRows draws the rows of a verb where its options say; view is as Lookup.Picture has it.
func (a *app) drawRows(output outputOptions, opts pictureOptions, l *report.Lookup, t *report.Table, view, title string) error {
	if output.ids {
		t.DropNames()
	}
	p, err := l.Picture(t, view, title)
	if err != nil {
		return fmt.Errorf("no picture: %w", err)
	}
	if err := a.writePicture(output, opts, t, p); err != nil {
		return err
	}
	if len(t.Rows) == 0 && output.failEmpty {
		return quietly(exitEmpty)
	}
	return nil
}

// writePicture writes a picture of a table, with the table's footnotes below.
func (a *app) writePicture(output outputOptions, opts pictureOptions, t *report.Table, p picture.Picture) error {
	o := picture.Options{Standalone: true, Width: float64(opts.width), Footnotes: report.PictureNotes(t, p)}
	return a.writeText(output.out, func(w io.Writer, _ int, _ bool) error {
		_, err := w.Write(p.SVG(o))
		return err
	})
}
