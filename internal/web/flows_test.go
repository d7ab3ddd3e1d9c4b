package web

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"

	"rapport/graph"
	"rapport/internal/browsertest"
	"rapport/quads"
)

// TestArticleFlow: words and what they say lead to each other, by mouse, by keyboard and on a telephone.
func TestArticleFlow(t *testing.T) {
	b := newTab(t, graphOf(t, nil))
	b.Go("/article/rit")
	b.Click(`li[data-said="rit:20a"] a.back`) // what is said → its words
	b.Until(`decodeURIComponent(location.hash) === "#words-rit:20a" && document.querySelector(".span.lit[data-said~='rit:20a']")`)
	b.Until(`(document.querySelector("a.end[data-said='rit:11a']").focus(), document.querySelector("li[data-said='rit:11a']").matches(".lit"))`) // focus lights both up
	b.Do(chromedp.KeyEvent("\r"))
	b.Until(`decodeURIComponent(location.hash) === "#statement-rit:11a" && document.querySelector("li[data-said='rit:11a']").matches(":target")`)
	b.Do(chromedp.MouseEvent("mouseMoved", 5, 5), chromedp.Evaluate[chromedp.Void](`document.activeElement.blur()`))
	b.Until(`document.querySelector(".span.lit[data-said~='rit:11a']")`) // what the address names stays lit
	b.Click(`li[data-said="rit:11a"] a.short`)
	b.Until(`location.pathname === "/statement/rit:11a" && document.querySelectorAll("#quads ~ .wide tbody tr").length > 3`) // its quads
	b.Click(`nav.beside a[rel=next]`)
	b.Until(`location.pathname === "/statement/rit:11b"`)

	b.Look("light", 390)
	b.Go("/article/rit")
	b.Until(`document.querySelector("a.span[data-said~='rit:20a']").scrollIntoView() || true`)
	b.Click(`a.span[data-said~="rit:20a"]`)
	b.Until(`(() => { const r = document.querySelector(":target")?.getBoundingClientRect(); return r && r.top >= 40 && r.top < innerHeight })()`) // below the bar, in sight

	b.Look("light", 1280)
	b.Go("/entity/kg:iran")
	b.Until(`(document.querySelector(".cite summary").focus(), document.activeElement.matches("summary"))`)
	b.Do(chromedp.KeyEvent("\r"))
	b.Click(`.cite[open] a[href*="#words-rit"]`) // a fact → its words
	b.Until(`location.pathname === "/article/rit" && document.querySelector(".span.lit")`)
	b.Go("/")
	b.Do(chromedp.KeyEvent("\t"))
	b.Until(`document.activeElement.matches(".skip")`) // the first stop leads past the bar
	b.Do(chromedp.KeyEvent("/"))
	b.Until(`document.activeElement.matches(".find input")`)
}

// TestQuotesStandByTheirNumbers: what a row, a line of a picture or a sentence of a report rests on stands beside its number while one points at it or is on it.
func TestQuotesStandByTheirNumbers(t *testing.T) {
	b := newTab(t, graphOf(t, nil))
	shown := `!document.querySelector("#tip").hidden && document.querySelector("#tip").textContent.includes`
	places := map[string]string{
		"/q/duties?bearer=Iran":         `.rests a`,
		"/graph?node=kg:rosatom":        `svg.picture a[*|href^="#"]`,
		"/r/agreement?agreement=treaty": `.report sup a`,
		"/entity/kg:iran":               `svg.picture a[*|href^="#"]`,
		`/query?program=g.V("<kg:iran>").out("<kg:hopesFor>").all()`: `.rests a`,
	}
	if Full { // its picture is no SVG: quotes stand in its panel
		delete(places, "/graph?node=kg:rosatom")
	}
	for path, link := range places {
		b.Go(path)
		b.Until(`document.querySelector('` + link + `') && document.querySelector("#tip")`)
		b.Until(`(document.querySelector('` + link + `').focus(), ` + shown + `("“"))`)
		b.Until(`document.activeElement.getAttribute("aria-describedby") === "tip"`)
		b.Until(`(() => { const r = document.querySelector("#tip").getBoundingClientRect(); return r.left >= 0 && r.right <= innerWidth })()`)
		b.Do(chromedp.KeyEvent("\x1b")) // Escape
		b.Until(`document.querySelector("#tip").hidden && !document.activeElement.hasAttribute("aria-describedby")`)
		b.Until(`(document.activeElement.blur(), document.querySelector('` + link + `').scrollIntoView({block: "center"}), true)`)
		at := browsertest.Value[[]float64](b, `(() => { const r = document.querySelector('`+link+`').getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2] })()`)
		b.Do(chromedp.MouseEvent("mouseMoved", at[0], at[1]))
		b.Until(shown + `("“")`)
		b.Do(chromedp.MouseEvent("mouseMoved", 2, 2))
		b.Until(`document.querySelector("#tip").hidden`)
	}
}

// TestQueryFlow: a program is run, drawn as a graph and in time, explained, saved as a file and copied as a command.
func TestQueryFlow(t *testing.T) {
	b := newTab(t, graphOf(t, nil))
	b.Go("/query")
	b.Until(`navigator.clipboard.writeText = async text => { window.copied = text }`)
	b.Click(`#examples ~ .asks li:nth-child(1) a`)
	b.Until(`document.querySelector("svg.picture") && document.querySelectorAll("table.rows tbody tr").length === 1 && document.querySelector(".rests .badge").textContent.includes("planned")`)
	b.Click(`.rests a`)
	b.Until(`document.querySelector(".notes li:target").textContent.includes("construct eight small nuclear power plants")`)
	b.Until(`navigator.clipboard.writeText = async text => { window.copied = text }`)
	b.Click(`.copy`)
	b.Until(`window.copied?.startsWith("rapport query 'g.V()") && document.querySelector(".copy").textContent === "Copied"`)
	b.Click(`button[name=explain]`)
	b.Until(`location.search.includes("explain=1") && document.querySelector("#explained ~ .wide").textContent.includes("kg:builds")`)

	b.Go("/query?program=" + `g.V().tag("label").out("<kg:when>").tag("date").all()`)
	b.Until(`document.querySelector("svg.picture desc").textContent.includes("1979")`) // in time

	dir := t.TempDir()
	b.Do(chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: "allow", DownloadPath: dir})
		return err
	}))
	for format, want := range map[string]string{"csv": "label,date", "js": "// title:", "json": `"columns"`, "svg": "<svg"} {
		b.Click(`button[formaction="/query/answer/` + format + `"]`)
		path := filepath.Join(dir, "query."+format)
		deadline := time.Now().Add(2 * time.Minute)
		for text := []byte(nil); !strings.Contains(string(text), want); text, _ = os.ReadFile(path) {
			if time.Now().After(deadline) {
				t.Fatalf("%s: %.200q", path, text)
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
}

// TestGraphFlow: a picture is kept to a modality, a speaker, an article and a time, and each is said.
func TestGraphFlow(t *testing.T) {
	b := newTab(t, graphOf(t, nil))
	show := func(set string) {
		b.Go("/graph?node=kg:iran")
		b.Click(`form.ask details summary`)
		b.Until(set)
		b.Click(`form.ask > button`)
	}
	b.Go("/graph?node=kg:iran")
	all := browsertest.Value[int](b, `document.querySelectorAll("table.rows tbody tr").length`)
	show(`(document.querySelector("[name=only][value=hoped]").click(), true)`)
	b.Until(`location.search.includes("only=hoped") && document.querySelectorAll("table.rows tbody tr").length > 0 && [...document.querySelectorAll(".rests")].every(c => c.textContent.includes("hoped"))`)
	show(`(document.querySelector("[name=speaker]").value = "Iran", true)`)
	b.Until(`location.search.includes("speaker=Iran") && ` + few(all))
	show(`(document.querySelector("[name=article]").selectedIndex = 1, true)`)
	b.Until(`location.search.includes("article=rit") && document.querySelectorAll("table.rows tbody tr").length > 5`)
	show(`(document.querySelector("[name=from]").value = "2024", document.querySelector("[name=to]").value = "2025", true)`)
	b.Until(`location.search.includes("from=2024") && document.querySelector("#period").textContent.includes("2024 to 2025") && ` + few(all))
	kept := browsertest.Value[int](b, `document.querySelectorAll("table.rows tbody tr").length`)
	b.Click(`#period a`) // what has no date, too
	b.Until(`location.search.includes("undated=1") && document.querySelector("[name=undated]").checked && document.querySelectorAll("table.rows tbody tr").length > ` + plain(kept))
	if Full { // its picture is no SVG: see TestGraph
		b.Keys(`#field-node`, "treaty\r")
	} else {
		b.Until(`(document.querySelector('svg.picture a[*|href*="node=kg%3Arussia-iran-treaty"]').scrollIntoView({block: "center"}), true)`)
		b.Click(`svg.picture a[*|href*="node=kg%3Arussia-iran-treaty"]`) // and further, of the same time
	}
	b.Until(`document.querySelectorAll(".open-nodes li").length === 2 && location.search.includes("from=2024") && location.search.includes("undated=1")`)
	b.Keys(`#field-node`, "Rosatom\r")
	b.Until(`document.querySelectorAll(".open-nodes li").length === 3`)
}

// few holds where a table has some rows, fewer than all.
func few(all int) string {
	return `(n => n > 0 && n < ` + plain(all) + `)(document.querySelectorAll("table.rows tbody tr").length)`
}

// TestFormFlow: forms suggest names, choose from lists, show mistakes at their fields and lead to addresses that ask again.
func TestFormFlow(t *testing.T) {
	b := newTab(t, graphOf(t, nil), "the server responded with a status of 4")
	b.Go("/q/duties")
	b.Until(`[...document.querySelector("[name=bearer]").list.options].some(o => o.value === "Iran") && document.querySelector("[name=force]").matches("select")`)
	b.Until(`(document.querySelector("[name=force]").value = "must-not", true)`)
	b.Keys(`[name=bearer]`, "Irann\r")
	b.Until(`document.activeElement.name === "bearer" && document.activeElement.getAttribute("aria-invalid") === "true"`)
	b.Click(`#wrong-bearer a`)
	b.Until(`location.search.includes("bearer=kg%3Airan") && location.search.includes("force=must-not") && document.querySelectorAll("table.rows tbody tr").length === 3`)
	b.Go("/r/dossier")
	b.Keys(`[name=entity]`, "Rosatom\r")
	b.Until(`location.search.includes("entity=Rosatom") && document.querySelector(".report h1").textContent === "Dossier: Rosatom"`)
	b.Click(`.report sup a`)
	b.Until(`document.querySelector(".report li:target")`)
	b.Go("/entity/kg:rosatm")
	b.Click(`.found a`)
	b.Until(`location.pathname === "/entity/kg:rosatom"`)
}

// manyNames is a graph with more statements than are counted, and two zebras.
func manyNames(t *testing.T) *Graph {
	g := graphOf(t, nil)
	qs := []quad.Quad{{Subject: quad.IRI("kg:zebra"), Predicate: quads.Name, Object: quad.String("Zebra Shipping"), Label: quads.EntityLabel}, {Subject: quad.IRI("kg:zebra"), Predicate: quads.Type, Object: quad.IRI("kg:Organization"), Label: quads.EntityLabel},
		{Subject: quad.IRI("kg:zebra-pier"), Predicate: quads.Name, Object: quad.String("Zebra pier"), Label: quads.EntityLabel}, {Subject: quad.IRI("kg:zebra-pier"), Predicate: quads.Type, Object: quad.IRI("kg:Place"), Label: quads.EntityLabel}}
	for i := range countedMost + 1 {
		qs = append(qs, quad.Quad{Subject: quad.IRI(fmt.Sprintf("x:%d", i)), Predicate: quads.Type, Object: quads.StatementNode, Label: quads.EntityLabel})
	}
	d, err := quads.Load(quads.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	g.Articles, g.Source, g.Digest = nil, graph.Load(append(qs, d.Quads()...)), "many names"
	return g
}

// TestNamesFlow: in a graph that has too many names for a list, a field has those that fit what is typed, of the classes that it wants.
func TestNamesFlow(t *testing.T) {
	g := manyNames(t)
	b := newTab(t, g)
	options := func(field string) string {
		return `[...(document.querySelector('` + field + `').list?.options ?? [])].map(o => o.value).join(" ")`
	}
	b.Go("/graph")
	b.Keys(`#field-node`, "zebr")
	b.Until(options("#field-node") + ` === "kg:zebra kg:zebra-pier"`)
	b.Go("/q/duties")
	b.Keys(`[name=bearer]`, "zebra")
	b.Until(options("[name=bearer]") + ` === "kg:zebra"`) // a pier owes nothing
	b.Until(`document.querySelector("[name=bearer]").list.options[0].label.startsWith("Zebra Shipping")`)
}

// TestLookupFlow: the plain editor has names and predicates looked up, and puts what is chosen where the cursor was.
func TestLookupFlow(t *testing.T) {
	if Full {
		t.Skip("its editor completes them in place")
	}
	b := newTab(t, graphOf(t, nil))
	const program = `document.querySelector("#program").value`
	b.Go("/query")
	b.Keys(`#program`, `g.V("ros`)
	b.Keys(`.lookup input`, "rosat")
	b.Until(`document.querySelector(".lookup li button")?.textContent === "Rosatom"`)
	b.Do(chromedp.KeyEvent("\r"))
	b.Until(program + ` === 'g.V("<kg:rosatom>' && document.activeElement.id === "program"`)
	b.Do(chromedp.KeyEvent(`"`), chromedp.KeyEvent(`)`))
	b.Keys(`#program`, `.out(`)
	b.Until(`(document.querySelector(".lookup select").value = "predicate", document.querySelector(".lookup input").value = "", true)`)
	b.Keys(`.lookup input`, "engaged")
	b.Until(`document.querySelector(".lookup li")?.textContent.includes("kg:builds")`)
	b.Click(`.lookup li button`)
	b.Until(program + ` === 'g.V("<kg:rosatom>").out("<kg:builds>"'`)
	b.Keys(`.lookup input`, "xyzzy")
	b.Until(`document.querySelector(".lookup ul").textContent === "Nothing is called so."`)
}

// TestFiltersStandAside: what a page is kept to is said in a line, and the answer stands on the first screen of a telephone.
func TestFiltersStandAside(t *testing.T) {
	b := newTab(t, graphOf(t, nil))
	b.Look("light", 390)
	b.Go("/graph?node=kg:iran&only=hoped&only=planned&speaker=kg:iran&from=2024&no-inference=1")
	b.Until(`!document.querySelector("form.ask details").open && document.querySelector("form.ask summary").textContent === "Kept to hoped, planned, said by Iran, not inferred, from 2024 on"`)
	b.Until(`document.querySelector("#period").getBoundingClientRect().top < innerHeight * 3 / 4`)
	b.Go("/q/duties?only=obliged")
	b.Until(`document.querySelector("form.ask summary").textContent === "Kept to obliged"`)
}

// TestNarrowReport: on a narrow screen the rows of a table in a report are blocks, as in its file, and nothing is scrolled sideways.
func TestNarrowReport(t *testing.T) {
	g := graphOf(t, os.DirFS(harbour))
	g.Worker = "harbour"
	b := newTab(t, g)
	for width, display := range map[int]string{500: "block", 1280: "table-cell"} {
		b.Look("light", width)
		b.Go("/r/conflicts")
		if got := browsertest.Value[string](b, `getComputedStyle(document.querySelector(".report .table td")).display`); got != display {
			t.Errorf("%d pixels wide, a cell is shown as %s", width, got)
		}
		if n := browsertest.Value[int](b, `[...document.querySelectorAll(".report .table")].filter(t => t.scrollWidth > t.clientWidth).length`); n > 0 {
			t.Errorf("%d pixels wide, %d tables are scrolled", width, n)
		}
	}
}
