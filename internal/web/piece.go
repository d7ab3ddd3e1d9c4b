package web

import (
	"slices"
	"strings"
	"unicode"

	"rapport/internal/report"
	"rapport/internal/report/picture"
	"rapport/quads"
)

// piece is a part of a text, marked or not.
type piece struct {
	Text string
	Mark bool
}

// markedSpans marks the places of a text.
func markedSpans(text string, at []quads.Span) []piece {
	at = slices.Clone(at)
	slices.SortFunc(at, func(a, b quads.Span) int { return a.Start - b.Start })
	var out []piece
	done := 0
	for _, s := range at {
		if s.Start < done || s.End > len(text) {
			continue
		}
		if s.Start > done {
			out = append(out, piece{Text: text[done:s.Start]})
		}
		out = append(out, piece{text[s.Start:s.End], true})
		done = s.End
	}
	if done < len(text) {
		out = append(out, piece{Text: text[done:]})
	}
	return out
}

// markedQuotes marks in a sentence what a citation quotes of it: also the end of a quote that began before, and the beginning of one that goes on.
func markedQuotes(sentence string, quotes []report.Quote) []piece {
	var at []quads.Span
	for _, q := range quotes {
		if s, ok := overlap(sentence, q.Text); ok {
			at = append(at, s)
		}
	}
	return markedSpans(sentence, union(at))
}

// overlap finds a quote in a sentence, or the part of it that stands there.
func overlap(sentence, quote string) (quads.Span, bool) {
	if i := strings.Index(sentence, quote); i >= 0 {
		return quads.Span{Start: i, End: i + len(quote)}, true
	}
	if strings.Contains(quote, sentence) {
		return quads.Span{Start: 0, End: len(sentence)}, true
	}
	for n := min(len(sentence), len(quote)) - 1; n >= leastOverlap; n-- {
		switch {
		case strings.HasSuffix(sentence, quote[:n]):
			return quads.Span{Start: len(sentence) - n, End: len(sentence)}, true
		case strings.HasPrefix(sentence, quote[len(quote)-n:]):
			return quads.Span{Start: 0, End: n}, true
		}
	}
	return quads.Span{}, false
}

// leastOverlap is how many bytes of a quote must stand at the edge of a sentence to be no accident.
const leastOverlap = 4

// union joins spans that touch.
func union(at []quads.Span) []quads.Span {
	slices.SortFunc(at, func(a, b quads.Span) int { return a.Start - b.Start })
	var out []quads.Span
	for _, s := range at {
		if last := len(out) - 1; last >= 0 && s.Start <= out[last].End {
			out[last].End = max(out[last].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// squeezed is a text whose runs of white space are one space each, and where each of its bytes stands in the text itself.
func squeezed(text string) (string, []int) {
	var b strings.Builder
	var at []int
	space := true
	for i, r := range text {
		if unicode.IsSpace(r) {
			if !space {
				b.WriteByte(' ')
				at = append(at, i)
			}
			space = true
			continue
		}
		space = false
		n := b.Len()
		b.WriteRune(r)
		for range b.Len() - n {
			at = append(at, i)
		}
	}
	return b.String(), append(at, len(text))
}

// styleOf is how a modality is drawn, as in pictures: "solid", "dashed", "dotted" or "struck".
func styleOf(modality string) string { return picture.Modality(modality).Style() }
