package queries_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/quads"
	"rapport/queries"
)

// resolve knows one entity.
func resolve(text string, _ ...quad.IRI) (quad.IRI, error) {
	if text == "Port Alder" {
		return "kg:port-alder", nil
	}
	return "", near{fmt.Errorf("nothing is called %q", text)}
}

type near struct{ error }

func (near) Hint() string { return "did you mean Port Alder?" }

func TestBind(t *testing.T) {
	q, err := find(t, header+"// not a header line any more\n")
	if err != nil {
		t.Fatal(err)
	}
	integer := func(s string) quad.Value { return quad.TypedString{Value: quad.String(s), Type: quads.XSDInteger} }
	double := func(s string) quad.Value { return quad.TypedString{Value: quad.String(s), Type: quads.XSDDouble} }
	for _, c := range []struct {
		name  string
		given queries.Arguments
		want  queries.Params
	}{
		{"defaults", nil, queries.Params{
			"agreement": quad.IRI("kg:port-alder"), "status": nil, "words": nil, "most": integer("20"), "order": quad.String("up"), "by": nil,
		}},
		{"all", queries.Arguments{"agreement": {"Port Alder"}, "status": {"Planned"}, "words": {"a", "b c"}, "most": {"1.5e3"}, "order": {"down"}}, queries.Params{
			"agreement": quad.IRI("kg:port-alder"), "status": quad.IRI("kg:planned"),
			"words": []quad.Value{quad.String("a"), quad.String("b c")}, "most": double("1.5e3"), "order": quad.String("down"), "by": nil,
		}},
		{"choice as IRI", queries.Arguments{"status": {"kg:under-construction"}}, queries.Params{
			"agreement": quad.IRI("kg:port-alder"), "status": quad.IRI("kg:under-construction"), "words": nil, "most": integer("20"), "order": quad.String("up"), "by": nil,
		}},
	} {
		got, err := queries.Bind(&q.Header, c.given, resolve)
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %v, %v; want %v", c.name, got, err, c.want)
		}
	}
}

func TestBindRefuses(t *testing.T) {
	q, err := find(t, strings.Replace(header, `= "Port Alder"`, "", 1)+"// param: day date The day\n")
	if err != nil {
		t.Fatal(err)
	}
	alder := []string{"Port Alder"}
	for _, c := range []struct {
		name         string
		given        queries.Arguments
		reason, hint string
	}{
		{"missing", nil, "--agreement: must be given", "rapport run mine --help shows an example"},
		{"unknown entity", queries.Arguments{"agreement": {"Port Elder"}}, `--agreement: nothing is called "Port Elder"`, "did you mean Port Alder?"},
		{"no choice", queries.Arguments{"agreement": alder, "status": {"planed"}}, `--status: "planed" is not one of planned, under-construction`, "did you mean planned?"},
		{"twice", queries.Arguments{"agreement": alder, "most": {"1", "2"}}, "--most: given 2 times, want one", ""},
		{"no number", queries.Arguments{"agreement": alder, "most": {"many"}}, `--most: "many" is not a number`, "20, 0.5 or 1e9"},
		{"hexadecimal", queries.Arguments{"agreement": alder, "most": {"0x10"}}, `--most: "0x10" is not a number`, ""},
		{"infinite", queries.Arguments{"agreement": alder, "most": {"Inf"}}, `--most: "Inf" is not a number`, ""},
		{"no such parameter", queries.Arguments{"agreement": alder, "statsu": {"x"}}, "--statsu: mine has no such parameter", "did you mean --status?"},
	} {
		_, err := queries.Bind(&q.Header, c.given, resolve)
		var wrong *queries.ParamError
		if !errors.As(err, &wrong) || err.Error() != c.reason || !strings.Contains(wrong.Hint(), c.hint) {
			t.Errorf("%s: got %v; want %s, hint %q", c.name, err, c.reason, c.hint)
		}
	}
	_, err = queries.Bind(&q.Header, queries.Arguments{"status": {"x"}, "most": {"y"}}, resolve)
	if err == nil || strings.Count(err.Error(), "\n") != 2 {
		t.Errorf("three wrong parameters: got %v", err)
	}
}

// TestBindHoldsApart: what a header says must differ differs, by whatever names it is given.
func TestBindHoldsApart(t *testing.T) {
	const text = "// title: a\n// asks: b\n// param: from iri From\n// param: to iri... = \"Port Alder\" To\n// param: least number? At least\n// param: most number = 3 At most\n" +
		"// differ: %s\n// columns: c\n// view: table\n// tags: d\n"
	aliases := func(text string, _ ...quad.IRI) (quad.IRI, error) {
		if text == "Vale" {
			return "kg:vale", nil
		}
		return "kg:port-alder", nil
	}
	for _, c := range []struct {
		differ       string
		given        queries.Arguments
		reason, hint string
	}{
		{"from, to", queries.Arguments{"from": {"Vale"}}, "", ""},
		{"from, to", queries.Arguments{"from": {"Vale"}, "to": {"Port Alder", "the port"}}, "", ""},
		{"from, to", queries.Arguments{"from": {"Port Alder"}}, `--to: "Port Alder" is given for "from" as well, want another`, "rapport report dossier --entity kg:port-alder"},
		{"from, to", queries.Arguments{"from": {"the port"}, "to": {"Vale", "Port Alder"}}, `--to: "Port Alder" is the same as "the port", given for "from": kg:port-alder`, "rapport report dossier --entity kg:port-alder"},
		{"from, to", queries.Arguments{"from": {"Port Alder"}, "most": {"x"}}, "--most: \"x\" is not a number\n--to: \"Port Alder\" is given for \"from\" as well, want another", ""},
		{"least, most", queries.Arguments{"from": {"Vale"}}, "", ""},
		{"least, most", queries.Arguments{"from": {"Vale"}, "least": {"03"}}, `--most: "3" is the same as "03", given for "least"`, ""},
	} {
		q, err := find(t, fmt.Sprintf(text, c.differ))
		if err != nil {
			t.Fatal(err)
		}
		_, err = queries.Bind(&q.Header, c.given, aliases)
		var same *queries.SameError
		switch {
		case c.reason == "" && err != nil, c.reason != "" && (!errors.As(err, &same) || err.Error() != c.reason):
			t.Errorf("%s, %v: got %v; want %s", c.differ, c.given, err, c.reason)
		case same != nil && !strings.Contains(same.Hint(), c.hint):
			t.Errorf("%s, %v: hint %q; want %q", c.differ, c.given, same.Hint(), c.hint)
		}
	}
}

func TestBindDates(t *testing.T) {
	q, err := find(t, "// title: a\n// asks: b\n// param: since date From when\n// columns: c\n// view: table\n// tags: d\n")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"2011": "2011-01-01T00:00:00Z", "2025-10": "2025-10-01T00:00:00Z", "2025-10-02": "2025-10-02T00:00:00Z", "197X": "1970-01-01T00:00:00Z",
	} {
		got, err := queries.Bind(&q.Header, queries.Arguments{"since": {text}}, resolve)
		if err != nil || !reflect.DeepEqual(got["since"], quad.TypedString{Value: quad.String(want), Type: quads.XSDDateTime}) {
			t.Errorf("%s: got %v, %v; want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"last week", "", "XXXX-01-17", "2025-13"} {
		if got, err := queries.Bind(&q.Header, queries.Arguments{"since": {text}}, resolve); err == nil {
			t.Errorf("%q: got %v, want an error", text, got)
		}
	}
}

// TestBindAsksForClasses: a parameter that wants nodes of some classes resolves a name among these.
func TestBindAsksForClasses(t *testing.T) {
	q, err := find(t, header)
	if err != nil {
		t.Fatal(err)
	}
	asked := map[string][]quad.IRI{}
	_, err = queries.Bind(&q.Header, queries.Arguments{"by": {"Vale"}}, func(text string, classes ...quad.IRI) (quad.IRI, error) {
		asked[text] = classes
		return "kg:vale", nil
	})
	want := map[string][]quad.IRI{"Vale": {"kg:State", "kg:Person"}, "Port Alder": {}}
	if err != nil || !reflect.DeepEqual(asked, want) {
		t.Errorf("asked %v, %v; want %v", asked, err, want)
	}
}

func TestSlip(t *testing.T) {
	for typed, want := range map[string]bool{"formta": true, "Format": true, "form": false, "from": false} {
		if queries.Slip(typed, "format") != want {
			t.Errorf("%q: want %v", typed, want)
		}
	}
}

func TestNearest(t *testing.T) {
	words := []string{"signatories", "signing", "duties", "statement", "statements", "where"}
	for typed, want := range map[string]string{
		"signatoires": "signatories", "signatory": "signatories", "Duties": "duties",
		"statment": "statement", "wehre": "where", "duti": "duties", "zebra": "", "": "", "sanctions": "",
	} {
		if got := queries.Nearest(typed, words); got != want {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
}
