//go:build linux

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// serverProcess is a server that a worker started. It ends with the worker, whatever becomes of that.
type serverProcess struct {
	cmd   *exec.Cmd
	said  bytes.Buffer
	ended chan error
}

// startPatience is how long a server may take until it answers.
const startPatience = time.Minute

// startServer starts a server that is sent a signal where the worker ends without stopping it.
func startServer(cmd *exec.Cmd, last syscall.Signal) (*serverProcess, error) {
	s := &serverProcess{cmd: cmd, ended: make(chan error, 1)}
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Pdeathsig = last
	cmd.Stdout, cmd.Stderr = &s.said, &s.said
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	go func() { s.ended <- cmd.Wait() }()
	return s, nil
}

// ready waits until asked gives no error.
func (s *serverProcess) ready(asked func() error) error {
	for deadline := time.Now().Add(startPatience); ; time.Sleep(50 * time.Millisecond) {
		err := asked()
		if err == nil {
			return nil
		}
		select {
		case ended := <-s.ended:
			s.ended <- ended
			return fmt.Errorf("%s: %w: %.400s", filepath.Base(s.cmd.Path), ended, s.said.Bytes())
		default:
		}
		if time.Now().After(deadline) {
			return errors.Join(fmt.Errorf("%s does not answer: %w", filepath.Base(s.cmd.Path), err), s.wait(0))
		}
	}
}

// wait waits so long for the server to end, then kills it.
func (s *serverProcess) wait(patience time.Duration) error {
	select {
	case <-s.ended:
		return nil
	case <-time.After(patience):
	}
	err := s.cmd.Process.Kill()
	<-s.ended
	return err
}

// freePort is a port of the loopback interface that nothing listens at.
func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

// diskUsage is what the files of a folder take on disk, in bytes.
func diskUsage(folder string) (total int64, err error) {
	err = filepath.WalkDir(folder, func(_ string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // a server tidies up
		}
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		total += info.Sys().(*syscall.Stat_t).Blocks * 512
		return nil
	})
	return total, err
}
