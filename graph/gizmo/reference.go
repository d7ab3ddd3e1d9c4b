package gizmo

import "strings"

// Example is a program over the graph of README.md, and the rows that it gives, written as README.md writes them. A program that
// is a path stands for its .all().
type Example struct{ Program, Rows string }

// section is a table of README.md: it stands between <!-- table: name --> and <!-- end -->.
type section struct {
	name string
	noun string // what its rows are: the head of the first column
	does string // the head of the second
	rows []entry
}

// entry is a row of the language reference, made from the method table and what stands here: what it does and an example.
type entry struct {
	methods  string // the methods that share the row, as the program writes them: "g.V", "out", "and intersect"
	call     string // how the first is called, where it has several ways; empty: its name and what the table says it takes
	meaning  string // Markdown; empty: what the table says it does
	examples []Example
}

// described finds the methods of an entry in the method table.
func (e entry) described() (out []Method) {
	all := Methods()
	for _, name := range strings.Fields(e.methods) {
		for _, m := range all {
			if m.spelled() == name {
				out = append(out, m)
			}
		}
	}
	return out
}

// spelled is the method's name as an entry has it: a step without its dot, a method of g with it.
func (m Method) spelled() string {
	if m.On == OnGraph {
		return "g." + m.Name
	}
	return m.Name
}

// table writes the section in Markdown.
func (s section) table() string {
	var b strings.Builder
	b.WriteString("| " + s.noun + " | " + s.does + " | example | gives |\n|---|---|---|---|\n")
	for _, e := range s.rows {
		first := "| " + e.calls() + " | " + cell(e.means()) + " |"
		for _, x := range e.examples {
			b.WriteString(first + " `" + cell(x.Program) + "` | `" + cell(x.Rows) + "` |\n")
			first = "| | |"
		}
	}
	return b.String()
}

// calls writes the calls of an entry: the first whole, and of those behind it that take the same the names.
func (e entry) calls() string {
	var out []string
	before := ""
	for i, m := range e.described() {
		short := strings.TrimPrefix(m.call(), string(OnPath))
		switch {
		case i == 0 && e.call != "":
			short = e.call
		case i > 0 && m.Takes == before:
			short, _, _ = strings.Cut(short, "(")
		}
		before = m.Takes
		out = append(out, "`"+short+"`")
	}
	if out == nil {
		return "`" + e.call + "`"
	}
	return strings.Join(out, " ")
}

func (e entry) means() string {
	if m := e.described(); e.meaning == "" && len(m) > 0 {
		return m[0].Doc
	}
	return e.meaning
}

// Examples are programs that call the method, or one beside it in the reference, such as union beside or.
func (m Method) Examples() (out []Example) {
	for _, s := range reference() {
		for _, e := range s.rows {
			for _, name := range strings.Fields(e.methods) {
				if name == m.spelled() {
					out = append(out, e.examples...)
				}
			}
		}
	}
	return out
}

// call writes a call with the names of what it takes: ".out(via?, tags…)".
func (m Method) call() string {
	var names []string
	depth := 0
	for _, p := range strings.FieldsFunc(m.Takes, func(r rune) bool {
		depth += strings.Count("([{", string(r)) - strings.Count(")]}", string(r))
		return r == ',' && depth == 0
	}) {
		name, _, _ := strings.Cut(strings.TrimSpace(p), ":")
		if rest, more := strings.CutPrefix(name, "..."); more {
			name = rest + "…"
		}
		names = append(names, name)
	}
	m.Takes = strings.Join(names, ", ")
	return m.String()
}

// cell keeps a text within its cell.
func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }
