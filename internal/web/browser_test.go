package web

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// tab is a browser's tab on a server's pages. What goes wrong in it fails the test: what the console says, and requests to elsewhere.
type tab struct {
	t   *testing.T
	ctx context.Context
	url string // of the server
}

// newTab opens one. What the console says with one of some words in it is let pass.
func newTab(t *testing.T, g *Graph, pass ...string) *tab {
	t.Helper()
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if found, err := exec.LookPath(name); err == nil && path == "" {
			path = found
		}
	}
	if path == "" {
		if os.Getenv("RAPPORT_NEEDS_CHROMIUM") != "" {
			t.Fatal("there is no Chromium on the path")
		}
		t.Skip("SKIPPED: there is no Chromium on the path, so the pages are not clicked through")
	}
	server, _ := listen(t, served(t, g))
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU)
	alloc, closeAlloc := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(closeAlloc)
	ctx, closeTab := chromedp.NewContext(alloc)
	t.Cleanup(closeTab)
	ctx, stop := context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(stop)
	b := &tab{t, ctx, server}
	b.do(chromedp.EmulateViewport(1280, 900))
	b.watch(pass)
	return b
}

func (b *tab) watch(pass []string) {
	console, requests := chromedp.Console(b.ctx), chromedp.Events(b.ctx, network.RequestWillBeSent)
	b.do(chromedp.Navigate("about:blank"))
	var mu sync.Mutex
	var wrong []string
	tell := func(s string) { mu.Lock(); wrong = append(wrong, s); mu.Unlock() }
	go func() {
		for m, err := range console {
			if err != nil {
				return
			}
			if text := m.String(); !slices.ContainsFunc(pass, func(words string) bool { return strings.Contains(text, words) }) {
				tell("the console says " + text)
			}
		}
	}()
	go func() {
		for e, err := range requests {
			if err != nil {
				return
			}
			if u, err := url.Parse(e.Request.URL); err != nil || u.Scheme == "http" && u.Hostname() != "127.0.0.1" || u.Scheme == "https" {
				tell("a request to " + e.Request.URL)
			}
		}
	}()
	b.t.Cleanup(func() {
		mu.Lock()
		defer mu.Unlock()
		for _, s := range wrong {
			b.t.Error(s)
		}
	})
}

func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) open(path string)      { b.t.Helper(); b.do(chromedp.Navigate(b.url + path)) }
func (b *tab) click(selector string) { b.t.Helper(); b.do(chromedp.Click(chromedp.CSS(selector))) }
func (b *tab) keys(selector, text string) {
	b.t.Helper()
	b.do(chromedp.SendKeys(chromedp.CSS(selector), text))
}

// until waits until a condition holds.
func (b *tab) until(condition string) {
	b.t.Helper()
	for {
		_, err := chromedp.Run(b.ctx, chromedp.Poll[bool](condition))
		switch {
		case err == nil:
			return
		case !strings.Contains(err.Error(), "context with specified id") && !strings.Contains(err.Error(), "navigated or closed"): // of a page that has just been left
			b.t.Fatalf("%s: %v", condition, err)
		}
	}
}

// axeScript is the judge of accessibility, "" where it is not installed.
func axeScript(t *testing.T) string {
	script, err := os.ReadFile(filepath.FromSlash("testdata/axe/node_modules/axe-core/axe.min.js"))
	if err == nil {
		return string(script)
	}
	if os.Getenv("RAPPORT_NEEDS_AXE") != "" {
		t.Fatal(err)
	}
	t.Run("axe-core", func(t *testing.T) {
		t.Skip("SKIPPED: axe-core is not installed (npm ci in internal/web/testdata/axe), so no page is judged for accessibility")
	})
	return ""
}

// judge lets axe-core judge the page that is open.
func (b *tab) judge(what, axe string) {
	b.t.Helper()
	if axe == "" {
		return
	}
	_, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](axe+`; window.judged = null; axe.run(document, {resultTypes: ["violations"]}).then(r => { window.judged = r.violations.map(v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.html).join(" ¶ ")).join("\n") }); true`))
	if err != nil {
		b.t.Fatal(err)
	}
	b.until(`window.judged !== null`)
	wrong, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`window.judged`))
	if err != nil || wrong != "" {
		b.t.Errorf("%s: %v %s", what, err, wrong)
	}
}

// screenshot keeps a picture where RAPPORT_SCREENSHOTS names a folder.
func (b *tab) screenshot(name string) {
	dir := os.Getenv("RAPPORT_SCREENSHOTS")
	if dir == "" {
		return
	}
	shot, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), shot, 0o644)
	}
	if err != nil {
		b.t.Error(err)
	}
}

// TestBrowser clicks through the pages: from a fact to its words and back, a question, a program, the graph.
func TestBrowser(t *testing.T) {
	b := newTab(t, graphOf(t, nil))
	b.open("/")
	b.click(`.articles a`)
	b.until(`location.pathname === "/article/rit"`)
	b.click(`a.span[data-said~="rit:20a"]`) // words → statement
	b.until(`location.hash.includes("statement-rit") && document.querySelector("li[data-said='rit:20a']").matches(":target")`)
	b.until(`document.querySelectorAll(".span.lit[data-said~='rit:20a']").length > 0`)
	b.click(`li[data-said="rit:20a"] a.short`)
	b.until(`location.pathname === "/statement/rit:20a"`)
	b.click(`a[href*="#words-rit"]`) // statement → words
	b.until(`location.pathname === "/article/rit" && document.querySelectorAll(".span.lit[data-said~='rit:20a']").length > 0`)

	b.keys(`.find input`, "rosatom\r")
	b.until(`location.pathname === "/search"`)
	b.click(`.found a`)
	b.until(`location.pathname === "/entity/kg:rosatom"`)
	b.click(`.cite summary`) // a quote opens in its sentence
	b.until(`document.querySelector(".cite[open] .sentence mark") !== null`)
	b.until(`document.querySelector("[data-load]") === null || (document.querySelector("[data-load]").scrollIntoView(), false)`)
	b.until(`document.querySelector("#timeline") !== null`)

	b.open("/q/duties")
	b.keys(`[name=bearer]`, "Iran")
	b.click(`form.ask > button`)
	b.until(`location.search.includes("bearer=Iran") && document.querySelectorAll("table.rows tbody tr").length >= 3`)
	b.click(`.rests a`)
	b.until(`document.querySelector(".notes li:target") !== null`)

	b.open("/query")
	b.keys(`textarea`, `g.V().tag("source").out("<kg:builds>").tag("target").all()`)
	b.do(chromedp.KeyEvent("\r", chromedp.KeyModifiers(2))) // Ctrl
	b.until(`document.querySelector("svg.picture") !== null && document.querySelectorAll("table.rows tbody tr").length === 1`)

	b.open("/graph?node=kg:rosatom")
	b.click(`svg.picture a[*|href*="node=kg%3Arosatom"]`)
	b.until(`document.querySelectorAll(".open-nodes li").length === 2`)
	b.click(`.open-nodes .close`)
	b.until(`document.querySelectorAll(".open-nodes li").length === 1`)
}

// TestBrowserShowsMistakes: the cursor stands where a program is wrong.
func TestBrowserShowsMistakes(t *testing.T) {
	b := newTab(t, graphOf(t, nil), "the server responded with a status of 422")
	b.open("/query?program=" + url.QueryEscape("g.V()\n  .nope().all()"))
	b.until(`document.activeElement.id === "program" && document.activeElement.selectionStart === 9`)
}

// looked are pages that are looked at: of a dossier, with what it calls its own.
var looked = map[string][]string{
	"shipped": {"/", "/search?q=treaty", "/entity/kg:iran", "/article/rit", "/statement/rit:20a", "/statement/rit:inf-pledges", "/entity/kg:Hope", "/queries", "/q/duties?bearer=Iran",
		"/q/timeline", "/q/quantities", "/r/agreement?agreement=treaty", "/query?program=g.V().out().limit(3).all()", "/graph", "/graph?node=kg:rosatom"},
	"refused": {"/query?program=nope", "/nothing"}, // the browser says so itself
	"harbour": {"/", "/entity/kg:tug", "/article/nd", "/article/pr", "/search?q=script", "/graph?node=kg:orlan-marine", "/r/dossier?entity=kg:tug"},
}

// TestPagesLook opens each page light and dark, wide and narrow: nothing is said on the console, nothing is wider than the screen, and axe-core finds
// nothing.
func TestPagesLook(t *testing.T) {
	axe := axeScript(t)
	var pass []string
	if axe != "" {
		pass = []string{"Applying inline style"} // axe-core tries to
	}
	for name, g := range map[string]*Graph{"shipped": graphOf(t, nil), "harbour": graphOf(t, os.DirFS(harbour)), "refused": graphOf(t, nil)} {
		var b *tab
		switch name {
		case "harbour":
			g.Worker = name
			b = newTab(t, g, pass...)
		case "refused":
			b = newTab(t, g, append(slices.Clone(pass), "the server responded with a status of 4")...)
		default:
			b = newTab(t, g, pass...)
		}
		for i, path := range looked[name] {
			for j, look := range []struct {
				scheme string
				width  int64
			}{{"light", 1280}, {"dark", 390}, {"dark", 1280}, {"light", 390}} {
				if j > 1 || testing.Short() && (i+j)%4 != 0 {
					continue // two looks show every rule of the style sheet
				}
				b.do(chromedp.EmulateViewport(look.width, 900), chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
					_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: look.scheme}}})
					return err
				}), chromedp.Navigate(b.url+path))
				what := fmt.Sprintf("%s%s, %s at %d", name, path, look.scheme, look.width)
				wide, err := chromedp.Run(b.ctx, chromedp.Evaluate[int](`document.documentElement.scrollWidth - innerWidth`))
				if err != nil || wide > 0 {
					t.Errorf("%s: %d pixels wider than the screen, %v", what, wide, err)
				}
				b.judge(what, axe)
				b.screenshot(strings.NewReplacer("/", "_", "?", "_", ":", "_", "=", "_", "&", "_").Replace(fmt.Sprintf("%s%s-%s-%d", name, path, look.scheme, look.width)))
			}
		}
	}
}
