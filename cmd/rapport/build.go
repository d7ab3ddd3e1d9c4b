package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rapport/graph"
	"rapport/quads"
)

type buildOptions struct {
	out    string
	inputs []string
	lax    bool
}

func newBuildCommand(a *app) *cobra.Command {
	var opts buildOptions
	cmd := &cobra.Command{
		Use:   "build SEGMENT",
		Short: "compile a graph into one file that opens at once",
		Long: "Compile the dossier, or N-Quads files, into a segment: one immutable file that --store FILE\n" +
			"opens at once, however large it is. The same files give the same bytes. The file is written\n" +
			"whole or not at all, and only a segment is ever replaced.",
		Example: `  rapport build harbour.rsg
  echo '<kg:a> <kg:knows> <kg:b> .' | rapport build -i - friends.rsg
  rapport query --store harbour.rsg 'g.V().count()'`,
		GroupID: groupShare,
		Args:    oneSegment,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.out = args[0]
			return runBuild(cmd.Context(), a, opts)
		},
	}
	cmd.Flags().StringArrayVarP(&opts.inputs, "input", "i", nil, "compile the N-Quads in `FILE`, not a dossier; - for standard input,\n.gz and .zst are unpacked; may be given again")
	cmd.Flags().BoolVar(&opts.lax, "lax", false, "let relative IRIs in -i pass, such as <alice>")
	return cmd
}

func oneSegment(_ *cobra.Command, args []string) error {
	switch len(args) {
	case 0:
		return misuse("such as rapport build graph.rsg", "want the name of the file to write")
	case 1:
		return nil
	}
	return misuse("each input has a flag: -i "+args[0], "%d names: want that of the file to write only", len(args))
}

// runBuild compiles a graph.
func runBuild(ctx context.Context, a *app, opts buildOptions) error {
	if slices.Contains(opts.inputs, opts.out) {
		return misuse("", "%s is an input and the file to write", opts.out)
	}
	start := time.Now()
	if len(opts.inputs) == 0 {
		where, d, err := a.openDossier()
		if err != nil {
			return err
		}
		if err := graph.Compile(opts.out, d.Quads()); err != nil {
			return err
		}
		return a.built(opts.out, where.String(), time.Since(start))
	}
	bar := newProgress(a, opts.inputs, start)
	sum, err := graph.CompileFiles(ctx, opts.out, opts.inputs, a.stdin, quads.ReaderOptions{Lax: opts.lax}, bar.show)
	bar.clear()
	if err != nil {
		return err
	}
	if sum.Relative > 0 {
		a.notice("build", "%s taken as they are (--lax)", plural(sum.Relative, "relative IRI"))
	}
	return a.built(opts.out, plural(sum.Files, "file"), time.Since(start))
}

// built says what came of it.
func (a *app) built(path, from string, took time.Duration) error {
	s, err := graph.OpenSegment(path)
	if err != nil {
		return err
	}
	defer s.Close()
	n := s.Count(graph.Quad{})
	a.notice("build", "%s of %s in %s, %s", plural(n, "quad"), from, path, sizeText(s.Size()))
	a.aside("%.2g s, %s quads/s, %.1f bytes a quad", took.Seconds(), rate(n, took), float64(s.Size())/float64(max(n, 1)))
	return s.Err()
}

func sizeText(bytes int64) string {
	switch {
	case bytes >= 1<<20:
		return fmt.Sprintf("%.1f MiB", float64(bytes)/(1<<20))
	case bytes >= 1<<10:
		return fmt.Sprintf("%d KiB", bytes>>10)
	}
	return plural(int(bytes), "byte")
}

func rate(n int, took time.Duration) string {
	perSecond := float64(n) / max(took.Seconds(), 1e-9)
	if perSecond >= 1e6 {
		return fmt.Sprintf("%.1f M", perSecond/1e6)
	}
	return fmt.Sprintf("%.0f k", perSecond/1e3)
}

// progress draws how far the reading is, on a terminal only.
type progress struct {
	out   io.Writer // nil: nobody sees it
	width int
	total int64 // bytes; 0 where it is not known
	start time.Time
	last  time.Time
	drawn bool
}

// progressEvery is how often it is drawn.
const progressEvery = 100 * time.Millisecond

func newProgress(a *app, inputs []string, start time.Time) *progress {
	p := &progress{start: start, last: start}
	if p.width = a.width(a.stderr); p.width == 0 {
		return p
	}
	p.out = a.stderr
	for _, name := range inputs {
		info, err := os.Stat(name)
		if packed := strings.HasSuffix(name, ".gz") || strings.HasSuffix(name, ".zst"); err != nil || packed || !info.Mode().IsRegular() {
			p.total = 0 // how much it unpacks to is not known
			return p
		}
		p.total += info.Size()
	}
	return p
}

func (p *progress) show(bytes int64, n int, done bool) {
	if p.out == nil || !done && time.Since(p.last) < progressEvery {
		return
	}
	p.last = time.Now()
	took := p.last.Sub(p.start)
	text := fmt.Sprintf("%s, %s quads/s", plural(n, "quad"), rate(n, took))
	switch {
	case done:
		text += ", sorting and writing"
	case p.total > 0 && bytes > 0:
		part := min(float64(bytes)/float64(p.total), 1)
		left := time.Duration(float64(took) * (1 - part) / part)
		const cells = 20
		full := int(part * cells)
		text = "[" + strings.Repeat("#", full) + strings.Repeat(".", cells-full) + "] " + fmt.Sprintf("%2.0f %% ", 100*part) + text +
			fmt.Sprintf(", %d s left to read", int(left.Seconds()+0.5))
	}
	if len(text) >= p.width {
		text = text[:p.width-1]
	}
	fmt.Fprintf(p.out, "\r%-*s\r", p.width-1, text) // what a terminal echoes, such as ^C, is then on what clear takes away
	p.drawn = true
}

// clear takes the line away.
func (p *progress) clear() {
	if p.drawn {
		fmt.Fprintf(p.out, "\r%*s\r", p.width-1, "")
	}
}
