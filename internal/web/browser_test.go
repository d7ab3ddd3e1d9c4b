package web

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"rapport/internal/browsertest"
)

// newTab opens a browser's tab on a server of its own. What the console says with one of some words in it is let pass.
func newTab(t *testing.T, g *Graph, pass ...string) *browsertest.Tab {
	t.Helper()
	oneByOne(t)
	server, _ := listen(t, served(t, g, func(o *Options) { o.Limits.Time = 5 * time.Minute })) // however busy the machine is
	return browsertest.Open(t, server, func(m chromedp.ConsoleMessage) bool {
		return slices.ContainsFunc(pass, func(words string) bool { return strings.Contains(m.String(), words) })
	})
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

// TestBrowser clicks through the pages: from a fact to its words and back, and a question.
func TestBrowser(t *testing.T) {
	b := newTab(t, graphOf(t, nil))
	b.Go("/")
	b.Click(`.articles a`)
	b.Until(`location.pathname === "/article/rit"`)
	b.Click(`a.span[data-said~="rit:20a"]`) // words → statement
	b.Until(`location.hash.includes("statement-rit") && document.querySelector("li[data-said='rit:20a']").matches(":target")`)
	b.Until(`document.querySelectorAll(".span.lit[data-said~='rit:20a']").length > 0`)
	b.Click(`li[data-said="rit:20a"] a.short`)
	b.Until(`location.pathname === "/statement/rit:20a"`)
	b.Click(`a[href*="#words-rit"]`) // statement → words
	b.Until(`location.pathname === "/article/rit" && document.querySelectorAll(".span.lit[data-said~='rit:20a']").length > 0`)

	b.Keys(`.find input`, "rosatom\r")
	b.Until(`location.pathname === "/search"`)
	b.Click(`.found a`)
	b.Until(`location.pathname === "/entity/kg:rosatom"`)
	b.Click(`.cite summary`) // a quote opens in its sentence
	b.Until(`document.querySelector(".cite[open] .sentence mark") !== null`)
	b.Until(`document.querySelector("[data-load]") === null || (document.querySelector("[data-load]").scrollIntoView(), false)`)
	b.Until(`document.querySelector("#timeline") !== null`)

	b.Go("/q/duties")
	b.Keys(`[name=bearer]`, "Iran")
	b.Click(`form.ask > button`)
	b.Until(`location.search.includes("bearer=Iran") && document.querySelectorAll("table.rows tbody tr").length >= 3`)
	b.Click(`.rests a`)
	b.Until(`document.querySelector(".notes li:target") !== null`)
}

// looked are pages that are looked at: of a dossier, with what it calls its own.
var looked = map[string][]string{
	"shipped": {"/", "/search?q=treaty", "/entity/kg:iran", "/article/rit", "/statement/rit:20a", "/statement/rit:inf-pledges", "/entity/kg:Hope", "/queries", "/reports", "/q/duties?bearer=Iran",
		"/q/timeline", "/q/quantities", "/r/agreement?agreement=treaty", "/query?program=g.V().out().limit(3).all()", "/graph", "/graph?node=kg:rosatom"},
	"refused": {"/query?program=nope", "/nothing"}, // the browser says so itself
	"harbour": {"/", "/entity/kg:tug", "/entity/kg:shirin-navabi", "/article/bc", "/article/nd", "/article/pr", "/search?q=script", "/graph?node=kg:orlan-marine", "/r/dossier?entity=kg:tug", "/r/conflicts"},
}

// TestPagesLook opens each page light and dark, wide and narrow: nothing is said on the console, nothing is wider than the screen, and axe-core finds
// nothing.
func TestPagesLook(t *testing.T) {
	oneByOne(t)
	axe := axeScript(t)
	var pass []string
	if axe != "" {
		pass = []string{"Applying inline style"} // axe-core tries to
	}
	for name, g := range map[string]*Graph{"shipped": graphOf(t, nil), "harbour": graphOf(t, os.DirFS(harbour)), "refused": graphOf(t, nil)} {
		var b *browsertest.Tab
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
			if Full && !strings.HasPrefix(path, "/graph") && !strings.HasPrefix(path, "/query") {
				continue // it is as in a plain build
			}
			for j, look := range []struct {
				scheme string
				width  int
			}{{"light", 1280}, {"dark", 390}, {"dark", 1280}, {"light", 390}} {
				if j > 1 || testing.Short() && (i+j)%4 != 0 {
					continue // two looks show every rule of the style sheet
				}
				b.Look(look.scheme, look.width)
				b.Go(path)
				what := fmt.Sprintf("%s%s, %s at %d", name, path, look.scheme, look.width)
				if wide := browsertest.Value[int](b, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
					t.Errorf("%s: %d pixels wider than the screen", what, wide)
				}
				if axe != "" {
					b.Judge(what, axe)
				}
				b.Screenshot(fmt.Sprintf("%s%s-%s-%d", name, path, look.scheme, look.width))
			}
		}
	}
}
