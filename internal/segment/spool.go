package segment

import (
	"bufio"
	"fmt"
	"io"
	"os"
)

// Room is where a Write or Merge keeps what it needs later: in memory up to a bound, the rest in temporary files.
type Room struct {
	Memory int64  // bytes; 0 is no bound, and then no file is needed
	Dir    string // of the temporary files, which have no name for longer than the system needs
}

// roomParts is how many spools and tables share a bounded room.
const roomParts = 16

// spool keeps bytes in the order in which they come.
type spool struct {
	room Room
	mem  []byte
	file *os.File
	buf  *bufio.Writer
	err  error
}

func (s *spool) append(b []byte) {
	switch {
	case s.err != nil:
	case s.file != nil:
		_, s.err = s.buf.Write(b)
	case s.room.Memory > 0 && int64(len(s.mem)+len(b)) > s.room.Memory/roomParts:
		if s.file, s.err = unnamedTemp(s.room.Dir); s.err != nil {
			return
		}
		s.buf = bufio.NewWriterSize(s.file, 1<<16)
		s.buf.Write(s.mem)
		s.mem = nil
		_, s.err = s.buf.Write(b)
	default:
		s.mem = append(s.mem, b...)
	}
}

// each calls visit with all that was kept, in pieces of whole entries. It can be called again.
func (s *spool) each(entry int, visit func(b []byte)) error {
	if s.err != nil || s.file == nil {
		visit(s.mem)
		return s.err
	}
	if s.err = s.buf.Flush(); s.err != nil {
		return s.err
	}
	if _, s.err = s.file.Seek(0, io.SeekStart); s.err != nil {
		return s.err
	}
	piece := make([]byte, max(1, 1<<16/entry)*entry)
	for {
		n, err := io.ReadFull(s.file, piece)
		visit(piece[:n])
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			return nil
		}
		if err != nil {
			s.err = err
			return err
		}
	}
}

// mapped returns all that was kept as one piece of memory, mapped where it is in a file. Nothing can be appended afterwards.
func (s *spool) mapped() (data []byte, unmap func() error, err error) {
	if s.err != nil || s.file == nil {
		return s.mem, func() error { return nil }, s.err
	}
	if err := s.buf.Flush(); err != nil {
		return nil, nil, err
	}
	return mapFile(s.file)
}

// close gives everything back.
func (s *spool) close() {
	if s.file != nil {
		s.file.Close()
		os.Remove(s.file.Name()) // where it could not be removed while it was open
	}
	*s = spool{}
}

// unnamedTemp creates a file that ends with the process, where the system can remove one that is open.
func unnamedTemp(dir string) (*os.File, error) {
	f, err := createTemp(dir, "part")
	if err != nil {
		return nil, fmt.Errorf("temporary file: %w", err)
	}
	os.Remove(f.Name())
	return f, nil
}

// pager seals entries of one size into pages.
type pager struct {
	entry int
	page  []byte
	out   func(page []byte)
}

func newPager(entry int, out func(page []byte)) *pager {
	return &pager{entry: entry, page: make([]byte, 0, pageSize), out: out}
}

func (p *pager) add(entry []byte) {
	p.page = append(p.page, entry...)
	if len(p.page)+p.entry > pagePayload {
		p.end()
	}
}

// end seals the page that is begun.
func (p *pager) end() {
	if len(p.page) == 0 {
		return
	}
	n := len(p.page)
	p.page = p.page[:pagePayload]
	clear(p.page[n:])
	p.out(seal(p.page, 0))
	p.page = p.page[:0]
}
