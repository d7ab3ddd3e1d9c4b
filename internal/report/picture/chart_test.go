package picture

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

func figures() Chart {
	return Chart{Title: "Power and money", Source: "from an article", Bars: []Bar{
		{Label: "Bushehr plant", Value: 1, Unit: "gigawatts", Text: "roughly one gigawatt", Approximate: true, Standing: Standing{Notes: []int{1}}},
		{Label: "What Iran hopes for", Value: 20, Unit: "gigawatts", Text: "20 gigawatts", Standing: Standing{Modality: Hoped, Notes: []int{2}}},
		{Label: "What is planned", Value: 8, Unit: "gigawatts", Standing: Standing{Modality: Planned}},
		{Label: "What is denied", Value: 5, Unit: "gigawatts", Standing: Standing{Modality: Denied}},
		{Label: "What two articles say", Value: 9, Unit: "gigawatts", Standing: Standing{Disputed: true, Notes: []int{3}, Against: []int{4}}},
		{Label: "Operates", Value: 12, Unit: "gigawatts"},
		{Label: "Two units", Value: 1e10, Unit: "US dollars", Text: "$10 billion", Standing: Standing{Modality: Planned}},
		{Label: "A loss", Value: -2.5e9, Unit: "US dollars", Approximate: true},
		{Label: "Nothing", Value: 0, Unit: "US dollars"},
		{Label: "Unknown", Value: math.NaN(), Unit: "US dollars"},
	}}
}

func TestChartSigns(t *testing.T) {
	text := textOf(checkRows(t, figures(), Options{Standalone: true}, 9))
	for _, want := range []string{
		"gigawatts", "US dollars", "≈ roughly one gigawatt", "What Iran hopes for (hoped) [2]", "≈ −2.5 billion US dollars", "not a number that can be drawn", "$10 billion",
		"5 billion", "about: the words say that it is not exact", "denied", "What two articles say (disputed by 4) [3]", "disputed: another statement says otherwise",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q in %s", want, text)
		}
	}
}

// TestChartsBeginAtZero: whatever the values, the axis has its zero, every bar begins there, and twice as much is twice as long.
func TestChartsBeginAtZero(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 3))
		var values []float64
		size := math.Pow(10, float64(r.IntN(30)-12))
		for range 1 + r.IntN(12) {
			v := r.Float64() * size
			if r.IntN(6) == 0 {
				v = -v
			}
			values = append(values, v)
		}
		s := newScale(values, 100, 700)
		zero := false
		for i, v := range s.ticks {
			zero = zero || v == 0
			if i > 0 && s.ticks[i-1] >= v || s.x(v) < 100 || s.x(v) > 700 {
				t.Fatalf("seed %d: ticks %v", seed, s.ticks)
			}
		}
		if !zero || len(s.ticks) < 2 || len(s.ticks) > 14 {
			t.Fatalf("seed %d: ticks %v for %v", seed, s.ticks, values)
		}
		for _, v := range values {
			long, half := s.x(v)-s.x(0), s.x(v/2)-s.x(0)
			if d := long - 2*half; d < -2 || d > 2 {
				t.Fatalf("seed %d: %g is %d long, its half %d", seed, v, long, half)
			}
			if x := s.x(v); x < 100 || x > 700 {
				t.Fatalf("seed %d: %g stands at %d", seed, v, x)
			}
		}
	}
}

// TestChartBarsBeginAtZero reads it off the picture: the full bars begin where the line of zero is.
func TestChartBarsBeginAtZero(t *testing.T) {
	c := Chart{Bars: []Bar{{Label: "a", Value: 101}, {Label: "b", Value: 100}, {Label: "c", Value: 99}}}
	all := parse(t, c.SVG(Options{}))
	zero, bars := "", 0
	for i, e := range all {
		if e.name == "line" && e.attrs["stroke-opacity"] == "1" {
			zero = e.attrs["x1"]
		}
		if e.name == "rect" && all[i-1].attrs["class"] == "mark" {
			bars++
			if e.attrs["x"] != zero || zero == "" {
				t.Errorf("a bar begins at %s, zero is at %q", e.attrs["x"], zero)
			}
		}
	}
	if bars != 3 {
		t.Errorf("%d bars", bars)
	}
}

func TestExtremeValues(t *testing.T) {
	for _, values := range [][]float64{
		nil, {0}, {math.MaxFloat64}, {-math.MaxFloat64, math.MaxFloat64}, {math.SmallestNonzeroFloat64}, {1e-300}, {math.Inf(1), math.NaN()}, {1e16, -1},
	} {
		c := Chart{}
		for _, v := range values {
			c.Bars = append(c.Bars, Bar{Label: "x", Value: v, Unit: "y"})
		}
		parse(t, c.SVG(Options{Width: 320}))
	}
}

func TestRandomCharts(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 9))
		c := Chart{Title: "A chart"}
		for range 1 + r.IntN(15) {
			c.Bars = append(c.Bars, Bar{
				Label: strings.Repeat(someWords[r.IntN(len(someWords))]+" ", 1+r.IntN(12)), Value: math.Floor(r.Float64()*1000) - 100,
				Unit: someWords[r.IntN(3)], Approximate: r.IntN(3) == 0, Standing: Standing{Modality: modalities[r.IntN(len(modalities))], Notes: []int{r.IntN(99)}},
			})
		}
		checkRows(t, c, Options{Width: float64(320 + r.IntN(1000))}, len(c.Bars))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}
