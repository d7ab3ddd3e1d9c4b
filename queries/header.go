package queries

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// The header is the run of // lines that a file begins with, up to the first line that is anything else or a bare //.
// Each line is "// key: value"; a line that begins with "//" and two spaces or more goes on with the value above.
// README.md has the keys and the grammar of a param.

// HeaderError says where a query's header is broken, why, and how to mend it.
type HeaderError struct {
	quads.Position
	Reason string
	Fix    string // "" when there is nothing to add
}

func (e *HeaderError) Error() string { return e.Position.String() + ": " + e.Reason }

// Hint says how to mend it, or "".
func (e *HeaderError) Hint() string { return e.Fix }

const (
	keyTitle, keyAsks, keyParam, keyColumns = "title", "asks", "param", "columns"
	keyOrdered, keyView, keyTags            = "ordered", "view", "tags"
	keyEmpty, keySections, keyLabels        = "empty", "sections", "labels"
	keyLeftOpen, keyDiffer                  = "open", "differ"
)

// keys are all keys of a query's header. All must be given, save param, differ, labels, ordered and empty; only param may be repeated.
var keys = []string{keyTitle, keyAsks, keyParam, keyDiffer, keyColumns, keyLabels, keyOrdered, keyEmpty, keyView, keyTags}

// reportKeys are those of a report's.
var reportKeys = []string{keyTitle, keyAsks, keyParam, keyDiffer, keySections, keyLeftOpen, keyTags}

var optionalKeys = []string{keyParam, keyDiffer, keyLabels, keyOrdered, keyEmpty, keyLeftOpen}

const example = "// title:   Who signed an agreement"

// parse reads a query file. The error is a *HeaderError.
func parse(name, path, text string) (*Query, error) {
	r := &headerReader{q: &Query{Header: Header{Name: name, Path: path, Text: text}}, keys: keys, seen: map[string]int{}}
	lines, err := r.split(text)
	if err != nil {
		return nil, err
	}
	if err := r.read(lines); err != nil {
		return nil, err
	}
	if err := r.checkView(); err != nil {
		return nil, err
	}
	if behind := strings.SplitN(text, "\n", r.end); len(behind) == r.end {
		r.q.About = remarks(behind[r.end-1])
	}
	return r.q, nil
}

// read takes the lines of a header, and says what is first wrong with them.
func (r *headerReader) read(lines []headerLine) error {
	if errs := r.all(lines); len(errs) > 0 {
		return errs[0]
	}
	return nil
}

// all takes the lines of a header, and says what is wrong with each, and what they lack.
func (r *headerReader) all(lines []headerLine) (errs []error) {
	for _, l := range lines {
		if err := r.line(l); err != nil {
			errs = append(errs, err)
			if strings.EqualFold(l.key, keyParam) {
				name, _, _ := strings.Cut(l.value, " ")
				r.broken = append(r.broken, name)
			}
		}
	}
	for _, k := range r.keys {
		if r.seen[k] == 0 && !slices.Contains(optionalKeys, k) {
			errs = append(errs, r.fail(r.end, 0, fmt.Sprintf("the header has no %q line", k+":"), "add such as "+r.example(k)))
		}
	}
	return errs
}

// remarks joins the comment that follows a header, behind its line with // alone.
func remarks(text string) string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		words, ok := strings.CutPrefix(strings.TrimSpace(line), "//")
		if !ok {
			break
		}
		out = append(out, strings.TrimSpace(words))
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}

// example is a line for a key: of a report, whose header is no comment of a program, without its //.
func (r *headerReader) example(key string) string {
	if slices.Contains(r.keys, keySections) {
		return strings.TrimPrefix(exampleOf(key), "// ")
	}
	return exampleOf(key)
}

func exampleOf(key string) string {
	switch key {
	case keyAsks:
		return "// asks:    Who put their name to it, and where?"
	case keyColumns:
		return "// columns: signatory, place"
	case keyView:
		return "// view:    table"
	case keyTags:
		return "// tags:    agreements"
	case keySections:
		return "sections: parties, dates"
	}
	return example
}

// headerLine is one key and its value. col is where the value begins.
type headerLine struct {
	key, value  string
	line        int
	keyCol, col int // in code points from 1
}

type headerReader struct {
	q        *Query         // of a report, only its Header is filled
	sections []string       // of a report
	leftOpen bool           // of a report
	keys     []string       // that may stand there
	seen     map[string]int // key → line
	broken   []string       // names of parameters whose lines are wrong
	view     headerLine
	end      int // the line after the header
}

func (r *headerReader) fail(line, col int, reason, hint string) error {
	return &HeaderError{quads.Position{File: r.q.Path, Line: line, Col: col}, reason, hint}
}

// cutKey takes "// key: value" apart: before is the text in front of the value, and key begins after at most one space.
func cutKey(line string) (before, key, value string, ok bool) {
	rest := strings.TrimPrefix(strings.TrimPrefix(line, "//"), " ")
	key, value, ok = strings.Cut(rest, ":")
	if !ok || key == "" || strings.ContainsFunc(key, isNoLetter) {
		return "", "", "", false
	}
	value = strings.TrimLeft(value, " \t")
	return line[:len(line)-len(value)], key, value, true
}

// isNoLetter tells what no key has.
func isNoLetter(c rune) bool { return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') }

// split cuts the header into lines of key and value, joining continuations.
func (r *headerReader) split(text string) ([]headerLine, error) {
	var out []headerLine
	if !utf8.ValidString(text) || strings.Contains(text, string(utf8.RuneError)) {
		at := strings.IndexFunc(text, func(c rune) bool { return c == utf8.RuneError })
		return nil, r.fail(1+strings.Count(text[:at], "\n"), 0, "not UTF-8 text", "save the file as UTF-8")
	}
	i := -1
	for line := range strings.SplitSeq(text, "\n") {
		i++
		r.end = i + 1
		line = strings.TrimRight(line, " \t\r")
		if !strings.HasPrefix(line, "//") || line == "//" {
			break
		}
		before, key, value, ok := cutKey(line)
		switch {
		case ok:
			out = append(out, headerLine{key, value, i + 1, 1 + strings.Index(line, key), 1 + utf8.RuneCountInString(before)})
		case len(out) > 0 && strings.HasPrefix(line, "//  "):
			out[len(out)-1].value += " " + strings.TrimSpace(line[2:])
		default:
			return nil, r.fail(i+1, 1, fmt.Sprintf("got %q, want a key such as %q", line, "// title:"), "a line of its own with // alone ends the header")
		}
	}
	if len(out) == 0 {
		return nil, r.fail(1, 1, "the file has no header", "begin it with "+example)
	}
	return out, nil
}

func (r *headerReader) line(l headerLine) error {
	key := strings.ToLower(l.key)
	if !slices.Contains(r.keys, key) {
		return r.fail(l.line, l.keyCol, fmt.Sprintf("unknown key %q", l.key), didYouMean(key, r.keys))
	}
	if first := r.seen[key]; first > 0 && key != keyParam {
		return r.fail(l.line, l.keyCol, fmt.Sprintf("a second %q; the first is in line %d", key+":", first), "")
	}
	r.seen[key] = l.line
	if l.value == "" {
		return r.fail(l.line, l.col, fmt.Sprintf("%q has no value", key+":"), "")
	}
	switch key {
	case keyTitle:
		r.q.Title = l.value
	case keyAsks:
		r.q.Asks = l.value
	case keyParam:
		return r.param(l)
	case keyDiffer:
		return r.differ(l)
	case keyColumns:
		return r.columns(l)
	case keyLabels:
		return r.labels(l)
	case keyOrdered:
		r.q.Ordered = true
		return r.oneOf(l, []string{"yes"})
	case keyEmpty:
		r.q.Empty = l.value
	case keyView:
		r.q.View, r.view = l.value, l
	case keyTags:
		return r.tags(l)
	case keySections:
		return r.sectionIDs(l)
	case keyLeftOpen:
		r.leftOpen = true
		return r.oneOf(l, []string{"notes"})
	}
	return nil
}

// checkView holds the view to the columns, which may stand behind it.
func (r *headerReader) checkView() error {
	v, err := ParseView(r.q.View)
	if err == nil {
		err = v.Check(r.q.Columns)
	}
	var wrong *viewError
	if errors.As(err, &wrong) {
		return r.fail(r.view.line, r.view.col+utf8.RuneCountInString(r.q.View[:wrong.at]), wrong.reason, wrong.fix)
	}
	return err
}

func (r *headerReader) oneOf(l headerLine, allowed []string) error {
	if slices.Contains(allowed, l.value) {
		return nil
	}
	return r.fail(l.line, l.col, fmt.Sprintf("%s: got %q, want %s", l.key, l.value, strings.Join(allowed, " or ")), "")
}

// isWord says whether s is small letters and digits, and signs of the ones given, and begins with a letter.
func isWord(s, signs string) bool {
	for i := range len(s) {
		c := s[i]
		if (c < 'a' || c > 'z') && (i == 0 || (c < '0' || c > '9') && strings.IndexByte(signs, c) < 0) {
			return false
		}
	}
	return s != ""
}

// columns reads "NAME, NAME = BLANK": a name, and what stands in a cell that the program leaves unbound.
func (r *headerReader) columns(l headerLine) (err error) {
	parts := strings.Split(l.value, ",")
	r.q.Blanks = make([]string, len(parts))
	for i, part := range parts {
		name, blank, some := strings.Cut(part, "=")
		width := utf8.RuneCountInString(part) - utf8.RuneCountInString(name)
		parts[i], r.q.Blanks[i] = name+strings.Repeat(" ", width), strings.TrimSpace(blank) // what follows keeps its place
		if some && r.q.Blanks[i] == "" {
			return r.fail(l.line, l.col, fmt.Sprintf("columns: nothing behind %q", strings.TrimSpace(part)), "write it as modality = actual")
		}
	}
	named := l
	named.value = strings.Join(parts, ",")
	r.q.Columns, err = r.list(named, "-", "a column is small letters and hyphens, such as signatory")
	return err
}

func (r *headerReader) sectionIDs(l headerLine) (err error) {
	r.sections, err = r.list(l, "-", "a section is small letters and hyphens, such as parties: the {#parties} of its heading")
	return err
}

// labels reads the columns that hold words of the query's own; they stand behind columns.
func (r *headerReader) labels(l headerLine) (err error) {
	r.q.Labels, err = r.list(l, "-", "name columns, such as point")
	for _, name := range r.q.Labels {
		if err == nil && !slices.Contains(r.q.Columns, name) {
			return r.fail(l.line, l.col, fmt.Sprintf("labels: there is no column %q", name), "put labels: behind columns:")
		}
	}
	return err
}

// differ reads the parameters that are to differ; they stand behind their param lines.
func (r *headerReader) differ(l headerLine) (err error) {
	r.q.Differ, err = r.list(l, "-", "name parameters, such as from, to")
	for _, name := range r.q.Differ {
		if r.q.Param(name) == nil && !slices.Contains(r.broken, name) {
			return r.fail(l.line, l.col, fmt.Sprintf("differ: there is no parameter %q", name), "put differ: behind param:")
		}
	}
	if len(r.q.Differ) == 1 {
		return r.fail(l.line, l.col, "differ: got one parameter, want those that differ from each other", "write it as from, to")
	}
	return err
}

func (r *headerReader) tags(l headerLine) (err error) {
	r.q.Tags, err = r.list(l, "-", "a tag is small letters and hyphens, such as agreements")
	return err
}

// list reads words between commas, none of them twice.
func (r *headerReader) list(l headerLine, signs, hint string) ([]string, error) {
	var out []string
	col := l.col
	for _, part := range strings.Split(l.value, ",") {
		word := strings.TrimSpace(part)
		at := col + utf8.RuneCountInString(part) - utf8.RuneCountInString(strings.TrimLeft(part, " \t"))
		if !isWord(word, signs) {
			return nil, r.fail(l.line, at, fmt.Sprintf("%s: got %q", l.key, word), hint)
		}
		if slices.Contains(out, word) {
			return nil, r.fail(l.line, at, fmt.Sprintf("%s: %q stands there twice", l.key, word), "")
		}
		out = append(out, word)
		col += utf8.RuneCountInString(part) + 1
	}
	return out, nil
}

func quadIRI(s string) quad.IRI { return quad.IRI(s) }
