package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"rapport/quads"
)

type fmtOptions struct {
	files []string // none for those of the dossier; "-" is standard input
	check bool
}

func newFmtCommand(a *app) *cobra.Command {
	var opts fmtOptions
	cmd := &cobra.Command{
		Use:   "fmt [FILE…]",
		Short: "lay out files so that a diff reads as a change of meaning",
		Long: "Lay out N-Quads files, those of the dossier when none is named: one quad a line,\n" +
			"statements under the comment that holds their sentence, in the order of their\n" +
			"letters, entities and vocabulary by subject, each sorted by its terms. No quad\n" +
			"and no comment is lost; a comment moves with the quad below it. The names of the\n" +
			"files that change are printed. With - it reads standard input and writes standard\n" +
			"output.",
		Example: "  rapport fmt --check\n" +
			"  echo '<kg:iran>   <rdf:type> <kg:State> <kg:entities>.' | rapport fmt -",
		GroupID: groupWrite,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.files = args
			return runFmt(cmd.Context(), a, opts)
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return []cobra.Completion{"nq"}, cobra.ShellCompDirectiveFilterFileExt
		},
	}
	cmd.Flags().BoolVar(&opts.check, "check", false, "write nothing; exit with code 3 when a file would change")
	return cmd
}

// runFmt formats every file before it writes the first: one that is not N-Quads leaves all as they are.
func runFmt(_ context.Context, a *app, opts fmtOptions) error {
	if len(opts.files) == 1 && opts.files[0] == "-" {
		return a.fmtStdin(opts)
	}
	sources, err := a.fmtSources(opts.files)
	if err != nil {
		return err
	}
	var changed []string
	results := map[string][]byte{}
	var broken []error
	for _, s := range sources {
		out, err := quads.Format(s.name, s.text)
		if err != nil {
			broken = append(broken, err)
		} else if !bytes.Equal(out, s.text) {
			changed = append(changed, s.name)
			results[s.name] = out
		}
	}
	if err := errors.Join(broken...); err != nil {
		return err
	}
	for _, name := range changed {
		if opts.check {
			break
		}
		if err := writeBytes(name, results[name]); err != nil {
			return err
		}
	}
	err = a.writeText("", func(w io.Writer, _ int, _ bool) error {
		_, err := io.WriteString(w, strings.Join(append(changed, ""), "\n"))
		return err
	})
	if err == nil && opts.check && len(changed) > 0 {
		return quietly(exitFound)
	}
	return err
}

func (a *app) fmtStdin(opts fmtOptions) error {
	text, err := io.ReadAll(a.stdin)
	if err != nil {
		return err
	}
	out, err := quads.Format("-", text)
	if err != nil {
		return err
	}
	if opts.check {
		if bytes.Equal(text, out) {
			return nil
		}
		return quietly(exitFound)
	}
	return a.writeText("", func(w io.Writer, _ int, _ bool) error {
		_, err := w.Write(out)
		return err
	})
}

// source is a file that fmt lays out.
type source struct {
	name string
	text []byte
}

// fmtSources reads the files that are named, or all of the dossier. The files inside the program can be checked and never differ.
func (a *app) fmtSources(files []string) ([]source, error) {
	var sources []source
	for _, name := range files {
		if name == "-" {
			return nil, misuse("", "- stands alone: it reads standard input and writes standard output")
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		sources = append(sources, source{name, text})
	}
	if len(files) > 0 {
		return sources, nil
	}
	p, err := a.findPlace()
	if err != nil {
		return nil, err
	}
	fsys := p.quads()
	err = fs.WalkDir(fsys, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(name) != ".nq" {
			return err
		}
		text, err := fs.ReadFile(fsys, name)
		sources = append(sources, source{p.show(quadsFolder + "/" + name), text})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", quadsFolder, err)
	}
	return sources, nil
}
