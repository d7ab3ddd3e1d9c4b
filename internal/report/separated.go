package report

import (
	"bufio"
	"strings"
)

// writeCSV writes RFC 4180: a header, fields quoted where they must be, lines that end in CR LF.
func writeCSV(w *bufio.Writer, t *Table, o Options) { separated(t, o, csvRecord(w)) }

func csvRecord(w *bufio.Writer) func([]string) {
	return func(fields []string) {
		for i, f := range fields {
			if i > 0 {
				w.WriteByte(',')
			}
			w.WriteString(quoteCSV(guard(f), len(fields) == 1))
		}
		w.WriteString("\r\n")
	}
}

// writeTSV writes a header and a row a line, fields parted by tabs; tab, line feed, carriage return and backslash in a field
// are \t, \n, \r and \\.
func writeTSV(w *bufio.Writer, t *Table, o Options) { separated(t, o, tsvRecord(w)) }

func tsvRecord(w *bufio.Writer) func([]string) {
	escapes := strings.NewReplacer("\\", `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)
	return func(fields []string) {
		for i, f := range fields {
			if i > 0 {
				w.WriteByte('\t')
			}
			escapes.WriteString(w, f)
		}
		w.WriteByte('\n')
	}
}

// separated hands on the header and every row as fields. On a terminal the fields are Clean; a file gets them as they are.
func separated(t *Table, o Options, record func([]string)) {
	if len(t.Columns) == 0 {
		return
	}
	clean := func(s string) string { return s }
	if o.Width > 0 {
		clean = Clean
	}
	fields := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		fields[i] = clean(c)
	}
	var names []string
	var why func(*Evidence) []string
	if t.Evidence != nil {
		names, why = t.whyFields()
	}
	record(append(fields, names...))
	for n, row := range t.Rows {
		fields = fields[:0]
		for i := range t.Columns {
			fields = append(fields, clean(cell(row, i).text(o)))
		}
		if why != nil {
			for _, f := range why(&t.Evidence[n]) {
				fields = append(fields, clean(f))
			}
		}
		record(fields)
	}
}

// quoteCSV quotes a field that holds a delimiter, and one that would leave an empty line.
func quoteCSV(f string, alone bool) string {
	if !strings.ContainsAny(f, "\",\r\n") && !(alone && f == "") && strings.TrimSpace(f) == f {
		return f
	}
	return `"` + strings.ReplaceAll(f, `"`, `""`) + `"`
}

// guard puts an apostrophe before a field that a spreadsheet would run as a formula. Plain numbers such as -5 stay.
func guard(f string) string {
	if f == "" || !strings.ContainsAny(first(f), "=+-@\t\r\n＝＋－＠") || plainNumber(f) {
		return f
	}
	return "'" + f
}

// first returns the first character of s.
func first(s string) string {
	for i := range s {
		if i > 0 {
			return s[:i]
		}
	}
	return s
}

// plainNumber tells a decimal number with an optional sign, fraction and exponent: [+-]digits[.digits][e[+-]digits].
func plainNumber(s string) bool {
	s, ok := digits(strings.TrimLeft(s[:1], "+-") + s[1:])
	if !ok {
		return false
	}
	if rest, dot := strings.CutPrefix(s, "."); dot {
		if s, ok = digits(rest); !ok {
			return false
		}
	}
	if s == "" {
		return true
	}
	if s[0] != 'e' && s[0] != 'E' || len(s) == 1 {
		return false
	}
	s, ok = digits(strings.TrimLeft(s[1:2], "+-") + s[2:])
	return ok && s == ""
}

// digits cuts the digits at the start of s; false when there are none.
func digits(s string) (rest string, ok bool) {
	rest = strings.TrimLeft(s, "0123456789")
	return rest, len(rest) < len(s)
}
