package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"rapport/graph"
	"rapport/internal/report"
	"rapport/quads"
)

type buildOptions struct {
	out     string
	inputs  []string
	append  bool
	lax     bool
	memory  sizeFlag
	tempDir string
}

func newBuildCommand(a *app) *cobra.Command {
	var opts buildOptions
	cmd := &cobra.Command{
		Use:   "build SEGMENT",
		Short: "compile a graph into one file that opens at once",
		Long: "Compile the dossier, or N-Quads files, into a segment: one immutable file that --store FILE\n" +
			"opens at once, however large it is. Saved queries are not in it: they are read from the\n" +
			"folder of the dossier (-C DIR). The same files give the same bytes. The file is written\n" +
			"whole or not at all, and only a segment is ever replaced; one that was built from files, only\n" +
			"with -i.\n\n" +
			"--append merges more files into a segment without reading again what is in it: the bytes are\n" +
			"those of a build of them all. With --memory, what does not fit is kept in temporary files.",
		Example: `  rapport build harbour.rsg
  echo '<kg:a> <kg:knows> <kg:b> .' | rapport build -i - friends.rsg
  rapport build -i corpus.nq --memory 2GiB corpus.rsg
  rapport build --append corpus.rsg -i today.nq
  rapport query --store harbour.rsg 'g.V().count()'`,
		GroupID: groupShare,
		Args:    oneSegment,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.out = args[0]
			return runBuild(cmd.Context(), a, opts)
		},
	}
	cmd.Flags().StringArrayVarP(&opts.inputs, "input", "i", nil, "compile the N-Quads in `FILE`, not a dossier; - for standard input, .gz and .zst are unpacked; may be given again")
	cmd.Flags().BoolVar(&opts.append, "append", false, "merge the files of -i into SEGMENT, which was built from others")
	cmd.Flags().BoolVar(&opts.lax, "lax", false, "let relative IRIs in -i pass, such as <alice>")
	cmd.Flags().Var(&opts.memory, "memory", fmt.Sprintf("take no more than `SIZE` of memory for -i, such as 2GiB, at least %dMiB", graph.MinMemory>>20))
	cmd.Flags().Lookup("memory").DefValue = "0" // which help does not show
	cmd.Flags().StringVar(&opts.tempDir, "tmp-dir", "", "keep what --memory leaves no room for in `FOLDER`, not in that of SEGMENT")
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
	if opts.memory > 0 && opts.memory < graph.MinMemory {
		return misuse("", "--memory %s: want at least %dMiB to build in", &opts.memory, graph.MinMemory>>20)
	}
	start := time.Now()
	if len(opts.inputs) > 0 {
		return a.buildFiles(ctx, opts, start)
	}
	if opts.append || opts.memory > 0 || opts.tempDir != "" {
		return misuse("such as -i feed.nq", "--append, --memory and --tmp-dir are for files: want -i FILE")
	}
	where, d, err := a.openDossier()
	if err != nil {
		return err
	}
	if files := graph.BuiltFrom(opts.out); len(files) > 0 {
		return withHint(fmt.Errorf("%s was built from %s, not from a dossier: it is not replaced by %s", opts.out, listFiles(files), where),
			fmt.Sprintf("to build it again, or with more: -i %s …, or --append -i FILE; to have the dossier there, remove %s first", files[0], opts.out))
	}
	if err := graph.Compile(opts.out, d.Quads()); err != nil {
		return err
	}
	return a.built(opts.out, len(d.Quads()), start, func(quads string) string {
		return quads + " of " + where.String() + ", with vocabulary and derived ones, in " + opts.out
	})
}

// listFiles names one file, and says how many more there are.
func listFiles(files []string) string {
	if len(files) == 1 {
		return files[0]
	}
	return fmt.Sprintf("%s and %s more", files[0], plural(len(files)-1, "file"))
}

// buildFiles compiles or appends the files of -i.
func (a *app) buildFiles(ctx context.Context, opts buildOptions, start time.Time) error {
	bar := newProgress(a, opts.inputs, start)
	build, how := graph.CompileFiles, graph.BuildOptions{
		Reader: quads.ReaderOptions{Lax: opts.lax}, Memory: int64(opts.memory), TempDir: opts.tempDir, Progress: bar.show,
	}
	if opts.append {
		build = graph.AppendFiles
	}
	sum, err := build(ctx, opts.out, opts.inputs, a.stdin, how)
	bar.clear()
	if err != nil {
		return err
	}
	if sum.Relative > 0 {
		a.notice("build", "%s taken as they are (--lax)", plural(sum.Relative, "relative IRI"))
	}
	switch {
	case opts.append && sum.Files == 0:
		a.notice("build", "%s is as it was: what is given is in it already", opts.out)
		return nil
	case opts.append:
		return a.built(opts.out, sum.Quads, start, func(quads string) string {
			return fmt.Sprintf("%s of %s appended to %s: %s", plural(sum.Quads, "quad"), plural(sum.Files, "file"), opts.out, quads)
		})
	}
	return a.built(opts.out, sum.Quads, start, func(quads string) string { return quads + " of " + plural(sum.Files, "file") + " in " + opts.out })
}

// built says what came of so many quads that were read; say puts the number of quads that are in the file into words.
func (a *app) built(path string, read int, start time.Time, say func(quads string) string) error {
	took := time.Since(start)
	s, err := graph.OpenSegment(path)
	if err != nil {
		return err
	}
	defer s.Close()
	n := s.Count(graph.Quad{})
	fmt.Fprintln(a.stderr, report.Clean(fmt.Sprintf("%s, %s", say(plural(n, "quad")), sizeText(s.Size()))))
	a.aside("%.2g s, %s quads/s, %.1f bytes a quad", took.Seconds(), rate(read, took), float64(s.Size())/float64(max(n, 1)))
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
