//go:build linux

package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// watch looks at the memory of a process and all that it started, ten times a second, until peak is called.
type watch struct {
	pid  int
	done chan struct{}
	last chan int64
}

func watchMemory(pid int) *watch {
	w := &watch{pid: pid, done: make(chan struct{}), last: make(chan int64)}
	go w.run()
	return w
}

func (w *watch) run() {
	var peak int64
	for {
		peak = max(peak, residentTree(w.pid))
		select {
		case <-w.done:
			w.last <- max(peak, residentTree(w.pid))
			return
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// peak is the most that was seen, in bytes; what a single process had at its most, the kernel has kept, and it counts too.
func (w *watch) peak() int64 {
	close(w.done)
	return <-w.last
}

// residentTree is the memory of a process and its descendants: what is each one's own, and once what they may share, as those of PostgreSQL
// share its buffers. It is at least the most that one of them ever had.
func residentTree(pid int) int64 {
	var own, files, shared, most int64
	for _, pid := range descendants(pid) {
		status := memoryOf(pid)
		own += status["RssAnon"]
		files = max(files, status["RssFile"])
		shared = max(shared, status["RssShmem"])
		most = max(most, status["VmHWM"])
	}
	return max(own+files+shared, most)
}

// descendants are a process and those that it and they started.
func descendants(pid int) []int {
	all := []int{pid}
	for i := 0; i < len(all); i++ {
		tasks, _ := os.ReadDir(fmt.Sprintf("/proc/%d/task", all[i]))
		for _, task := range tasks {
			text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%s/children", all[i], task.Name()))
			for _, word := range strings.Fields(string(text)) {
				if child, err := strconv.Atoi(word); err == nil && !slices.Contains(all, child) {
					all = append(all, child)
				}
			}
		}
	}
	return all
}

// processorTime is what a process and its descendants have had of the processors.
func processorTime(pid int) (total time.Duration) {
	for _, pid := range descendants(pid) {
		const schedulerClock = 2 // CPUCLOCK_SCHED of the kernel's posix-timers.h: a process's id, inverted, above three bits that say which clock
		var t unix.Timespec
		if unix.ClockGettime(int32(^pid<<3|schedulerClock), &t) == nil {
			total += time.Duration(t.Nano())
		}
	}
	return total
}

// memoryOf reads the lines of /proc/PID/status that are in kB, as bytes; none of a process that has ended.
func memoryOf(pid int) map[string]int64 {
	out := map[string]int64{}
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	for line := range strings.Lines(string(text)) {
		name, value, _ := strings.Cut(line, ":")
		if number, ok := strings.CutSuffix(strings.TrimSpace(value), " kB"); ok {
			n, _ := strconv.ParseInt(number, 10, 64)
			out[name] = n << 10
		}
	}
	return out
}
