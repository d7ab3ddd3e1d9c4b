package report

import "testing"

// TestBalanced: a quotation mark whose other stands outside the quote is supplied.
func TestBalanced(t *testing.T) {
	for words, want := range map[string]string{
		"strategic choice of both leaderships” to confront": "[“]strategic choice of both leaderships” to confront",
		"It also reflects the “strategic choice":            "It also reflects the “strategic choice[”]",
		"it calls it “a hole in the water.”":                "it calls it “a hole in the water.”",
		"choice” and “order":                                "[“]choice” and “order[”]",
		"":                                                  "",
	} {
		if got := balanced(words); got != want {
			t.Errorf("%s: got %s, want %s", words, got, want)
		}
	}
}
