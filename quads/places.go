package quads

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// placeIndex finds words in a long text. Two thousand quotes in five megabytes would be ten gigabytes to scan. So every
// eighth byte of the text begins a block of eight, and the blocks of one hash form a chain; any words of fifteen bytes or
// more hold a whole block. Shorter words, and short texts, are searched for plainly.
type placeIndex struct {
	once  sync.Once
	first []int32 // by hash: 1 + the first block of the chain, 0 for none
	next  []int32 // by block: 1 + the next block of its chain
	marks []int32 // code points before every markBytes bytes
}

const (
	blockBytes = 8
	shortText  = 1 << 10 // bytes; texts up to this are scanned
	markBytes  = 128
)

func (x *placeIndex) build(text string) {
	n := 0
	for at := 0; at < len(text); at += markBytes {
		x.marks = append(x.marks, int32(n))
		n += runesIn(text[at:min(len(text), at+markBytes)])
	}
	if len(text) <= shortText {
		return
	}
	blocks := len(text) / blockBytes
	x.first = make([]int32, 1<<bits.Len(uint(blocks)))
	x.next = make([]int32, blocks)
	for b := blocks - 1; b >= 0; b-- {
		h := x.hash(text[b*blockBytes:])
		x.next[b] = x.first[h]
		x.first[h] = int32(b + 1)
	}
}

// runesIn counts the code points that begin in a piece of a text.
func runesIn(piece string) int {
	n := 0
	for i := range len(piece) {
		if utf8.RuneStart(piece[i]) {
			n++
		}
	}
	return n
}

// hash of the first blockBytes bytes: the high bits of a product with an odd constant.
func (x *placeIndex) hash(s string) int {
	k := binary.LittleEndian.Uint64([]byte(s[:blockBytes]))
	return int(k * 0x9e3779b97f4a7c15 >> (65 - bits.Len(uint(len(x.first)))))
}

// find returns every place at which text has words, in order; also places that overlap.
func (x *placeIndex) find(text, words string) []int {
	x.once.Do(func() { x.build(text) })
	if x.first == nil || len(words) < 2*blockBytes-1 {
		return scan(text, words)
	}
	var places []int
	for shift := range blockBytes {
		for b := x.first[x.hash(words[shift:])]; b > 0; b = x.next[b-1] {
			at := int(b-1)*blockBytes - shift
			if at >= 0 && strings.HasPrefix(text[at:], words) {
				places = append(places, at)
			}
		}
	}
	slices.Sort(places)
	return places
}

// scan searches plainly.
func scan(text, words string) []int {
	var places []int
	if words == "" {
		return nil
	}
	for from := 0; ; {
		at := strings.Index(text[from:], words)
		if at < 0 {
			return places
		}
		places = append(places, from+at)
		from += at + 1
	}
}

// codePoint turns a byte offset into code points.
func (x *placeIndex) codePoint(text string, at int) int {
	x.once.Do(func() { x.build(text) })
	if len(x.marks) == 0 {
		return 0
	}
	mark := min(at/markBytes, len(x.marks)-1)
	return int(x.marks[mark]) + runesIn(text[mark*markBytes:at])
}
