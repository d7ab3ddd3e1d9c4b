package document

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// Change is a statement of which two versions of a report tell different things.
type Change struct {
	Statement string
	Old, New  string // what each says of it; "" where it does not cite it
}

// Format tells how a written report is written: md, html or json.
func Format(file []byte) string {
	switch {
	case isJSON(file):
		return "json"
	case bytes.HasPrefix(file, []byte("<!DOCTYPE html>")):
		return "html"
	}
	return "md"
}

// Compare returns which statements two versions of a report, both in one format, tell differently, in the order of their IRIs, and then its lines as a
// unified diff. There a note goes by its statement, so that new numbers are no change.
func Compare(old, new []byte) (changes []Change, lines string) {
	format := Format(old)
	before, after := cited(format, old), cited(format, new)
	for statement, text := range before {
		if after[statement] != text {
			changes = append(changes, Change{statement, text, after[statement]})
		}
	}
	for statement, text := range after {
		if _, known := before[statement]; !known {
			changes = append(changes, Change{statement, "", text})
		}
	}
	slices.SortFunc(changes, func(a, b Change) int { return cmp.Compare(a.Statement, b.Statement) })
	if lines = unified(body(format, old), body(format, new)); lines == "" && len(changes) == 0 {
		lines = unified(old, new)
	}
	return changes, lines
}

// unified is the diff without the line that names the program of that name.
func unified(old, new []byte) string {
	_, lines, _ := strings.Cut(string(diff.Diff("as written", old, "as it is now", new)), "\n")
	return lines
}

// WriteChanges writes what Compare found: the statements first, then at most some lines of the diff.
func WriteChanges(w io.Writer, changes []Change, lines string) error {
	for _, c := range changes {
		switch {
		case c.Old == "":
			fmt.Fprintf(w, "+ %s is cited now: %s\n", c.Statement, c.New)
		case c.New == "":
			fmt.Fprintf(w, "- %s is cited no more: %s\n", c.Statement, c.Old)
		default:
			fmt.Fprintf(w, "~ %s has changed\n    was %s\n    is  %s\n", c.Statement, c.Old, c.New)
		}
	}
	if len(changes) > 0 && lines != "" {
		fmt.Fprintln(w)
	}
	all := strings.SplitAfter(lines, "\n")
	shown := all[:min(len(all), mostLines)]
	_, err := io.WriteString(w, strings.Join(shown, ""))
	if n := len(all) - len(shown); n > 0 && err == nil {
		_, err = fmt.Fprintf(w, "… and %s more\n", plural(n, "line"))
	}
	return err
}

// mostLines is how much of a diff a reader takes in.
const mostLines = 120

// marks are how a format writes a note and refers to it.
type marks struct {
	note *regexp.Regexp // its number, its statement, its text
	ref  *regexp.Regexp // the number
}

// marksOf compiles them when they are needed: no other command does.
func marksOf(format string) marks {
	if format == "html" {
		return marks{regexp.MustCompile(`(?m)^<li id="note-(\d+)"><code>(.*?)</code> (.*)</li>$`), regexp.MustCompile(`<a id="ref-(\d+)-\d+"[^>]*>\d+</a>`)}
	}
	return marks{regexp.MustCompile("(?m)^\\[\\^(\\d+)\\]: `([^`]*)` (.*)$"), regexp.MustCompile(`\[\^(\d+)\]`)}
}

// cited gives what a written report says of each statement.
func cited(format string, file []byte) map[string]string {
	out := map[string]string{}
	switch format {
	case "json":
		var doc struct {
			Statements map[string]json.RawMessage `json:"statements"`
		}
		json.Unmarshal(file, &doc) // a broken file cites nothing
		for statement, raw := range doc.Statements {
			out[statement] = compactJSON(raw)
		}
	case "html":
		back := regexp.MustCompile(` <a href="#ref-[^>]*>↩</a>`)
		for _, m := range marksOf(format).note.FindAllStringSubmatch(string(file), -1) {
			out[untag(m[2])] = untag(back.ReplaceAllString(m[3], ""))
		}
	default:
		for _, m := range marksOf(format).note.FindAllStringSubmatch(string(file), -1) {
			out[m[2]] = m[3]
		}
	}
	return out
}

func compactJSON(raw json.RawMessage) string {
	var b bytes.Buffer
	if json.Compact(&b, raw) != nil {
		return string(raw)
	}
	return b.String()
}

// untag takes the tags out of HTML that this package wrote.
func untag(s string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(s, "<")
		b.WriteString(before)
		if !found {
			return html.UnescapeString(b.String())
		}
		_, s, _ = strings.Cut(rest, ">")
	}
}

// body gives the lines of a written report without its notes, in which each mark is the IRI of a statement.
func body(format string, file []byte) []byte {
	if format == "json" {
		return file
	}
	m := marksOf(format)
	iris := map[string]string{}
	for _, note := range m.note.FindAllStringSubmatch(string(file), -1) {
		iris[note[1]] = untag(note[2])
	}
	text := m.note.ReplaceAllString(string(file), "")
	text = m.ref.ReplaceAllStringFunc(text, func(s string) string { return "[" + iris[m.ref.FindStringSubmatch(s)[1]] + "]" })
	if format == "html" {
		_, text, _ = strings.Cut(text, "</style>")
		text = untag(text)
	} else if at := strings.LastIndex(text, markdownRecipe); at >= 0 {
		text = text[:at]
	}
	return []byte(strings.TrimSpace(text) + "\n")
}
