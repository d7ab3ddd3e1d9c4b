package document

import (
	"regexp"
	"strings"
	"testing"

	"rapport/queries"
)

// given is a template with a parameter thing.
func given(body string) string {
	return strings.Replace(template(body), "sections:", "param:    thing iri    The thing\nsections:", 1)
}

// TestAMistypedFilterIsNotNone: a condition whose value nothing has leaves no row; that there is none does not follow.
func TestAMistypedFilterIsNotNone(t *testing.T) {
	src := shipped(t)
	slip := "no row of said has “claims” under how, which has "
	for _, end := range []string{"none: nobody claims it.", "empty: nobody claims it.", "as: count"} {
		doc := made(t, src, map[string]string{"reports/r.md": template(embed("view: said\nwhere: how = claims\n" + end))}, nil)
		for name, text := range formats(t, doc) {
			if !strings.Contains(text, slip) || !strings.Contains(text, "of the answers only those that have “claims” as how") || name != "json" && !strings.Contains(text, "Not known") {
				t.Errorf("%s, %s: no word on the filter:\n%s", end, name, text)
			}
			if strings.Contains(text, "nobody claims it") || strings.Contains(text, "None found") {
				t.Errorf("%s, %s: it is said that there is none:\n%s", end, name, text)
			}
		}
		if len(doc.Slips) != 1 || doc.Slips[0].String() != "queries/reports/r.md:12:13" || !strings.HasPrefix(doc.Slips[0].Text, slip) || !strings.HasSuffix(doc.Slips[0].Text, "; did you mean claim?") {
			t.Errorf("%s: slips %+v", end, doc.Slips)
		}
	}
}

// TestTheFilterThatLeftNothingIsSaid: also of a value that there may be, but not where there was nothing to leave out.
func TestTheFilterThatLeftNothingIsSaid(t *testing.T) {
	src := shipped(t)
	for where, want := range map[string]string{
		"how = hope":                "None found.** In 1 article, of the answers only those that have “hope” as how: nobody",
		"who = {thing}":             "None found.** In 1 article, of the answers only those that have “Rosatom” as who: nobody",
		"kind != words; kind=words": "None found.** In 1 article, of the answers only those that are not marked “words” and are marked “words”: nobody",
		"what = 2031-05-01":         "None found.** In 1 article, of the answers only those that have “2031-05-01” as what: nobody",
	} {
		doc := made(t, src, map[string]string{"reports/r.md": given(embed("view: said\nwhere: " + where + "\nnone: nobody."))}, queries.Arguments{"thing": {"Rosatom"}})
		if md := formats(t, doc)["md"]; !strings.Contains(md, want) || doc.Slips != nil {
			t.Errorf("%s: got, with slips %v,\n%s\nwant %s", where, doc.Slips, md, want)
		}
	}
	// Nobody says anything of it: the filter has nothing to do with that.
	doc := made(t, src, map[string]string{"reports/r.md": template(embed("view: said\nwith: of = kg:bushehr\nwhere: how = claims\nnone: nobody."))}, nil)
	if md := formats(t, doc)["md"]; !strings.Contains(md, "of Bushehr: nobody.") || doc.Slips != nil {
		t.Errorf("with slips %v:\n%s", doc.Slips, md)
	}
}

// TestRowsThatWereNotRead: what none of the rows is that were read, another may be.
func TestRowsThatWereNotRead(t *testing.T) {
	files := map[string]string{"q.js": query("n, who, statement", `for (let n = 0; n < 10001; n++) g.emit({n, who: "Iran", statement: "<rit:01a>"})`), "reports/r.md": template(embed("query: q\ncolumns: who\nwhere: who = Russia\nnone: nobody else."))}
	md := formats(t, made(t, shipped(t), files, nil))["md"]
	if want := "**Not known.** Asked of 1 article: “Q?”, of the answers only those that have “Russia” as who – none of the first 10000 rows is so, and no more were read."; !strings.Contains(md, want) {
		t.Errorf("got\n%s\nwant %s", md, want)
	}
}

// TestWhatCannotBeAskedIsNotUnstated: a parameter's class refuses what the report was given.
func TestWhatCannotBeAskedIsNotUnstated(t *testing.T) {
	src := shipped(t)
	for _, body := range []string{
		embed("query: duties\nwith: bearer = {thing}"), embed("query: duties\nwith: bearer = {thing}\nnone: nobody is bound."),
		embed("query: duties\nwith: bearer = {thing}\nempty: nobody is bound."), embed("query: duties\nwith: bearer = {thing}\nas: count"),
		"They must {duties.duty with bearer = {thing}}.", "It has {count duties with bearer = {thing}|no} duties.",
	} {
		doc := made(t, src, map[string]string{"reports/r.md": given(body)}, queries.Arguments{"thing": {"kg:bushehr"}})
		for name, text := range formats(t, doc) {
			wanted := []string{"not asked"}
			if strings.HasPrefix(body, "```") {
				wanted = []string{"Not asked", "“Bushehr” is no actor"}
			}
			if name == "json" {
				wanted = []string{`"unasked": "“Bushehr” is no actor"`}
			}
			for _, words := range wanted {
				if !strings.Contains(text, words) {
					t.Errorf("%s: %s lacks %q:\n%s", body, name, words, text)
				}
			}
			for _, never := range []string{"ot stated", "None found", "nobody is bound", "has 0", "has no d", "is called"} {
				if strings.Contains(text, never) {
					t.Errorf("%s: %s has %q:\n%s", body, name, never, text)
				}
			}
		}
	}
}

// TestCountsOfThings: rows and the values of a column are counted apart, what a header says of a blank is no value, and none may have words of its own.
func TestCountsOfThings(t *testing.T) {
	q := query("who, what = nothing known, statement", `g.V("<kg:iran>", "<kg:russia>").tag("who").out("<rdf:type>").is("<kg:State>").forEach(r => { g.emit({who: r.who, what: "one", statement: "<rit:01a>"}); g.emit({who: r.who, statement: "<rit:01a>"}) })`)
	none := query("who, statement", `g.V("<kg:nobody>").tag("who").tag("statement").all()`)
	body := "Rows {count q}, people {count q.who}, things {count q.what}; none {count none}, {count none.who}, {count none|no} and {count none.who|nobody}; duties {count duties.duty} in {count duties}.\n\n### Of {count none}[ and {count none.who|no}][ and {count q.who}][ and {none.who}] [so]\n\na"
	doc := made(t, shipped(t), map[string]string{"q.js": q, "none.js": none, "reports/r.md": template(body)}, nil)
	for name, text := range formats(t, doc) {
		text = unmarked(text)
		for _, want := range []string{"Rows 4, people 2, things 1; none 0, 0, no and nobody; duties 3 in 6.", "Of 0 and 2 [so]"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %q:\n%s", name, want, text)
			}
		}
	}
}

// TestRefusedEmbeds: what would have no effect, or stand there as it is written, is told at its place, and once.
func TestRefusedEmbeds(t *testing.T) {
	for body, want := range map[string]string{
		"On a[ and {thing}].":                     `11:5: [ ] around a value, which leaves nothing out in running words`,
		"On {count duties.}.":                     `11:4: {count duties.}: got no query and column`,
		"On {duties.}.":                           `11:4: {duties.}: got no query and column`,
		"On {count duties.who}.":                  `11:4: duties has no column "who"`,
		"### [of {thing}]\n\na":                   `11:5: a heading of which nothing may be left`,
		embed("view: sayed\nwhere: how = claim"):  `12:7: view: got "sayed"`,
		embed("view: said\nnone: a\nempty: b"):    `14:8: empty: it has no effect beside a none`,
		embed("view: conflicts\nwhere: kind=x"):   `13:13: no row of conflicts can have “x” under kind, which has date, place, value, polarity`,
		embed("query: positions\nwhere: kind!=x"): `13:14: no row of positions can have “x” under kind, which has words, stand, stated`,
	} {
		_, err := tryMake(t, shipped(t), map[string]string{"reports/r.md": given(body)}, queries.Arguments{"thing": {"Iran"}})
		if err == nil || !strings.HasPrefix(err.Error(), "queries/reports/r.md:"+want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s\n got %v\nwant %s", body, err, want)
		}
	}
	body := "[of {thing}](https://a.b), \\[{thing}], `[{thing}]` and [this].\n\n### [so] and \\[{thing}]\n\na"
	text := unmarked(formats(t, made(t, shipped(t), map[string]string{"reports/r.md": given(body)}, queries.Arguments{"thing": {"Iran"}}))["html"])
	for _, want := range []string{`of Iran, [Iran], [{thing}] and [this].`, "[so] and [Iran]"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q:\n%s", want, text)
		}
	}
}

// unmarked is a text without the tags of HTML, the marks of notes and the backslashes of Markdown.
func unmarked(text string) string {
	return marks.ReplaceAllString(strings.ReplaceAll(text, `\`, ""), "")
}

var marks = regexp.MustCompile(`(?s)<sup.*?</sup>|<[^<>]*>|\[\^\d+\]`)
