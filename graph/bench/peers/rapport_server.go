//go:build linux

package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
)

// serverEngine is this program in a process of its own, which the worker starts and asks over HTTP, as Virtuoso is asked, or over a socket,
// as PostgreSQL is.
type serverEngine struct {
	rapportEngine
	network string // "tcp": HTTP; "unix": a socket
	client  interface {
		ask(text string, row func(first string)) error
	}
	server *exec.Cmd
	stdin  io.Closer // the server ends with it
}

// serveVerb is the argument that makes the harness such a server: serve NETWORK FOLDER.
const serveVerb = "serve"

func (e *serverEngine) open(folder, _ string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	e.server = exec.Command(self, serveVerb, e.network, folder)
	e.server.Stderr = os.Stderr
	if e.stdin, err = e.server.StdinPipe(); err != nil {
		return err
	}
	out, err := e.server.StdoutPipe()
	if err != nil {
		return err
	}
	if err := e.server.Start(); err != nil {
		return err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return fmt.Errorf("our server: %w", err)
	}
	address := strings.TrimSpace(line)
	if e.network == "tcp" {
		e.client = &tsvClient{address: "http://" + address + "/query"}
		return nil
	}
	e.client, err = dialSocket(address)
	return err
}

func (e *serverEngine) ask(text string, row func(string)) error {
	if e.client == nil {
		return errNotOpen
	}
	return e.client.ask(text, row)
}

func (e *serverEngine) close() error {
	if e.server == nil {
		return nil
	}
	return errors.Join(e.stdin.Close(), e.server.Wait())
}

// serveGraph answers questions about the graph of a folder, at a port of the loopback interface or a socket in the folder, whose address it
// prints, until stdin ends.
func serveGraph(network, folder string, stdin io.Reader, stdout io.Writer) error {
	e := &rapportEngine{}
	if err := e.open(folder, ""); err != nil {
		return err
	}
	address := "127.0.0.1:0"
	if network == "unix" {
		address = folder + "/socket"
	}
	listener, err := net.Listen(network, address)
	if err != nil {
		return err
	}
	fmt.Fprintln(stdout, listener.Addr())
	ended := make(chan error, 2)
	go func() {
		_, err := io.Copy(io.Discard, stdin)
		ended <- err
	}()
	go func() {
		if network == "unix" {
			ended <- serveSocket(listener, e)
		} else {
			ended <- serveHTTP(listener, e)
		}
	}()
	return <-ended
}
