package main

import (
	"fmt"
	"io"
	"strings"

	"rapport/internal/report"
	"rapport/quads"
)

// The coverage of check --coverage: each sentence with its quoted words marked, the quotes of each of its statements, and what is left over.

// coverageStyle is where the coverage is read.
type coverageStyle struct {
	width int // of the terminal, 0 for none
	color bool
}

// indent is the room for sentence numbers, and sets off what belongs to a sentence.
const indent = 5

func writeCoverage(w io.Writer, d *quads.Dossier, style coverageStyle) error {
	var b strings.Builder
	for i, article := range d.Articles {
		c := d.Coverage(article)
		if i > 0 {
			b.WriteByte('\n')
		}
		if len(d.Articles) > 1 {
			fmt.Fprintf(&b, "%s\n\n", style.bold(report.Clean(article.Folder)))
		}
		for _, s := range c.Sentences {
			style.sentence(&b, article, s)
		}
		fmt.Fprintf(&b, "%s\n%s\n", sentencesLine(c), wordsLine(c))
	}
	if len(d.Articles) == 0 {
		b.WriteString("no article\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func sentencesLine(c quads.Coverage) string {
	return fmt.Sprintf("%d of %s", c.Covered(), plural(len(c.Sentences), "sentence"))
}

func wordsLine(c quads.Coverage) string {
	covered, all := c.Words()
	return fmt.Sprintf("%s of content words (%d of %d)", percent(covered, all), covered, all)
}

// percent rounds down, so that 100.0 % is all of them.
func percent(part, all int) string {
	if all == 0 {
		return "100.0 %"
	}
	tenths := 1000 * part / all
	return fmt.Sprintf("%d.%d %%", tenths/10, tenths%10)
}

// sentence writes one sentence and what is known about it, with a blank line behind.
func (style coverageStyle) sentence(b *strings.Builder, a *quads.Article, s quads.SentenceCoverage) {
	style.paragraph(b, fmt.Sprintf("%3d  ", s.Number), style.marked(a.Text, s))
	last := ""
	for _, q := range s.Quotes {
		_, _, letter, ok := quads.ParseStatementIRI(q.Statement.IRI)
		if !ok {
			letter = report.Clean(string(q.Statement.IRI))
		}
		if n := q.Statement.Sentence(); n != s.Number {
			letter = fmt.Sprintf("%d%s", n, letter) // a quote that reaches here from another sentence
		}
		label := letter
		if letter == last {
			label = "" // its second quote
		}
		last = letter
		style.paragraph(b, fmt.Sprintf("%*s%-4s ", indent, "", label), plainPieces(a.Text[q.Start:q.End]))
	}
	if len(s.LeftOver) > 0 {
		var words []string
		for _, w := range s.LeftOver {
			words = append(words, a.Text[w.Start:w.End])
		}
		style.paragraph(b, fmt.Sprintf("%*sleft over: ", indent, ""), plainPieces(strings.Join(words, " · ")))
	}
	if len(s.Quotes) == 0 {
		fmt.Fprintf(b, "%*sno statement quotes it\n", indent, "")
	}
	b.WriteByte('\n')
}

// piece is a run of text that is marked or not.
type piece struct {
	text   string
	marked bool
}

func plainPieces(text string) []piece { return []piece{{text: report.Clean(text)}} }

// marked cuts a sentence into quoted and other words. Where there is no bold, brackets mark the quoted ones.
func (style coverageStyle) marked(text string, s quads.SentenceCoverage) []piece {
	open, shut := "[", "]"
	if style.color {
		open, shut = "", ""
	}
	var pieces []piece
	at := s.Start
	for _, q := range s.Quoted {
		pieces = append(pieces, piece{text: report.Clean(text[at:q.Start])}, piece{open + report.Clean(text[q.Start:q.End]) + shut, true})
		at = q.End
	}
	return append(pieces, piece{text: report.Clean(text[at:s.End])})
}

// paragraph writes pieces behind a lead, wrapped to the terminal, further lines under the first.
func (style coverageStyle) paragraph(b *strings.Builder, lead string, pieces []piece) {
	var whole strings.Builder
	for _, p := range pieces {
		whole.WriteString(p.text)
	}
	room := len(lead)
	lines := wrapped(strings.TrimSpace(whole.String()), style.width-room)
	for i, line := range lines {
		if i > 0 {
			lead = strings.Repeat(" ", room)
		}
		line, pieces = style.dress(line, pieces)
		b.WriteString(strings.TrimRight(lead+line, " ") + "\n")
	}
}

// dress makes the marked parts of a line bold, and returns the pieces that are left for the next.
func (style coverageStyle) dress(line string, pieces []piece) (string, []piece) {
	if !style.color {
		return line, pieces
	}
	var out strings.Builder
	for line != "" && len(pieces) > 0 {
		p := &pieces[0]
		if p.text == "" || strings.TrimLeft(p.text, " ") == "" && !strings.HasPrefix(line, " ") {
			pieces = pieces[1:]
			continue
		}
		if !strings.HasPrefix(line, " ") {
			p.text = strings.TrimLeft(p.text, " ") // wrapping took the space
		}
		n := common(line, p.text)
		if n == 0 {
			break // not reachable: the line is made of the pieces
		}
		if p.marked {
			out.WriteString(style.bold(line[:n]))
		} else {
			out.WriteString(line[:n])
		}
		line, p.text = line[n:], p.text[n:]
	}
	return out.String() + line, pieces
}

// common is how many bytes two texts share at their start.
func common(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func (style coverageStyle) bold(text string) string {
	if !style.color {
		return text
	}
	return "\x1b[1m" + text + "\x1b[0m"
}

// coverageTable gives the coverage as rows, a sentence each.
func coverageTable(d *quads.Dossier) *report.Table {
	t := &report.Table{Columns: []string{"article", "number", "sentence", "statements", "quoted", "left over", "content words", "covered words"}, Ordered: true}
	for _, a := range d.Articles {
		c := d.Coverage(a)
		for _, s := range c.Sentences {
			var statements, quoted, left []string
			for _, q := range s.Quotes {
				if iri := string(q.Statement.IRI); len(statements) == 0 || statements[len(statements)-1] != iri {
					statements = append(statements, iri)
				}
			}
			for _, q := range s.Quoted {
				quoted = append(quoted, a.Text[q.Start:q.End])
			}
			for _, w := range s.LeftOver {
				left = append(left, a.Text[w.Start:w.End])
			}
			t.Add(report.Text(a.Folder), report.Count(s.Number), report.Text(a.SentenceText(s.Number)), report.Text(strings.Join(statements, " ")),
				report.Text(strings.Join(quoted, " … ")), report.Text(strings.Join(left, " ")), report.Count(s.Content), report.Count(s.Content-len(s.LeftOver)))
		}
		t.Notes = append(t.Notes, fmt.Sprintf("%s: %s, %s", a.Folder, sentencesLine(c), wordsLine(c)))
	}
	return t
}
