package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"rapport/graph"
	"rapport/quads"
)

// Where the data comes from: the folder that -C names, else the nearest folder, from the working folder upwards, that has both quads/
// and queries/, else the dossier that is built into the program.

// The two folders of a dossier.
const (
	quadsFolder   = "quads"
	queriesFolder = "queries"
)

// place is where a dossier lies: a folder, or "" for the one in the program.
type place string

// String names the place for messages.
func (p place) String() string {
	if p == "" {
		return "the built-in dossier"
	}
	return string(p)
}

// quads returns the place's quads folder.
func (p place) quads() fs.FS {
	if p == "" {
		return quads.Shipped()
	}
	return os.DirFS(filepath.Join(string(p), quadsFolder))
}

// findPlace decides where the dossier lies, without reading it. A terminal is told, once, of one that was found on the way up: nobody named it.
func (a *app) findPlace() (place, error) {
	p, err := a.place()
	if err == nil && p != "" && a.dir == "" && p != a.told {
		a.aside("dossier: %s", p)
		a.told = p
	}
	return p, err
}

func (a *app) place() (place, error) {
	if a.dir != "" {
		if _, err := os.Stat(a.dir); err != nil {
			return "", fmt.Errorf("open dossier: %w", err)
		}
		if !isFolder(filepath.Join(a.dir, quadsFolder)) {
			return "", withHint(fmt.Errorf("open dossier: %s has no folder %s", a.dir, quadsFolder),
				"a dossier is a folder that holds quads/ and queries/")
		}
		return place(a.dir), nil
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", nil // a working folder that is gone has no dossier above it
	}
	for {
		if isFolder(filepath.Join(dir, quadsFolder)) {
			if isFolder(filepath.Join(dir, queriesFolder)) {
				return place(dir), nil
			}
			if a.passed != dir {
				a.notice("dossier", "%s has %s but no %s, and is left out; -C %s takes it", dir, quadsFolder, queriesFolder, dir)
			}
			a.passed = dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", nil
		}
		dir = parent
	}
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// openDossier reads the dossier that the program answers from. Where its data is not sound the error says so, and nothing is loaded.
func (a *app) openDossier() (place, *quads.Dossier, error) {
	p, err := a.findPlace()
	if err != nil {
		return p, nil, err
	}
	d, err := readDossier(p, p.quads())
	return p, d, err
}

// readDossier reads the dossier of a place, whose quads folder is given. What is wrong with a file names it so that an editor opens it.
func readDossier(p place, fsys fs.FS) (*quads.Dossier, error) {
	d, err := quads.Load(fsys)
	var findings quads.Findings
	if errors.As(err, &findings) {
		for i := range findings {
			findings[i].File = p.show(findings[i].File)
		}
		err = withHint(err, fmt.Sprintf("rapport check says more about %s", p))
	}
	return d, err
}

// opened is a graph that stays open for many commands: those at a prompt.
type opened struct {
	where  place
	src    graph.Source
	prompt bool             // somebody sits before it
	walk   *restrictOptions // what every query walks, unless it says otherwise itself; nil: everything
}

// openGraph returns the graph to ask: what is open already, the store of --store, or the quads of openDossier.
func (a *app) openGraph() (p place, src graph.Source, err error) {
	switch {
	case a.opened != nil:
		p, src = a.opened.where, a.opened.src
	case a.store != "":
		p, src, err = a.openStore()
	default:
		p, src, err = a.loadDossier()
	}
	if err != nil {
		return p, nil, err
	}
	a.asked = src
	return p, src, nil
}

// loadDossier returns the graph of the dossier: the cache's, else one that is read now.
func (a *app) loadDossier() (place, graph.Source, error) {
	p, err := a.findPlace()
	if err != nil {
		return p, nil, err
	}
	if src, err := a.keptDossier(p); src != nil || err != nil {
		return p, src, err
	}
	d, err := readDossier(p, p.quads())
	if err != nil {
		return p, nil, err
	}
	if a.proving != "" && p != "" {
		a.tellFindings(p, len(d.Prove(p.quads())))
	}
	return p, graph.Load(d.Quads()), nil
}

// tellFindings says how many rules a dossier breaks, where the verb is one that tells.
func (a *app) tellFindings(p place, findings int) {
	if a.proving != "" && findings > 0 {
		a.notice(a.proving, "%s: %s; rapport check lists them", p, plural(findings, "finding"))
	}
}

// readInputs reads the N-Quads files of -i as one graph. Relative IRIs that --lax lets pass are counted in a notice.
func (a *app) readInputs(verb string, files []string, lax bool) (graph.Source, error) {
	src, read, err := a.keptFiles(files, lax)
	if src == nil && err == nil {
		src, read, err = graph.ReadFiles(files, a.stdin, quads.ReaderOptions{Lax: lax})
	}
	if err != nil {
		for _, file := range files {
			if graph.IsSegment(file) {
				return nil, withHint(fmt.Errorf("%s is a compiled graph, not N-Quads", file), "--store "+file+" answers from it")
			}
		}
		return nil, err
	}
	if read.Relative > 0 {
		a.notice(verb, "%s taken as they are (--lax)", plural(read.Relative, "relative IRI"))
	}
	return src, nil
}

// plural counts things: "1 quad", "2 quads".
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
