package queries

import "strings"

// Nearest returns the word of a list that someone who typed got most likely meant: the one with the fewest slips (a letter too
// many, too few, changed or swapped), if these are at most a third of the letters and one more; else the first that contains got. "" when
// none is near. Case does not matter.
func Nearest(got string, words []string) string {
	got = strings.ToLower(got)
	best, least := "", len([]rune(got))/3+2
	for _, w := range words {
		low := strings.ToLower(w)
		if d := slips(got, low); d < least && d < len([]rune(low)) {
			best, least = w, d
		}
	}
	if best != "" || len(got) < 2 {
		return best
	}
	for _, w := range words {
		if strings.Contains(strings.ToLower(w), got) {
			return w
		}
	}
	return ""
}

// Slip tells whether a word is what someone who typed got meant but for one slip.
func Slip(got, word string) bool { return slips(strings.ToLower(got), word) <= 1 }

// Slips counts the slips between two words, whatever their case.
func Slips(a, b string) int { return slips(strings.ToLower(a), strings.ToLower(b)) }

// slips is the optimal string alignment distance.
func slips(a, b string) int {
	x, y := []rune(a), []rune(b)
	var before []int
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		next := make([]int, len(y)+1)
		next[0] = i + 1
		for j := range y {
			change := 1
			if x[i] == y[j] {
				change = 0
			}
			next[j+1] = min(row[j]+change, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row = row, next
	}
	return row[len(y)]
}

// didYouMean is the hint for a word that is none of words.
func didYouMean(got string, words []string) string {
	if near := Nearest(got, words); near != "" {
		return "did you mean " + near + "?"
	}
	switch len(words) {
	case 0:
		return "there is none"
	case 1:
		return "the only one is " + words[0]
	}
	return "one of " + strings.Join(words, ", ")
}
