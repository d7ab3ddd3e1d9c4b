package picture

import "testing"

// TestDisputesAreDrawn: in a timeline and a chart whatever is disputed, and nothing else, has a stroke through it, and the legend has one more; what is denied is crossed out
// in any case.
func TestDisputesAreDrawn(t *testing.T) {
	for _, m := range []Modality{"", Planned, Claimed, Denied} {
		for _, disputed := range []bool{false, true} {
			s := Standing{Modality: m, Disputed: disputed}
			pictures := map[string]Picture{"chart": Chart{Bars: []Bar{{Label: "a", Value: 3, Standing: s}, {Label: "b", Value: 2}, {Label: "c", Value: 0, Standing: s}}}}
			for name, e := range map[string]Event{
				"day":     {Earliest: utc(2025, 1, 1), Latest: endOf(2025, 1, 1)},
				"year":    {Earliest: utc(2024, 1, 1), Latest: endOf(2024, 12, 31)},
				"lasting": {Earliest: utc(2024, 1, 1), Latest: endOf(2025, 12, 31), Lasts: true},
				"open":    {Earliest: utc(2024, 1, 1), OpenEnd: true},
				"unknown": {Latest: endOf(2024, 12, 31)},
				"undated": {When: "at dawn"},
				"reading": {Earliest: utc(2025, 1, 1), Latest: endOf(2025, 1, 1), Concluded: true},
			} {
				e.Label, e.Standing = "a", s
				pictures[name] = Timeline{Events: []Event{e, {Label: "b", Earliest: utc(2020, 5, 4), Latest: endOf(2020, 5, 4)}}}
			}
			for name, p := range pictures {
				got := 0
				for _, e := range parse(t, p.SVG(Options{})) {
					if e.attrs["class"] == "disputed" {
						got++
					}
				}
				want := 0
				if disputed && m != Denied {
					want = 3 // a timeline's legend has a point and a span, a chart has two such bars
				}
				if got != want {
					t.Errorf("%s, %q, disputed %v: %d strokes, want %d", name, m, disputed, got, want)
				}
			}
		}
	}
}

// TestYearsAreNoDays: an event of which one end is the end of a year stands on an axis of that year, not of days.
func TestYearsAreNoDays(t *testing.T) {
	for _, e := range []Event{
		{Label: "until 2030", Latest: endOf(2030, 12, 31), OpenStart: true}, {Label: "by 2030", Latest: endOf(2030, 12, 31)},
		{Label: "since 2030", Earliest: utc(2030, 1, 1), OpenEnd: true}, {Label: "from 2030", Earliest: utc(2030, 1, 1)},
	} {
		if s := e.span(); s[1]-s[0] != 365 {
			t.Errorf("%s: %d days", e.Label, s[1]-s[0])
		}
	}
	for _, e := range []Event{{Label: "since a day", Earliest: utc(2030, 1, 2), OpenEnd: true}, {Label: "until a day", Latest: endOf(2030, 12, 30), OpenStart: true}} {
		if s := e.span(); s[1]-s[0] != 1 {
			t.Errorf("%s: %d days", e.Label, s[1]-s[0])
		}
	}
	if s := (Event{Latest: endOf(2030, 4, 30)}).span(); s[1]-s[0] != 30 {
		t.Errorf("by April 2030: %d days", s[1]-s[0])
	}
	if s := (Event{Earliest: utc(2030, 2, 1)}).span(); s[1]-s[0] != 28 {
		t.Errorf("from February 2030: %d days", s[1]-s[0])
	}
}
