package segment

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// graph is what a segment is written from and compared with.
type graph struct {
	terms [][]byte
	rows  []Row
}

// randomGraph draws terms with long shared beginnings, empty and long ones among them, and rows of every shape of column.
func randomGraph(r *rand.Rand, terms, rows int) *graph {
	g := &graph{}
	seen := map[string]bool{}
	for len(g.terms) < terms {
		t := fmt.Sprintf("http://news.example/%d/%d", r.IntN(9), r.IntN(10*terms))
		switch r.IntN(20) {
		case 0:
			t = strings.Repeat("long ", r.IntN(200)) + t
		case 1:
			t = strings.Repeat("\x00", r.IntN(5))
		}
		if !seen[t] {
			seen[t] = true
			g.terms = append(g.terms, []byte(t))
		}
	}
	slices.SortFunc(g.terms, bytes.Compare)
	id := func() ID { return ID(1 + r.IntN(terms)) }
	for len(g.rows) < rows {
		row := Row{id(), 1 + id()%7, id(), id()}
		switch r.IntN(4) {
		case 0:
			row[3] = 0
		case 1:
			row[0], row[3] = 1, 2
		}
		row[1] = min(row[1], ID(terms))
		row[3] = min(row[3], ID(terms))
		g.rows = append(g.rows, row)
	}
	slices.SortFunc(g.rows, func(a, b Row) int { return compare(a, b, 0) })
	g.rows = slices.Compact(g.rows)
	return g
}

func compare(a, b Row, order int) int {
	x, y := a.in(&Orders[order]), b.in(&Orders[order])
	return slices.Compare(x[:], y[:])
}

func (g *graph) sorted(order int) []Row {
	rows := slices.Clone(g.rows)
	slices.SortFunc(rows, func(a, b Row) int { return compare(a, b, order) })
	return rows
}

func (g *graph) input() Input {
	return Input{
		Meta: []byte("meta"),
		Terms: func(add func([]byte) error) error {
			for _, term := range g.terms {
				if err := add(term); err != nil {
					return err
				}
			}
			return nil
		},
		Rows: func(order int, add func([]Row) error) error { return add(g.sorted(order)) },
	}
}

func (g *graph) bytes(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, g.input()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func openBytes(data []byte) (*File, error) {
	f := &File{path: "test.rsg", data: data, unmap: func() error { return nil }}
	return f, f.open()
}

var sizes = []struct{ terms, rows int }{{1, 0}, {1, 1}, {3, 5}, {16, 255}, {17, 256}, {40, 257}, {900, 5000}, {30000, 70000}}

func eachGraph(t *testing.T, test func(t *testing.T, g *graph, f *File)) {
	for i, size := range sizes {
		t.Run(fmt.Sprintf("%d terms, %d rows", size.terms, size.rows), func(t *testing.T) {
			g := randomGraph(rand.New(rand.NewPCG(uint64(i), 7)), size.terms, size.rows)
			f, err := openBytes(g.bytes(t))
			if err != nil {
				t.Fatal(err)
			}
			test(t, g, f)
		})
	}
}

func TestTermsComeBack(t *testing.T) {
	eachGraph(t, func(t *testing.T, g *graph, f *File) {
		if f.Terms() != len(g.terms) || f.Rows() != len(g.rows) || string(f.Meta()) != "meta" {
			t.Fatalf("%d terms, %d rows, meta %q; want %d, %d", f.Terms(), f.Rows(), f.Meta(), len(g.terms), len(g.rows))
		}
		for i, want := range g.terms {
			got, err := f.AppendTerm([]byte("x"), ID(i+1))
			if err != nil || string(got) != "x"+string(want) {
				t.Fatalf("term %d is %q, %v; want %q", i+1, got, err, want)
			}
			if id, err := f.Find(want); err != nil || id != ID(i+1) {
				t.Fatalf("Find(%q) = %d, %v; want %d", want, id, err, i+1)
			}
			if id, err := f.Find(append(slices.Clone(want), '!')); err != nil || id != 0 {
				t.Fatalf("Find of what is not there = %d, %v", id, err)
			}
		}
		if err := errors.Join(f.Check(), walkAll(f)); err != nil {
			t.Fatal(err)
		}
	})
}

func TestSpansHoldTheRowsOfAPrefix(t *testing.T) {
	eachGraph(t, func(t *testing.T, g *graph, f *File) {
		r := rand.New(rand.NewPCG(1, 2))
		var sorted [4][]Row
		for order := range sorted {
			sorted[order] = g.sorted(order)
		}
		var kept [4]Cursor // that remember where they looked before
		for range 200 {
			order, width := r.IntN(4), r.IntN(5)
			var key Row
			if len(g.rows) > 0 && r.IntN(4) > 0 {
				key = g.rows[r.IntN(len(g.rows))]
			} else {
				key = Row{r.Uint32N(50), r.Uint32N(50), r.Uint32(), ^ID(0)}
			}
			var want []Row
			for _, row := range sorted[order] {
				a, b := row.in(&Orders[order]), key.in(&Orders[order])
				if slices.Equal(a[:width], b[:width]) {
					want = append(want, row)
				}
			}
			n, err := f.Count(order, key, width)
			if err != nil || n != len(want) {
				t.Fatalf("Count(%d, %v, %d) is %d, %v; want %d", order, key, width, n, err, len(want))
			}
			var c Cursor
			if n, err := f.Seek(&c, order, key, width); err != nil || n != len(want) {
				t.Fatalf("Seek(%d, %v, %d) gives %d, %v; want %d", order, key, width, n, err, len(want))
			}
			for i, row := range want {
				if c.Len() != len(want)-i {
					t.Fatalf("%d rows left, want %d", c.Len(), len(want)-i)
				}
				if got, ok := c.Next(); !ok || got != row {
					t.Fatalf("row %d of Seek(%d, %v, %d) is %v, want %v (%v)", i, order, key, width, got, row, c.Err())
				}
			}
			if got, ok := c.Next(); ok {
				t.Fatalf("a row too many: %v", got)
			}
			sameColumn(t, f, &kept[order], want, order, key, width, r)
			sameRange(t, f, sorted[order], order, key, min(width, 3), r)
		}
	})
}

// sameColumn reads a place of the rows of a prefix, some at a time.
func sameColumn(t *testing.T, f *File, c *Cursor, want []Row, order int, key Row, width int, r *rand.Rand) {
	t.Helper()
	if n, err := f.Seek(c, order, key, width); err != nil || n != len(want) {
		t.Fatalf("Seek(%d, %v, %d) of a cursor that was used gives %d, %v; want %d", order, key, width, n, err, len(want))
	}
	place, buf := r.IntN(4), make([]ID, 1+r.IntN(700))
	for at := 0; ; {
		n, err := Column(c, place, buf)
		if err != nil || n != min(len(buf), len(want)-at) {
			t.Fatalf("column %d of Seek(%d, %v, %d) has %d rows behind %d, %v; want %d", place, order, key, width, n, at, err, len(want))
		}
		for i, id := range buf[:n] {
			if id != want[at+i][place] {
				t.Fatalf("row %d of Seek(%d, %v, %d) has %d at %d, want %d", at+i, order, key, width, id, place, want[at+i][place])
			}
		}
		if at += n; n == 0 || at == len(want) {
			return
		}
	}
}

// sameRange counts the rows of a prefix whose next column lies in a range.
func sameRange(t *testing.T, f *File, sorted []Row, order int, key Row, width int, r *rand.Rand) {
	t.Helper()
	column := Orders[order][width]
	key[column] = r.Uint32N(50)
	end, want := r.Uint32N(80), 0
	for _, row := range sorted {
		a, b := row.in(&Orders[order]), key.in(&Orders[order])
		if slices.Equal(a[:width], b[:width]) && row[column] >= key[column] && row[column] < end {
			want++
		}
	}
	if n, err := f.CountRange(order, key, width, end); err != nil || n != want {
		t.Fatalf("CountRange(%d, %v, %d, %d) is %d, %v; want %d", order, key, width, end, n, err, want)
	}
}

func TestSameBytesOnAnyNumberOfProcessors(t *testing.T) {
	g := randomGraph(rand.New(rand.NewPCG(3, 3)), 3000, 60000)
	old := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(old)
	want := g.bytes(t)
	runtime.GOMAXPROCS(7)
	if !bytes.Equal(want, g.bytes(t)) {
		t.Fatal("seven processors write other bytes than one")
	}
}

// What does not fit into memory is kept in files, which are gone afterwards, and the bytes are the same.
func TestSameBytesInAnyRoom(t *testing.T) {
	g := randomGraph(rand.New(rand.NewPCG(3, 9)), 30000, 60000)
	want := g.bytes(t)
	for _, memory := range []int64{1, 1 << 12, 1 << 16, 1 << 20, 1 << 30} {
		in := g.input()
		in.Room = Room{Memory: memory, Dir: t.TempDir()}
		var got bytes.Buffer
		if err := Write(&got, in); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Errorf("a room of %d bytes gives another file", memory)
		}
		if left, _ := os.ReadDir(in.Room.Dir); len(left) > 0 {
			t.Errorf("a room of %d bytes leaves %d files", memory, len(left))
		}
		in.Room.Dir = filepath.Join(in.Room.Dir, "missing")
		if err := Write(&got, in); memory < 1<<20 && !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("a room of %d bytes and no folder: %v", memory, err)
		}
	}
}

// Every bit of the file matters: with any of them flipped, Open or Check says so.
func TestEveryFlippedBitIsFound(t *testing.T) {
	data := randomGraph(rand.New(rand.NewPCG(4, 4)), 12, 40).bytes(t)
	for bit := range 8 * len(data) {
		data[bit/8] ^= 1 << (bit % 8)
		f, err := openBytes(data)
		if err == nil {
			err = f.Check()
		}
		var damage *Error
		if !errors.As(err, &damage) {
			t.Fatalf("bit %d of byte %d flipped: %v", bit%8, bit/8, err)
		}
		data[bit/8] ^= 1 << (bit % 8)
	}
}

// What a query reads of a damaged file is an error or right.
func TestADamagedFileNeverAnswersWrongly(t *testing.T) {
	g := randomGraph(rand.New(rand.NewPCG(5, 5)), 400, 3000)
	data := g.bytes(t)
	r := rand.New(rand.NewPCG(6, 6))
	failed := 0
	for range 3000 {
		bit := r.IntN(8 * len(data))
		data[bit/8] ^= 1 << (bit % 8)
		if f, err := openBytes(data); err == nil {
			row := g.rows[r.IntN(len(g.rows))]
			failed += answersRight(t, g, f, row)
		}
		data[bit/8] ^= 1 << (bit % 8)
	}
	if failed == 0 {
		t.Error("no damage was met")
	}
}

// answersRight returns how many of a few look-ups were errors.
func answersRight(t *testing.T, g *graph, f *File, row Row) (failed int) {
	t.Helper()
	if id, err := f.Find(g.terms[row[0]-1]); err != nil {
		failed++
	} else if id != row[0] {
		t.Fatalf("Find gives %d, want %d", id, row[0])
	}
	if term, err := f.AppendTerm(nil, row[2]); err != nil {
		failed++
	} else if !bytes.Equal(term, g.terms[row[2]-1]) {
		t.Fatalf("term %d is %q, want %q", row[2], term, g.terms[row[2]-1])
	}
	for order := range Orders {
		var c Cursor
		if _, err := f.Seek(&c, order, row, 4); err != nil {
			failed++
			continue
		}
		if got, ok := c.Next(); ok && got != row || !ok && c.Err() == nil {
			t.Fatalf("row %v in order %d is %v, %v", row, order, got, ok)
		}
		if c.Err() != nil {
			failed++
		}
	}
	return failed
}

func TestEveryCutIsFound(t *testing.T) {
	data := randomGraph(rand.New(rand.NewPCG(8, 8)), 40, 300).bytes(t)
	for n := range data {
		if _, err := openBytes(data[:n:n]); err == nil {
			t.Fatalf("a file of the first %d of %d bytes opens", n, len(data))
		}
	}
	if _, err := openBytes(append(slices.Clone(data), 0)); err == nil {
		t.Fatal("a file with a byte behind its end opens")
	}
}

func TestAnotherVersionSaysSo(t *testing.T) {
	data := randomGraph(rand.New(rand.NewPCG(8, 8)), 4, 3).bytes(t)
	data[len(magic)]++
	copy(data[headerSize-crcSize:], seal(slices.Clone(data[:headerSize-crcSize]), 0)[headerSize-crcSize:])
	if _, err := openBytes(data); !errors.Is(err, ErrVersion) || !strings.Contains(err.Error(), "it has version 3, from a newer rapport; this one reads version 2") {
		t.Fatalf("got %v", err)
	}
}

func TestCreateReplacesSegmentsOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.rsg")
	g := randomGraph(rand.New(rand.NewPCG(9, 9)), 30, 300)
	for range 2 {
		if err := Create(path, g.input()); err != nil {
			t.Fatal(err)
		}
	}
	f, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.Check(), f.Close()); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(filepath.Dir(path), "story.txt")
	if err := os.WriteFile(other, []byte("a story"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Create(other, g.input()); !errors.Is(err, ErrNotSegment) {
		t.Fatalf("got %v", err)
	}
	if text, _ := os.ReadFile(other); string(text) != "a story" {
		t.Fatalf("the story is now %q", text)
	}
}

// A private file stays private, and a link leads where it led.
func TestCreateKeepsPermissionsAndLinks(t *testing.T) {
	dir := t.TempDir()
	path, link := filepath.Join(dir, "x.rsg"), filepath.Join(dir, "link.rsg")
	g := randomGraph(rand.New(rand.NewPCG(9, 9)), 30, 300)
	if err := errors.Join(Create(path, g.input()), os.Chmod(path, 0o640)); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("x.rsg", link); err != nil {
		t.Skip("this system makes no links:", err)
	}
	if err := Create(link, randomGraph(rand.New(rand.NewPCG(9, 1)), 40, 300).input()); err != nil {
		t.Fatal(err)
	}
	f, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o640 || f.Terms() != 40 {
		t.Errorf("permissions %v, %d terms, %v; want those it had, and 40", info.Mode(), f.Terms(), err)
	}
	if to, err := os.Readlink(link); to != "x.rsg" {
		t.Errorf("the link leads to %q, %v", to, err)
	}
}

// failing is a file system whose n-th operation fails.
type failing struct {
	system
	left int
}

var errInjected = errors.New("injected")

func (f *failing) next() error {
	if f.left--; f.left < 0 {
		return errInjected
	}
	return nil
}

func (f *failing) createTemp(dir, name string) (tempFile, error) {
	if err := f.next(); err != nil {
		return nil, err
	}
	file, err := f.system.createTemp(dir, name)
	return &failingFile{file, f}, err
}

func (f *failing) rename(from, to string) error {
	if err := f.next(); err != nil {
		return err
	}
	return f.system.rename(from, to)
}

func (f *failing) syncDir(dir string) error {
	if err := f.next(); err != nil {
		return err
	}
	return f.system.syncDir(dir)
}

type failingFile struct {
	tempFile
	fs *failing
}

func (f *failingFile) Write(b []byte) (int, error) {
	if err := f.fs.next(); err != nil {
		n, _ := f.tempFile.Write(b[:len(b)/2])
		return n, err
	}
	return f.tempFile.Write(b)
}

func (f *failingFile) Chmod(m fs.FileMode) error {
	if err := f.fs.next(); err != nil {
		return err
	}
	return f.tempFile.Chmod(m)
}

func (f *failingFile) Sync() error {
	if err := f.fs.next(); err != nil {
		return err
	}
	return f.tempFile.Sync()
}

func (f *failingFile) Close() error {
	if err := f.fs.next(); err != nil {
		f.tempFile.Close()
		return err
	}
	return f.tempFile.Close()
}

// Whatever operation fails, the file is the old one or the new one, whole, and nothing else is left.
func TestEveryFailureLeavesAWholeFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.rsg")
	before := randomGraph(rand.New(rand.NewPCG(1, 1)), 30, 300)
	after := randomGraph(rand.New(rand.NewPCG(2, 2)), 50, 400)
	old, new := before.bytes(t), after.bytes(t)
	for n := 0; ; n++ {
		if err := Create(path, before.input()); err != nil {
			t.Fatal(err)
		}
		err := create(&failing{left: n}, path, after.input())
		if err == nil {
			if n < 20 {
				t.Fatalf("only %d operations", n)
			}
			return
		}
		if !errors.Is(err, errInjected) {
			t.Fatal(err)
		}
		got, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(got, old) && !bytes.Equal(got, new) {
			t.Fatalf("operation %d fails, and the file is neither: %v", n, err)
		}
		if left, _ := os.ReadDir(dir); len(left) != 1 {
			t.Fatalf("operation %d fails, and %d files are left", n, len(left))
		}
	}
}

func FuzzOpen(f *testing.F) {
	for i, size := range sizes[:6] {
		f.Add(randomGraph(rand.New(rand.NewPCG(uint64(i), 1)), size.terms, size.rows).bytes(f))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if file, err := openBytes(data); err == nil {
			file.Check()
		}
	})
}
