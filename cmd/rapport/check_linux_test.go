package main

import (
	"regexp"
	"strings"
	"testing"
)

// TestCoverageOnTerminal: on a terminal the quoted words are bold, and nothing of the text is lost or doubled by bold and wrapping.
func TestCoverageOnTerminal(t *testing.T) {
	codes := regexp.MustCompile(`\x1b\[[0-9]*m`)
	plain := onTerminal(t, 200, map[string]string{"NO_COLOR": "1"}, "-C", "testdata/dossiers/harbour", "check", "--coverage")
	for _, width := range []uint16{20, 40, 80, 120} {
		shown := onTerminal(t, width, map[string]string{"TERM": "xterm"}, "-C", "testdata/dossiers/harbour", "check", "--coverage")
		if !strings.Contains(shown, "\x1b[1m") {
			t.Errorf("width %d: nothing is bold", width)
		}
		got, want := codes.ReplaceAllString(shown, ""), plain
		for _, s := range []*string{&got, &want} {
			*s = strings.NewReplacer(" ", "", "\n", "", "[", "", "]", "").Replace(*s)
		}
		if got != want {
			t.Errorf("width %d:\n%s\nwant the text of\n%s", width, shown, plain)
		}
	}
}
