package web

import "sync"

// kept are pages of a graph that were made already, compressed: the same address gives the same page until the graph changes, and readers go to and fro.
// It holds keptBytes at most, those that were asked for last.
type kept struct {
	mu          sync.Mutex
	young, old  map[string][]byte // what was asked for lately, and before that
	bytes, most int               // of young; of both half each
}

const keptBytes = 32 << 20

func newKept(most int) *kept { return &kept{young: map[string][]byte{}, most: most / 2} }

// page returns the one at an address, nil for none.
func (k *kept) page(address string) []byte {
	k.mu.Lock()
	defer k.mu.Unlock()
	if page := k.young[address]; page != nil {
		return page
	}
	page := k.old[address]
	if page != nil {
		k.add(address, page)
	}
	return page
}

// keep takes a page, unless it is so large that it would push out the others.
func (k *kept) keep(address string, page []byte) {
	if len(page) > k.most/8 {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.add(address, page)
}

func (k *kept) add(address string, page []byte) {
	if k.young[address] != nil {
		return
	}
	if k.bytes += len(address) + len(page); k.bytes > k.most {
		k.old, k.young, k.bytes = k.young, map[string][]byte{}, len(address)+len(page)
	}
	k.young[address] = page
}
