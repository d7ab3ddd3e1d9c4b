package report

import (
	"bufio"
	"fmt"
	"strings"
	"sync"
)

// writeMarkdown writes a GitHub-flavoured table, a row a line; what Markdown or HTML would take as markup is escaped.
func writeMarkdown(w *bufio.Writer, t *Table, o Options) {
	escapes := markdownEscapes()
	if t.Title != "" {
		fmt.Fprintf(w, "**%s**\n\n", escapes.Replace(Clean(t.Title)))
	}
	if len(t.Columns) > 0 && !(t.Nearest && len(t.Rows) == 0) {
		g := newGrid(t, o, markdownNote)
		line := func(fields []string) {
			for i, f := range fields {
				if i != g.why { // whose marks are ours
					f = escapes.Replace(f)
				}
				fmt.Fprintf(w, "| %s ", f)
			}
			fmt.Fprintln(w, "|")
		}
		line(g.columns)
		for i := range g.columns {
			if g.numeric[i] {
				fmt.Fprint(w, "| ---: ")
			} else {
				fmt.Fprint(w, "| --- ")
			}
		}
		fmt.Fprintln(w, "|")
		for _, row := range g.rows {
			line(row)
		}
	}
	if t.Cut {
		fmt.Fprintf(w, "\n%s\n", more)
	}
	for _, note := range t.Notes {
		fmt.Fprintf(w, "\n%s\n", escapes.Replace(Clean(note)))
	}
	writeMarkdownFootnotes(w, t, o)
}

// EscapeMarkdown escapes what Markdown or HTML would take as markup in a Clean text: in a cell, or anywhere in a paragraph, at its beginning too.
func EscapeMarkdown(s string) string {
	s = markdownEscapes().Replace(s)
	if s == "" {
		return s
	}
	if strings.Contains("#+-=:", s[:1]) {
		return `\` + s
	}
	if number := strings.TrimLeft(s, "0123456789"); number != s && number != "" && (number[0] == '.' || number[0] == ')') {
		return s[:len(s)-len(number)] + `\` + number
	}
	return s
}

// UnescapeMarkdown takes back what EscapeMarkdown does to a text.
func UnescapeMarkdown(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte("\\|`*_~[]#+-=:.)", s[i+1]) >= 0 {
			i++
		}
		b.WriteByte(s[i])
	}
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(b.String())
}

// markdownEscapes replaces the characters that act in a cell of a Markdown table.
var markdownEscapes = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer(
		"&", "&amp;", "<", "&lt;", ">", "&gt;",
		`\`, `\\`, "|", `\|`, "`", "\\`", "*", `\*`, "_", `\_`, "~", `\~`, "[", `\[`, "]", `\]`,
	)
})
