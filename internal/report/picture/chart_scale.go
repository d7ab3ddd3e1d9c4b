package picture

import (
	"math"
	"strconv"
)

// scale is an axis of values that has its zero: from low, which is 0 or below, to high, which is 0 or above.
type scale struct {
	low, high   float64
	left, right int // pixels
	ticks       []float64
}

// newScale makes one for some finite values, with ticks at round ones, between two pixels.
func newScale(values []float64, left, right int) scale {
	s := scale{left: left, right: right}
	for _, v := range values {
		s.low, s.high = min(s.low, v), max(s.high, v)
	}
	// A scale of the largest numbers there are would overflow: it has its zero and its ends.
	if s.high-s.low > math.MaxFloat64/4 {
		s.ticks = []float64{s.low, 0, s.high}
		return s
	}
	if s.low == s.high {
		s.high = 1
	}
	most := max((right-left)/90, 2) // ticks there is room for
	mantissa, exponent := s.step(most)
	for k := int64(0); ; k-- {
		v := decimal(k*mantissa, exponent)
		s.ticks = append([]float64{v}, s.ticks...)
		if v <= s.low || k < -20 {
			s.low = min(s.low, v)
			break
		}
	}
	for k := int64(1); s.ticks[len(s.ticks)-1] < s.high && k < 20; k++ {
		s.ticks = append(s.ticks, decimal(k*mantissa, exponent))
	}
	s.high = max(s.high, s.ticks[len(s.ticks)-1])
	return s
}

// step is a round distance, mantissa times ten to the exponent, that makes at most most ticks on either side of zero.
func (s scale) step(most int) (mantissa int64, exponent int) {
	span := s.high - s.low
	exponent = int(math.Floor(math.Log10(span/float64(most)))) - 1
	for ; ; exponent++ {
		for _, mantissa := range []int64{1, 2, 5} {
			if d := decimal(mantissa, exponent); d > 0 && span/d <= float64(most) {
				return mantissa, exponent
			}
		}
	}
}

// decimal is the number that is written so, without an error of multiplication.
func decimal(mantissa int64, exponent int) float64 {
	v, _ := strconv.ParseFloat(strconv.FormatInt(mantissa, 10)+"e"+strconv.Itoa(exponent), 64)
	return v
}

// x is the pixel of a value.
func (s scale) x(v float64) int {
	share := (v/2 - s.low/2) / (s.high/2 - s.low/2)
	return s.left + int(math.Round(share*float64(s.right-s.left)))
}
