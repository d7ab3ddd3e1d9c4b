// Package report turns rows into text: a Table of typed cells becomes a table for the eye, or JSON, JSON lines, CSV, TSV or Markdown.
//
// There are two kinds of format. Table and Markdown are for reading: an IRI shows as its name, equal rows fold into one with ×n, long numbers
// are grouped, dates are in words (2024-23 is autumn 2024), and whatever could disturb a terminal or a page is escaped so that it can be seen. The others are data: every row is
// written, literals keep their lexical form, and CSV and TSV show names while JSON carries name and IRI both.
//
// The same table gives the same bytes on every machine; only Table looks at the width of a terminal.
//
// # JSON
//
// The document of format json is
//
//	{"schema":"rapport.rows/1","title":"…","columns":["who","since"],"rows":[ROW,…],"notes":["…"],"ordered":false,"cut":false}
//
// where title and notes are left out when empty, ordered says that the order of the rows means something, and cut that a limit left
// rows out. A ROW is an object with one member a column, in the order of the columns; an empty cell is null, any other is
//
//	{"kind":"iri","value":"kg:rosatom","name":"Rosatom"}
//	{"kind":"iri","value":"kg:eight-plants","name":"…","modality":"planned"}
//	{"kind":"bnode","value":"_:b0"}
//	{"kind":"string","value":"…"}                    with "language":"fa" when tagged, "datatype":"…" when it has one of its own
//	{"kind":"number","value":"2.0E1","datatype":"http://www.w3.org/2001/XMLSchema#double"}
//	{"kind":"boolean","value":"true","datatype":"…"}
//	{"kind":"time","value":"2025-10-02","datatype":"…"}
//
// value is always a string and always the lexical form, so that nothing is lost on the way ("007", 2.50, fractions of a second). name is
// there when the IRI has words to show. modality says how what is no fact is meant: it is there, in the rows of an ad hoc query, when the IRI is a
// content node (a saved query has a column for it). A list that a program gathered (datatype rdf:JSON: group, path, an array of g.emit) has the
// weakest of its items, and the cells of its nodes in their order, which say of each:
//
//	{"kind":"string","value":"[\"<kg:iran>\",…]","name":"Iran —hopes for→ … (hope)","modality":"hoped","items":[{"kind":"iri","value":"kg:iran",…},…],"datatype":"…"}
//
// Later versions of schema 1 may add members, never change or drop one.
//
// CSV and TSV of rows that say why have, behind a table's own columns, modality, statements (their IRIs, parted by blanks), inferred ("true", or
// empty) and disputed (the IRIs of statements that contradict the row). Where the table has such a column, its own stands alone, and statements is called why.
//
// Format jsonl is one ROW a line, without the document around it. If a limit cut the rows, a last line says so:
// {"schema":"rapport.rows/1","cut":true}; no row has that shape, because a row's members are objects or null.
//
// Where the rows of a saved query are of a part of the graph, and the whole of it would fill cells of them that are empty, the document and such a last line of jsonl have
// "left_out":{"about":1}: in how many rows, by column.
//
// Where rows say why they are there, a ROW has one member more:
//
//	"why":{"modality":"hoped","crosses":["actual","hoped"],"derivations":[[{"s":"kg:iran","p":"kg:hopesFor","o":CELL,"label":"rit:20a"},…]],"more":0}
//
// with the quads crossed, hop by hop, for each way to the row, and how many walks took ways that are left out. crosses are their modalities, the
// strongest first; modality is the weakest, denied if any is, and null where none has one. "inferred":true says that a statement is an
// inference, "background":true that names, types, vocabulary or derived quads are among them, and "disputed":["bc:02a"] which statements deny what
// the row crosses, or give another value where there is one; both sides name each other. The statements stand once, by IRI:
//
//	"statements":{"rit:20a":{…,"speakers":[],"modality":"hoped","crosses":["hoped"]}}
//
// each as rapport.citations/1 has it, with the speakers of the content crossed (none: the article itself): a member of the document, and in jsonl
// of a last line {"schema":"rapport.rows/1","cut":false,"statements":{…}}. Where there is no row, the document and that last line also have
// "nearest":["rit:11a",…], the statements that come nearest to what was asked, denials first.
package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/cayleygraph/quad"

	"rapport/quads"
	"rapport/queries"
)

// Cell is one value of a row. The zero Cell is empty.
type Cell struct {
	// Value is the term as the graph has it; nil is an empty cell.
	Value quad.Value
	// Name is the words shown for an IRI; "" means that it has none and is shown itself.
	Name string
	// Tag says what the node is, behind its name, where the name alone could mislead: "hope", "project, contracted", the IRI of a term.
	Tag string
	// Modality is that of a content node: "hoped"; of a list, the weakest of its items, "" where none is content.
	Modality string
	// Items are the nodes of a list that a query gathered, in its order: a JSON array of cells; "" where there are none.
	Items string
}

// Text returns a cell that holds a plain string.
func Text(s string) Cell { return Cell{Value: quad.String(s)} }

// Count returns a cell that holds an integer.
func Count(n int) Cell {
	return Cell{Value: quad.TypedString{Value: quad.String(strconv.Itoa(n)), Type: quads.XSD + "integer"}}
}

// Table is rows under named columns.
type Table struct {
	// Title stands above the rows in the formats for reading and in JSON; "" for none.
	Title string
	// Columns are the names of the columns, no two alike.
	Columns []string
	// Rows have a cell a column; a shorter row ends in empty cells.
	Rows [][]Cell
	// Ordered says that the order of the rows means something: only neighbours are folded.
	Ordered bool
	// Notes stand below the rows where the title stands above them.
	Notes []string
	// Cut says that a limit left rows out.
	Cut bool
	// LeftOut are the columns under which rows lack what the whole graph would say of them, where they are of a part of it; nil where none does, or nobody looked.
	LeftOut []queries.Emptied
	// Evidence is what each row rests on, where somebody asked why (Lookup.Explain); else nil.
	Evidence []Evidence
	// Footnotes are the statements of Evidence, in the order of their numbers.
	Footnotes []*Footnote
	// Nearest says that Footnotes are the statements which come nearest to a question that has no answer (Lookup.Nearest).
	Nearest bool
	// Kept says that only a part of the graph was asked: that there nothing says it is no word on the whole.
	Kept bool
}

// Add appends a row.
func (t *Table) Add(cells ...Cell) { t.Rows = append(t.Rows, cells) }

// Format is the name of a way to write a table.
type Format string

// The formats, as -o spells them.
const (
	FormatTable Format = "table"
	FormatJSON  Format = "json"
	FormatJSONL Format = "jsonl"
	FormatCSV   Format = "csv"
	FormatTSV   Format = "tsv"
	FormatMD    Format = "md"
	FormatSVG   Format = "svg" // a Picture of the rows, which Write does not draw
)

// Formats returns every format that Write writes, the one for the eye first.
func Formats() []Format {
	return []Format{FormatTable, FormatJSON, FormatJSONL, FormatCSV, FormatTSV, FormatMD}
}

// Options say where the text will be read.
type Options struct {
	// Width is how many columns the terminal has; 0 means that the reader is no terminal.
	Width int
	// Color allows bold and dim text; it is not looked at when Width is 0.
	Color bool
	// IDs shows IRIs where names would stand.
	IDs bool
}

// Write writes t to w in format f. It fails on an unknown format, a row longer than the columns, or two columns of one name,
// before anything is written, and otherwise only when w does.
func Write(w io.Writer, f Format, t *Table, o Options) error {
	if err := t.verify(); err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	switch f {
	case FormatTable:
		writeTable(out, t, o)
	case FormatJSON:
		writeJSON(out, t)
	case FormatJSONL:
		writeJSONLines(out, t)
	case FormatCSV:
		writeCSV(out, t, o)
	case FormatTSV:
		writeTSV(out, t, o)
	case FormatMD:
		writeMarkdown(out, t, o)
	default:
		return fmt.Errorf("unknown format %q", f)
	}
	return out.Flush()
}

// verify says what breaks the promises of a Table.
func (t *Table) verify() error {
	for i, c := range t.Columns {
		if slices.Contains(t.Columns[:i], c) {
			return fmt.Errorf("two columns are named %q", c)
		}
	}
	if t.Evidence != nil {
		if slices.Contains(t.Columns, whyColumn) {
			return fmt.Errorf("a column is named %q, where each row says why", whyColumn)
		}
		if len(t.Evidence) != len(t.Rows) {
			return fmt.Errorf("%d rows rest on something, of %d", len(t.Evidence), len(t.Rows))
		}
	}
	for i, row := range t.Rows {
		if len(row) > len(t.Columns) {
			return fmt.Errorf("row %d has %d cells for %d columns", i+1, len(row), len(t.Columns))
		}
	}
	return nil
}

// cell returns the cell of row in column i, the empty one where the row is shorter.
func cell(row []Cell, i int) Cell {
	if i < len(row) {
		return row[i]
	}
	return Cell{}
}
