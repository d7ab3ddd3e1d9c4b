// Package browsertest clicks through pages in Chromium, for tests. Without a Chromium on the path a test is skipped, unless
// RAPPORT_NEEDS_CHROMIUM is set. RAPPORT_SCREENSHOTS=DIR keeps the pictures that a test takes.
package browsertest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// Tab is a browser's tab on a server's pages. What goes wrong in it fails the test: what the console says, and requests to elsewhere.
type Tab struct {
	t   testing.TB
	ctx context.Context
	url string // of the server

	mu    sync.Mutex
	wrong []string
}

// Open opens a tab on a server, 1280 pixels wide. What the console says and harmless takes is let pass; nil takes nothing.
func Open(t testing.TB, server string, harmless func(chromedp.ConsoleMessage) bool) *Tab {
	t.Helper()
	path := chromium()
	if path == "" {
		if os.Getenv("RAPPORT_NEEDS_CHROMIUM") != "" {
			t.Fatal("there is no Chromium on the path")
		}
		t.Skip("SKIPPED: there is no Chromium on the path, so the pages are not clicked through")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WSURLReadTimeout(patience))
	alloc, closeAlloc := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(closeAlloc)
	ctx, closeTab := chromedp.NewContext(alloc)
	t.Cleanup(closeTab)
	ctx, stop := context.WithDeadline(ctx, deadline(t))
	t.Cleanup(stop)
	b := &Tab{t: t, ctx: ctx, url: server}
	focused := chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
		return err
	})
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900), focused); err != nil { // it starts the browser, which lives as long as what it was started with
		t.Fatal(err)
	}
	b.watch(harmless)
	return b
}

// patience is how long a machine with much else to do may take for a step.
const patience = 2 * time.Minute

// deadline is when a test gives up: before the run of all tests ends, so that it can say where it stood.
func deadline(t testing.TB) time.Time {
	if d, ok := t.(interface{ Deadline() (time.Time, bool) }); ok {
		if end, ok := d.Deadline(); ok {
			return end.Add(-20 * time.Second)
		}
	}
	return time.Now().Add(10 * time.Minute)
}

func chromium() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

func (b *Tab) watch(harmless func(chromedp.ConsoleMessage) bool) {
	console, requests := chromedp.Console(b.ctx), chromedp.Events(b.ctx, network.RequestWillBeSent)
	b.Do(chromedp.Navigate("about:blank")) // from here on both are told
	go func() {
		for m, err := range console {
			if err != nil {
				return
			}
			if harmless == nil || !harmless(m) {
				b.tell("the console says " + m.String())
			}
		}
	}()
	go func() {
		for e, err := range requests {
			if err != nil {
				return
			}
			if u, err := url.Parse(e.Request.URL); err != nil || u.Scheme == "http" && u.Hostname() != "127.0.0.1" || u.Scheme == "https" {
				b.tell("a request to " + e.Request.URL)
			}
		}
	}()
	b.t.Cleanup(func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, s := range b.wrong {
			b.t.Error(s)
		}
	})
}

func (b *Tab) tell(wrong string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.wrong = append(b.wrong, wrong)
}

// Do runs actions; one that fails ends the test.
func (b *Tab) Do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, stop := context.WithTimeout(b.ctx, patience)
	defer stop()
	if err := chromedp.Do(ctx, actions...); err != nil {
		b.t.Fatalf("%v%s", err, b.where())
	}
}

// Go opens a page of the server, by its path.
func (b *Tab) Go(path string) { b.t.Helper(); b.Do(chromedp.Navigate(b.url + path)) }

// Click clicks on the first element that a CSS selector names, once it is there and can be seen.
func (b *Tab) Click(selector string) { b.t.Helper(); b.on(chromedp.Click(chromedp.CSS(selector))) }

// Keys types a text into an element.
func (b *Tab) Keys(selector, text string) {
	b.t.Helper()
	b.on(chromedp.SendKeys(chromedp.CSS(selector), text))
}

// on does something to an element, again where that was of a page which was just being left.
func (b *Tab) on(action chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, stop := context.WithTimeout(b.ctx, patience)
	defer stop()
	for {
		err := chromedp.Do(ctx, action)
		switch {
		case err == nil:
			return
		case !left(err) || ctx.Err() != nil:
			b.t.Fatalf("%v%s", err, b.where())
		}
	}
}

// left tells that an action met a page which was just being left.
func left(err error) bool {
	for _, words := range []string{"context with specified id", "context was destroyed", "navigated or closed", "default execution context", "Could not find node", "No node with given id"} {
		if strings.Contains(err.Error(), words) {
			return true
		}
	}
	return false
}

// Until waits until an expression holds, on whatever page is open by then. One that fails, as on a page which is being left or has half come, does not hold yet.
func (b *Tab) Until(expression string) {
	b.t.Helper()
	ctx, stop := context.WithTimeout(b.ctx, patience)
	defer stop()
	var last error
	for {
		holds, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+expression+")"))
		switch {
		case err == nil && holds:
			return
		case ctx.Err() != nil:
			b.t.Fatalf("it never was so: %s (%v)%s", expression, last, b.where())
		}
		last = err
		select {
		case <-time.After(20 * time.Millisecond):
		case <-ctx.Done():
		}
	}
}

// Value is that of an expression.
func Value[T any](b *Tab, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatalf("%s: %v%s", expression, err, b.where())
	}
	return v
}

// where tells which page is open, for who reads of a failure.
func (b *Tab) where() string {
	ctx, stop := context.WithTimeout(context.WithoutCancel(b.ctx), 5*time.Second)
	defer stop()
	at, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.href + "\n" + document.body.innerText.slice(0, 400)`))
	if err != nil {
		return ""
	}
	return "\nat " + at
}

// Look makes the pages to come light or dark, so many pixels wide.
func (b *Tab) Look(scheme string, width int) { b.t.Helper(); b.media(scheme, "", width) }

// Print makes the pages to come look as they are printed.
func (b *Tab) Print() { b.t.Helper(); b.media("light", "print", 794) }

func (b *Tab) media(scheme, media string, width int) {
	b.t.Helper()
	b.Do(chromedp.EmulateViewport(int64(width), 900), chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: media,
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
		return err
	}))
}

// Judge lets axe-core, whose text is given, judge the page that is open.
func (b *Tab) Judge(what, axe string) {
	b.t.Helper()
	Value[bool](b, axe+`; window.judged = null; axe.run(document, {resultTypes: ["violations"]}).then(r => { window.judged = r.violations.map(v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.html).join(" ¶ ")).join("\n") }); true`)
	b.Until(`window.judged !== null`)
	if wrong := Value[string](b, `window.judged`); wrong != "" {
		b.t.Errorf("%s: %s", what, wrong)
	}
}

// Screenshot keeps a picture of what can be seen where RAPPORT_SCREENSHOTS names a folder.
func (b *Tab) Screenshot(name string) {
	b.t.Helper()
	dir := os.Getenv("RAPPORT_SCREENSHOTS")
	if dir == "" {
		return
	}
	shot, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		name = strings.NewReplacer("/", "_", "?", "_", ":", "_", "=", "_", "&", "_").Replace(name)
		err = os.WriteFile(filepath.Join(dir, name+".png"), shot, 0o644)
	}
	if err != nil {
		b.t.Error(fmt.Errorf("screenshot: %w", err))
	}
}
