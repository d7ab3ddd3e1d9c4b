package graph

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/internal/segment"
	"rapport/quads"
)

func bytesOf(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Set aside in many parts and merged, quads are the same file as built in memory, and nothing else is left.
func TestABoundedBuildIsTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	for _, n := range []int{1, 700, 5000, 30000} {
		qs := randomQuads(r, n)
		dir := t.TempDir()
		want, got := filepath.Join(dir, "want.rsg"), filepath.Join(dir, "got.rsg")
		if err := Compile(want, qs); err != nil {
			t.Fatal(err)
		}
		slices.Reverse(qs)
		c := &compiler{holding: newHolding(), ctx: context.Background(), room: segment.Room{Memory: fixedMemory + 1<<20, Dir: dir}}
		parts := 0
		for piece := range slices.Chunk(qs, 1000) {
			if err := c.take(piece); err != nil {
				t.Fatal(err)
			}
			parts = len(c.parts)
		}
		if err := c.create(got, nil); err != nil {
			t.Fatal(err)
		}
		if n > 2000 && parts < 5 {
			t.Errorf("%d quads were set aside in %d parts", n, parts)
		}
		if !bytes.Equal(bytesOf(t, want), bytesOf(t, got)) {
			t.Errorf("%d quads, merged, are another file", n)
		}
		if left, _ := os.ReadDir(dir); len(left) != 2 {
			t.Errorf("left: %v", left)
		}
	}
}

// article writes some quads of one article to a file: literals of datatypes that others have too, blank nodes, and quads that others have.
func article(t *testing.T, r *rand.Rand, path string, n int) {
	t.Helper()
	var b strings.Builder
	for i := range n {
		subject, object := fmt.Sprintf("<k:s%d>", r.IntN(3*n)), fmt.Sprintf("_:b%d", r.IntN(20))
		switch r.IntN(6) {
		case 0:
			subject = fmt.Sprintf("_:b%d", r.IntN(20))
		case 1:
			object = fmt.Sprintf("\"%d\"^^<http://www.w3.org/2001/XMLSchema#integer>", r.IntN(100)-50)
		case 2:
			object = fmt.Sprintf("\"20%02d-01-01\"^^<http://www.w3.org/2001/XMLSchema#date>", r.IntN(100))
		case 3:
			object = fmt.Sprintf("\"word %d\"%s", r.IntN(50), []string{"", "@en", "@de", "^^<k:t" + filepath.Base(path) + ">"}[r.IntN(4)])
		case 4:
			object = fmt.Sprintf("<k:s%d>", r.IntN(n))
		}
		fmt.Fprintf(&b, "%s <k:p%d> %s <k:article%d> .\n", subject, i%7, object, r.IntN(4))
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// However files are appended, the segment is the one that is built of all of them.
func TestAppendedIsBuiltTogether(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	r := rand.New(rand.NewPCG(31, 32))
	var names []string
	for i := range 6 {
		names = append(names, fmt.Sprintf("%d.nq", i))
		article(t, r, names[i], []int{300, 1, 2000, 0, 70, 900}[i])
	}
	ctx := context.Background()
	if _, err := CompileFiles(ctx, "want.rsg", names, nil, BuildOptions{}); err != nil {
		t.Fatal(err)
	}
	want := bytesOf(t, "want.rsg")
	for _, order := range [][][]string{
		{{"0.nq"}, {"1.nq"}, {"2.nq"}, {"3.nq"}, {"4.nq"}, {"5.nq"}},
		{{"5.nq"}, {"0.nq", "3.nq"}, {"4.nq", "./4.nq", "5.nq"}, {"1.nq"}, {"2.nq"}},
		{{"3.nq"}, {"5.nq", "4.nq", "2.nq", "1.nq", "0.nq"}},
		{{"1.nq", "2.nq", "3.nq", "4.nq", "5.nq"}, {"0.nq"}},
	} {
		if _, err := CompileFiles(ctx, "got.rsg", order[0], nil, BuildOptions{}); err != nil {
			t.Fatal(err)
		}
		for _, more := range order[1:] {
			if _, err := AppendFiles(ctx, "got.rsg", more, nil, BuildOptions{}); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(bytesOf(t, "got.rsg"), want) {
			t.Errorf("%v is another file", order)
		}
	}
	s, err := OpenSegment("got.rsg")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Check(); err != nil {
		t.Fatal(err)
	}
	m, _, err := ReadFiles(names, nil, quads.ReaderOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(Quads(s), Quads(m)) {
		t.Error("the segment is not what the files say")
	}
}

// What is in it already changes nothing; what it cannot hold is an error, and leaves it alone.
func TestAppendRefuses(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	r := rand.New(rand.NewPCG(33, 34))
	article(t, r, "a.nq", 100)
	article(t, r, "b.nq", 100)
	ctx := context.Background()
	if _, err := CompileFiles(ctx, "x.rsg", []string{"a.nq", "b.nq"}, nil, BuildOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := Compile("dossier.rsg", []quad.Quad{quad.MakeIRI("k:a", "k:b", "k:c", "")}); err != nil {
		t.Fatal(err)
	}
	before, info := bytesOf(t, "x.rsg"), stateOf("x.rsg")
	if sum, err := AppendFiles(ctx, "x.rsg", []string{"b.nq", "./a.nq"}, nil, BuildOptions{}); err != nil || sum.Files != 0 {
		t.Errorf("the same again: %+v, %v", sum, err)
	}
	if err := info.unchanged("x.rsg"); err != nil {
		t.Errorf("the same again is written: %v", err)
	}
	if err := os.WriteFile("bad.nq", []byte("bad\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	article(t, r, "b.nq", 100)
	for _, c := range []struct {
		path, name, want string
		is               error
	}{
		{"x.rsg", "b.nq", "b.nq: it says something else than when it was read into x.rsg", errOtherContents},
		{"x.rsg", "bad.nq", "bad.nq:1:1: ", nil},
		{"x.rsg", "missing.nq", "missing.nq", os.ErrNotExist},
		{"missing.rsg", "a.nq", "missing.rsg", os.ErrNotExist},
		{"dossier.rsg", "a.nq", "dossier.rsg was not compiled from files", nil},
		{"a.nq", "b.nq", "not a segment", segment.ErrNotSegment},
	} {
		_, err := AppendFiles(ctx, c.path, []string{c.name}, nil, BuildOptions{})
		if err == nil || !strings.Contains(err.Error(), c.want) || c.is != nil && !errors.Is(err, c.is) {
			t.Errorf("%s to %s: got %v", c.name, c.path, err)
		}
	}
	if !bytes.Equal(bytesOf(t, "x.rsg"), before) {
		t.Error("the segment is another")
	}
	unlock, err := segment.Lock("x.rsg")
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	article(t, r, "c.nq", 10)
	if _, err := AppendFiles(ctx, "x.rsg", []string{"c.nq"}, nil, BuildOptions{}); !errors.Is(err, segment.ErrLocked) {
		t.Errorf("while another writes: %v", err)
	}
	if left, _ := filepath.Glob(".*"); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

// A build that is told to end does so in every phase, and leaves nothing.
func TestABuildEndsWhenItIsTold(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	r := rand.New(rand.NewPCG(35, 36))
	article(t, r, "a.nq", 60_000)
	article(t, r, "b.nq", 60_000)
	if _, err := CompileFiles(context.Background(), "x.rsg", []string{"a.nq"}, nil, BuildOptions{}); err != nil {
		t.Fatal(err)
	}
	before := bytesOf(t, "x.rsg")
	for phase := Reading; phase <= Merging; phase++ {
		ctx, stop := context.WithCancel(context.Background())
		opts := BuildOptions{Progress: func(s Stage) {
			if s.Phase == phase {
				stop()
			}
		}}
		if phase != Writing {
			if _, err := AppendFiles(ctx, "x.rsg", []string{"b.nq"}, nil, opts); !errors.Is(err, context.Canceled) {
				t.Errorf("appending, phase %d: %v", phase, err)
			}
		}
		ctx, stop = context.WithCancel(context.Background())
		if phase != Merging {
			if _, err := CompileFiles(ctx, "x.rsg", []string{"a.nq", "b.nq"}, nil, opts); !errors.Is(err, context.Canceled) {
				t.Errorf("compiling, phase %d: %v", phase, err)
			}
		}
		stop()
	}
	if !bytes.Equal(bytesOf(t, "x.rsg"), before) {
		t.Error("the segment is another")
	}
	if left, _ := filepath.Glob(".*"); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

// Files give one segment in any order, on any number of processors, in one piece or many.
func TestSameBytesHoweverFilesAreRead(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	r := rand.New(rand.NewPCG(37, 38))
	var names []string
	for i := range 30 {
		names = append(names, fmt.Sprintf("%d.nq", i))
		article(t, r, names[i], []int{40, 1, 0, 3000}[min(i%7, 3)])
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	var want []byte
	for _, n := range []int{1, 2, 7} {
		runtime.GOMAXPROCS(n)
		r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		if _, err := CompileFiles(context.Background(), "x.rsg", names, nil, BuildOptions{}); err != nil {
			t.Fatal(err)
		}
		got := bytesOf(t, "x.rsg")
		if want == nil {
			want = got
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%d processors give another file", n)
		}
	}
}
