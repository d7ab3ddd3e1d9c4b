package queries_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"rapport/queries"
)

// find reads one query file of a dossier.
func find(t *testing.T, text string) (*queries.Query, error) {
	t.Helper()
	lib, err := queries.Open(fstest.MapFS{"mine.js": {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	return lib.Find("mine")
}

const header = `// title:   Who signed
// asks:    Who put their name to an agreement,
//          and where?
// param:   agreement iri = "Port Alder"    The agreement
// param:   status iri(kg:planned|kg:under-construction)?  How far
// param:   words string...? The words
// param:   most number = 20 At most
// param:   order string(up | down) = up Which way
// param:   by iri of kg:State|kg:Person...? Whose
// columns: signatory, place = not said
// empty:   nobody signed
// ordered: yes
// view:    table
// tags:    agreements, people
//
// A remark for the reader of the help.
// Another line of it.

g.V().all()
`

func TestHeader(t *testing.T) {
	q, err := find(t, header)
	if err != nil {
		t.Fatal(err)
	}
	want := &queries.Query{
		Header: queries.Header{Name: "mine", Path: "queries/mine.js", Origin: queries.FromDossier,
			Title: "Who signed", Asks: "Who put their name to an agreement, and where?", Empty: "nobody signed", Tags: []string{"agreements", "people"},
			About: "A remark for the reader of the help.\nAnother line of it.", Text: header},
		Columns: []string{"signatory", "place"}, Blanks: []string{"", "not said"}, Ordered: true, View: "table",
	}
	want.Params = []queries.Param{
		{Name: "agreement", Type: queries.IRI, Default: []string{"Port Alder"}, About: "The agreement"},
		{Name: "status", Type: queries.IRI, Choices: []string{"kg:planned", "kg:under-construction"}, Optional: true, About: "How far"},
		{Name: "words", Type: queries.String, List: true, Optional: true, About: "The words"},
		{Name: "most", Type: queries.Number, Default: []string{"20"}, About: "At most"},
		{Name: "order", Type: queries.String, Choices: []string{"up", "down"}, Default: []string{"up"}, About: "Which way"},
		{Name: "by", Type: queries.IRI, Classes: []string{"kg:State", "kg:Person"}, List: true, Optional: true, About: "Whose"},
	}
	if !reflect.DeepEqual(q, want) {
		t.Errorf("got  %+v\nwant %+v", q, want)
	}
	if words := q.Params[1].Words(); !reflect.DeepEqual(words, []string{"planned", "under-construction"}) {
		t.Errorf("words of the choices: %q", words)
	}
}

func TestBrokenHeaders(t *testing.T) {
	replace := func(old, new string) string {
		text := strings.Replace(header, old, new, 1)
		if text == header {
			t.Fatalf("%q is not in the header", old)
		}
		return text
	}
	for _, c := range []struct{ name, text, at, reason, hint string }{
		{"empty", "", "1:1", "no header", "// title:"},
		{"program only", "g.V().all()\n", "1:1", "no header", "// title:"},
		{"unknown key", replace("// asks:", "// ask:"), "2:4", `unknown key "ask"`, "did you mean asks?"},
		{"unknown key far from any", replace("// asks:", "// zebra:"), "2:4", `unknown key "zebra"`, "one of title, asks"},
		{"twice", replace("// view:    table", "// title: again"), "13:4", `a second "title:"; the first is in line 1`, ""},
		{"no value", replace("// view:    table", "// view:"), "13:9", `"view:" has no value`, ""},
		{"missing", replace("// view:    table\n", ""), "14", `no "view:" line`, "// view:    table"},
		{"prose inside", replace("// view:    table", "// just words"), "13:1", "want a key", "ends the header"},
		{"view", replace("view:    table", "view:    map"), "13:13", `got "map", want table, graph, timeline, chart`, "one of table"},
		{"view behind a table", replace("view:    table", "view:    table source=place"), "13:19", "table, which takes every column", ""},
		{"view without its columns", replace("view:    table", "view:    graph"), "13:13", "a graph needs a column source", "view: graph source=COLUMN"},
		{"view of another column", replace("view:    table", "view:    graph source=signatry target=place"), "13:13", `source=signatry, but no column`, "did you mean signatory?"},
		{"view without a time", replace("view:    table", "view:    timeline label=place"), "13:13", "a timeline needs a time, one of the columns when", "date=COLUMN"},
		{"view of no role", replace("view:    table", "view:    chart label=place vale=signatory"), "13:31", `a chart has no "vale"`, "did you mean value?"},
		{"view with a role twice", replace("view:    table", "view:    graph source=place source=place"), "13:32", "twice", ""},
		{"view without a column", replace("view:    table", "view:    graph source="), "13:19", `got "source="`, ""},
		{"ordered", replace("ordered: yes", "ordered: maybe"), "12:13", "want yes", ""},
		{"label of no column", replace("// view", "// labels:  place, when\n// view"), "13:13", `labels: there is no column "when"`, "put labels: behind columns:"},
		{"difference of no parameter", replace("// view", "// differ:  by, to\n// view"), "13:13", `differ: there is no parameter "to"`, "put differ: behind param:"},
		{"difference of one", replace("// view", "// differ:  by\n// view"), "13:13", "differ: got one parameter", "from, to"},
		{"column form", replace("signatory, place", "signatory, The place"), "10:24", `columns: got "The place"`, "small letters and hyphens"},
		{"column twice", replace("signatory, place", "place, place"), "10:20", "twice", ""},
		{"empty column", replace("signatory, place", "signatory,, place"), "10:23", `got ""`, "small letters"},
		{"blank missing", replace("= not said", "="), "10:13", `nothing behind "place ="`, "modality = actual"},
		{"column form after a blank", replace("signatory, place = not said", "place = not said, The"), "10:31", `got "The"`, ""},
		{"class", replace("iri of kg:State", "iri of State"), "9:23", `got "State", want a class`, "iri of kg:Actor"},
		{"class behind a mark", replace("iri of kg:State|kg:Person...?", "iri? of kg:State"), "9:20", "a class behind a mark", "iri of kg:Actor?"},
		{"tag form", replace("agreements, people", "Agreements"), "14:13", `tags: got "Agreements"`, "small letters"},
		{"param name", replace("param:   agreement", "param:   Agreement"), "4:13", `got "Agreement"`, "small letters"},
		{"param reserved", replace("param:   agreement", "param:   limit"), "4:13", "flag of rapport itself", "another name"},
		{"param twice", replace("param:   status", "param:   agreement"), "5:13", `second "agreement"`, ""},
		{"type", replace("most number", "most numbr"), "7:18", `unknown type "numbr"`, "did you mean number?"},
		{"type missing", replace("most number = 20 At most", "most"), "7:17", `unknown type ""`, "one of iri"},
		{"choices open", replace("string(up | down)", "string(up | down"), "8:19", "unknown type", ""},
		{"choice twice", replace("string(up | down)", "string(up|up)"), "8:19", "there twice", "planned|scheduled"},
		{"default no choice", replace("= up", "= sideways"), "8:39", `default: "sideways" is not one of up, down`, ""},
		{"default no number", replace("= 20", "= twenty"), "7:27", `default: "twenty" is not a number`, ""},
		{"default open quote", replace(`"Port Alder"`, `"Port Alder`), "4:29", "quote is not closed", `"Port Alder"`},
		{"default missing", replace("most number = 20 At most", "most number ="), "7:26", "= without a default", ""},
		{"two defaults", replace("= 20", "= 20, 30"), "7:33", "several defaults", "..."},
		{"no description", replace("    The agreement\n", "\n"), "4:41", "no description", "few words"},
		{"not UTF-8", header + "\xff\n", "20", "UTF-8", "save the file"},
	} {
		_, err := find(t, c.text)
		var broken *queries.HeaderError
		if !errors.As(err, &broken) {
			t.Errorf("%s: got %v, want a HeaderError", c.name, err)
			continue
		}
		if !strings.HasPrefix(err.Error(), "queries/mine.js:"+c.at+": ") || !strings.Contains(err.Error(), c.reason) || !strings.Contains(broken.Hint(), c.hint) {
			t.Errorf("%s: got %q, hint %q; want %s, %q, hint %q", c.name, err, broken.Hint(), c.at, c.reason, c.hint)
		}
	}
}

// FuzzHeader: no text breaks the reader, and what it takes keeps its promises.
func FuzzHeader(f *testing.F) {
	f.Add(header)
	f.Add("// title: a\n// asks: b\n// param: a iri(\n")
	f.Add("// param: a iri(b c)...?= \"d\\\"\", e f\n")
	f.Fuzz(func(t *testing.T, text string) {
		q, err := find(t, text)
		if err != nil {
			return
		}
		if q.Title == "" || q.Asks == "" || len(q.Columns) == 0 || len(q.Tags) == 0 || q.View == "" {
			t.Errorf("%+v lacks what every header has", q)
		}
		for _, p := range q.Params {
			if p.Name == "" || p.About == "" || len(p.Default) > 1 && !p.List {
				t.Errorf("%+v", p)
			}
		}
	})
}
