package main

import (
	"fmt"
	"strings"
)

// didYouMean returns a hint that names the word closest to a mistyped one, or other when none is close.
func didYouMean(typed string, words []string, other string) string {
	if word := closest(typed, words); word != "" {
		return fmt.Sprintf("did you mean %s?", word)
	}
	return other
}

// closest returns the word that fewest edits turn typed into: at most two, or one for words under five letters; or a word that starts
// with typed. "" when there is none. Case does not matter.
func closest(typed string, words []string) string {
	typed = strings.ToLower(typed)
	allowed := 2
	if len(typed) < 5 {
		allowed = 1
	}
	best, least := "", allowed+1
	for _, word := range words {
		d := edits(typed, strings.ToLower(word))
		if d > allowed && len(typed) > 1 && strings.HasPrefix(strings.ToLower(word), typed) {
			d = allowed
		}
		if d < least {
			best, least = word, d
		}
	}
	return best
}

// edits counts the insertions, deletions, replacements and swaps of neighbours between two words (optimal string alignment).
func edits(a, b string) int {
	x, y := []rune(a), []rune(b)
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := range x {
		row[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}
