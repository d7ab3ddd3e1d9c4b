//go:build linux

package main

import (
	"bufio"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

//go:embed driver.py
var driver []byte

// workVerb is the argument that makes the harness a worker.
const workVerb = "work"

// process is a worker, as the harness sees it.
type process struct {
	cmd   *exec.Cmd
	in    io.WriteCloser
	lines *bufio.Reader
	said  *tail // on standard error
}

// tail keeps the end of what is written to it.
type tail struct{ text []byte }

const tailBytes = 600

func (t *tail) Write(p []byte) (int, error) {
	t.text = append(t.text, p...)
	t.text = t.text[max(0, len(t.text)-tailBytes):]
	return len(p), nil
}

// startWorker starts a worker that ends, or is killed, with ctx and with the harness.
func startWorker(ctx context.Context, p peer, scratch, python string) (*process, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, self, workVerb, p.name)
	if p.inPython() {
		path := filepath.Join(scratch, "driver.py")
		if err := os.WriteFile(path, driver, 0o644); err != nil {
			return nil, err
		}
		cmd = exec.CommandContext(ctx, python, path, p.name)
	}
	w := &process{cmd: cmd, said: &tail{}}
	cmd.Stderr = w.said
	// A group of its own: Ctrl-C is for the harness, which stops its workers in order.
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM, Setpgid: true}
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 5 * time.Second
	if w.in, err = cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	w.lines = bufio.NewReader(out)
	return w, cmd.Start()
}

// call sends a request and waits for its reply; a worker that takes longer than patience is killed.
func (w *process) call(q request, patience time.Duration) (r reply, err error) {
	late := time.AfterFunc(patience, func() { w.cmd.Process.Kill() })
	defer late.Stop()
	if err := json.NewEncoder(w.in).Encode(q); err != nil {
		return r, w.broken(err)
	}
	line, err := w.lines.ReadBytes('\n')
	if err != nil && !late.Stop() {
		return r, fmt.Errorf("%s took more than %s", q.Do, patience)
	}
	if err != nil {
		return r, w.broken(err)
	}
	if err := json.Unmarshal(line, &r); err != nil {
		return r, fmt.Errorf("%s: reply %.80q: %w", q.Do, line, err)
	}
	if r.Error != "" {
		return r, errors.New(strings.Join(strings.Fields(r.Error), " "))
	}
	return r, nil
}

func (w *process) broken(err error) error {
	return fmt.Errorf("the worker ended: %w: %s", err, strings.Join(strings.Fields(string(w.said.text)), " "))
}

// stop lets the worker end, which may write what is still to be written.
func (w *process) stop() error {
	late := time.AfterFunc(time.Minute, func() { w.cmd.Process.Kill() })
	defer late.Stop()
	w.in.Close()
	io.Copy(io.Discard, w.lines)
	return w.cmd.Wait()
}
