package web

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/internal/report"
	"rapport/quads"
)

// view is one request and what it reads: a graph that stays open until it is answered.
type view struct {
	*opened
	server *Server
	w      http.ResponseWriter
	r      *http.Request
	src    graph.Source // the request's own view, whose reading ends with it
	lookup *report.Lookup
	wrong  *Problem // that the page tells of: it is not kept, as another time it may go well
	chance bool     // another time the answer may have more: it is not kept either
}

// view runs an action over the graph that is open, when there is room in a lane, and answers with its error where it has one. An action that met a
// graph which changed under it, before it had sent anything, begins anew with the next.
func (s *Server) view(l *lane, action func(*view) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := bodyOf(r)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		if err := l.enter(r.Context()); err != nil {
			s.fail(w, r, err)
			return
		}
		defer l.leave()
		for again := 0; err == nil; again++ {
			r.Body = io.NopCloser(bytes.NewReader(body))
			if err = s.act(w, r, action); err == nil {
				return
			}
			if changed(err) && again < againMost {
				s.refresh()
				err = nil
			}
		}
		s.fail(w, r, err)
	}
}

// bodyOf reads what a request sends: before it takes a place, so that who sends slowly keeps nobody waiting, and whole, as it may be wanted again.
func bodyOf(r *http.Request) ([]byte, error) {
	if r.Method != http.MethodPost {
		return nil, nil
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, unread(err)
	}
	return body, nil
}

// againMost is how often a request begins anew.
const againMost = 3

// act runs an action once.
func (s *Server) act(w http.ResponseWriter, r *http.Request, action func(*view) error) error {
	o, err := s.acquire()
	if err != nil {
		return err
	}
	defer s.release(o)
	if s.unchanged(w, r, o) {
		return nil
	}
	v := &view{opened: o, server: s, w: w, r: r, src: graph.Under(r.Context(), o.Source)}
	if page := v.kept.page(v.address()); page != nil {
		return v.sendKept(page)
	}
	return graph.Guard(func() error {
		v.lookup = o.lookup.On(v.src)
		v.lookup.Href = entityPath
		return action(v)
	})
}

// unchanged tells a client that what it has is still so. An answer depends on the address, on the graph and on the program. Its tag is weak, as the bytes are others
// where it is compressed.
func (s *Server) unchanged(w http.ResponseWriter, r *http.Request, o *opened) bool {
	w.Header().Set("Cache-Control", "no-cache")
	if o.Digest == "" {
		w.Header().Set("Cache-Control", "no-store")
	}
	if o.Digest == "" || r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false
	}
	tag := `W/"` + o.Digest + "-" + s.look.digest() + "-" + digestOf(s.o.Version) + `"`
	w.Header().Set("ETag", tag)
	for given := range strings.SplitSeq(r.Header.Get("If-None-Match"), ",") {
		if given = strings.TrimSpace(given); given == tag || "W/"+given == tag {
			w.WriteHeader(http.StatusNotModified)
			return true
		}
	}
	return false
}

// page answers with a page. Nothing is sent where the graph could not be read.
func (v *view) page(template string, p page) error {
	p.Graph = v.Name
	text, err := v.server.look.make(template, p)
	if err != nil {
		return err
	}
	address := v.address()
	if address == "" || v.wrong != nil || v.chance || v.src.Err() != nil {
		return v.send(pageKind, text)
	}
	zipped := zip(text)
	v.kept.keep(address, zipped)
	if zips(v.w) {
		return v.sendKept(zipped)
	}
	return v.send(pageKind, text)
}

const pageKind = "text/html; charset=utf-8"

// sendKept answers with a page that is compressed.
func (v *view) sendKept(zipped []byte) error {
	if zips(v.w) {
		sayZipped(v.w.Header(), zipped)
		return v.send(pageKind, zipped)
	}
	text, err := unzip(zipped)
	if err != nil {
		return err
	}
	return v.send(pageKind, text)
}

// address is what a page is kept by: all of the request that it depends on; "" for one that is not kept.
func (v *view) address() string {
	if v.Digest == "" || v.r.Method != http.MethodGet && v.r.Method != http.MethodHead {
		return ""
	}
	if v.foreign() {
		return "foreign " + v.r.URL.RequestURI()
	}
	return v.r.URL.RequestURI()
}

// send answers with a whole text, unless the graph could not be read.
func (v *view) send(kind string, text []byte) error {
	if err := v.src.Err(); err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", kind)
	if v.wrong != nil || v.chance {
		v.unkept()
	}
	if v.wrong != nil {
		v.w.WriteHeader(v.wrong.Status)
	}
	_, err := v.w.Write(text)
	if err != nil {
		panic(http.ErrAbortHandler) // nobody is there to be told
	}
	return nil
}

// unkept tells the client to ask anew each time.
func (v *view) unkept() {
	v.w.Header().Del("ETag")
	v.w.Header().Set("Cache-Control", "no-store")
}

// redirect sends the client to where a node has its page.
func (v *view) redirect(to string) error {
	http.Redirect(v.w, v.r, to, http.StatusSeeOther)
	return nil
}

// node returns the node that an address names: by its IRI.
func (v *view) node(name string) (quad.IRI, error) {
	iri := quad.IRI(v.r.PathValue(name))
	if !v.lookup.Known(iri) {
		return "", &Problem{Status: http.StatusNotFound, Kind: "unknown", Detail: "the graph has no node " + string(iri), Hint: "look for it by a word of its name", Near: v.nearTo(string(iri))}
	}
	return iri, nil
}

// nearMost is how many nodes are named that may have been meant.
const nearMost = 6

// nearTo are the nodes that somebody may mean who writes an IRI, or a name in its place.
func (v *view) nearTo(iri string) []near {
	var out []near
	for _, m := range v.lookup.Finder().Find(wordsOf(iri), nearMost) {
		n := near{Node: m.Node, Text: m.Name, Path: v.pathOf(m.Node)}
		if m.Class != "" {
			n.Kind = v.lookup.Name(m.Class)
		}
		out = append(out, n)
	}
	return out
}

// wordsOf are the words that the last part of an IRI or path is made of.
func wordsOf(iri string) string {
	iri = strings.TrimRight(iri, "/#")
	return strings.Join(strings.FieldsFunc(iri[strings.LastIndexAny(iri, ":/#")+1:], func(r rune) bool { return r == '-' || r == '_' || r == '.' }), " ")
}

// Where things have their pages. A node is named by its IRI, as the graph has it.
func entityPath(node quad.IRI) string    { return "/entity/" + url.PathEscape(string(node)) }
func statementPath(node quad.IRI) string { return "/statement/" + url.PathEscape(string(node)) }

// articlePath names an article by its prefix where its IRI is just that and "article".
func articlePath(article quad.IRI) string {
	if prefix, ok := strings.CutSuffix(string(article), articleLocal); ok && prefix != "" {
		return "/article/" + url.PathEscape(prefix)
	}
	return "/article/" + url.PathEscape(string(article))
}

const articleLocal = ":article"

// spanPath is where the words of a statement stand in its article.
func spanPath(article, statement quad.IRI) string {
	return articlePath(article) + "#" + url.PathEscape(spanID(statement))
}

func spanID(statement quad.IRI) string { return "words-" + string(statement) }

// pathOf is where a node has its page, by what it is.
func (v *view) pathOf(node quad.IRI) string {
	switch v.lookup.KindOf(node) {
	case quads.StatementNode, quads.Inference:
		return statementPath(node)
	case quads.ArticleNode:
		return articlePath(node)
	}
	return entityPath(node)
}
