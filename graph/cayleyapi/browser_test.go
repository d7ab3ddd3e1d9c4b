package cayleyapi

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// browser returns a tab, and what was wrong in it once the test ends: messages of the console, and requests to elsewhere, are failures.
func browser(t *testing.T) context.Context {
	t.Helper()
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		if os.Getenv("RAPPORT_NEEDS_CHROMIUM") != "" {
			t.Fatal("there is no Chromium on the path")
		}
		t.Skip("SKIPPED: there is no Chromium on the path, so Cayley's pages are not clicked through")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU)
	alloc, closeAlloc := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(closeAlloc)
	ctx, closeTab := chromedp.NewContext(alloc)
	t.Cleanup(closeTab)
	ctx, stop := context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(stop)
	do(t, ctx, chromedp.EmulateViewport(1280, 900))
	watch(t, ctx)
	return ctx
}

// watch fails the test for what goes wrong in a tab.
func watch(t *testing.T, ctx context.Context) {
	t.Helper()
	console, requests := chromedp.Console(ctx), chromedp.Events(ctx, network.RequestWillBeSent)
	do(t, ctx, chromedp.Navigate("about:blank"))
	var mu sync.Mutex
	var wrong []string
	tell := func(s string) { mu.Lock(); wrong = append(wrong, s); mu.Unlock() }
	go func() {
		for m, err := range console {
			if err != nil {
				return
			}
			if m.Type != chromedp.ConsoleLog && !strings.Contains(m.Text, "WebGL") { // a machine without a graphics card draws in software, and says so
				tell(m.String())
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
	t.Cleanup(func() {
		mu.Lock()
		defer mu.Unlock()
		for _, s := range wrong {
			t.Error(s)
		}
	})
}

func do(t *testing.T, ctx context.Context, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// until waits for a condition, and returns its value.
func until[T any](t *testing.T, ctx context.Context, condition string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Poll[T](condition))
	if err != nil {
		t.Fatalf("%s: %v", condition, err)
	}
	return v
}

// screenshot keeps a picture of a tab where RAPPORT_SCREENSHOTS names a folder.
func screenshot(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	dir := os.Getenv("RAPPORT_SCREENSHOTS")
	if dir == "" {
		return
	}
	time.Sleep(3 * time.Second) // pictures settle
	b, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(dir+"/"+name+".png", b, 0o644)
	}
	if err != nil {
		t.Error(err)
	}
}

// TestCayleysPages clicks through the three tabs of Cayley's own pages.
func TestCayleysPages(t *testing.T) {
	if _, err := ModulePages(); err != nil {
		t.Fatal(err) // the module is there: this test was built with it
	}
	s := over(t, shipped(t), Options{Limit: 1000, Ready: ReadyPrograms()})
	ctx := browser(t)
	button := `[...document.querySelectorAll("#ready button")]`

	do(t, ctx, chromedp.Navigate(s.URL+"/cayley/"))
	until[bool](t, ctx, fmt.Sprintf("%s.length === %d", button, len(ReadyPrograms())))
	do(t, ctx, chromedp.Click(chromedp.CSS("#ready button:nth-child(4)")))
	until[bool](t, ctx, `output_editor.getValue().includes("Vladimir Putin")`)
	screenshot(t, ctx, "cayley-query")
	if got, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.querySelector("#sidebar").innerText`)); err != nil || strings.Contains(got, "Write") {
		t.Errorf("the sidebar has %q, %v", got, err)
	}

	do(t, ctx, chromedp.Navigate(s.URL+"/cayley/ui/query_shape"))
	until[bool](t, ctx, button+`.length > 0`)
	do(t, ctx, chromedp.Click(chromedp.CSS("#ready button:nth-child(2)")))
	until[bool](t, ctx, `document.querySelectorAll("#viz circle.node").length >= 3 && document.querySelectorAll("#viz ellipse.node").length >= 3`)
	until[bool](t, ctx, `[...document.querySelectorAll("#viz text")].some(t => t.textContent === "<kg:speaker>")`)
	screenshot(t, ctx, "cayley-shape")

	do(t, ctx, chromedp.Navigate(s.URL+"/cayley/ui/visualize"))
	until[bool](t, ctx, button+`.length === 3`)
	do(t, ctx, chromedp.Click(chromedp.CSS("#ready button:nth-child(1)")))
	until[bool](t, ctx, `window.sigmaGraph !== undefined && sigmaGraph.graph.nodes().some(n => n.label === "Vladimir Putin") && sigmaGraph.graph.edges().length > 50`)
	screenshot(t, ctx, "cayley-visualize")
}
