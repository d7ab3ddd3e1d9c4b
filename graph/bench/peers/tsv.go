//go:build linux

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph/gizmo"
)

// tsvClient asks a server over one kept connection and reads rows as tab-separated values (W3C, SPARQL 1.1 Query Results CSV and TSV
// Formats): a header, then a line a row. It is the least that an answer over HTTP costs; ours and Virtuoso's are read by the same code.
type tsvClient struct {
	address string
	client  http.Client
	body    bytes.Buffer
}

const tsvType = "text/tab-separated-values"

// ask sends a question as a form, the format as Virtuoso wants it, and calls row with the first cell of each row.
func (c *tsvClient) ask(text string, row func(string)) error {
	resp, err := c.client.PostForm(c.address, url.Values{"query": {text}, "format": {tsvType}})
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	c.body.Reset()
	if _, err := c.body.ReadFrom(resp.Body); err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %.200s", resp.Status, c.body.Bytes())
	}
	return eachRow(c.body.Bytes(), row)
}

// eachRow calls row with the first cell of each row.
func eachRow(text []byte, row func(string)) error {
	_, rows, ok := bytes.Cut(text, []byte{'\n'})
	if !ok {
		return errors.New("an answer without a header")
	}
	for len(rows) > 0 {
		var line []byte
		line, rows, _ = bytes.Cut(rows, []byte{'\n'})
		cell, _, _ := bytes.Cut(line, []byte{'\t'})
		row(bare(string(cell)))
	}
	return nil
}

// bare is a cell without its brackets, or its quotes and what follows them. The graph's texts have no escapes.
func bare(cell string) string {
	if strings.HasPrefix(cell, "<") {
		return strings.TrimSuffix(cell[1:], ">")
	}
	if end := strings.LastIndexByte(cell, '"'); end > 0 && cell[0] == '"' {
		return cell[1:end]
	}
	return cell
}

// tsvWriter writes rows in that format.
type tsvWriter struct {
	out  io.Writer
	line []byte
	rows int
}

func (w *tsvWriter) row(r gizmo.Row) error {
	w.line = w.line[:0]
	if w.rows == 0 {
		for i, name := range r.Names {
			w.line = w.tab(i)
			w.line = append(append(w.line, '?'), name...)
		}
		w.line = append(w.line, '\n')
	}
	w.rows++
	for i, v := range r.Values {
		w.line = w.tab(i)
		w.line = appendTerm(w.line, v)
	}
	w.line = append(w.line, '\n')
	_, err := w.out.Write(w.line)
	return err
}

func (w *tsvWriter) tab(i int) []byte {
	if i == 0 {
		return w.line
	}
	return append(w.line, '\t')
}

// end writes the header of an answer without rows.
func (w *tsvWriter) end() error {
	if w.rows > 0 {
		return nil
	}
	_, err := w.out.Write([]byte{'\n'})
	return err
}

func appendTerm(b []byte, v quad.Value) []byte {
	switch v := v.(type) {
	case nil:
		return b
	case quad.IRI:
		return append(append(append(b, '<'), v...), '>')
	case quad.String:
		return appendQuoted(b, string(v))
	case quad.LangString:
		return append(append(appendQuoted(b, string(v.Value)), '@'), v.Lang...)
	case quad.TypedString:
		b = append(appendQuoted(b, string(v.Value)), "^^<"...)
		return append(append(b, v.Type...), '>')
	}
	return append(b, v.String()...)
}

func appendQuoted(b []byte, text string) []byte {
	b = append(b, '"')
	for _, c := range []byte(text) {
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\t':
			b = append(b, `\t`...)
		case '\n':
			b = append(b, `\n`...)
		case '\r':
			b = append(b, `\r`...)
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}
