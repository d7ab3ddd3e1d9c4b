package segment

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// Version is the format's number, in every header. It goes up with any change of a byte's meaning.
const Version = 2

// magic begins a segment. As in a PNG, its first byte is no text and its line ends show a file that was sent as text.
const magic = "\x89RSG\r\n\x1a\n"

const headerSize = len(magic) + 4 + crcSize

// The sections, in their order in the file.
const (
	metaSection = iota
	termSection
	startSection
	slotSection
	rowSection                      // of Orders[0]
	headSection                     // of Orders[0]; the two of the other orders follow
	firstSection = rowSection + 8   // of each order in turn that withFirsts names
	sections     = firstSection + 2 // how many there are
)

// withFirsts are the orders that have a directory of their first column. The others begin with few different ids.
var withFirsts = [...]int{0, 2}

// section is where a part of the file lies.
type section struct {
	offset, length int64
}

// contents is the table at the end of the file: where each section ends, how many terms and rows there are, and the checksum.
type contents struct {
	ends        [sections]uint64
	terms, rows uint64
}

const contentsSize = sections*8 + 8 + 8 + crcSize

func (c *contents) append(b []byte) []byte {
	from := len(b)
	for _, end := range c.ends {
		b = binary.LittleEndian.AppendUint64(b, end)
	}
	b = binary.LittleEndian.AppendUint64(b, c.terms)
	b = binary.LittleEndian.AppendUint64(b, c.rows)
	return seal(b, from)
}

func appendHeader(b []byte) []byte {
	return seal(binary.LittleEndian.AppendUint32(append(b, magic...), Version), len(b))
}

var errShort = errors.New("the file is cut short")

// maxCount is the most terms or rows: ids have 32 bits.
const maxCount = 1<<32 - 2

// read takes the header and the table of contents from the file.
func (f *File) readContents() (*contents, error) {
	data := f.data
	if !bytes.HasPrefix(data, []byte(magic)) {
		if len(data) < len(magic) && len(data) > 0 && bytes.HasPrefix([]byte(magic), data) {
			return nil, f.damaged(int64(len(data)), errShort)
		}
		return nil, f.damaged(0, ErrNotSegment)
	}
	if len(data) < headerSize {
		return nil, f.damaged(int64(len(data)), errShort)
	}
	if !sealed(data[:headerSize]) {
		return nil, f.damaged(0, errChecksum)
	}
	if v := binary.LittleEndian.Uint32(data[len(magic):]); v != Version {
		return nil, f.damaged(int64(len(magic)), versions(v))
	}
	at := len(data) - contentsSize
	if at < headerSize {
		return nil, f.damaged(int64(len(data)), errShort)
	}
	table := data[at:]
	if !sealed(table) {
		return nil, f.damaged(int64(at), fmt.Errorf("the table of contents: %w", errChecksum))
	}
	c := &contents{}
	last := uint64(headerSize)
	for i := range c.ends {
		c.ends[i] = binary.LittleEndian.Uint64(table[i*8:])
		if c.ends[i] < last {
			return nil, f.damaged(int64(at), errShape)
		}
		last = c.ends[i]
	}
	c.terms = binary.LittleEndian.Uint64(table[sections*8:])
	c.rows = binary.LittleEndian.Uint64(table[sections*8+8:])
	if last != uint64(at) || max(c.terms, c.rows) > min(maxCount, math.MaxInt) {
		return nil, f.damaged(int64(at), errShape)
	}
	return c, nil
}

// versions says how a file's version and that of this program differ.
func versions(file uint32) error {
	if file > Version {
		return fmt.Errorf("%w: it has version %d, %w; this one reads version %d", ErrVersion, file, errNewer, Version)
	}
	return fmt.Errorf("%w: it has version %d, and this rapport reads version %d", ErrVersion, file, Version)
}

// section returns where a section lies.
func (c *contents) section(i int) section {
	from := uint64(headerSize)
	if i > 0 {
		from = c.ends[i-1]
	}
	return section{int64(from), int64(c.ends[i] - from)}
}
