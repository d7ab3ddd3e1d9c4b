package gizmo

import (
	"runtime"
	"runtime/metrics"
	"sync"
	"time"
)

// How often the heap is looked at while JavaScript runs.
const watchEvery = 5 * time.Millisecond

// watch stops a program whose values fill the memory: JavaScript itself cannot be bounded. It looks at the whole process,
// so the programs that run beside it count too.
type watch struct {
	mu    sync.Mutex
	timer *time.Timer
	done  bool
	base  uint64
	limit uint64
	full  func()
}

// watchMemory calls full once when the heap has grown by limit bytes and a collection does not help.
func watchMemory(limit int, full func()) *watch {
	w := &watch{limit: uint64(limit), full: full}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.timer = time.AfterFunc(watchEvery, w.look)
	return w
}

func (w *watch) stop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.done = true
	w.timer.Stop()
}

func (w *watch) look() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.done {
		return
	}
	heap := heapBytes()
	if w.base == 0 || heap < w.base {
		w.base = heap
	}
	if heap-w.base > w.limit {
		runtime.GC() // most of it may be garbage, and what was made meanwhile is not judged
		if liveBytes() > w.base+w.limit {
			w.done = true
			w.full()
			return
		}
	}
	w.timer.Reset(watchEvery)
}

// heapBytes is what all objects take, garbage and all.
func heapBytes() uint64 { return measure("/memory/classes/heap/objects:bytes") }

// liveBytes is what the last collection found in use.
func liveBytes() uint64 { return measure("/gc/heap/live:bytes") }

func measure(name string) uint64 {
	sample := []metrics.Sample{{Name: name}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
