package quads

import (
	"testing"
	"time"
)

func TestParseEDTF(t *testing.T) {
	for _, c := range []struct{ text, want, flags string }{
		{"2025", "2025-01-01 2025-12-31", ""},
		{"0000", "0000-01-01 0000-12-31", ""},
		{"2025-02", "2025-02-01 2025-02-28", ""},
		{"2024-02", "2024-02-01 2024-02-29", ""},
		{"2025-10-02", "2025-10-02 2025-10-02", ""},
		// unspecified digits
		{"197X", "1970-01-01 1979-12-31", ""},
		{"20XX", "2000-01-01 2099-12-31", ""},
		{"1XXX", "1000-01-01 1999-12-31", ""},
		{"XXXX", "- -", ""},
		{"XXXX-01-17", "- -", ""},
		{"XXXX-02-29", "- -", ""},
		{"XXXX-21", "- -", ""},
		{"2025-XX", "2025-01-01 2025-12-31", ""},
		{"2025-1X", "2025-10-01 2025-12-31", ""},
		{"2025-0X-05", "2025-01-05 2025-09-05", ""},
		{"2025-XX-31", "2025-01-31 2025-12-31", ""},
		{"2025-02-XX", "2025-02-01 2025-02-28", ""},
		{"2025-02-3X", "", ""},
		{"2025-06-3X", "2025-06-30 2025-06-30", ""},
		{"199X-02-29", "1992-02-29 1996-02-29", ""},
		// seasons
		{"2001-21", "2001-03-01 2001-05-31", ""},
		{"2001-23", "2001-09-01 2001-11-30", ""},
		{"2023-24", "2023-12-01 2024-02-29", ""},
		{"201X-22", "2010-06-01 2019-08-31", ""},
		// intervals
		{"2025/2027", "2025-01-01 2027-12-31", ""},
		{"2024-11-30/2025-01", "2024-11-30 2025-01-31", ""},
		{"2024-03/2024", "2024-03-01 2024-12-31", ""},
		{"2001-21/2003", "2001-03-01 2003-12-31", ""},
		{"../2040", "- 2040-12-31", "["},
		{"2025-10-02/..", "2025-10-02 -", "]"},
		{"/2040", "- 2040-12-31", ""},
		{"2025/", "2025-01-01 -", ""},
		{"XXXX-01-17/2025", "- 2025-12-31", ""},
		{"1979~/2025?", "1979-01-01 2025-12-31", "~?"},
		// qualifiers leave the bounds as they are
		{"2024-03-02?", "2024-03-02 2024-03-02", "?"},
		{"2024-03~", "2024-03-01 2024-03-31", "~"},
		{"2024%", "2024-01-01 2024-12-31", "~?"},
		{"2024?-03-~02", "2024-03-02 2024-03-02", "~?"},
		{"~197X", "1970-01-01 1979-12-31", "~"},
		// not EDTF, or not a date
		{"", "", ""}, {"/", "", ""}, {"../..", "", ""}, {"..", "", ""}, {"../", "", ""}, {"2025/2024", "", ""}, {"2025/2026/2027", "", ""}, {"a/b", "", ""},
		{"25", "", ""}, {"02025", "", ""}, {"2025-1", "", ""}, {"2025-13", "", ""}, {"2025-00", "", ""}, {"2025-20", "", ""}, {"2025-25", "", ""}, {"2025-2X", "", ""},
		{"2025-02-30", "", ""}, {"2023-02-29", "", ""}, {"XXXX-02-30", "", ""}, {"2025-10-00", "", ""}, {"2025-10-32", "", ""}, {"2025-21-01", "", ""},
		{"2025-10-02-03", "", ""}, {"X025", "", ""}, {"1X79", "", ""}, {"197x", "", ""}, {"2024??", "", ""}, {"2024~?", "", ""}, {"20?24", "", ""}, {"?", "", ""},
		{"2025-10-02T09:30:00", "", ""}, {"last Thursday", "", ""}, {"٢٠٢٥", "", ""}, {" 2025", "", ""}, {"-2025", "", ""}, {"+2025", "", ""}, {"Y17E7", "", ""}, {"2025\x1b[31m", "", ""},
	} {
		i, err := ParseEDTF(c.text)
		if (err != nil) != (c.want == "") {
			t.Errorf("%q: got error %v, want %q", c.text, err, c.want)
		}
		if err != nil {
			if i != (Interval{}) {
				t.Errorf("%q: got %v beside an error", c.text, i)
			}
			continue
		}
		if got := bounds(t, i); got != c.want {
			t.Errorf("%q: got %s, want %s", c.text, got, c.want)
		}
		if got := flags(i); got != c.flags {
			t.Errorf("%q: got flags %q, want %q", c.text, got, c.flags)
		}
	}
}

func bounds(t *testing.T, i Interval) string {
	t.Helper()
	first, last := "-", "-"
	if !i.Earliest.IsZero() {
		if first = i.Earliest.Format(time.DateOnly); i.Earliest.Format(time.TimeOnly) != "00:00:00" {
			t.Errorf("the first second is %v", i.Earliest)
		}
	}
	if !i.Latest.IsZero() {
		if last = i.Latest.Format(time.DateOnly); i.Latest.Format(time.TimeOnly) != "23:59:59" {
			t.Errorf("the last second is %v", i.Latest)
		}
	}
	return first + " " + last
}

func flags(i Interval) (s string) {
	for _, f := range []struct {
		set  bool
		name string
	}{{i.OpenStart, "["}, {i.OpenEnd, "]"}, {i.Approximate, "~"}, {i.Uncertain, "?"}} {
		if f.set {
			s += f.name
		}
	}
	return s
}

func TestEDTFErrors(t *testing.T) {
	for text, want := range map[string]string{
		"2025-10-2":   `date "2025-10-2" is not EDTF: want such as 2024, 2024-03, 2024-03-02, 197X or 2024/2025`,
		"2025-02-30":  `date "2025-02-30": there is no day 30 in that month`,
		"2025-13":     `date "2025-13": there is no month 13`,
		"2027/2025":   `date "2027/2025": the end lies before the beginning`,
		"2025/Friday": `date "2025/Friday" is not EDTF: want such as 2024, 2024-03, 2024-03-02, 197X or 2024/2025`,
		"../..":       `date "../..": an interval needs a date on one side`,
	} {
		if _, err := ParseEDTF(text); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
}

func FuzzParseEDTF(f *testing.F) {
	for _, seed := range []string{"2024-03-02?/..", "197X", "XXXX-XX-29", "2024-24/~2025"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		i, err := ParseEDTF(s)
		if err == nil && !i.Earliest.IsZero() && !i.Latest.IsZero() && i.Latest.Before(i.Earliest) {
			t.Errorf("%q: ends %v before it begins %v", s, i.Latest, i.Earliest)
		}
	})
}
