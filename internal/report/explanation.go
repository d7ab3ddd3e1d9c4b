package report

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/quads"
)

// Explanation is how a program was answered, for people and for programs.
type Explanation struct {
	// Program is the name that errors give the program; "" for one without a name.
	Program string
	// Before is how many lines stand before the program in what has that name.
	Before int
	// Rows is how many it gave.
	Rows int
	// Cut says that a limit left rows out.
	Cut bool
	// Told is what the language tells.
	Told *gizmo.Explanation
	// Names has words for the terms.
	Names *graph.Names
}

// Write writes the explanation as FormatTable, for the eye, or FormatJSON.
func (e *Explanation) Write(w io.Writer, f Format, o Options) error {
	out := bufio.NewWriter(w)
	switch f {
	case FormatTable:
		t := &explanationText{profileText: profileText{w: out, o: o, style: style{on: o.Color && o.Width > 0}}, Explanation: e}
		t.all()
	case FormatJSON:
		if err := e.writeJSON(out); err != nil {
			return err
		}
	default:
		return fmt.Errorf("format %s cannot say what ran, want %s or %s", f, FormatTable, FormatJSON)
	}
	return out.Flush()
}

// explanationText writes plans below each other, each as lines of numbers with the operator behind them.
type explanationText struct {
	profileText
	*Explanation
	lines []planLine
}

// planLine is a line: numbers as text, and words; or words alone.
type planLine struct {
	numbers [4]string
	indent  int
	text    string
	aside   bool
}

// numbersOf heads the columns of numbers.
func numbersOf() [4]string { return [4]string{"expected", "in", "out", "ms"} }

func (t *explanationText) all() {
	for i, p := range t.Told.Plans {
		if i > 0 {
			fmt.Fprintln(t.w)
		}
		t.plan(p)
	}
	if len(t.Told.Plans) > 0 {
		fmt.Fprintln(t.w)
	}
	t.block("", plain, t.summary())
}

// summary is what there is to say beside the plans.
func (t *explanationText) summary() string {
	parts := []string{fmt.Sprintf("%s in %s ms", times(t.Rows, "row"), showMillis(t.Told.Time)),
		showMillis(t.Told.JavaScript) + " ms of it JavaScript"}
	if t.Cut {
		parts[0] += ", cut by a limit"
	}
	if len(t.Told.Plans) == 0 {
		parts = append(parts, "no path was run")
	}
	if t.Told.Emitted > 0 {
		parts = append(parts, times(t.Told.Emitted, "row")+" made by JavaScript")
	}
	if t.Told.Omitted > 0 {
		parts = append(parts, times(t.Told.Omitted, "run")+" of further paths not shown")
	}
	return strings.Join(parts, "; ")
}

func (t *explanationText) plan(p *gizmo.Plan) {
	title := p.Final + "()"
	if p.Line > 0 {
		title += " at " + strings.TrimPrefix(fmt.Sprintf("%s:%d:%d", t.Program, t.lineOf(p), p.Col), ":")
	}
	title += fmt.Sprintf(": %s in %s ms", times(p.Rows, "row"), showMillis(p.Time))
	if p.Runs > 1 {
		title += ", " + times(p.Runs, "run")
	}
	t.block("", t.style.bold, Clean(title))
	t.lines = []planLine{{numbers: numbersOf(), aside: true}}
	t.operators(p.Operators, 0)
	t.lines = append(t.lines, planLine{numbers: [4]string{"", showNumber(strconv.Itoa(p.Rows)), "", showMillis(p.Own)}, text: p.Final})
	t.flush()
}

func (t *explanationText) operators(list []*gizmo.Operator, indent int) {
	for _, o := range list {
		line := planLine{indent: indent, text: o.Step + " " + t.does(o)}
		line.numbers[0] = showNumber(strconv.Itoa(o.Expected))
		if !o.Exact {
			line.numbers[0] = "~" + line.numbers[0]
		}
		if o.Fused {
			line.text += " (with the next)"
		} else {
			line.numbers[1], line.numbers[2], line.numbers[3] = showNumber(strconv.Itoa(o.In)), showNumber(strconv.Itoa(o.Out)), showMillis(o.Time)
		}
		if o.First {
			line.numbers[1] = ""
		}
		t.lines = append(t.lines, line)
		for _, r := range o.Reads {
			t.lines = append(t.lines, planLine{indent: indent + 1, text: readText(r), aside: true})
		}
		if o.Folded > 0 {
			t.lines = append(t.lines, planLine{indent: indent + 1, text: foldedText(o), aside: true})
		}
		if o.Once {
			t.lines = append(t.lines, planLine{indent: indent + 1, text: onceText, aside: true})
		}
		if o.Skipped > 0 {
			t.lines = append(t.lines, planLine{indent: indent + 1, text: skippedText(o), aside: true})
		}
		for _, in := range o.Inside {
			t.lines = append(t.lines, planLine{indent: indent + 1, text: roleText(in), aside: true})
			t.operators(in.Operators, indent+2)
		}
	}
}

// readText tells how the source was read.
func readText(r *gizmo.Read) string {
	text := r.Order
	switch {
	case text == "" && r.By == "":
		text = "all quads"
	case text == "":
		text = "by " + r.By
	case r.By == "":
		text += ", all"
	default:
		text += " by " + r.By
	}
	text += fmt.Sprintf(": %s, %s", times(r.Times, "time"), times(r.Quads, "quad"))
	if r.LeftOut > 0 {
		text += ", " + showNumber(strconv.Itoa(r.LeftOut)) + " left out"
	}
	return text
}

// foldedText tells that rows went no further.
func foldedText(o *gizmo.Operator) string {
	return times(o.Folded, "row") + " again, which a step below folds: not followed"
}

// onceText tells that rows were not looked for.
const onceText = "rows that would come again, which a step below folds, are not looked for"

// skippedText tells that rows went no further.
func skippedText(o *gizmo.Operator) string {
	return times(o.Skipped, "row") + " that cannot be among the first: not ordered"
}

// roleText tells what a path is to the operator that it is in.
func roleText(in *gizmo.Inside) string {
	switch in.Role {
	case "set":
		return "a set of " + showNumber(strconv.Itoa(in.Distinct)) + ":"
	case "each row", "each round", "each row, until one comes":
		return "for " + in.Role + ":"
	}
	return in.Role + ":"
}

// flush writes the lines of a plan, their numbers below each other.
func (t *explanationText) flush() {
	var widths [4]int
	for _, l := range t.lines {
		for i, n := range l.numbers {
			widths[i] = max(widths[i], Width(n))
		}
	}
	for _, l := range t.lines {
		var lead strings.Builder
		for i, n := range l.numbers {
			lead.WriteString(strings.Repeat(" ", widths[i]-Width(n)) + n + "  ")
		}
		if l.text == "" {
			fmt.Fprintln(t.w, t.style.dim(strings.TrimRight(lead.String(), " ")))
			continue
		}
		t.line(lead.String()+strings.Repeat("  ", l.indent), l)
	}
}

// line writes words behind numbers, wrapped below themselves.
func (t *explanationText) line(lead string, l planLine) {
	paint := plain
	if l.aside {
		paint = t.style.dim
	}
	lines, hang := []string{Clean(l.text)}, strings.Repeat(" ", Width(lead)+2)
	if t.o.Width > 0 {
		lines = Wrap(lines[0], max(t.o.Width-len(hang), 20))
	}
	for i, text := range lines {
		if i > 0 {
			lead = hang
		}
		fmt.Fprintln(t.w, lead+paint(text))
	}
}

// does writes what an operator does, its terms by IRI and, where that says more, by name.
func (t *explanationText) does(o *gizmo.Operator) string {
	text := gizmo.JoinWords(o.Does, func(w gizmo.Word) string {
		text := showTerm(w.Term)
		if name := t.Names.Of(w.Term); name != "" && !w.Via && !repeatsName(text, name) {
			text += " (" + name + ")"
		}
		return text
	})
	if o.Varies {
		text += ", others in other runs"
	}
	return text
}

// showTerm writes a term as a reader of programs knows it: an IRI bare, any other literal as N-Quads have it.
func showTerm(v quad.Value) string {
	if iri, ok := v.(quad.IRI); ok {
		return string(iri)
	}
	return string(quads.AppendTerm(nil, v))
}

// repeatsName tells whether a name says no more than its IRI: kg:hopesFor, hopes for.
func repeatsName(iri, name string) bool {
	_, local, _ := strings.Cut(iri, ":")
	letters := func(s string) string {
		return strings.Map(func(r rune) rune {
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				return -1
			}
			return unicode.ToLower(r)
		}, s)
	}
	return letters(local) == letters(name)
}

// times writes a number of things.
func times(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return showNumber(strconv.Itoa(n)) + " " + noun + "s"
}

// showMillis writes a time in milliseconds, three digits of it.
func showMillis(d time.Duration) string {
	ms := millis(d)
	switch {
	case ms < 10:
		return strconv.FormatFloat(ms, 'f', 3, 64)
	case ms < 100:
		return strconv.FormatFloat(ms, 'f', 1, 64)
	}
	return strconv.FormatFloat(ms, 'f', 0, 64)
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
