//go:build linux

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// resultSchema names the shape of a result file.
const resultSchema = "rapport.peers/1"

// result is what one run measured, at one size.
type result struct {
	Schema  string  `json:"schema"`
	Machine machine `json:"machine"`
	Note    string  `json:"note,omitempty"` // what a reader must know of the run
	Quads   int     `json:"quads"`
	Bytes   int64   `json:"nquads_bytes"`
	Rounds  int     `json:"rounds"`
	// ByProcessor says that tables have processor time, which other jobs on the machine change little, and not the time that passed.
	ByProcessor bool      `json:"by_processor,omitempty"`
	Peers       []outcome `json:"peers"`
}

// outcome is what one engine did in a run.
type outcome struct {
	Name    string             `json:"name"`
	Title   string             `json:"title"`
	Version string             `json:"version,omitempty"`
	Via     string             `json:"via"`
	Beside  string             `json:"beside"`            // the engine that it is compared with
	Skipped string             `json:"skipped,omitempty"` // why it was not asked, or not to the end
	Install string             `json:"install,omitempty"` // what brings it, where it is not installed
	Load    *loading           `json:"load,omitempty"`
	Answers map[string]answers `json:"answers,omitempty"` // by the name of the query
}

// loading is what it takes until questions can be asked.
type loading struct {
	Seconds      float64 `json:"seconds"`         // until the quads are safe on disk, with Convert
	Convert      float64 `json:"convert_seconds"` // of them, N-Quads to tables
	Disk         int64   `json:"disk_bytes"`
	Peak         int64   `json:"peak_bytes"` // of memory, while loading
	Open         float64 `json:"open_seconds"`
	PeakOfAsking int64   `json:"peak_bytes_asking"`
}

// answers are what the answers to a question took.
type answers struct {
	Median float64 `json:"median_ms"`
	Low    float64 `json:"p10_ms"`
	High   float64 `json:"p90_ms"`
	Runs   int     `json:"runs"`
	// Processor is what the processors worked for one, client and server, on all cores: a median of the rounds' means.
	Processor float64 `json:"processor_ms"`
	Wrong     string  `json:"wrong,omitempty"` // how the answer, or the error, differs from the right one: it is not timed
}

// answersOf sums up times in nanoseconds.
func answersOf(nanos []int64) answers {
	if len(nanos) == 0 {
		return answers{}
	}
	slices.Sort(nanos)
	at := func(share float64) float64 { return float64(nanos[int(share*float64(len(nanos)-1))]) / 1e6 }
	return answers{Median: at(0.5), Low: at(0.1), High: at(0.9), Runs: len(nanos)}
}

// isOurs reports whether the engine is this program.
func (o outcome) isOurs() bool { return o.Name == o.Beside }

// of returns the outcome of an engine, or nil.
func (r *result) of(name string) *outcome {
	for i := range r.Peers {
		if r.Peers[i].Name == name {
			return &r.Peers[i]
		}
	}
	return nil
}

// median is that of a question, and whether it was answered rightly.
func (r *result) median(o *outcome, query string) (ms float64, ok bool) {
	a, ok := o.Answers[query]
	if r.ByProcessor {
		return a.Processor, ok && a.Wrong == "" && a.Runs > 0
	}
	return a.Median, ok && a.Wrong == "" && a.Runs > 0
}

// resultFile is where a result of a size is kept; those of our sides alone have files of their own.
func (r *result) file() string {
	kind := "peers"
	if !slices.ContainsFunc(r.Peers, func(o outcome) bool { return !o.isOurs() }) {
		kind = "alone"
	}
	return fmt.Sprintf("%s-%d.json", kind, r.Quads)
}

func (r *result) write(folder string) error {
	text, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, r.file()), append(text, '\n'), 0o644)
}

// readResults reads all results of a folder, the smallest first.
func readResults(folder string) (all []*result, err error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		return nil, err
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		r := &result{}
		if err := json.Unmarshal(text, r); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if r.Schema != resultSchema {
			return nil, fmt.Errorf("%s: schema %q, want %q", path, r.Schema, resultSchema)
		}
		all = append(all, r)
	}
	slices.SortStableFunc(all, func(a, b *result) int { return a.Quads - b.Quads })
	return all, nil
}
