package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"
)

// served is a server that runs.
type served struct {
	address string // http://127.0.0.1:PORT/
	cmd     *exec.Cmd
	ended   chan struct{} // closed with its log

	mu  sync.Mutex
	bad []string // lines of its log that tell of faults
}

// start runs rapport serve at a port of its own.
func start(ctx context.Context, o options) (*served, error) {
	s := &served{ended: make(chan struct{})}
	s.cmd = exec.CommandContext(context.WithoutCancel(ctx), o.rapport, "serve", "--addr", "127.0.0.1:0", "--timeout", o.timeout.String(), "--memory", strconv.Itoa(o.memory)+"MiB")
	log, err := s.cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewReader(log)
	first, err := lines.ReadString('\n')
	address, ok := strings.CutPrefix(first, "rapport: serve: ")
	if err != nil || !ok {
		s.cmd.Process.Kill()
		rest, _ := io.ReadAll(lines)
		s.cmd.Wait()
		return nil, fmt.Errorf("%s does not serve: %s%s", o.rapport, first, rest)
	}
	s.address, _, _ = strings.Cut(address, " ")
	go s.read(lines)
	return s, nil
}

// read keeps what tells of faults: what is no line of the log, as a stack is none, and what is logged as one.
func (s *served) read(lines *bufio.Reader) {
	defer close(s.ended)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 && (line[0] != '{' || bytes.Contains(line, []byte(`"level":"ERROR"`)) || bytes.Contains(line, []byte("panic"))) {
			s.mu.Lock()
			if len(s.bad) < 10 {
				s.bad = append(s.bad, strings.TrimSpace(string(line)))
			}
			s.mu.Unlock()
		}
		if err != nil {
			return
		}
	}
}

func (s *served) faults() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.bad
}

// stop interrupts the server, as Ctrl-C does.
func (s *served) stop() error {
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	select {
	case <-s.ended:
		return s.cmd.Wait()
	case <-time.After(20 * time.Second):
		s.kill()
		return errors.New("nothing, 20 s after it was interrupted")
	}
}

// kill makes sure that nothing is left of it.
func (s *served) kill() {
	if s.cmd.ProcessState == nil {
		s.cmd.Process.Kill()
		s.cmd.Wait()
	}
}

// memory is what a server and its workers took at their most: bytes resident.
type memory struct {
	known       bool
	server, all int
	pids        []int // of every worker that was seen
}

// watch looks at the memory of the server and its workers until ctx ends.
func (s *served) watch(ctx context.Context) memory {
	var m memory
	seen := map[int]bool{}
	for tick := time.NewTicker(100 * time.Millisecond); ; {
		server, known := resident(s.cmd.Process.Pid)
		m.known = m.known || known
		all := server
		for _, pid := range children(s.cmd.Process.Pid) {
			n, _ := resident(pid)
			all += n
			if !seen[pid] {
				seen[pid] = true
				m.pids = append(m.pids, pid)
			}
		}
		m.server, m.all = max(m.server, server), max(m.all, all)
		select {
		case <-ctx.Done():
			tick.Stop()
			return m
		case <-tick.C:
		}
	}
}

// What the memory of a server consists of: the program with its graph; in each of its workers again, with what a program may take and the slack
// that the kernel gives garbage; and answers, of which as many are put together at once as programs run or wait. An answer's rows take 64 MiB, as text as much
// again, and what was garbage before it is collected the same.
const (
	programMiB = 64
	slackMiB   = 64
	answerMiB  = 64
	timesHeld  = 4
)

// bound is what a server with its workers may take: bytes.
func bound(o options) int {
	cores := runtime.GOMAXPROCS(0)
	workers := 2 * cores // of saved queries and of programs
	return (programMiB + workers*(programMiB+o.memory+max(slackMiB, o.memory/4)) + 2*cores*answerMiB*timesHeld) << 20
}
