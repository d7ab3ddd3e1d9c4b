package segment

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
)

// split draws parts of a graph that hold all of it together, rows in several of them, each with the terms of its rows and some others.
func (g *graph) split(r *rand.Rand, n int) []*graph {
	parts := make([]*graph, n)
	rows, terms := make([][]Row, n), make([]map[ID]bool, n)
	for i := range parts {
		terms[i] = map[ID]bool{}
	}
	for _, row := range g.rows {
		for range 1 + r.IntN(2) {
			i := r.IntN(n)
			rows[i] = append(rows[i], row)
			for _, id := range row {
				terms[i][id] = true
			}
		}
	}
	for id := range g.terms {
		terms[r.IntN(n)][ID(id+1)] = true
	}
	for i := range parts {
		p := &graph{}
		ids := map[ID]ID{}
		for id := ID(1); int(id) <= len(g.terms); id++ {
			if terms[i][id] {
				p.terms = append(p.terms, g.terms[id-1])
				ids[id] = ID(len(p.terms))
			}
		}
		for _, row := range rows[i] {
			p.rows = append(p.rows, Row{ids[row[0]], ids[row[1]], ids[row[2]], ids[row[3]]})
		}
		slices.SortFunc(p.rows, func(a, b Row) int { return compare(a, b, 0) })
		p.rows = slices.Compact(p.rows)
		parts[i] = p
	}
	return parts
}

// byBytes ranks terms by their first byte only, so that many ranks are equal.
var byBytes = TermOrder{
	Rank: func(term []byte) (uint64, error) {
		if len(term) == 0 {
			return 0, nil
		}
		return uint64(term[0]) + 1, nil
	},
	Compare: func(a, b []byte) (int, error) { return bytes.Compare(a, b), nil },
}

func merged(m *Merge) Input { return Input{Meta: []byte("meta"), Terms: m.Terms, Rows: m.Rows} }

// Parts of a graph, merged, are the file that is written from all of it, in any room.
func TestMergedPartsAreTheWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(41, 42))
	for _, n := range []int{1, 2, 7} {
		for _, size := range []struct{ terms, rows int }{{1, 0}, {3, 5}, {900, 5000}, {7000, 25000}} {
			g := randomGraph(r, size.terms, size.rows)
			for _, room := range []Room{{}, {Memory: 1 << 16, Dir: t.TempDir()}} {
				var parts []Part
				for _, p := range g.split(r, n) {
					f, err := Temp(t.TempDir(), p.input())
					if err != nil {
						t.Fatal(err)
					}
					parts = append(parts, Part{File: f})
				}
				m := NewMerge(parts, byBytes, room)
				in := merged(m)
				in.Room = room
				var got bytes.Buffer
				if err := errors.Join(Write(&got, in), m.Close()); err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(got.Bytes(), g.bytes(t)) {
					t.Errorf("%d parts of %d terms and %d rows are another file", n, size.terms, size.rows)
				}
				for _, p := range parts {
					if err := p.Close(); err != nil {
						t.Error(err)
					}
				}
				if room.Dir == "" {
					continue
				}
				if left, _ := os.ReadDir(room.Dir); len(left) > 0 {
					t.Errorf("left: %v", left)
				}
			}
		}
	}
}

// A damaged part is an error of the merge or does not matter: never a panic, never another file.
func TestADamagedPartIsAnError(t *testing.T) {
	r := rand.New(rand.NewPCG(43, 44))
	g := randomGraph(r, 300, 2000)
	split := g.split(r, 2)
	want, other := g.bytes(t), split[1].bytes(t)
	data := split[0].bytes(t)
	met := 0
	for range 300 {
		bit := r.IntN(8 * len(data))
		data[bit/8] ^= 1 << (bit % 8)
		a, err := openBytes(data)
		if err == nil {
			b, _ := openBytes(other)
			m := NewMerge([]Part{{File: a}, {File: b}}, byBytes, Room{})
			var got bytes.Buffer
			var damage *Error
			if err := Write(&got, merged(m)); errors.As(err, &damage) {
				met++
			} else if err != nil || !bytes.Equal(got.Bytes(), want) {
				t.Fatalf("bit %d is flipped, and the merge is another file, %v", bit, err)
			}
			m.Close()
		}
		data[bit/8] ^= 1 << (bit % 8)
	}
	if met == 0 {
		t.Error("no damage was met")
	}
}

// Whoever takes the rows and terms may stop: nothing goes on behind.
func TestAMergeCanBeStopped(t *testing.T) {
	r := rand.New(rand.NewPCG(45, 46))
	g := randomGraph(r, 3000, 30000)
	stopped := errors.New("stopped")
	for left := 0; ; left += 7000 {
		var parts []Part
		for _, p := range g.split(r, 3) {
			f, _ := openBytes(p.bytes(t))
			parts = append(parts, Part{File: f})
		}
		m := NewMerge(parts, byBytes, Room{})
		in := merged(m)
		seen := 0
		in.Terms = func(add func([]byte) error) error {
			return m.Terms(func(term []byte) error {
				if seen++; seen > left {
					return stopped
				}
				return add(term)
			})
		}
		in.Rows = func(order int, add func([]Row) error) error {
			return m.Rows(order, func(rows []Row) error {
				if seen += len(rows); seen > left {
					return stopped
				}
				return add(rows)
			})
		}
		err := Write(io.Discard, in)
		if err == nil {
			return
		}
		if !errors.Is(err, stopped) {
			t.Fatal(err)
		}
		m.Close() // what still read it would say so
	}
}
