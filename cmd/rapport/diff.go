package main

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"rapport/graph"
	"rapport/internal/report"
	"rapport/quads"
)

type diffOptions struct {
	old, new string // folders, exports or revisions; new is "" for the dossier itself
	exitCode bool
	output   textOptions
}

func newDiffCommand(a *app) *cobra.Command {
	var opts diffOptions
	cmd := &cobra.Command{
		Use:   "diff OLD [NEW]",
		Short: "say what two dossiers, exports or revisions say differently",
		Long: "Say which statements were added, removed or changed between two dossiers, in words: the\n" +
			"quote, and a plain sentence of what the quads say, before and after. OLD and NEW are each\n" +
			"a folder that holds quads/, a file that rapport export or build wrote, or a git revision of\n" +
			"the dossier. Without NEW it is the dossier itself.",
		Example: `  rapport export --out yesterday.nq
  rapport diff yesterday.nq --exit-code
  # in a git repository: rapport diff HEAD~1 -o md`,
		GroupID: groupProve,
		Args:    wantOldAndNew,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.old = args[0]
			if len(args) > 1 {
				opts.new = args[1]
			}
			return runDiff(cmd.Context(), a, opts)
		},
	}
	cmd.Flags().BoolVar(&opts.exitCode, "exit-code", false, "exit with code 3 when there is a difference")
	opts.output.addFlags(cmd, "text", "md", "json")
	a.addCacheFlags(cmd)
	return cmd
}

func wantOldAndNew(_ *cobra.Command, args []string) error {
	if len(args) < 1 || len(args) > 2 {
		return misuse("such as rapport diff HEAD, or rapport diff old.nq new.nq", "want one or two dossiers to compare, got %d", len(args))
	}
	return nil
}

// runDiff compares two graphs.
func runDiff(ctx context.Context, a *app, opts diffOptions) error {
	old, oldName, err := a.openCompared(ctx, opts.old)
	if err != nil {
		return err
	}
	new, newName, err := a.openCompared(ctx, opts.new)
	if err != nil {
		return err
	}
	d := report.Compare(old, new)
	d.Old, d.New = oldName, newName
	err = a.writeText(opts.output.out, func(w io.Writer, width int, color bool) error {
		switch opts.output.chosen() {
		case "md":
			return d.WriteMarkdown(w)
		case "json":
			return d.WriteJSON(w)
		}
		return d.WriteText(w, report.Options{Width: width, Color: color})
	})
	if err == nil && opts.exitCode && !d.Empty() {
		return quietly(exitFound)
	}
	return err
}

// openCompared opens one side of a comparison and names it: a folder, a file, else a git revision of the dossier; "" is the dossier.
func (a *app) openCompared(ctx context.Context, what string) (graph.Source, string, error) {
	if what == "" {
		where, src, err := a.openGraph()
		return src, where.String(), err
	}
	info, err := os.Stat(what)
	switch {
	case err == nil && info.IsDir():
		if !isFolder(filepath.Join(what, quadsFolder)) {
			return nil, what, withHint(fmt.Errorf("%s has no folder %s", what, quadsFolder), "a dossier is a folder that holds quads/ and queries/")
		}
		d, err := readDossier(place(what), place(what).quads())
		if err != nil {
			return nil, what, err
		}
		return graph.Load(d.Quads()), what, nil
	case err == nil:
		src, err := a.openFile(what)
		return src, what, err
	}
	src, err := a.openRevision(ctx, what)
	return src, what, err
}

// openFile opens a compiled graph, or reads N-Quads.
func (a *app) openFile(path string) (graph.Source, error) {
	if !graph.IsSegment(path) {
		return a.readInputs("diff", []string{path}, false)
	}
	file, err := graph.OpenSegment(path)
	if err != nil {
		return nil, err
	}
	a.closers = append(a.closers, file)
	return file, nil
}

// openRevision reads the dossier as it was at a git revision.
func (a *app) openRevision(ctx context.Context, revision string) (graph.Source, error) {
	where, err := a.findPlace()
	if err != nil {
		return nil, err
	}
	const hint = "want a folder that holds quads/, a file of N-Quads, a compiled graph, or a git revision of the dossier"
	if where == "" {
		return nil, withHint(fmt.Errorf("there is no file or folder %s, and the built-in dossier has no revisions", revision), hint)
	}
	commit, err := git(ctx, where, "rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	if err != nil {
		return nil, withHint(fmt.Errorf("%s is no file, no folder and no git revision of %s", revision, where), hint)
	}
	archive, err := git(ctx, where, "archive", "--format=tar", strings.TrimSpace(string(commit)), "--", quadsFolder)
	if err != nil {
		return nil, fmt.Errorf("read %s of %s: %w", quadsFolder, revision, err)
	}
	dir, err := os.MkdirTemp("", "rapport-diff-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := unpack(archive, dir); err != nil {
		return nil, fmt.Errorf("read %s of %s: %w", quadsFolder, revision, err)
	}
	d, err := quads.Load(place(dir).quads())
	if err != nil {
		return nil, fmt.Errorf("revision %s: %w", revision, err)
	}
	return graph.Load(d.Quads()), nil
}

// git runs git in the folder of a dossier and returns what it prints.
func git(ctx context.Context, where place, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir = string(where)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if said := strings.TrimSpace(stderr.String()); err != nil && said != "" {
		return nil, errors.New(said)
	}
	return out, err
}

// unpack writes the files of a tar archive below a folder.
func unpack(archive []byte, dir string) error {
	files := tar.NewReader(bytes.NewReader(archive))
	for {
		head, err := files.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if head.Typeflag != tar.TypeReg || !filepath.IsLocal(head.Name) {
			continue // folders come with their files; the model has no links
		}
		text, err := io.ReadAll(files)
		if err != nil {
			return err
		}
		path := filepath.Join(dir, head.Name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(path, text, 0o600); err != nil {
			return err
		}
	}
}
