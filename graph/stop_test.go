package graph

import (
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/cayleygraph/quad"
)

// TestScannersStop: a walk that passes over quads without finding one ends once it is told to.
func TestScannersStop(t *testing.T) {
	const n = 3 * lookEvery
	var qs []quad.Quad
	for i := range n { // the last quad of the predicate is the only one under the label
		label := "other"
		if i == n-1 {
			label = "wanted"
		}
		qs = append(qs, quad.MakeIRI("a", "p", fmt.Sprintf("b%06d", i), label), quad.MakeIRI("a", "q", fmt.Sprint("b", i), "wanted"))
	}
	m := Load(qs)
	s := compiled(t, qs)
	id := func(name string) ID { return m.ID(quad.IRI(name)) }
	hidden := rules{hidden: newIDBits(m)}
	for i := range n - 1 {
		hidden.hidden.add(id(fmt.Sprintf("b%06d", i)))
	}
	var leftOut int
	for name, scan := range map[string]func() Scanner{
		"memory":                func() Scanner { return m.Scan(Quad{Predicate: id("p"), Label: id("wanted")}) },
		"segment":               func() Scanner { return s.Scan(Quad{Predicate: id("p"), Label: id("wanted")}) },
		"restricted memory":     func() Scanner { return newRestricted(m, hidden).Scan(Quad{Predicate: id("p")}) },
		"restricted, otherwise": func() Scanner { return newRestricted(plain{m}, hidden).Scan(Quad{Predicate: id("p")}) },
		"restricted, counting": func() Scanner {
			return newRestricted(m, hidden).ScanCounting(Quad{Predicate: id("p")}, &leftOut)
		},
		"restricted, filtering below": func() Scanner {
			return newRestricted(plain{m}, rules{}).Scan(Quad{Predicate: id("p"), Label: id("wanted")})
		},
	} {
		var stop atomic.Bool
		s, ok := scan().(Stoppable)
		if !ok {
			t.Errorf("%s: not stoppable", name)
			continue
		}
		s.StopWith(&stop)
		if q, ok := s.Next(); !ok || q[Object] != id(fmt.Sprintf("b%06d", n-1)) {
			t.Errorf("%s: %v, %v", name, q, ok)
		}
		s = scan().(Stoppable)
		s.StopWith(&stop)
		stop.Store(true)
		if q, ok := s.Next(); ok || s.Err() != nil {
			t.Errorf("%s: %v after the stop, %v", name, q, s.Err())
		}
	}
	if leftOut > n+lookEvery {
		t.Errorf("%d quads were passed over", leftOut)
	}
}

// plain hides what a Source is.
type plain struct{ Source }
