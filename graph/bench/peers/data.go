//go:build linux

package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"rapport/graph/bench"
)

// dataset is a generated graph: as a file, and as rows of numbers of terms for those that are loaded from tables, and for the judge.
type dataset struct {
	file   string // N-Quads
	size   int64  // bytes
	terms  []string
	number map[string]uint32
	rows   [][4]uint32
	read   time.Duration // the file into rows
}

// generate writes a graph of at least so many quads into a folder and reads it.
func generate(folder string, quads int) (*dataset, error) {
	d := &dataset{file: filepath.Join(folder, "news.nq"), number: map[string]uint32{}}
	f, err := os.Create(d.file)
	if err != nil {
		return nil, err
	}
	_, err = bench.Generate(f, quads, bench.Seed)
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	info, err := os.Stat(d.file)
	if err != nil {
		return nil, err
	}
	d.size = info.Size()
	start := time.Now()
	err = d.readRows()
	d.read = time.Since(start)
	return d, err
}

// readRows reads what Generate writes: one space between terms, no escapes.
func (d *dataset) readRows() error {
	f, err := os.Open(d.file)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line := lines.Bytes()
		s, rest, _ := bytes.Cut(line, []byte{' '})
		p, rest, _ := bytes.Cut(rest, []byte{' '})
		rest = bytes.TrimSuffix(rest, []byte(" ."))
		at := bytes.LastIndexByte(rest, ' ')
		if at < 0 {
			return fmt.Errorf("%s: a line without a label: %.80s", d.file, line)
		}
		d.rows = append(d.rows, [4]uint32{d.numberOf(s), d.numberOf(p), d.numberOf(rest[:at]), d.numberOf(rest[at+1:])})
	}
	return lines.Err()
}

func (d *dataset) numberOf(term []byte) uint32 {
	if n, ok := d.number[string(term)]; ok {
		return n
	}
	n := uint32(len(d.terms))
	text := string(term)
	d.terms = append(d.terms, text)
	d.number[text] = n
	return n
}

// forget frees the rows once all that is needed is written and judged.
func (d *dataset) forget() { d.terms, d.number, d.rows = nil, nil, nil }

// lexical is a term without its brackets, or its quotes and datatype, and which datatype that is ("date"), if any.
func lexical(term string) (text, datatype string) {
	if term[0] == '<' {
		return term[1 : len(term)-1], ""
	}
	end := strings.LastIndexByte(term, '"')
	if _, name, ok := strings.Cut(term[end:], "#"); ok {
		datatype = strings.TrimSuffix(name, ">")
	}
	return term[1:end], datatype
}

const (
	termsTable = "terms.tsv"
	quadsTable = "quads.tsv"
)

// writeSQL writes terms.tsv (number, kind, lexical form, as a number, as a date) and quads.tsv (four numbers).
func (d *dataset) writeSQL(folder string) error {
	return errors.Join(writeTable(filepath.Join(folder, termsTable), func(w *bufio.Writer) {
		for n, term := range d.terms {
			kind, text, datatype := "L", "", ""
			if text, datatype = lexical(term); term[0] == '<' {
				kind = "I"
			}
			number, date := `\N`, `\N`
			switch datatype {
			case "integer", "double":
				kind, number = "N", text
			case "date":
				kind, date = "D", text
			}
			fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\n", n, kind, text, number, date)
		}
	}), writeTable(filepath.Join(folder, quadsTable), func(w *bufio.Writer) {
		var line []byte
		for _, row := range d.rows {
			line = line[:0]
			for _, n := range row {
				line = append(strconv.AppendUint(line, uint64(n), 10), '\t')
			}
			line[len(line)-1] = '\n'
			w.Write(line)
		}
	}))
}

func writeTable(path string, write func(*bufio.Writer)) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	write(w)
	return errors.Join(w.Flush(), f.Close())
}
