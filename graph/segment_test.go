package graph

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/internal/segment"
	"rapport/quads"
)

// compiled returns quads as an open segment.
func compiled(t testing.TB, qs []quad.Quad) *Segment {
	t.Helper()
	path := filepath.Join(t.TempDir(), "graph.rsg")
	if err := Compile(path, qs); err != nil {
		t.Fatal(err)
	}
	s, err := OpenSegment(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// A segment is the memory graph of the same quads: ids, values, and the rows of all sixteen patterns in the same order.
func TestSegmentIsMemory(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, n := range []int{0, 1, 2, 10, 200, 2000, 20000} {
		qs := randomQuads(r, n)
		m := Load(qs)
		slices.Reverse(qs)
		s := compiled(t, qs)
		if err := s.Check(); err != nil {
			t.Fatal(err)
		}
		if s.NumValues() != m.NumValues() {
			t.Fatalf("%d values, want %d", s.NumValues(), m.NumValues())
		}
		for id := ID(0); int(id) <= m.NumValues()+1; id++ {
			if got, want := s.Value(id), m.Value(id); got != want {
				t.Fatalf("value %d is %#v, want %#v", id, got, want)
			}
		}
		for _, v := range append(pool(), quad.IRI("nowhere"), quad.Int(7), quad.TypedString{Value: "x", Type: "nowhere"}) {
			if got, want := s.ID(v), m.ID(v); got != want {
				t.Fatalf("id of %#v is %d, want %d", v, got, want)
			}
		}
		all := naive(m, qs)
		for range 100 {
			for mask := range 16 {
				samePattern(t, s, m, randomPattern(r, m, all, mask))
			}
		}
	}
}

func samePattern(t *testing.T, s *Segment, m *Memory, p Quad) {
	t.Helper()
	if got, want := s.Count(p), m.Count(p); got != want {
		t.Fatalf("pattern %v: counted %d, want %d", p, got, want)
	}
	got, want := s.Scan(p), m.Scan(p)
	for i := 0; ; i++ {
		x, more := got.Next()
		y, wanted := want.Next()
		if x != y || more != wanted {
			t.Fatalf("pattern %v: row %d is %v, want %v", p, i, x, y)
		}
		if !more {
			break
		}
	}
	if got.Err() != nil {
		t.Fatal(got.Err())
	}
}

func TestTheOrderOfFilesDoesNotMatter(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a.nq"), filepath.Join(dir, "b.nq")
	write := func(name, text string) {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(a, "<k:a> <k:p> _:x .\n<k:a> <k:p> \"1\" <k:l> .\n")
	write(b, "<k:a> <k:p> \"1\" <k:l> .\n_:x <k:q> \"en\"@en .\n")
	var texts [][]byte
	for i, names := range [][]string{{a, b}, {b, a, dir + "/./b.nq"}} {
		path := filepath.Join(dir, "out"+string(rune('0'+i)))
		sum, err := CompileFiles(context.Background(), path, names, nil, BuildOptions{})
		if err != nil || sum.Quads != 4 || sum.Files != 2 {
			t.Fatalf("%+v, %v", sum, err)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, text)
	}
	if !bytes.Equal(texts[0], texts[1]) {
		t.Fatal("the same files in another order give other bytes")
	}
	s, err := OpenSegment(filepath.Join(dir, "out0"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if s.Count(Quad{}) != 3 || s.ID(quad.BNode(ownPrefix(a)+"x")) == 0 || s.ID(quad.BNode(ownPrefix(b)+"x")) == 0 {
		t.Fatal("want three quads and two blank nodes")
	}
}

func TestBadInputLeavesNoSegment(t *testing.T) {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "a.nq"), filepath.Join(dir, "out.rsg")
	if err := os.WriteFile(in, []byte("<k:a> <k:p> <k:b> .\n<k:a> <k:p> .\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := CompileFiles(context.Background(), out, []string{in, filepath.Join(dir, "missing.nq")}, nil, BuildOptions{})
	var syntax quads.SyntaxErrors
	if !errors.As(err, &syntax) || !strings.Contains(err.Error(), "missing.nq") {
		t.Fatalf("got %v; want both errors", err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Fatalf("%d files are left", len(left))
	}
}

// What a damaged block would have said is an error, wherever it is met.
func TestDamageIsAnError(t *testing.T) {
	qs := randomQuads(rand.New(rand.NewPCG(7, 8)), 3000)
	path := filepath.Join(t.TempDir(), "graph.rsg")
	if err := Compile(path, qs); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	m := Load(qs)
	met := 0
	for at := 0; at < len(whole); at += 97 {
		damaged := slices.Clone(whole)
		damaged[at] ^= 0x10
		bad := filepath.Join(t.TempDir(), "bad.rsg")
		if err := os.WriteFile(bad, damaged, 0o644); err != nil {
			t.Fatal(err)
		}
		s, err := OpenSegment(bad)
		if err != nil {
			continue
		}
		err = Guard(func() error {
			for id := ID(1); int(id) <= m.NumValues(); id++ {
				same := s.Value(id) == m.Value(id) && s.ID(m.Value(id)) == id
				if s.Err() != nil {
					return s.Err()
				}
				if !same {
					t.Fatalf("byte %d is damaged, and value %d is another", at, id)
				}
				scan := s.Scan(Quad{Object: id})
				n := 0
				for _, ok := scan.Next(); ok; _, ok = scan.Next() {
					n++
				}
				if scan.Err() != nil {
					return scan.Err()
				}
				if s.Err() == nil && n != m.Count(Quad{Object: id}) {
					t.Fatalf("byte %d is damaged, and %d quads of value %d are found", at, n, id)
				}
			}
			return s.Err()
		})
		var damage *segment.Error
		if errors.As(err, &damage) {
			met++
		} else if err != nil {
			t.Fatal(err)
		}
		s.Close()
	}
	if met == 0 {
		t.Fatal("no damage was met")
	}
}

// TestDamageIsRemembered: who walks to the end of a damaged block and asks no scanner for its error finds it at the source.
func TestDamageIsRemembered(t *testing.T) {
	qs := randomQuads(rand.New(rand.NewPCG(7, 9)), 3000)
	s := compiled(t, qs)
	whole, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	want := s.Count(Quad{})
	met := 0
	for at := 0; at < len(whole); at += 211 {
		damaged := slices.Clone(whole)
		damaged[at] ^= 0x10
		bad := filepath.Join(t.TempDir(), "bad.rsg")
		if err := os.WriteFile(bad, damaged, 0o644); err != nil {
			t.Fatal(err)
		}
		for name, count := range map[string]func(*Segment) int{
			"scan": func(s *Segment) (n int) {
				scan := s.Scan(Quad{})
				for _, ok := scan.Next(); ok; _, ok = scan.Next() {
					n++
				}
				return n
			},
			"walk": func(s *Segment) (n int) {
				s.Walk(Quad{}, func(Quad) bool { n++; return true })
				return n
			},
		} {
			s, err := OpenSegment(bad)
			if err != nil {
				continue
			}
			if n := count(s); n != want {
				if met++; s.Err() == nil {
					t.Fatalf("byte %d is damaged, a %s has %d of %d quads, and nobody says so", at, name, n, want)
				}
			}
			s.Close()
		}
	}
	if met == 0 {
		t.Fatal("no damage was met")
	}
}

// A file that is cut short while it is open is an error, not the end of the process.
func TestAFileCutShortWhileOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.rsg")
	if err := Compile(path, randomQuads(rand.New(rand.NewPCG(9, 9)), 5000)); err != nil {
		t.Fatal(err)
	}
	s, err := OpenSegment(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := os.Truncate(path, 0); err != nil {
		t.Skip("this system does not cut a mapped file:", err)
	}
	if err := s.Check(); err == nil || !strings.Contains(err.Error(), "changed while it was open") {
		t.Fatalf("got %v", err)
	}
}

// Walk is Scan, and WalkRange is Scan with the ids of a place looked at, for the memory graph and the segment alike.
func TestWalksAreScans(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	qs := randomQuads(r, 3000)
	m := Load(qs)
	s, all := compiled(t, qs), naive(m, qs)
	collect := func(into *[]Quad, most int) func(Quad) bool {
		return func(q Quad) bool {
			*into = append(*into, q)
			return len(*into) < most
		}
	}
	served := 0
	for range 3000 {
		p := randomPattern(r, m, all, r.IntN(16))
		place, lo, hi, most := r.IntN(4), ID(r.IntN(m.NumValues()+2)), ID(r.IntN(m.NumValues()+2)), 1+r.IntN(200)
		want := slices.Collect(scanned(m, p))
		var inRange []Quad
		for _, q := range want {
			if q[place] >= lo && q[place] < hi {
				inRange = append(inRange, q)
			}
		}
		for _, src := range []interface {
			Walker
			Ranger
		}{m, s} {
			var got []Quad
			if err := src.Walk(p, collect(&got, most)); err != nil || !slices.Equal(got, want[:min(most, len(want))]) {
				t.Fatalf("%T: Walk(%v) gives %d quads, %v", src, p, len(got), err)
			}
			if p[place] != 0 {
				continue
			}
			got = nil
			ok, err := src.WalkRange(p, place, lo, hi, collect(&got, len(all)+1))
			if err != nil {
				t.Fatal(err)
			}
			if !ok {
				continue
			}
			served++
			less := func(a, b Quad) int { return slices.Compare(a[:], b[:]) }
			if !slices.IsSortedFunc(got, func(a, b Quad) int { return int(a[place]) - int(b[place]) }) {
				t.Fatalf("%T: WalkRange(%v, %d) is out of order", src, p, place)
			}
			slices.SortFunc(got, less)
			sorted := slices.Clone(inRange)
			slices.SortFunc(sorted, less)
			if !slices.Equal(got, sorted) {
				t.Fatalf("%T: WalkRange(%v, %d, %d, %d) gives %d quads, want %d", src, p, place, lo, hi, len(got), len(sorted))
			}
			if n, ok, err := src.CountRange(p, place, lo, hi); n != len(sorted) || !ok || err != nil {
				t.Fatalf("%T: CountRange(%v, %d, %d, %d) is %d, %v, %v; want %d", src, p, place, lo, hi, n, ok, err, len(sorted))
			}
		}
	}
	if served < 500 {
		t.Fatalf("only %d ranges were served", served)
	}
}

// What Follow reads at a vertex is what Scan yields, for the memory graph and the segment alike, whatever was asked before.
func TestFollowingIsScanning(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	qs := randomQuads(r, 3000)
	m := Load(qs)
	s, all := compiled(t, qs), naive(m, qs)
	followed, ids := 0, 0
	for range 1500 {
		p := randomPattern(r, m, all, r.IntN(16))
		near, far := r.IntN(4), r.IntN(4)
		p[near] = 0
		for _, src := range []interface {
			Source
			Follower
		}{m, s} {
			ends := src.Follow(p, near, far)
			if ends == nil {
				continue
			}
			followed++
			sameFill(t, ends, src, p, near, far, r)
			for range 6 {
				at := p
				at[near] = ID(1 + r.IntN(m.NumValues()+2))
				var want, got []ID
				for q := range scanned(m, at) {
					want = append(want, q[far])
				}
				n, err := ends.Seek(at[near])
				if err != nil || n != len(want) {
					t.Fatalf("%T: Follow(%v, %d, %d) finds %d quads at %d, %v; want %d", src, p, near, far, n, at[near], err, len(want))
				}
				for buf := make([]ID, 1+r.IntN(300)); len(got) < n || n == 0; {
					some, err := ends.Read(buf)
					if got = append(got, buf[:some]...); some == 0 || err != nil {
						break
					}
					if r.IntN(4) == 0 { // who has enough goes on elsewhere
						want = want[:len(got)]
						break
					}
				}
				if !slices.Equal(got, want) {
					t.Fatalf("%T: Follow(%v, %d, %d) reads %v at %d, want %v", src, p, near, far, got, at[near], want)
				}
				ids += len(got)
			}
		}
	}
	if followed < 500 || ids < 5000 {
		t.Fatalf("only %d readers were given, of %d ids", followed, ids)
	}
}

// sameFill reads the quads of some vertices at once, as far as there is room.
func sameFill(t *testing.T, ends Ends, src Source, p Quad, near, far int, r *rand.Rand) {
	t.Helper()
	vertices, room := make([]ID, r.IntN(20)), make([]ID, r.IntN(60))
	var want []ID
	done := 0
	for i := range vertices {
		vertices[i] = ID(1 + r.IntN(src.NumValues()+2))
	}
	if r.IntN(2) == 0 {
		slices.Sort(vertices)
	}
	for _, v := range vertices {
		p[near] = v
		ids := []ID{}
		for q := range scanned(src, p) {
			ids = append(ids, q[far])
		}
		if len(want)+len(ids) > len(room) {
			break
		}
		want = append(want, ids...)
		done++
	}
	d, n, err := ends.Fill(vertices, room)
	if d != done || err != nil || !slices.Equal(room[:n], want) {
		t.Fatalf("%T: Fill of %v with room for %d does %d: %v, %v; want %d: %v", src, vertices, len(room), d, room[:n], err, done, want)
	}
}

// Following from many vertices allocates nothing for each.
func TestFollowingDoesNotAllocate(t *testing.T) {
	qs := randomQuads(rand.New(rand.NewPCG(15, 16)), 5000)
	m := Load(qs)
	for _, src := range []Follower{m, compiled(t, qs)} {
		buf := make([]ID, 64)
		got := testing.AllocsPerRun(5, func() {
			ends := src.Follow(Quad{}, Subject, Object)
			for v := ID(1); int(v) <= m.NumValues(); v++ {
				if n, err := ends.Seek(v); err != nil || n < 0 {
					t.Fatal(n, err)
				}
				if _, err := ends.Read(buf); err != nil {
					t.Fatal(err)
				}
			}
		})
		if got > 1 {
			t.Errorf("%T allocates %v times", src, got)
		}
	}
}

func scanned(src Source, p Quad) func(func(Quad) bool) {
	return func(yield func(Quad) bool) {
		scan := src.Scan(p)
		for q, ok := scan.Next(); ok; q, ok = scan.Next() {
			if !yield(q) {
				return
			}
		}
	}
}

// An input that somebody writes to while it is read is an error, and what was there stays.
func TestAnInputThatChangesWhileItIsRead(t *testing.T) {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "a.nq"), filepath.Join(dir, "out.rsg")
	line := "<k:a> <k:p> <k:b> .\n"
	if err := Compile(out, nil); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	changes := map[string]func() error{
		"longer": func() error {
			f, err := os.OpenFile(in, os.O_APPEND|os.O_WRONLY, 0)
			if err != nil {
				return err
			}
			_, err = f.WriteString(line)
			return errors.Join(err, f.Close())
		},
		"shorter": func() error { return os.Truncate(in, int64(len(line))) },
		"another": func() error {
			return errors.Join(os.WriteFile(in+".new", []byte(strings.Repeat(line, 64*quads.BlockSize/len(line))), 0o644), os.Rename(in+".new", in))
		},
		"gone": func() error { return os.Remove(in) },
	}
	for name, change := range changes {
		if err := os.WriteFile(in, []byte(strings.Repeat(line, 64*quads.BlockSize/len(line))), 0o644); err != nil {
			t.Fatal(err)
		}
		changed := false
		_, err := CompileFiles(context.Background(), out, []string{in}, nil, BuildOptions{Progress: func(Stage) {
			if !changed { // after the first quads
				changed = true
				if err := change(); err != nil {
					t.Error(err)
				}
			}
		}})
		if !errors.Is(err, errChanged) || !strings.Contains(err.Error(), "a.nq: it changed while it was read") {
			t.Errorf("%s: got %v", name, err)
		}
		if after, err := os.ReadFile(out); err != nil || !bytes.Equal(after, before) {
			t.Errorf("%s: what was there is another now, %v", name, err)
		}
	}
}

// A store over a damaged segment says so wherever Cayley can hear it.
func TestCayleyHearsOfDamage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.rsg")
	if err := Compile(path, randomQuads(rand.New(rand.NewPCG(3, 4)), 300)); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	ctx, heard := context.Background(), 0
	for at := 0; at < len(whole); at += 61 {
		damaged := slices.Clone(whole)
		damaged[at] ^= 2
		if err := os.WriteFile(path+".bad", damaged, 0o644); err != nil {
			t.Fatal(err)
		}
		s, err := OpenSegment(path + ".bad")
		if err != nil {
			continue
		}
		store := NewStore(s)
		var seen []quad.Quad
		it := store.QuadsAllIterator()
		for it.Next(ctx) {
			seen = append(seen, store.Quad(it.Result()))
		}
		_, err = store.Stats(ctx, true)
		if err := errors.Join(it.Err(), err); err == nil {
			for _, q := range seen {
				if q.Subject == nil || q.Predicate == nil || q.Object == nil {
					t.Fatalf("byte %d is damaged, and %v is a quad", at, q)
				}
			}
		} else {
			heard++
		}
		s.Close()
	}
	if heard == 0 {
		t.Error("no damage was met")
	}
}

// Terms that no value has, values out of order, and datatypes that are not listed are errors, though every checksum is right.
func TestTermsThatMeanNothing(t *testing.T) {
	iri := func(text string) string { return "\x01" + text }
	for name, terms := range map[string][]string{
		"empty":        {iri("k:a"), ""},
		"kind":         {iri("k:a"), "\x09x"},
		"tag":          {iri("k:a"), "\x03\x09en"},
		"no tag":       {iri("k:a"), "\x03"},
		"datatype":     {iri("k:a"), "\x04\x07x"},
		"no datatype":  {iri("k:a"), "\x04\xff\xff"},
		"out of order": {iri("k:b"), iri("k:a")},
		"one twice":    {"\x03\x00x", "\x03\x80\x00x"}, // two ways to write a length
	} {
		path := filepath.Join(t.TempDir(), "graph.rsg")
		err := segment.Create(path, segment.Input{
			Meta: (&meta{}).bytes(),
			Terms: func(add func([]byte) error) error {
				for _, term := range terms {
					if err := add([]byte(term)); err != nil {
						return err
					}
				}
				return nil
			},
			Rows: func(_ int, add func([]segment.Row) error) error { return add([]segment.Row{{1, 1, 2, 0}}) },
		})
		if err != nil {
			t.Fatal(err)
		}
		s, err := OpenSegment(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range Quads(s) {
			if q.Object == nil && s.Err() == nil {
				t.Errorf("%s: a quad without an object, and no error", name)
			}
		}
		var damage *segment.Error
		if err := s.Check(); !errors.As(err, &damage) || damage.Offset == 0 {
			t.Errorf("%s: got %v", name, err)
		}
		s.Close()
	}
}

// Sweep reads what Scan yields, sorted by the far end and then the near one, for the memory graph and the segment alike.
func TestSweepingIsScanning(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 18))
	qs := randomQuads(r, 6000)
	for range 2000 { // so that a group lies in several blocks
		q := qs[r.IntN(len(qs))]
		q.Predicate, q.Object = qs[0].Predicate, qs[0].Object
		qs = append(qs, q)
	}
	m := Load(qs)
	s, all := compiled(t, qs), naive(m, qs)
	swept, parts := 0, 0
	for range 1500 {
		p := randomPattern(r, m, all, r.IntN(16))
		near, far := r.IntN(4), r.IntN(4)
		p[near], p[far] = 0, 0
		var want [][2]ID
		for q := range scanned(m, p) {
			want = append(want, [2]ID{q[far], q[near]})
		}
		slices.SortFunc(want, func(a, b [2]ID) int { return slices.Compare(a[:], b[:]) })
		for _, src := range []Sweeper{m, s} {
			sweep := src.Sweep(p, near, far)
			if sweep == nil || near == far {
				continue
			}
			swept++
			at, last := 0, ID(0)
			for {
				fars, ends, err := sweep.Next()
				if err != nil {
					t.Fatal(err)
				}
				if len(fars) == 0 {
					break
				}
				if fars[0] == last {
					parts++
				}
				n := ends[len(ends)-1]
				if last = fars[len(fars)-1]; n > PartQuads || at+n > len(want) {
					t.Fatalf("%T: Sweep(%v, %d, %d) reads %d at %d of %d", src, p, near, far, n, at, len(want))
				}
				got, from := make([][2]ID, n), 0
				for i, end := range ends {
					for ; from < end; from++ {
						got[from][0] = fars[i]
					}
					if i > 0 && (fars[i] == fars[i-1] || end <= ends[i-1]) {
						t.Fatalf("%T: Sweep(%v, %d, %d): %v end at %v", src, p, near, far, fars, ends)
					}
				}
				for range 1 + r.IntN(3) { // any of them, in any order
					from := r.IntN(n)
					ids := make([]ID, 1+r.IntN(n-from))
					sweep.Read(from, ids)
					for i, id := range ids {
						if want[at+from+i] != [2]ID{got[from+i][0], id} {
							t.Fatalf("%T: Sweep(%v, %d, %d) reads %v of %v from %d on, want %v", src, p, near, far, ids, fars, from, want[at:at+n])
						}
					}
				}
				for i := range n {
					if want[at+i][0] != got[i][0] {
						t.Fatalf("%T: Sweep(%v, %d, %d) has %v ending at %v, want %v", src, p, near, far, fars, ends, want[at:at+n])
					}
				}
				at += n
			}
			if at != len(want) {
				t.Fatalf("%T: Sweep(%v, %d, %d) ends at %d of %d", src, p, near, far, at, len(want))
			}
		}
	}
	if swept < 300 || parts < 10 {
		t.Fatalf("only %d were swept, %d parts went on", swept, parts)
	}
}

// A value costs its text and itself, an id nothing.
func TestLookUpsAllocateLittle(t *testing.T) {
	s := compiled(t, []quad.Quad{{Subject: quad.IRI("http://example.org/a"), Predicate: quad.IRI("http://example.org/p"), Object: quad.String("text")}})
	value := quad.Value(quad.IRI("http://example.org/a"))
	id := s.ID(value)
	if n := testing.AllocsPerRun(100, func() { s.Value(id) }); n > 2 {
		t.Errorf("a value allocates %.0f times", n)
	}
	if n := testing.AllocsPerRun(100, func() { s.ID(value) }); n > 0 {
		t.Errorf("an id allocates %.0f times", n)
	}
}
