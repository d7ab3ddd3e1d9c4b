package gizmo

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// declared finds the names in a block of the declarations: NAME( at the beginning of a line.
func declared(t *testing.T, text, opening string) []string {
	t.Helper()
	_, block, found := strings.Cut(text, opening)
	if !found {
		t.Fatalf("the declarations have no %q", opening)
	}
	if inner, _, closed := strings.Cut(block, "\n}\n"); closed {
		block = inner
	}
	var names []string
	for _, m := range regexp.MustCompile(`(?m)^  (\w+)\(`).FindAllStringSubmatch(block, -1) {
		names = append(names, m[1])
	}
	return names
}

// TestDeclarations: gizmo.d.ts declares what the tables have, each once, and nothing else.
func TestDeclarations(t *testing.T) {
	text := Declarations()
	same := func(what string, got, want []string) {
		t.Helper()
		got, want = slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))
		if !slices.Equal(got, want) {
			t.Errorf("%s: declared are %v; the runtime has %v", what, got, want)
		}
	}
	same("path", append(declared(t, text, "interface Morphism {"), declared(t, text, "interface Path extends Morphism {")...), namesOf(steps))
	same("g", declared(t, text, "interface Graph {"), namesOf(graphMethods))
	var functions []string
	for _, m := range regexp.MustCompile(`(?m)^declare function (\w+)\(`).FindAllStringSubmatch(text, -1) {
		functions = append(functions, m[1])
	}
	same("globals", functions, namesOf(globals))
}

// TestMethodsAreDescribed: each method says what it does, in words and types that the declarations know.
func TestMethodsAreDescribed(t *testing.T) {
	word := regexp.MustCompile(`\b[A-Z]\w*`)
	for _, m := range Methods() {
		if m.Doc == "" || strings.HasSuffix(m.Doc, ".") || strings.Contains(m.Doc, "\n") || m.Gives == "" {
			t.Errorf("%s gives %q: %q; want a line of words without a full stop, and what it gives", m, m.Gives, m.Doc)
		}
		for _, name := range word.FindAllString(m.Takes+" "+m.Gives, -1) {
			if !regexp.MustCompile(`(type|interface) ` + name + `\b`).MatchString(Declarations()) {
				t.Errorf("%s: the type %s is not declared", m, name)
			}
		}
	}
}

// TestWants: what an argument names is told by the types that the language declares.
func TestWants(t *testing.T) {
	for call, want := range map[string][]Wanted{
		"g.V":               {WantsNode, WantsNode},
		"g.entity":          {WantsName, WantsName},
		"g.IRI":             {WantsNode, WantsNothing},
		"path.out":          {WantsPredicate, WantsTag, WantsTag},
		"path.has":          {WantsPredicate, WantsNode, WantsNode},
		"path.save":         {WantsPredicate, WantsTag},
		"path.tag":          {WantsTag, WantsTag},
		"path.limit":        {WantsNothing, WantsNothing},
		"path.all":          {WantsNothing},
		"path.shortestPath": {WantsNode, WantsPredicate, WantsNothing, WantsTag, WantsTag},
	} {
		at := slices.IndexFunc(Methods(), func(m Method) bool { return string(m.On)+"."+m.Name == call })
		if at < 0 {
			t.Errorf("there is no %s", call)
			continue
		}
		for n, wanted := range want {
			if p, _ := Methods()[at].Parameter(n); p.Wants() != wanted {
				t.Errorf("%s: argument %d, %v, wants %q; want %q", Methods()[at], n, p, p.Wants(), wanted)
			}
		}
	}
	for _, m := range Methods() {
		if n := len(m.Parameters()); (n == 0) != (m.Takes == "") {
			t.Errorf("%s: %d parameters", m, n)
		}
		for i, p := range m.Parameters() {
			if p.Name == "" || p.Type == "" || p.Rest && i < len(m.Parameters())-1 {
				t.Errorf("%s: %+v", m, p)
			}
		}
	}
}
