//go:build !full

package web

import (
	"net/url"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestBrowserPlain: without a bundle there are a field for a program and a picture whose boxes are links.
func TestBrowserPlain(t *testing.T) {
	b := newTab(t, graphOf(t, nil))
	b.Go("/query")
	b.Keys(`textarea`, `g.V().tag("source").out("<kg:builds>").tag("target").all()`)
	b.Do(chromedp.KeyEvent("\r", chromedp.KeyModifiers(2))) // Ctrl
	b.Until(`document.querySelector("svg.picture") !== null && document.querySelectorAll("table.rows tbody tr").length === 1`)

	b.Go("/graph?node=kg:rosatom")
	b.Click(`svg.picture a[*|href*="node=kg%3Arosatom"]`)
	b.Until(`document.querySelectorAll(".open-nodes li").length === 2`)
	b.Click(`.open-nodes .close`)
	b.Until(`document.querySelectorAll(".open-nodes li").length === 1`)
}

// TestBrowserShowsMistakes: the cursor stands where a program is wrong.
func TestBrowserShowsMistakes(t *testing.T) {
	b := newTab(t, graphOf(t, nil), "the server responded with a status of 422")
	b.Go("/query?program=" + url.QueryEscape("g.V()\n  .nope().all()"))
	b.Until(`document.activeElement.id === "program" && document.activeElement.selectionStart === 9`)
}
