package quads

import (
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
)

func TestSlug(t *testing.T) {
	for name, want := range map[string]string{
		"Łódź: the Port’s “end”": "lodz-the-ports-end",
		"  A  b--c ":             "a-b-c",
		"مرفأ":                   "",
		"../../etc/passwd":       "etc-passwd",
	} {
		if got := Slug(name); got != want {
			t.Errorf("Slug(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestProposals(t *testing.T) {
	d := &Dossier{Namespaces: []Namespace{{Prefix: "rit"}, {Prefix: "harbour"}, {Prefix: "harbour2"}}}
	for folder, want := range map[string]string{"russia-iran-treaty": "rit2", "russia-iran-deal": "rid", "harbour": "harbour3", "oil-price": "oilprice", "2024": "a"} {
		if got := d.ProposePrefix(folder); got != want {
			t.Errorf("ProposePrefix(%s) = %s, want %s", folder, got, want)
		}
		if err := d.CheckPrefix(d.ProposePrefix(folder)); err != nil {
			t.Error(err)
		}
	}
	for file, want := range map[string]string{"/a/Port Strike.txt": "port-strike", "article.txt": "a-title-of-ours", "-": "a-title-of-ours", `C:\news\Ärger.md`: "arger"} {
		if got := ProposeFolder(file, "A title of ours"); got != want {
			t.Errorf("ProposeFolder(%s) = %s, want %s", file, got, want)
		}
	}
	if got := ProposeTitle("One. Two.\nThree."); got != "One. Two" {
		t.Errorf("ProposeTitle: %q", got)
	}
	if got := ProposeTitle("\ufeff One.\nTwo."); got != "One" {
		t.Errorf("ProposeTitle: %q", got)
	}
	if got := ProposeTitle(strings.Repeat("word ", 50)); len([]rune(got)) > 102 || !strings.HasSuffix(got, "word …") {
		t.Errorf("ProposeTitle: %q", got)
	}
}

// A skeleton of any text is a statement file without findings but the title's, and is laid out.
func TestSkeletonPassesCheck(t *testing.T) {
	for _, text := range []string{harbour, "=1+1\n\x1b[31m\u202eред\r\nTwo. 3.\n", "港口关闭了。船走了。"} {
		a := readArticle(t, text)
		a.Prefix, a.IRI = "h", "h:article"
		namespaces, err := AddNamespace(nil, "h")
		if err != nil {
			t.Fatal(err)
		}
		skeleton := Skeleton(a, "A title")
		files := map[string]string{"h/article.txt": text, "h/statements.nq": string(skeleton), "namespaces.nq": string(namespaces)}
		for _, f := range check(t, files) {
			t.Errorf("%q: %v", text, f)
		}
		if out, err := Format("h", skeleton); err != nil || string(out) != string(skeleton) {
			t.Errorf("%q: the skeleton is not laid out: %v\n%s", text, err, skeleton)
		}
	}
}

func TestCanDraft(t *testing.T) {
	v := mustLoad(t, alder()).Vocabulary
	for _, class := range []quad.IRI{"kg:Hope", "kg:Quantity", "kg:State", "kg:Signing", "kg:Denial", "kg:Quay"} {
		if !v.CanDraft(class) {
			t.Errorf("cannot draft %s", class)
		}
	}
	for _, class := range []quad.IRI{"kg:Content", "kg:Status", "kg:Statement", "kg:Article", "rdfs:Class", "kg:Nonsense"} {
		if v.CanDraft(class) {
			t.Errorf("can draft %s", class)
		}
	}
}

func mustLoad(t *testing.T, files map[string]string) *Dossier {
	t.Helper()
	d, err := Load(mapFS(files))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// For every class a draft is N-Quads, and says what check then wants filled in.
func TestDraftOfEveryClass(t *testing.T) {
	d := mustLoad(t, alder())
	for class := range d.Vocabulary.Classes {
		if !d.Vocabulary.CanDraft(class) {
			continue
		}
		draft, err := d.Draft(d.Articles[0], "Easton operates the old quay", "the old quay", class)
		if err != nil {
			t.Fatal(err)
		}
		if draft.Statement != "alder:01c" {
			t.Errorf("%s: statement %s, want <alder:01c>", class, draft.Statement)
		}
		text := string(draft.Text())
		if _, err := Format("draft", []byte(text)); err != nil {
			t.Errorf("%s: %v\n%s", class, err, text)
		}
		files := alder()
		files[stm] += text
		for _, f := range check(t, files) {
			switch f.Rule {
			case "type", "range", "orphan", "part", "quantity", "date", "denial": // to be filled in
			default:
				t.Errorf("%s: %v [%s]\n%s", class, f, f.Rule, text)
			}
		}
	}
}

// What an actor does with content is in its draft: to be filled in where nothing else can be done with it, else perhaps.
func TestDraftTellsWhoDoesIt(t *testing.T) {
	d := mustLoad(t, alder())
	for class, want := range map[quad.IRI]string{
		"kg:Hope":     "\n<kg:…> <kg:hopesFor> <alder:old-quay> ",
		"kg:Duty":     "\n# <kg:…> <kg:pledged> <alder:old-quay> ",
		"kg:Proposal": "\n# <kg:…> <kg:pressedFor> <alder:old-quay> ",
		"kg:Project":  "\n# <kg:…> <kg:builds> <alder:old-quay> ",
		"kg:Aim":      "\n# <kg:…> <kg:purpose> <alder:old-quay> ",
	} {
		draft, err := d.Draft(d.Articles[0], "Easton operates the old quay", "the old quay", class)
		if err != nil {
			t.Fatal(err)
		}
		if text := string(draft.Text()); !strings.Contains(text, want) || !strings.Contains(text, `<alder:01c> <kg:quote> "Easton operates the old quay" `) || strings.Contains(text, `content> "Easton`) {
			t.Errorf("%s: want %q in\n%s", class, want, text)
		}
	}
}

func TestCoverage(t *testing.T) {
	d := mustLoad(t, alder())
	c := d.Coverage(d.Articles[0])
	if c.Covered() != 3 || len(c.Sentences) != 3 {
		t.Errorf("%d of %d sentences, want 3 of 3", c.Covered(), len(c.Sentences))
	}
	text := d.Articles[0].Text
	var left []string
	for _, s := range c.Sentences {
		for _, w := range s.LeftOver {
			left = append(left, text[w.Start:w.End])
		}
	}
	if len(left) != 0 {
		t.Errorf("left over: %q", left)
	}
	files := alder()
	files[stm] = strings.Replace(files[stm], `quote> "the old quay, completed in 1962"`, `quote> "completed in 1962"`, 1)
	files[stm] = strings.Replace(files[stm], `quote> "Easton operates the old quay"`, `quote> "Easton operates"`, 1)
	d = mustLoad(t, files)
	first := d.Coverage(d.Articles[0]).Sentences[0]
	if len(first.Quoted) != 2 || len(first.LeftOver) != 2 || first.Content != 6 {
		t.Errorf("quoted %v, left over %v of %d words", first.Quoted, first.LeftOver, first.Content)
	}
}

func TestIsUnit(t *testing.T) {
	for _, unit := range []string{"GW", "USD", "EUR", "a", "km2", "t/a", "m3/d", "{barrel}/d", "1", "%", "MW.h", "{ship}/a", "10*9", "[bbl_us]/d", "kg", "Cel", "/a"} {
		if !IsUnit(unit) {
			t.Errorf("%q is a unit", unit)
		}
	}
	for _, unit := range []string{"", "gigawatt", "dollars", "US ", "XYZ", "{}", "GW/", "{a", "$"} {
		if IsUnit(unit) {
			t.Errorf("%q is no unit", unit)
		}
	}
}
