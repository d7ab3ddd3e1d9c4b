package worker

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"rapport/graph/gizmo"
)

// TestNice: every thread of a worker leaves the processor to others.
func TestNice(t *testing.T) {
	p := testPool(t, Options{Nice: 7})
	if _, err := p.Run(context.Background(), Request{Name: "nice", Program: "g.V().count()"}, func(gizmo.Row) error { return nil }); err != nil {
		t.Fatal(err)
	}
	pid := p.idle[0].cmd.Process.Pid
	threads, err := os.ReadDir(fmt.Sprintf("/proc/%d/task", pid))
	if err != nil || len(threads) == 0 {
		t.Fatal(threads, err)
	}
	for _, thread := range threads {
		b, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%s/stat", pid, thread.Name()))
		if err != nil {
			continue // it has ended
		}
		_, fields, _ := strings.Cut(string(b), ") ")
		if got := strings.Fields(fields)[16]; got != "7" { // field 19 of proc_pid_stat(5)
			t.Errorf("a thread has the nice value %s", got)
		}
	}
}
