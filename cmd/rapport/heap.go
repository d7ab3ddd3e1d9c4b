package main

import (
	"runtime"
	"runtime/debug"
)

// Go collects garbage for the first time at 4 MiB of heap, which most commands pass only just before they end: what is collected then is
// given back a moment later with the rest of the process. At firstCollection per cent it is 16 MiB.
const firstCollection = 400

// collectLate puts the first collection off. What follows is as Go has it, or as GOGC says: a prompt, a server or a large file takes no more
// memory than it would.
func collectLate() {
	usual := debug.SetGCPercent(firstCollection)
	if usual < 0 || usual >= firstCollection {
		debug.SetGCPercent(usual)
		return
	}
	runtime.AddCleanup(new([64]byte), collectAsUsual, usual)
}

// collectAsUsual ends what collectLate began. A percentage that has been set meanwhile stays, as graph.CompileFiles sets one.
func collectAsUsual(usual int) {
	if now := debug.SetGCPercent(usual); now != firstCollection {
		debug.SetGCPercent(now)
	}
}
