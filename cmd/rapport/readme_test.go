package main

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// readmes are the documents whose ```console blocks are run. A line "$ command" is run by a shell in a folder of its own, which lasts for the whole
// document; the lines up to the next one are what it prints. A line "…" there stands for any number of lines.
var readmes = []string{"README.md", "quads/README.md", "queries/README.md", "graph/gizmo/README.md"}

// session is one command of a document and what it says that the command prints.
type session struct {
	line    int
	command string
	want    []string
}

func readSessions(text string) []session {
	var out []session
	inside := false
	for i, line := range strings.Split(text, "\n") {
		switch {
		case strings.HasPrefix(line, "```"):
			inside = line == "```console"
		case !inside:
		case strings.HasPrefix(line, "$ "):
			out = append(out, session{line: i + 1, command: line[2:]})
		case len(out) > 0:
			out[len(out)-1].want = append(out[len(out)-1].want, line)
		}
	}
	return out
}

func TestReadmes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the documents are written for a Unix shell")
	}
	total := 0
	for _, name := range readmes {
		text, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		for _, s := range readSessions(string(text)) {
			total++
			if err := s.run(dir); err != nil {
				t.Errorf("%s:%d: $ %s\n%v", name, s.line, s.command, err)
			}
		}
	}
	if total < 8 {
		t.Errorf("%d commands in all documents: the test sees too little", total)
	}
}

// run runs the command as a reader would, but for the program, which is the one under test.
func (s session) run(dir string) error {
	command := strings.ReplaceAll(s.command, "go run ./cmd/rapport", "rapport")
	cmd := exec.Command("sh", "-c", command)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if code := cmd.ProcessState.ExitCode(); err != nil && code != exitFound {
		return fmt.Errorf("%v\n%s", err, out)
	}
	if len(s.want) == 0 {
		return nil
	}
	if !wanted(s.want).MatchString(trimLines(string(out))) {
		return fmt.Errorf("prints:\n%s\nthe document says:\n%s", out, strings.Join(s.want, "\n"))
	}
	return nil
}

// wanted turns the lines of a document into a pattern for the whole output.
func wanted(lines []string) *regexp.Regexp {
	var b strings.Builder
	b.WriteString(`\A`)
	for _, line := range lines {
		if strings.TrimSpace(line) == "…" {
			b.WriteString(`(?:.*\n)*?`)
			continue
		}
		b.WriteString(regexp.QuoteMeta(strings.TrimRight(line, " ")) + `\n`)
	}
	b.WriteString(`\z`)
	return regexp.MustCompile(b.String())
}

func trimLines(s string) string {
	var b strings.Builder
	for line := range strings.Lines(strings.TrimRight(s, "\n") + "\n") {
		b.WriteString(strings.TrimRight(line, " \r\n") + "\n")
	}
	return b.String()
}

// TestReadmesSeesDifferences: the judge of the documents can fail.
func TestReadmesSeesDifferences(t *testing.T) {
	for _, c := range []struct {
		want []string
		out  string
		ok   bool
	}{
		{[]string{"a", "b"}, "a\nb\n", true},
		{[]string{"a", "…"}, "a\nb\nc\n", true},
		{[]string{"a", "…", "c"}, "a\nb\n", false},
		{[]string{"a"}, "a\nb\n", false},
		{[]string{"a.c"}, "abc\n", false},
	} {
		if got := wanted(c.want).MatchString(c.out); got != c.ok {
			t.Errorf("%q against %q: %v", c.want, c.out, got)
		}
	}
}
