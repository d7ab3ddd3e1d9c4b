package picture

import (
	"strconv"
	"strings"
)

// Modality is how the articles put what is drawn. The zero value is actual. A word that is none of these is drawn as unsettled and
// printed as it is.
type Modality string

// The modalities, from the strongest to the weakest, and denied.
const (
	Actual    Modality = "actual"
	Obliged   Modality = "obliged"
	Intended  Modality = "intended"
	Planned   Modality = "planned"
	Proposed  Modality = "proposed"
	Claimed   Modality = "claimed"
	Possible  Modality = "possible"
	Hoped     Modality = "hoped"
	Unsettled Modality = "unsettled"
	Denied    Modality = "denied"
)

// stroke is how a line or an outline is drawn.
type stroke int

const (
	solid  stroke = iota
	dashed        // to come: obliged, intended, planned, proposed, conditional
	dotted        // not vouched for: claimed, possible, hoped, unsettled
	struck        // denied
)

// String is what the legend calls it.
func (s stroke) String() string {
	return [...]string{"stated as a fact", "obliged, intended, planned, proposed or conditional", "claimed, possible, hoped or unsettled", "denied"}[s]
}

func (m Modality) stroke() stroke {
	switch m {
	case "", Actual:
		return solid
	case Obliged, Intended, Planned, Proposed:
		return dashed
	case Denied:
		return struck
	}
	return dotted
}

// Style names how its lines are drawn, for pages that draw lines of their own: "solid", "dashed", "dotted" or "struck".
func (m Modality) Style() string { return styles[m.stroke()] }

// styles are the names of the strokes.
var styles = [...]string{solid: "solid", dashed: "dashed", dotted: "dotted", struck: "struck"}

// word is what is printed of a modality: nothing for what is actual.
func (m Modality) word() string {
	if m == Actual {
		return ""
	}
	return clean(string(m))
}

// Standing is what a line, an event or a bar rests on and how surely.
type Standing struct {
	Modality    Modality
	Conditional bool  // it holds only if something else does
	Inferred    bool  // the program or the analyst concluded it; no article states it
	Disputed    bool  // another statement denies it, or gives another value
	Notes       []int // numbers of the footnotes that it rests on, printed as they are
	Against     []int // of those that dispute it and are not among Notes
}

// stroke is that of the modality; what is actual but conditional is no fact.
func (s Standing) stroke() stroke {
	if st := s.Modality.stroke(); st != solid || !s.Conditional {
		return st
	}
	return dashed
}

// words says what is not plain fact: "planned, conditional, inferred, disputed by 3".
func (s Standing) words() string {
	var w []string
	if m := s.Modality.word(); m != "" {
		w = append(w, m)
	}
	if s.Conditional {
		w = append(w, "conditional")
	}
	if s.Inferred {
		w = append(w, "inferred")
	}
	if s.Disputed {
		w = append(w, disputed(s.Against))
	}
	return strings.Join(w, ", ")
}

// suffix is what stands behind a sentence: " (planned, inferred) [3, 4]".
func (s Standing) suffix() string {
	text := s.notes()
	if text != "" {
		text = " [" + text + "]"
	}
	if w := s.words(); w != "" {
		text = " (" + w + ")" + text
	}
	return text
}

// notes are the footnotes' numbers: "3, 4".
func (s Standing) notes() string { return numbers(s.Notes) }

// disputed says by which notes: "disputed by 3".
func disputed(against []int) string {
	if len(against) == 0 {
		return "disputed"
	}
	return "disputed by " + numbers(against)
}

func numbers(notes []int) string {
	parts := make([]string, len(notes))
	for i, n := range notes {
		parts[i] = strconv.Itoa(n)
	}
	return strings.Join(parts, ", ")
}
