//go:build linux

package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// tables are the whole of a result, as Markdown.
func (r *result) tables() string {
	var b strings.Builder
	fmt.Fprintf(&b, "#### %s quads\n\n", thousands(r.Quads))
	r.writeQuestions(&b)
	b.WriteByte('\n')
	r.writeLoading(&b)
	b.WriteByte('\n')
	r.writeRemarks(&b)
	return b.String()
}

// writeTable writes rows of cells; the first row is the header, and all columns but the first are numbers.
func writeRows(b *strings.Builder, rows [][]string) {
	for i, row := range rows {
		fmt.Fprintf(b, "| %s |\n", strings.Join(row, " | "))
		if i == 0 {
			fmt.Fprintf(b, "|---%s|\n", strings.Repeat("|--:", len(row)-1))
		}
	}
}

// asked are the outcomes that have answers.
func (r *result) asked() (out []outcome) {
	for _, o := range r.Peers {
		if o.Load != nil && len(o.Answers) > 0 {
			out = append(out, o)
		}
	}
	return out
}

// questions are the names of all that was asked, sorted: q00, which is the drivers' cost, comes first.
func (r *result) questions() (names []string) {
	for _, o := range r.Peers {
		for name := range o.Answers {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// unit heads the column of questions.
func (r *result) unit() string {
	if r.ByProcessor {
		return "ms of processors"
	}
	return "ms"
}

// nearest is the peer that comes nearest to us: its time is the least multiple of what our side takes that is asked the same way.
func (r *result) nearest(query string) (o outcome, ratio float64, ok bool) {
	ratio = math.Inf(1)
	for _, peer := range r.Peers {
		if own, ms, right := r.both(peer, query); right && !peer.isOurs() && ms/own < ratio {
			o, ratio, ok = peer, ms/own, true
		}
	}
	return o, ratio, ok
}

// both are our median and a peer's.
func (r *result) both(o outcome, query string) (own, ms float64, ok bool) {
	ours := r.of(o.Beside)
	ms, right := r.median(&o, query)
	if ours == nil || !right {
		return 0, 0, false
	}
	own, ok = r.median(ours, query)
	return own, ms, ok
}

// writeQuestions writes a row a question: the medians in milliseconds, and beside a peer's how many times ours that is.
func (r *result) writeQuestions(b *strings.Builder) {
	header, asked := []string{r.unit()}, r.asked()
	for _, o := range asked {
		header = append(header, o.Title)
	}
	rows := [][]string{append(header, "nearest")}
	for _, query := range r.questions() {
		row := []string{"`" + query + "`"}
		for _, o := range asked {
			row = append(row, r.cell(o, query))
		}
		rows = append(rows, append(row, r.nearestCell(query)))
	}
	writeRows(b, rows)
}

func (r *result) cell(o outcome, query string) string {
	if _, there := o.Answers[query]; !there {
		return "–"
	}
	own, ms, ok := r.both(o, query)
	if !ok {
		return "**wrong**"
	}
	if o.isOurs() {
		return number(ms)
	}
	return number(ms) + " " + times(ms/own)
}

func (r *result) nearestCell(query string) string {
	o, ratio, ok := r.nearest(query)
	if !ok || query == driverCost {
		return "–"
	}
	return fmt.Sprintf("**%s** %s", times(ratio), o.Title)
}

// writeLoading writes a row an engine: what it takes until it can be asked, and what a question costs that reads nothing.
func (r *result) writeLoading(b *strings.Builder) {
	rows := [][]string{{"engine", "version", "asked by", "load, quads/s", "of it conversion", "bytes a quad on disk", "peak MiB at load", "open, ms", "peak MiB asked", "`q00`, " + r.unit()}}
	for _, o := range r.asked() {
		load := o.Load
		row := []string{o.Title, cmp.Or(o.Version, "–"), o.Via, "–", "–", "–", "–", number(1000 * load.Open), "–", "–"}
		if load.Seconds > 0 {
			row[3], row[6] = thousands(int(float64(r.Quads)/load.Seconds)), mebibytes(load.Peak)
		}
		if load.PeakOfAsking > 0 {
			row[8] = mebibytes(load.PeakOfAsking)
		}
		if load.Convert > 0 {
			row[4] = fmt.Sprintf("%.0f %%", 100*load.Convert/load.Seconds)
		}
		if load.Disk > 0 {
			row[5] = fmt.Sprintf("%.1f", float64(load.Disk)/float64(r.Quads))
		}
		if ms, ok := r.median(&o, driverCost); ok {
			row[9] = number(ms)
		}
		rows = append(rows, row)
	}
	writeRows(b, rows)
}

// writeRemarks says what the tables leave out: who was not asked and why, what was answered wrongly, and where all this was.
func (r *result) writeRemarks(b *strings.Builder) {
	for _, o := range r.Peers {
		if o.Skipped != "" {
			fmt.Fprintf(b, "- %s was left out: %s", o.Title, o.Skipped)
			if o.Install != "" {
				fmt.Fprintf(b, " (%s)", o.Install)
			}
			b.WriteByte('\n')
		}
		for _, query := range r.questions() {
			if wrong := o.Answers[query].Wrong; wrong != "" {
				fmt.Fprintf(b, "- %s, `%s`: %s\n", o.Title, query, wrong)
			}
		}
	}
	fmt.Fprintf(b, "- %s; %s quads, %s MiB of N-Quads; medians of %d rounds, in each of which every engine was asked every question in turn.", r.Machine, thousands(r.Quads), mebibytes(r.Bytes), r.Rounds)
	if r.Note != "" {
		b.WriteString(" " + r.Note)
	}
	b.WriteByte('\n')
}

// number writes three digits that count.
func number(v float64) string {
	switch {
	case v >= 100:
		return strconv.FormatFloat(v, 'f', 0, 64)
	case v >= 10:
		return strconv.FormatFloat(v, 'f', 1, 64)
	case v >= 1:
		return strconv.FormatFloat(v, 'f', 2, 64)
	case v >= 0.1:
		return strconv.FormatFloat(v, 'f', 3, 64)
	}
	return strconv.FormatFloat(v, 'f', 4, 64)
}

// times writes a ratio: below ten with a decimal.
func times(ratio float64) string {
	if ratio < 10 {
		return fmt.Sprintf("×%.1f", ratio)
	}
	return "×" + thousands(int(math.Round(ratio)))
}

func mebibytes(n int64) string { return thousands(int(n >> 20)) }

// thousands writes a number with spaces.
func thousands(n int) string {
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + " " + text[at:]
	}
	return text
}
