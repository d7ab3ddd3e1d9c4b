package quads

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"

	"github.com/cayleygraph/quad"
)

// article reads one folder: the text, the statements, and finds every quote. A folder with neither file is no article.
func (l *loader) article(name string) {
	shown := path.Join(folder, name, ArticleFile)
	text, textErr := fs.ReadFile(l.fsys, path.Join(name, ArticleFile))
	_, statErr := fs.Stat(l.fsys, path.Join(name, StatementFile))
	noText, noFile := errors.Is(textErr, fs.ErrNotExist), errors.Is(statErr, fs.ErrNotExist)
	top := Position{File: shown, Line: 1, Col: 1}
	switch {
	case noText && noFile:
		return
	case noText:
		l.find("article", top, "put the article's text beside its statements", "is missing: its statements rest on nothing")
	case textErr != nil:
		l.find("article", top, "", "cannot be read: %v", unwrapPath(textErr))
	case noFile:
		l.find("article", Position{File: path.Join(folder, name, StatementFile), Line: 1, Col: 1},
			"start it with: rapport add "+shown, "is missing")
	}
	a, err := ReadArticle(shown, text)
	if err != nil {
		l.find("article", top, "save it as UTF-8", "%v", err)
		a = &Article{Path: shown}
	}
	a.Folder = name
	qs := l.read(path.Join(name, StatementFile))
	if textErr != nil || err != nil {
		return // every quote would be a finding, and none of them the real one
	}
	a.IRI, a.Prefix = articleIRI(qs)
	l.d.Articles = append(l.d.Articles, a)
	l.statements(a, path.Join(folder, name, StatementFile), qs)
}

// articleIRI finds the article's own node, <PREFIX:article>: it labels what is said about statements, and may be
// described at the head of the file, which is all there is before the first statement.
func articleIRI(qs []Located) (quad.IRI, string) {
	for _, q := range qs {
		for _, v := range []quad.Value{q.Label, q.Subject} {
			if iri, ok := v.(quad.IRI); ok {
				if prefix, local := SplitIRI(iri); local == "article" {
					return iri, prefix
				}
			}
		}
	}
	return "", ""
}

// statements groups the quads of a statement file by label and attaches what is said about each statement.
func (l *loader) statements(a *Article, file string, qs []Located) {
	own := map[quad.IRI]*Statement{}
	get := func(iri quad.IRI, line int) *Statement {
		s := own[iri]
		if s == nil {
			s = &Statement{IRI: iri, Article: a, File: file, Line: line}
			own[iri] = s
			l.d.Statements = append(l.d.Statements, s)
			if first := l.d.statements[iri]; first != nil {
				l.find("statement", Position{File: file, Line: line, Col: 1}, "give one of them another IRI",
					"statement %s stands in %s:%d already", iri, first.File, first.Line)
			} else {
				l.d.statements[iri] = s
			}
		}
		return s
	}
	for _, q := range qs {
		at := Position{File: file, Line: q.Line, Col: 1}
		label, ok := q.Label.(quad.IRI)
		subject, isIRI := q.Subject.(quad.IRI)
		switch {
		case !ok:
			l.find("label", at, "label it with its statement, such as <"+a.Prefix+":01a>", "the quad has no label: nothing says where it comes from")
		case label != a.IRI:
			s := get(label, q.Line)
			s.Quads = append(s.Quads, q)
		case isIRI && subject != a.IRI:
			s := get(subject, q.Line)
			s.Meta = append(s.Meta, q)
		}
	}
	for _, s := range l.d.Statements {
		if own[s.IRI] == s {
			l.about(s)
		}
	}
}

// about reads what is said about a statement and finds its quotes.
func (l *loader) about(s *Statement) {
	quoted := false
	for _, q := range s.Meta {
		text := TextOf(q.Object)
		switch q.Predicate {
		case Quoted:
			quoted = true
			l.quote(s, text, q.Line)
		case Framing:
			s.Framing = append(s.Framing, text)
		case Listing:
			s.Listing = text
		case Basis:
			s.Basis = text
		case Type:
			s.Inference = s.Inference || q.Object == Inference
		case DerivedFrom:
			if iri, ok := q.Object.(quad.IRI); ok {
				s.DerivedFrom = append(s.DerivedFrom, iri)
			}
		}
	}
	slices.SortFunc(s.Evidence, func(a, b Evidence) int { return cmp.Compare(a.Start, b.Start) })
	if !quoted && !s.Inference {
		l.find("quote", Position{File: s.File, Line: s.Line, Col: 1},
			"add its words: <"+string(s.IRI)+"> <kg:quote> \"…\" <"+string(s.Article.IRI)+"> .",
			"statement %s has no quote", s.IRI)
	}
	if s.Inference && (s.Basis == "" || len(s.DerivedFrom) == 0) {
		l.find("inference", Position{File: s.File, Line: s.Line, Col: 1},
			"give it a kg:basis in words and prov:wasDerivedFrom a statement", "inference %s does not say what it rests on", s.IRI)
	}
}

func (l *loader) quote(s *Statement, text string, line int) {
	e, err := s.Article.Locate(text)
	if err != nil {
		var qe *QuoteError
		errors.As(err, &qe)
		hint := qe.Hint()
		if hint == "" {
			hint = "copy the words from the article as they stand there"
		}
		l.find("quote", Position{File: s.File, Line: line, Col: 1}, hint, "%s: %v", s.IRI, err)
		return
	}
	e.Line = line
	s.Evidence = append(s.Evidence, e)
}
