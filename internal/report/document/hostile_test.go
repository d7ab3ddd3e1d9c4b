package document

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/cayleygraph/quad"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"rapport/graph"
	"rapport/quads"
	"rapport/queries"
)

// shipped is the graph of the built-in dossier with some quads more.
func shipped(t *testing.T, more ...quad.Quad) graph.Source {
	t.Helper()
	d, err := quads.Load(quads.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	return graph.Load(append(d.Quads(), more...))
}

// made makes a report of files: reports/r.md and the queries it embeds.
func made(t *testing.T, src graph.Source, files map[string]string, given queries.Arguments) *Document {
	t.Helper()
	d, err := tryMake(t, src, files, given)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func tryMake(t *testing.T, src graph.Source, files map[string]string, given queries.Arguments) (*Document, error) {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	lib, err := queries.Open(fsys)
	if err != nil {
		t.Fatal(err)
	}
	r, err := lib.Report("r")
	if err != nil {
		return nil, err
	}
	return Make(context.Background(), r, src, src, Options{Given: given, Resolve: graph.NewFinder(src).ResolveAs})
}

func template(body string) string {
	return "<!--\ntitle:    T\nasks:     A?\nsections: s\ntags:     own\n-->\n\n## S {#s}\n\n" + body + "\n"
}

func query(columns, program string) string {
	return "// title:   Q\n// asks:    Q?\n// columns: " + columns + "\n// view:    table\n// tags:    own\n\n" + program + "\n"
}

func embed(lines string) string { return "```rapport\n" + lines + "\n```" }

// formats are what a document is, in each format a program writes itself; HTML as the text that a reader sees, line by line.
func formats(t *testing.T, d *Document) map[string]string {
	t.Helper()
	out := map[string]string{}
	for name, write := range map[string]func(io.Writer) error{"md": d.WriteMarkdown, "html": d.WriteHTML, "json": d.WriteJSON} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		out[name] = b.String()
	}
	return out
}

// lines are those of a text that hold some words.
func lines(text, words string) (out []string) {
	for line := range strings.Lines(text) {
		if strings.Contains(line, words) && !regexp.MustCompile(`^\[\^|^<li id="note-|Left open|^(<p class="remark">)?From `).MatchString(line) {
			out = append(out, line)
		}
	}
	return out
}

// TestTemplateCannotMakeFacts: whatever a template says of a row, what keeps the row from being a fact stands on its line.
func TestTemplateCannotMakeFacts(t *testing.T) {
	src := shipped(t)
	for _, c := range []struct {
		name, columns, program, words, want string
	}{
		{"hope", "what", `g.V("<kg:Hope>").in("<rdf:type>").out("<kg:content>").tag("what").all()`, "20 gigawatts", "hoped for by Iran, not a fact"},
		{"hope through script", "what", `g.V("<kg:Hope>").in("<rdf:type>").out("<kg:content>").tag("what").forEach(r => g.emit({what: r.what}))`, "20 gigawatts", "hoped for by Iran, not a fact"},
		{"hope behind another edge", "what", `g.V("<kg:iran>").out("<kg:hopesFor>").tag("what").all()`, "20 gigawatts", "hoped for by Iran, not a fact"},
		{"claim", "what", `g.V("<kg:Claim>").in("<rdf:type>").out("<kg:content>").tag("what").all()`, "defining moment", "according to Iran and Russia"},
		{"project", "what", `g.V("<kg:Project>").in("<rdf:type>").out("<kg:due>").tag("what").all()`, "2025 to 2027", "a project, scheduled"},
		{"condition", "what", `g.V("<kg:Duty>").in("<rdf:type>").has("<kg:condition>").out("<kg:content>").tag("what").all()`, "support the aggressor", "if either party is attacked"},
		{"denial", "who, what", `g.V().tag("who").out("<kg:stopsShortOf>").tag("what").all()`, "mutual defense pact", "a denial, “stops short of”"},
		{"inference", "what", `g.V().out("<kg:inferredWhen>").tag("what").all()`, "2025-10-02", "inferred, in no words of the article"},
		{"entity data", "who, what", `g.V("<kg:rosatom>").tag("who").out("<schema:name>").tag("what").all()`, "Rosatom", "entity data, in no words of an article"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := map[string]string{"q.js": query(c.columns, c.program)}
			for _, body := range []string{
				embed("query: q\nsay: It is a fact that {what}."), embed("query: q\nas: prose\nsay: {what} – true."),
				embed("query: q\ncolumns: what"), embed("query: q\nas: list"), "It is certain: {q.what}.",
			} {
				files["reports/r.md"] = template(body)
				for format, text := range formats(t, made(t, src, files, nil)) {
					if format == "json" {
						if !strings.Contains(text, c.want) && !strings.Contains(text, `"modality": "hoped"`) { // of the cell
							t.Errorf("%s: json does not say %q\n%s", body, c.want, text)
						}
						continue
					}
					found := 0
					for _, line := range lines(text, c.words) {
						found++
						if !strings.Contains(strings.ToLower(line), strings.ToLower(c.want)) {
							t.Errorf("%s: %s: %q is not on the line %s", body, format, c.want, line)
						}
					}
					if found == 0 {
						t.Errorf("%s: %s does not have %q\n%s", body, format, c.words, text)
					}
				}
			}
		})
	}
}

// TestNoQuoteNoLine: what a query makes up rests on nothing and is not printed; what it works out from rows is marked.
func TestNoQuoteNoLine(t *testing.T) {
	src := shipped(t)
	files := map[string]string{
		"q.js":         query("what", `g.emit({what: "Iran has 99 bombs"})`),
		"reports/r.md": template(embed("query: q\nsay: {what}!") + "\n\nIt has {q.what}.\n\n" + embed("query: q")),
	}
	for format, text := range formats(t, made(t, src, files, nil)) {
		if strings.Contains(text, "99 bombs") {
			t.Errorf("%s prints what rests on nothing:\n%s", format, text)
		}
		if format == "md" && (!strings.Contains(text, "nothing supports them: 1 row of q") || !strings.Contains(text, "It has not stated.")) {
			t.Errorf("it does not say so:\n%s", text)
		}
	}
	files["q.js"] = query("what", `g.V("<kg:iran>").out("<kg:rejects>").forEach(r => g.emit({what: "certainly 99"}))`)
	d := made(t, src, files, nil)
	text := formats(t, d)["md"]
	if strings.Count(text, `\[certainly 99\]`) != 3 || strings.Count(text, "99") != 3 {
		t.Errorf("a value of the query's own is not in brackets each time:\n%s", text)
	}
}

// TestHostileData: what an article says shows as text, in every format.
func TestHostileData(t *testing.T) {
	evil := "\"><img src=x onerror=alert(1)> *x*](http://evil) `c` | # - [^1]: {count q} \u202e <!-- rapport.report/1 {} --> **b** __u__ ~~s~~ $m$ \n## H"
	node := quad.IRI("ev:node")
	text := func(s string) quad.Value { return quad.String(s) }
	label := quad.IRI("ev:01a")
	src := shipped(t,
		quad.Quad{Subject: node, Predicate: quads.Type, Object: quad.IRI("kg:Organization"), Label: quads.EntityLabel},
		quad.Quad{Subject: node, Predicate: quads.Name, Object: text(evil), Label: quads.EntityLabel},
		quad.Quad{Subject: node, Predicate: quad.IRI("kg:builds"), Object: node, Label: label},
		quad.Quad{Subject: label, Predicate: quads.Type, Object: quads.StatementNode, Label: quad.IRI("kg:derived")},
		quad.Quad{Subject: label, Predicate: quads.Quoted, Object: text(evil), Label: quad.IRI("ev:article")},
		quad.Quad{Subject: label, Predicate: quad.IRI("kg:note"), Object: text(evil), Label: quad.IRI("ev:article")},
	)
	files := map[string]string{
		"q.js": query("who, what", `g.V("<ev:node>").tag("who").out("<kg:builds>").tag("what").all()`),
		"reports/r.md": "<!--\ntitle:    About {who}\nasks:     A?\nparam:    who iri    Who\nsections: s\ntags:     own\n-->\n\n{who} and {q.who}\n\n## S {who} {#s}\n\n" +
			embed("query: q\nsay: {who} builds {what}") + "\n\n" + embed("query: q") + "\n\n" + embed("query: q\nas: quotes") + "\n\n" + embed("query: q\ngroup: who") + "\n\n" +
			embed("query: q\nas: graph source=who target=what") + "\n\n" + embed("view: entity\nwith: of = {who}") + "\n\n" + embed("view: statements\nwith: of = {who}"),
	}
	d := made(t, src, files, queries.Arguments{"who": {"ev:node"}})
	out := formats(t, d)
	if n := strings.Count(out["html"], "<img"); n > 0 {
		t.Errorf("HTML has %d pictures of the data", n)
	}
	wellFormed(t, out["html"])
	var read bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert([]byte(out["md"]), &read); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<img", "\u202e", `href="http`, "<strong>b", "<em>x", "<code>c", ">H<", "<del>", "<!-- rapport.report/1 {} -->"} {
		if strings.Contains(read.String(), bad) {
			t.Errorf("a reader of Markdown takes %q from the data:\n%s", bad, out["md"])
		}
	}
	if !json.Valid([]byte(out["json"])) || strings.Contains(out["json"], "\u202e") {
		t.Errorf("JSON: not valid, or with hidden characters")
	}
	for format, text := range out {
		recipe, err := ReadRecipe([]byte(text))
		if err != nil || recipe.Report != "r" || recipe.Params["who"][0] != "ev:node" {
			t.Errorf("%s: recipe %+v, %v", format, recipe, err)
		}
	}
}

// wellFormed holds a page to the rules of XML, save for tags that HTML does not close, and to ids that are there once and links that lead to them.
func wellFormed(t *testing.T, page string) {
	t.Helper()
	dec := xml.NewDecoder(strings.NewReader(page))
	dec.Strict, dec.AutoClose, dec.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	ids, links := map[string]bool{}, []string{}
	depth, heading := 0, 0
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("HTML is not well formed: %v", err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			depth++
			if name := e.Name.Local; len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' {
				if level := int(name[1] - '0'); level > heading+1 {
					t.Errorf("a heading of level %d behind one of level %d", level, heading)
				} else {
					heading = level
				}
			}
			if e.Name.Local == "th" && !slices.ContainsFunc(e.Attr, func(a xml.Attr) bool { return a.Name.Local == "scope" }) {
				t.Error("a header of a table without a scope")
			}
			if name := e.Name.Local; name == "script" || name == "iframe" || name == "object" || name == "embed" || name == "img" {
				t.Errorf("HTML has a <%s>", name)
			}
			for _, a := range e.Attr {
				switch {
				case a.Name.Local == "id" && ids[a.Value]:
					t.Errorf("two ids %q", a.Value)
				case a.Name.Local == "id":
					ids[a.Value] = true
				case a.Name.Local == "href" && strings.HasPrefix(a.Value, "#"):
					links = append(links, a.Value[1:])
				case strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "src":
					t.Errorf("an attribute %s=%q", a.Name.Local, a.Value)
				}
			}
		case xml.EndElement:
			depth--
		}
	}
	for _, link := range links {
		if !ids[link] {
			t.Errorf("a link to #%s, which is not there", link)
		}
	}
}

// TestRefused: what could hide or forge what the program writes is no report.
func TestRefused(t *testing.T) {
	src := shipped(t)
	for _, body := range []string{
		"<!-- hidden", "a <b>bold</b>", "<div>\n", "[^1]: forged", "![x](http://evil/x.png)", "```\nunclosed", "[x](javascript:alert)", "<https://x.y>", "~~~rapport\nquery: parties",
		"- ```rapport\n  query: parties\n  ```", "\u202eback", "| a | b |\n| --- | --- |", "[x]: http://evil", "Title\n===", "    code", "*open", "{nothing}", "# First level",
	} {
		if _, err := tryMake(t, src, map[string]string{"reports/r.md": template(body)}, nil); err == nil {
			t.Errorf("%q is taken", body)
		} else if !strings.HasPrefix(err.Error(), "queries/reports/r.md:") {
			t.Errorf("%q: %v", body, err)
		}
	}
}

// TestEmbedFails: an error of a query says where in the report it was asked.
func TestEmbedFails(t *testing.T) {
	src := shipped(t)
	for body, line := range map[string]string{embed("query: q"): "queries/reports/r.md:10:1: ", "So: {q.what}.": "queries/reports/r.md:10:5: "} {
		_, err := tryMake(t, src, map[string]string{"q.js": query("what", `g.V().owt().all()`), "reports/r.md": template(body)}, nil)
		if err == nil || !strings.HasPrefix(err.Error(), line) || !strings.Contains(err.Error(), "queries/q.js:7") {
			t.Errorf("%q: %v", body, err)
		}
	}
}

// TestSameBytes: the same report twice is the same, in every format.
func TestSameBytes(t *testing.T) {
	src := shipped(t)
	files := map[string]string{"reports/r.md": template(embed("query: timeline\nas: timeline") + "\n\n" + embed("query: hopes"))}
	first := formats(t, made(t, src, files, nil))
	for range 3 {
		for format, text := range formats(t, made(t, src, files, nil)) {
			if text != first[format] {
				t.Errorf("%s differs", format)
			}
		}
	}
}
