package graph

import (
	"encoding/binary"
	"errors"

	"github.com/cayleygraph/quad"
)

// meta is what the graph notes in its segment.
type meta struct {
	types []quad.IRI // datatypes by number, in the order of their IRIs
	files []fileNote // that were read, in the order of their paths; none where the quads came from elsewhere
}

// fileNote tells a file from others, and whether it is as it was.
type fileNote struct {
	path   string // with slashes, as it was given, cleaned
	digest uint64 // XXH64 of what it says, unpacked
}

// metaVersion goes up with any change of these bytes, of how a value is written, or of the order of values.
const metaVersion = "quads 2"

// bytes are texts, each behind its length: the version, and behind their number the datatypes, and behind theirs the files, each with its digest.
func (m *meta) bytes() []byte {
	out := appendText(nil, metaVersion)
	out = binary.AppendUvarint(out, uint64(len(m.types)))
	for _, iri := range m.types {
		out = appendText(out, string(iri))
	}
	out = binary.AppendUvarint(out, uint64(len(m.files)))
	for _, f := range m.files {
		out = binary.LittleEndian.AppendUint64(appendText(out, f.path), f.digest)
	}
	return out
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

var errMetaVersion = errors.New("terms of another version")

func readMeta(b []byte) (*meta, error) {
	r := &metaReader{b: b}
	if r.text() != metaVersion {
		return nil, errMetaVersion
	}
	m := &meta{}
	for n := r.number(); n > 0 && !r.failed; n-- {
		m.types = append(m.types, quad.IRI(r.text()))
	}
	for n := r.number(); n > 0 && !r.failed; n-- {
		m.files = append(m.files, fileNote{r.text(), r.digest()})
	}
	if r.failed || len(r.b) > 0 {
		return nil, errMetaVersion
	}
	return m, nil
}

// metaReader takes bytes apart; once it failed, everything is empty.
type metaReader struct {
	b      []byte
	failed bool
}

func (r *metaReader) number() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.fail()
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *metaReader) take(n uint64) []byte {
	if n > uint64(len(r.b)) {
		r.fail()
		return nil
	}
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}

func (r *metaReader) text() string { return string(r.take(r.number())) }

func (r *metaReader) digest() uint64 {
	if b := r.take(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

func (r *metaReader) fail() { r.b, r.failed = nil, true }
