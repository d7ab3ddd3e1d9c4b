package queries

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"rapport/quads"
)

// sectionLevel is the level of a heading that begins a section: ##. The title stands above, as #.
const sectionLevel = 2

// body cuts what follows the header into blocks. Markdown is left as it is; only what a report adds to it is looked for: the ids of headings,
// fenced blocks that embed, values in braces. HTML is refused, as it could hide from a reader what the engine says.
func (p *reportParser) body() {
	level := sectionLevel - 1
	prose := -1 // the line in which it began
	flush := func(end int) {
		if prose >= 0 {
			p.prose(prose, end)
		}
		prose = -1
	}
	for p.at < len(p.lines) {
		line := p.lines[p.at]
		mark, info, fenced := fence(line)
		switch {
		case fenced && info == embedInfo:
			flush(p.at)
			p.embed(mark)
		case fenced:
			if prose < 0 {
				prose = p.at
			}
			p.skipFence(mark)
		case strings.HasPrefix(strings.TrimLeft(line, " \t>-*+"), "```"+embedInfo):
			p.fail(p.at+1, 1, "an embed that does not begin its line", "put ```"+embedInfo+" at the beginning of a line, outside lists and quotes")
			p.at++
		case headingLevel(line) > 0:
			flush(p.at)
			level = p.heading(line, level)
			p.at++
		default:
			if prose < 0 && strings.TrimSpace(line) != "" {
				prose = p.at
			}
			p.at++
		}
	}
	flush(len(p.lines))
}

const embedInfo = "rapport"

// fence tells a line that opens a fenced block: its run of marks, and the first word behind it.
func fence(line string) (mark, info string, ok bool) {
	text := strings.TrimLeft(line, " ")
	if len(line)-len(text) > 3 {
		return "", "", false
	}
	for _, c := range []string{"`", "~"} {
		mark = text[:len(text)-len(strings.TrimLeft(text, c))]
		if len(mark) >= 3 {
			return mark, strings.TrimSpace(text[len(mark):]), true
		}
	}
	return "", "", false
}

// closes tells a line that ends a fenced block: one of its marks alone, with up to three spaces before them.
func closes(line, mark string) bool {
	text := strings.TrimLeft(line, " ")
	if len(line)-len(text) > 3 {
		return false
	}
	text = strings.TrimRight(text, " \t")
	return len(text) >= len(mark) && strings.Trim(text, mark[:1]) == ""
}

// skipFence passes a fenced block that embeds nothing.
func (p *reportParser) skipFence(mark string) {
	open := p.at
	for p.at++; p.at < len(p.lines); p.at++ {
		if closes(p.lines[p.at], mark) {
			p.at++
			return
		}
	}
	p.fail(open+1, 1, "a fenced block that is not closed", "end it with a line "+mark)
}

// headingLevel is the level of a heading with #, 0 for any other line.
func headingLevel(line string) int {
	text := strings.TrimLeft(line, "#")
	level := len(line) - len(text)
	if level < 1 || level > 6 || text != "" && text[0] != ' ' && text[0] != '\t' {
		return 0
	}
	return level
}

// heading reads "## Parties {#parties}" and returns its level.
func (p *reportParser) heading(line string, before int) int {
	level := headingLevel(line)
	n := p.at + 1
	text := strings.TrimSpace(line[level:])
	id := ""
	if open := strings.LastIndex(text, "{#"); open >= 0 && strings.HasSuffix(text, "}") {
		id = text[open+2 : len(text)-1]
		text = strings.TrimSpace(text[:open])
		if !isWord(id, "-") {
			p.fail(n, 1, fmt.Sprintf("a heading with the id %q", id), "an id is small letters, digits and hyphens")
		}
	}
	switch {
	case level < sectionLevel:
		p.fail(n, 1, "a heading of the first level", "the title of the header stands there; begin sections with ##")
	case level > before+1:
		p.fail(n, 1, fmt.Sprintf("a heading of level %d below one of level %d", level, before), "go down one level at a time")
	case level == sectionLevel && id == "":
		p.fail(n, 1, "a section without an id", "write it as ## Parties {#parties}")
	case text == "":
		p.fail(n, 1, "a heading without words", "")
	}
	for _, b := range p.report.Blocks {
		if b.Heading != nil && id != "" && b.Heading.ID == id {
			p.fail(n, 1, fmt.Sprintf("a second %q; the first is in line %d", "#"+id, b.Line), "")
		}
	}
	col := 1 + utf8.RuneCountInString(line[:strings.Index(line, text)])
	s := segments{p: p, line: n, col: col, heading: true}
	words := s.parse(text)
	if text != "" && !slices.ContainsFunc(words, func(s Segment) bool { return s.Value != nil || strings.TrimSpace(s.Text) != "" }) {
		p.fail(n, col, "a heading of which nothing may be left", "put words outside its [ ]")
	}
	p.report.Blocks = append(p.report.Blocks, Block{Line: n, Heading: &Heading{level, id, words}})
	return max(level, sectionLevel)
}

// prose takes the lines [from, to) as they are.
func (p *reportParser) prose(from, to int) {
	for to > from && strings.TrimSpace(p.lines[to-1]) == "" {
		to--
	}
	s := segments{p: p, line: from + 1, col: 1, markdown: true}
	m := markdown{p: p, line: from + 1}
	prose := &Prose{s.parse(strings.Join(p.lines[from:to], "\n")), m.read(p.lines[from:to])}
	p.report.Blocks = append(p.report.Blocks, Block{Line: from + 1, Prose: prose})
}

// The keys of an embed.
const (
	keyQuery, keyWith, keyAs, keyWhere      = "query", "with", "as", "where"
	keyGroup, keySay, keyLimit, keyViewName = "group", "say", "limit", "view"
	keyJoin, keyNone, keyOrder              = "join", "none", "order"
)

var embedKeys = []string{keyQuery, keyViewName, keyWith, keyAs, keyColumns, keyWhere, keyGroup, keyJoin, keyOrder, keySay, keyEmpty, keyNone, keyLimit}

// embed reads a fenced block: keys and values, one a line, of which a line with spaces before it goes on with the one above.
func (p *reportParser) embed(mark string) {
	open := p.at
	e := &Embed{Position: quads.Position{File: p.path, Line: open + 1, Col: 1}, places: map[string]quads.Position{}}
	var lines []headerLine
	for p.at++; ; p.at++ {
		if p.at == len(p.lines) {
			p.fail(open+1, 1, "an embed that is not closed", "end it with a line "+mark)
			return
		}
		line := strings.TrimRight(p.lines[p.at], " \t")
		if closes(line, mark) {
			p.at++
			break
		}
		before, key, value, ok := cutKey("// " + line)
		switch {
		case strings.TrimLeft(line, " \t") != line && len(lines) > 0:
			lines[len(lines)-1].value += " " + strings.TrimSpace(line)
		case ok:
			lines = append(lines, headerLine{key, value, p.at + 1, 1, utf8.RuneCountInString(before) - 2})
		case line != "":
			p.fail(p.at+1, 1, fmt.Sprintf("got %q, want a key such as %q", line, "query:"), "")
		}
	}
	for _, l := range lines {
		p.embedLine(e, l)
	}
	if (e.Query == "") == (e.View == "") {
		p.fail(open+1, 1, "an embed of neither a query nor a view, or of both", "name one, such as query: parties")
	}
	if e.None != "" && e.Empty != "" {
		p.failAt(e.Place(keyEmpty), "empty: it has no effect beside a none", "take one of them away: none says that there are none of what was looked for, empty what it means that nothing is stated")
	}
	if e.As == "" {
		e.As = AsTable
		if e.Say != nil {
			e.As = AsList
		}
	}
	p.report.Blocks = append(p.report.Blocks, Block{Line: open + 1, Embed: e})
}

func (p *reportParser) embedLine(e *Embed, l headerLine) {
	key := strings.ToLower(l.key)
	place := quads.Position{File: p.path, Line: l.line, Col: l.col}
	switch _, seen := e.places[key]; {
	case !slices.Contains(embedKeys, key):
		p.fail(l.line, l.keyCol, fmt.Sprintf("unknown key %q", l.key), didYouMean(key, embedKeys))
		return
	case seen && key != keyWith && key != keyWhere:
		p.fail(l.line, l.keyCol, fmt.Sprintf("a second %q", key+":"), "")
		return
	case l.value == "":
		p.fail(l.line, l.col, fmt.Sprintf("%q has no value", key+":"), "")
		return
	}
	e.places[key] = place
	switch key {
	case keyQuery:
		e.Query = strings.TrimSuffix(l.value, extension)
	case keyViewName:
		e.View = p.oneOf(l, EmbedViews)
	case keyWith:
		e.With = append(e.With, p.arguments(l.value, place)...)
	case keyAs:
		e.As, _, _ = strings.Cut(l.value, " ")
		if !IsPicture(e.As) {
			e.As = p.oneOf(l, Shapes)
			return
		}
		var err error
		if e.Picture, err = ParseView(l.value); err != nil {
			wrong := err.(*viewError) // the only type that it has
			p.fail(l.line, l.col+utf8.RuneCountInString(l.value[:wrong.at]), strings.Replace(wrong.reason, "view:", "as:", 1), wrong.fix)
		}
	case keyColumns:
		for name := range strings.SplitSeq(l.value, ",") {
			e.Columns = append(e.Columns, strings.TrimSpace(name))
		}
	case keyWhere:
		e.Where = append(e.Where, p.conditions(l.value, place)...)
	case keyGroup:
		e.Group = l.value
	case keySay:
		s := segments{p: p, line: l.line, col: l.col, optional: true, columns: true}
		e.Say = s.parse(l.value)
	case keyJoin:
		e.Join = l.value
	case keyOrder:
		e.Order = l.value
	case keyEmpty:
		e.Empty = l.value
	case keyNone:
		e.None = l.value
	case keyLimit:
		e.Limit = p.count(l)
	}
}

func (p *reportParser) oneOf(l headerLine, allowed []string) string {
	if !slices.Contains(allowed, l.value) {
		p.fail(l.line, l.col, fmt.Sprintf("%s: got %q", l.key, l.value), didYouMean(l.value, allowed))
	}
	return l.value
}

func (p *reportParser) count(l headerLine) (n int) {
	if _, err := fmt.Sscanf(l.value, "%d", &n); err != nil || n < 1 || fmt.Sprint(n) != l.value {
		p.fail(l.line, l.col, fmt.Sprintf("limit: got %q, want a number of rows", l.value), "")
	}
	return n
}

// arguments reads "NAME = VALUE, NAME = {PARAM}".
func (p *reportParser) arguments(text string, at quads.Position) []Argument {
	var out []Argument
	for _, part := range splitOutside(text, ',') {
		name, value, ok := strings.Cut(part.text, "=")
		place := quads.Position{File: at.File, Line: at.Line, Col: at.Col + part.at}
		if !ok || !isWord(strings.TrimSpace(name), "-") {
			p.failAt(place, fmt.Sprintf("got %q, want a parameter and its value", strings.TrimSpace(part.text)), "write it as agreement = {agreement}")
			continue
		}
		place.Col += utf8.RuneCountInString(name) + 1
		out = append(out, p.argument(strings.TrimSpace(name), strings.TrimSpace(value), place))
	}
	return out
}

func (p *reportParser) argument(name, value string, at quads.Position) Argument {
	a := Argument{Position: at, Name: name, Value: value}
	switch inner, braced := strings.CutPrefix(value, "{"); {
	case value == "":
		p.failAt(at, fmt.Sprintf("%s has no value", name), "")
	case braced && strings.HasSuffix(inner, "}"):
		a.Param, a.Value = strings.TrimSpace(inner[:len(inner)-1]), ""
		p.param(a.Param, at)
	case len(value) > 1 && value[0] == '"' && value[len(value)-1] == '"':
		a.Value = value[1 : len(value)-1]
	}
	return a
}

// param holds a name against the parameters of the report.
func (p *reportParser) param(name string, at quads.Position) {
	if p.report.Param(name) == nil && !slices.Contains(p.broken, name) {
		p.failAt(at, fmt.Sprintf("no parameter of this report is called %q", name), didYouMean(name, p.paramNames()))
	}
}

func (p *reportParser) paramNames() []string {
	var out []string
	for _, param := range p.report.Params {
		out = append(out, param.Name)
	}
	return out
}

// conditions reads "COLUMN = VALUE; COLUMN != VALUE".
func (p *reportParser) conditions(text string, at quads.Position) []Condition {
	var out []Condition
	for _, part := range splitOutside(text, ';') {
		name, value, ok := strings.Cut(part.text, "=")
		not := strings.HasSuffix(name, "!")
		column := strings.TrimSpace(strings.TrimSuffix(name, "!"))
		place := quads.Position{File: at.File, Line: at.Line, Col: at.Col + part.at}
		if !ok || !isWord(column, "-") {
			p.failAt(place, fmt.Sprintf("got %q, want a condition", strings.TrimSpace(part.text)), "write it as status = planned, or status != planned")
			continue
		}
		place.Col += utf8.RuneCountInString(name) + 1
		out = append(out, Condition{p.argument(column, strings.TrimSpace(value), place), not})
	}
	return out
}

// part is a piece of a text and where it begins, in code points.
type part struct {
	text string
	at   int
}

// splitOutside splits at a sign that does not stand in double quotes or braces.
func splitOutside(text string, sign rune) []part {
	var out []part
	quoted, depth, from, fromAt, at := false, 0, 0, 0, 0
	for i, c := range text {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{':
			depth++
		case c == '}':
			depth--
		case c == sign && depth == 0:
			out = append(out, part{text[from:i], fromAt})
			from, fromAt = i+1, at+1
		}
		at++
	}
	return append(out, part{text[from:], fromAt})
}
