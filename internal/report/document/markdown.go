package document

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"rapport/internal/report"
	"rapport/quads"
	"rapport/queries"
)

// WriteMarkdown writes a document as GitHub-flavoured Markdown with footnotes.
func (d *Document) WriteMarkdown(w io.Writer) error {
	m := &markdown{Writer: bufio.NewWriter(w), inline: inMarkdown(d), d: d}
	fmt.Fprintf(m, "# %s\n\n*%s*\n", report.EscapeMarkdown(d.Title), report.EscapeMarkdown(d.Report.Asks))
	if d.Sources != "" {
		fmt.Fprintf(m, "\n%s\n", report.EscapeMarkdown(d.Sources))
	}
	if d.Kept != "" {
		fmt.Fprintf(m, "\n**%s**\n", report.EscapeMarkdown(d.Kept))
	}
	if notice := d.notice(); notice != "" {
		fmt.Fprintf(m, "\n*%s*\n", report.EscapeMarkdown(notice))
	}
	if d.Unread != "" {
		fmt.Fprintf(m, "\n**Nothing was searched:** %s.\n", report.EscapeMarkdown(d.Unread))
	}
	if gaps := d.gaps(); gaps != "" {
		fmt.Fprintf(m, "\n**Not all was searched:** %s\n", report.EscapeMarkdown(gaps))
	}
	for _, s := range d.Sections {
		m.level = 2
		if s.Title != nil {
			fmt.Fprintf(m, "\n## %s\n", m.title(s.Title))
		}
		for _, b := range s.Blocks {
			m.block(b)
		}
	}
	m.footnotes()
	return m.Flush()
}

type markdown struct {
	*bufio.Writer
	inline
	d     *Document
	level int // of the heading above
}

func mark(n int) string { return fmt.Sprintf("[^%d]", n) }

// inMarkdown writes what stands in a line of Markdown.
func inMarkdown(d *Document) inline {
	return inline{report.EscapeMarkdown, mark, func(words string) string { return "**" + words + "**" }, d.Footnotes}
}

func (m *markdown) block(b Block) {
	switch {
	case b.Heading != nil:
		m.level = b.Level
		fmt.Fprintf(m, "\n%s %s\n", strings.Repeat("#", b.Level), m.title(b.Heading))
	case b.Prose != nil:
		fmt.Fprintf(m, "\n%s\n", m.words(b.Prose))
	default:
		m.answer(b.Answer)
	}
	if !m.d.Report.LeftOpenInNotes {
		m.open(b.Open)
	}
}

// open writes what the words leave open below what is cited, a line each.
func (m *markdown) open(all []Open) {
	for i, o := range all {
		if i == 0 {
			fmt.Fprintln(m)
		}
		end := "  "
		if i == len(all)-1 {
			end = ""
		}
		fmt.Fprintf(m, "*%s*%s *%s*%s\n", report.EscapeMarkdown(o.lead()), mark(o.Note), report.EscapeMarkdown(o.Text), end)
	}
}

// words writes what the template has as it is, and escapes values.
func (m *markdown) words(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
		if s.Value != nil {
			b.WriteString(m.value(s.Value))
		}
	}
	return b.String()
}

// title is words of the template that are no Markdown.
func (m *markdown) title(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		if s.Value != nil {
			b.WriteString(m.value(s.Value))
		}
		b.WriteString(report.EscapeMarkdown(report.Clean(s.Text)))
	}
	return b.String()
}

func (m *markdown) answer(a *Answer) {
	switch {
	case a.bare():
		m.nothing(a)
	case a.Embed.Whole():
		m.groups(a, m.items)
	case a.Embed.As == queries.AsCount:
		m.count(a)
	case a.Embed.As == queries.AsProse:
		m.groups(a, m.prose)
	case a.Embed.As == queries.AsQuotes:
		m.groups(a, m.quotes)
	case a.Embed.As == queries.AsTable:
		m.groups(a, m.table)
	case a.Picture != nil && a.Embed.Say == nil:
		fmt.Fprintln(m)
		for _, line := range a.Picture.List() {
			text, notes := pictured(line)
			fmt.Fprintf(m, "- %s%s\n", report.EscapeMarkdown(text), joinMarks(notes, mark))
		}
	default:
		m.groups(a, m.items)
	}
	for _, line := range a.remarks() {
		fmt.Fprintf(m, "\n*%s*\n", report.EscapeMarkdown(line))
	}
}

// pictured takes a line of a picture's list apart: the words, and the numbers of the notes in brackets behind them.
func pictured(line string) (text string, notes []int) {
	open := strings.LastIndex(line, " [")
	if open < 0 || !strings.HasSuffix(line, "]") {
		return line, nil
	}
	for part := range strings.SplitSeq(line[open+2:len(line)-1], ", ") {
		n, err := strconv.Atoi(part)
		if err != nil {
			return line, nil
		}
		notes = append(notes, n)
	}
	return line[:open], notes
}

// groups writes rows under the headings of their groups.
func (m *markdown) groups(a *Answer, write func(*Answer, []Row)) {
	if len(a.Groups) == 0 {
		fmt.Fprintln(m)
		write(a, a.Rows)
		return
	}
	level := strings.Repeat("#", min(m.level+1, 6))
	for i, g := range a.Groups {
		fmt.Fprintf(m, "\n%s %s\n\n", level, report.EscapeMarkdown(g.Title))
		if g.Note != "" {
			fmt.Fprintf(m, "*%s*\n\n", report.EscapeMarkdown(g.Note))
		}
		write(a, a.group(i))
	}
}

// table has a column for what keeps rows from being facts, where one is none, and one for the notes.
func (m *markdown) table(a *Answer, rows []Row) {
	standing := a.standing()
	line := func(cells []string) { fmt.Fprintf(m, "| %s |\n", strings.Join(cells, " | ")) }
	var head, rule []string
	for i, c := range a.Columns {
		head = append(head, report.EscapeMarkdown(heading(c)))
		rule = append(rule, map[bool]string{true: "---:", false: "---"}[a.Numeric[i]])
	}
	if standing {
		head, rule = append(head, "standing"), append(rule, "---")
	}
	line(append(head, "source"))
	line(append(rule, "---"))
	for _, r := range rows {
		var cells []string
		for i := range r.Cells {
			cells = append(cells, m.cell(r, i))
		}
		if standing {
			cells = append(cells, m.marked(r.standing(), r.Against))
		}
		line(append(cells, joinMarks(r.marks(m.d.Footnotes), mark)))
	}
}

// heading is the name of a column as a reader sees it.
func heading(column string) string {
	if rest, ok := strings.CutPrefix(column, queries.QuoteColumn); ok && strings.Trim(rest, "0123456789") == "" {
		return queries.QuoteColumn // quote2 stands beside the value that it is of
	}
	return strings.ReplaceAll(column, "-", " ")
}

func (m *markdown) items(a *Answer, rows []Row) {
	for _, r := range rows {
		fmt.Fprintf(m, "- %s\n", m.line(a, r))
		if a.Embed.Whole() {
			for _, h := range r.Hops {
				fmt.Fprintf(m, "  - %s\n", m.hop(h))
			}
		}
	}
}

func (m *markdown) prose(a *Answer, rows []Row) {
	var lines []string
	for _, r := range rows {
		lines = append(lines, m.line(a, r))
	}
	fmt.Fprintln(m, strings.Join(lines, " "))
}

func (m *markdown) count(a *Answer) {
	fmt.Fprintf(m, "\n%d%s\n", a.Count, joinMarks(a.notes(), mark))
}

// quotes writes the words of each statement once.
func (m *markdown) quotes(a *Answer, rows []Row) {
	var notes []int
	for _, r := range rows {
		notes = addNotes(notes, r.Evidence)
	}
	for i, n := range notes {
		if i > 0 {
			fmt.Fprintln(m)
		}
		fmt.Fprintf(m, "> %s%s\n", report.EscapeMarkdown(m.d.said(n)), mark(n))
	}
}

// nothing tells that an answer is empty: what was asked, of what, and the nearest that is said.
func (m *markdown) nothing(a *Answer) {
	fmt.Fprintf(m, "\n**%s.** %s\n", m.d.absent(a), report.EscapeMarkdown(m.d.missing(a)))
	if len(a.New) > 0 {
		fmt.Fprintf(m, "\nNearest to it, the articles say:\n\n")
		for _, n := range a.New {
			fmt.Fprintf(m, "- %s%s\n", report.EscapeMarkdown(m.d.said(n)), mark(n))
		}
	}
}

// said is what a statement says, in its words, and how it is meant where it is no plain fact.
func (d *Document) said(n int) string {
	note := d.Footnotes[n-1]
	text := textOf(note)
	switch m := note.Modality(); {
	case m == "" || m == quads.Actual:
		return text
	case note.Stance():
		return capital(report.StanceOn(m)) + ": " + text
	case m != quads.Denied && slices.Contains(note.Crosses, quads.Actual):
		return capital(m) + ", in part: " + text
	default:
		return capital(m) + ": " + text
	}
}

// absent says that there is nothing: no article states it, there is none of what was looked for, nobody looked, nobody can ask, or nobody can tell.
func (d *Document) absent(a *Answer) string {
	switch {
	case a.Unsearched != "":
		return "Not searched"
	case a.Misfit != "":
		return "Not asked"
	case a.Unknown != "":
		return "Not known"
	case a.Embed.None != "":
		return "None found"
	}
	return "Not stated"
}

// gaps tells at the head which sections have questions without an answer; "" for none.
func (d *Document) gaps() string {
	var titles []string
	for _, s := range d.Sections {
		if s.unsearched() {
			titles = append(titles, "“"+cmp.Or(report.Clean(plain(s.Title)), d.Title)+"”")
		}
	}
	if titles == nil || d.Unread != "" {
		return ""
	}
	return "under " + enumerate(titles) + " there is more to go through than a query may hold. What is not searched may be stated, or not."
}

// missing tells what was asked in vain.
func (d *Document) missing(a *Answer) string {
	if d.Unread != "" {
		return capital(d.Unread) + "."
	}
	if a.Unsearched != "" {
		return "To be asked of " + d.Searched + ": " + a.Asked + " – there is more to go through than a query may hold: " + a.Unsearched + "."
	}
	if a.Misfit != "" {
		return a.Asked + " – " + a.Misfit + "."
	}
	if a.Unknown != "" {
		return "Asked of " + d.Searched + ": " + a.Asked + " – " + a.Unknown + "."
	}
	if a.Embed.None != "" {
		where, end := "In "+d.Searched, ", "
		if a.About != "" {
			where, end = where+", of "+a.About, ": "
		}
		if a.Filtered != "" {
			where, end = where+a.Filtered, ": "
		}
		return where + end + a.Embed.None
	}
	text := "Asked of " + d.Searched + ": " + a.Asked
	if a.Meaning != "" {
		text += " – " + a.Meaning
	}
	return text
}

// footnotes writes the statements, and how to read the whole.
func (m *markdown) footnotes() {
	fmt.Fprintf(m, "\n---\n")
	for _, line := range m.d.closing() {
		fmt.Fprintf(m, "\n%s\n", report.EscapeMarkdown(line))
	}
	if len(m.d.Footnotes) > 0 {
		fmt.Fprintln(m)
	}
	for i, n := range m.d.Footnotes {
		text, _ := n.Text()
		if m.d.Readings != nil {
			text += " · read back: " + m.d.Readings[i]
		}
		if left := m.d.leftOpen(n.Number); left != "" {
			text += " · left open: " + left
		}
		fmt.Fprintf(m, "%s: %s %s\n", mark(n.Number), code(statement(n)), report.EscapeMarkdown(text))
	}
	fmt.Fprintf(m, "\n%s%s -->\n", markdownRecipe, m.d.Recipe().text())
}

// code is an IRI as such.
func code(iri string) string { return "`" + strings.ReplaceAll(iri, "`", "") + "`" }

// statement is the IRI of a note's statement.
func statement(n *report.Footnote) string { return report.Clean(report.Show(n.Label, "")) }

// notice tells before all else that lines rest on labels of which the graph has no words; "" where none does.
func (d *Document) notice() string {
	if !slices.ContainsFunc(d.Footnotes, func(n *report.Footnote) bool { return n.Citation == nil }) {
		return ""
	}
	return "Where no quote is known, a line rests on the label of its quads alone: that the graph has it, not that an article says it."
}

// closing are the lines at the end.
func (d *Document) closing() []string {
	line := "Every line with a number names the words of an article that its values rest on; words without one are the report’s own."
	if d.notice() != "" {
		line = "Every line with a number rests on what stands under it; words without one are the report’s own."
	}
	if strings.Contains(d.Sources, "[") || slices.ContainsFunc(d.Footnotes, func(n *report.Footnote) bool { _, supplied := n.Text(); return supplied }) {
		line += " What stands in [ ] is supplied, not printed in the text."
	}
	lines := []string{line}
	if stamp := d.stamp(); stamp != "" {
		lines = append(lines, "Made "+stamp+".")
	}
	return lines
}
