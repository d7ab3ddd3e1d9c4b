package document

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"rapport/internal/report"
	"rapport/queries"
)

// WriteText writes a document for somebody who reads it on a terminal of so many columns: what the Markdown has, laid out to be read there. It is no
// format: nothing reads it again.
func (d *Document) WriteText(w io.Writer, o report.Options) error {
	same := func(words string) string { return words }
	t := &screen{Writer: bufio.NewWriter(w), inline: inline{same, func(n int) string { return fmt.Sprintf("[%d]", n) }, same, d.Footnotes}, d: d, o: o}
	t.top()
	for _, s := range d.Sections {
		t.level = 2
		if s.Title != nil {
			title := t.title(s.Title)
			fmt.Fprintln(t)
			t.wrapped("", title, t.bold)
			t.wrapped("", strings.Repeat("─", min(report.Width(title), t.o.Width)), t.dim)
		}
		for _, b := range s.Blocks {
			t.block(b)
		}
	}
	t.footnotes()
	return cmp.Or(t.err, t.Flush())
}

// screen writes lines no wider than a terminal.
type screen struct {
	*bufio.Writer
	inline
	d     *Document
	o     report.Options
	level int // of the heading above
	err   error
}

func (t *screen) bold(s string) string  { return t.styled("\x1b[1m", s) }
func (t *screen) dim(s string) string   { return t.styled("\x1b[2m", s) }
func (t *screen) plain(s string) string { return s }

func (t *screen) styled(code, s string) string {
	if !t.o.Color || s == "" {
		return s
	}
	return code + s + "\x1b[0m"
}

// wrapped writes a text in lines behind a lead, which later lines are indented by.
func (t *screen) wrapped(lead, text string, style func(string) string) {
	for i, line := range report.Wrap(text, max(t.o.Width-report.Width(lead), 8)) {
		if i == 1 {
			lead = strings.Repeat(" ", report.Width(lead))
		}
		fmt.Fprintln(t, lead+style(line))
	}
}

// paragraph writes a text behind an empty line.
func (t *screen) paragraph(text string, style func(string) string) {
	fmt.Fprintln(t)
	t.wrapped("", text, style)
}

func (t *screen) top() {
	t.wrapped("", report.Clean(t.d.Title), t.bold)
	t.paragraph(report.Clean(t.d.Report.Asks), t.plain)
	for _, line := range []string{t.d.Sources, t.d.notice()} {
		if line != "" {
			t.paragraph(line, t.dim)
		}
	}
	if t.d.Kept != "" {
		t.paragraph(t.d.Kept, t.bold)
	}
	if t.d.Unread != "" {
		t.paragraph("Nothing was searched: "+report.Clean(t.d.Unread)+".", t.bold)
	}
	if gaps := t.d.gaps(); gaps != "" {
		t.paragraph("Not all was searched: "+gaps, t.bold)
	}
}

// title is words of the template that are no Markdown.
func (t *screen) title(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		if s.Value != nil {
			b.WriteString(t.value(s.Value))
		}
		b.WriteString(report.Clean(s.Text))
	}
	return b.String()
}

func (t *screen) block(b Block) {
	switch {
	case b.Heading != nil:
		t.level = b.Level
		t.paragraph(t.title(b.Heading), t.bold)
	case b.Prose != nil:
		t.prose(&b)
	default:
		t.answer(b.Answer)
	}
	if t.d.Report.LeftOpenInNotes || len(b.Open) == 0 {
		return
	}
	fmt.Fprintln(t)
	for _, o := range b.Open {
		t.wrapped("", fmt.Sprintf("%s%s %s", o.lead(), t.mark(o.Note), o.Text), t.dim)
	}
}

// prose writes the words of a template, without their marks.
func (t *screen) prose(b *Block) {
	var values []*Value
	for _, s := range b.Prose {
		if s.Value != nil {
			values = append(values, s.Value)
		}
	}
	for i, para := range b.Words {
		var words strings.Builder
		for _, piece := range para.Pieces {
			if piece.Value && len(values) > 0 {
				words.WriteString(t.value(values[0]))
				values = values[1:]
				continue
			}
			words.WriteString(report.Clean(strings.ReplaceAll(piece.Text, "\n", " ")))
		}
		lead := map[queries.ParagraphKind]string{queries.BulletItem: "- ", queries.NumberedItem: "- ", queries.Quotation: "> "}[para.Kind]
		if i == 0 || lead == "" || b.Words[i-1].Kind != para.Kind {
			fmt.Fprintln(t)
		}
		switch para.Kind {
		case queries.CodeBlock:
			for _, line := range para.Code {
				fmt.Fprintln(t, "    "+report.Clean(line))
			}
		case queries.Rule:
			fmt.Fprintln(t, t.dim(strings.Repeat("─", min(t.o.Width, 20))))
		default:
			t.wrapped(lead, words.String(), t.plain)
		}
	}
}

func (t *screen) answer(a *Answer) {
	switch {
	case a.bare():
		t.nothing(a)
	case a.Embed.Whole():
		t.groups(a, t.items)
	case a.Embed.As == queries.AsCount:
		t.paragraph(fmt.Sprint(a.Count)+t.marks(a.notes()), t.plain)
	case a.Embed.As == queries.AsProse:
		t.groups(a, t.sentences)
	case a.Embed.As == queries.AsQuotes:
		t.groups(a, t.quotes)
	case a.Embed.As == queries.AsTable:
		t.groups(a, t.table)
	case a.Picture != nil && a.Embed.Say == nil:
		fmt.Fprintln(t)
		for _, line := range a.Picture.List() {
			words, notes := pictured(line)
			t.wrapped("- ", report.Clean(words)+t.marks(notes), t.plain)
		}
	default:
		t.groups(a, t.items)
	}
	for _, line := range a.remarks() {
		t.paragraph(line, t.dim)
	}
}

// groups writes rows under the headings of their groups.
func (t *screen) groups(a *Answer, write func(*Answer, []Row)) {
	if len(a.Groups) == 0 {
		fmt.Fprintln(t)
		write(a, a.Rows)
		return
	}
	for i, g := range a.Groups {
		t.paragraph(g.Title, t.bold)
		if g.Note != "" {
			t.wrapped("", g.Note, t.dim)
		}
		fmt.Fprintln(t)
		write(a, a.group(i))
	}
}

func (t *screen) items(a *Answer, rows []Row) {
	for _, r := range rows {
		t.wrapped("- ", t.line(a, r), t.plain)
		if !a.Embed.Whole() {
			continue
		}
		for _, h := range r.Hops {
			t.wrapped("    ", t.hop(h), t.plain)
		}
	}
}

func (t *screen) sentences(a *Answer, rows []Row) {
	var lines []string
	for _, r := range rows {
		lines = append(lines, t.line(a, r))
	}
	t.wrapped("", strings.Join(lines, " "), t.plain)
}

func (t *screen) quotes(_ *Answer, rows []Row) {
	var notes []int
	for _, r := range rows {
		notes = addNotes(notes, r.Evidence)
	}
	for _, n := range notes {
		t.wrapped("> ", t.d.said(n)+t.mark(n), t.plain)
	}
}

// table is laid out as those of queries are: in columns, or a block for each row where they would be too narrow.
func (t *screen) table(a *Answer, rows []Row) {
	shown := &report.Table{Ordered: true}
	for _, c := range a.Columns {
		name := heading(c)
		if slices.Contains(shown.Columns, name) { // the quotes of both of two values
			name = c
		}
		shown.Columns = append(shown.Columns, name)
	}
	standing := a.standing()
	if standing {
		shown.Columns = append(shown.Columns, "standing")
	}
	shown.Columns = append(shown.Columns, "source")
	for _, r := range rows {
		var cells []report.Cell
		for i := range r.Cells {
			cells = append(cells, report.Text(t.cell(r, i)))
		}
		if standing {
			cells = append(cells, report.Text(t.marked(r.standing(), r.Against)))
		}
		shown.Add(append(cells, report.Text(t.marks(r.marks(t.notes))))...)
	}
	t.err = cmp.Or(t.err, report.Write(t.Writer, report.FormatTable, shown, t.o))
}

func (t *screen) nothing(a *Answer) {
	t.paragraph(t.d.absent(a)+". "+report.Clean(t.d.missing(a)), t.plain)
	if len(a.New) > 0 {
		t.paragraph("Nearest to it, the articles say:", t.plain)
		fmt.Fprintln(t)
		for _, n := range a.New {
			t.wrapped("- ", t.d.said(n)+t.mark(n), t.plain)
		}
	}
}

// footnotes writes the statements, and how to read the whole.
func (t *screen) footnotes() {
	fmt.Fprintln(t)
	t.wrapped("", strings.Repeat("─", min(20, t.o.Width)), t.dim)
	for i, n := range t.d.Footnotes {
		text, _ := n.Text()
		words, source, _ := strings.Cut(text, " — ")
		lead := t.mark(n.Number) + " "
		indent := strings.Repeat(" ", len(lead))
		t.wrapped(lead, words, t.plain)
		if source != "" {
			source = " — " + source
		}
		t.wrapped(indent, statement(n)+source, t.dim)
		if t.d.Readings != nil {
			t.wrapped(indent, "read back: "+t.d.Readings[i], t.plain)
		}
		if left := t.d.leftOpen(n.Number); left != "" {
			t.wrapped(indent, "left open: "+left, t.dim)
		}
	}
	for _, line := range t.d.closing() {
		t.paragraph(line, t.dim)
	}
}
