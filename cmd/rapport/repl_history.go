package main

import (
	"bufio"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// The history holds what was entered at a prompt, across sessions: one entry a line of a file, as a Go string without its quotes, so that a
// program of several lines is one entry. Sessions that run at once append to the same file.

// keptEntries is how many entries a file keeps when it is read; twice as many make it be written anew.
const keptEntries = 1000

// lineMark stands for a line break where a program of several lines is edited in one.
const lineMark = "⏎"

// history is what the arrow keys bring back. It is a term.History whose entries are added by add alone: x/term would add each line.
type history struct {
	file    string   // "" for a session that leaves nothing behind
	entries []string // oldest first
}

// openHistory reads the history of a user. A folder that cannot be used makes one for this session alone; the error says why.
func openHistory(env func(string) string) (*history, error) {
	dir, err := stateFolder(env)
	if err != nil {
		return &history{}, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return &history{}, err
	}
	h := &history{file: filepath.Join(dir, "history")}
	return h, h.read()
}

// stateFolder is where a program keeps what it may lose: $XDG_STATE_HOME/rapport, else ~/.local/state/rapport; on Windows, %LocalAppData%\rapport.
func stateFolder(env func(string) string) (string, error) {
	if dir := env("XDG_STATE_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "rapport"), nil
	}
	if dir := env("LocalAppData"); runtime.GOOS == "windows" && dir != "" {
		return filepath.Join(dir, "rapport"), nil
	}
	if home := env("HOME"); filepath.IsAbs(home) {
		return filepath.Join(home, ".local", "state", "rapport"), nil
	}
	return "", errors.New("no home folder is known")
}

// read takes the entries of the file; lines that are none are left out.
func (h *history) read() error {
	f, err := os.Open(h.file)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	lines, total := bufio.NewScanner(f), 0
	lines.Buffer(nil, maxProgram)
	for lines.Scan() {
		total++
		if entry, err := strconv.Unquote(`"` + lines.Text() + `"`); err == nil {
			h.entries = append(h.entries, entry)
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	h.entries = h.entries[max(0, len(h.entries)-keptEntries):]
	if total < 2*keptEntries {
		return nil
	}
	return writeFile(h.file, func(w io.Writer) error {
		_, err := io.WriteString(w, encodeEntries(h.entries))
		return err
	})
}

func encodeEntries(entries []string) string {
	var b strings.Builder
	for _, e := range entries {
		quoted := strconv.Quote(e)
		b.WriteString(quoted[1:len(quoted)-1] + "\n")
	}
	return b.String()
}

// add remembers a program or command, unless it is the last one again. That it cannot be written is no reason to stop.
func (h *history) add(entry string) {
	entry = strings.TrimSpace(entry)
	if entry == "" || len(h.entries) > 0 && h.entries[len(h.entries)-1] == entry {
		return
	}
	h.entries = append(h.entries, entry)
	if h.file == "" {
		return
	}
	f, err := os.OpenFile(h.file, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		h.file = ""
		return
	}
	io.WriteString(f, encodeEntries([]string{entry}))
	f.Close()
}

// Add is for x/term, which calls it with each line; a program may be many.
func (h *history) Add(string) {}

// Len counts the entries.
func (h *history) Len() int { return len(h.entries) }

// At returns an entry as one line, 0 for the latest.
func (h *history) At(i int) string {
	return strings.ReplaceAll(h.entries[len(h.entries)-1-i], "\n", lineMark)
}

// search returns the latest entry that contains text, other than those in skip, as one line.
func (h *history) search(text string, skip []string) (entry string, found bool) {
	for i := range h.Len() {
		if e := h.At(i); strings.Contains(strings.ToLower(e), strings.ToLower(text)) && !slices.Contains(skip, e) {
			return e, true
		}
	}
	return "", false
}
