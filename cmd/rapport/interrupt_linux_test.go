package main

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestInterruptedProcess: a command that runs for long says that it was interrupted, and a server ends well as soon as it has said that it answers.
func TestInterruptedProcess(t *testing.T) {
	program := func(args ...string) *exec.Cmd {
		cmd := exec.Command(os.Args[0], args...)
		cmd.Args[0] = "rapport" // see TestMain
		cmd.Dir = t.TempDir()
		return cmd
	}
	for _, sent := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		var stderr bytes.Buffer
		cmd := program("query", "for (;;) {}")
		cmd.Stderr = &stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(20 * listenAfter) // on a machine that does much besides
		cmd.Process.Signal(sent)
		cmd.Wait()
		if code := cmd.ProcessState.ExitCode(); code != exitInterrupted || stderr.String() != "rapport: query: interrupted\n" {
			t.Errorf("%v: code %d, stderr %q", sent, code, stderr.String())
		}
	}

	cmd := program("serve", "--addr", "127.0.0.1:0", "--quiet")
	stderr, err := cmd.StderrPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	if line, _ := bufio.NewReader(stderr).ReadString('\n'); !strings.Contains(line, "Ctrl-C") {
		t.Errorf("serve says %q", line)
	}
	cmd.Process.Signal(syscall.SIGTERM)
	if err := cmd.Wait(); err != nil {
		t.Errorf("the server ends with %v", err)
	}
}
