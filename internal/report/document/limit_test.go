package document

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/internal/report"
	"rapport/queries"
)

// hub is a graph in which a node is linked with more others than an array of a program may hold.
func hub() graph.Source {
	const links = 1<<17 + 10
	all := make([]quad.Quad, 0, links+1)
	for i := range links {
		all = append(all, quad.MakeIRI(fmt.Sprint("ex:n", i), "ex:knows", "ex:hub", "ex:l"))
	}
	return graph.Load(append(all, quad.MakeIRI("ex:hub", "ex:knows", "ex:ann", "ex:l")))
}

const limited = `<!--
title:    T
asks:     A?
sections: first, counted, said, told, second
tags:     own
-->

## First {#first}

` + "```rapport\nquery: friends\n```" + `

## Counted {#counted}

` + "```rapport\nquery: knowers\nas: count\n```" + `

## Said of {count knowers} {#said}

They are {knowers.who|nobody}.

## Told {#told}

` + "```rapport\nquery: knowers\nnone: nobody knows it.\n```" + `

### As a picture

` + "```rapport\nquery: knowers\nas: graph source=who target=whom\n```" + `

## Second {#second}

` + "```rapport\nquery: friends\nsay: {who} is a friend\n```\n"

func limitedFiles() map[string]string {
	return map[string]string{
		"reports/r.md": limited,
		"knowers.js":   query("who, whom", `g.V("<ex:hub>").in().toArray().map(who => ({ who, whom: "<ex:hub>" })).forEach(row => g.emit(row))`),
		"friends.js":   query("who", `g.V("<ex:hub>").out().tag("who").all()`),
	}
}

// TestLimitCostsASection: what ends at a bound of queries is said not to be searched wherever its answer would stand, never that there is nothing, and all
// else stands.
func TestLimitCostsASection(t *testing.T) {
	src := hub()
	d := made(t, src, limitedFiles(), nil)
	const why = "an array of 131082 items is longer than 131072"
	if len(d.Unsearched) != 1 || d.Unsearched[0].Query != "knowers" || d.Unsearched[0].Why != why || !strings.HasPrefix(d.Unsearched[0].Err.Error(), "queries/knowers.js:7:") {
		t.Fatalf("%+v", d.Unsearched)
	}
	texts := formats(t, d)
	var screen bytes.Buffer
	if err := d.WriteText(&screen, report.Options{Width: 1000}); err != nil {
		t.Fatal(err)
	}
	texts["terminal"] = screen.String()
	for name, text := range texts {
		for _, never := range []string{"ot stated", "None found", "nobody", `"text": "They are 0`, "<p>0"} {
			if strings.Contains(text, never) {
				t.Errorf("%s: %q stands there:\n%s", name, never, text)
			}
		}
		if n := strings.Count(text, "ex:ann"); n < 2 {
			t.Errorf("%s: what was searched stands there %d times:\n%s", name, n, text)
		}
	}
	for name, want := range map[string][]string{
		"md": {"\n**Not all was searched:** under “Counted”, “Said of not searched” and “Told” there is more to go through than a query may hold.", "\n## Said of not searched\n", "\nThey are not searched.\n",
			"\n**Not searched.** To be asked of a graph without articles: “Q?” – there is more to go through than a query may hold: " + why + ".\n"},
		"html":     {"<strong>Not all was searched:</strong> under “Counted”", "<p><strong>Not searched.</strong> To be asked of a graph without articles: “Q?” – ", `They are <span class="unsaid">not searched</span>.`},
		"terminal": {"\nNot all was searched: under “Counted”", "\nNot searched. To be asked of a graph without articles: “Q?” – ", "\nThey are not searched.\n"},
	} {
		for _, words := range want {
			if !strings.Contains(texts[name], words) {
				t.Errorf("%s lacks %q:\n%s", name, words, texts[name])
			}
		}
	}
	if n := strings.Count(texts["md"], "**Not searched.**"); n != 3 {
		t.Errorf("%d answers are not searched", n)
	}
	var told struct {
		Unsearched []struct{ Query, Asked, Why string }
		Sections   []struct {
			ID     string
			Blocks []struct {
				Text   string
				Values []struct{ Text, Unsearched string }
				Answer struct {
					Unsearched string
					Count      int
					Rows       []any
					Empty      struct{ Meaning string }
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(texts["json"]), &told); err != nil {
		t.Fatal(err)
	}
	if len(told.Unsearched) != 1 || told.Unsearched[0].Query != "knowers" || told.Unsearched[0].Asked != "“Q?”" || told.Unsearched[0].Why != why {
		t.Errorf("%+v", told.Unsearched)
	}
	for _, s := range told.Sections {
		for _, b := range s.Blocks {
			switch searched := s.ID == "first" || s.ID == "second"; {
			case searched && (b.Answer.Unsearched != "" || len(b.Answer.Rows) != 1):
				t.Errorf("%s: %+v", s.ID, b)
			case s.ID == "said" && (len(b.Values) != 1 || b.Values[0].Text != "not searched" || b.Values[0].Unsearched != why || b.Text != "They are not searched."):
				t.Errorf("%s: %+v", s.ID, b)
			case (s.ID == "counted" || s.ID == "told") && b.Text == "" && (b.Answer.Unsearched != why || b.Answer.Empty.Meaning != why || len(b.Answer.Rows) != 0):
				t.Errorf("%s: %+v", s.ID, b)
			}
		}
	}
	var picture *PictureError
	if err := d.WriteSVG(&screen); !errors.As(err, &picture) || err.Error() != "what the report would draw was not searched: "+why {
		t.Error(err)
	}
}

// TestMistakesCostTheReport: a mistake in a program is no bound that its data met.
func TestMistakesCostTheReport(t *testing.T) {
	for program, want := range map[string]string{
		`g.V().back("nowhere").tag("who").tag("whom").all()`: "no tag",
		`const all = [`: "unexpected end",
		`g.V("<ex:hub>").in().tag("someone").all()`: "not one of its columns",
	} {
		files := limitedFiles()
		files["knowers.js"] = query("who, whom", program)
		if _, err := tryMake(t, graph.Load([]quad.Quad{quad.MakeIRI("ex:a", "ex:knows", "ex:hub", "ex:l")}), files, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", program, err)
		}
	}
}

// TestMemoryCostsASection: so it is with the bound on memory; the questions before and behind it have their answers.
func TestMemoryCostsASection(t *testing.T) {
	files := limitedFiles()
	files["knowers.js"] = query("who, whom", `const all = []; for (;;) all.push("x".repeat(100000) + all.length)`)
	src := graph.Load([]quad.Quad{quad.MakeIRI("ex:hub", "ex:knows", "ex:ann", "ex:l")})
	d := made(t, src, files, queries.Arguments{})
	var bound *gizmo.Error
	if len(d.Unsearched) != 1 || !errors.As(d.Unsearched[0].Err, &bound) || !bound.Memory || d.Unsearched[0].Why != "the query needs more than 256 MB of memory" {
		t.Errorf("%+v", d.Unsearched)
	}
	if d.Lines != 2 {
		t.Errorf("%d lines", d.Lines)
	}
}
