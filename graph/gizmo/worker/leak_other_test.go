//go:build unix && !linux

package worker

import (
	"runtime"
	"testing"
	"time"
)

// measure counts goroutines; other things cannot be counted here.
func measure(*testing.T) int { return runtime.NumGoroutine() }

// nothingLeft waits for what ends on its own and fails if more is there than before.
func nothingLeft(t *testing.T, before int) {
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, before %d", runtime.NumGoroutine(), before)
}

// orphan is for Linux.
func orphan() {}
