package picture

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
)

// drawing is what the three kinds have in common.
type drawing interface {
	SVG(Options) []byte
	List() []string
}

func utc(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

func endOf(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 23, 59, 59, 0, time.UTC)
}

// element is a piece of a parsed picture.
type element struct {
	name  string
	attrs map[string]string
	text  string // of its own
}

// parse reads a picture as XML and fails on anything that is no well-formed, self-contained document with a text alternative.
func parse(t testing.TB, svg []byte) []element {
	t.Helper()
	var all []element
	var open []int
	ids := map[string]bool{}
	for dec := xml.NewDecoder(bytes.NewReader(svg)); ; {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%.2000s", err, svg)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			e := element{name: tok.Name.Local, attrs: map[string]string{}}
			for _, a := range tok.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			if id := e.attrs["id"]; id != "" {
				if ids[id] {
					t.Fatalf("id %q twice", id)
				}
				ids[id] = true
			}
			open, all = append(open, len(all)), append(all, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				all[open[len(open)-1]].text += string(tok)
			}
		}
	}
	checkSafe(t, all, ids)
	return all
}

func checkSafe(t testing.TB, all []element, ids map[string]bool) {
	t.Helper()
	role := "img"
	if slices.ContainsFunc(all, func(e element) bool { return e.name == "a" }) {
		role = "group" // an image has no parts that one can reach
	}
	if all[0].name != "svg" || all[0].attrs["role"] != role {
		t.Fatalf("opens with %v", all[0])
	}
	for _, id := range strings.Fields(all[0].attrs["aria-labelledby"]) {
		if !ids[id] {
			t.Errorf("aria-labelledby names %q, which is nowhere", id)
		}
	}
	for _, e := range all {
		switch e.name {
		case "svg", "title", "desc", "g", "rect", "text", "tspan", "path", "line", "circle", "a", "defs", "pattern":
		default:
			t.Errorf("element <%s>", e.name)
		}
		for name, value := range e.attrs {
			if strings.HasPrefix(strings.ToLower(name), "on") || name == "style" {
				t.Errorf("<%s %s=%q>", e.name, name, value)
			}
			if strings.HasPrefix(value, "url(") && !ids[strings.TrimSuffix(strings.TrimPrefix(value, "url(#"), ")")] {
				t.Errorf("<%s %s=%q> refers to nothing", e.name, name, value)
			}
			if strings.Contains(value, "NaN") || strings.Contains(value, "Inf") {
				t.Errorf("<%s %s=%q>", e.name, name, value)
			}
		}
	}
}

// textOf joins all that a picture prints, without its description.
func textOf(all []element) string {
	var parts []string
	for _, e := range all {
		if e.name != "desc" && strings.TrimSpace(e.text) != "" {
			parts = append(parts, e.text)
		}
	}
	return strings.Join(parts, " ")
}

// hostile are texts that break programs.
var hostile = []string{
	"", " ", "\x00", "\xff\xfe", `"><script>alert(1)</script>`, "]]>", "&amp;&#0;", "\u202eevil\u202c", "\ufffe\uffff\ufeff", "a\nb\tc\r",
	strings.Repeat("x", 10_000), strings.Repeat("long words ", 1_000), "e" + strings.Repeat("\u0301", 5_000), strings.Repeat("\u200d", 3_000),
	"سازمان انرژی اتمی ایران", "Министерство иностранных дел", "俄罗斯与伊朗全面战略伙伴关系条约", "👩‍👩‍👧‍👦🏴‍☠️🇮🇷🇷🇺", "ﷺ", "\U000e0041", "\u2028\u2029", "javascript:alert(1)",
}

func samples() map[string]drawing {
	var g Graph
	var tl Timeline
	var c Chart
	for i, s := range hostile {
		g.Nodes = append(g.Nodes, Node{ID: s, Label: s, Kind: s, URL: s, Content: i%2 == 0, Focus: i%5 == 0, Notes: []int{i, -i}})
		g.Edges = append(g.Edges, Edge{From: s, To: hostile[(i+3)%len(hostile)], Label: s, Standing: Standing{Modality: Modality(s), Notes: []int{i}}})
		tl.Events = append(tl.Events, Event{Label: s, When: s, Earliest: utc(1970+i, 1, 1), Standing: Standing{Modality: Modality(s)}})
		c.Bars = append(c.Bars, Bar{Label: s, Text: s, Unit: s, Value: float64(i)})
	}
	g.Title, tl.Title, c.Title = hostile[4], hostile[10], hostile[14]
	return map[string]drawing{"graph": g, "timeline": tl, "chart": c, "no graph": Graph{}, "no timeline": Timeline{}, "no chart": Chart{}}
}

// TestHostileTexts: whatever a text holds, the picture is well-formed, carries no script, link to one, or foreign reference, and is the same again.
func TestHostileTexts(t *testing.T) {
	for name, d := range samples() {
		for _, id := range append([]string{"fig-1"}, hostile...) {
			o := Options{ID: id, NoteLink: "#n-", Standalone: len(id)%2 == 0}
			svg := d.SVG(o)
			all := parse(t, svg)
			if !bytes.Equal(svg, d.SVG(o)) {
				t.Errorf("%s: differs when drawn again", name)
			}
			for _, e := range all {
				if href := e.attrs["href"]; strings.Contains(strings.ToLower(href), "script:") {
					t.Errorf("%s: a link to %q", name, href)
				}
			}
		}
	}
}

// TestDescriptionHoldsTheList: what the picture says is also said in its description.
func TestDescriptionHoldsTheList(t *testing.T) {
	for name, d := range samples() {
		all := parse(t, d.SVG(Options{}))
		for _, e := range all {
			if e.name != "desc" {
				continue
			}
			for _, line := range d.List() {
				if !strings.Contains(e.text, line) {
					t.Errorf("%s: the description lacks %.200q", name, line)
				}
			}
		}
	}
}
