package graph

import (
	"reflect"
	"testing"

	"github.com/cayleygraph/quad"
)

var metas = []*meta{
	{},
	{types: []quad.IRI{"", "k:t", "k:u"}},
	{files: []fileNote{{"a.nq", 0}, {"статья/b.nq", 1<<64 - 1}}},
	{types: []quad.IRI{"k:t"}, files: []fileNote{{"", 7}}},
}

func TestMetaComesBack(t *testing.T) {
	for _, want := range metas {
		b := want.bytes()
		got, err := readMeta(b)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v, %v, want %+v", got, err, want)
		}
		for n := range b {
			if _, err := readMeta(b[:n]); err == nil {
				t.Errorf("the first %d of %d bytes are read", n, len(b))
			}
		}
		if _, err := readMeta(append(b, 0)); err == nil {
			t.Error("a byte too many is read")
		}
	}
}

func FuzzMeta(f *testing.F) {
	for _, m := range metas {
		f.Add(m.bytes())
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := readMeta(b)
		if err != nil {
			return
		}
		again, err := readMeta(m.bytes())
		if err != nil || !reflect.DeepEqual(again, m) {
			t.Errorf("%+v comes back as %+v, %v", m, again, err)
		}
	})
}
