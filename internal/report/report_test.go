package report

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"rapport/quads"
	"rapport/queries"
)

func iri(short, name string) Cell { return Cell{Value: quad.IRI(short), Name: name} }

func typed(lexical, datatype string) Cell {
	return Cell{Value: quad.TypedString{Value: quad.String(lexical), Type: quads.XSD + quad.IRI(datatype)}}
}

func tagged(s, lang string) Cell {
	return Cell{Value: quad.LangString{Value: quad.String(s), Lang: lang}}
}

// many is a table of every kind of value, script and danger.
func many() *Table {
	t := &Table{Title: "Who said what", Columns: []string{"who", "said", "cost", "id"}, Notes: []string{"One row rests on inference."}}
	t.Add(iri("kg:rosatom", "Rosatom"), Text("will build a plant"), typed("2.5E10", "double"), iri("rit:18a", ""))
	t.Add(iri("kg:salehi", "علی‌اکبر صالحی"), tagged("گفت که نیروگاه بوشهر یک گیگاوات برق تولید می‌کند", "fa"), typed("1.0E0", "double"), iri("rit:18b", ""))
	t.Add(iri("kg:putin", "Владимир Путин"), tagged("подписал договор", "ru"), Cell{}, iri("rit:01a", ""))
	t.Add(iri("kg:xi", "習近平"), Text("俄罗斯与伊朗签署全面战略伙伴关系条约，有效期二十年，双方同意扩大能源合作"), typed("2025", "integer"), iri("rit:02a", ""))
	t.Add(iri("kg:zoe", "👩‍🚀 Zoë é"), Text("🇮🇷🇷🇺 👍🏽 \x1b[31mred\x1b[0m \u202eevil | <b>x</b>"), typed("-5", "integer"), iri("rit:03a", ""))
	t.Add(iri("kg:rosatom", "Rosatom"), Text("will build a plant"), typed("2.5E10", "double"), iri("rit:18a", ""))
	return t
}

// wide is a table that no terminal of 80 columns can show side by side.
func wide() *Table {
	t := &Table{Columns: []string{"project", "place", "capacity", "cost", "status", "stated by", "relayed by", "words"}}
	const words = "Rosatom is engaged to build or builds four further units at a site on the coast, under a contract that has not been published"
	t.Add(iri("kg:hormoz", "Hormoz nuclear power plant"), iri("kg:sirik", "Sirik, Hormozgan"), typed("5.0E0", "double"), typed("2.5E10", "double"),
		iri("kg:planned", "planned"), iri("kg:iran", "Iran"), iri("kg:irna", "Islamic Republic News Agency"), Text(words))
	t.Add(iri("kg:bushehr", "Bushehr nuclear power plant"), iri("kg:bushehr-city", "Bushehr"), typed("1.0E0", "double"), Cell{},
		iri("kg:operating", "operating"), Cell{}, Cell{}, Text("the only one there is"))
	return t
}

func render(t *testing.T, f Format, table *Table, o Options) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, f, table, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestGolden compares every layout with a file that people have looked at. UPDATE=1 writes the files anew.
func TestGolden(t *testing.T) {
	for name, got := range map[string]string{
		"plain.txt":         render(t, FormatTable, many(), Options{}),
		"plain-ids.txt":     render(t, FormatTable, many(), Options{IDs: true}),
		"table-60.txt":      render(t, FormatTable, many(), Options{Width: 60}),
		"table-80.txt":      render(t, FormatTable, many(), Options{Width: 80}),
		"table-120.txt":     render(t, FormatTable, many(), Options{Width: 120}),
		"table-color.txt":   render(t, FormatTable, many(), Options{Width: 120, Color: true}),
		"records-60.txt":    render(t, FormatTable, wide(), Options{Width: 60}),
		"records-80.txt":    render(t, FormatTable, wide(), Options{Width: 80}),
		"table-200.txt":     render(t, FormatTable, wide(), Options{Width: 200}),
		"many.md":           render(t, FormatMD, many(), Options{}),
		"many.csv":          render(t, FormatCSV, many(), Options{}),
		"many-terminal.csv": render(t, FormatCSV, many(), Options{Width: 80}),
		"many-ids.tsv":      render(t, FormatTSV, many(), Options{IDs: true}),
		"many.json":         render(t, FormatJSON, many(), Options{}),
		"many.jsonl":        render(t, FormatJSONL, many(), Options{}),
	} {
		path := filepath.Join("testdata", name)
		if os.Getenv("UPDATE") != "" {
			if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestFitsTheTerminal: no line is wider than the terminal, at any width, in either layout.
func TestFitsTheTerminal(t *testing.T) {
	for _, table := range []*Table{many(), wide()} {
		for width := 20; width <= 200; width++ {
			for line := range strings.Lines(render(t, FormatTable, table, Options{Width: width})) {
				if got := Width(strings.TrimSuffix(line, "\n")); got > width {
					t.Fatalf("width %d: line of %d: %q", width, got, line)
				}
			}
		}
	}
}

// TestNothingIsCut: every word of every cell is in the table, however narrow.
func TestNothingIsCut(t *testing.T) {
	squeeze := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r == ' ' || r == '\n' || r == '\u2068' || r == '\u2069' {
				return -1
			}
			return r
		}, s)
	}
	table := &Table{Columns: []string{"a"}}
	table.Add(many().Rows[1][1])
	table.Add(wide().Rows[0][7])
	table.Add(Text(strings.Repeat("x", 300)))
	for width := 2; width <= 100; width++ {
		got := squeeze(render(t, FormatTable, table, Options{Width: width}))
		for _, row := range table.Rows {
			if want := squeeze(row[0].show(Options{})); !strings.Contains(got, want) {
				t.Fatalf("width %d: %q is not whole in %q", width, want, got)
			}
		}
	}
}

func TestNothingHiddenReachesATerminal(t *testing.T) {
	for _, f := range Formats() {
		table := many()
		table.Title = "\x1b]0;title\x07"
		table.Notes = []string{"\u2066note\u009b"}
		table.Columns[0] = "who\x08"
		text := render(t, f, table, Options{Width: 80})
		text = strings.NewReplacer("\n", "", "\u2068", "", "\u2069", "").Replace(text)
		if f == FormatCSV {
			text = strings.ReplaceAll(text, "\r", "")
		}
		if f == FormatTSV {
			text = strings.ReplaceAll(text, "\t", "")
		}
		if i := strings.IndexFunc(text, hidden); i >= 0 {
			t.Errorf("%s: hidden character in %q", f, text[i:])
		}
	}
}

func TestFold(t *testing.T) {
	table := &Table{Columns: []string{"a"}}
	for _, c := range []Cell{iri("kg:a", "A"), iri("kg:b", "B"), iri("kg:a", "A"), iri("kg:a2", "A"), Text("A"), tagged("A", "en"), {}, Text("")} {
		table.Add(c)
	}
	if got, want := render(t, FormatTable, table, Options{}), "a  ×\nA  ×2\nB\nA\nA\nA\n\n\n"; got != want {
		t.Errorf("folded: got %q, want %q", got, want)
	}
	table.Ordered = true
	if got, want := render(t, FormatTable, table, Options{}), "a\nA\nB\nA\nA\nA\nA\n\n\n"; got != want {
		t.Errorf("ordered: got %q, want %q", got, want)
	}
	table.Rows = [][]Cell{{Text("x")}, {Text("x")}, {Text("y")}, {Text("x")}, {Text("x")}}
	if got, want := render(t, FormatTable, table, Options{}), "a  ×\nx  ×2\ny\nx  ×2\n"; got != want {
		t.Errorf("ordered neighbours: got %q, want %q", got, want)
	}
}

func TestShowNumber(t *testing.T) {
	for in, want := range map[string]string{
		"1.0E0": "1", "2.0E1": "20", "1.0E10": "10,000,000,000", "4.0E7": "40,000,000", "9.5E0": "9.5", "-2.5E10": "-25,000,000,000",
		"2025": "2025", "12345": "12,345", "1234567.50": "1,234,567.50", "007": "007", "+5": "+5", "INF": "INF", "NaN": "NaN", "-0.0E0": "-0",
		"1.0E300": "1.0E300", "1E-9": "1E-9", "5e-324": "5e-324", "1.0": "1", "": "", "12345x": "12345x", "-": "-", "123456789012345678901234": "123,456,789,012,345,678,901,234",
	} {
		if got := showNumber(in); got != want {
			t.Errorf("showNumber(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"plain “words”":      "plain “words”",
		"a\nb\tc\rd":         `a\nb\tc\rd`,
		"\x00\x1b\x7f\u009b": `\x00\x1b\x7f\u009b`,
		"\u202e\u2066\u200e": `\u202e\u2066\u200e`,
		"می‌کند 👩‍🚀":         "می‌کند 👩‍🚀",
		"a\xffb":             `a\xffb`,
		"\U000e0041\ufeff":   `\U000e0041\ufeff`,
		"\u0600١":            "\u0600١",
		"\ufffd":             "\ufffd",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  []string
	}{
		{"", 5, []string{""}},
		{"one two three", 20, []string{"one two three"}},
		{"one two three", 7, []string{"one two", "three"}},
		{"one two three", 8, []string{"one two", "three"}},
		{"unbreakable", 4, []string{"unbr", "eaka", "ble"}},
		{"a unbreakable b", 4, []string{"a", "unbr", "eaka", "ble", "b"}},
		{"俄罗斯与伊朗", 5, []string{"俄罗", "斯与", "伊朗"}},
		{"éééé", 2, []string{"éé", "éé"}},
		{"👩‍🚀👩‍🚀", 2, []string{"👩‍🚀", "👩‍🚀"}},
		{"👩‍🚀", 1, []string{"👩‍🚀"}},
		{"so-called peace", 8, []string{"so-", "called", "peace"}},
	} {
		if diff := cmp.Diff(c.want, Wrap(c.in, c.width)); diff != "" {
			t.Errorf("Wrap(%q, %d) (-want +got):\n%s", c.in, c.width, diff)
		}
	}
}

func TestCSVReadsBack(t *testing.T) {
	table := many()
	table.Add(Text("a\r\nb"), Text(`say "x", y`), Text(""), Text(" space "))
	records, err := csv.NewReader(strings.NewReader(strings.ReplaceAll(render(t, FormatCSV, table, Options{}), "a\r\nb", "a\nb"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(records) != len(table.Rows)+1 {
		t.Fatalf("%d records for %d rows", len(records), len(table.Rows))
	}
	for i, row := range table.Rows {
		for c := range table.Columns {
			want := strings.ReplaceAll(guard(cell(row, c).text(Options{})), "\r\n", "\n")
			if got := records[i+1][c]; got != want {
				t.Errorf("row %d, column %d: got %q, want %q", i, c, got, want)
			}
		}
	}
}

func TestGuard(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+cmd": "'+cmd", "-cmd|x": "'-cmd|x", "@SUM(A1)": "'@SUM(A1)", "\tx": "'\tx", "\rx": "'\rx", "\nx": "'\nx", "＝1": "'＝1",
		"-5": "-5", "+5.25": "+5.25", "-1.5E+3": "-1.5E+3", "-1e9": "-1e9", "-": "'-", "--5": "'--5", "-5-3": "'-5-3", "-5.": "'-5.", "-1e": "'-1e", "-1e5x": "'-1e5x",
		"": "", "kg:a": "kg:a", "a=b": "a=b", "'x": "'x", "٣": "٣", "-٣": "'-٣", "-1e+": "'-1e+", "-1e++5": "'-1e++5",
	} {
		if got := guard(in); got != want {
			t.Errorf("guard(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestJSONReadsBack: encoding/json gets every text back as it was, and each line of jsonl is a document.
func TestJSONReadsBack(t *testing.T) {
	table := many()
	table.Cut = true
	table.Columns[1] = `sa"id` + "\n"
	var doc struct {
		Schema, Title  string
		Columns, Notes []string
		Rows           []map[string]*struct{ Kind, Value, Name, Datatype, Language string }
		Ordered, Cut   bool
	}
	if err := json.Unmarshal([]byte(render(t, FormatJSON, table, Options{})), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Schema != Schema || doc.Title != table.Title || !doc.Cut || doc.Ordered || !cmp.Equal(doc.Columns, table.Columns) || !cmp.Equal(doc.Notes, table.Notes) {
		t.Errorf("envelope: %+v", doc)
	}
	for i, row := range table.Rows {
		for c, column := range table.Columns {
			got, want := doc.Rows[i][column], cell(row, c)
			if got == nil != (want.Value == nil) || got != nil && (got.Value != textOf(want.Value) || got.Name != want.Name || got.Kind != kindOf(want.Value)) {
				t.Errorf("row %d, column %q: got %+v, want %+v", i, column, got, want)
			}
		}
	}
	lines := strings.Split(strings.TrimSpace(render(t, FormatJSONL, table, Options{})), "\n")
	if got, want := lines[len(lines)-1], `{"schema":"rapport.rows/1","cut":true}`; got != want {
		t.Errorf("last line of jsonl: got %s, want %s", got, want)
	}
	for _, line := range lines {
		if !json.Valid([]byte(line)) {
			t.Errorf("not JSON: %s", line)
		}
	}
}

// TestJSONTellsWhatIsLeftOut: which cells are empty because of flags, by column, stands at the end in both forms of JSON, with why and without.
func TestJSONTellsWhatIsLeftOut(t *testing.T) {
	table := &Table{Columns: []string{"who", "by"}, Rows: [][]Cell{{Text("x")}}, LeftOut: []queries.Emptied{{Column: "by", Rows: 12}, {Column: "a \"b\"", Rows: 1}}}
	for _, evidence := range [][]Evidence{nil, {{}}} {
		table.Evidence = evidence
		for _, f := range []Format{FormatJSON, FormatJSONL} {
			got := strings.TrimSpace(render(t, f, table, Options{}))
			last := got[strings.LastIndex(got, "\n")+1:]
			if !strings.HasSuffix(last, `,"left_out":{"by":12,"a \"b\"":1}}`) || f == FormatJSONL && (!json.Valid([]byte(last)) || !strings.Contains(last, `"cut":false`)) || f == FormatJSON && !json.Valid([]byte(got)) {
				t.Errorf("%s: %s", f, got)
			}
		}
	}
	table.LeftOut, table.Evidence = nil, nil
	if got := render(t, FormatJSON, table, Options{}) + render(t, FormatJSONL, table, Options{}); strings.Contains(got, "left_out") || strings.Count(got, "\n") != 4 {
		t.Error(got)
	}
}

func FuzzAppendJSON(f *testing.F) {
	f.Add("a\"\\\n\x00\u202e\U000e0041é")
	f.Fuzz(func(t *testing.T, s string) {
		var got string
		if err := json.Unmarshal(AppendJSON(nil, s), &got); err != nil {
			t.Fatal(err)
		}
		if want := strings.ToValidUTF8(s, "\ufffd"); got != want && strings.ToValidUTF8(s, "") == s {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

func FuzzWrap(f *testing.F) {
	f.Add("one two 俄罗斯 👩‍🚀 می‌کند", 5)
	f.Fuzz(func(t *testing.T, s string, width int) {
		width = 2 + (width&0x7fff)%80
		s = Clean(s)
		lines := Wrap(s, width)
		if len(lines) == 0 {
			t.Fatal("no line")
		}
		for _, line := range lines {
			if got := Width(line); got > width {
				t.Errorf("line of %d columns, want %d: %q", got, width, line)
			}
		}
		if got, want := strings.ReplaceAll(strings.Join(lines, ""), " ", ""), strings.ReplaceAll(s, " ", ""); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

func TestEmpty(t *testing.T) {
	for f, want := range map[Format]string{
		FormatTable: "",
		FormatJSON:  `{"schema":"rapport.rows/1","columns":["a"],"rows":[],"ordered":false,"cut":false}` + "\n",
		FormatJSONL: "",
		FormatCSV:   "a\r\n",
		FormatTSV:   "a\n",
		FormatMD:    "| a |\n| --- |\n",
	} {
		if got := render(t, f, &Table{Columns: []string{"a"}}, Options{}); got != want {
			t.Errorf("%s: got %q, want %q", f, got, want)
		}
	}
}

func TestBrokenTables(t *testing.T) {
	for want, table := range map[string]*Table{
		`two columns are named "a"`:       {Columns: []string{"a", "b", "a"}},
		`row 1 has 2 cells for 1 columns`: {Columns: []string{"a"}, Rows: [][]Cell{{Text("x"), Text("y")}}},
	} {
		if err := Write(&strings.Builder{}, FormatCSV, table, Options{}); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if err := Write(&strings.Builder{}, "xml", &Table{}, Options{}); err == nil {
		t.Error("format xml is taken")
	}
}

// TestFitKeepsWordsWhole: a column that is too narrow for a word of its own gets room from those that can spare it; where none can, the word is broken.
func TestFitKeepsWordsWhole(t *testing.T) {
	for _, c := range []struct {
		need, words []int
		width       int
		want        []int
	}{
		{[]int{40, 40, 40}, []int{5, 14, 5}, 36, []int{11, 14, 11}},
		{[]int{40, 40, 40}, []int{5, 5, 5}, 36, []int{12, 12, 12}},
		{[]int{40, 6, 40}, []int{14, 6, 16}, 30, []int{12, 6, 12}}, // none has room to spare
		{[]int{4, 6, 8}, []int{4, 6, 8}, 80, []int{4, 6, 8}},
	} {
		if got, ok := fit(c.need, c.words, c.width); !ok || !slices.Equal(got, c.want) {
			t.Errorf("%v with words of %v in %d: %v, %v, want %v", c.need, c.words, c.width, got, ok, c.want)
		}
	}
	if got, ok := fit([]int{40, 40, 40}, []int{5, 5, 5}, 30); ok {
		t.Errorf("columns too narrow to read: %v", got)
	}
}
