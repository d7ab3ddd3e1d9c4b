package gizmo_test

import (
	"slices"
	"strings"
)

// shrink leaves out what it can of the program and the graph so that the two disagree about the same still.
func (t trial) shrink(class string) trial {
	still := func(s trial) bool { return s.judge().class == class }
	for {
		smaller, ok := t.smaller(still)
		if !ok {
			return t
		}
		t = smaller
	}
}

// smaller finds the first trial with less in it that will do.
func (t trial) smaller(will func(trial) bool) (trial, bool) {
	for n := len(t.quads); n > 0; n /= 2 {
		for at := 0; at < len(t.quads); at += n {
			s := t
			s.quads = slices.Delete(slices.Clone(t.quads), at, min(at+n, len(t.quads)))
			if will(s) {
				return s, true
			}
		}
	}
	for _, p := range less(t.program) {
		s := t
		s.program = p
		if will(s) {
			return s, true
		}
	}
	return t, false
}

// less lists the programs that leave out one thing: a statement, a step, an argument, an item.
func less(s *syntax) (out []*syntax) {
	if s.kind == "call" && s.parts[0].kind == "member" && s.parts[0].parts[0].kind == "call" {
		out = append(out, s.parts[0].parts[0])
	}
	first := 0
	switch s.kind {
	case "call":
		first = 1
	case "list", "function", "program":
	default:
		first = len(s.parts)
	}
	for i := first; i < len(s.parts); i++ {
		out = append(out, s.replacing(slices.Delete(slices.Clone(s.parts), i, i+1)))
	}
	for i, p := range s.parts {
		for _, smaller := range less(p) {
			parts := slices.Clone(s.parts)
			parts[i] = smaller
			out = append(out, s.replacing(parts))
		}
	}
	return out
}

func (s *syntax) replacing(parts []*syntax) *syntax {
	n := *s
	n.parts = parts
	return &n
}

// String writes the program and the graph.
func (t trial) String() string {
	var b strings.Builder
	b.WriteString(t.program.String())
	for _, q := range t.quads {
		b.WriteString("\n" + writeQuad(q))
	}
	return b.String()
}
