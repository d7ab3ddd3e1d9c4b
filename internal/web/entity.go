package web

import (
	"bytes"
	"cmp"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"rapport/internal/report"
	"rapport/internal/report/picture"
	"rapport/quads"
)

// entityPage is everything that the graph says about a node.
type entityPage struct {
	IRI       string
	Kind      string
	Groups    []group
	Neighbour *drawing
	Passage   []piece // the words of a sentence
	Source    string  // where they stand
	SourceAt  string
	Pages     *pages // nil where all is on one page
	TimePath  string // where its timeline is
	GraphPath string // where its links are open
}

// pages are the parts of what is said of a node.
type pages struct {
	From, To, All  int // quads, from 1
	Previous, Next string
}

// A node of which more is said than mostAtOnce quads has its page in parts.
const (
	mostAtOnce = 600
	pageQuads  = 100
)

// drawing is a picture, and what it shows in words.
type drawing struct {
	SVG   template.HTML
	Words []string
	Notes []footnote // that its lines have the numbers of
	Cut   bool
}

// footnote is a statement that something drawn or a row rests on.
type footnote struct {
	ID        string
	Number    int
	Text      string
	Statement string
	Path      string // "" for a label that is no statement
}

// group is facts, or hopes, or duties, each as what it is.
type group struct {
	ID, Title, Note string
	Entries         []entry
}

// entry is one or several items that rest on the same words.
type entry struct {
	Items    []item
	Cites    []cite
	Open     []open
	Style    string // of its modality, "" where it has none
	Modality string // in a word; "" for a fact
	Meant    string // how, in words: the modality, and of a stance that it is one
}

// item is one thing that is said.
type item struct {
	Subject  *term
	Label    string
	Negative bool
	Terms    []term
	Roles    []role
	Note     string
	Places   []term // for what only names places: the statements
}

type role struct {
	Label              string
	Negative, Inferred bool
	Marked             bool // a word says that it is inferred, as its label does not
	Terms              []term
	Statements         []term // where they are not those of its item
}

// term is a value with its page.
type term struct {
	Text, Tag, Path string
	Disputed        []term // the statements that contradict what is said with it
}

// cite is the words that something rests on.
type cite struct {
	Statement, Path string
	Words           string
	Place           string // "sentence 18"
	Where           string // for a page, where several articles are: "rit:18a, sentence 18"
	PlacePath       string
	Source          string // article, sentences, date
	Sentences       []sentence
	Speakers        string
	Inference       bool
	RestsOn         []term
}

type sentence struct {
	Number int
	Pieces []piece
}

// open is what the words leave open.
type open struct{ Text, Statement, Path string }

// entity shows everything about a node.
func entity(v *view) error {
	node, err := v.node("id")
	if err != nil {
		return err
	}
	if path := v.pathOf(node); path != entityPath(node) {
		return v.redirect(path)
	}
	at, err := v.pages(node)
	if err != nil {
		return err
	}
	var p *report.Profile
	if at == nil {
		p = v.lookup.Profile(node)
	} else {
		p = v.lookup.ProfilePart(node, at.From-1, pageQuads)
		if !p.Part {
			at = nil // a sentence, however often it is quoted
		}
	}
	body := entityPage{Pages: at, TimePath: entityPath(node) + "/timeline", GraphPath: explorePath(nil, []quad.IRI{node}), IRI: string(node), Kind: p.Kind, Groups: v.groups(p)}
	if len(p.Sentences) > 0 {
		v.passage(&body, p.Sentences[0])
	} else if at == nil {
		body.Neighbour = v.neighbours(node)
	}
	return v.page("entity.html", page{Title: p.Node.Text, Nav: "entity", Body: body})
}

// pages says which part of a page an address asks for: from which quad on. nil where there is one part.
func (v *view) pages(node quad.IRI) (*pages, error) {
	all := v.lookup.Extent(node)
	if all <= mostAtOnce {
		return nil, nil
	}
	from := 1
	if text := v.r.URL.Query().Get("from"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > all {
			return nil, &Problem{Status: http.StatusBadRequest, Kind: "parameter", Detail: fmt.Sprintf("from: got %q, want a number from 1 to %d", text, all)}
		}
		from = n
	}
	p := &pages{From: from, To: min(from+pageQuads-1, all), All: all}
	if from > 1 {
		p.Previous = entityPath(node) + "?from=" + plain(max(1, from-pageQuads))
	}
	if p.To < all {
		p.Next = entityPath(node) + "?from=" + plain(p.To+1)
	}
	return p, nil
}

// passage is the sentence that a page is about.
func (v *view) passage(body *entityPage, s report.CitedSentence) {
	body.Passage = []piece{{Text: s.Text}}
	if article := v.lookup.ArticleWith(s.IRI); article != "" {
		body.Source, body.SourceAt = v.lookup.Title(article), articlePath(article)+"#"+sentenceID(s.Number)
	}
}

// neighbours draws what a node is linked with; nil where it is linked with nothing.
func (v *view) neighbours(node quad.IRI) *drawing {
	t, p := v.lookup.Neighbourhood(node)
	if len(t.Rows) == 0 {
		return nil
	}
	return v.draw(t, p, "neighbours")
}

// draw makes a picture of a table part of a page. id is unlike that of any other picture of the page.
func (v *view) draw(t *report.Table, p picture.Picture, id string) *drawing {
	d := &drawing{Words: p.List(), Cut: t.Cut, Notes: footnotes(report.PictureFootnotes(t, p), id)}
	d.SVG = template.HTML(bytes.TrimSpace(p.SVG(picture.Options{ID: id, NoteLink: "#" + id + "-note-"}))) // the picture escapes what it is given
	return d
}

func footnotes(all []*report.Footnote, id string) []footnote {
	out := make([]footnote, len(all))
	for i, n := range all {
		text, _ := n.Text()
		out[i] = footnote{ID: id + "-note-" + plain(n.Number), Number: n.Number, Text: text, Statement: quads.TextOf(n.Label)}
		if iri, ok := n.Label.(quad.IRI); ok && n.Citation != nil {
			out[i].Path = statementPath(iri)
		}
	}
	return out
}

// groups makes a profile ready to be shown.
func (v *view) groups(p *report.Profile) []group {
	var out []group
	for i, g := range p.Groups {
		made := group{ID: "group-" + strconv.Itoa(i+1), Title: g.Title, Note: g.Note}
		for j, x := range g.Items {
			if j == 0 || x.Predicate == quads.MentionedAs || !slices.Equal(x.Statements, g.Items[j-1].Statements) || v.entry(p, x).Meant != made.Entries[len(made.Entries)-1].Meant {
				made.Entries = append(made.Entries, v.entry(p, x))
			}
			last := &made.Entries[len(made.Entries)-1]
			last.Items = append(last.Items, v.item(x))
			for _, o := range x.Open {
				last.Open = append(last.Open, open{o.Text, v.short(o.Statement), statementPath(o.Statement)})
			}
		}
		out = append(out, made)
	}
	return out
}

// modalityOf is that of an item: of the node that it is about, and of content that it is; "" for a fact.
func modalityOf(l *report.Lookup, p *report.Profile, x report.Item) string {
	if x.Negative {
		return quads.Denied
	}
	m := ""
	if len(x.Statements) == 0 {
		return m
	}
	if node, ok := p.Node.Value.(quad.IRI); ok {
		m = l.Modality(node)
	}
	for _, t := range x.Terms {
		if iri, ok := t.Value.(quad.IRI); ok {
			m = report.Weaker(m, l.Modality(iri))
		}
	}
	if m == quads.Actual {
		return ""
	}
	return m
}

// inferredStyle is the modality whose line what is inferred has: nobody vouches for it either.
const inferredStyle = "claimed"

// entry begins what rests on the words of an item.
func (v *view) entry(p *report.Profile, x report.Item) entry {
	m := modalityOf(v.lookup, p, x)
	e := entry{Modality: m, Meant: m}
	if m != "" && !x.Negative && v.stance(p, x) {
		e.Meant = report.StanceOn(m)
	}
	if len(x.Statements) > 0 {
		e.Style = styleOf(m)
	}
	if x.Predicate == quads.MentionedAs {
		return e
	}
	for _, s := range x.Statements {
		c := p.Citations[s]
		if c != nil && c.Inference { // no words say it
			e.Style = styleOf(inferredStyle)
			e.Modality = cmp.Or(m, "inferred")
			e.Meant = cmp.Or(e.Meant, "inferred")
		}
		if c != nil && quad.Value(s) != p.Node.Value {
			e.Cites = append(e.Cites, v.cite(c))
		}
	}
	if node, ok := p.Node.Value.(quad.IRI); ok && v.lookup.KindOf(node) != "" { // of a statement or sentence: its groups say how they are meant
		e.Style, e.Modality, e.Meant = "", "", ""
	}
	return e
}

// stance tells whether an item says that somebody who is no content takes a stance on content: the modality is that of the content.
func (v *view) stance(p *report.Profile, x report.Item) bool {
	if !v.lookup.IsStance(x.Predicate) || x.Subject != nil {
		return false
	}
	who := []quad.Value{p.Node.Value}
	if x.Inverse {
		who = nil
		for _, t := range x.Terms {
			who = append(who, t.Value)
		}
	}
	return !slices.ContainsFunc(who, func(w quad.Value) bool {
		iri, ok := w.(quad.IRI)
		return ok && v.lookup.Modality(iri) != ""
	})
}

func (v *view) item(x report.Item) item {
	out := item{Label: x.Label, Negative: x.Negative, Note: x.Note, Terms: v.terms(x.Terms)}
	if x.Subject != nil {
		t := v.term(*x.Subject)
		out.Subject = &t
	}
	if x.Predicate == quads.MentionedAs {
		out.Places = v.statementTerms(x.Statements)
	}
	for _, r := range x.Roles {
		made := role{Label: r.Label, Negative: r.Negative, Inferred: r.Inferred, Marked: r.Inferred && !strings.HasSuffix(r.Label, "(inferred)"), Terms: v.terms(r.Terms)}
		for _, s := range r.Statements {
			if !slices.Contains(x.Statements, s) {
				made.Statements = append(made.Statements, v.statementTerms([]quad.IRI{s})...)
			}
		}
		out.Roles = append(out.Roles, made)
	}
	return out
}

func (v *view) terms(all []report.Term) []term {
	out := make([]term, len(all))
	for i, t := range all {
		out[i] = v.term(t)
	}
	return out
}

func (v *view) term(t report.Term) term {
	out := term{Text: t.Text, Tag: t.Tag, Disputed: v.statementTerms(t.Disputed)}
	if iri, ok := t.Value.(quad.IRI); ok {
		out.Path = v.pathOf(iri)
	}
	return out
}

func (v *view) statementTerms(all []quad.IRI) []term {
	out := make([]term, len(all))
	for i, s := range all {
		out[i] = term{Text: v.short(s), Path: statementPath(s)}
	}
	return out
}

// cite is a citation ready to be shown.
func (v *view) cite(c *report.Citation) cite {
	out := cite{Statement: string(c.Statement), Path: statementPath(c.Statement), Words: c.Words(), Inference: c.Inference, Source: c.Source()}
	if c.Inference {
		out.Words, out.RestsOn, out.Where = c.Basis, v.statementTerms(c.RestsOn), "inference"
		if v.several() {
			out.Where += " " + out.Statement
		}
		return out
	}
	var numbers []string
	for _, s := range c.Sentences {
		numbers = append(numbers, plain(s.Number))
		out.Sentences = append(out.Sentences, sentence{s.Number, markedQuotes(s.Text, c.Quotes)})
	}
	switch len(numbers) {
	case 0:
	case 1:
		out.Place = "sentence " + numbers[0]
	default:
		out.Place = "sentences " + strings.Join(numbers, " and ")
	}
	if out.Where = out.Place; v.several() {
		out.Where = strings.TrimSuffix(out.Statement+", "+out.Place, ", ")
	}
	if c.Article.IRI != "" && len(c.Quotes) > 0 {
		out.PlacePath = spanPath(c.Article.IRI, c.Statement)
	}
	out.Speakers = v.speakers(c.Statement)
	return out
}

// speakers are who says what a statement says, in words; "" for the article itself.
func (v *view) speakers(statement quad.IRI) string {
	var who []string
	for _, t := range v.lookup.Speakers(statement) {
		who = append(who, t.String())
	}
	return strings.Join(who, " and ")
}

// short is the name of a statement in a page: without the prefix of its article where there is one article.
func (v *view) short(statement quad.IRI) string {
	if v.several() {
		return string(statement)
	}
	return shortIRI(statement)
}

// shortIRI is what stands behind the prefix of an IRI: "20a".
func shortIRI(iri quad.IRI) string {
	if _, local := quads.SplitIRI(iri); local != "" {
		return local
	}
	return string(iri)
}

func plain(n int) string { return strconv.Itoa(n) }

// lastRune is how many bytes the last character of a text has.
func lastRune(s string) int {
	_, n := utf8.DecodeLastRuneInString(s)
	return n
}
