//go:build full

package web

import (
	"fmt"
	"net/url"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"rapport/internal/browsertest"
)

// What the editor's completions are found by.
const (
	offered = `[...document.querySelectorAll(".cm-tooltip-autocomplete li")]`
	program = `document.querySelector("#program").value`
)

// typed types into what has the focus.
func typed(b *browsertest.Tab, text string) {
	for _, key := range text {
		b.Do(chromedp.KeyEvent(string(key)))
	}
}

// choose takes the first completion, once it is the one that is wanted.
func choose(b *browsertest.Tab, first string) {
	b.Until(offered + `[0]?.textContent.startsWith("` + first + `")`)
	b.Until(offered + `[0].getAttribute("aria-selected") === "true"`)
	b.Do(chromedp.Sleep(100 * time.Millisecond)) // what has just been shown cannot be taken yet
	b.Do(chromedp.KeyEvent("\t"))
	b.Until(offered + `[0]?.textContent !== "` + first + `"`)
}

// TestEditor types a program with the help of the editor: a step, a node by a word of its name, a predicate; and runs it.
func TestEditor(t *testing.T) {
	b := newTab(t, graphOf(t, nil))
	b.Go("/query")
	b.Until(`document.querySelector(".cm-content") !== null && document.querySelector("#program").hidden`)
	b.Click(`.cm-content`)
	typed(b, `g.V("rosa`)
	choose(b, "Rosatom")
	b.Until(program + ` === 'g.V("<kg:rosatom>")'`)
	b.Do(chromedp.KeyEvent(kb.End)) // End
	typed(b, `.ou`)
	choose(b, "out")
	typed(b, `"build`)
	choose(b, "engaged to build")
	b.Until(program + ` === 'g.V("<kg:rosatom>").out("<kg:builds>")'`)
	b.Do(chromedp.KeyEvent(kb.End))
	typed(b, `.al`)
	choose(b, "all")
	b.Until(program + ` === 'g.V("<kg:rosatom>").out("<kg:builds>").all()'`)
	b.Do(chromedp.KeyEvent("\r", chromedp.KeyModifiers(2))) // Ctrl
	b.Until(`document.querySelectorAll("table.rows tbody tr").length === 1 && location.search.includes("kg%3Abuilds")`)
	b.Until(`document.querySelector(".cm-content").textContent.includes("<kg:builds>")`)
}

// TestEditorShowsMistakes: a mistake is marked at its place, where the cursor stands, and told.
func TestEditorShowsMistakes(t *testing.T) {
	b := newTab(t, graphOf(t, nil), "the server responded with a status of 422")
	b.Go("/query?program=" + url.QueryEscape("g.V()\n  .nope().all()"))
	b.Until(`document.querySelector(".cm-lintRange-error")?.textContent === "nope"`)
	b.Until(`document.querySelectorAll(".cm-lint-marker-error").length === 1`)
	b.Until(`document.activeElement.matches(".cm-content[aria-invalid=true][aria-label=Program]")`)
	typed(b, "x")
	b.Until(program + " === 'g.V()\\n  .xnope().all()'")
}

// TestEditorLetsGo: Tab indents, and after Esc leaves the editor.
func TestEditorLetsGo(t *testing.T) {
	b := newTab(t, graphOf(t, nil))
	b.Go("/query")
	b.Click(`.cm-content`)
	b.Do(chromedp.KeyEvent("\t"))
	b.Until(program + ` === "  "`)
	b.Do(chromedp.KeyEvent("\x1b"), chromedp.KeyEvent("\t"))
	b.Until(`document.activeElement.closest(".cm-editor") === null && document.activeElement.closest("form[data-editor]") !== null`)
}

// Where the graph's boxes and lines are, for who looks into it.
const (
	graphCy  = `document.querySelector(".canvas-stage")?._cyreg?.cy`
	told     = `JSON.parse(document.querySelector("#drawn-graph").textContent)`
	boxNamed = `(name => ` + told + `.boxes.find(b => b.name === name)?.id)`
)

// press clicks on a box of the graph, by its name.
func press(b *browsertest.Tab, name string) {
	b.Until(graphCy + `.getElementById(` + boxNamed + `("` + name + `")).nonempty()`)
	b.Until(`(document.querySelector(".canvas-stage").scrollIntoView({ block: "center" }), ` + graphCy + `.center(` + graphCy + `.getElementById(` + boxNamed + `("` + name + `"))), true)`)
	b.Do(chromedp.Sleep(300 * time.Millisecond)) // the picture hears of a scroll later than the page does
	at := browsertest.Value[[]float64](b, `(() => {
		const stage = document.querySelector(".canvas-stage");
		const box = stage.getBoundingClientRect(), place = stage._cyreg.cy.getElementById(`+boxNamed+`("`+name+`")).renderedPosition();
		return [box.x + place.x, box.y + place.y];
	})()`)
	b.Do(chromedp.MouseClickXY(at[0], at[1]))
}

// drawnAs is a picture's places, to compare.
const drawnAs = `JSON.stringify(` + graphCy + `.nodes(".box").map(n => [n.id(), n.position("x"), n.position("y")]).sort())`

// TestGraph walks the graph: the first picture is the server's, a box opens in place by click and by key, and what stood there stays.
func TestGraph(t *testing.T) {
	b := newTab(t, graphOf(t, nil))
	b.Go("/graph?node=kg:rosatom")
	b.Until(graphCy + `?.nodes(".box").length === ` + told + `.boxes.length`)
	b.Until(drawnAs + ` === JSON.stringify(` + told + `.boxes.map(b => [b.id, b.x, b.y]).sort())`)
	b.Until(graphCy + `.edges().length === ` + told + `.lines.length && ` + graphCy + `.edges(".dashed").length === ` + told + `.lines.filter(l => l.style === "dashed").length`)
	b.Until(`getComputedStyle(document.querySelector(".drawing")).display === "none"`)
	before := browsertest.Value[string](b, drawnAs)

	press(b, "Eight small nuclear power plants in Iran")
	b.Until(`document.querySelectorAll(".open-nodes li").length === 2 && new URLSearchParams(location.search).getAll("node").length === 2`)
	b.Until(`[...document.querySelectorAll("form.ask input[type=hidden][name=node]")].length === 2`)
	b.Until(graphCy + `.nodes(".box.open").length === 2 && ` + graphCy + `.nodes(".box").length === ` + told + `.boxes.length`)
	b.Until(`JSON.parse(` + drawnAs + `).length > JSON.parse(` + strconv.Quote(before) + `).length`)
	b.Until(`JSON.parse(` + strconv.Quote(before) + `).every(old => JSON.parse(` + drawnAs + `).some(now => String(now) === String(old)))`) // nothing moved
	b.Until(graphCy + `.nodes(".box").every(a => ` + graphCy + `.nodes(".box").every(b => a === b || Math.abs(a.position("x") - b.position("x")) >= (a.width() + b.width()) / 2 || Math.abs(a.position("y") - b.position("y")) >= (a.height() + b.height()) / 2))`)
	b.Until(`document.querySelector(".canvas-panel").textContent.includes("engaged to build") && document.querySelector(".canvas-panel .notes a[href^='/statement/']") !== null`)
	b.Until(`document.querySelector(".canvas-panel h2 a").getAttribute("href").startsWith("/entity/")`)
	b.Until(`document.querySelector(".canvas-told").textContent.includes("is open")`)
	b.Until(`document.querySelectorAll("table.rows tbody tr").length > 3 && document.querySelectorAll("[data-live=told]").length === 1`)

	browsertest.Value[bool](b, `history.back(), true`)
	b.Until(`document.querySelectorAll(".open-nodes li").length === 1 && ` + graphCy + `.nodes(".box.open").length === 1`)

	// by key: from box to box, until one that is not open is chosen, and Enter
	b.Do(chromedp.Focus(chromedp.CSS(".canvas-stage")))
	b.Do(chromedp.KeyEvent(kb.ArrowDown))
	b.Until(graphCy + `.nodes(".box:selected.open").length === 1 && document.querySelector(".canvas-told").textContent.startsWith("Rosatom, open")`)
	b.Do(chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowUp), chromedp.KeyEvent(kb.ArrowRight))
	b.Until(graphCy + `.nodes(".box:selected").filter(n => !n.hasClass("open")).length === 1`)
	b.Do(chromedp.KeyEvent("\r"))
	b.Until(`document.querySelectorAll(".open-nodes li").length === 2`)
	b.Until(`document.activeElement.matches(".canvas-stage")`)
	b.Do(chromedp.KeyEvent("-"), chromedp.KeyEvent("0"), chromedp.KeyEvent("\t"))
	b.Until(`document.activeElement.matches(".canvas-panel a, .canvas-panel button")`) // the graph lets go

	b.Click(`.canvas-buttons button[aria-label^="Put every box"]`)
	b.Until(drawnAs + ` === JSON.stringify(` + told + `.boxes.map(b => [b.id, b.x, b.y]).sort())`)
	b.Click(`.open-nodes li:last-child .close`)
	b.Until(`document.querySelectorAll(".open-nodes li").length === 1 && ` + graphCy + `.nodes(".box.open").length === 1`)
	b.Click(`.open-nodes .close`) // nothing is drawn then
	b.Until(`location.pathname + location.search === "/graph" && document.querySelector(".some a") !== null`)
}

// seenWhole says that nothing of the graph is outside of the canvas: no box, and no words of a line.
const seenWhole = `(all => all.x1 >= 0 && all.y1 >= 0 && all.x2 <= ` + graphCy + `.width() && all.y2 <= ` + graphCy + `.height())(` + graphCy + `.elements().renderedBoundingBox())`

// covered are the boxes and words of lines that stand on one another, for what has come since a picture.
const covered = `(before => {
	const rect = (id, of) => ({ id, x: (of.x1 + of.x2) / 2, y: (of.y1 + of.y2) / 2, width: of.w, height: of.h });
	const boxes = ` + graphCy + `.nodes(".box").map(n => rect(n.id(), n.boundingBox({ includeOverlays: false })));
	const words = ` + graphCy + `.edges().map(e => rect(e.id(), e.boundingBox({ includeEdges: false, includeOverlays: false })));
	const meet = (a, b) => Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2;
	const all = [...boxes, ...words], fresh = all.filter(a => !before.includes(a.id));
	return fresh.flatMap(a => all.filter(b => a.id !== b.id && meet(a, b)).map(b => a.id + " on " + b.id));
})`

const drawnIDs = `JSON.stringify(` + graphCy + `.elements().map(e => e.id()))`

// TestGraphFits: a graph is whole when it opens, with the words of its lines, again when All is pressed, and when a box among many is opened in place: what that brings
// covers nothing.
func TestGraphFits(t *testing.T) {
	for _, width := range []int{1200, 800} {
		b := newTab(t, graphOf(t, nil))
		b.Look("light", width)
		b.Go("/graph?node=kg:iran")
		b.Until(graphCy + `?.nodes(".box").length > 20`)
		b.Until(seenWhole)
		before := browsertest.Value[string](b, drawnIDs)
		b.Screenshot(fmt.Sprintf("fits-%d", width))
		press(b, "Bushehr nuclear power plant")
		b.Until(graphCy + `.nodes(".box.open").length === 2`)
		if on := browsertest.Value[[]string](b, covered+"("+before+")"); len(on) > 0 {
			t.Errorf("at %d: %q", width, on)
		}
		b.Until(`(document.querySelector(".canvas-buttons").scrollIntoView(), true)`)
		b.Screenshot(fmt.Sprintf("fits-open-%d", width))
		b.Click(`.canvas-buttons button[aria-label="Zoom in"]`)
		b.Click(`.canvas-buttons button[aria-label="Zoom in"]`)
		b.Until(`!` + seenWhole)
		b.Click(`.canvas-buttons button[aria-label="Show all of the graph"]`)
		b.Until(seenWhole)
	}
}

// TestGraphSigns: what is denied and what is disputed has its sign, as in the picture; filters hold for what is opened.
func TestGraphSigns(t *testing.T) {
	b := newTab(t, graphOf(t, os.DirFS(harbour)))
	b.Go("/graph?node=kg:dredging-agreement&node=kg:dredging")
	b.Until(graphCy + `?.nodes(".sign").filter(n => !n.hasClass("disputed")).length === document.querySelectorAll("svg.picture .edge .denied").length`)
	b.Until(graphCy + `.nodes(".sign.disputed").length === document.querySelectorAll("svg.picture .edge .disputed").length`)
	b.Until(graphCy + `.nodes(".sign").length > 5`)
	b.Go("/graph?node=kg:dredging-agreement&only=actual")
	b.Until(graphCy + `?.edges().length > 0 && ` + graphCy + `.edges(".dashed, .dotted, .struck").length === 0`)
	name := browsertest.Value[string](b, told+`.boxes.find(b => !b.open).name`)
	press(b, name)
	b.Until(`document.querySelectorAll(".open-nodes li").length === 2 && location.search.includes("only=actual")`)
	b.Until(graphCy + `.edges(".dashed, .dotted, .struck").length === 0`)
}

// TestFullLooks: the pages of a full build light and dark, wide and narrow, at work: with completions, a mistake, an open box. Nothing is said on the console.
func TestFullLooks(t *testing.T) {
	axe := axeScript(t)
	for _, look := range []struct {
		scheme string
		width  int
	}{{"light", 1280}, {"dark", 390}, {"dark", 1280}, {"light", 390}} {
		t.Run(fmt.Sprintf("%s-%d", look.scheme, look.width), func(t *testing.T) {
			b := newTab(t, graphOf(t, nil), "the server responded with a status of 422")
			b.Look(look.scheme, look.width)
			check := func(what string) {
				t.Helper()
				what = fmt.Sprintf("full-%s-%s-%d", what, look.scheme, look.width)
				if wide := browsertest.Value[int](b, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
					t.Errorf("%s: %d pixels wider than the screen", what, wide)
				}
				b.Screenshot(what)
			}
			b.Go("/query?program=" + url.QueryEscape("// who builds what?\nconst n = 12\ng.V(\"<kg:rosatom>\")\n  .nope().all()"))
			b.Until(`document.querySelector(".cm-lintRange-error") !== null`)
			check("mistake")
			b.Go("/query")
			b.Click(".cm-content")
			typed(b, `g.V().o`)
			b.Until(offered + `.length > 3`)
			check("steps")
			b.Go("/query")
			b.Click(".cm-content")
			typed(b, `g.V("ir`)
			b.Until(offered + `.length > 1`)
			check("names")
			b.Go("/graph?node=kg:rosatom")
			press(b, "Eight small nuclear power plants in Iran")
			b.Until(graphCy + `.nodes(".box.open").length === 2`)
			browsertest.Value[bool](b, `document.querySelector(".canvas-buttons").scrollIntoView(), true`)
			check("open")
			if axe == "" {
				return
			}
			judged := newTab(t, graphOf(t, nil), "Applying inline style", "the server responded with a status of 422") // axe-core tries to
			judged.Look(look.scheme, look.width)
			judged.Go("/query")
			judged.Click(".cm-content")
			typed(judged, `g.V().o`)
			judged.Until(offered + `.length > 3`)
			judged.Judge("completions", axe)
			judged.Go("/graph?node=kg:rosatom")
			press(judged, "Eight small nuclear power plants in Iran")
			judged.Until(graphCy + `.nodes(".box.open").length === 2`)
			judged.Judge("an open box", axe)
		})
	}
}
