//go:build linux

package main

import (
	"context"
	"errors"
	"path/filepath"
	"runtime/debug"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
)

// rapportEngine is this program: a compiled graph, and Gizmo over it.
type rapportEngine struct {
	folder   string
	store    *graph.Segment
	programs gizmo.Programs
}

const segmentName = "graph.rsg"

func (*rapportEngine) hello() (string, error) { return ourVersion(), nil }

// ourVersion is the commit that the harness was built from.
func ourVersion() string {
	if b, ok := debug.ReadBuildInfo(); ok {
		for _, s := range b.Settings {
			if s.Key == "vcs.revision" && len(s.Value) > 10 {
				return s.Value[:10]
			}
		}
	}
	return ""
}

func (e *rapportEngine) create(folder string) error {
	e.folder = folder
	return nil
}

func (e *rapportEngine) load(file, _ string) (int64, error) {
	_, err := graph.CompileFiles(context.Background(), filepath.Join(e.folder, segmentName), []string{file}, nil, graph.BuildOptions{})
	return 0, err
}

func (e *rapportEngine) open(folder, _ string) (err error) {
	e.store, err = graph.OpenSegment(filepath.Join(folder, segmentName))
	return err
}

// errNotOpen is what a worker is told that asks too early.
var errNotOpen = errors.New("asked before it was opened")

func (e *rapportEngine) ask(text string, row func(string)) error {
	if e.store == nil {
		return errNotOpen
	}
	return e.rows(text, func(r gizmo.Row) error {
		row(textOf(r.Values[0]))
		return nil
	})
}

// rows runs a program, which is kept compiled.
func (e *rapportEngine) rows(text string, row func(gizmo.Row) error) error {
	_, err := gizmo.Run(context.Background(), e.store, "peers", text, gizmo.Options{Programs: &e.programs}, row)
	return err
}

func (e *rapportEngine) close() error {
	if e.store == nil {
		return nil
	}
	return e.store.Close()
}

// textOf is a value as other engines give it: an IRI without brackets, a literal's lexical form.
func textOf(v quad.Value) string {
	switch v := v.(type) {
	case quad.IRI:
		return string(v)
	case quad.String:
		return string(v)
	case quad.TypedString:
		return string(v.Value)
	case quad.LangString:
		return string(v.Value)
	case nil:
		return ""
	}
	return quad.ToString(v)
}
