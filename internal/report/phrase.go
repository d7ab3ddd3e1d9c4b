package report

import (
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// Term is a value as a profile shows it.
type Term struct {
	Value quad.Value
	// Text is the words: a name as it is, the article's own words and a quantity's in quotation marks.
	Text string
	// Class is the IRI of the node's class, "" for a literal.
	Class quad.IRI
	// Tag says what the node is where its words alone could be taken for a fact: "hope", "project, contracted".
	Tag string
	// Disputed are the statements that contradict what is said with it, each once.
	Disputed []quad.IRI
}

// String is the words with the tag behind them, and who disputes it, made safe to show (Clean) and isolated when they run from right to left.
func (t Term) String() string {
	text := isolate(Clean(t.Text))
	if t.Tag != "" {
		text += " (" + Clean(t.Tag) + ")"
	}
	if len(t.Disputed) > 0 {
		text += " (" + Disputed + " by " + Clean(strings.Join(iriTexts(t.Disputed), ", ")) + ")"
	}
	return text
}

func joinTerms(terms []Term) string { return strings.Join(shown(terms), ", ") }

func shown(terms []Term) []string {
	parts := make([]string, len(terms))
	for i, t := range terms {
		parts[i] = t.String()
	}
	return parts
}

// undisputed are terms without who disputes them.
func undisputed(terms []Term) []Term {
	out := slices.Clone(terms)
	for i := range out {
		out[i].Disputed = nil
	}
	return out
}

// DisputedOf says which of terms are disputed, as Disputed and what it is said of where that are not all; "" for none. by are the statements that dispute them.
func DisputedOf(terms []Term) (words string, by []quad.IRI) {
	var of []string
	for _, t := range undisputed(terms) {
		of = append(of, t.String())
	}
	for i := len(terms) - 1; i >= 0; i-- {
		if by = appendNew(by, terms[i].Disputed...); len(terms[i].Disputed) == 0 {
			of = slices.Delete(of, i, i+1)
		}
	}
	switch {
	case len(by) == 0:
		return "", nil
	case len(of) < len(terms):
		return Disputed + ": " + enumerate(of), by
	}
	return Disputed, by
}

// Dispute says what of a role is disputed, as DisputedOf does of its terms.
func (r Role) Dispute() (words string, by []quad.IRI) {
	if words, by = DisputedOf(r.Terms); r.Triple && words != "" {
		words = Disputed
	}
	return words, by
}

// termIn is a term with who disputes a quad that says something with it.
func (l *Lookup) termIn(v quad.Value, in quad.Quad) Term {
	t := l.term(v)
	for _, other := range l.Disputes(in) {
		t.Disputed = appendNew(t.Disputed, other.Label.(quad.IRI))
	}
	return t
}

// term puts a value into words.
func (l *Lookup) term(v quad.Value) Term {
	iri, ok := v.(quad.IRI)
	if !ok {
		return Term{Value: v, Text: literal(v)}
	}
	t := Term{Value: v, Text: l.Title(iri), Class: l.class(iri)}
	switch root := l.vocab.Root(t.Class); {
	case t.Class == quads.Quantity:
		t.Text = l.quantity(iri)
	case root == quads.ContentNode:
		if l.object(iri, quads.Name) == nil {
			t.Text = quoted(t.Text)
		}
		t.Tag = l.contentTag(iri, t.Class)
	}
	return t
}

// contentTag says what a content node is: its class, and its status where it has one.
func (l *Lookup) contentTag(node, class quad.IRI) string {
	tag := l.Name(class)
	for _, v := range l.objects(node, quads.Status) {
		if iri, ok := v.(quad.IRI); ok {
			tag += ", " + l.Name(iri)
		}
	}
	return tag
}

// quantity gives the words of a quantity and its figure: “roughly one gigawatt” (about 1 GW).
func (l *Lookup) quantity(node quad.IRI) string {
	words, value := quoted(l.Name(node)), l.object(node, quads.Figure)
	if value == nil {
		return words
	}
	figure := showNumber(quads.TextOf(value))
	if unit := l.object(node, quads.UnitCode); unit != nil {
		figure += " " + unitName(quads.TextOf(unit), figure)
	}
	if quads.TextOf(l.object(node, approximate)) == "true" {
		figure = "about " + figure
	}
	return words + " [" + figure + "]"
}

const approximate = quad.IRI("kg:approximate")

// unitName spells out the UCUM units that a reader would not guess.
func unitName(code, figure string) string {
	name := ""
	switch code {
	case "a":
		name = "year"
	case "mo":
		name = "month"
	case "d":
		name = "day"
	case "%":
		return "percent"
	default:
		return code
	}
	if figure != "1" {
		name += "s"
	}
	return name
}

// literal puts a literal into words: dates readable, the article's words in quotation marks.
func literal(v quad.Value) string {
	switch v := v.(type) {
	case quad.String:
		return quoted(string(v))
	case quad.LangString:
		return string(v.Value) + " (" + v.Lang + ")"
	case quad.TypedString:
		if v.Type == quads.EDTF {
			return Date(string(v.Value))
		}
	}
	return Cell{Value: v}.show(Options{})
}

func quoted(s string) string { return "“" + s + "”" }

// Date puts an EDTF date into words where that is plain: 197X is "1970s", XXXX-01-17 "January 17, no year", 2025/2027
// "2025 to 2027", 2024-23 "autumn 2024", 2019~ "about 2019", 2014/.. "from 2014 on", ../2030 "until 2030". Anything else stays as it is, also a full date.
func Date(edtf string) string {
	from, to, interval := strings.Cut(edtf, "/")
	switch {
	case interval && to == ".." && from != "" && from != "..":
		return "from " + Date(from) + " on"
	case interval && from == ".." && to != "" && to != "..":
		return "until " + Date(to)
	case interval && from != "" && to != "" && from != ".." && to != "..":
		return Date(from) + " to " + Date(to)
	}
	if hedged, about := strings.CutSuffix(edtf, "~"); about && !strings.ContainsAny(hedged, "~?%") && hedged != "" {
		return "about " + Date(hedged)
	}
	parts := strings.Split(edtf, "-")
	year, rest := parts[0], parts[1:]
	switch {
	case len(year) != 4 || strings.Trim(strings.Join(parts, ""), "0123456789X") != "":
		return edtf
	case len(rest) == 0 && strings.HasSuffix(year, "X") && digitsOnly(year[:3]):
		return year[:3] + "0s"
	case len(rest) == 0:
		return edtf
	}
	month := monthOrSeason(rest[0])
	if month == "" || len(rest) > 2 || len(rest) == 2 && !digitsOnly(rest[1]) {
		return edtf
	}
	words := month
	if len(rest) == 2 {
		words += " " + strings.TrimPrefix(rest[1], "0")
	}
	switch {
	case year == "XXXX":
		return words + ", no year"
	case !digitsOnly(year):
		return edtf
	case len(rest) == 2:
		return edtf
	}
	return words + " " + year
}

func digitsOnly(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// monthOrSeason names the second part of an EDTF date, "" when it is neither.
func monthOrSeason(s string) string {
	n, err := strconv.Atoi(s)
	if err != nil {
		return ""
	}
	names := [...]string{
		1: "January", 2: "February", 3: "March", 4: "April", 5: "May", 6: "June", 7: "July", 8: "August",
		9: "September", 10: "October", 11: "November", 12: "December", 21: "spring", 22: "summer", 23: "autumn", 24: "winter",
	}
	if n < 0 || n >= len(names) {
		return ""
	}
	return names[n]
}

// plural counts things: "1 statement", "2 statements".
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return strconv.Itoa(n) + " " + thing + "s"
}
