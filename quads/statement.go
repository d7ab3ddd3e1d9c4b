package quads

import (
	"fmt"
	"strconv"

	"github.com/cayleygraph/quad"
)

// Statement is what some words of an article say: quads, and the quotes they rest on. Its IRI is the label of its quads.
// An inference is a Statement too: it has a basis in words and the statements it is derived from, in place of quotes.
type Statement struct {
	IRI      quad.IRI
	Article  *Article
	Evidence []Evidence // in the order of the article
	Framing  []string   // words that stay their speaker's
	Listing  string     // "partial", "complete" or ""
	Quads    []Located  // what it says, in file order
	Meta     []Located  // what is said about it, in file order

	Inference   bool
	Basis       string
	DerivedFrom []quad.IRI

	File string
	Line int // where the statement is first met
}

// Sentence returns the number of the sentence in which the first quote begins, or 0 for an inference.
func (s *Statement) Sentence() int {
	if len(s.Evidence) == 0 {
		return 0
	}
	return s.Evidence[0].Sentence
}

// StatementIRI builds the IRI of a statement: ("rit", 18, "a") → <rit:18a>.
func StatementIRI(prefix string, sentence int, letter string) quad.IRI {
	return quad.IRI(fmt.Sprintf("%s:%02d%s", prefix, sentence, letter))
}

// ParseStatementIRI is the reverse of StatementIRI; ok is false for an IRI of any other form.
func ParseStatementIRI(iri quad.IRI) (prefix string, sentence int, letter string, ok bool) {
	prefix, local := SplitIRI(iri)
	digits := 0
	for digits < len(local) && '0' <= local[digits] && local[digits] <= '9' {
		digits++
	}
	letter = local[digits:]
	if prefix == "" || digits < 2 || digits > 6 || letter == "" {
		return "", 0, "", false
	}
	for _, r := range letter {
		if r < 'a' || r > 'z' {
			return "", 0, "", false
		}
	}
	sentence, err := strconv.Atoi(local[:digits])
	return prefix, sentence, letter, err == nil
}

// NextLetter returns the letter after the last one in use: "" → "a", "z" → "aa".
func NextLetter(last string) string {
	b := []byte(last)
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] < 'z' {
			b[i]++
			return string(b)
		}
		b[i] = 'a'
	}
	return "a" + string(b)
}
