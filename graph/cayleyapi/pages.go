package cayleyapi

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"regexp"
	"strings"
	"sync"
	"text/template"

	_ "embed"
)

// pages serves Cayley's web pages below /cayley/. What they are made of is read once, and rewritten: their absolute paths get the
// prefix, fonts are not fetched from outside, the tab Write is left out, and ready programs are offered.
type pages struct {
	find     func() (fs.FS, error)
	rewriter func() *rewriter
	ready    []Ready
}

// prefix is where the pages are.
const prefix = "/cayley"

//go:embed ready.js
var readyScript []byte

//go:embed ready.css
var readyStyle []byte

func newPages(given fs.FS, ready []Ready) http.Handler {
	p := &pages{ready: ready, find: sync.OnceValues(ModulePages), rewriter: sync.OnceValue(newRewriter)}
	if given != nil {
		p.find = func() (fs.FS, error) { return given, nil }
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+prefix+"/{$}", p.page("query"))
	for _, tab := range []string{"query", "query_shape", "visualize"} {
		mux.HandleFunc("GET "+prefix+"/ui/"+tab, p.page(tab))
	}
	mux.HandleFunc("GET "+prefix+"/ui/write", refuse)
	mux.HandleFunc("GET "+prefix+"/static/", p.static)
	mux.HandleFunc("GET "+prefix+"/docs/{page}", p.docs)
	mux.HandleFunc("GET "+prefix+"/ready.js", own("text/javascript; charset=utf-8", readyScript))
	mux.HandleFunc("GET "+prefix+"/ready.css", own("text/css; charset=utf-8", readyStyle))
	mux.HandleFunc("GET "+prefix+"/ready.json", p.programs)
	return mux
}

func own(contentType string, b []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		w.Write(b)
	}
}

func (p *pages) programs(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(append([]Ready{}, p.ready...))
}

// policy is what Cayley's pages may do: their own scripts and the one within a page, by its digest. Their libraries set styles within elements, make
// a worker of their own text, try what an event's handler "t" does, and make a function of text.
func (rw *rewriter) policy(page []byte) string {
	return "default-src 'none'; script-src 'self' 'unsafe-eval'" + digests(rw.inlineScripts(page)) + "; script-src-attr 'unsafe-hashes'" + digests([][]byte{[]byte("t")}) +
		"; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}

func digests(texts [][]byte) (out string) {
	for _, s := range texts {
		sum := sha256.Sum256(s)
		out += " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return out
}

// page serves one of the tabs.
func (p *pages) page(tab string) http.HandlerFunc {
	made := sync.OnceValues(func() (page []byte, err error) {
		files, err := p.find()
		if err != nil {
			return nil, err
		}
		t, err := template.ParseFS(files, "templates/*.tmpl", "templates/"+tab+".html")
		if err != nil {
			return nil, err
		}
		var b bytes.Buffer
		err = t.ExecuteTemplate(&b, tab+".html", nil)
		return p.rewriter().page(b.Bytes()), err
	})
	return func(w http.ResponseWriter, _ *http.Request) {
		page, err := made()
		if err != nil {
			missing(w, err)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", p.rewriter().policy(page))
		w.Write(page)
	}
}

// missing says why there are no pages, and what to do.
func missing(w http.ResponseWriter, err error) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'")
	w.WriteHeader(http.StatusServiceUnavailable)
	fmt.Fprintf(w, `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Cayley's pages are not here</title></head>
<body><h1>Cayley's pages are not here</h1>
<p>%s</p>
<p>They come with Cayley's Go module, which <code>go mod download github.com/cayleygraph/cayley@%s</code> puts where they are looked for. Cayley's HTTP API works without them.</p>
</body></html>
`, html.EscapeString(err.Error()), cayleyVersion)
}

// rewriter has what in Cayley's files is found and written anew.
type rewriter struct{ script, writeTab, absolute, home, font, imported *regexp.Regexp }

func newRewriter() *rewriter {
	return &rewriter{
		script:   regexp.MustCompile(`(?is)<script(\s[^>]*)?>(.*?)</script>`),
		writeTab: regexp.MustCompile(`(?s)<li ></li>\s*<li id="sbWrite">.*?</li>`),
		absolute: regexp.MustCompile(`(["'(])/(static|ui|docs)/`),
		home:     regexp.MustCompile(`href="/"`),
		font:     regexp.MustCompile(`,\s*url\(\s*['"]?(?:https?:)?//[^)]*\)(\s*format\([^)]*\))?`),
		imported: regexp.MustCompile(`@import\s+(?:url\()?['"]?(?:https?:)?//[^;]*;`),
	}
}

// inlineScripts returns what stands within the script elements of a page.
func (rw *rewriter) inlineScripts(page []byte) (out [][]byte) {
	for _, m := range rw.script.FindAllSubmatch(page, -1) {
		if !bytes.Contains(m[1], []byte("src=")) {
			out = append(out, m[2])
		}
	}
	return out
}

func (rw *rewriter) page(b []byte) []byte {
	b = rw.writeTab.ReplaceAll(b, nil)
	b = rw.home.ReplaceAll(b, []byte(`href="`+prefix+`/"`))
	b = rw.paths(b)
	b = bytes.Replace(b, []byte("<html>"), []byte(`<html lang="en">`), 1)
	b = bytes.Replace(b, []byte("</head>"), []byte(`<link rel="stylesheet" href="`+prefix+`/ready.css"></head>`), 1)
	return bytes.Replace(b, []byte("</html>"), []byte(`<script src="`+prefix+`/ready.js"></script></html>`), 1)
}

// styles leaves out what would be fetched from elsewhere.
func (rw *rewriter) styles(b []byte) []byte {
	return rw.imported.ReplaceAll(rw.font.ReplaceAll(rw.paths(b), nil), nil)
}

func (rw *rewriter) paths(b []byte) []byte {
	return rw.absolute.ReplaceAll(b, []byte("${1}"+prefix+"/${2}/"))
}

// static serves a file of Cayley's; of styles what is outside is left out.
func (p *pages) static(w http.ResponseWriter, r *http.Request) {
	files, err := p.find()
	if err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	name := strings.TrimPrefix(path.Clean(r.URL.Path), prefix+"/")
	b, err := fs.ReadFile(files, name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	switch ext := path.Ext(name); ext {
	case ".js":
		b = p.rewriter().paths(b)
	case ".css":
		b = p.rewriter().styles(b)
	}
	contentType := mime.TypeByExtension(path.Ext(name))
	if contentType == "" {
		contentType = http.DetectContentType(b)
	}
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Cache-Control", "max-age=3600")
	w.Write(b)
}

// docs serves Cayley's documentation as it is written, in Markdown.
func (p *pages) docs(w http.ResponseWriter, r *http.Request) {
	files, err := p.find()
	if err != nil {
		missing(w, err)
		return
	}
	b, err := fs.ReadFile(files, "docs/"+strings.ToLower(path.Base(r.PathValue("page")))+".md")
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Write(b)
}
