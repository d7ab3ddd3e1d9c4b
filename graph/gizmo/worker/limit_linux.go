package worker

import (
	"fmt"
	"os"
	"os/exec"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
)

// On Linux the kernel holds a worker to its memory: RLIMIT_DATA bounds what private writable memory a process maps. RLIMIT_AS would count
// what Go merely reserves, over a gigabyte in an empty program, so that it could not be set near what is used. A process at its limit ends
// with "out of memory", which is told apart from other ends by that.
//
// Below it the runtime's own measure (gizmo.Options.MaxMemory) ends a program with an error, and debug.SetMemoryLimit has garbage collected
// before that. The kernel's limit lies a quarter of the memory, at least 64 MiB, above: garbage that is not collected yet is no offence.
const leastSlack = 64 << 20

// limitMemory bounds what the process takes from now on.
func limitMemory(bytes int) error {
	now, err := dataBytes()
	if err != nil {
		return err
	}
	debug.SetMemoryLimit(int64(now + bytes))
	hard := uint64(now + bytes + max(bytes/4, leastSlack))
	if err := syscall.Setrlimit(syscall.RLIMIT_DATA, &syscall.Rlimit{Cur: hard, Max: hard}); err != nil {
		return fmt.Errorf("limit the memory of a worker: %w", err)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}); err != nil {
		return fmt.Errorf("limit the core file of a worker: %w", err)
	}
	return nil
}

// dataBytes is what RLIMIT_DATA counts.
func dataBytes() (int, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, fmt.Errorf("limit the memory of a worker: %w", err)
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmData:"); ok {
			kib, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")))
			return kib << 10, err
		}
	}
	return 0, fmt.Errorf("limit the memory of a worker: /proc/self/status has no VmData")
}

// apart puts a worker into a process group of its own, so that Ctrl-C at a terminal reaches the parent alone, and has the kernel end it with
// the parent's thread that started it; Go keeps its threads.
func apart(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

// kill ends a process with all of its group.
func kill(p *os.Process) {
	if syscall.Kill(-p.Pid, syscall.SIGKILL) != nil {
		p.Kill()
	}
}
