package quads

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/cayleygraph/quad"
)

// Slug turns a name into a part of a file name or IRI: lower-case words with hyphens between, "Łódź: the Port" → "lodz-the-port". "" when
// nothing of it is Latin letters or digits.
func Slug(name string) string {
	keep := func(r rune) rune {
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
			return r
		}
		if r == '\'' {
			return -1
		}
		return ' '
	}
	return strings.Join(strings.Fields(strings.Map(keep, Fold(name))), "-")
}

// maxSlug is how long, in bytes, a proposed slug may get before whole words are dropped from its end.
const maxSlug = 40

// shortSlug is the slug of a few words.
func shortSlug(words string) string {
	parts := strings.Split(Slug(words), "-")
	for len(parts) > 1 && len(strings.Join(parts, "-")) > maxSlug {
		parts = parts[:len(parts)-1]
	}
	slug := strings.Join(parts, "-")
	return slug[:min(len(slug), maxSlug)]
}

// ProposeFolder proposes a folder for an article from the name of its file, or from its title where the file's name says nothing.
func ProposeFolder(file, title string) string {
	base := strings.TrimSuffix(path.Base(strings.ReplaceAll(file, "\\", "/")), path.Ext(file))
	slug := shortSlug(base)
	switch slug {
	case "", "article", "text", "story", "news", "index":
		slug = shortSlug(title)
	}
	if slug == "" {
		slug = "article"
	}
	return slug
}

// ProposeTitle proposes a title for an article: its first line if that looks like a headline, else the beginning of its first sentence.
func ProposeTitle(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(text, byteOrderMark)), "\n")
	line = strings.Join(strings.Fields(line), " ")
	const long = 100 // code points
	runes := []rune(line)
	if len(runes) <= long {
		return strings.TrimRight(line, ".")
	}
	cut := string(runes[:long])
	if at := strings.LastIndexByte(cut, ' '); at > 0 {
		cut = cut[:at]
	}
	return strings.TrimRight(cut, " ,;:.–-") + " …"
}

// ProposePrefix proposes a prefix for an article that the dossier does not have yet: the initials of its folder's words, or the word itself.
func (d *Dossier) ProposePrefix(folder string) string {
	words := strings.FieldsFunc(folder, func(r rune) bool { return r == '-' })
	prefix := ""
	for _, w := range words {
		prefix += w[:1]
	}
	if len(words) < 3 {
		prefix = strings.Join(words, "")
	}
	prefix = strings.TrimLeft(prefix[:min(len(prefix), 8)], "0123456789")
	if prefix == "" {
		prefix = "a"
	}
	for n := 1; ; n++ {
		proposed := prefix
		if n > 1 {
			proposed = fmt.Sprintf("%s%d", prefix, n)
		}
		if !d.hasPrefix(proposed) {
			return proposed
		}
	}
}

// hasPrefix reports whether a prefix is registered or an article's.
func (d *Dossier) hasPrefix(prefix string) bool {
	return slices.ContainsFunc(d.Namespaces, func(n Namespace) bool { return n.Prefix == prefix }) ||
		slices.ContainsFunc(d.Articles, func(a *Article) bool { return a.Prefix == prefix })
}

// CheckPrefix says what is wrong with a prefix for a new article, nil if nothing is.
func (d *Dossier) CheckPrefix(prefix string) error {
	for i, r := range prefix {
		if !('a' <= r && r <= 'z' || i > 0 && '0' <= r && r <= '9') {
			return fmt.Errorf("prefix %q: want lower-case letters and digits, such as %q", prefix, "rit")
		}
	}
	if prefix == "" {
		return fmt.Errorf("prefix is empty")
	}
	if d.hasPrefix(prefix) {
		return fmt.Errorf("prefix %q is taken", prefix)
	}
	return nil
}

// AddNamespace returns a namespaces.nq with an article's prefix registered in it. file is what it holds now, perhaps nothing.
func AddNamespace(file []byte, prefix string) ([]byte, error) {
	full := quad.IRI("https://rapport.example/" + prefix + "/")
	file = slices.Clone(file)
	if len(file) > 0 && file[len(file)-1] != '\n' {
		file = append(file, '\n')
	}
	file = AppendQuad(file, quad.Quad{Subject: full, Predicate: CayleyPrefix, Object: quad.IRI(prefix + ":"), Label: NamespaceLabel})
	file = AppendQuad(file, quad.Quad{Subject: full, Predicate: Type, Object: CayleySpace, Label: NamespaceLabel})
	return Format(path.Join(folder, NamespaceFile), file)
}

// undatedComment stands over what says when an article was published.
const undatedComment = `# Say when it was published, or --as-of leaves it out: with kg:dated under a statement whose quote prints the date, else as you know it:
`

// supplied is how a date that an article does not print is said of it.
func supplied(a *Article) []quad.Quad {
	date := quad.IRI(a.Prefix + ":inf-published")
	return []quad.Quad{
		{Subject: a.IRI, Predicate: InferredDated, Object: quad.TypedString{Value: "YYYY-MM-DD", Type: EDTF}, Label: date},
		{Subject: date, Predicate: Basis, Object: quad.String("…"), Label: a.IRI},
		{Subject: date, Predicate: DerivedFrom, Object: StatementIRI(a.Prefix, 1, "a"), Label: a.IRI},
		{Subject: date, Predicate: Type, Object: Inference, Label: a.IRI},
	}
}

// Skeleton returns the statements.nq that a new article begins with: the digest, the article's own node, in comments how its date is said, and each
// sentence as a comment under which its statements go.
func Skeleton(a *Article, title string) []byte {
	out := fmt.Appendf(nil, "%s %s\n", digestComment, a.SHA256)
	out = AppendQuad(out, quad.Quad{Subject: a.IRI, Predicate: Type, Object: ArticleNode, Label: a.IRI})
	out = AppendQuad(out, quad.Quad{Subject: a.IRI, Predicate: Name, Object: quad.String(title), Label: a.IRI})
	out = append(out, undatedComment...)
	for _, q := range supplied(a) {
		out = AppendQuad(append(out, "# "...), q)
	}
	for _, s := range a.Sentences {
		out = fmt.Appendf(out, "\n# %d. %s\n", s.Number, commentText(a.SentenceText(s.Number)))
	}
	return out
}

// commentText makes words fit for a comment: one line, and nothing in it that hides or turns the words around.
func commentText(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r):
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// Draft is a new statement, ready to fill in.
type Draft struct {
	Statement quad.IRI
	Quote     string
	Lines     []quad.Quad // the quote, the node's type and words, and what its class demands
	Perhaps   []quad.Quad // what else may be said of it
	Notes     map[quad.Quad]string
}

// Text writes the draft for a person: what must be said as quads with a hint behind each that is to be filled in, and in comments
// what else may be said.
func (d *Draft) Text() []byte {
	var out []byte
	for _, q := range d.Lines {
		out = d.append(out, q)
	}
	for _, q := range d.Perhaps {
		out = d.append(append(out, "# "...), q)
	}
	return out
}

func (d *Draft) append(out []byte, q quad.Quad) []byte {
	out = AppendQuad(out, q)
	if note := d.Notes[q]; note != "" {
		out = fmt.Appendf(out[:len(out)-1], " # %s\n", note)
	}
	return out
}

// Placeholder stands where a person must put a node.
const Placeholder = quad.IRI("kg:…")

// CanDraft reports whether an article can tell of a node of a class: it is not a class of texts and evidence, not a
// controlled value, and no content that implies no modality.
func (v *Vocabulary) CanDraft(class quad.IRI) bool {
	switch class {
	case ArticleNode, SentenceNode, StatementNode, Inference, "kg:Selector":
		return false
	}
	switch v.Root(class) {
	case Thing, Occurrence:
		return true
	case ContentNode:
		return v.Modality(class) != ""
	case ValueNode:
		return v.IsA(class, Quantity)
	}
	return false
}

// Draft begins a statement about a node of a class on a quote, which must stand in the article once. The node is called by words: the quote, or those of
// it that were meant.
func (d *Dossier) Draft(a *Article, quote, words string, class quad.IRI) (*Draft, error) {
	e, err := a.Locate(quote)
	if err != nil {
		return nil, err
	}
	draft := &Draft{Statement: d.NextStatement(a, e.Sentence), Quote: quote, Notes: map[quad.Quad]string{}}
	draft.Lines = append(draft.Lines, quad.Quad{Subject: draft.Statement, Predicate: Quoted, Object: quad.String(quote), Label: a.IRI})
	node := d.freeNode(a, words)
	say := func(to *[]quad.Quad, p quad.IRI, o quad.Value, note string) {
		q := quad.Quad{Subject: node, Predicate: p, Object: o, Label: draft.Statement}
		*to = append(*to, q)
		draft.Notes[q] = note
	}
	say(&draft.Lines, Type, class, "")
	called := d.wordsOf(class)
	say(&draft.Lines, called, quad.String(words), "")
	demanded := map[quad.IRI]bool{called: true, Type: true}
	for _, part := range d.demands(class) {
		for _, p := range part.any[:min(1, len(part.any))] {
			demanded[p] = true
			o, note := d.blankObject(p)
			say(&draft.Lines, p, o, part.says+note)
		}
	}
	leading := d.predicatesTo(class)
	for _, p := range leading {
		to := &draft.Perhaps
		if demanded[Holder] && len(leading) == 1 && slices.Equal(d.Vocabulary.Predicates[p].Domain, d.Vocabulary.Predicates[Holder].Range) {
			to = &draft.Lines // all that a holder can do with it
		}
		q := quad.Quad{Subject: Placeholder, Predicate: p, Object: node, Label: draft.Statement}
		*to = append(*to, q)
		draft.Notes[q] = d.Vocabulary.Predicates[p].Label + ": " + locals(d.Vocabulary.Predicates[p].Domain)
	}
	for _, p := range d.predicatesOf(class) {
		if !demanded[p] {
			o, note := d.blankObject(p)
			say(&draft.Perhaps, p, o, d.Vocabulary.Predicates[p].Label+note)
		}
	}
	return draft, nil
}

// demands returns what check wants said of a node of a class.
func (d *Dossier) demands(class quad.IRI) []part {
	switch {
	case d.Vocabulary.IsA(class, Quantity):
		return []part{{[]quad.IRI{Figure}, nil, "the figure"}, {[]quad.IRI{UnitCode}, nil, "UCUM (GW, a, km), ISO 4217 (USD), or 1 for a count"}}
	case d.Vocabulary.IsA(class, Denial):
		return []part{{[]quad.IRI{DeniedSource}, nil, "who does not"}, {[]quad.IRI{DeniedProperty}, nil, "what it does not do"}, {[]quad.IRI{DeniedTarget}, nil, "to whom or what"}}
	}
	return d.Vocabulary.partsOf(class)
}

// wordsOf returns the predicate that gives a node of a class its words.
func (d *Dossier) wordsOf(class quad.IRI) quad.IRI {
	switch d.Vocabulary.Root(class) {
	case ContentNode:
		return Content
	case ValueNode:
		return Text
	}
	return Name
}

// freeNode names a node after the quote's first telling words, by an IRI that the dossier does not use.
func (d *Dossier) freeNode(a *Article, quote string) quad.IRI {
	var telling []string
	for _, w := range Words(quote) {
		if word := quote[w.Start:w.End]; IsContentWord(word) && len(telling) < 3 {
			telling = append(telling, word)
		}
	}
	slug := shortSlug(strings.Join(telling, " "))
	if slug == "" {
		slug = "node"
	}
	used := map[quad.Value]bool{}
	for _, f := range d.Files {
		for _, q := range f.Quads {
			used[q.Subject] = true
		}
	}
	for n := 1; ; n++ {
		iri := quad.IRI(a.Prefix + ":" + slug)
		if n > 1 {
			iri = quad.IRI(fmt.Sprintf("%s:%s-%d", a.Prefix, slug, n))
		}
		if !used[iri] {
			return iri
		}
	}
}

// predicatesOf returns the predicates that nodes of a class may have, those of the class before those of the classes above it.
func (d *Dossier) predicatesOf(class quad.IRI) []quad.IRI {
	var out []quad.IRI
	for _, above := range d.Vocabulary.Ancestors(class) {
		var of []quad.IRI
		for iri, p := range d.Vocabulary.Predicates {
			if slices.Contains(p.Domain, above) && !isDerived(iri) && !isInferred(iri) && !slices.Contains(out, iri) {
				of = append(of, iri)
			}
		}
		slices.Sort(of)
		out = append(out, of...)
	}
	return out
}

// predicatesTo returns the predicates that lead to content of a class and not to any content: what an actor does with it, such as to hope for it.
func (d *Dossier) predicatesTo(class quad.IRI) []quad.IRI {
	var out []quad.IRI
	for iri, p := range d.Vocabulary.Predicates {
		leads := func(c quad.IRI) bool {
			return c != ContentNode && d.Vocabulary.Root(c) == ContentNode && d.Vocabulary.IsA(class, c)
		}
		if slices.ContainsFunc(p.Range, leads) && !isDerived(iri) && !isInferred(iri) && !p.Negative {
			out = append(out, iri)
		}
	}
	slices.Sort(out)
	return out
}

// locals lists classes by what stands behind their prefix.
func locals(classes []quad.IRI) string {
	var out []string
	for _, c := range classes {
		out = append(out, localPart(c))
	}
	return strings.Join(out, ", ")
}

// isInferred reports whether a predicate is one of those that only inferences use; their names begin so.
func isInferred(p quad.IRI) bool { return strings.HasPrefix(localPart(p), "inferred") }

// blankObject returns what stands for the object of a predicate until a person fills it in, and which objects it may have.
func (d *Dossier) blankObject(p quad.IRI) (quad.Value, string) {
	var values, classes []string
	for _, r := range d.Vocabulary.Predicates[p].Range {
		switch r {
		case XSDString:
			return quad.String("…"), ""
		case EDTF:
			return quad.TypedString{Value: "YYYY-MM-DD", Type: EDTF}, ""
		case XSDBoolean:
			return quad.TypedString{Value: "true", Type: r}, ""
		case XSDInteger, XSDDouble:
			return quad.TypedString{Value: "…", Type: r}, ""
		}
		for iri, class := range d.Vocabulary.Individuals {
			if class == r {
				values = append(values, "<"+string(iri)+">")
			}
		}
		classes = append(classes, localPart(r))
	}
	if len(values) > 0 {
		slices.Sort(values)
		return Placeholder, ": " + strings.Join(values, ", ")
	}
	return Placeholder, ": " + strings.Join(classes, ", ")
}
