package document

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"rapport/internal/report"
)

// Change is a statement of which two versions of a report tell different things.
type Change struct {
	Statement string
	Old, New  string // what each says of it; "" where it does not cite it, and the same where only lines that cite it differ
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
// unified diff. There a note goes by its statement, so that new numbers are no change. Where each statement has the words that it had, those are
// returned that differing lines cite: what is made of the words has changed.
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
	lines = unified(body(format, old), body(format, new))
	if len(changes) == 0 {
		told := differing(format, lines, old, new)
		for statement, text := range after {
			if told(statement) {
				changes = append(changes, Change{statement, text, text})
			}
		}
	}
	slices.SortFunc(changes, func(a, b Change) int { return cmp.Compare(a.Statement, b.Statement) })
	if lines == "" && len(changes) == 0 {
		lines = unified(old, new)
	}
	return changes, lines
}

// differing tells which statements something cites that is in one of two versions: a line of their diff, or a row in JSON.
func differing(format, lines string, old, new []byte) func(statement string) bool {
	if format != "json" {
		return func(statement string) bool {
			for line := range strings.Lines(lines) {
				if (line[0] == '-' || line[0] == '+') && strings.Contains(line, "["+statement+"]") {
					return true
				}
			}
			return false
		}
	}
	before, after := jsonRows(old), jsonRows(new)
	var told []string
	for _, pair := range [][2]map[string][]string{{before, after}, {after, before}} {
		for row, statements := range pair[0] {
			if _, same := pair[1][row]; !same {
				told = append(told, statements...)
			}
		}
	}
	return func(statement string) bool { return slices.Contains(told, statement) }
}

// jsonRows are the rows of a report in JSON, with the statements that each rests on.
func jsonRows(file []byte) map[string][]string {
	var doc struct {
		Sections []struct {
			Blocks []struct {
				Answer struct{ Rows []json.RawMessage }
			}
		}
	}
	json.Unmarshal(file, &doc) // a broken file has none
	rows := map[string][]string{}
	for _, s := range doc.Sections {
		for _, b := range s.Blocks {
			for _, raw := range b.Answer.Rows {
				var row struct{ Statements []string }
				json.Unmarshal(raw, &row)
				rows[compactJSON(raw)] = row.Statements
			}
		}
	}
	return rows
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
			fmt.Fprintf(w, "+ %s is cited now: %s\n", c.Statement, cmp.Or(inWords(c.New), c.New))
		case c.New == "":
			fmt.Fprintf(w, "- %s is cited no more: %s\n", c.Statement, cmp.Or(inWords(c.Old), c.Old))
		case c.Old == c.New:
			fmt.Fprintf(w, "~ %s has the words that it had, and lines that cite it have changed\n", c.Statement)
		default:
			was, is := c.words()
			fmt.Fprintf(w, "~ %s has changed\n    was %s\n    is  %s\n", c.Statement, was, is)
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

// words are what each version says, without the article and what else stands behind the words in both alike. Of what is JSON and has the words that it had
// they are the words and the members that differ.
func (c Change) words() (was, is string) {
	if was, is := inWords(c.Old), inWords(c.New); was != is {
		return was, is
	} else if was != "" {
		return was + members(c.Old, c.New), is + members(c.New, c.Old)
	}
	same := 0
	for same < min(len(c.Old), len(c.New)) && c.Old[len(c.Old)-1-same] == c.New[len(c.New)-1-same] {
		same++
	}
	source := strings.Index(c.Old[len(c.Old)-same:], " — ")
	if source < 0 || strings.HasPrefix(c.Old, "{") { // what is JSON and differs in other than its words stays whole
		return c.Old, c.New
	}
	return c.Old[:len(c.Old)-same+source], c.New[:len(c.New)-same+source]
}

// members are those of an object in JSON that another has not, or not so, with their values; quotes, whose words stand before them, only where no other differs.
func members(of, other string) string {
	var these, those map[string]json.RawMessage
	json.Unmarshal([]byte(of), &these) // what is no object has none
	json.Unmarshal([]byte(other), &those)
	var b strings.Builder
	add := func(name string) {
		if compactJSON(these[name]) != compactJSON(those[name]) {
			b.WriteString(" · " + name + " " + report.Clean(compactJSON(these[name])))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(these)) {
		if name != "quotes" {
			add(name)
		}
	}
	if b.Len() == 0 {
		add("quotes")
	}
	return b.String()
}

// inWords is what a statement says that is JSON, in its words; "" for what is no JSON.
func inWords(statement string) string {
	var s struct {
		Quotes []struct{ Text string }
		Basis  string
	}
	if json.Unmarshal([]byte(statement), &s) != nil {
		return ""
	}
	var parts []string
	for _, q := range s.Quotes {
		parts = append(parts, "“"+q.Text+"”")
	}
	if s.Basis != "" {
		parts = append(parts, "inferred: "+s.Basis)
	}
	return report.Clean(strings.Join(parts, " … "))
}

// mostLines is how much of a diff a reader takes in.
const mostLines = 120

// written is a note of a written report.
type written struct{ number, statement, text string }

// noteOf reads the line of a note.
func noteOf(format, line string) (n written, ok bool) {
	if format == "html" {
		rest, is := strings.CutPrefix(line, `<li id="note-`)
		number, rest, some := strings.Cut(rest, `"><code>`)
		statement, text, closed := strings.Cut(rest, "</code> ")
		return written{number, untag(statement), untag(withoutLinksBack(text))}, is && some && closed
	}
	rest, is := strings.CutPrefix(line, "[^")
	number, rest, some := strings.Cut(rest, "]: `")
	statement, text, closed := strings.Cut(rest, "` ")
	return written{number, statement, report.UnescapeMarkdown(text)}, is && some && closed
}

func withoutLinksBack(text string) string {
	text, _, _ = strings.Cut(text, ` <a href="#ref-`)
	return text
}

// notes are those of a written report.
func notes(format string, file []byte) (all []written) {
	for line := range strings.Lines(string(file)) {
		if n, ok := noteOf(format, strings.TrimRight(line, "\n")); ok {
			all = append(all, n)
		}
	}
	return all
}

// Cited names the statements that a written report rests on, sorted.
func Cited(file []byte) []string {
	return slices.Sorted(maps.Keys(cited(Format(file), file)))
}

// cited gives what a written report says of each statement: in JSON without where its words begin and end and without the digest of the article, both of
// which are others wherever a word before it is.
func cited(format string, file []byte) map[string]string {
	out := map[string]string{}
	if format == "json" {
		var doc struct {
			Statements map[string]json.RawMessage `json:"statements"`
		}
		json.Unmarshal(file, &doc) // a broken file cites nothing
		for statement, raw := range doc.Statements {
			out[statement] = compactJSON(without(without(raw, "quotes", "start", "end"), "article", "sha256"))
		}
		return out
	}
	for _, n := range notes(format, file) {
		out[n.statement] = n.text
	}
	return out
}

// without takes members out of a member of an object in JSON, an object or a list of them. What is not so stays as it is.
func without(raw json.RawMessage, member string, names ...string) json.RawMessage {
	var object map[string]json.RawMessage
	if json.Unmarshal(raw, &object) != nil || object[member] == nil {
		return raw
	}
	var one map[string]json.RawMessage
	var some []map[string]json.RawMessage
	var kept any = &some
	if json.Unmarshal(object[member], &some) != nil {
		if json.Unmarshal(object[member], &one) != nil {
			return raw
		}
		kept, some = one, []map[string]json.RawMessage{one}
	}
	for _, each := range some {
		for _, name := range names {
			delete(each, name)
		}
	}
	object[member], _ = json.Marshal(kept) // of what was read it always can
	out, _ := json.Marshal(object)
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
	statements := map[string]string{}
	for _, n := range notes(format, file) {
		statements[n.number] = n.statement
	}
	var lines strings.Builder
	for line := range strings.Lines(string(file)) {
		if _, isNote := noteOf(format, strings.TrimRight(line, "\n")); !isNote {
			lines.WriteString(byStatement(format, line, statements))
		}
	}
	text := lines.String()
	if format == "html" {
		_, text, _ = strings.Cut(text, "</style>")
		text = untag(text)
	} else if at := strings.LastIndex(text, markdownRecipe); at >= 0 {
		text = report.UnescapeMarkdown(text[:at])
	}
	return []byte(strings.TrimSpace(text) + "\n")
}

// byStatement puts statements in the place of the numbers of notes.
func byStatement(format, line string, statements map[string]string) string {
	open, shut, end := "[^", "]", ""
	if format == "html" {
		open, shut, end = `<a id="ref-`, "-", "</a>"
	}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(line, open)
		b.WriteString(before)
		if !found {
			return b.String()
		}
		number, after, _ := strings.Cut(rest, shut)
		if end != "" {
			_, after, _ = strings.Cut(after, end)
		}
		b.WriteString("[" + statements[number] + "]")
		line = after
	}
}
