//go:build linux

package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
)

// Over a socket a question and its answer are messages: a byte that says which, the length as a big-endian uint32, and the bytes; rows are
// tab-separated values. PostgreSQL's own messages are much the same.
const (
	questionMessage = 'Q'
	rowsMessage     = 'D'
	errorMessage    = 'E'
)

// mostMessage is the longest message in bytes.
const mostMessage = 1 << 30

// headBytes stand before a message's text.
const headBytes = 5

// message begins a message in a buffer; its text is appended, and then sent fills in the length and writes all at once.
func message(buffer []byte, kind byte) []byte {
	return append(buffer[:0], kind, 0, 0, 0, 0)
}

func sent(w io.Writer, message []byte) error {
	binary.BigEndian.PutUint32(message[1:], uint32(len(message)-headBytes))
	_, err := w.Write(message)
	return err
}

// readMessage reads into the buffer that it is given, or a larger one, and returns that.
func readMessage(r io.Reader, buffer []byte) (kind byte, text []byte, err error) {
	var head [headBytes]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, buffer, err
	}
	n := binary.BigEndian.Uint32(head[1:])
	if n > mostMessage {
		return 0, buffer, fmt.Errorf("a message of %d bytes", n)
	}
	if int(n) > cap(buffer) {
		buffer = make([]byte, n)
	}
	buffer = buffer[:n]
	_, err = io.ReadFull(r, buffer)
	return head[0], buffer, err
}

// socketClient asks such a server.
type socketClient struct {
	connection *os.File
	in         *bufio.Reader
	question   []byte
	answer     []byte
}

func dialSocket(path string) (*socketClient, error) {
	c, err := net.Dial("unix", path)
	if err != nil {
		return nil, err
	}
	f, err := waiting(c)
	if err != nil {
		return nil, err
	}
	return &socketClient{connection: f, in: bufio.NewReaderSize(f, 64<<10)}, nil
}

func (c *socketClient) ask(text string, row func(string)) error {
	c.question = append(message(c.question, questionMessage), text...)
	if err := sent(c.connection, c.question); err != nil {
		return err
	}
	kind, answer, err := readMessage(c.in, c.answer)
	c.answer = answer
	if err != nil {
		return err
	}
	if kind == errorMessage {
		return errors.New(string(answer))
	}
	return eachRow(answer, row)
}

// serveSocket answers one connection after the other.
func serveSocket(listener net.Listener, e *rapportEngine) error {
	for {
		c, err := listener.Accept()
		if err != nil {
			return err
		}
		f, err := waiting(c)
		if err != nil {
			return err
		}
		err = converse(f, e)
		f.Close()
		if err != nil {
			return err
		}
	}
}

// converse answers until the other side closes.
func converse(c io.ReadWriter, e *rapportEngine) (err error) {
	in, question, out := bufio.NewReader(c), []byte{}, bytes.Buffer{}
	for {
		if _, question, err = readMessage(in, question); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		out.Reset()
		out.Write(message(nil, rowsMessage))
		rows := &tsvWriter{out: &out}
		var answer []byte
		if err := e.rows(string(question), rows.row); err != nil {
			answer = append(message(nil, errorMessage), err.Error()...)
		} else {
			rows.end()
			answer = out.Bytes()
		}
		if err := sent(c, answer); err != nil {
			return err
		}
	}
}

// waiting takes a connection over and returns it as a file that is read by waiting in the kernel, as PostgreSQL and its clients in C do, and not by way
// of Go's poller.
func waiting(c net.Conn) (*os.File, error) {
	raw, err := c.(*net.UnixConn).SyscallConn()
	if err != nil {
		return nil, errors.Join(err, c.Close())
	}
	fd := -1
	failed := raw.Control(func(of uintptr) { fd, err = syscall.Dup(int(of)) })
	if err := errors.Join(failed, err, c.Close()); err != nil {
		return nil, err
	}
	syscall.CloseOnExec(fd)
	if err := syscall.SetNonblock(fd, false); err != nil {
		return nil, errors.Join(err, syscall.Close(fd))
	}
	return os.NewFile(uintptr(fd), "socket"), nil
}
