//go:build linux

package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
)

// machine is what was measured on.
type machine struct {
	Processor string `json:"processor"`
	Cores     int    `json:"cores"`
	Memory    int64  `json:"memory_bytes"`
	System    string `json:"system"`
	Kernel    string `json:"kernel"`
	Go        string `json:"go"`
}

func thisMachine() machine {
	return machine{
		Processor: lineOf("/proc/cpuinfo", "model name", ":"),
		Cores:     runtime.NumCPU(),
		Memory:    memoryOfMachine(),
		System:    strings.Trim(lineOf("/etc/os-release", "PRETTY_NAME", "="), `"`),
		Kernel:    "Linux " + firstLine("/proc/sys/kernel/osrelease"),
		Go:        runtime.Version(),
	}
}

// lineOf is what stands behind a name in a file, or "".
func lineOf(path, name, separator string) string {
	text, _ := os.ReadFile(path)
	for line := range strings.Lines(string(text)) {
		if key, value, ok := strings.Cut(line, separator); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

func firstLine(path string) string {
	text, _ := os.ReadFile(path)
	line, _, _ := strings.Cut(string(text), "\n")
	return line
}

func memoryOfMachine() (bytes int64) {
	var kilobytes int64
	fmt.Sscan(lineOf("/proc/meminfo", "MemTotal", ":"), &kilobytes)
	return kilobytes << 10
}

// String is a line for a table's foot.
func (m machine) String() string {
	return fmt.Sprintf("%s, %d cores, %.0f GiB; %s, %s, %s", m.Processor, m.Cores, float64(m.Memory)/(1<<30), m.System, m.Kernel, m.Go)
}
