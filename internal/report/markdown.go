package report

import (
	"bufio"
	"fmt"
	"strings"
)

// writeMarkdown writes a GitHub-flavoured table, a row a line; what Markdown or HTML would take as markup is escaped.
func writeMarkdown(w *bufio.Writer, t *Table, o Options) {
	escapes := markdownEscapes()
	if t.Title != "" {
		fmt.Fprintf(w, "**%s**\n\n", escapes.Replace(Clean(t.Title)))
	}
	if len(t.Columns) > 0 {
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

// markdownEscapes replaces the characters that act in a cell of a Markdown table.
func markdownEscapes() *strings.Replacer {
	return strings.NewReplacer(
		"&", "&amp;", "<", "&lt;", ">", "&gt;",
		`\`, `\\`, "|", `\|`, "`", "\\`", "*", `\*`, "_", `\_`, "~", `\~`, "[", `\[`, "]", `\]`,
	)
}
