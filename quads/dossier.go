package quads

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
)

// The files of a dossier's quads folder.
const (
	NamespaceFile  = "namespaces.nq"
	VocabularyFile = "vocabulary.nq"
	EntityFile     = "entities.nq"
	ArticleFile    = "article.txt"   // in a folder of its own
	StatementFile  = "statements.nq" // beside it
)

// folder is how messages name the place of a dossier's data files.
const folder = "quads"

// Namespace is a prefix and what it stands for: "rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#".
type Namespace struct{ Prefix, Full string }

// File is one N-Quads file of a dossier, as read.
type File struct {
	Path  string // as messages show it: "quads/entities.nq"
	Quads []Located
}

// Dossier is a set of articles, what they say, and the vocabulary to say it in. It does not change after Load.
type Dossier struct {
	Articles   []*Article   // by folder
	Statements []*Statement // by article, sentence and letter; inferences after the sentences
	Vocabulary *Vocabulary
	Namespaces []Namespace // by prefix
	Files      []File      // the dossier's own; shipped ones that lie beneath are not among them

	beneath    []quad.Quad // of the shipped vocabulary and namespaces, what the dossier does not say itself
	statements map[quad.IRI]*Statement
}

// Load reads a dossier from its quads folder. The shipped vocabulary and namespaces lie beneath: a term or prefix that the
// dossier describes itself wins. Anything that would let a quad in without its evidence is an error, of type Findings:
// bad syntax, an article or statement file that is missing, a quote that is not in its article once, a statement without a quote.
func Load(fsys fs.FS) (*Dossier, error) {
	d, findings, err := load(fsys)
	if err != nil {
		return nil, err
	}
	if len(findings) > 0 {
		return nil, findings
	}
	return d, nil
}

// load reads as much of a dossier as can be read, and says what is wrong with it. The error is for a folder that cannot be read at all.
func load(fsys fs.FS) (*Dossier, Findings, error) {
	l := &loader{fsys: fsys, d: &Dossier{statements: map[quad.IRI]*Statement{}}, terms: newTermCache()}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, nil, fmt.Errorf("read %s: %w", folder, err)
	}
	l.namespaces(l.layered(NamespaceFile))
	l.d.Vocabulary = ReadVocabulary(path.Join(folder, VocabularyFile), l.layered(VocabularyFile))
	l.read(EntityFile)
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
			l.article(e.Name())
		}
	}
	l.twins()
	slices.SortFunc(l.d.Statements, compareStatements)
	return l.d, l.findings, nil
}

type loader struct {
	fsys     fs.FS
	d        *Dossier
	findings Findings
	terms    *termCache // one for all files: they share most of their terms
}

func (l *loader) find(rule string, at Position, hint, format string, args ...any) {
	l.findings = append(l.findings, Finding{Position: at, Rule: rule, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// read reads one N-Quads file of the dossier; a file that is not there has no quads.
func (l *loader) read(name string) []Located {
	text, found := l.text(name)
	if !found {
		return nil
	}
	return l.parse(name, text)
}

// text returns the bytes of a file; false when it is not there or cannot be read.
func (l *loader) text(name string) ([]byte, bool) {
	text, err := fs.ReadFile(l.fsys, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		l.find("file", Position{File: path.Join(folder, name), Line: 1, Col: 1}, "make it a file that can be read, or remove it", "cannot be read: %v", unwrapPath(err))
	}
	return text, err == nil
}

// parse reads the quads of a file of the dossier.
func (l *loader) parse(name string, text []byte) []Located {
	shown := path.Join(folder, name)
	qs, err := readText(text, shown, l.terms)
	var syntax SyntaxErrors
	if errors.As(err, &syntax) {
		for _, e := range syntax {
			l.find("syntax", e.Position, e.Hint, "%s", e.Reason)
		}
	}
	l.d.Files = append(l.d.Files, File{Path: shown, Quads: qs})
	return qs
}

// unwrapPath drops the path of a file error, which the message names already.
func unwrapPath(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// namespaces takes the prefixes out of quads.
func (l *loader) namespaces(qs []Located) {
	for _, q := range qs {
		full, ok := q.Subject.(quad.IRI)
		prefix, ok2 := q.Object.(quad.IRI)
		if ok && ok2 && q.Predicate == CayleyPrefix {
			l.d.Namespaces = append(l.d.Namespaces, Namespace{Prefix: strings.TrimSuffix(string(prefix), ":"), Full: string(full)})
		}
	}
	slices.SortFunc(l.d.Namespaces, func(a, b Namespace) int { return strings.Compare(a.Prefix, b.Prefix) })
}

// layered reads a file that has a shipped one of its name beneath it: the dossier's own quads, followed by the shipped ones about
// subjects that the dossier is silent on.
func (l *loader) layered(name string) []Located {
	text, found := l.text(name)
	var own []Located
	if found {
		own = l.parse(name, text)
	}
	if l.fsys == Shipped() {
		return own
	}
	under, err := fs.ReadFile(Shipped(), name)
	if err != nil || bytes.Equal(text, under) {
		return own // the same file says all that the one beneath does
	}
	return l.beneath(own, under)
}

// beneath adds to the dossier's own quads those of a shipped file about subjects that they are silent on.
func (l *loader) beneath(own []Located, under []byte) []Located {
	said := map[quad.Value]bool{}
	for _, q := range own {
		said[q.Subject] = true
		if q.Predicate == CayleyPrefix {
			said[q.Object] = true
		}
	}
	all, _ := readText(under, "", l.terms) // the shipped files are checked by a test
	out := slices.Clip(own)
	for _, q := range all {
		if !said[q.Subject] && !(q.Predicate == CayleyPrefix && said[q.Object]) {
			out = append(out, q)
			l.d.beneath = append(l.d.beneath, q.Quad)
		}
	}
	return out
}

// twins finds articles that are in the dossier twice.
func (l *loader) twins() {
	digests, prefixes := map[string]*Article{}, map[string]*Article{}
	for _, a := range l.d.Articles {
		at := Position{File: a.Path, Line: 1, Col: 1}
		if first := digests[a.SHA256]; first != nil {
			l.find("article", at, "remove one of the two folders", "is the same text as %s", first.Path)
		} else if first := prefixes[a.Prefix]; first != nil && a.Prefix != "" {
			l.find("article", at, "give each article a prefix of its own", "has the prefix %q of %s", a.Prefix, first.Path)
		}
		digests[a.SHA256], prefixes[a.Prefix] = a, a
	}
}

func compareStatements(a, b *Statement) int {
	if c := strings.Compare(a.Article.Folder, b.Article.Folder); c != 0 {
		return c
	}
	_, m, x, ok := ParseStatementIRI(a.IRI)
	_, n, y, ok2 := ParseStatementIRI(b.IRI)
	switch {
	case ok != ok2 && ok:
		return -1
	case ok != ok2:
		return 1
	case m != n:
		return m - n
	case len(x) != len(y):
		return len(x) - len(y)
	case x != y:
		return strings.Compare(x, y)
	}
	return strings.Compare(string(a.IRI), string(b.IRI))
}

// Statement returns the statement with an IRI, or nil.
func (d *Dossier) Statement(iri quad.IRI) *Statement { return d.statements[iri] }

// Article returns the article with an IRI, or nil.
func (d *Dossier) Article(iri quad.IRI) *Article {
	for _, a := range d.Articles {
		if a.IRI == iri {
			return a
		}
	}
	return nil
}

// Quads returns every quad of the dossier: those of its files, the shipped ones beneath, and the derived ones.
func (d *Dossier) Quads() []quad.Quad {
	n := len(d.beneath)
	for _, f := range d.Files {
		n += len(f.Quads)
	}
	out := make([]quad.Quad, 0, n+d.roomToDerive())
	out = append(out, d.beneath...)
	for _, f := range d.Files {
		for i := range f.Quads {
			out = append(out, f.Quads[i].Quad)
		}
	}
	return d.derive(out)
}
