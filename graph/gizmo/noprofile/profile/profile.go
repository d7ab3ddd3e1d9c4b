// Package profile stands in the place of github.com/google/pprof/profile (go.mod says so), which goja links for its profiler. rapport never
// starts that profiler; the real package makes two dozen regular expressions at each start of every command. It has what goja writes down, and
// refuses to write it out.
package profile

import (
	"errors"
	"io"
)

// Profile is what goja has measured.
type Profile struct {
	SampleType []*ValueType
	Sample     []*Sample
	Mapping    []*Mapping
	Location   []*Location
	Function   []*Function
	PeriodType *ValueType
	Period     int64
}

// ValueType names what is measured.
type ValueType struct{ Type, Unit string }

// Sample is one stack of calls.
type Sample struct {
	Location []*Location
	Value    []int64
}

// Mapping is a program.
type Mapping struct {
	ID   uint64
	File string
}

// Location is a place in a program.
type Location struct {
	ID      uint64
	Mapping *Mapping
	Line    []Line
}

// Line is a line of a function.
type Line struct {
	Function *Function
	Line     int64
}

// Function is one of JavaScript's.
type Function struct {
	ID             uint64
	Name, Filename string
}

// Write refuses.
func (*Profile) Write(io.Writer) error {
	return errors.New("rapport is built without the profiler of JavaScript")
}
