package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"

	"rapport/internal/report"
)

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed static
var staticFiles embed.FS

// look is how pages look: templates and what they load. Nothing is read before a page is made: other commands start without it.
type look struct {
	templates func() (*template.Template, error)
	digest    func() string // of the static files: it stands in their addresses, which can then be kept for ever
	files     sync.Map      // name → *static, those that were asked for
	front     *front
}

func newLook() *look {
	l := &look{front: newFront()}
	l.digest = sync.OnceValue(l.staticDigest)
	l.templates = sync.OnceValues(func() (*template.Template, error) {
		return template.New("").Funcs(template.FuncMap{
			"text":   textHTML,
			"clean":  report.Clean,
			"static": func(name string) string { return "/static/" + l.digest() + "/" + name },
			"full":   func() bool { return l.front != nil },
			"plural": plural,
			"entity": entityPath,
		}).ParseFS(templateFiles, "templates/*.html")
	})
	return l
}

func (l *look) staticDigest() string {
	h := sha256.New()
	h.Write(stepsJSON())
	if l.front != nil {
		h.Write(l.front.manifest)
	}
	fs.WalkDir(staticFiles, "static", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := staticFiles.ReadFile(name)
		fmt.Fprintf(h, "%s %d\n%s", name, len(text), text)
		return err
	})
	return fmt.Sprintf("%x", h.Sum(nil))[:12]
}

// textHTML makes HTML of words that anybody may have written: what cannot be seen becomes visible, and what runs from right to left keeps to
// itself.
func textHTML(s string) template.HTML {
	s = report.Clean(s)
	if !report.RightToLeft(s) {
		return template.HTML(template.HTMLEscapeString(s))
	}
	text, tag := report.CutLanguage(s)
	return template.HTML("<bdi>" + template.HTMLEscapeString(text) + "</bdi>" + template.HTMLEscapeString(tag))
}

// plural counts things: "1 quad", "2 quads".
func plural(n int, thing string) string {
	switch {
	case n == 1:
		return "1 " + thing
	case strings.HasSuffix(thing, "y"):
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(thing, "y"))
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// page is what every page has.
type page struct {
	Title  string
	Search string // what stands in the search box
	Nav    string // which entry of the navigation it is
	Graph  string // what is answered from
	Body   any
}

// make makes a page of a template.
func (l *look) make(name string, p page) ([]byte, error) {
	all, err := l.templates()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := all.ExecuteTemplate(&b, name, p); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// static is a file that pages load.
type static struct {
	kind         string
	text, zipped []byte
}

// staticKinds are their content types.
var staticKinds = map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".json": "application/json",
	".txt": "text/plain; charset=utf-8"}

// stepsName is the language for editors.
const stepsName = "steps.json"

// read reads a static file: one that is written here, that a full build has bundled, or the language.
func (l *look) read(name string) ([]byte, error) {
	inside, ok := strings.CutPrefix(name, bundlePrefix)
	switch {
	case name == stepsName:
		return stepsJSON(), nil
	case ok && l.front != nil:
		return fs.ReadFile(l.front.files, inside)
	}
	return staticFiles.ReadFile(path.Join("static", name))
}

// static returns a file, which is read and compressed once; nil for none.
func (l *look) static(name string) *static {
	if known, ok := l.files.Load(name); ok {
		return known.(*static)
	}
	text, err := l.read(name)
	if err != nil {
		return nil
	}
	f := &static{staticKinds[path.Ext(name)], text, zip(text)}
	l.files.Store(name, f)
	return f
}

// serveStatic answers with what pages load.
func (s *Server) serveStatic(w http.ResponseWriter, r *http.Request) {
	f := s.look.static(r.PathValue("name"))
	if f == nil || r.PathValue("digest") != s.look.digest() {
		s.fail(w, r, notFound(r))
		return
	}
	w.Header().Set("Content-Type", f.kind)
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	text := f.text
	if zips(w) {
		sayZipped(w.Header(), f.zipped)
		text = f.zipped
	}
	w.Write(text)
}
