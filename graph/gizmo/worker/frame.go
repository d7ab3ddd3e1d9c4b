package worker

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
)

// A frame is one byte of kind, the length of what follows as four bytes, the highest first, and that many bytes.
//
//	parent → worker   open    openRequest          once, first
//	                  run     runRequest           when the worker is idle
//	                  stop    nothing              ends the run that goes on; its end still comes
//	worker → parent   hello   greeting             once, first
//	                  opened  *failure             answers open
//	                  rows    wireRow, one or more
//	                  end     ending               answers run
type kind byte

const (
	kindOpen   kind = 'o'
	kindRun    kind = 'r'
	kindStop   kind = 's'
	kindHello  kind = 'h'
	kindOpened kind = 'g'
	kindRows   kind = 'R'
	kindEnd    kind = 'e'
)

// version is that of the frames and of what is in them. Both ends are one program, but the file it was started from may have been replaced.
const version = 1

const (
	frameHead = 5
	maxFrame  = 64 << 20 // bytes of a frame, without its head: no row is longer
	readStep  = 64 << 10 // a frame's length is not believed before so much of it has come
)

// errBroken says that what came is no frame, or not what a frame of its kind holds.
type errBroken struct{ what string }

func (e *errBroken) Error() string { return "what it sent cannot be read: " + e.what }

// writeFrame writes a frame whose payload stands in f behind room for the head.
func writeFrame(w io.Writer, k kind, f []byte) error {
	f[0] = byte(k)
	binary.BigEndian.PutUint32(f[1:], uint32(len(f)-frameHead))
	_, err := w.Write(f)
	return err
}

// newFrame is an empty frame, with room for the head.
func newFrame() []byte { return make([]byte, frameHead, 256) }

// send writes a value as a frame.
func send(w io.Writer, k kind, v any) error {
	f, err := encode(newFrame(), v)
	if err == nil && len(f)-frameHead > maxFrame {
		err = fmt.Errorf("%d bytes are too many to hand over, want %d at most", len(f)-frameHead, maxFrame)
	}
	if err != nil {
		return err
	}
	return writeFrame(w, k, f)
}

// readFrame returns the next frame. The error is io.EOF at an end between frames, an *errBroken for a length that no frame has, else the reader's.
func readFrame(r io.Reader) (kind, []byte, error) {
	var head [frameHead]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	n := int64(binary.BigEndian.Uint32(head[1:]))
	if n > maxFrame {
		return 0, nil, &errBroken{fmt.Sprintf("a frame of %d bytes", n)}
	}
	var payload bytes.Buffer
	payload.Grow(int(min(n, readStep)))
	if _, err := io.CopyN(&payload, r, n); err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return 0, nil, err
	}
	return kind(head[0]), payload.Bytes(), nil
}
