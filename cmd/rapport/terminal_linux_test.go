package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"rapport/internal/report"
)

// openTerminal returns the two ends of a pseudo-terminal of a width: what is written to tty can be read from screen.
func openTerminal(t *testing.T, width uint16) (screen, tty *os.File) {
	t.Helper()
	screen, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("SKIP: no pseudo-terminal here, so nothing is tested on one: %v", err)
	}
	fd := int(screen.Fd())
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Skipf("SKIP: no pseudo-terminal here, so nothing is tested on one: %v", err)
	}
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: width}); err != nil {
		t.Fatal(err)
	}
	tty, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("SKIP: no pseudo-terminal here, so nothing is tested on one: %v", err)
	}
	return screen, tty
}

// onTerminal runs a command whose standard output and error are a terminal, and returns what the terminal got.
func onTerminal(t *testing.T, width uint16, env map[string]string, args ...string) string {
	t.Helper()
	screen, tty := openTerminal(t, width)
	defer screen.Close()
	shown := make(chan string)
	go func() {
		b, _ := io.ReadAll(screen) // ends with EIO once tty is closed
		shown <- string(b)
	}()
	run(context.Background(), args, strings.NewReader(""), tty, tty, func(k string) string { return env[k] })
	tty.Close()
	return strings.ReplaceAll(<-shown, "\r\n", "\n")
}

// TestTerminal: a terminal gets rules, bold and dim, fitted to its width; NO_COLOR and a dumb terminal get no codes; and it is told which
// dossier answers when that was found and not named.
func TestTerminal(t *testing.T) {
	file := t.TempDir() + "/a.nq"
	const words = "a long string of words that no narrow terminal can show on a single line of its own"
	if err := os.WriteFile(file, fmt.Appendf(nil, "<kg:a> <kg:b> %q .\n", words), 0o666); err != nil {
		t.Fatal(err)
	}
	args := []string{"query", "-i", file, `g.V("<kg:a>").out("<kg:b>").all()`}
	color := onTerminal(t, 40, nil, args...)
	if !strings.Contains(color, "\x1b[1mid\x1b[0m\n") || !strings.Contains(color, "─") {
		t.Errorf("no bold header or no rule: %q", color)
	}
	plain := onTerminal(t, 40, map[string]string{"NO_COLOR": "1"}, args...)
	if want := "id\n" + strings.Repeat("─", 40) + "\na long string of words that no narrow\nterminal can show on a single line of\nits own\n"; plain != want {
		t.Errorf("got %q, want %q", plain, want)
	}
	if dumb := onTerminal(t, 40, map[string]string{"TERM": "dumb"}, args...); dumb != plain {
		t.Errorf("TERM=dumb: got %q, want %q", dumb, plain)
	}
	if set := onTerminal(t, 40, map[string]string{"NO_COLOR": "1", "COLUMNS": "100"}, args...); !strings.Contains(set, words) {
		t.Errorf("COLUMNS=100 is not looked at: %q", set)
	}
	root, err := filepath.Abs("../..") // the dossier above this folder
	if err != nil {
		t.Fatal(err)
	}
	ask := []string{"query", `g.V("<kg:nobody-at-all>").all()`}
	if told := onTerminal(t, 400, map[string]string{"NO_COLOR": "1"}, ask...); !strings.Contains(told, "dossier: "+root+"\n") {
		t.Errorf("the terminal is not told which dossier: %q", told)
	}
	if told := onTerminal(t, 400, map[string]string{"NO_COLOR": "1"}, append(ask, "-C", root)...); strings.Contains(told, "dossier: ") {
		t.Errorf("the terminal is told what it was asked: %q", told)
	}
	t.Chdir("/")
	if told := onTerminal(t, 400, map[string]string{"NO_COLOR": "1"}, ask...); strings.Contains(told, "dossier: ") {
		t.Errorf("the terminal is told of the built-in dossier: %q", told)
	}
}

// TestDossierToldOnce: a dossier that was found is told of once, however often a command looks for it.
func TestDossierToldOnce(t *testing.T) {
	dir := t.TempDir()
	for _, folder := range []string{quadsFolder, queriesFolder} {
		if err := os.Mkdir(filepath.Join(dir, folder), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, quadsFolder, "entities.nq"), []byte("<kg:rill> <rdf:type> <kg:State> <kg:entities> .\n<kg:rill> <schema:name> \"Rill\" <kg:entities> .\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}, {"-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "first"}} {
		if _, err := git(t.Context(), place(dir), args...); err != nil {
			t.Skipf("SKIP: revisions need git: %v", err)
		}
	}
	t.Chdir(dir)
	shown := onTerminal(t, 80, map[string]string{"TERM": "xterm", "NO_COLOR": "1"}, "diff", "HEAD")
	if strings.Count(shown, "dossier: ") != 1 || !strings.Contains(shown, "no difference") {
		t.Errorf("%q", shown)
	}
}

// TestBuildOnTerminal: how far the reading is stands on one line of any width, which is taken away at the end.
func TestBuildOnTerminal(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.nq")
	if err := os.WriteFile(file, []byte(strings.Repeat("<kg:a> <kg:b> <kg:c> .\n", 5000)), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, width := range []uint16{20, 80} {
		shown := onTerminal(t, width, map[string]string{"TERM": "xterm", "NO_COLOR": "1"}, "build", "-i", file, filepath.Join(dir, "a.rsg"))
		bar, notice, ok := strings.Cut(shown, "\r1 quad of ")
		if !ok || !strings.HasPrefix(notice, "1 file in ") || !strings.Contains(notice, "quads/s") {
			t.Errorf("width %d: %q", width, shown)
		}
		if !strings.Contains(bar, "5000 quads, "[:min(int(width)-1, 12)]) || width == 80 && !strings.Contains(bar, ", sorting") {
			t.Errorf("width %d: the bar is %q", width, bar)
		}
		pieces := strings.Split(bar, "\r")
		for _, piece := range pieces {
			if len(piece) >= int(width) {
				t.Errorf("width %d: %q does not fit", width, piece)
			}
		}
		if last := pieces[len(pieces)-1]; strings.TrimSpace(last) != "" {
			t.Errorf("width %d: %q stays", width, last)
		}
	}
}

// TestReportsOnATerminal: without -o, a report is laid out for the terminal: no line is wider, every note that is referred to is there, and nothing is Markdown.
func TestReportsOnATerminal(t *testing.T) {
	marks, notes := regexp.MustCompile(`\[(\d+)\]`), regexp.MustCompile(`(?m)^\[(\d+)\] `)
	for _, r := range reportRuns(t) {
		written := strings.Count(string(r.written(t, "md")), "\n[^")
		for _, width := range []uint16{60, 80} {
			args := r.command("md")
			args = args[:len(args)-2]
			shown := onTerminal(t, width, map[string]string{"NO_COLOR": "1"}, args...)
			for line := range strings.Lines(shown) {
				if w := report.Width(strings.TrimRight(line, "\n")); w > int(width) && !strings.HasPrefix(line, "dossier: ") {
					t.Errorf("%s at %d: a line of %d: %s", r.args, width, w, line)
				}
			}
			if strings.Contains(shown, "[^") || strings.Contains(shown, `\[`) || strings.Contains(shown, "**") {
				t.Errorf("%s at %d has Markdown: %s", r.args, width, shown)
			}
			there := map[string]bool{}
			for _, n := range notes.FindAllStringSubmatch(shown, -1) {
				there[n[1]] = true
			}
			for _, n := range marks.FindAllStringSubmatch(shown, -1) {
				if !there[n[1]] {
					t.Errorf("%s at %d: no note %s", r.args, width, n[1])
				}
			}
			if len(there) != written {
				t.Errorf("%s at %d: %d notes, want %d", r.args, width, len(there), written)
			}
		}
	}
	if md := onTerminal(t, 80, nil, "report", "brief", "-o", "md"); !strings.Contains(md, "\n## How things stand\n") || !strings.Contains(md, "\n[^1]: `rit:01a` ") {
		t.Errorf("-o md is not Markdown: %s", md)
	}
	color := onTerminal(t, 80, nil, "report", "brief")
	if !strings.Contains(color, "\x1b[1mHow things stand\x1b[0m\n") || strings.Contains(color, "<!--") {
		t.Errorf("no bold heading, or the recipe: %q", color)
	}
	if refused := onTerminal(t, 80, nil, "report", "brief", "-o", "pdf"); !strings.Contains(refused, "a PDF is nothing for a terminal") || strings.Contains(refused, "%PDF") {
		t.Errorf("a PDF on a terminal: %q", refused)
	}
	const want = "Power, produced or aimed at\n───────────────────────────\n\n- Hoped for by Iran, not a fact: the project will help it reach a nuclear power\n  capacity of 20 gigawatts by 2040: 20 gigawatts[1]\n- Bushehr nuclear power plant: roughly one gigawatt[2]\n\nLeft open of “the project will help it reach a nuclear power capacity of 20\ngigawatts by 2040” (hope)[1] How much of the 20 gigawatts would come from the\nproject is not said.\n"
	if shown := onTerminal(t, 80, map[string]string{"NO_COLOR": "1"}, "report", "projects", "--section", "power"); !strings.Contains(shown, want) {
		t.Errorf("got %s, want %s", shown, want)
	}
}
