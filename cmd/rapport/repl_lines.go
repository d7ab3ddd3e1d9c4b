package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"golang.org/x/term"
)

// lines is where a prompt gets its input from. The error is io.EOF at the end, and errInterrupted for Ctrl-C: errDropped where something was typed.
type lines interface {
	// next shows a prompt and reads a line; pasted says that nobody typed it, key by key. A recalled program may be several lines.
	next(prompt string) (line string, pasted bool, err error)
}

const (
	errInterrupted interruption = "interrupted"
	errDropped     interruption = "interrupted in a line"
)

// interruption is an error that costs nothing where no prompt is.
type interruption string

func (i interruption) Error() string { return string(i) }

// plainLines reads a pipe or file, or a terminal that cannot edit; only there w is not nil, and gets the prompts.
type plainLines struct {
	r *bufio.Reader
	w io.Writer
}

func newPlainLines(r io.Reader) *plainLines { return &plainLines{r: bufio.NewReader(r)} }

func (p *plainLines) next(prompt string) (string, bool, error) {
	if p.w != nil {
		fmt.Fprint(p.w, prompt)
	}
	line, err := p.r.ReadString('\n')
	if err == io.EOF && line != "" {
		err = nil // the last line has no end
	}
	return strings.TrimRight(line, "\r\n"), false, err
}

// editor edits lines on a terminal: x/term's, with our history and completion.
type editor struct {
	keys    *keys
	out     *os.File
	history *history
	// complete returns what the text before the cursor may go on with, in place of its last bytes: word.
	complete func(line string) (word string, items []item)
	term     *term.Terminal // nil when the next line needs a new one
	begun    string         // the line that Ctrl-C found
	searched []string       // what Ctrl-R has shown of one search
	found    string         // the last of these
	sought   string         // what it looks for
}

// next puts the terminal in raw mode for one line: whatever runs between two lines finds it as usual, and Ctrl-C a signal.
func (e *editor) next(prompt string) (line string, pasted bool, err error) {
	fd := int(e.keys.in.Fd())
	before, err := term.MakeRaw(fd)
	if err != nil {
		return "", false, err
	}
	defer term.Restore(fd, before)
	if e.term == nil {
		e.term = term.NewTerminal(struct {
			io.Reader
			io.Writer
		}{e.keys, e.out}, "")
		e.term.History = e.history
		e.term.AutoCompleteCallback = e.key
	}
	if width, height, err := term.GetSize(int(e.out.Fd())); err == nil && width > 0 {
		e.term.SetSize(width, height)
	}
	e.term.SetPrompt(prompt)
	e.begun = ""
	e.term.SetBracketedPasteMode(true)
	defer e.term.SetBracketedPasteMode(false)
	line, err = e.term.ReadLine()
	if err == term.ErrPasteIndicator {
		pasted, err = true, nil
	}
	if err != nil {
		err = e.ended(err)
	}
	return strings.ReplaceAll(line, lineMark, "\n"), pasted, err
}

// ended tells Ctrl-C from Ctrl-D, which are one to x/term, and leaves the line that was begun.
func (e *editor) ended(err error) error {
	e.term = nil
	if e.keys.interrupted {
		e.keys.interrupted = false
		io.WriteString(e.out, "^C\r\n")
		if e.begun != "" {
			return errDropped
		}
		return errInterrupted
	}
	io.WriteString(e.out, "\r\n")
	return err
}

// Keys that x/term leaves to us, and Ctrl-C, which ends its line without a word of what was typed: we put a key of ours before it that asks.
const (
	keyTab   = '\t'
	keyCtrlC = 3
	keyCtrlR = 18
	keyBegun = 28
)

// key is called by x/term for each key that means nothing to it.
func (e *editor) key(line string, pos int, key rune) (newLine string, newPos int, ok bool) {
	switch key {
	case keyTab:
		newLine, newPos = e.tab(line, pos)
		return newLine, newPos, true
	case keyCtrlR:
		line = e.back(line)
		return line, len(line), true
	case keyBegun:
		e.begun = line
	}
	return "", 0, false
}

// back looks in the history for what was typed; pressed again, further back.
func (e *editor) back(line string) string {
	if line != e.found || line == "" {
		e.sought, e.searched = line, nil
	}
	entry, ok := e.history.search(e.sought, e.searched)
	if !ok {
		return line
	}
	e.found, e.searched = entry, append(e.searched, entry)
	return entry
}

// tab completes the word before the cursor as far as all that it may become agree; where it gets no further, it lists them. A name becomes the node that it is of.
func (e *editor) tab(line string, pos int) (string, int) {
	head, tail := line[:pos], line[pos:]
	if strings.TrimSpace(head) == "" {
		return head + "  " + tail, pos + 2
	}
	word, items := e.complete(head)
	if len(items) == 0 {
		return line, pos
	}
	text := commonPrefix(items)
	if best, ok := best(word, items); ok && len(items) > 1 {
		io.WriteString(e.term, e.listed(items))
		items = []item{best}
	}
	if len(items) == 1 {
		text = items[0].text + items[0].tail
		tail = strings.TrimPrefix(tail, overlap(items[0].tail, tail))
	} else if !strings.HasPrefix(text, word) || text == word {
		io.WriteString(e.term, e.listed(items))
		return line, pos
	}
	head = strings.TrimSuffix(head, word) + text
	return head + tail, len(head)
}

// listed is the list of what a word may become.
func (e *editor) listed(items []item) string {
	width, _, _ := term.GetSize(int(e.out.Fd()))
	return listItems(items, max(width, 20))
}

// overlap is the longest end of a that b begins with: a quote that stands there already.
func overlap(a, b string) string {
	for i := range len(a) {
		if strings.HasPrefix(b, a[i:]) {
			return a[i:]
		}
	}
	return ""
}

// keys reads a terminal on demand, so that waiting for a key ends with the context, and notes a Ctrl-C.
type keys struct {
	ctx         context.Context
	in          *os.File
	got         chan keyRead
	waiting     bool
	rest        []byte
	interrupted bool
}

type keyRead struct {
	bytes []byte
	err   error
}

func newKeys(ctx context.Context, in *os.File) *keys {
	return &keys{ctx: ctx, in: in, got: make(chan keyRead, 1)}
}

func (k *keys) Read(p []byte) (int, error) {
	if len(k.rest) == 0 {
		if err := k.wait(); err != nil {
			return 0, err
		}
	}
	n := copy(p, k.rest)
	k.rest = k.rest[n:]
	return n, nil
}

func (k *keys) wait() error {
	if !k.waiting {
		k.waiting = true
		go func() {
			buf := make([]byte, 256)
			n, err := k.in.Read(buf)
			k.got <- keyRead{buf[:n], err}
		}()
	}
	select {
	case r := <-k.got:
		k.waiting, k.rest = false, r.bytes
		if at := bytes.IndexByte(r.bytes, keyCtrlC); at >= 0 {
			k.interrupted = true
			k.rest = slices.Insert(r.bytes, at, keyBegun)
		}
		return r.err
	case <-k.ctx.Done():
		return context.Cause(k.ctx)
	}
}
