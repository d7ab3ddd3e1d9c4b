//go:build unix && !linux

package worker

import (
	"os"
	"os/exec"
	"runtime/debug"
	"runtime/metrics"
	"syscall"
)

// limitMemory has garbage collected before the process takes more. The kernels of these systems count what Go reserves, or nothing: only the
// runtime's own measure (gizmo.Options.MaxMemory) ends a program that takes too much.
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

// apart puts a worker into a process group of its own. It ends when its standard input does.
func apart(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// kill ends a process with all of its group.
func kill(p *os.Process) {
	if syscall.Kill(-p.Pid, syscall.SIGKILL) != nil {
		p.Kill()
	}
}
