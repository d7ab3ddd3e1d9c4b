//go:build unix

package worker

import (
	"os"
	"syscall"
)

// lower puts all threads of a process, which has a group of its own, behind those of others for the processor. What is refused costs only speed.
func lower(p *os.Process, nice int) {
	if nice > 0 {
		syscall.Setpriority(syscall.PRIO_PGRP, p.Pid, nice)
	}
}
