//go:build !unix

package worker

import (
	"os"
	"os/exec"
	"runtime/debug"
	"runtime/metrics"
)

// limitMemory has garbage collected before the process takes more: only the runtime's own measure (gizmo.Options.MaxMemory) ends a program
// that takes too much.
func limitMemory(bytes int) error {
	debug.SetMemoryLimit(int64(mappedBytes() + bytes))
	return nil
}

// mappedBytes is what Go has from the system.
func mappedBytes() int {
	sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}}
	metrics.Read(sample)
	return int(sample[0].Value.Uint64())
}

// apart does nothing: a worker ends when its standard input does.
func apart(*exec.Cmd) {}

// kill ends a process.
func kill(p *os.Process) { p.Kill() }
