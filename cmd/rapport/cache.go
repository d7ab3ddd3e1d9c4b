package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rapport/graph"
	"rapport/internal/cache"
	"rapport/internal/segment"
	"rapport/quads"
)

// A dossier, and large files of -i, are compiled when they are first asked, into the user's cache folder; from then on, until a file changes,
// they are opened without being read. Whatever keeps the cache from working costs only time: the answer is then read from the files.

// cacheOptions are the flags.
type cacheOptions struct {
	off    bool
	dir    string
	rehash bool
}

// cacheHeading is the heading in help of these flags.
const cacheHeading = "Compiled graphs, kept for the next time"

// addCacheFlags binds them to a command that asks a graph made of files. A parameter of a saved query that has the name of one keeps it.
func (a *app) addCacheFlags(cmd *cobra.Command) {
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	flags.SortFlags = false
	flags.BoolVar(&a.cache.off, "no-cache", false, "read the files themselves, and keep nothing")
	flags.StringVar(&a.cache.dir, "cache-dir", "", "keep them in `DIR`, not in the user's cache folder")
	flags.BoolVar(&a.cache.rehash, "rehash", false, "read every file to see whether it has changed, whatever its times say")
	flags.VisitAll(func(f *pflag.Flag) {
		if cmd.Flags().Lookup(f.Name) == nil {
			f.Annotations = map[string][]string{headingOf: {cacheHeading}}
			cmd.Flags().AddFlag(f)
		}
	})
	if f := cmd.Flags().Lookup("cache-dir"); f != nil {
		f.Annotations[cobra.BashCompSubdirsInDir] = []string{}
	}
}

// cacheFolder is where compiled graphs are kept, "" for nowhere.
func (a *app) cacheFolder() string {
	switch {
	case a.cache.off:
		return ""
	case a.cache.dir != "":
		return a.cache.dir
	case a.env("HOME") == "" && a.env("XDG_CACHE_HOME") == "" && a.env("LocalAppData") == "":
		return "" // nobody's
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "rapport")
}

// kept returns what the cache has under a name, made by read where it has nothing. It is nil where nothing can be kept, and an error
// of read's comes back as it is.
func (a *app) kept(name string, read func() (cache.Made, error)) (graph.Source, string, error) {
	dir, program := a.cacheFolder(), ""
	if dir != "" {
		program = cache.Program()
	}
	if program == "" {
		return nil, "", nil
	}
	folder, err := cache.Open(dir, program, a.now)
	if err != nil {
		if a.cache.dir != "" {
			a.notice("cache", "%v; nothing is kept", err)
		}
		return nil, "", nil
	}
	folder.Rehash = a.cache.rehash
	for range 2 { // what is damaged is made anew, once
		found, ok := folder.Find(name)
		if !ok {
			found, err = folder.Make(a.ctx, name, read)
			if err != nil {
				if errors.Is(err, cache.ErrUnkept) {
					err = a.ctx.Err()
				}
				return nil, "", err
			}
		}
		if src, err := a.openKept(found.Path); err == nil {
			return src, found.Note, nil
		}
		folder.Forget(found.Path)
	}
	return nil, "", nil
}

// fewQuads is up to how many quads a compiled graph is read into memory whole: some two milliseconds, and each question is answered sooner.
const fewQuads = 10_000

// openKept opens a compiled graph of the cache.
func (a *app) openKept(path string) (graph.Source, error) {
	file, err := graph.OpenSegment(path)
	if err != nil {
		return nil, err
	}
	if file.Count(graph.Quad{}) > fewQuads {
		a.closers, a.keptAt = append(a.closers, file), append(a.keptAt, path)
		return file, nil
	}
	small, err := inMemory(file)
	if err == nil {
		a.keptAt = append(a.keptAt, path)
	}
	return small, err
}

// inMemory reads a compiled graph whole, and closes it.
func inMemory(file *graph.Segment) (m *graph.Memory, err error) {
	err = graph.Guard(func() error {
		m, err = file.InMemory()
		return err
	})
	return m, errors.Join(err, file.Close())
}

// damaged removes a compiled graph from the cache if that is what an error is about: the next command makes it anew.
func (a *app) damaged(err error) error {
	var e *segment.Error
	if !errors.As(err, &e) || !slices.Contains(a.keptAt, e.Path) {
		return err
	}
	os.Remove(e.Path)
	return &failure{withHint(fmt.Errorf("the compiled graph in the cache is damaged: %w", e.Cause), "it is removed: ask again, and it is made anew")}
}

// keptDossier returns the graph of a dossier from the cache, nil where it is not kept.
func (a *app) keptDossier(p place) (graph.Source, error) {
	name, root := p.String(), ""
	if p != "" {
		full, err := filepath.Abs(filepath.Join(string(p), quadsFolder))
		if err != nil {
			return nil, nil
		}
		name, root = "dossier "+full, full
	}
	src, note, err := a.kept(name, func() (cache.Made, error) {
		recorder := cache.NewRecorder(root)
		fsys := p.quads()
		if p != "" {
			fsys = recorder
		}
		d, err := readDossier(p, fsys)
		if err != nil {
			return cache.Made{}, err
		}
		findings := 0
		if p != "" { // the program's own has none
			findings = len(d.Prove(fsys))
		}
		inputs, err := recorder.Inputs()
		if err != nil {
			return cache.Made{}, fmt.Errorf("%w: %w", cache.ErrUnkept, err)
		}
		return cache.Made{Inputs: inputs, Write: func(path string) (string, error) {
			return strconv.Itoa(findings), graph.Compile(path, d.Quads())
		}}, nil
	})
	if src != nil {
		findings, _ := strconv.Atoi(note)
		a.tellFindings(p, findings)
	}
	return src, err
}

// worthKeeping is how many bytes of N-Quads in -i are compiled: fewer are read as fast.
const worthKeeping = 1 << 20

// keptFiles returns the graph of files of -i from the cache, nil where it is not kept.
func (a *app) keptFiles(files []string, lax bool) (src graph.Source, read graph.Summary, err error) {
	paths := worthwhile(files)
	if paths == nil {
		return nil, read, nil
	}
	// The labels of blank nodes depend on how the paths are spelled.
	name := fmt.Sprintf("files %q lax %t %q", paths, lax, files)
	src, note, err := a.kept(name, func() (cache.Made, error) {
		made := cache.Made{Write: func(path string) (string, error) {
			bar := newProgress(a, files, a.now())
			defer bar.clear()
			sum, err := graph.CompileFiles(a.ctx, path, files, nil, graph.BuildOptions{Reader: quads.ReaderOptions{Lax: lax}, Progress: bar.show})
			return fmt.Sprintf(summaryNote, sum.Files, sum.Quads, sum.Relative), err
		}}
		for _, path := range paths {
			in, err := cache.Read(path)
			if err != nil || in.Kind != cache.File {
				return made, fmt.Errorf("%w: %s is not read: %w", cache.ErrUnkept, path, cmp.Or(err, os.ErrNotExist))
			}
			made.Inputs = append(made.Inputs, in)
		}
		return made, nil
	})
	if src == nil || err != nil {
		return nil, read, err
	}
	_, err = fmt.Sscanf(note, summaryNote, &read.Files, &read.Quads, &read.Relative)
	return src, read, err
}

// summaryNote is what is noted of files: how many they were, their quads, and the relative IRIs among them.
const summaryNote = "%d files %d quads %d relative"

// worthwhile returns the full paths of files that are worth keeping, nil where there are others among them or they are small.
func worthwhile(files []string) (paths []string) {
	var bytes int64
	for _, name := range files {
		info, err := os.Stat(name)
		full, err2 := filepath.Abs(name)
		if name == "-" || errors.Join(err, err2) != nil || !info.Mode().IsRegular() {
			return nil
		}
		bytes += info.Size()
		paths = append(paths, full)
	}
	if bytes < worthKeeping {
		return nil
	}
	return paths
}
