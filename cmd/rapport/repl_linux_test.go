package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// typist sits at a terminal.
type typist struct {
	t      *testing.T
	screen *os.File
	mu     sync.Mutex
	shown  string // since it was last looked at
}

// sees waits until the terminal shows a text, and forgets what stands before it.
func (p *typist) sees(text string) {
	p.t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		p.mu.Lock()
		_, after, found := strings.Cut(p.shown, text)
		if found {
			p.shown = after
		}
		p.mu.Unlock()
		if found {
			return
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.t.Fatalf("the terminal never shows %q; it has %q", text, p.shown)
}

func (p *typist) types(keys string) { io.WriteString(p.screen, keys) }

// startRepl runs the program on a terminal of its own, so that Ctrl-C there is a signal to it.
func startRepl(t *testing.T, home string) (*typist, *exec.Cmd) {
	t.Helper()
	screen, tty := openTerminal(t, 80)
	cmd := exec.Command("rapport", "repl")
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), "HOME="+home, "XDG_STATE_HOME=", "TERM=xterm", "NO_COLOR=1", "COLUMNS=")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, tty
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 0}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	tty.Close()
	p := &typist{t: t, screen: screen}
	go func() {
		for buf := make([]byte, 4096); ; {
			n, err := screen.Read(buf)
			p.mu.Lock()
			p.shown += string(buf[:n])
			p.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	t.Cleanup(func() {
		cmd.Process.Kill()
		screen.Close()
	})
	return p, cmd
}

// lineDone is what the editor writes when it gives the terminal back for an answer.
const lineDone = "\x1b[?2004l"

// TestPrompt: a program of several lines, completion, an error at its place, Ctrl-C and Ctrl-D, and a history that the next session has.
func TestPrompt(t *testing.T) {
	home := t.TempDir()
	p, cmd := startRepl(t, home)
	p.sees("rapport> ")
	p.types(`g.V("<kg:rosatom>")` + "\r")
	p.sees("nothing is asked yet")
	p.sees("..> ")
	p.types(".out(\"<kg:builds\t).al\t\r")
	p.sees("Eight small nuclear power plants in Iran (project, contracted)")
	p.sees("rapport> ")

	p.types("g.V(\"Rosat\t).out(\"<kg:builds\t).all()\r")
	p.sees("<kg:rosatom-chief>")
	p.sees("Eight small nuclear power plants in Iran")
	p.sees("rapport> ")

	p.types("g.V().ouut()\r")
	p.sees("  g.V().ouut()\r\n        ^\r\nerror: a path has no step \"ouut\"\r\nhint: did you mean \"out\"?\r\n")
	p.sees("rapport> ")

	p.types("while (true) {}\r")
	p.sees(lineDone)
	time.Sleep(100 * time.Millisecond)
	p.types("\x03")
	p.sees("interrupted\r\n")
	p.sees("rapport> ")
	p.types(".explain on\r")
	p.sees("rapport> ")
	p.types("g.V().count(); while (true) {}\r")
	p.sees(lineDone)
	time.Sleep(100 * time.Millisecond)
	p.types("\x03")
	p.sees("\r\ncount() at 1:7: ")
	p.sees("interrupted\r\n")
	p.sees("rapport> ")
	p.types(".explain off\r")
	p.sees("rapport> ")
	p.types("half a line\x03")
	p.sees("^C\r\n")
	p.sees("rapport> ")
	p.types("\x03")
	p.sees(".quit, or Ctrl-D, leaves")
	p.sees("rapport> ")
	p.types("g.emit({\rone: 1\x03")
	p.sees("^C\r\n")
	p.sees("rapport> ")
	p.types("1 + 1\r")
	p.sees("    2\r\n")
	p.sees("rapport> ")
	p.types("\x04")
	if err := cmd.Wait(); err != nil {
		t.Errorf("Ctrl-D: %v", err)
	}

	file := filepath.Join(home, ".local", "state", "rapport", "history")
	text, err := os.ReadFile(file)
	want := `g.V(\"<kg:rosatom>\")\n.out(\"<kg:builds>\").all()` + "\n" + `g.V(\"<kg:rosatom>\").out(\"<kg:builds>\").all()` + "\n" + `g.V().ouut()` + "\n" + `while (true) {}` + "\n" + `.explain on` + "\n" + `g.V().count(); while (true) {}` + "\n" + `.explain off` + "\n" + `g.emit({` + "\n" + `1 + 1` + "\n"
	if err != nil || string(text) != want {
		t.Errorf("history %q, %v; want %q", text, err, want)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("history has mode %v, %v", info.Mode(), err)
	}

	p, cmd = startRepl(t, home)
	p.sees("rapport> ")
	p.types(strings.Repeat("\x1b[A", 9))
	p.sees("⏎.out(")
	p.types("\r")
	p.sees("Eight small nuclear power plants in Iran")
	p.sees("rapport> ")
	p.types("OUUT\x12\r")
	p.sees("did you mean")
	p.sees("rapport> ")
	p.types(".restrict --only a\t\r")
	p.sees(" quads may be walked; .restrict off ends it\r\n")
	p.sees("rapport*> ")
	p.types("g.V(\r")
	p.sees("      ..> ")
	p.types("\x03")
	p.sees("rapport*> ")
	p.types(".restrict off\r")
	p.sees("rapport> ")
	p.types(".quit\r")
	if err := cmd.Wait(); err != nil {
		t.Errorf(".quit: %v", err)
	}
}

// TestPromptTerminated: a signal that ends the program leaves the terminal as it was.
func TestPromptTerminated(t *testing.T) {
	p, cmd := startRepl(t, t.TempDir())
	p.sees("rapport> ")
	cmd.Process.Signal(syscall.SIGTERM)
	if err := cmd.Wait(); err == nil {
		t.Error("the prompt ends well on SIGTERM")
	}
	p.sees(lineDone)
}
