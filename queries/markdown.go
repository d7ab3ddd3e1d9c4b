package queries

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The words of a report are Markdown, of which a report may use what this file reads: paragraphs, lists, quotations, code, rules, emphasis and
// links. Anything else, and all that readers of Markdown take in different ways, is an error with its place, so that a page and a viewer
// show the same. What is read is what CommonMark says; a test holds it against a reader of CommonMark, which is not part of the program as it
// costs every command a part of its start.

// Paragraph is a block of words.
type Paragraph struct {
	Kind   ParagraphKind
	Info   string   // of code: the language
	Pieces []Piece  // of words
	Code   []string // of code: its lines
}

// ParagraphKind is what a block of words is.
type ParagraphKind int

// The kinds. Items one behind the other are one list.
const (
	PlainParagraph ParagraphKind = iota
	BulletItem
	NumberedItem
	Quotation
	CodeBlock
	Rule
)

// Piece is a piece of words: a text, the next value of the prose, or where a mark begins or ends.
type Piece struct {
	Text  string
	Value bool
	Begin Mark
	End   Mark
	URL   string // of a link that begins
}

// Mark is how words are set apart.
type Mark string

// The marks.
const (
	Emphasis Mark = "em"
	Strong   Mark = "strong"
	Code     Mark = "code"
	Link     Mark = "a"
)

// markdown reads lines of words.
type markdown struct {
	p    *reportParser
	line int // of the first, from 1
	out  []Paragraph
}

// read cuts lines into blocks.
func (m *markdown) read(lines []string) []Paragraph {
	for i := 0; i < len(lines); {
		line := lines[i]
		switch mark, info, fenced := fence(line); {
		case strings.TrimSpace(line) == "":
			i++
		case fenced:
			i = m.code(lines, i, mark, info)
		case line == "---":
			m.out = append(m.out, Paragraph{Kind: Rule})
			i++
			m.apart(lines, i)
		default:
			i = m.block(lines, i)
		}
	}
	return m.out
}

func (m *markdown) fail(line, col int, reason, hint string) {
	m.p.fail(m.line+line, col, reason, hint)
}

// apart wants an empty line between blocks, where readers differ without one.
func (m *markdown) apart(lines []string, i int) {
	if i < len(lines) && strings.TrimSpace(lines[i]) != "" {
		m.fail(i, 1, "a block that follows another without an empty line", "put an empty line before it")
	}
}

func (m *markdown) code(lines []string, open int, mark, info string) int {
	b := Paragraph{Kind: CodeBlock, Info: info}
	if strings.HasPrefix(lines[open], " ") || strings.ContainsAny(info, " `&\\") {
		m.fail(open, 1, "a fenced block that does not begin its line, or with more than a word behind its marks", "")
	}
	i := open + 1
	for ; i < len(lines) && !closes(lines[i], mark); i++ {
		b.Code = append(b.Code, lines[i])
	}
	m.out = append(m.out, b)
	m.apart(lines, i+1)
	return i + 1
}

// block reads a paragraph, an item or a quotation: its first line and those that go on with it.
func (m *markdown) block(lines []string, at int) int {
	kind, lead := kindOf(lines[at])
	if kind == NumberedItem {
		m.number(lines[at], at)
	}
	text := []string{lines[at][len(lead):]}
	m.inner(text[0], at, len(lead))
	i := at + 1
	for ; i < len(lines) && strings.TrimSpace(lines[i]) != ""; i++ {
		next, _ := kindOf(lines[i])
		isItem := kind == BulletItem || kind == NumberedItem
		switch {
		case isItem && next == kind:
			m.inlines(kind, lead, text, at)
			return m.block(lines, i)
		case isItem && strings.HasPrefix(lines[i], strings.Repeat(" ", len(lead))), kind == Quotation && next == Quotation:
			text = append(text, lines[i][len(lead):])
			m.inner(lines[i][len(lead):], i, len(lead))
		case kind == PlainParagraph && next == PlainParagraph:
			text = append(text, lines[i])
			m.inner(lines[i], i, 0)
		default:
			m.fail(i, 1, "a line that does not go on with the block above", "put an empty line before it, or indent it as far as the words of its item")
			text = append(text, "")
		}
	}
	m.inlines(kind, lead, text, at)
	if next := i + 1; next < len(lines) && (kind == BulletItem || kind == NumberedItem) {
		if after, _ := kindOf(lines[next]); after == kind || strings.HasPrefix(lines[next], "  ") {
			m.fail(next, 1, "a list with an empty line in it", "take the empty line away")
		}
	}
	return i
}

// kindOf tells how a line begins, and with what.
func kindOf(line string) (ParagraphKind, string) {
	digits := len(line) - len(strings.TrimLeft(line, "0123456789"))
	switch {
	case strings.HasPrefix(line, "- "):
		return BulletItem, "- "
	case strings.HasPrefix(line, "> "):
		return Quotation, "> "
	case digits > 0 && strings.HasPrefix(line[digits:], ". "):
		return NumberedItem, line[:digits+2]
	}
	return PlainParagraph, ""
}

// number wants a list to begin with 1, and to go on.
func (m *markdown) number(line string, at int) {
	want := 1
	for i := len(m.out) - 1; i >= 0 && m.out[i].Kind == NumberedItem; i-- {
		want++
	}
	if !strings.HasPrefix(line, fmt.Sprint(want, ". ")) {
		m.fail(at, 1, fmt.Sprintf("an item that should bear the number %d", want), "")
	}
}

// inner refuses words that some reader would take for the beginning of another block.
func (m *markdown) inner(text string, line, lead int) {
	col := lead + 1
	kind, _ := kindOf(text)
	_, _, fenced := fence(text)
	switch bare := strings.TrimSpace(text); {
	case bare == "":
		m.fail(line, col, "a mark without words", "")
	case text[0] == ' ' || text[0] == '\t':
		m.fail(line, col, "words that do not begin their line", "take the spaces away; code stands between lines of ```")
	case strings.Contains(text, "\t"):
		m.fail(line, col, "a tab", "write a space")
	case strings.HasSuffix(text, "  ") || strings.HasSuffix(text, `\`):
		m.fail(line, col, "a line that ends in two spaces or a backslash", "begin a new paragraph with an empty line")
	case kind != PlainParagraph || fenced || headingLevel(text) > 0 || strings.ContainsAny(text[:1], ">|+") || strings.HasPrefix(text, "* ") || text == "*" || text == "-" || strings.Trim(text, "0123456789") == "." || isNumbered(text):
		m.fail(line, col, fmt.Sprintf("words that begin with %q", strings.Fields(text)[0]), "items begin with - or 1. at the beginning of a line, rows are embedded")
	case strings.Trim(bare, "-= \t") == "" || strings.Trim(bare, "_ ") == "" || strings.Trim(bare, "* ") == "":
		m.fail(line, col, "a line of marks", "a rule is --- with an empty line before and behind it; headings begin with ##")
	}
}

func isNumbered(text string) bool {
	rest := strings.TrimLeft(text, "0123456789")
	return rest != text && (strings.HasPrefix(rest, ")") || strings.HasPrefix(rest, ".")) && (len(rest) == 1 || rest[1] == ' ' || rest[1] == '\t')
}

// inlines reads the words of a block.
func (m *markdown) inlines(kind ParagraphKind, lead string, text []string, at int) {
	r := runs{m: m, text: strings.TrimRight(strings.Join(text, "\n"), " "), line: at, lead: utf8.RuneCountInString(lead)}
	if strings.HasPrefix(r.text, "[") && strings.Contains(r.text, "]:") {
		r.fail(0, "a definition", "write links as [words](address)")
	}
	r.read()
	m.out = append(m.out, Paragraph{Kind: kind, Pieces: r.out})
}

// runs reads the words of one block.
type runs struct {
	m          *markdown
	text       string
	line, lead int
	at         int // in bytes
	out        []Piece
	words      strings.Builder
	open       []Mark
}

func (r *runs) fail(at int, reason, hint string) {
	before := r.text[:at]
	line := strings.Count(before, "\n")
	before = before[strings.LastIndexByte(before, '\n')+1:]
	r.m.fail(r.line+line, 1+r.lead+utf8.RuneCountInString(before), reason, hint)
}

// flush ends a run of plain words.
func (r *runs) flush() {
	if r.words.Len() > 0 {
		r.out = append(r.out, Piece{Text: r.words.String()})
		r.words.Reset()
	}
}

func (r *runs) read() {
	for r.at < len(r.text) {
		rest := r.text[r.at:]
		switch c := rest[0]; {
		case c == '\\' && len(rest) > 1 && isPunctuation(rune(rest[1])):
			r.words.WriteByte(rest[1])
			r.at += 2
		case c == '{':
			r.flush()
			r.out = append(r.out, Piece{Value: true})
			r.at += braced(rest)
		case c == '`':
			r.codeSpan(rest)
		case c == '*' || c == '_':
			r.emphasis(rest)
		case c == '[':
			r.link(rest)
		case c == ']' && len(r.open) > 0 && r.open[len(r.open)-1] == Link:
			r.end(Link)
			r.at += 1 + strings.IndexByte(rest[1:], ')') + 1
		case c == '&' && len(rest) > 1 && (isLetter(rest[1]) || rest[1] == '#') && strings.Contains(rest, ";"):
			r.fail(r.at, "an entity", "write the character itself, or a sign that is meant as such as \\&")
			r.at++
		default:
			r.words.WriteByte(c)
			r.at++
		}
	}
	r.flush()
	for _, mark := range r.open {
		r.fail(len(r.text), fmt.Sprintf("words that are set apart, as %s, to the end of their block", mark), `write a sign that is meant as such with a backslash before it, as \*`)
	}
}

// braced is how long a value in braces is.
func braced(text string) int {
	depth := 0
	for i, c := range text {
		if c == '{' {
			depth++
		} else if c == '}' {
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(text) // which has been told
}

func (r *runs) begin(mark Mark, url string) {
	r.flush()
	r.out = append(r.out, Piece{Begin: mark, URL: url})
	r.open = append(r.open, mark)
}

func (r *runs) end(mark Mark) {
	r.flush()
	r.out = append(r.out, Piece{End: mark})
	r.open = r.open[:len(r.open)-1]
}

func (r *runs) codeSpan(rest string) {
	run := rest[:len(rest)-len(strings.TrimLeft(rest, "`"))]
	after := rest[len(run):]
	end := strings.Index(after, run)
	if end < 0 || strings.HasPrefix(after[end+len(run):], "`") {
		r.fail(r.at, "code that is not closed", "write a sign that is meant as such as \\`")
		r.at = len(r.text)
		return
	}
	code := strings.ReplaceAll(after[:end], "\n", " ")
	if strings.TrimSpace(code) != "" && code[0] == ' ' && code[len(code)-1] == ' ' {
		code = code[1 : len(code)-1]
	}
	r.begin(Code, "")
	r.words.WriteString(code)
	r.end(Code)
	r.at += 2*len(run) + end
}

// emphasis begins or ends where no reader can doubt it: between a space or a sign and a word.
func (r *runs) emphasis(rest string) {
	sign := rest[:1]
	run := rest[:len(rest)-len(strings.TrimLeft(rest, sign))]
	before, _ := utf8.DecodeLastRuneInString(r.text[:r.at])
	after, _ := utf8.DecodeRuneInString(rest[len(run):])
	opens := r.at == 0 || unicode.IsSpace(before) || isPunctuation(before)
	closes := len(run) == len(rest) || unicode.IsSpace(after) || isPunctuation(after)
	mark := map[string]Mark{"*": Emphasis, "**": Strong}[run]
	switch {
	case opens && closes && (r.at == 0 || unicode.IsSpace(before)) && (len(run) == len(rest) || unicode.IsSpace(after)):
		r.words.WriteString(run) // it stands alone
	case sign == "_" && !opens && !closes:
		r.words.WriteString(run) // within a word
	case mark == "":
		r.fail(r.at, fmt.Sprintf("%s sets nothing apart here", run), fmt.Sprintf(`set words apart as *these* or **these**, and write a sign that is meant as such as \%s`, sign))
	case len(r.open) > 0 && r.open[len(r.open)-1] == mark && closes && !unicode.IsSpace(before):
		r.end(mark)
	case opens && !closes && len(r.open) == 0:
		r.begin(mark, "")
	default:
		r.fail(r.at, fmt.Sprintf("%s neither begins nor ends words that are set apart", run), fmt.Sprintf(`write a sign that is meant as such as \%s`, sign))
	}
	r.at += len(run)
}

func isPunctuation(c rune) bool { return unicode.IsPunct(c) || unicode.IsSymbol(c) }

// link reads [words](address).
func (r *runs) link(rest string) {
	words, after, ok := strings.Cut(rest[1:], "](")
	if !ok || strings.ContainsAny(words, "[]\n") {
		r.words.WriteByte('[')
		r.at++
		return
	}
	url, _, closed := strings.Cut(after, ")")
	inLink := len(r.open) > 0
	switch {
	case !closed || url == "" || strings.ContainsAny(url, " \t\n<>()\"'\\{}&*_`") || inLink || strings.ContainsAny(words, "`*_"):
		r.fail(r.at, "a link that is more than [words](address)", "")
		r.words.WriteByte('[')
		r.at++
		return
	case !isAddress(url):
		r.fail(r.at, fmt.Sprintf("a link to %q", url), "a page is https:, http: or mailto:, a section #section-ID")
	}
	r.begin(Link, url)
	r.at++
}

func isAddress(url string) bool {
	for _, scheme := range []string{"https://", "http://", "mailto:", "#"} {
		if strings.HasPrefix(url, scheme) {
			return true
		}
	}
	return false
}
