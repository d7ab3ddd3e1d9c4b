package gizmo

import (
	"strings"
	"testing"

	"github.com/dop251/goja/parser"
)

// TestHeadless: a program without the lines of comment that it begins with is the same program, at the same places.
func TestHeadless(t *testing.T) {
	for text, want := range map[string]string{
		"// title: a\n// asks: b?\n//\ng.V()": "\n\n\ng.V()",
		"// a\n\n// b\ng.V()":                 "\n\n// b\ng.V()",
		"//":                                  "//",
		"// a\u2028g.V()":                     "// a\u2028g.V()",
		"// a\n// b\rg.V()\n// c\n":           "\n// b\rg.V()\n// c\n",
		" // a\n":                             " // a\n",
		"":                                    "",
		"/* a */ g.V()":                       "/* a */ g.V()",
		"// a\n`\n// no comment\n`\n// b\ng.V(1)": "\n`\n// no comment\n`\n// b\ng.V(1)",
	} {
		if got := headless(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
		_, with := parser.ParseFile(nil, "p", text, 0)
		_, without := parser.ParseFile(nil, "p", headless(text), 0)
		if (with == nil) != (without == nil) {
			t.Errorf("%q: %v with its head, %v without", text, with, without)
		}
	}
	for text, want := range map[string]string{"// a\n// b\n\n  g.V(": "p:4:", "// a\n// b\ng.V().out(1n)": "p:3:11"} {
		if _, err := compile("p", text); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want it at %s", text, err, want)
		}
	}
}
