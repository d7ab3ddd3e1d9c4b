package quads

import (
	"bytes"
	"errors"
	"io"
)

// MaxLine is the longest line that a Reader takes, in bytes without the line end. One quad is one line, so this
// bounds the memory of a Reader; a longer line is a syntax error and is skipped without being held.
const MaxLine = 16 << 20

// startBuffer is what a Reader begins with. It doubles, up to MaxLine, only for lines that need it.
const startBuffer = 64 << 10

// errLongLine stands for a line of more than MaxLine bytes, which has been skipped.
var errLongLine = errors.New("line too long")

// lines cuts a stream at LF, CRLF and lone CR (EOL in the N-Quads grammar; CRLF counts as one line).
type lines struct {
	r          io.Reader
	buf        []byte
	start, end int   // buf[start:end] is read and not yet handed out
	number     int   // the line that next returned last, from 1
	afterCR    bool  // the last line ended in CR, so an LF that follows belongs to it
	err        error // what the stream ended with
}

// linesOf cuts a text that is at hand, without copying it.
func linesOf(text []byte) lines { return lines{buf: text, end: len(text), err: io.EOF} }

// next returns the next line without its end. The bytes live until the following call. The error is io.EOF, errLongLine (call
// again for the line after it) or the stream's own. The last line needs no line end.
func (l *lines) next() ([]byte, error) {
	tooLong := false
	for from := 0; ; {
		if l.afterCR && l.start < l.end {
			if l.buf[l.start] == '\n' {
				l.start++
			}
			l.afterCR = false
		}
		if i := lineEnd(l.buf[l.start+from : l.end]); i >= 0 {
			line := l.buf[l.start : l.start+from+i]
			l.start += from + i + 1
			l.afterCR = l.buf[l.start-1] == '\r'
			return l.line(line, tooLong)
		}
		from = l.end - l.start
		if from > MaxLine {
			tooLong, from, l.start = true, 0, l.end
		}
		if !l.fill() {
			return l.last(tooLong)
		}
	}
}

func (l *lines) line(line []byte, tooLong bool) ([]byte, error) {
	l.number++
	if tooLong || len(line) > MaxLine {
		return nil, errLongLine
	}
	return line, nil
}

// last returns what stands after the last line end, or why there is nothing. A stream that failed gives no half line.
func (l *lines) last(tooLong bool) ([]byte, error) {
	rest := l.buf[l.start:l.end]
	if l.err != io.EOF || (len(rest) == 0 && !tooLong) {
		return nil, l.err
	}
	l.start = l.end
	return l.line(rest, tooLong)
}

func lineEnd(b []byte) int {
	i := bytes.IndexByte(b, '\n')
	if i >= 0 {
		b = b[:i]
	}
	if j := bytes.IndexByte(b, '\r'); j >= 0 {
		return j
	}
	return i
}

// fill reads more bytes behind buf[start:end], moving or growing as needed. It is false at the end of the stream.
func (l *lines) fill() bool {
	if l.err != nil {
		return false
	}
	if l.start > 0 {
		l.end = copy(l.buf, l.buf[l.start:l.end])
		l.start = 0
	}
	if l.end == len(l.buf) {
		l.buf = append(l.buf, make([]byte, max(startBuffer, len(l.buf)))...)
	}
	for range 100 {
		n, err := l.r.Read(l.buf[l.end:])
		l.end += n
		l.err = err
		if n > 0 || err != nil {
			return n > 0
		}
	}
	l.err = io.ErrNoProgress
	return false
}
