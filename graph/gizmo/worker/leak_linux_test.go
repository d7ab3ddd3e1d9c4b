package worker

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"rapport/graph/gizmo"
)

// left is what a pool could leave behind.
type left struct {
	goroutines, files, children int
}

func measure(t *testing.T) left {
	t.Helper()
	files, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	children := 0
	tasks, err := filepath.Glob("/proc/self/task/*/children")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range tasks {
		list, _ := os.ReadFile(path) // of a thread that may be gone
		children += len(strings.Fields(string(list)))
	}
	return left{runtime.NumGoroutine(), len(files), children}
}

// nothingLeft waits for what ends on its own and fails if more is there than before.
func nothingLeft(t *testing.T, before left) {
	t.Helper()
	var now left
	for range 100 {
		now = measure(t)
		if now.goroutines <= before.goroutines && now.files <= before.files && now.children <= before.children {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("left behind: now %+v, before %+v", now, before)
}

// orphan is a parent whose worker hangs; it says the worker's process id and waits to be killed.
func orphan() {
	p := NewPool(Options{Command: []string{os.Args[0], Verb}})
	p.rows(context.Background(), `1`, gizmo.Options{})
	pid := p.idlePID()
	go p.rows(context.Background(), `g.V("<evil:spin>").all()`, gizmo.Options{})
	for p.idlePID() != 0 {
		time.Sleep(time.Millisecond)
	}
	time.Sleep(100 * time.Millisecond) // to begin to spin
	fmt.Println(pid)
	time.Sleep(time.Hour)
}

// TestOrphan: a worker whose parent is killed does not live on, whatever it does.
func TestOrphan(t *testing.T) {
	parent := exec.Command(os.Args[0], "orphans")
	out, err := parent.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	pid, bad := strconv.Atoi(strings.TrimSpace(line))
	if err != nil || bad != nil || !alive(pid) {
		t.Errorf("worker %q: %v", line, err)
	}
	parent.Process.Kill()
	parent.Wait()
	for range 1000 {
		if !alive(pid) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("worker %d lives on", pid)
	syscall.Kill(pid, syscall.SIGKILL)
}

// alive says whether a process is there and no zombie: whoever inherits an orphan may be slow to wait for it.
func alive(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return false
	}
	_, state, _ := strings.Cut(string(stat), ") ")
	return !strings.HasPrefix(state, "Z")
}
