package report

import (
	"bufio"
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"rapport/queries"
)

// Schema names the version of the JSON that this package writes; the package comment describes it.
const Schema = "rapport.rows/1"

// writeJSON writes the table as one document, a row a line.
func writeJSON(w *bufio.Writer, t *Table) {
	b := append([]byte(nil), `{"schema":`...)
	b = AppendJSON(b, Schema)
	if t.Title != "" {
		b = AppendJSON(append(b, `,"title":`...), t.Title)
	}
	b = appendStrings(append(b, `,"columns":`...), t.Columns)
	b = append(b, `,"rows":[`...)
	for i, row := range t.Rows {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '\n')
		b = t.appendRow(b, i, row)
		w.Write(b)
		b = b[:0]
	}
	if len(t.Rows) > 0 {
		b = append(b, '\n')
	}
	b = append(b, ']')
	if len(t.Notes) > 0 {
		b = appendStrings(append(b, `,"notes":`...), t.Notes)
	}
	if t.Evidence != nil {
		b = t.appendStatements(append(b, `,"statements":`...))
	}
	if t.Nearest {
		b = t.appendNearest(b)
	}
	b = strconv.AppendBool(append(b, `,"ordered":`...), t.Ordered)
	b = strconv.AppendBool(append(b, `,"cut":`...), t.Cut)
	b = appendLeftOut(b, t.LeftOut)
	w.Write(append(b, "}\n"...))
}

// writeJSONLines writes a row a line, and a last line when a limit cut them, or there are statements or empty cells to tell of.
func writeJSONLines(w *bufio.Writer, t *Table) {
	var b []byte
	for i, row := range t.Rows {
		b = append(t.appendRow(b[:0], i, row), '\n')
		w.Write(b)
	}
	switch {
	case t.Evidence != nil:
		b = AppendJSON(append(b[:0], `{"schema":`...), Schema)
		b = strconv.AppendBool(append(b, `,"cut":`...), t.Cut)
		b = bytes.ReplaceAll(t.appendStatements(append(b, `,"statements":`...)), []byte("\n"), nil)
		if t.Nearest {
			b = t.appendNearest(b)
		}
		w.Write(append(appendLeftOut(b, t.LeftOut), "}\n"...))
	default:
		w.Write(lastLine(t.Cut, t.LeftOut))
	}
}

// lastLine is what stands behind the rows of jsonl that do not say why; nothing where there is nothing to tell.
func lastLine(cut bool, leftOut []queries.Emptied) []byte {
	if !cut && len(leftOut) == 0 {
		return nil
	}
	b := AppendJSON([]byte(`{"schema":`), Schema)
	b = strconv.AppendBool(append(b, `,"cut":`...), cut)
	return append(appendLeftOut(b, leftOut), "}\n"...)
}

// appendLeftOut appends a member that tells which cells are empty as flags left out what would stand there; nothing for none.
func appendLeftOut(b []byte, all []queries.Emptied) []byte {
	for i, e := range all {
		if i == 0 {
			b = append(b, `,"left_out":{`...)
		} else {
			b = append(b, ',')
		}
		b = append(AppendJSON(b, e.Column), ':')
		b = strconv.AppendInt(b, int64(e.Rows), 10)
	}
	if len(all) > 0 {
		b = append(b, '}')
	}
	return b
}

// appendRow appends row n.
func (t *Table) appendRow(b []byte, n int, row []Cell) []byte {
	b = append(b, '{')
	for i, column := range t.Columns {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(AppendJSON(b, column), ':')
		b = AppendCell(b, cell(row, i))
	}
	if t.Evidence != nil {
		if len(t.Columns) > 0 {
			b = append(b, ',')
		}
		b = AppendWhy(append(AppendJSON(b, whyColumn), ':'), &t.Evidence[n])
	}
	return append(b, '}')
}

// AppendCell appends a cell as the package comment describes it.
func AppendCell(b []byte, c Cell) []byte {
	if c.Value == nil {
		return append(b, "null"...)
	}
	b = AppendJSON(append(b, `{"kind":`...), kindOf(c.Value))
	b = AppendJSON(append(b, `,"value":`...), textOf(c.Value))
	if c.Name != "" {
		b = AppendJSON(append(b, `,"name":`...), c.Name)
	}
	if c.Modality != "" {
		b = AppendJSON(append(b, `,"modality":`...), c.Modality)
	}
	if c.Items != "" {
		b = append(append(b, `,"items":`...), c.Items...)
	}
	switch v := c.Value.(type) {
	case quad.TypedString:
		b = AppendJSON(append(b, `,"datatype":`...), string(v.Type))
	case quad.LangString:
		b = AppendJSON(append(b, `,"language":`...), v.Lang)
	}
	return append(b, '}')
}

func appendStrings(b []byte, list []string) []byte {
	b = append(b, '[')
	for i, s := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = AppendJSON(b, s)
	}
	return append(b, ']')
}

// AppendJSON appends s as a JSON string. What Clean escapes is escaped here too, so that JSON on a terminal is as safe as a table;
// a JSON reader gets back the same text. Bytes that are not UTF-8 become U+FFFD, as in encoding/json.
func AppendJSON(b []byte, s string) []byte {
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\t':
			b = append(b, `\t`...)
		case r > 0xffff && hidden(r):
			b = fmt.Appendf(b, `\u%04x\u%04x`, 0xd800+(r-0x10000)>>10, 0xdc00+(r-0x10000)&0x3ff)
		case hidden(r):
			b = fmt.Appendf(b, `\u%04x`, r)
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}
