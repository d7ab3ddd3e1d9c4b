package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// resident is what a process has in memory: bytes. Where the system has no /proc it is not known.
func resident(pid int) (int, bool) {
	fields := strings.Fields(statusOf(pid, "VmRSS:"))
	if len(fields) == 0 {
		return 0, false
	}
	kib, err := strconv.Atoi(fields[0])
	return kib << 10, err == nil
}

// statusOf is a line of what the system tells of a process, "" where there is none.
func statusOf(pid int, name string) string {
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "status"))
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, name); ok {
			return strings.TrimSpace(rest)
		}
	}
	return ""
}

// children are the processes that a process started, and that live.
func children(parent int) []int {
	var pids []int
	threads, _ := filepath.Glob(filepath.Join("/proc", strconv.Itoa(parent), "task", "*", "children"))
	for _, name := range threads {
		text, _ := os.ReadFile(name)
		for word := range strings.FieldsSeq(string(text)) {
			if pid, err := strconv.Atoi(word); err == nil {
				pids = append(pids, pid)
			}
		}
	}
	return pids
}

// alive tells whether a process is there and not merely its end to be read.
func alive(pid int) bool {
	state := statusOf(pid, "State:")
	return state != "" && !strings.HasPrefix(state, "Z")
}
