package quads

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
)

// Rule is one thing that Check proves. Its name stands in every finding that breaks it.
type Rule struct {
	Name  string
	Says  string         // one line, as a demand
	check func(*checker) // nil for what Load demands already
}

// Rules returns every rule of Check, in the order of the help.
func Rules() []Rule {
	return []Rule{
		{"file", "every file of the dossier can be read", nil},
		{"syntax", "the files are strict N-Quads", nil},
		{"article", "an article is UTF-8, with its statements beside it, and stands in the dossier once", nil},
		{"digest", "the article is the text that its statements were written for", checkDigest},
		{"quote", "every statement has a quote, and its words stand in the article exactly once", nil},
		{"sentence", "a statement has the number of the sentence in which its first quote begins", checkSentence},
		{"length", fmt.Sprintf("a quote of more than %d words states more than one fact", longQuote), checkLength},
		{"words", "words given as the article's stand in a quote of their statement", checkWords},
		{"label", "every quad is labelled with what it rests on, and nothing derived is written down", checkLabels},
		{"statement", "a statement has one IRI of its own", nil},
		{"inference", "an inference has a basis, rests on statements, and uses predicates of its own", checkInferences},
		{"blank", "there are no blank nodes", checkBlank},
		{"prefix", "every prefix is registered once, and datatypes are written in full", checkPrefixes},
		{"duplicate", "no quad is written twice", checkDuplicates},
		{"vocabulary", "every class and predicate is in the vocabulary, described, and under one of the four roots", checkVocabulary},
		{"known", "data uses only predicates and classes of the vocabulary", checkKnown},
		{"root", "a node is a thing, an occurrence, content or a value, and never two of them", checkRoots},
		{"domain", "a subject has a class that its predicate may be said of", checkDomain},
		{"range", "an object is of a class or datatype that its predicate may lead to", checkRange},
		{"type", "every node has a type, and words to show", checkNodes},
		{"name", "a node has one name, in English, and shares it with no other of its type", checkNames},
		{"entity", "entity data identifies and does not inform: type, name, alias, sameAs", checkEntities},
		{"orphan", "every entity is used by a statement, and every node leads somewhere", checkOrphans},
		{"local", "what one article alone tells of has that article's prefix", checkLocal},
		{"part", "content says whose it is and how firm: the speaker of a claim, the bearer of a duty, the status of a project", checkParts},
		{"spoken", "what a speaker says is never written as a fact", checkSpoken},
		{"future", "what lies after the article's own date is content, not an occurrence", checkFuture},
		{"denial", "a denial has source, property and target, and the positive quad is not written beside it", checkDenials},
		{"date", "dates are EDTF", checkDates},
		{"quantity", "a quantity has one figure, one unit and the words of the article", checkQuantities},
	}
}

// Check proves a dossier, given its quads folder, by every rule of Rules. The findings are in the order of the files and their lines;
// none means that all holds. The dossier is what could be read, and serves no other purpose when there are findings. When a
// file or article cannot be read, nothing more is asked. The error is for a folder that cannot be read at all.
func Check(fsys fs.FS) (*Dossier, Findings, error) {
	d, findings, err := load(fsys)
	if err != nil {
		return nil, nil, err
	}
	return d, d.prove(fsys, findings), nil
}

// Prove holds a dossier that Load returned to the rules which loading does not need. fsys is the folder it was loaded from.
func (d *Dossier) Prove(fsys fs.FS) Findings { return d.prove(fsys, nil) }

// prove adds to what loading found.
func (d *Dossier) prove(fsys fs.FS, findings Findings) Findings {
	c := newChecker(fsys, d, findings)
	if !c.unreadable() {
		for _, r := range Rules() {
			if r.check != nil {
				c.rule = r.Name
				r.check(c)
			}
		}
	}
	return c.sorted()
}

// unreadable reports whether quads or whole articles are missing; what the other rules would then find is the echo of that.
func (c *checker) unreadable() bool {
	for _, f := range c.findings {
		if f.Rule == "syntax" || f.Rule == "file" {
			return true
		}
	}
	return slices.ContainsFunc(c.lines, func(l line) bool { return l.kind == statementLines && l.article == nil })
}

// checker is a dossier laid out for the rules.
type checker struct {
	d        *Dossier
	v        *Vocabulary
	fsys     fs.FS
	rule     string // the one that runs
	lines    []line
	nodes    map[quad.IRI]*node
	iris     []quad.IRI // of nodes, in the order in which the files first type or mention them
	findings Findings
}

// fileKind is which of a dossier's files a line stands in.
type fileKind uint8

const (
	namespaceLines fileKind = iota
	vocabularyLines
	entityLines
	statementLines
)

// line is a quad and where it stands.
type line struct {
	quad.Quad
	at        Position
	kind      fileKind
	article   *Article   // of a statement file
	statement *Statement // whose label the quad carries, or nil
}

// node is an IRI that entities or statements speak of, with all they say.
type node struct {
	iri     quad.IRI
	classes []quad.IRI
	out, in []*line // as subject, as object; an object of rdf:type is no node
	entity  bool    // typed in entities.nq
}

func newChecker(fsys fs.FS, d *Dossier, findings Findings) *checker {
	c := &checker{d: d, v: d.Vocabulary, fsys: fsys, nodes: map[quad.IRI]*node{}, findings: findings}
	for _, f := range d.Files {
		kind, article := c.kindOf(f.Path)
		for _, q := range f.Quads {
			l := line{Quad: q.Quad, at: Position{File: f.Path, Line: q.Line, Col: 1}, kind: kind, article: article}
			if label, ok := q.Label.(quad.IRI); ok && kind == statementLines {
				l.statement = d.statements[label]
			}
			c.lines = append(c.lines, l)
		}
	}
	for i := range c.lines {
		if l := &c.lines[i]; l.kind >= entityLines {
			c.connect(l)
		}
	}
	return c
}

func (c *checker) kindOf(file string) (fileKind, *Article) {
	switch file {
	case path.Join(folder, NamespaceFile):
		return namespaceLines, nil
	case path.Join(folder, VocabularyFile):
		return vocabularyLines, nil
	case path.Join(folder, EntityFile):
		return entityLines, nil
	}
	for _, a := range c.d.Articles {
		if path.Dir(file) == path.Dir(a.Path) {
			return statementLines, a
		}
	}
	return statementLines, nil
}

// connect attaches a line to the nodes it speaks of.
func (c *checker) connect(l *line) {
	if subject, ok := l.Subject.(quad.IRI); ok {
		n := c.node(subject)
		n.out = append(n.out, l)
		if class, ok := l.Object.(quad.IRI); ok && l.Predicate == Type {
			n.classes = append(n.classes, class)
			n.entity = n.entity || l.kind == entityLines
		}
	}
	if object, ok := l.Object.(quad.IRI); ok && l.Predicate != Type && l.Predicate != SameAs && l.Predicate != DeniedProperty {
		n := c.node(object)
		n.in = append(n.in, l)
	}
}

func (c *checker) node(iri quad.IRI) *node {
	n := c.nodes[iri]
	if n == nil {
		n = &node{iri: iri, classes: c.givenClasses(iri)}
		c.nodes[iri] = n
		c.iris = append(c.iris, iri)
	}
	return n
}

// givenClasses are the classes that an IRI has without a quad of ours that says so.
func (c *checker) givenClasses(iri quad.IRI) []quad.IRI {
	var classes []quad.IRI
	if s := c.d.statements[iri]; s != nil && !s.Inference {
		classes = append(classes, StatementNode)
	}
	if c.v.Classes[iri] != nil {
		classes = append(classes, ClassOfClasses)
	}
	if c.v.Predicates[iri] != nil {
		classes = append(classes, Property)
	}
	if class, ok := c.v.Individuals[iri]; ok {
		classes = append(classes, class)
	}
	return classes
}

// isA reports whether a node has a class or one under it.
func (c *checker) isA(n *node, class quad.IRI) bool {
	return slices.ContainsFunc(n.classes, func(has quad.IRI) bool { return c.v.IsA(has, class) })
}

// subject returns the node that a line is about; nil for a blank node.
func (c *checker) subject(l *line) *node {
	iri, _ := l.Subject.(quad.IRI)
	return c.nodes[iri]
}

// object returns the node that a line leads to; nil for anything but a node.
func (c *checker) object(l *line) *node {
	iri, _ := l.Object.(quad.IRI)
	return c.nodes[iri]
}

// about returns the lines of entities and statements, in the order of the files.
func (c *checker) about(yield func(*line) bool) {
	for i := range c.lines {
		if l := &c.lines[i]; l.kind >= entityLines && !yield(l) {
			return
		}
	}
}

// find adds a finding of the rule that runs. The hint says how to mend it.
func (c *checker) find(at Position, hint, format string, args ...any) {
	c.findings = append(c.findings, Finding{Position: at, Rule: c.rule, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// sorted returns the findings in the order of the files, each once.
func (c *checker) sorted() Findings {
	order := map[string]int{}
	for i, f := range c.d.Files {
		order[f.Path] = i + 1
	}
	slices.SortStableFunc(c.findings, func(a, b Finding) int {
		if a.File != b.File {
			if d := order[a.File] - order[b.File]; d != 0 {
				return d
			}
			return strings.Compare(a.File, b.File)
		}
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Col - b.Col
	})
	return slices.Compact(c.findings)
}

// first returns the first line of a node's own with a predicate, or nil.
func (n *node) first(predicate quad.IRI) *line {
	for _, l := range n.out {
		if l.Predicate == predicate {
			return l
		}
	}
	return nil
}

// has reports whether a line of the node has one of the predicates.
func (n *node) has(predicates ...quad.IRI) bool {
	return slices.ContainsFunc(predicates, func(p quad.IRI) bool { return n.first(p) != nil })
}

// where is the best line to point at for a node: where it gets its type, else where it is first met.
func (n *node) where() Position {
	if l := n.first(Type); l != nil {
		return l.at
	}
	if len(n.out) > 0 && (len(n.in) == 0 || n.out[0].at.Line <= n.in[0].at.Line || n.out[0].at.File != n.in[0].at.File) {
		return n.out[0].at
	}
	if len(n.in) > 0 {
		return n.in[0].at
	}
	return Position{}
}

// local reports whether an IRI has the prefix of an article.
func (c *checker) owner(iri quad.IRI) *Article {
	prefix, _ := SplitIRI(iri)
	for _, a := range c.d.Articles {
		if a.Prefix == prefix && prefix != "" {
			return a
		}
	}
	return nil
}

// external reports whether an IRI is written in full and so lies outside the dossier.
func external(iri quad.IRI) bool {
	_, local := SplitIRI(iri)
	return strings.HasPrefix(local, "//") || strings.HasPrefix(string(iri), "urn:")
}

// brackets writes IRIs as the files do: "<kg:a>, <kg:b>".
func brackets(iris []quad.IRI) string {
	out := make([]string, len(iris))
	for i, iri := range iris {
		out[i] = "<" + string(iri) + ">"
	}
	return strings.Join(out, ", ")
}
