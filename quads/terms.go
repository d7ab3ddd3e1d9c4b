package quads

import (
	"hash/maphash"

	"github.com/cayleygraph/quad"
)

// Most terms of a file stand in many of its quads. A termCache remembers the values of terms met lately, so that they are checked
// and allocated once. Its size is fixed; a term that falls into a taken slot replaces the older one.
const (
	cacheSlots   = 1024 // a power of two
	cacheMaxTerm = 128  // bytes; longer terms seldom come again
)

// term is a parsed IRI, blank node or quoted string.
type term struct {
	raw      string // as it stands in the file, with its brackets or quotes
	value    quad.Value
	relative bool // an IRI that only Lax takes
}

type termCache struct {
	seed     maphash.Seed
	slots    [cacheSlots]term
	lastLang string
}

func newTermCache() *termCache { return &termCache{seed: maphash.MakeSeed()} }

// slot returns the one place where a term can be. The term is there if slot.raw equals raw; raw is never empty.
func (c *termCache) slot(raw []byte) *term {
	if len(raw) > cacheMaxTerm {
		return &term{}
	}
	return &c.slots[maphash.Bytes(c.seed, raw)%cacheSlots]
}

func (c *termCache) keep(slot *term, t term) {
	if len(t.raw) <= cacheMaxTerm {
		*slot = t
	}
}

// lang returns a language tag as a string, without an allocation when it is the one of the call before.
func (c *termCache) lang(tag []byte) string {
	if c.lastLang != string(tag) {
		c.lastLang = string(tag)
	}
	return c.lastLang
}
