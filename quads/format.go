package quads

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
)

// Format lays out an N-Quads file for people, so that a diff reads as a change of meaning: one canonical quad a line; statements grouped by
// sentence under the comment that holds its words, "# 5. The final draft …", in the order of their letters, each sorted by its terms;
// entities and vocabulary grouped by subject, in the order in which the file first speaks of them, each group sorted by its terms;
// namespaces without blank lines.
//
// No quad and no comment is lost. A comment stays with the quad below it: it moves with that quad's group. A comment between blank
// lines stays before what follows it. The result is a fixpoint: formatting it again changes nothing. The file's name
// is for errors, which are SyntaxErrors: what is not N-Quads is not touched.
func Format(file string, src []byte) ([]byte, error) {
	lines, err := readLines(file, src)
	if err != nil {
		return nil, err
	}
	f := formatter{groups: map[string]*group{}}
	switch layoutOf(lines) {
	case namespaceLines:
		f.bySubject(blocksOf(lines, false))
		return f.text(false), nil
	case entityLines:
		f.bySubject(blocksOf(lines, false))
		return f.text(true), nil
	}
	f.bySentence(blocksOf(lines, true))
	return f.text(true), nil
}

// fileLine is one line of a file: a quad, a comment, both, or neither.
type fileLine struct {
	quad.Quad
	found   bool   // there is a quad
	comment string // with its #
}

func readLines(file string, src []byte) ([]fileLine, error) {
	r := NewReader(bytes.NewReader(src), file, ReaderOptions{})
	var out []fileLine
	for {
		text, err := r.lines.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, r.lines.number, err)
		}
		q, found, f := r.quad(text, nil)
		if f != nil {
			r.record(text, f)
			continue
		}
		comment := strings.TrimRight(string(text[min(r.parser.pos, len(text)):]), " \t")
		out = append(out, fileLine{q, found, comment})
	}
	if len(r.errs) > 0 {
		return nil, r.errs
	}
	return out, nil
}

// entry is one quad of a file with the comments that belong to it.
type entry struct {
	quad.Quad
	above []string // comment lines
	after string   // the comment behind the quad on its line
}

// block is a run of lines without a blank one.
type block struct {
	entries []entry
	below   []string // comment lines after the last quad; all there is in a block without quads
}

// blocksOf parts lines into blocks. With sentences, the comment of a sentence begins a block too.
func blocksOf(lines []fileLine, sentences bool) []block {
	var blocks []block
	var b block
	end := func() {
		if len(b.entries)+len(b.below) > 0 {
			blocks = append(blocks, b)
		}
		b = block{}
	}
	for _, l := range lines {
		switch {
		case l.found:
			b.entries = append(b.entries, entry{Quad: l.Quad, above: b.below, after: l.comment})
			b.below = nil
		case l.comment == "":
			end()
		default:
			if sentences && sentenceComment(l.comment) > 0 {
				end()
			}
			b.below = append(b.below, l.comment)
		}
	}
	end()
	return blocks
}

// layoutOf tells by its labels what kind of file it is.
func layoutOf(lines []fileLine) fileKind {
	kind, quads := namespaceLines, 0
	for _, l := range lines {
		switch {
		case !l.found:
			continue
		case l.Label == NamespaceLabel:
		case l.Label == EntityLabel || l.Label == VocabularyLabel || l.Label == nil:
			kind = entityLines
		default:
			return statementLines
		}
		quads++
	}
	if quads == 0 {
		return statementLines
	}
	return kind
}

// section is what stands between blank lines in the result.
type section struct {
	number   int // of a sentence; 0 for any other
	comments []string
	groups   []*group
}

// group is the quads of one statement or subject, with the comments above the first and below the last.
type group struct {
	key     string
	order   string // sorts numbered statements; "" keeps its place
	entries []entry
	below   []string
}

// formatter collects the sections of the result.
type formatter struct {
	sections []*section
	groups   map[string]*group
	highest  int // number of a section so far
}

// add puts an entry in its group, which is made in s when the file first speaks of it.
func (f *formatter) add(s *section, key string, e entry) *group {
	g := f.groups[key]
	if g == nil {
		g = &group{key: key}
		f.groups[key] = g
		s.groups = append(s.groups, g)
	}
	g.entries = append(g.entries, e)
	return g
}

// bySubject makes a section of each subject.
func (f *formatter) bySubject(blocks []block) {
	for _, b := range blocks {
		var last *group
		for _, e := range b.entries {
			s := &section{}
			last = f.add(s, short(e.Subject), e)
			if len(s.groups) > 0 {
				f.sections = append(f.sections, s)
			}
		}
		if last != nil {
			last.below = append(last.below, b.below...)
		} else {
			f.sections = append(f.sections, &section{comments: b.below})
		}
	}
}

// bySentence makes a section of each sentence, and of each other block.
func (f *formatter) bySentence(blocks []block) {
	numbered := map[int]*section{}
	sentence := func(n int) *section {
		if numbered[n] == nil {
			numbered[n] = &section{number: n}
			f.place(numbered[n])
		}
		return numbered[n]
	}
	for _, b := range blocks {
		b.number(sentence)
		var last *group
		other := &section{} // for statements without a number, such as inferences
		for _, e := range b.entries {
			key, n, letter := statementOf(e.Quad)
			if n > 0 {
				last = f.add(sentence(n), key, e)
				last.order = strconv.Itoa(len(letter)) + letter
			} else {
				last = f.add(other, key, e)
			}
		}
		if last != nil {
			last.below = append(last.below, b.below...)
		} else {
			other.comments = b.below
		}
		if len(other.groups)+len(other.comments) > 0 {
			f.sections = append(f.sections, other)
		}
	}
	for _, s := range f.sections {
		slices.SortStableFunc(s.groups, func(a, b *group) int {
			if a.order == "" || b.order == "" {
				return cmp.Compare(boolInt(a.order == ""), boolInt(b.order == ""))
			}
			return strings.Compare(a.order, b.order)
		})
	}
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// number takes the comment of a sentence off the head of a block and gives it to the sentence's section.
func (b *block) number(sentence func(int) *section) {
	comments := &b.below
	if len(b.entries) > 0 {
		comments = &b.entries[0].above
	}
	if len(*comments) == 0 {
		return
	}
	n := sentenceComment((*comments)[0])
	if n == 0 {
		return
	}
	s := sentence(n)
	if slices.Contains(s.comments, (*comments)[0]) {
		*comments = (*comments)[1:] // the same sentence in two places
	}
	s.comments = append(s.comments, *comments...)
	*comments = nil
}

// sentenceComment reads the number of "# 5. The final draft …", 0 for any other comment.
func sentenceComment(comment string) int {
	text := strings.TrimLeft(strings.TrimPrefix(comment, "#"), " ")
	digits, _, ok := strings.Cut(text, ".")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil || n < 1 || len(digits) > 6 {
		return 0
	}
	return n
}

// place puts the section of a sentence at the end if its number is the highest so far, else behind the last one with a lower number, or
// else before the first with a higher one. Comments between blank lines stay with what follows them.
func (f *formatter) place(s *section) {
	if s.number > f.highest {
		f.highest = s.number
		f.sections = append(f.sections, s)
		return
	}
	at := -1
	for i, other := range f.sections {
		if other.number > 0 && other.number < s.number {
			at = i + 1
		}
	}
	if at < 0 {
		at = slices.IndexFunc(f.sections, func(other *section) bool { return other.number > s.number })
	}
	f.sections = slices.Insert(f.sections, at, s)
}

// statementOf returns which statement a quad belongs to: its label, or what it is about when the label is the article's.
func statementOf(q quad.Quad) (key string, sentence int, letter string) {
	iri, _ := q.Label.(quad.IRI)
	if _, local := SplitIRI(iri); local == "article" {
		iri, _ = q.Subject.(quad.IRI)
	}
	_, n, letter, ok := ParseStatementIRI(iri)
	if !ok {
		n = 0
	}
	return string(iri), n, letter
}

// text writes the sections, parted by blank lines or, without them, only where a comment stands alone.
func (f *formatter) text(blank bool) []byte {
	var out []byte
	for i, s := range f.sections {
		if i > 0 && (blank || len(s.groups) == 0 || len(f.sections[i-1].groups) == 0) {
			out = append(out, '\n')
		}
		out = appendComments(out, s.comments)
		for _, g := range s.groups {
			out = g.append(out)
		}
	}
	return out
}

func (g *group) append(out []byte) []byte {
	for _, e := range g.entries {
		out = appendComments(out, e.above)
	}
	slices.SortStableFunc(g.entries, func(a, b entry) int { return compareTerms(a.Quad, b.Quad) })
	for _, e := range g.entries {
		out = AppendQuad(out, e.Quad)
		if e.after != "" {
			out = append(append(append(out[:len(out)-1], ' '), e.after...), '\n')
		}
	}
	return appendComments(out, g.below)
}

func appendComments(out []byte, comments []string) []byte {
	for _, c := range comments {
		out = append(append(out, c...), '\n')
	}
	return out
}

// compareTerms orders quads as a reader looks them up: subject, predicate, object, each by its text.
func compareTerms(a, b quad.Quad) int {
	for _, pair := range [][2]quad.Value{{a.Subject, b.Subject}, {a.Predicate, b.Predicate}, {a.Object, b.Object}, {a.Label, b.Label}} {
		if c := strings.Compare(TextOf(pair[0]), TextOf(pair[1])); c != 0 {
			return c
		}
		if c := strings.Compare(short(pair[0]), short(pair[1])); c != 0 {
			return c
		}
	}
	return 0
}
