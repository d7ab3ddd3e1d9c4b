package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/internal/report"
	"rapport/quads"
)

// item is one way to complete a word.
type item struct {
	text  string // what the word becomes
	tail  string // what follows it when it is the only one: a bracket, a quote
	about string // shown beside it in a list
}

// complete returns what may stand at the end of a line, in place of its last bytes: word. pending are the lines before it.
func (r *repl) complete(pending, line string) (word string, items []item) {
	line = strings.ReplaceAll(line, lineMark, "\n")
	if pending == "" && strings.HasPrefix(strings.TrimSpace(line), ".") && !strings.Contains(line, "(") {
		return r.completeCommand(strings.TrimLeft(line, " \t"))
	}
	text := pending + line
	s := scanProgram(text)
	switch {
	case s.inside == `"` || s.inside == "'":
		return r.completeString(s, text)
	case s.inside != "":
		return "", nil
	}
	word = text[len(strings.TrimRightFunc(text, func(c rune) bool { return c < 0x80 && isWordByte(byte(c)) })):]
	s = scanProgram(strings.TrimSuffix(text, word))
	if s.last == "." {
		return word, methodItems(word, receiver(s.before))
	}
	return word, startingWith(word, append(methodItems(word, gizmo.Global), declaredItems(text)...))
}

// receiver says what a dot stands behind: g, or anything else, which is taken for a path.
func receiver(before string) gizmo.Receiver {
	if before == "g" || before == "graph" {
		return gizmo.OnGraph
	}
	return gizmo.OnPath
}

// methodItems are the methods of a receiver, each with its bracket.
func methodItems(word string, on gizmo.Receiver) []item {
	var out []item
	for _, m := range gizmo.Methods() {
		if m.On == on {
			tail := "("
			if m.Takes == "" {
				tail = "()"
			}
			out = append(out, item{m.Name, tail, m.Doc})
		}
	}
	return startingWith(word, out)
}

// declaredItems are the names that a program has declared, and g.
func declaredItems(program string) []item {
	out := []item{{"g", ".", "the graph"}}
	fields := strings.FieldsFunc(program, func(c rune) bool { return c < 0x80 && !isWordByte(byte(c)) })
	for i := 1; i < len(fields); i++ {
		switch fields[i-1] {
		case "const", "let", "var", "function":
			out = append(out, item{text: fields[i]})
		}
	}
	return out
}

// startingWith keeps what a word may become, in order and once.
func startingWith(word string, items []item) []item {
	items = slices.DeleteFunc(items, func(i item) bool { return !strings.HasPrefix(i.text, word) })
	slices.SortStableFunc(items, func(a, b item) int {
		return strings.Compare(strings.TrimSuffix(a.text, ">"), strings.TrimSuffix(b.text, ">"))
	})
	return slices.CompactFunc(items, func(a, b item) bool { return a.text == b.text })
}

// completeString completes in a string what the call around it takes there: predicates, tags, or nodes by IRI or name.
func (r *repl) completeString(s scan, text string) (word string, items []item) {
	word = text[s.from:]
	wants := wantedIn(s)
	switch wants {
	case gizmo.WantsTag:
		for _, tag := range tagsIn(text[:s.from]) {
			items = append(items, item{tag, s.inside, "tag"})
		}
		return word, startingWith(word, items)
	case gizmo.WantsNothing:
		return word, nil
	}
	if r.words == nil {
		r.words = newLexicon(r.a.opened.src)
	}
	iri := strings.TrimPrefix(word, "<")
	for _, t := range r.words.terms {
		first := t.predicate == (wants == gizmo.WantsPredicate) && (t.listed || len(iri) > 0)
		if strings.HasPrefix(t.iri, iri) && (first || strings.Contains(iri, ":")) {
			items = append(items, item{"<" + t.iri + ">", s.inside, t.name})
		}
	}
	if word == iri && word != "" {
		items = append(items, r.words.called(word, s.inside)...)
	}
	return word, startingWith("", items)
}

// wantedIn says what a string at the end of a text names: outside of a call, a node.
func wantedIn(s scan) gizmo.Wanted {
	for i := len(s.open) - 1; i >= 0; i-- {
		b := s.open[i]
		if b.mark == '[' {
			continue
		}
		if b.mark != '(' || b.call == "" {
			break
		}
		for _, m := range gizmo.Methods() {
			name := m.Name
			if m.On != gizmo.Global {
				name = "." + name
			}
			if name == b.call && (m.On != gizmo.OnPath || receiver(b.on) == gizmo.OnPath) {
				p, _ := m.Parameter(b.commas)
				return p.Wants()
			}
		}
		break
	}
	return gizmo.WantsNode
}

// tagsIn are the strings of a program that look like names: what tag(…), save(…) and out(…) bind.
func tagsIn(program string) []string {
	var out []string
	for _, quote := range []string{`"`, "'"} {
		parts := strings.Split(program, quote)
		for i := 1; i < len(parts)-1; i += 2 {
			if tag := parts[i]; tag != "" && !strings.ContainsAny(tag, "<> \n") && !slices.Contains(out, tag) {
				out = append(out, tag)
			}
		}
	}
	return out
}

// lexicon is what strings of a program can name.
type lexicon struct {
	terms []lexiconTerm
	names []lexiconName
}

type lexiconTerm struct {
	iri, name string
	predicate bool // stands between two nodes
	listed    bool // offered before anything of it is typed
}

type lexiconName struct {
	text string
	iri  quad.IRI
}

// newLexicon looks at every value of a graph.
func newLexicon(src graph.Source) *lexicon {
	l, names, finder := &lexicon{}, graph.NewNames(src), graph.NewFinder(src)
	listed := map[quad.IRI]bool{}
	for _, e := range finder.Entities() {
		listed[e.Node] = true
	}
	for id := range graph.ID(src.NumValues()) {
		iri, ok := src.Value(id + 1).(quad.IRI)
		if !ok {
			continue
		}
		predicate := src.Count(graph.Quad{graph.Predicate: id + 1}) > 0
		l.terms = append(l.terms, lexiconTerm{string(iri), names.Of(iri), predicate, predicate || listed[iri]})
	}
	for _, predicate := range []quad.IRI{quads.Name, quads.Alias} {
		id := src.ID(predicate)
		if id == 0 {
			continue
		}
		scan := src.Scan(graph.Quad{graph.Predicate: id})
		for q, ok := scan.Next(); ok; q, ok = scan.Next() {
			if iri, ok := src.Value(q[graph.Subject]).(quad.IRI); ok {
				l.names = append(l.names, lexiconName{quads.TextOf(src.Value(q[graph.Object])), iri})
			}
		}
	}
	return l
}

// called are the nodes whose name or alias begins as typed; where there are none, those of which a word in it does.
func (l *lexicon) called(typed, quote string) []item {
	var begin, within []item
	typed = strings.ToLower(typed)
	for _, n := range l.names {
		name := strings.ToLower(n.text)
		it := item{"<" + string(n.iri) + ">", quote, n.text}
		if strings.HasPrefix(name, typed) {
			begin = append(begin, it)
		} else if strings.Contains(name, " "+typed) {
			within = append(within, it)
		}
	}
	if len(begin) > 0 {
		return begin
	}
	return within
}

// commonPrefix is how all items begin, cut at a whole character.
func commonPrefix(items []item) string {
	prefix := items[0].text
	for _, i := range items[1:] {
		for !strings.HasPrefix(i.text, prefix) {
			runes := []rune(prefix)
			prefix = string(runes[:len(runes)-1])
		}
	}
	return prefix
}

// The lists that Tab shows: with words beside each item where there are few.
const (
	describedItems = 24
	listedItems    = 200
)

// best is the item that a name is completed to although there are others: that whose name all the others' begin with, for they can be typed on to.
func best(word string, items []item) (item, bool) {
	if len(items) == 0 {
		return item{}, false
	}
	short := slices.MinFunc(items, func(a, b item) int { return len(a.about) - len(b.about) })
	for _, i := range items {
		if strings.HasPrefix(i.text, word) || !strings.HasPrefix(strings.ToLower(i.about), strings.ToLower(short.about)) {
			return item{}, false
		}
	}
	return short, true
}

// listItems lays out a list for a width.
func listItems(items []item, width int) string {
	var b strings.Builder
	more := len(items) - listedItems
	if more > 0 {
		items = items[:listedItems]
	}
	widest := 0
	for _, i := range items {
		widest = max(widest, report.Width(report.Clean(i.text)))
	}
	columns := max(1, width/(widest+2))
	if len(items) <= describedItems {
		columns = 1
	}
	if columns == 1 {
		widest = min(widest, width/2) // what is longer pushes only its own words aside
	}
	rows := (len(items) + columns - 1) / columns
	for row := range rows {
		line, about := "", ""
		for column := range columns {
			if at := column*rows + row; at < len(items) {
				text := report.Clean(items[at].text)
				line += text + strings.Repeat(" ", max(widest-report.Width(text), 0)+2)
				about = report.Clean(items[at].about)
			}
		}
		if room := width - report.Width(line); columns == 1 && room > 1 {
			line += clipped(about, room)
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n") // what completes a word is never cut
	}
	if more > 0 {
		fmt.Fprintf(&b, "… and %d more\n", more)
	}
	return b.String()
}

// clipped cuts a line to a width.
func clipped(line string, width int) string {
	if report.Width(line) <= width {
		return line
	}
	runes := []rune(line)
	for len(runes) > 0 && report.Width(string(runes)) >= width {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}
