//go:build linux

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// resultsFolder and the documents lie in the repository.
const (
	resultsFolder = "graph/bench/peers/results"
	benchReadme   = "graph/bench/README.md"
	topReadme     = "README.md"
)

// update keeps the results and writes the tables of the documents from all that are kept.
func update(repository string, results []*result) error {
	folder := filepath.Join(repository, filepath.FromSlash(resultsFolder))
	for _, r := range results {
		if err := r.write(folder); err != nil {
			return err
		}
	}
	all, err := readResults(folder)
	if err != nil {
		return err
	}
	for name, sections := range documents(all) {
		path := filepath.Join(repository, filepath.FromSlash(name))
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		next, err := withSections(string(text), sections)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := os.WriteFile(path, []byte(next), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// documents are what stands between the marks of each document, by the name of the mark.
func documents(all []*result) map[string]map[string]string {
	return map[string]map[string]string{
		benchReadme: {"peers": peerTables(all), "growth": growthTable(all)},
		topReadme:   {"peers": shortTable(all)},
	}
}

// withSections puts each text between <!-- table: NAME --> and <!-- end -->.
func withSections(text string, sections map[string]string) (string, error) {
	for name, section := range sections {
		begin, end := "<!-- table: "+name+" -->\n", "<!-- end -->"
		before, rest, ok := strings.Cut(text, begin)
		if !ok {
			return "", fmt.Errorf("no line %q", strings.TrimSpace(begin))
		}
		_, after, ok := strings.Cut(rest, end)
		if !ok {
			return "", errors.New("no " + end)
		}
		text = before + begin + section + end + after
	}
	return text, nil
}

// withPeers are the results that others took part in.
func withPeers(all []*result) (out []*result) {
	for _, r := range all {
		if strings.HasPrefix(r.file(), "peers-") {
			out = append(out, r)
		}
	}
	return out
}

func peerTables(all []*result) string {
	var b strings.Builder
	for _, r := range withPeers(all) {
		b.WriteString(r.tables())
		b.WriteByte('\n')
	}
	return b.String()
}

// growthTable has our medians at each size, called in process; of two results of one size the one with peers.
func growthTable(all []*result) string {
	bySize := map[int]*result{}
	sizes := []int{}
	for _, r := range all {
		if bySize[r.Quads] == nil {
			sizes = append(sizes, r.Quads)
		}
		if bySize[r.Quads] == nil || strings.HasPrefix(r.file(), "peers-") {
			bySize[r.Quads] = r
		}
	}
	if len(sizes) == 0 {
		return ""
	}
	header := []string{"quads"}
	load, disk, peak, open := []string{"load, quads/s"}, []string{"bytes a quad on disk"}, []string{"peak bytes a quad at load"}, []string{"open, ms"}
	for _, size := range sizes {
		header = append(header, thousands(size)+", "+bySize[size].unit())
		o := bySize[size].of(oursInProcess)
		load = append(load, thousands(int(float64(size)/o.Load.Seconds)))
		disk = append(disk, fmt.Sprintf("%.1f", float64(o.Load.Disk)/float64(size)))
		peak = append(peak, number(float64(o.Load.Peak)/float64(size)))
		open = append(open, number(1000*o.Load.Open))
	}
	rows := [][]string{header}
	for _, query := range bySize[sizes[0]].questions() {
		row := []string{"`" + query + "`"}
		for _, size := range sizes {
			row = append(row, bySize[size].cell(*bySize[size].of(oursInProcess), query))
		}
		rows = append(rows, row)
	}
	var b strings.Builder
	writeRows(&b, append(rows, load, disk, peak, open))
	return b.String()
}

// shortQueries are those of the short table, with what they ask.
var shortQueries = [...][2]string{
	{"q02_out1", "one step from a node"}, {"q04_hop2", "two steps"}, {"q05_hop3_type", "three steps with classes"}, {"q06_star", "a star of three conditions"},
	{"q07_date_range", "a week of dates"}, {"q09_topk", "the ten most frequent"}, {"q11_recursive", "any number of steps"}, {"q13_regex", "names by a regular expression"},
	{"q15_rows20k", "up to 20 000 rows"},
}

// shortTable compares ours with the nearest peer, at the size of the smallest result of a million or more; else of the largest.
func shortTable(all []*result) string {
	results := withPeers(all)
	if len(results) == 0 {
		return ""
	}
	r := results[len(results)-1]
	for i := len(results) - 1; i >= 0 && results[i].Quads >= 1_000_000; i-- {
		r = results[i]
	}
	rows := [][]string{{thousands(r.Quads) + " quads", "rapport, " + r.unit(), "nearest peer", "its ms", "ours, asked the same way", "ratio"}}
	for _, q := range shortQueries {
		ours, _ := r.median(r.of(oursInProcess), q[0])
		if o, ratio, ok := r.nearest(q[0]); ok {
			own, ms, _ := r.both(o, q[0])
			rows = append(rows, []string{q[1], number(ours), o.Title + ", " + o.Via, number(ms), number(own), times(ratio)})
		}
	}
	var b strings.Builder
	writeRows(&b, rows)
	fmt.Fprintf(&b, "\n%s.%s\n", r.Machine, strings.TrimRight(" "+r.Note, " "))
	return b.String()
}
