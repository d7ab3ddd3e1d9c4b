package picture

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// checkRows holds a timeline or chart to what it promises: marks as many as are wanted, no words that overlap or stand outside.
func checkRows(t testing.TB, p Picture, o Options, marks int) []element {
	t.Helper()
	all := parse(t, p.SVG(o))
	_, words, width, height := taken(t, all)
	checkPlaces(t, words, width, height)
	drawn := 0
	for _, e := range all {
		if e.attrs["class"] == "mark" {
			drawn++
		}
	}
	if drawn != marks {
		t.Errorf("%d marks, want %d", drawn, marks)
	}
	return all
}

// history is the article's own span of time: from some year of the 1970s to 2040.
func history() Timeline {
	return Timeline{Title: "What happened, and what is to", Source: "from an article", Events: []Event{
		{Label: "Start of the Bushehr plant", When: "in the 1970s", Earliest: utc(1970, 1, 1), Latest: endOf(1979, 12, 31), Standing: Standing{Notes: []int{1}}},
		{Label: "Bushehr plant comes online", Earliest: utc(2011, 1, 1), Latest: endOf(2011, 12, 31)},
		{Label: "Signing", When: "on January 17", Earliest: utc(2025, 1, 17), Latest: endOf(2025, 1, 17), Concluded: true, Standing: Standing{Notes: []int{2, 3}}},
		{Label: "Entry into force", Earliest: utc(2025, 10, 2), OpenEnd: true},
		{Label: "Operation of the first plant", Latest: endOf(2031, 12, 31), OpenStart: true, Standing: Standing{Modality: Planned, Conditional: true}},
		{Label: "Two additional units", When: "between 2025 and 2027", Earliest: utc(2025, 1, 1), Latest: endOf(2027, 12, 31), Standing: Standing{Modality: Planned}},
		{Label: "Building of the units", Earliest: utc(2025, 3, 1), Latest: endOf(2033, 3, 1), Lasts: true, Approximate: true, Standing: Standing{Modality: Claimed}},
		{Label: "20 gigawatts", When: "by 2040", Latest: endOf(2040, 12, 31), Uncertain: true, Standing: Standing{Modality: Hoped}},
		{Label: "A defence pact", Earliest: utc(2025, 1, 1), Latest: endOf(2025, 12, 31), Standing: Standing{Modality: Denied}},
		{Label: "First power", When: "in 2012", Earliest: utc(2012, 1, 1), Latest: endOf(2012, 12, 31), Standing: Standing{Disputed: true, Notes: []int{4}, Against: []int{5}}},
		{Label: "Operation", When: "since 2014", Earliest: utc(2014, 1, 1), OpenEnd: true, Standing: Standing{Disputed: true}},
		{Label: "Visit", When: "on 3 May 2026", Earliest: utc(2026, 5, 3), Latest: endOf(2026, 5, 3), Standing: Standing{Disputed: true}},
		{Label: "Negotiations", When: "over several years"},
		{Label: "Talks"},
	}}
}

func TestTimelineSigns(t *testing.T) {
	all := checkRows(t, history(), Options{Standalone: true}, 12)
	text := textOf(all)
	for _, want := range []string{
		"in the 1970s", "Signing [2, 3]", "on January 17 · 17 January 2025 (inferred)", "Operation of the first plant (planned, conditional)", "Without a date:", "over several years",
		"since 2 October 2025", "at some time within the span", "without a beginning or an end", "beginning or end not known", "about", "doubtful",
		"First power (disputed by 5) [4]", "disputed: another statement says otherwise", "stated as a fact", "denied", "claimed, possible, hoped or unsettled",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q in %s", want, text)
		}
	}
	for _, twice := range []string{"1970s · 1970s", "between 2025 and 2027 · ", "by 2040 · "} {
		if strings.Contains(text, twice) {
			t.Errorf("says the same date twice: %s", twice)
		}
	}
}

// TestTimelineBreaks: years in which nothing is are left out only where they are many, and then it is marked; the order of time stays.
func TestTimelineBreaks(t *testing.T) {
	breaks := func(tl Timeline) (n int) {
		for _, e := range parse(t, tl.SVG(Options{})) {
			if e.attrs["class"] == "break" {
				n++
			}
		}
		return n
	}
	year := func(y int) Event { return Event{Label: "x", Earliest: utc(y, 1, 1), Latest: endOf(y, 12, 31)} }
	for _, c := range []struct {
		years []int
		want  int
	}{
		{[]int{2020}, 0}, {[]int{2000, 2010, 2020, 2030}, 0}, {[]int{1979, 2011, 2012, 2025}, 2}, {[]int{1200, 2020, 2025}, 2}, {[]int{2, 9999}, 2},
	} {
		tl := Timeline{}
		for _, y := range c.years {
			tl.Events = append(tl.Events, year(y))
		}
		if got := breaks(tl); got != c.want { // with one in the legend
			t.Errorf("%v: %d signs of a break, want %d", c.years, got, c.want)
		}
		a := newAxis([][2]day0{tl.Events[0].span(), tl.Events[len(tl.Events)-1].span()}, 0, 400)
		last := -1
		for y := c.years[0]; y <= c.years[len(c.years)-1]; y++ {
			x := a.x(dayOf(utc(y, 1, 1)))
			if x < last || x < 0 || x > 400 {
				t.Fatalf("%v: %d stands at %d, the year before at %d", c.years, y, x, last)
			}
			last = x
		}
	}
}

// TestRandomTimelines: any dates, any width; ticks and words overlap nothing, and every year that is labelled stands where it belongs.
func TestRandomTimelines(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 8))
		tl := Timeline{Title: "A timeline"}
		spread, marked := 1+r.IntN(3)*r.IntN(3)*r.IntN(4000), 0
		moment := func() time.Time { return utc(1990, 1, 1).AddDate(0, 0, r.IntN(spread*30)-spread*10) }
		for range 1 + r.IntN(25) {
			e := Event{Label: someWords[r.IntN(len(someWords))], Lasts: r.IntN(2) == 0, Approximate: r.IntN(5) == 0, Uncertain: r.IntN(5) == 0}
			e.Modality = modalities[r.IntN(len(modalities))]
			if r.IntN(4) > 0 {
				e.Earliest = moment()
			}
			if r.IntN(4) > 0 {
				e.Latest = moment()
			}
			e.OpenStart, e.OpenEnd = r.IntN(4) == 0, r.IntN(4) == 0
			if !e.undated() || e.signed() {
				marked++
			}
			tl.Events = append(tl.Events, e)
		}
		checkRows(t, tl, Options{Width: float64(320 + r.IntN(1200))}, marked)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func TestManyEvents(t *testing.T) {
	tl := Timeline{}
	for i := range 2000 {
		tl.Events = append(tl.Events, Event{Label: "x", Earliest: utc(1000+i, 1, 1), Latest: endOf(1000+i, 1, 1)})
	}
	if text := textOf(checkRows(t, tl, Options{}, mostRows)); !strings.Contains(text, "Drawn: the first 300 of 2000 events.") {
		t.Error("does not say how many are left out")
	}
}

// TestTicks: from days to millennia, ticks stand on round dates.
func TestTicks(t *testing.T) {
	for _, c := range []struct {
		from, to time.Time
		want     string
	}{
		{utc(2025, 9, 22), utc(2025, 10, 2), "21 Sep 2025, 26 Sep 2025, 1 Oct 2025"},
		{utc(2025, 1, 10), utc(2025, 4, 20), "Feb 2025, Mar 2025, Apr 2025"},
		{utc(2024, 9, 1), utc(2025, 10, 2), "Oct 2024, Jan 2025, Apr 2025, Jul 2025, Oct 2025"},
		{utc(1970, 1, 1), utc(2040, 12, 31), "1970, 1980, 1990, 2000, 2010, 2020, 2030, 2040"},
		{utc(2, 1, 1), utc(2025, 1, 1), "0, 500, 1000, 1500, 2000"},
	} {
		a := newAxis([][2]day0{{dayOf(c.from), dayOf(c.to)}}, 0, 400)
		var got []string
		for _, tick := range a.ticks() {
			got = append(got, tick.text)
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s to %s: %s, want %s", c.from.Format(time.DateOnly), c.to.Format(time.DateOnly), s, c.want)
		}
	}
}

// TestFarDates: dates at and beyond the ends of any calendar are drawn at its ends.
func TestFarDates(t *testing.T) {
	for _, at := range []time.Time{time.Unix(1<<60, 0), time.Unix(-1<<60, 0), utc(99999, 12, 31), utc(100_000, 1, 1), utc(-9999, 1, 1), utc(0, 1, 1)} {
		checkRows(t, Timeline{Events: []Event{{Label: "far", Earliest: at.UTC(), Latest: at.UTC()}}}, Options{}, 1)
		checkRows(t, Timeline{Events: []Event{{Label: "far", Earliest: at.UTC(), OpenEnd: true}, {Label: "near", Earliest: utc(2025, 1, 1)}}}, Options{}, 2)
	}
}

// A date that is inferred is never drawn as heavily as a printed one, and a week is no day.
func TestTimelineInferredAndSpans(t *testing.T) {
	day, week := endOf(2025, 9, 22), endOf(2025, 9, 28)
	for _, c := range []struct {
		name     string
		to       time.Time
		inferred bool
		want     []string
		legend   string
	}{
		{"a printed day", day, false, []string{`<circle`, `fill="currentColor"`}, ""},
		{"a printed week", week, false, []string{`<path fill="none"`, `class="hatch"`}, "at some time within the span"},
		{"an inferred day", day, true, []string{`class="inferred" fill="none"`}, "inferred, printed nowhere"},
		{"an inferred week", week, true, []string{`<path fill="none"`, `class="inferred" fill="none"`}, "inferred, printed nowhere"},
	} {
		svg := string(Timeline{Events: []Event{
			{Label: "long ago", Earliest: utc(1970, 1, 1), Latest: endOf(2024, 1, 1), Lasts: true},
			{Label: "it", Earliest: utc(2025, 9, 22), Latest: c.to, Standing: Standing{Inferred: c.inferred}},
		}}.SVG(Options{}))
		mark := svg[strings.LastIndex(svg, `class="mark"`):]
		mark, rest, _ := strings.Cut(mark, "</g>")
		for _, want := range c.want {
			if !strings.Contains(mark, want) {
				t.Errorf("%s lacks %s: %s", c.name, want, mark)
			}
		}
		if full := strings.Contains(mark, `fill="currentColor"`); full != (c.name == "a printed day") {
			t.Errorf("%s is full: %v: %s", c.name, full, mark)
		}
		if !strings.Contains(rest, c.legend) {
			t.Errorf("%s: the legend lacks %q", c.name, c.legend)
		}
	}
}
