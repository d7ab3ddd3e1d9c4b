package report

import (
	"bufio"
	"fmt"
	"io"

	"rapport/queries"
)

// Stream writes rows as they come, so that the first are read before the last are known: the bytes are those that Write gives for a table of the
// same rows that do not say why.
type Stream struct {
	w     *bufio.Writer
	f     Format
	o     Options
	t     Table // columns alone
	line  []byte
	field []string
	put   func([]string) // a record of fields
}

// NewStream begins an answer in one of FormatCSV, FormatTSV and FormatJSONL. Nothing is written before the first row, End or Flush.
func NewStream(w io.Writer, f Format, columns []string, o Options) (*Stream, error) {
	s := &Stream{w: bufio.NewWriter(w), f: f, o: o, t: Table{Columns: columns}}
	if err := s.t.verify(); err != nil {
		return nil, err
	}
	switch f {
	case FormatCSV:
		s.put = csvRecord(s.w)
	case FormatTSV:
		s.put = tsvRecord(s.w)
	case FormatJSONL:
		return s, nil
	default:
		return nil, fmt.Errorf("format %q is not written row by row", f)
	}
	if len(columns) > 0 {
		s.put(columns)
	}
	return s, nil
}

// Row writes a row.
func (s *Stream) Row(row []Cell) error {
	if s.f == FormatJSONL {
		s.line = append(s.t.appendRow(s.line[:0], 0, row), '\n')
		_, err := s.w.Write(s.line)
		return err
	}
	s.field = s.field[:0]
	for i := range s.t.Columns {
		s.field = append(s.field, cell(row, i).text(s.o))
	}
	if len(s.field) > 0 {
		s.put(s.field)
	}
	return nil
}

// Flush hands on what was written so far.
func (s *Stream) Flush() error { return s.w.Flush() }

// End writes what stands behind the rows; cut says that a limit left rows out, leftOut is as in a Table.
func (s *Stream) End(cut bool, leftOut []queries.Emptied) error {
	if s.f == FormatJSONL {
		s.w.Write(lastLine(cut, leftOut))
	}
	return s.w.Flush()
}
