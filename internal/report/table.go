package report

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
)

// How a table is laid out.
const (
	gap           = "  " // between columns
	leastLine     = 8    // what a column keeps that others have taken from for their words
	narrowest     = 12   // no column that wraps gets narrower: the rows become records instead
	widestAligned = 240  // without a terminal, a longer cell, no sentence of an article any more, does not push its whole column to the right
	more          = "…"  // stands where a limit cut the rows
)

// grid is a table as text: what is shown, row by row, before it is laid out.
type grid struct {
	columns []string
	numeric []bool // per column: every cell is a number
	rows    [][]string
	why     int // the column that says what a row rests on, -1 for none
}

// newGrid folds equal rows and turns cells into what is shown. If any row was folded, the column behind the table's own is ×; where rows
// say why, the last one does, with the numbers of notes as mark writes them.
func newGrid(t *Table, o Options, mark func(n int) string) grid {
	rows, times, folded, evidence := fold(t)
	g := grid{numeric: make([]bool, len(t.Columns)+2), why: -1}
	for i, c := range t.Columns {
		g.columns = append(g.columns, Clean(c))
		g.numeric[i] = numeric(rows, i)
	}
	for i, row := range rows {
		line := make([]string, 0, len(t.Columns)+1)
		for c := range t.Columns {
			line = append(line, cell(row, c).show(o))
		}
		if folded {
			line = append(line, showTimes(times[i]))
		}
		if evidence != nil {
			line = append(line, evidence[i].show(mark))
		}
		g.rows = append(g.rows, line)
	}
	if folded {
		g.columns = append(g.columns, "×")
	}
	if evidence != nil {
		g.why = len(g.columns)
		g.columns = append(g.columns, whyColumn)
	}
	return g
}

// showTimes writes how often a row was there; once is not worth a word.
func showTimes(n int) string {
	if n == 1 {
		return ""
	}
	return fmt.Sprintf("×%d", n)
}

// fold returns the rows without repetitions, where each was first, how often each was there, and what they all rest on. With an order, only
// neighbours fold.
func fold(t *Table) (rows [][]Cell, times []int, folded bool, evidence []Evidence) {
	first := map[string]int{}
	last := -1
	var key []byte
	for i, row := range t.Rows {
		key = appendKey(key[:0], row, len(t.Columns))
		at, ok := first[string(key)]
		if ok && (!t.Ordered || at == last) {
			times[at]++
			folded = true
			if t.Evidence != nil {
				evidence[at] = evidence[at].fold(t.Evidence[i])
			}
			continue
		}
		last = len(rows)
		first[string(key)] = last
		rows = append(rows, row)
		times = append(times, 1)
		if t.Evidence != nil {
			evidence = append(evidence, t.Evidence[i])
		}
	}
	return rows, times, folded, evidence
}

// appendKey appends the identity of a row: equal keys mean equal terms in every column.
func appendKey(b []byte, row []Cell, columns int) []byte {
	for i := range columns {
		kind, text, extra := identity(cell(row, i).Value)
		b = append(b, kind)
		for _, part := range [...]string{text, extra} {
			b = append(binary.AppendUvarint(b, uint64(len(part))), part...)
		}
	}
	return b
}

// identity takes a term apart: the letter of its kind, its text, its language or datatype.
func identity(v quad.Value) (kind byte, text, extra string) {
	switch v := v.(type) {
	case quad.IRI:
		return 'I', string(v), ""
	case quad.BNode:
		return 'B', string(v), ""
	case quad.String:
		return 'S', string(v), ""
	case quad.LangString:
		return 'L', string(v.Value), v.Lang
	case quad.TypedString:
		return 'T', string(v.Value), string(v.Type)
	}
	return '-', "", ""
}

// numeric tells whether a column holds numbers only, and at least one.
func numeric(rows [][]Cell, column int) bool {
	found := false
	for _, row := range rows {
		v := cell(row, column).Value
		if v == nil {
			continue
		}
		if kindOf(v) != kindNumber {
			return false
		}
		found = true
	}
	return found
}

// writeTable writes for the eye: fitted to a terminal, or one row a line when the reader is none.
func writeTable(w *bufio.Writer, t *Table, o Options) {
	style := style{on: o.Color && o.Width > 0}
	writeTitle(w, t, o, style)
	if len(t.Rows) > 0 {
		g := newGrid(t, o, strconv.Itoa)
		widths, fits := g.widths(), true
		if o.Width > 0 {
			widths, fits = fit(widths, g.words(), o.Width-len(gap)*(len(widths)-1))
		}
		switch {
		case o.Width == 0:
			g.writePlain(w, widths)
		case fits:
			g.writeRuled(w, widths, style)
		default:
			g.writeRecords(w, o.Width, style)
		}
	}
	writeNotes(w, t, o, style)
	writeFootnotes(w, t, o, style)
}

func writeTitle(w *bufio.Writer, t *Table, o Options, s style) {
	if t.Title == "" {
		return
	}
	for _, line := range paragraph(t.Title, o) {
		fmt.Fprintln(w, s.bold(line))
	}
	fmt.Fprintln(w)
}

func writeNotes(w *bufio.Writer, t *Table, o Options, s style) {
	if t.Cut {
		fmt.Fprintln(w, s.dim(more))
	}
	if len(t.Notes) > 0 && len(t.Rows) > 0 {
		fmt.Fprintln(w)
	}
	for _, note := range t.Notes {
		for _, line := range paragraph(note, o) {
			fmt.Fprintln(w, s.dim(line))
		}
	}
}

// paragraph is a text as lines: wrapped on a terminal, one line elsewhere.
func paragraph(s string, o Options) []string {
	if o.Width == 0 {
		return []string{Clean(s)}
	}
	return Wrap(Clean(s), o.Width)
}

// widths returns what each column needs to show every cell on one line.
func (g grid) widths() []int {
	widths := make([]int, len(g.columns))
	for i, c := range g.columns {
		widths[i] = Width(c)
	}
	for _, row := range g.rows {
		for i, s := range row {
			widths[i] = max(widths[i], Width(s))
		}
	}
	return widths
}

// widestWord is how wide a word may be for which others make room. A wider one is broken.
const widestWord = 16

// words returns for each column the width of its widest word, up to that.
func (g grid) words() []int {
	words := make([]int, len(g.columns))
	for _, row := range append([][]string{g.columns}, g.rows...) {
		for i, s := range row {
			for word := range strings.FieldsSeq(s) {
				if w := Width(word); w <= widestWord {
					words[i] = max(words[i], w)
				}
			}
		}
	}
	return words
}

// fit shares out the width there is: narrow columns get what they need, the wide ones equal parts of the rest, and what their words take as far as others
// can spare it. It reports false when those parts would be too narrow to read.
func fit(need, words []int, width int) ([]int, bool) {
	got, ok := share(need, width)
	if !ok {
		return nil, false
	}
	for i := range got {
		for got[i] < words[i] {
			from, spare := -1, 0
			for j := range got {
				if left := got[j] - max(words[j], min(leastLine, need[j])); left > spare {
					from, spare = j, left
				}
			}
			if from < 0 {
				break // the word is broken
			}
			got[from]--
			got[i]++
		}
	}
	return got, true
}

// share gives narrow columns what they need, and the wide ones equal parts of the rest.
func share(need []int, width int) ([]int, bool) {
	got := make([]int, len(need))
	for open := len(need); open > 0; {
		share, settled := width/open, false
		for i, n := range need {
			if got[i] == 0 && n <= share {
				got[i], settled = max(n, 1), true
				width -= got[i]
				open--
			}
		}
		if settled {
			continue
		}
		if share < narrowest {
			return nil, false
		}
		for i := range got {
			if got[i] == 0 {
				got[i] = width / open
				width -= got[i]
				open--
			}
		}
	}
	return got, true
}

// writePlain writes one row a line under a header, aligned by spaces: the same data without a terminal's finery.
func (g grid) writePlain(w *bufio.Writer, widths []int) {
	for i := range widths {
		widths[i] = min(widths[i], widestAligned)
	}
	for _, row := range append([][]string{g.columns}, g.rows...) {
		var line strings.Builder
		for i, s := range row {
			if i > 0 {
				line.WriteString(gap)
			}
			blank := strings.Repeat(" ", max(0, widths[i]-Width(s)))
			if g.numeric[i] {
				line.WriteString(blank + s)
			} else {
				line.WriteString(s + blank)
			}
		}
		fmt.Fprintln(w, strings.TrimRight(line.String(), " "))
	}
}

// writeRuled writes a header, a rule and the rows, whose cells wrap within their columns. Rows of several lines stand apart.
func (g grid) writeRuled(w *bufio.Writer, widths []int, s style) {
	rules := make([]string, len(widths))
	for i, width := range widths {
		rules[i] = strings.Repeat("─", width)
	}
	g.writeRow(w, g.columns, widths, s.bold)
	fmt.Fprintln(w, s.dim(strings.Join(rules, gap)))
	apart := false
	for i, row := range g.rows {
		tall := tall(row, widths)
		if i > 0 && (tall || apart) {
			fmt.Fprintln(w)
		}
		g.writeRow(w, row, widths, plain)
		apart = tall
	}
}

// tall tells whether a row needs more than one line.
func tall(row []string, widths []int) bool {
	for i, s := range row {
		if Width(s) > widths[i] {
			return true
		}
	}
	return false
}

// writeRow writes the lines of one row.
func (g grid) writeRow(w *bufio.Writer, row []string, widths []int, paint func(string) string) {
	cells := make([][]string, len(row))
	height := 1
	for i, s := range row {
		cells[i] = Wrap(s, widths[i])
		height = max(height, len(cells[i]))
	}
	for n := range height {
		var line strings.Builder
		for i, lines := range cells {
			if i > 0 {
				line.WriteString(gap)
			}
			part := ""
			if n < len(lines) {
				part = lines[n]
			}
			line.WriteString(pad(part, widths[i], g.numeric[i]))
		}
		fmt.Fprintln(w, paint(strings.TrimRight(line.String(), " ")))
	}
}

// writeRecords writes each row as a block, a line or more a column: the layout for tables too wide for the terminal. Empty cells are left out.
func (g grid) writeRecords(w *bufio.Writer, width int, s style) {
	label := 0
	for _, c := range g.columns {
		label = min(max(label, Width(c)), width/3)
	}
	for n, row := range g.rows {
		head := fmt.Sprintf("── %d of %d ", n+1, len(g.rows))
		fmt.Fprintln(w, s.dim(head+strings.Repeat("─", max(0, width-Width(head)))))
		for i, text := range row {
			if text == "" {
				continue
			}
			names := Wrap(g.columns[i], label)
			lines := Wrap(text, width-label-len(gap))
			for k := range max(len(names), len(lines)) {
				name, part := "", ""
				if k < len(names) {
					name = names[k]
				}
				if k < len(lines) {
					part = lines[k]
				}
				line := s.bold(pad(name, label, false)) + gap + isolate(part)
				fmt.Fprintln(w, strings.TrimRight(line, " "))
			}
		}
	}
}

// style is how a terminal shows weight; when off, text stays as it is.
type style struct{ on bool }

func (s style) bold(text string) string { return s.wrap("\x1b[1m", text) }
func (s style) dim(text string) string  { return s.wrap("\x1b[2m", text) }

func (s style) wrap(code, text string) string {
	if !s.on || text == "" {
		return text
	}
	return code + text + "\x1b[0m"
}

func plain(s string) string { return s }
