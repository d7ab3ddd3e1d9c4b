package web

import (
	"fmt"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/internal/report"
	"rapport/quads"
)

func TestEntityPage(t *testing.T) {
	h := served(t, graphOf(t, nil)).Handler()
	page := text(t, ask(h, "GET", "/entity/kg:iran"))
	contains(t, page,
		`<h1>Iran</h1>`, `<code>kg:iran</code>`,
		`>Facts</h2>`, `>Hopes</h2>`, `hoped for, not a fact`,
		`<a href="/entity/kg:russia-iran-treaty">`,
		`Tehran hopes the project will help it reach a nuclear power capacity of 20 gigawatts by 2040`,
		`<a href="/article/rit#words-rit:20a">in the article</a>`, `href="/statement/rit:20a"`,
		`<span class="badge line-dotted">hoped</span>`, `<svg `, `The picture in words`,
		`href="/entity/kg:rosatom"`,
	)
	// what Iran hopes for stands nowhere without a word that says so
	for entry := range strings.SplitSeq(page, `<li class="entry`) {
		entry, _, _ = strings.Cut(entry, "</li>")
		if strings.Contains(entry, `hopes for`) && !strings.Contains(entry, ">hoped<") {
			t.Errorf("a hope without its word: %s", entry)
		}
	}
	for path, want := range map[string]string{"/entity/rit:20a": "/statement/rit:20a", "/entity/rit:article": "/article/rit"} {
		r := ask(h, "GET", path)
		wantStatus(t, r, 303)
		if got := r.Header.Get("Location"); got != want {
			t.Errorf("%s leads to %s", path, got)
		}
	}
	contains(t, text(t, ask(h, "GET", "/entity/rit:s20")), `<blockquote class="passage">Tehran hopes`, `href="/article/rit#s20"`, `href="/statement/rit:20a"`)
	contains(t, text(t, ask(h, "GET", "/entity/kg:Hope")), `>Definition</h2>`, `Members (1)`)
}

// TestEveryFactHasItsQuote: what an article says stands on the page with the words it says it in, and leads to them.
func TestEveryFactHasItsQuote(t *testing.T) {
	for name, g := range map[string]*Graph{"shipped": graphOf(t, nil), "harbour": graphOf(t, os.DirFS(harbour))} {
		h := served(t, g).Handler()
		l := report.NewLookup(g.Source)
		for _, e := range l.Finder().Entities() {
			page := text(t, ask(h, "GET", entityPath(e.Node)))
			p := l.Profile(e.Node)
			for _, group := range p.Groups {
				for _, x := range group.Items {
					for _, s := range x.Statements {
						if c := p.Citations[s]; x.Predicate != quads.MentionedAs && !strings.Contains(page, string(textHTML(c.Words()))) && !c.Inference {
							t.Errorf("%s: %s: no quote of %s", name, e.Node, s)
						}
						if !strings.Contains(page, `href="`+statementPath(s)+`"`) {
							t.Errorf("%s: %s: nothing leads to %s", name, e.Node, s)
						}
					}
				}
			}
		}
	}
}

// TestInferredIsNoFact: what no words say has neither the line nor the silence of a fact.
func TestInferredIsNoFact(t *testing.T) {
	h := served(t, graphOf(t, nil)).Handler()
	page := text(t, ask(h, "GET", "/entity/kg:russia-iran-treaty"))
	_, inferred, found := strings.Cut(page, ">Inferred</h2>")
	inferred, _, _ = strings.Cut(inferred, "<h2")
	if !found || strings.Contains(inferred, "line-solid") || !strings.Contains(inferred, `line-dotted">inferred`) && !strings.Contains(inferred, "line-dotted") {
		t.Errorf("inferred: %.600s", inferred)
	}
	if page := text(t, ask(h, "GET", "/statement/rit:inf-pledges")); strings.Contains(page, `class="entry line-`) {
		t.Error("what an inference rests on has the line of a fact")
	}
	contains(t, text(t, ask(h, "GET", "/article/rit")), `<li id="statement-rit:inf-pledges" class="line-dotted"`)
}

func TestArticlePage(t *testing.T) {
	g := graphOf(t, nil)
	h := served(t, g).Handler()
	page := text(t, ask(h, "GET", "/article/rit"))
	contains(t, page, `id="s20"`, `<span id="words-rit:20a"></span><a class="span line-dotted" href="#statement-rit%3a20a"`, `<li id="statement-rit:20a" class="line-dotted"`,
		`href="/statement/rit:20a"`, `<a class="span line-struck"`, `aria-label="statement 11a, denied (also proposed)"`)
	if again := text(t, ask(h, "GET", "/article/rit:article")); again != page {
		t.Error("the IRI and the prefix of an article give two pages")
	}
	// every statement stands beside the text, and every one with words leads to them
	l := report.NewLookup(g.Source)
	for _, s := range l.StatementsOf("rit:article") {
		contains(t, page, `id="statement-`+string(s)+`"`)
		if len(l.Citation(s).Quotes) > 0 {
			contains(t, page, `id="words-`+string(s)+`"`)
		}
	}
	ids := regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(page, -1)
	seen := map[string]bool{}
	for _, id := range ids {
		if seen[id[1]] {
			t.Errorf("two parts have the id %s", id[1])
		}
		seen[id[1]] = true
	}
}

// plainText is what a reader of a part of HTML reads.
func plainText(html string) string {
	html = regexp.MustCompile(`(?s)<a class="end.*?</a>|<span class="number".*?</span>`).ReplaceAllString(html, "")
	html = regexp.MustCompile(`<[^>]*>`).ReplaceAllString(html, "")
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&#34;", `"`, "&#39;", "'", "&amp;", "&").Replace(html)
}

// TestArticleIsWhole: the words of the page are those of the text, all of them, in their order; also without the text, where the graph has its sentences.
func TestArticleIsWhole(t *testing.T) {
	for name, g := range map[string]*Graph{"shipped": graphOf(t, nil), "harbour": graphOf(t, os.DirFS(harbour))} {
		for _, a := range g.Articles {
			var want []string
			for line := range strings.Lines(a.Text) {
				want = append(want, strings.Fields(report.Clean(strings.TrimSpace(line)))...)
			}
			for _, whole := range []bool{true, false} {
				g := *g
				if !whole {
					g.Articles = nil
				}
				page := text(t, ask(served(t, &g).Handler(), "GET", articlePath(a.IRI)))
				var got []string
				for _, p := range regexp.MustCompile(`(?s)<p class="words">(.*?)</p>`).FindAllStringSubmatch(page, -1) {
					got = append(got, strings.Fields(plainText(p[1]))...)
				}
				if !slices.Equal(got, want) {
					t.Errorf("%s, %s, whole %v:\n got %q\nwant %q", name, a.IRI, whole, got, want)
				}
				for _, s := range report.NewLookup(g.Source).StatementsOf(a.IRI) {
					if !strings.Contains(page, `id="statement-`+string(s)+`"`) {
						t.Errorf("%s, whole %v: no %s", name, whole, s)
					}
				}
			}
		}
	}
}

// TestMarkedWordsAreTheQuote: what is marked for a statement is its quotes, neither more nor less.
func TestMarkedWordsAreTheQuote(t *testing.T) {
	g := graphOf(t, nil)
	v := &view{opened: &opened{Graph: g}, lookup: report.NewLookup(g.Source)}
	a := v.text("rit:article")
	all := v.said("rit:article", a.Text)
	ps, _ := paragraphs(a, all)
	marked := map[string]string{}
	for _, p := range ps {
		for _, w := range p.Pieces {
			for s := range strings.FieldsSeq(w.Quoted) {
				marked[s] += w.Text
			}
		}
	}
	for _, s := range all {
		want := ""
		for _, q := range v.lookup.Citation(quad.IRI(s.IRI)).Quotes {
			want += q.Text
		}
		if got := marked[s.IRI]; strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") {
			t.Errorf("%s: marked %q, quoted %q", s.IRI, got, want)
		}
	}
}

func TestStatementPage(t *testing.T) {
	h := served(t, graphOf(t, nil)).Handler()
	contains(t, text(t, ask(h, "GET", "/statement/rit:20a")),
		`<mark>Tehran hopes the project will help it reach a nuclear power capacity of 20 gigawatts by 2040</mark>`,
		`>hoped</span>`, `Said by the article itself`, `Read back`, `&lt;kg:hopesFor&gt;`, `href="/article/rit#words-rit:20a"`,
		`rel="prev" href="/statement/rit:19d"`, `rel="next" href="/statement/rit:21a"`, `sha256:64ca2770c680`)
	for _, iri := range []string{"kg:iran", "kg:nobody"} {
		wantStatus(t, ask(h, "GET", "/statement/"+iri), 404)
	}
}

func TestSearchPage(t *testing.T) {
	h := served(t, graphOf(t, nil)).Handler()
	contains(t, text(t, ask(h, "GET", "/search?q=путин")), `href="/entity/kg:vladimir-putin"`)
	contains(t, text(t, ask(h, "GET", "/search?q=gigawatts")), `href="/article/rit#s20"`, `<mark>gigawatts</mark>`)
	contains(t, text(t, ask(h, "GET", "/search?q=xyzzy")), `Nothing found`)
	contains(t, text(t, ask(h, "GET", "/search?q="+url.QueryEscape(`"><script>alert(1)</script>`))), `&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;`)
}

// dangerous matches what no page may have that was made of what others wrote.
var dangerous = regexp.MustCompile(`(?i)<script(>| src="[^/])|<img|<iframe|javascript:| on[a-z]+=[^"]*["a-z(]`)

// TestHostileNames: names, quotes and texts that mean harm stand on pages as text.
func TestHostileNames(t *testing.T) {
	g := graphOf(t, os.DirFS(harbour))
	h := served(t, g).Handler()
	l := report.NewLookup(g.Source)
	var targets []string
	for _, e := range l.Finder().Entities() {
		targets = append(targets, entityPath(e.Node), "/search?q="+url.QueryEscape(e.Name))
	}
	for _, a := range graph.Articles(g.Source) {
		targets = append(targets, articlePath(a))
		for _, s := range l.StatementsOf(a) {
			targets = append(targets, statementPath(s))
		}
	}
	for _, target := range targets {
		r := ask(h, "GET", target)
		wantStatus(t, r, 200)
		page := text(t, r)
		if strings.Contains(page, "ZgotmplZ") {
			t.Errorf("%s: a link was refused as unsafe", target)
		}
		tags := regexp.MustCompile(`<[^>]*>`).FindAllString(page, -1)
		for _, tag := range tags {
			if dangerous.MatchString(regexp.MustCompile(`"[^"]*"`).ReplaceAllString(tag, `""`)) || strings.HasPrefix(tag, "<img") {
				t.Errorf("%s: %s", target, tag)
			}
		}
		for _, c := range page {
			if c < 0x20 && c != '\n' || c == '\u202e' || c == 0x7f {
				t.Errorf("%s: has the character %U", target, c)
				break
			}
		}
	}
	contains(t, text(t, ask(h, "GET", "/entity/kg:tug")), `<h1>&#34;&gt;&lt;img src=x onerror=alert(1)&gt;</h1>`)
}

// TestDisputed: what another statement contradicts says so, and leads there.
func TestDisputed(t *testing.T) {
	g := graphOf(t, os.DirFS(harbour))
	h := served(t, g).Handler()
	l := report.NewLookup(g.Source)
	n := 0
	for _, e := range l.Finder().Entities() {
		var page string
		for _, group := range l.Profile(e.Node).Groups {
			for _, x := range group.Items {
				for _, term := range x.Terms {
					for _, s := range term.Disputed {
						n++
						if page == "" {
							page = text(t, ask(h, "GET", entityPath(e.Node)))
						}
						if !regexp.MustCompile(`<span class="disputed">disputed by (<a [^>]*>[^<]*</a>, )*<a href="` + regexp.QuoteMeta(statementPath(s)) + `"`).MatchString(page) {
							t.Errorf("%s is not disputed by %s", e.Node, s)
						}
					}
				}
			}
		}
	}
	if n == 0 {
		t.Error("nothing is disputed")
	}
}

// TestStatementsGoByTheirArticle: where there are several articles, a statement has the prefix of its own wherever a page names it, and a quote says of which it is.
func TestStatementsGoByTheirArticle(t *testing.T) {
	h := served(t, graphOf(t, os.DirFS(harbour))).Handler()
	page := text(t, ask(h, "GET", "/entity/kg:shirin-navabi"))
	contains(t, page, `disputed by <a href="/statement/bn:01a">bn:01a</a>`, `[<a href="/statement/bc:01a">bc:01a</a>, <a href="/statement/bn:01a">bn:01a</a>, <a href="/statement/pr:01a">pr:01a</a>]`,
		`<span class="place">bn:02b, sentence 2</span>`, `<span class="place">bc:02a, sentence 2</span>`, `<a class="quiet" href="/statement/pr:01a">pr:01a</a>`)
	contains(t, text(t, ask(h, "GET", "/statement/bc:02a")), `<a rel="prev" href="/statement/bc:01a">← bc:01a</a>`)
	page = text(t, ask(served(t, graphOf(t, nil)).Handler(), "GET", "/entity/kg:iran"))
	contains(t, page, `<span class="place">sentence 1</span>`)
	if strings.Contains(page, `>rit:01a</a>]`) || strings.Contains(page, `<span class="place">rit:`) {
		t.Error("with one article, its prefix stands before each statement")
	}
}

// TestArticleTellsHowItIsMeant: beside a text, a statement is told to be meant as its note in a report tells it, and what contradicts it is named.
func TestArticleTellsHowItIsMeant(t *testing.T) {
	g := graphOf(t, os.DirFS(harbour))
	h := served(t, g).Handler()
	page := text(t, ask(h, "GET", "/article/bc"))
	for statement, want := range map[string]string{
		"01a": `<span class="badge line-dashed">in part planned, in part actual</span></p><p> <span class="disputed">disputed by <a href="/statement/bn:01a">bn:01a</a></span></p>`,
		"03a": `<span class="badge line-dashed">planned</span></p><p> <span class="disputed">disputed by <a href="/statement/bn:03a">bn:03a</a>, <a href="/statement/pr:05a">pr:05a</a></span></p>`,
		"04a": `<span class="badge line-dashed">a stance on what is planned</span></p><p> <span class="disputed">disputed by <a href="/statement/pr:09a">pr:09a</a></span></p>`,
	} {
		_, said, _ := strings.Cut(page, `<li id="statement-bc:`+statement+`"`)
		said, _, _ = strings.Cut(said, "</li>")
		contains(t, said, want)
	}
	contains(t, page, `aria-label="statement 01a, in part planned, in part actual, disputed">01a<span class="no">≠</span></a>`, `aria-label="statement 04b, claimed">04b</a>`,
		`<li><span class="badge line-dashed">in part planned, in part actual</span> 1</li>`)
	contains(t, text(t, ask(h, "GET", "/statement/bc:04a")), `a stance on what is planned</span></h1>`)
	contains(t, text(t, ask(h, "GET", "/entity/kg:dockers-union")), `>a stance on what is planned</span>`, `>proposed</span>`)
	contains(t, text(t, ask(h, "GET", "/entity/kg:dredging")), `>a stance on what is planned</span>`)

	// as a note of a report has it
	x := report.NewLookup(g.Source).NewExplainer()
	for _, a := range g.Articles {
		for _, s := range x.StatementsOf(a.IRI) {
			at := len(x.Footnotes)
			x.Statement(s)
			for _, n := range x.Footnotes[at:] {
				if got, want := x.Meant(s).Manner(), n.Manner(); got != want {
					t.Errorf("%s is %q, its note %q", s, got, want)
				}
			}
		}
	}
}

// TestHubIsPaged: a node of which much is said has its page in parts, which together say all.
func TestHubIsPaged(t *testing.T) {
	var qs []quad.Quad
	for i := range 1234 {
		qs = append(qs, quad.Quad{Subject: quad.IRI(fmt.Sprintf("x:%04d", i)), Predicate: quad.IRI("x:follows"), Object: quad.IRI("x:hub")})
	}
	g := graphOf(t, nil)
	g.Source, g.Articles = graph.Load(qs), nil
	h := served(t, g).Handler()
	seen := map[string]bool{}
	pages := 0
	for at := "/entity/x:hub"; at != ""; pages++ {
		page := text(t, ask(h, "GET", at))
		if n := len(page); n > 100_000 {
			t.Errorf("%s has %d bytes", at, n)
		}
		for _, m := range regexp.MustCompile(`/entity/(x:\d+)`).FindAllStringSubmatch(page, -1) {
			seen[m[1]] = true
		}
		next := regexp.MustCompile(`rel="next" href="([^"]+)"`).FindStringSubmatch(page)
		at = ""
		if next != nil {
			at = next[1]
		}
	}
	if len(seen) != 1234 || pages != 13 {
		t.Errorf("%d of 1234 nodes on %d pages", len(seen), pages)
	}
	for _, from := range []string{"0", "-1", "x", "99999", "1e3"} {
		wantStatus(t, ask(h, "GET", "/entity/x:hub?from="+from), 400)
	}
}

// TestForeignGraph: a graph that others wrote, with full IRIs and no labels, has pages too.
func TestForeignGraph(t *testing.T) {
	g := graphOf(t, nil)
	g.Articles, g.Source = nil, graph.Load([]quad.Quad{
		{Subject: quad.IRI("http://example.com/a?b#c"), Predicate: quad.IRI("http://example.com/knows"), Object: quad.IRI("http://example.com/../d%2F")},
		{Subject: quad.BNode("x"), Predicate: quad.IRI("http://example.com/knows"), Object: quad.String("<b>")},
	})
	h := served(t, g).Handler()
	contains(t, text(t, ask(h, "GET", "/")), "no articles")
	page := text(t, ask(h, "GET", entityPath("http://example.com/a?b#c")))
	link := regexp.MustCompile(`href="(/entity/[^"]*d[^"]*)"`).FindStringSubmatch(page)
	if link == nil {
		t.Fatalf("no link to the other node: %s", page)
	}
	contains(t, text(t, ask(h, "GET", link[1])), "http://example.com/../d%2F")
}

// TestTermsHaveParts: of a class or predicate of the vocabulary that thousands of nodes are of, a page and an answer tell of a part.
func TestTermsHaveParts(t *testing.T) {
	h := served(t, manyNames(t)).Handler()
	for _, term := range []string{"kg:Statement", "rdf:type"} {
		first := text(t, ask(h, "GET", "/entity/"+term))
		contains(t, first, `rel="next"`, "those from 1 to 100")
		last := text(t, ask(h, "GET", "/entity/"+term+"?from=5001"))
		contains(t, last, `rel="prev"`, "those from 5001 to")
		if len(first) > 200_000 || first == last {
			t.Errorf("%s: a page of %d bytes", term, len(first))
		}
		r := ask(h, "GET", "/api/show.csv?node="+term)
		if rows := strings.Count(text(t, r), "\n"); r.Header.Get(cutHeader) != "600" || rows < 600 || rows > 700 {
			t.Errorf("%s: %d rows, cut by %q", term, rows, r.Header.Get(cutHeader))
		}
	}
}
