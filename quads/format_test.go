package quads

import (
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// The shipped files are laid out as Format lays them out.
func TestShippedFilesAreFormatted(t *testing.T) {
	fs.WalkDir(Shipped(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".nq") {
			return err
		}
		src, err := fs.ReadFile(Shipped(), name)
		if err != nil {
			return err
		}
		out, err := Format(name, src)
		if err != nil {
			t.Error(err)
		} else if line := firstDifference(string(src), string(out)); line > 0 {
			t.Errorf("%s:%d: not as rapport fmt writes it", name, line)
		}
		return nil
	})
}

func firstDifference(a, b string) int {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return i + 1
		}
	}
	if len(x) != len(y) {
		return min(len(x), len(y)) + 1
	}
	return 0
}

// keeps holds that nothing is lost and that formatting again changes nothing.
func keeps(t *testing.T, src []byte) {
	t.Helper()
	once, err := Format("f.nq", src)
	if err != nil {
		return // not N-Quads
	}
	twice, err := Format("f.nq", once)
	if err != nil {
		t.Fatalf("the result is no N-Quads: %v\n%s", err, once)
	}
	if string(once) != string(twice) {
		t.Fatalf("not a fixpoint:\n%s\n--- then\n%s\n--- then\n%s", src, once, twice)
	}
	if a, b := contents(t, src), contents(t, once); !slices.Equal(a, b) {
		t.Fatalf("%q became %q", a, b)
	}
}

// contents lists the quads and comments of a file as sorted lines, each once.
func contents(t *testing.T, src []byte) []string {
	t.Helper()
	lines, err := readLines("f.nq", src)
	if err != nil {
		t.Fatal(err)
	}
	all := []string{""}
	for _, l := range lines {
		if all = append(all, l.comment); l.found {
			all = append(all, string(AppendQuad(nil, l.Quad)))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func TestFormat(t *testing.T) {
	src := `# A head comment.

# stands alone

<kg:x> <kg:signed> <kg:y> <p:02b> .   # behind
# above 02a
<p:02a> <kg:quote> "b" <p:article> .
<kg:x>   <kg:signed>	<kg:z> <p:02a>.
# 1. First.
# below

# 1. First.
<kg:x> <kg:signed> <kg:y> <p:01a> .
# 2. Second.
<p:inf-a> <kg:basis> "so" <p:article> .

# 10. Tenth.

# 3. Third.
<kg:x> <kg:signed> <kg:y> <p:02aa> .

# End.
`
	want := `# A head comment.

# stands alone

# 1. First.
# below
<kg:x> <kg:signed> <kg:y> <p:01a> .

# 2. Second.
# above 02a
<kg:x> <kg:signed> <kg:z> <p:02a> .
<p:02a> <kg:quote> "b" <p:article> .
<kg:x> <kg:signed> <kg:y> <p:02b> . # behind
<kg:x> <kg:signed> <kg:y> <p:02aa> .

# 3. Third.

<p:inf-a> <kg:basis> "so" <p:article> .

# 10. Tenth.

# End.
`
	got, err := Format("f.nq", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	keeps(t, []byte(src))
}

func TestFormatRefusesWhatIsNoNQuads(t *testing.T) {
	_, err := Format("f.nq", []byte("<kg:a> <kg:b> <kg:c> <kg:d> .\n<kg:a> b <kg:c> .\n"))
	if err == nil || !strings.HasPrefix(err.Error(), "f.nq:2:") {
		t.Errorf("got %v", err)
	}
}

func FuzzFormat(f *testing.F) {
	f.Add([]byte("# 1. A.\n<p:01a> <kg:quote> \"x\" <p:article> .\n\n# z\n<kg:a> <kg:b> <kg:c> <p:02b> . # c\n# 2. B.\n"))
	f.Add([]byte("<kg:a> <rdf:type> <kg:C> <kg:entities> .\n\n# x\n<kg:b> <rdf:type> <kg:C> <kg:entities> .\n<kg:a> <schema:name> \"A\" <kg:entities> .\n"))
	f.Add([]byte("<http://a/> <cayley:prefix> <a:> <kg:namespaces> .\n# c\n\n# d\n\n<http://b/> <cayley:prefix> <b:> <kg:namespaces> .\r\n"))
	f.Add([]byte("# h\n<p:inf-a> <kg:basis> \"\" <p:article> .\n\n<kg:x> <kg:y> <kg:z> <p:inf-b> .\n<p:03a> <kg:y> <kg:z> <p:article> .\n# t\n\n# 3. C\n"))
	f.Fuzz(func(t *testing.T, src []byte) { keeps(t, src) })
}

// Files put together at random from lines of every sort keep all they hold.
func TestFormatKeepsRandomFiles(t *testing.T) {
	statements := []string{"", "", "# 1. A.", "# 2. B.", "# 3. C.", "# note", "# other", "<kg:x> <kg:p> <kg:y> <p:01a> .", "<p:01b> <kg:quote> \"q\" <p:article> .",
		"<kg:x> <kg:p> <kg:y> <p:02a> . # behind", "<p:02aa> <kg:quote> \"q\" <p:article> .", "<kg:x> <kg:q> \"1\" <p:inf-a> .", "<p:inf-b> <kg:basis> \"1\" <p:article> .",
		"<kg:x> <kg:p> <kg:y> <p:04a> .", "<p:article> <rdf:type> <kg:Article> <kg:entities> .", "<kg:x> <kg:p> <kg:y> .", "<kg:x> <kg:p> <kg:z> <p:01a> ."}
	subjects := []string{"", "", "# 1. A.", "# note", "# other", "<kg:a> <rdf:type> <kg:C> <kg:entities> .", "<kg:b> <rdf:type> <kg:C> <kg:entities> . # b",
		"<kg:a> <schema:name> \"A\" <kg:entities> .", "<kg:c> <rdf:type> <kg:C> <kg:entities> ."}
	prefixes := []string{"", "# note", "# other", "<http://a/> <cayley:prefix> <a:> <kg:namespaces> .", "<http://b/> <cayley:prefix> <b:> <kg:namespaces> .",
		"<http://a/> <rdf:type> <cayley:namespace> <kg:namespaces> ."}
	r := rand.New(rand.NewPCG(7, 8))
	for range 3_000 {
		palette := [][]string{statements, subjects, prefixes}[r.IntN(3)]
		var b strings.Builder
		for range r.IntN(14) {
			b.WriteString(palette[r.IntN(len(palette))] + "\n")
		}
		keeps(t, []byte(b.String()))
	}
}
