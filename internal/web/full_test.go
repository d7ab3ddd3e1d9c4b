//go:build full

package web

import (
	"net/url"
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
