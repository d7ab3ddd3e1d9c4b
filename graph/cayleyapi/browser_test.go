package cayleyapi

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"rapport/internal/browsertest"
)

// harmless is what Cayley's pages say of themselves, and what a machine without a graphics card says.
func harmless(m chromedp.ConsoleMessage) bool {
	return m.Type == chromedp.ConsoleLog || strings.Contains(m.Text, "WebGL")
}

// screenshot keeps a picture of a tab once it has settled.
func screenshot(b *browsertest.Tab, name string) {
	if os.Getenv("RAPPORT_SCREENSHOTS") != "" {
		time.Sleep(3 * time.Second)
	}
	b.Screenshot(name)
}

// TestCayleysPages clicks through the three tabs of Cayley's own pages.
func TestCayleysPages(t *testing.T) {
	if _, err := ModulePages(); err != nil {
		t.Fatal(err) // the module is there: this test was built with it
	}
	s := over(t, shipped(t), Options{Limit: 1000, Ready: ReadyPrograms()})
	b := browsertest.Open(t, s.URL, harmless)
	button := `[...document.querySelectorAll("#ready button")]`

	b.Go("/cayley/")
	b.Until(fmt.Sprintf("%s.length === %d", button, len(ReadyPrograms())))
	b.Click("#ready button:nth-child(4)")
	b.Until(`output_editor.getValue().includes("Vladimir Putin")`)
	screenshot(b, "cayley-query")
	if got := browsertest.Value[string](b, `document.querySelector("#sidebar").innerText`); strings.Contains(got, "Write") {
		t.Errorf("the sidebar has %q", got)
	}

	b.Go("/cayley/ui/query_shape")
	b.Until(button + `.length > 0`)
	b.Click("#ready button:nth-child(2)")
	b.Until(`document.querySelectorAll("#viz circle.node").length >= 3 && document.querySelectorAll("#viz ellipse.node").length >= 3`)
	b.Until(`[...document.querySelectorAll("#viz text")].some(t => t.textContent === "<kg:speaker>")`)
	screenshot(b, "cayley-shape")

	b.Go("/cayley/ui/visualize")
	b.Until(button + `.length === 3`)
	b.Click("#ready button:nth-child(1)")
	b.Until(`window.sigmaGraph !== undefined && sigmaGraph.graph.nodes().some(n => n.label === "Vladimir Putin") && sigmaGraph.graph.edges().length > 50`)
	screenshot(b, "cayley-visualize")
}
