package report

import "testing"

// TestDatesAgree: two dates agree where they have a day in common, whatever they leave open, and seasons have their months wherever they stand.
func TestDatesAgree(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"2031-21", "2031-03-05", true},
		{"2031-21", "2031-06", false},
		{"2031-24", "2032-02", true},
		{"203X-21", "2035-04", true},
		{"203X-24", "2040-01", true},
		{"203X-24", "2041-01", false},
		{"2031-21/2033", "2031-03", true},
		{"2029/2031-24", "2032-01", true},
		{"XXXX-21", "2031-04", true},
		{"XXXX-21", "2031-06", false},
		{"XXXX-24", "XXXX-12-25", true},
		{"XXXX-24", "2031-01", true},
		{"XXXX-24", "2031-07", false},
		{"XXXX-12-25", "2031-24", true},
		{"XXXX-24", "2031-24?", true},
	} {
		if datesAgree(c.a, c.b) != c.want || datesAgree(c.b, c.a) != c.want {
			t.Errorf("%s and %s: want %t", c.a, c.b, c.want)
		}
	}
}
