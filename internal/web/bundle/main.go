// Command bundle makes what a full build of rapport has beyond a plain one: the graph and the editor of the pages, from npm by the lock file beside it, and Cayley's
// own pages, from its module. All of it goes into the folder dist, which git ignores and the build tag full embeds.
//
//	go run ./internal/web/bundle && go build -tags full -o rapport ./cmd/rapport
//
// The same sources give the same bytes. It needs Node.js 18 or newer, with npm.
package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bundle:", err)
		os.Exit(1)
	}
}

// What is made, and of which of our sources.
const (
	distFolder = "dist"
	sources    = "src"
)

// entries are our own modules, each of which a page loads.
var entries = []string{"editor.js", "graph.js"}

// run makes the folder. What was made before stays until the new one is whole.
func run(ctx context.Context, told io.Writer) error {
	dir, err := home(ctx)
	if err != nil {
		return err
	}
	if err := command(ctx, dir, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"); err != nil {
		return err
	}
	made, err := os.MkdirTemp(dir, "dist-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(made)
	if err := os.Chmod(made, 0o755); err != nil {
		return err
	}
	if err := fill(ctx, dir, made); err != nil {
		return err
	}
	dist := filepath.Join(dir, distFolder)
	if err := os.RemoveAll(dist); err != nil {
		return err
	}
	if err := os.Rename(made, dist); err != nil {
		return err
	}
	return tell(told, dist)
}

// pages is the folder of what our pages load.
const pages = "pages"

// fill puts everything into a folder, what says of what it was made last.
func fill(ctx context.Context, dir, made string) error {
	loaded := filepath.Join(made, pages)
	if err := os.Mkdir(loaded, 0o755); err != nil {
		return err
	}
	packages, err := build(ctx, dir, loaded)
	if err != nil {
		return err
	}
	if err := writeLicences(dir, loaded, packages); err != nil {
		return err
	}
	if err := copyCayley(filepath.Join(made, "cayley")); err != nil {
		return err
	}
	return writeManifest(dir, made)
}

// home is the folder of this package.
func home(ctx context.Context) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "list", "-f", "{{.Dir}}", "rapport/internal/web/bundle").Output()
	if err != nil {
		return "", fmt.Errorf("where rapport's source is: %w (run it within the repository)", withOutput(err, nil))
	}
	return strings.TrimSpace(string(out)), nil
}

// command runs a program, whose output is told where it fails.
func command(ctx context.Context, dir, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if errors.Is(err, exec.ErrNotFound) {
		return fmt.Errorf("%s is not on the path: install Node.js 18 or newer, with npm", name)
	}
	if err != nil {
		return fmt.Errorf("%s %s: %w", name, args[0], withOutput(err, out))
	}
	return nil
}

func withOutput(err error, out []byte) error {
	var exit *exec.ExitError
	if out == nil && errors.As(err, &exit) {
		out = exit.Stderr
	}
	if text := bytes.TrimSpace(out); len(text) > 0 {
		return fmt.Errorf("%w\n%s", err, text)
	}
	return err
}

// build bundles our modules with what they import, and returns the npm packages that the bundles hold.
func build(ctx context.Context, dir, made string) ([]string, error) {
	work, err := os.MkdirTemp(dir, "esbuild-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(work)
	meta := filepath.Join(work, "meta.json")
	args := []string{filepath.Join("node_modules", "esbuild", "bin", "esbuild"), "--bundle", "--minify", "--format=esm", "--target=es2022", "--charset=utf8",
		"--legal-comments=none", "--log-level=warning", "--outdir=" + work, "--metafile=" + meta}
	for _, name := range entries {
		args = append(args, filepath.Join(sources, name))
	}
	if err := command(ctx, dir, "node", args...); err != nil {
		return nil, err
	}
	for _, name := range entries {
		text, err := os.ReadFile(filepath.Join(work, name))
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(filepath.Join(made, name), text, 0o644); err != nil {
			return nil, err
		}
	}
	return bundled(meta)
}

// tell says what was made.
func tell(told io.Writer, dist string) error {
	for _, name := range entries {
		text, err := os.ReadFile(filepath.Join(dist, pages, name))
		if err != nil {
			return err
		}
		fmt.Fprintf(told, "%-10s %7d bytes, %7d compressed\n", name, len(text), compressed(text))
	}
	_, err := fmt.Fprintln(told, "next: go build -tags full -o rapport ./cmd/rapport")
	return err
}

// compressed is how many bytes of a text are sent.
func compressed(text []byte) int {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(text) // a Buffer takes all
	w.Close()
	return b.Len()
}
