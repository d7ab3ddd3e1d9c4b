package web

import (
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
	"rapport/queries"
)

// TestGraphOfAPeriod: links are kept to a span of time, in the picture, in the table and in words, with what nothing dates or without.
func TestGraphOfAPeriod(t *testing.T) {
	h := served(t, graphOf(t, nil)).Handler()
	page := text(t, ask(h, "GET", "/graph?node=kg:iran&from=2024&to=2025-10"))
	contains(t, page, `can lie within 2024 to October 2025: 5 links`, `2 links outside that time left out`, `without a date left out: <a href="/graph?from=2024&amp;node=kg%3Airan&amp;to=2025-10&amp;undated=1">keep them</a>`,
		`<th scope="col">date</th>`, `2025-10-02 (inferred)`, `href="/statement/rit:inf-entry-into-force"`, `name="from" value="2024"`, `name="to" value="2025-10"`,
		`node=kg%3Arussia-iran-treaty&amp;to=2025-10`) // what opens from here is of that time, too
	if strings.Contains(page, ">hopes for<") || strings.Contains(page, "rapport show") {
		t.Error("has what is due by 2040, or a command that shows all")
	}
	page = text(t, ask(h, "GET", "/graph?node=kg:iran&from=2024&to=2025-10&undated=1"))
	contains(t, page, `and those that nothing dates`, `>no date</td>`, `>Leave out those without a date</a>`, `name="undated" value="1" checked`)
	contains(t, text(t, ask(h, "GET", "/graph?node=kg:iran&from=2030")), "from 2030 on", ">hopes for<", ">2040</td>")
	contains(t, text(t, ask(h, "GET", "/graph?node=kg:iran&from=2024&to=2025-10&no-inference=1")), `Nothing found.`, `0 links`) // nothing else dates it

	h = served(t, graphOf(t, os.DirFS(harbour))).Handler()
	contains(t, text(t, ask(h, "GET", "/graph?node=kg:tug&to=1990")), `until 1990: 1 link`, `>until 2030</td>`) // without a beginning
	contains(t, text(t, ask(h, "GET", "/graph?node=kg:tug&from=2031")), `1 link outside that time`)

	for target, want := range map[string]string{
		"/graph?node=kg:tug&from=2024x":        `<p class="wrong" id="wrong-from"><b>&#34;2024x&#34; is not a date.</b> write it as 2025`,
		"/graph?node=kg:tug&from=2024&to=2023": `<p class="wrong" id="wrong-to"><b>the end lies before the beginning.</b>`,
		"/graph?node=nobodyy":                  `<p class="wrong" id="wrong-node">`,
		"/graph?node=kg:tug&as-of=x":           `<p class="wrong" id="wrong-as-of">`,
	} {
		r := ask(h, "GET", target)
		page := text(t, r)
		if r.StatusCode != 400 && r.StatusCode != 404 {
			t.Errorf("%s: status %d", target, r.StatusCode)
		}
		contains(t, page, want, `aria-invalid="true"`)
	}
}

// TestFormsShowMistakes: what is wrong stands beside its field, all of it at once, with what may have been meant one click away.
func TestFormsShowMistakes(t *testing.T) {
	h := served(t, graphOf(t, nil)).Handler()
	r := ask(h, "GET", "/q/duties?bearer=Irann&force=prohibition&as-of=x&speaker=Nobdy")
	page := text(t, r)
	wantStatus(t, r, 400)
	contains(t, page, `value="Irann"`, `value="x"`, `<p class="wrong" id="wrong-bearer"><b>nothing is called &#34;Irann&#34;.</b> Did you mean <a href="/q/duties?as-of=x&amp;bearer=kg%3Airan&amp;force=prohibition&amp;speaker=Nobdy">Iran</a>`,
		`<p class="wrong" id="wrong-as-of">`, `aria-describedby="wrong-bearer about-bearer" aria-invalid="true" autofocus`, `<details class="more" open>`, `href="#wrong-bearer"`, `href="#wrong-as-of"`)
	if strings.Contains(page, "The same elsewhere") {
		t.Error("a command that fails is offered")
	}
	contains(t, text(t, ask(h, "GET", "/q/duties?bearer=kg:iran&speaker=Nobdy")), `<p class="wrong" id="wrong-speaker">`)
	contains(t, text(t, ask(h, "GET", "/r/dossier?entity=Iram")), `<h1>Dossier: <var>entity</var></h1>`, `<a href="/r/dossier?entity=kg%3Airan">Iran</a>`)
	contains(t, text(t, ask(h, "GET", "/r/relations?a=Iran&b=Tehran")), `id="wrong-b"><b>&#34;Tehran&#34; is the same as &#34;Iran&#34;, given for &#34;a&#34;: kg:iran.</b> the page of the entity has all there is about it alone`)
	contains(t, text(t, ask(h, "GET", "/r/ledger?due-before=soon")), `<p class="wrong" id="wrong-due-before">`)
	contains(t, text(t, ask(h, "GET", "/query?program=g.V().all()&as-of=x")), `<p class="wrong" id="wrong-as-of">`)
	contains(t, text(t, ask(h, "GET", "/q/duties?bearer=sanctions")), `id="wrong-bearer"`)
}

// TestNotFoundLeadsOn: a page that is not there says what may have been meant.
func TestNotFoundLeadsOn(t *testing.T) {
	h := served(t, graphOf(t, nil)).Handler()
	for target, want := range map[string]string{
		"/entity/kg:rosatm":     `<a class="title" href="/entity/kg:rosatom">Rosatom</a>`,
		"/entity/Bushehr-plant": `href="/entity/kg:bushehr-plant"`,
		"/statement/kg:iram":    `href="/entity/kg:iran"`,
		"/q/dutie":              `href="/q/duties"`,
		"/r/dosier":             `href="/r/dossier"`,
		"/article/treaty":       `href="/article/rit"`,
		"/rosatom":              `<a href="/search?q=rosatom">`,
		"/q/xyzzy-plugh":        `<a href="/queries">All questions</a>`,
		"/r/xyzzy-plugh":        `<a href="/reports">All reports</a>`,
		"/a/" + url.PathEscape(`"><script>alert(1)</script>`): `Not found`,
	} {
		r := ask(h, "GET", target)
		wantStatus(t, r, 404)
		page := text(t, r)
		contains(t, page, want)
		if dangerous.MatchString(page) {
			t.Errorf("%s: %.2000s", target, page)
		}
	}
}

// TestHomeLeadsOn: the first page tells a reader how to read, and where to begin; titles have no braces of templates.
func TestHomeLeadsOn(t *testing.T) {
	h := served(t, graphOf(t, nil)).Handler()
	for _, target := range []string{"/", "/queries", "/reports"} {
		page := text(t, ask(h, "GET", target))
		if strings.ContainsAny(page, "{}") {
			t.Errorf("%s has a brace", target)
		}
		contains(t, page, `<a href="/reports"`) // each page leads there
		if target != "/queries" {
			contains(t, page, `<a href="/r/dossier">Dossier: <var>entity</var></a>`, `<a href="/r/timeline">Timeline</a>`)
		}
	}
	contains(t, text(t, ask(h, "GET", "/reports")), `<h1>Reports</h1>`, `aria-current="page">Reports</a>`, `What do the articles say of one entity: what it is, does, owes and hopes`)
	contains(t, text(t, ask(h, "GET", "/")), `href="/article/rit"`, `<a href="/entity/kg:iran">Iran</a>`, `href="/graph"`, `href="/query"`, `href="/queries"`, `<span class="key line-struck">double with a ✗</span> is denied`)
	contains(t, text(t, ask(h, "GET", "/")), `[ ] is supplied`, `<a href="/r/path">Paths from <var>…</var> to <var>…</var></a>`)
	contains(t, text(t, ask(h, "GET", "/search?q=partnership+treaty")), `>[Russia and Iran bring their Comprehensive Strategic Partnership Treaty into force]</a>`, `<p class="quiet">[Russia and Iran bring`)
	contains(t, text(t, ask(h, "GET", "/query")), `<a href="/cayley/">`)
	contains(t, text(t, ask(h, "GET", "/entity/kg:iran")), `<bdi>ایران</bdi> (fa)`)
	contains(t, text(t, ask(h, "GET", "/article/rit")), `<span class="key line-struck">Double</span>, with a ✗ before the number: denied.`,
		`<p>The Russian Foreign Ministry is a body of Russia.</p>`, `, which is a denial.</p>`, `<p>The words give only part of a list.</p>`)
	if strings.Contains(text(t, ask(h, "GET", "/article/rit")), "<p>Here “") {
		t.Error("an article tells beside its words whom they mean")
	}
	contains(t, text(t, ask(h, "GET", "/search?q=sanctions")), `Questions about it`, `href="/q/sanctions"`)
	contains(t, text(t, ask(served(t, graphOf(t, os.DirFS(harbour))).Handler(), "GET", "/")), `href="/article/nd"`, `href="/article/pr"`)
}

// TestHomeExplainsWhatIsThere: brackets are explained where some stand, and what is the dossier's own is marked where something is not.
func TestHomeExplainsWhatIsThere(t *testing.T) {
	g := graphOf(t, nil)
	var printed []quad.Quad
	d, err := quads.Load(quads.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range d.Quads() {
		switch {
		case q.Subject == quad.IRI("rit:article") && q.Predicate == quads.Name:
			q.Object = quad.String("Moscow and Tehran on Thursday officially brought into force")
		case q.Subject == quad.IRI("rit:article") && q.Predicate == quad.IRI("kg:inferredDated"):
			continue
		}
		printed = append(printed, q)
	}
	g.Source = graph.Load(printed)
	if g.Library, err = queries.Open(os.DirFS("../../queries")); err != nil { // as in a clone
		t.Fatal(err)
	}
	h := served(t, g).Handler()
	contains(t, text(t, ask(h, "GET", "/")), ">Moscow and Tehran on Thursday officially brought into force</a>")
	for _, target := range []string{"/", "/queries", "/reports"} {
		if page := text(t, ask(h, "GET", target)); strings.Contains(page, "[ ]") || strings.Contains(page, "of this dossier") {
			t.Errorf("%s explains what is not there", target)
		}
	}
}
