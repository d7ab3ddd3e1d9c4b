package document

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"rapport/internal/report"
	"rapport/internal/report/picture"
	"rapport/queries"
)

// WriteHTML writes a document as one file that needs nothing else: no script, no network.
func (d *Document) WriteHTML(w io.Writer) error {
	p := &page{Writer: bufio.NewWriter(w), d: d, refs: map[int]int{}, level: 2}
	p.head()
	for i := range d.Sections {
		p.section(&d.Sections[i])
	}
	p.put("</main>\n")
	p.footnotes()
	p.put("</body>\n</html>\n")
	return p.Flush()
}

// WriteBody writes a document as a part of a page that has its own head and style: HTML without script or style. link is where a statement has its
// page, by its IRI.
func (d *Document) WriteBody(w io.Writer, link func(statement string) string) error {
	p := &page{Writer: bufio.NewWriter(w), d: d, refs: map[int]int{}, level: 2, link: link}
	p.put("<div class=\"report\" id=\"report\">\n")
	p.top()
	for i := range d.Sections {
		p.section(&d.Sections[i])
	}
	p.footnotes()
	p.put("</div>\n")
	return p.Flush()
}

// page writes HTML. What comes from the graph or a template goes through text, whatever it looks like.
type page struct {
	*bufio.Writer
	d        *Document
	refs     map[int]int // how often each note was referred to
	level    int         // of the heading above
	pictures int
	headings int                           // of groups
	named    string                        // the id of a heading that says what the next table is, "" where its caption does
	link     func(statement string) string // where a statement has its page; nil: nowhere
}

// heading is the id of the last heading of a group.
func (p *page) heading() string { return fmt.Sprintf("group-%d", p.headings) }

func (p *page) put(format string, args ...any) { fmt.Fprintf(p, format, args...) }

// text makes HTML of a clean text. What runs from right to left keeps to itself, and a date is not broken at its hyphens.
func text(s string) string {
	out := wholeDates(html.EscapeString(s))
	if report.RightToLeft(s) {
		return "<bdi>" + out + "</bdi>"
	}
	return out
}

// wholeDates marks the dates of a text that is HTML already, 2031-03-05 or 2031-03, so that the style keeps each on one line.
func wholeDates(s string) string {
	var b strings.Builder
	done := 0
	for at := strings.IndexByte(s, '-'); at >= 0; {
		from, to := at-len("2031"), at+len("-03")
		if from >= done && to <= len(s) && isNumber(s[from:at]) && isNumber(s[at+1:to]) && (from == 0 || !isNumber(s[from-1:from])) {
			if to+len("-05") <= len(s) && s[to] == '-' && isNumber(s[to+1:to+3]) {
				to += len("-05")
			}
			b.WriteString(s[done:from] + `<span class="date">` + s[from:to] + "</span>")
			done = to
		} else {
			to = at + 1
		}
		if at = strings.IndexByte(s[to:], '-'); at >= 0 {
			at += to
		}
	}
	return b.String() + s[done:]
}

// isNumber tells whether a text is digits alone.
func isNumber(s string) bool { return strings.Trim(s, digits) == "" }

func (p *page) head() {
	p.put("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
	p.put("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
	p.put("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
	p.put("<meta name=\"generator\" content=\"rapport\">\n<meta name=\"%s\" content=\"%s\">\n", Schema, html.EscapeString(p.d.Recipe().text()))
	p.put("<title>%s</title>\n<style>\n%s</style>\n</head>\n<body>\n", html.EscapeString(p.d.Title), stylesheet)
	p.put("<a class=\"skip\" href=\"#report\">Skip to the report</a>\n")
	p.top()
	p.put("<main id=\"report\">\n")
}

// top is what stands above the sections.
func (p *page) top() {
	p.put("<header>\n<h1>%s</h1>\n", text(p.d.Title))
	p.put("<p class=\"asks\">%s</p>\n", text(p.d.Report.Asks))
	if p.d.Sources != "" {
		p.put("<p class=\"remark\">%s</p>\n", text(p.d.Sources))
	}
	if p.d.Kept != "" {
		p.put("<p><strong>%s</strong></p>\n", text(p.d.Kept))
	}
	if notice := p.d.notice(); notice != "" {
		p.put("<p class=\"remark\">%s</p>\n", text(notice))
	}
	if p.d.Unread != "" {
		p.put("<p><strong>Nothing was searched:</strong> %s.</p>\n", text(p.d.Unread))
	}
	if gaps := p.d.gaps(); gaps != "" {
		p.put("<p><strong>Not all was searched:</strong> %s</p>\n", text(gaps))
	}
	p.put("</header>\n")
	p.contents()
}

// contents links to the sections, where there are several.
func (p *page) contents() {
	var links []string
	for _, s := range p.d.Sections {
		if s.ID != "" {
			links = append(links, fmt.Sprintf("<li><a href=\"#%s\">%s</a></li>\n", sectionID(s.ID), text(plain(s.Title))))
		}
	}
	if len(links) > 1 {
		p.put("<nav aria-label=\"Sections\">\n<ul>\n%s</ul>\n</nav>\n", strings.Join(links, ""))
	}
}

// sectionID keeps the ids of sections apart from our own.
func sectionID(id string) string { return "section-" + id }

func (p *page) section(s *Section) {
	p.level = 2
	if s.ID != "" {
		p.put("<section id=\"%s\" aria-labelledby=\"%s-title\">\n<h2 id=\"%s-title\">%s</h2>\n", sectionID(s.ID), sectionID(s.ID), sectionID(s.ID), p.line(s.Title))
	}
	if s.ID != "" && s.tables() == 1 {
		p.named = sectionID(s.ID) + "-title"
	}
	for i := range s.Blocks {
		p.block(&s.Blocks[i])
	}
	p.named = ""
	if s.ID != "" {
		p.put("</section>\n")
	}
}

// tables counts those that stand under no heading of their own.
func (s *Section) tables() (n int) {
	for _, b := range s.Blocks {
		if a := b.Answer; b.Heading != nil || a != nil && !a.Embed.Whole() && a.Embed.As == queries.AsTable && len(a.Rows) > 0 && len(a.Groups) == 0 {
			n++ // a heading within the section may be that of a table, which then needs its caption
		}
	}
	return n
}

func (p *page) block(b *Block) {
	switch {
	case b.Heading != nil:
		p.level = b.Level
		p.put("<h%d>%s</h%d>\n", b.Level, p.line(b.Heading), b.Level)
	case b.Prose != nil:
		p.prose(b)
	default:
		p.answer(b.Answer)
	}
	if len(b.Open) == 0 || p.d.Report.LeftOpenInNotes {
		return
	}
	p.put("<ul class=\"open\">\n")
	for _, o := range b.Open {
		p.put("<li><strong>%s:</strong> %s%s</li>\n", text(o.lead()), text(o.Text), p.marks([]int{o.Note}))
	}
	p.put("</ul>\n")
}

// prose makes HTML of a template's words.
func (p *page) prose(b *Block) {
	var values []*Value
	for _, s := range b.Prose {
		if s.Value != nil {
			values = append(values, s.Value)
		}
	}
	list := queries.PlainParagraph // the kind of items whose list is open
	for _, para := range b.Words {
		if list != para.Kind && listTag(list) != "" {
			p.put("</%s>\n", listTag(list))
		}
		if tag := listTag(para.Kind); tag != "" && list != para.Kind {
			p.put("<%s>\n", tag)
		}
		list = para.Kind
		var words strings.Builder
		for _, piece := range para.Pieces {
			if piece.Value && len(values) > 0 {
				words.WriteString(p.value(values[0]))
				values = values[1:]
				continue
			}
			words.WriteString(pieceHTML(piece))
		}
		p.put(paragraphHTML(para), words.String())
	}
	if tag := listTag(list); tag != "" {
		p.put("</%s>\n", tag)
	}
}

func listTag(kind queries.ParagraphKind) string {
	switch kind {
	case queries.BulletItem:
		return "ul"
	case queries.NumberedItem:
		return "ol"
	}
	return ""
}

// paragraphHTML is a block around its words.
func paragraphHTML(para queries.Paragraph) string {
	switch para.Kind {
	case queries.BulletItem, queries.NumberedItem:
		return "<li>%s</li>\n"
	case queries.Quotation:
		return "<blockquote>\n<p>%s</p>\n</blockquote>\n"
	case queries.Rule:
		return "<hr>%s\n"
	case queries.CodeBlock:
		code := strings.ReplaceAll(html.EscapeString(strings.Join(para.Code, "\n")), "%", "%%")
		return "<pre><code>" + code + "\n</code></pre>%s\n"
	}
	return "<p>%s</p>\n"
}

// pieceHTML is a text, or the tag that begins or ends what is set apart.
func pieceHTML(piece queries.Piece) string {
	switch {
	case piece.Begin == queries.Link:
		return "<a href=\"" + html.EscapeString(piece.URL) + "\">"
	case piece.Begin != "":
		return "<" + string(piece.Begin) + ">"
	case piece.End != "":
		return "</" + string(piece.End) + ">"
	}
	lines := strings.Split(piece.Text, "\n")
	for i := range lines {
		lines[i] = text(report.Clean(lines[i]))
	}
	return strings.Join(lines, "\n")
}

// line is words without Markdown.
func (p *page) line(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		if s.Value != nil {
			b.WriteString(p.value(s.Value))
		}
		b.WriteString(text(report.Clean(s.Text)))
	}
	return b.String()
}

// marks refers to notes.
func (p *page) marks(notes []int) string {
	if len(notes) == 0 {
		return ""
	}
	var links []string
	for _, n := range notes {
		p.refs[n]++
		links = append(links, fmt.Sprintf("<a id=\"ref-%d-%d\" href=\"#note-%d\" role=\"doc-noteref\">%d</a>", n, p.refs[n], n, n))
	}
	if len(notes) > fewMarks {
		return "<sup class=\"many\">" + strings.Join(links, " ") + "</sup>"
	}
	return "<sup>" + strings.Join(links, " ") + "</sup>"
}

// fewMarks is how many numbers are kept on one line.
const fewMarks = 5

// marked writes the words of a standing.
func (p *page) marked(words string, against []int) string {
	return withMarks(words, against, text, p.marks)
}

// remark writes what is said behind a line of a node.
func (p *page) remark(words string, against []int) string {
	if words == "" {
		return ""
	}
	return " <span class=\"standing\">(" + p.marked(words, against) + ")</span>"
}

// hop writes a hop with its notes.
func (p *page) hop(h Hop) string {
	return text(h.Text) + p.remark(h.Standing, h.Against) + p.marks(h.Notes)
}

func (p *page) value(v *Value) string {
	var items []string
	for _, i := range v.Items {
		item := text(i.Text)
		if !i.Bare {
			item += p.remark(i.Words(), i.Against)
		}
		items = append(items, item+p.marks(i.Notes))
	}
	if len(items) == 0 {
		return "<span class=\"unsaid\">" + text(v.otherwise()) + "</span>"
	}
	return enumerate(items)
}

func (p *page) answer(a *Answer) {
	switch {
	case a.bare():
		p.nothing(a)
	case !a.Embed.Whole() && a.Embed.As == queries.AsCount:
		p.put("<p>%d%s</p>\n", a.Count, p.marks(a.notes()))
	case !a.Embed.Whole() && a.Embed.As == queries.AsProse:
		p.groups(a, p.sentences)
	case !a.Embed.Whole() && a.Embed.As == queries.AsQuotes:
		p.groups(a, p.quotes)
	case !a.Embed.Whole() && a.Embed.As == queries.AsTable:
		p.groups(a, p.table)
	case a.Picture != nil:
		p.picture(a)
	default:
		p.groups(a, p.items)
	}
	for _, line := range a.remarks() {
		p.put("<p class=\"remark\">%s</p>\n", text(line))
	}
}

// picture is drawn, with what it shows in words beside it.
func (p *page) picture(a *Answer) {
	p.pictures++
	drawing := string(a.Picture.SVG(picture.Options{ID: fmt.Sprintf("picture-%d", p.pictures), NoteLink: "#note-", Width: float64(p.d.Width)}))
	if p.link == nil { // a page with a style sheet of its own may forbid styles in elements
		drawing = legible(drawing)
	}
	p.put("<figure>\n<div class=\"drawing\">\n%s\n</div>\n<figcaption>%s</figcaption>\n</figure>\n", drawing, text(a.Caption))
	if a.Embed.Say != nil { // the sentences of the template say the same
		p.groups(a, p.items)
		return
	}
	p.put("<details>\n<summary>The picture in words</summary>\n<ul>\n")
	for _, line := range a.Picture.List() {
		words, notes := pictured(line)
		p.put("<li>%s%s</li>\n", text(words), p.marks(notes))
	}
	p.put("</ul>\n</details>\n")
}

// legible has a page shrink a picture no further than its smallest words can be read at; on a narrower screen it is scrolled.
func legible(shown string) string {
	var width int
	if at := strings.Index(shown, ` width="`); at >= 0 {
		fmt.Sscanf(shown[at:], ` width="%d"`, &width) // 0 where there is none
	}
	return strings.Replace(shown, "<svg ", fmt.Sprintf(`<svg style="--least: %dpx" `, width*legiblePercent/100), 1)
}

// legiblePercent leaves words of 11 pixels 9 of them.
const legiblePercent = 82

func (p *page) groups(a *Answer, write func(*Answer, []Row)) {
	if len(a.Groups) == 0 {
		write(a, a.Rows)
		return
	}
	level := min(p.level+1, 6)
	for i, g := range a.Groups {
		p.headings++
		p.put("<h%d id=\"%s\">%s</h%d>\n", level, p.heading(), text(g.Title), level)
		if g.Note != "" {
			p.put("<p class=\"remark how\">%s</p>\n", text(g.Note))
		}
		section := p.named
		p.named = p.heading()
		write(a, a.group(i))
		p.named = section
	}
}

// table has roles beside its elements: on a narrow screen its rows are shown as blocks, which would take the elements' own. The heading above names a table
// of a group, and one that stands alone in its section.
// longWord tells whether a text has a word that would make its column push the others off the page.
func longWord(s string) bool {
	const most = 28
	return slices.ContainsFunc(strings.Fields(s), func(word string) bool { return utf8.RuneCountInString(word) > most })
}

func (p *page) table(a *Answer, rows []Row) {
	standing := a.standing()
	p.put("<div class=\"table\">\n")
	if p.named != "" {
		p.put("<table role=\"table\" aria-labelledby=\"%s\">\n", p.named)
	} else {
		p.put("<table role=\"table\">\n<caption>%s</caption>\n", text(a.Caption))
	}
	p.put("<thead role=\"rowgroup\">\n<tr role=\"row\">")
	for i, c := range a.Columns {
		p.put("<th role=\"columnheader\" scope=\"col\"%s>%s</th>", number(a.Numeric[i]), text(heading(c)))
	}
	if standing {
		p.put("<th role=\"columnheader\" scope=\"col\">standing</th>")
	}
	p.put("<th role=\"columnheader\" scope=\"col\">source</th></tr>\n</thead>\n<tbody role=\"rowgroup\">\n")
	for _, r := range rows {
		p.put("<tr role=\"row\">")
		for i, c := range r.Cells {
			tag, role := "td", `role="cell"`
			if i == 0 {
				tag, role = "th", `role="rowheader" scope="row"`
			}
			class := number(a.Numeric[i])
			switch {
			case c.Value == nil:
				class = " class=\"unsaid\""
			case i == r.Above-1:
				class = " class=\"remark\""
			case longWord(c.String()):
				class = " class=\"long\""
			}
			p.put("<%s %s data-column=\"%s\"%s>%s</%s>", tag, role, html.EscapeString(heading(a.Columns[i])), class, noted(r.cell(i, c), r.marksAt(i, p.d.Footnotes), text, p.marks), tag)
		}
		if standing {
			p.put("<td role=\"cell\" data-column=\"standing\" class=\"standing\">%s</td>", p.marked(r.standing(), r.Against))
		}
		p.put("<td role=\"cell\" data-column=\"source\">%s</td></tr>\n", p.marks(r.marks(p.d.Footnotes)))
	}
	p.put("</tbody>\n</table>\n</div>\n")
}

// number marks a column of numbers.
func number(yes bool) string {
	if yes {
		return " class=\"number\""
	}
	return ""
}

func (p *page) items(a *Answer, rows []Row) {
	p.put("<ul>\n")
	for _, r := range rows {
		p.put("<li>%s", p.row(a, r))
		if a.Embed.Whole() && len(r.Hops) > 0 {
			p.put("\n<ul>\n")
			for _, h := range r.Hops {
				p.put("<li>%s</li>\n", p.hop(h))
			}
			p.put("</ul>\n")
		}
		p.put("</li>\n")
	}
	p.put("</ul>\n")
}

// row is a line, with what keeps it from being a fact in front.
func (p *page) row(a *Answer, r Row) string {
	lead := ""
	if words := r.lead(); words != "" {
		lead = "<strong class=\"standing\">" + p.marked(strings.TrimSpace(words), r.Against) + "</strong> "
	}
	tail := ""
	if words := r.tail(); words != "" {
		tail = "<span class=\"standing\">" + text(words) + "</span>"
	}
	switch {
	case r.Sentence != nil:
		return lead + sentence(r.Sentence, text, p.marks) + tail + p.remark(r.Remark, r.Against) + p.marks(r.marks(p.d.Footnotes))
	case len(r.Hops) > 0:
		var hops []string
		for _, h := range r.Hops {
			hops = append(hops, p.hop(h))
		}
		return lead + strings.Join(hops, "; ")
	}
	var cells []string
	for i, c := range r.Cells {
		if c.Value == nil {
			continue
		}
		cell := noted(r.cell(i, c), r.marksAt(i, p.d.Footnotes), text, p.marks)
		if i > 0 {
			cell = text(heading(a.Columns[i])) + ": " + cell
		}
		cells = append(cells, cell)
	}
	return lead + strings.Join(cells, " · ") + p.marks(r.marks(p.d.Footnotes))
}

func (p *page) sentences(a *Answer, rows []Row) {
	var lines []string
	for _, r := range rows {
		lines = append(lines, p.row(a, r))
	}
	p.put("<p>%s</p>\n", strings.Join(lines, " "))
}

func (p *page) quotes(_ *Answer, rows []Row) {
	var notes []int
	for _, r := range rows {
		notes = addNotes(notes, r.Evidence)
	}
	for _, n := range notes {
		p.put("<blockquote><p>%s%s</p></blockquote>\n", text(p.d.said(n)), p.marks([]int{n}))
	}
}

func (p *page) nothing(a *Answer) {
	p.put("<div class=\"nothing\">\n<p><strong>%s.</strong> %s</p>\n", p.d.absent(a), text(p.d.missing(a)))
	if len(a.New) > 0 {
		p.put("<p>Nearest to it, the articles say:</p>\n<ul>\n")
		for _, n := range a.New {
			p.put("<li>%s%s</li>\n", text(p.d.said(n)), p.marks([]int{n}))
		}
		p.put("</ul>\n")
	}
	p.put("</div>\n")
}

func (p *page) footnotes() {
	p.put("<footer>\n")
	if len(p.d.Footnotes) > 0 {
		p.put("<section aria-labelledby=\"notes\" role=\"doc-endnotes\">\n<h2 id=\"notes\">Notes</h2>\n<ol>\n")
		for i, n := range p.d.Footnotes {
			words, _ := n.Text()
			p.put("<li id=\"note-%d\">%s %s", n.Number, p.statement(n), text(words))
			if p.d.Readings != nil {
				p.put(" <span class=\"reading\">Read back: %s</span>", text(p.d.Readings[i]))
			}
			if left := p.d.leftOpen(n.Number); left != "" {
				p.put(" <span class=\"reading\">Left open: %s</span>", text(left))
			}
			for k := range p.refs[n.Number] {
				p.put(" <a href=\"#ref-%d-%d\" role=\"doc-backlink\" aria-label=\"Back to line %d of note %d\">↩</a>", n.Number, k+1, k+1, n.Number)
			}
			p.put("</li>\n")
		}
		p.put("</ol>\n</section>\n")
	}
	for _, line := range p.d.closing() {
		p.put("<p class=\"remark\">%s</p>\n", text(line))
	}
	p.put("</footer>\n")
}

// statement names that of a note, with a link where it has a page.
func (p *page) statement(n *report.Footnote) string {
	name := "<code>" + text(statement(n)) + "</code>"
	if p.link == nil || n.Citation == nil {
		return name
	}
	return "<a href=\"" + html.EscapeString(p.link(statement(n))) + "\">" + name + "</a>"
}

// stylesheet is for light and dark screens and for paper. Text on its ground has a contrast of 7 or more.
var stylesheet = strings.Join([]string{
	`:root { color-scheme: light dark; --ink: #1b1b1b; --ground: #ffffff; --quiet: #4d4d4d; --link: #0b4f9e; --line: #c4c4c4; --tint: #f4f4f1; }`,
	`@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --ground: #16181c; --quiet: #b9bdc4; --link: #9cc4f5; --line: #4b5058; --tint: #20242a; } }`,
	`* { box-sizing: border-box; }`,
	`body { margin: 0 auto; padding: 1.5rem 1.25rem 4rem; max-width: 52rem; background: var(--ground); color: var(--ink); font: 1.05rem/1.55 Georgia, "Times New Roman", serif; overflow-wrap: break-word; }`,
	`h1, h2, h3, h4, h5, h6, nav, caption, th, .standing, .skip { font-family: system-ui, "Segoe UI", Helvetica, Arial, sans-serif; }`,
	`h1 { font-size: 1.9rem; line-height: 1.2; margin: 1rem 0 .5rem; } h2 { font-size: 1.35rem; margin: 2.2rem 0 .6rem; padding-top: .5rem; border-top: 1px solid var(--line); } h3, h4, h5, h6 { font-size: 1.05rem; margin: 1.4rem 0 .4rem; }`,
	`a { color: var(--link); } a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }`,
	`.skip { position: absolute; left: -100rem; } .skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--ground); border: 2px solid var(--link); }`,
	`.asks { color: var(--quiet); font-style: italic; margin-top: 0; }`,
	`nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; font-size: .95rem; }`,
	`.table { overflow-x: auto; margin: 1rem 0; } table { border-collapse: collapse; width: 100%; font-size: .95rem; } caption { text-align: left; color: var(--quiet); font-size: .9rem; padding-bottom: .3rem; }`,
	`th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); } thead th { border-bottom: 2px solid var(--ink); font-size: .85rem; } tbody th { font: inherit; font-weight: 600; } .number { text-align: right; font-variant-numeric: tabular-nums; }`,
	`.table .long { overflow-wrap: anywhere; } .date, sup { white-space: nowrap; } sup.many { white-space: normal; }`,
	`td sup { vertical-align: baseline; font-size: .85em; line-height: inherit; } td, tbody th { vertical-align: baseline; }`,
	`sup { line-height: 0; font-size: .75em; padding-left: .1em; } sup a { text-decoration: none; padding: 0 .1em; }`,
	`.standing { font-size: .88em; font-weight: 600; } td.standing { font-weight: 400; }`,
	`.open, .remark, .unsaid { color: var(--quiet); font-size: .92rem; } .open { list-style: none; padding-left: .8rem; border-left: 3px solid var(--line); }`,
	`.nothing { background: var(--tint); padding: .1rem 1rem; border-left: 4px solid var(--line); }`,
	`blockquote { margin: .8rem 0; padding-left: 1rem; border-left: 4px solid var(--line); }`,
	`figure { margin: 1rem 0; } .drawing { overflow-x: auto; } .drawing svg { display: block; max-width: 100%; min-width: var(--least); height: auto; } figcaption { color: var(--quiet); font-size: .9rem; font-family: system-ui, "Segoe UI", Helvetica, Arial, sans-serif; } details { font-size: .92rem; }`,
	`footer { margin-top: 3rem; font-size: .9rem; } footer li { margin: .35rem 0; } .reading { display: block; color: var(--quiet); }`,
	`li:target, sup a:target { background: var(--tint); outline: 2px solid var(--line); }`,
	`@media screen and (max-width: 40rem) { .table table, .table tbody, .table tr, .table tbody th, .table td { display: block; } .table thead { position: absolute; left: -100rem; } .table tr { padding: .5rem 0; border-bottom: 1px solid var(--line); } .table tbody th, .table td { border: 0; padding: .1rem 0; text-align: left; } .table td::before { content: attr(data-column) ": "; color: var(--quiet); font: .85rem system-ui, "Segoe UI", Helvetica, Arial, sans-serif; } }`,
	`@page { size: A4; margin: 18mm 16mm; }`,
	`@media print { :root { --ink: #000; --ground: #fff; --quiet: #333; --link: #000; --line: #888; --tint: #fff; } html { font-size: 10.5pt; } body { max-width: none; padding: 0; font-size: 1rem; line-height: 1.4; } h1 { margin-top: 0; } h2 { margin: 1rem 0 .4rem; padding-top: .4rem; } ul, ol { margin: .5rem 0; } header p { margin: .3rem 0; } .nothing { padding: 0 1rem; } .nothing p { margin: .4rem 0; } nav, .skip, a[role=doc-backlink] { display: none; } a { text-decoration: none; } h1, h2, h3, h4, h5, h6, caption, thead, .how { break-after: avoid; } tr, li, blockquote, figure { break-inside: avoid; } thead { display: table-header-group; } details::details-content { content-visibility: visible; } summary { list-style: none; } .table, .drawing { overflow: visible; } .drawing svg { min-width: 0; max-height: 195mm; } footer { font-size: 8.5pt; } }`,
	``,
}, "\n")
