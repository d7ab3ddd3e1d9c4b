package report

import (
	"strings"

	"github.com/rivo/uniseg"
)

// Width returns how many columns of a terminal a text takes: two for wide characters and emoji, none for combining marks.
func Width(s string) int {
	if ascii(s) {
		return len(s)
	}
	return uniseg.StringWidth(s)
}

// ascii tells whether every byte is a character of its own, one column wide.
func ascii(s string) bool {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// Wrap breaks a text into lines of at most width columns, at the places where its script allows a break, and within a word only when the
// word alone is wider. The lines have no space at their ends. There is always at least one line. The text must be Clean.
func Wrap(s string, width int) []string {
	if Width(s) <= width {
		return []string{s}
	}
	w := wrapper{limit: max(width, 2)} // no grapheme is wider than 2
	for state := -1; s != ""; {
		var segment string
		segment, s, _, state = uniseg.FirstLineSegmentInString(s, state)
		w.add(segment)
	}
	w.end()
	return w.lines
}

// wrapper fills lines greedily.
type wrapper struct {
	limit int
	lines []string
	line  strings.Builder
	width int // of line
}

// add appends a segment that may not be broken, unless it is too wide for any line.
func (w *wrapper) add(segment string) {
	word := strings.TrimRight(segment, " ")
	if w.width+Width(word) > w.limit {
		w.end()
	}
	for Width(word) > w.limit {
		head := prefix(word, w.limit)
		w.lines = append(w.lines, head)
		word, segment = word[len(head):], segment[len(head):]
	}
	w.line.WriteString(segment)
	w.width += Width(segment)
}

// end closes the line, if there is anything on it.
func (w *wrapper) end() {
	if line := strings.TrimRight(w.line.String(), " "); line != "" {
		w.lines = append(w.lines, line)
	}
	w.line.Reset()
	w.width = 0
}

// prefix returns the longest start of s that takes at most width columns and does not split a grapheme; at least one grapheme.
func prefix(s string, width int) string {
	end, used := 0, 0
	for rest, state := s, -1; rest != ""; {
		var cluster string
		var w int
		cluster, rest, w, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if used += w; used > width && end > 0 {
			break
		}
		end += len(cluster)
	}
	return s[:end]
}

// pad fills a text with spaces to a width, on its right or, for numbers, on its left.
func pad(s string, width int, right bool) string {
	gap := strings.Repeat(" ", max(0, width-Width(s)))
	if right {
		return gap + isolate(s)
	}
	return isolate(s) + gap
}
