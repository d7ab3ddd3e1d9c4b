package quads

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/cayleygraph/quad"
)

// longQuote is how many words a quote may have when its statement says one thing.
const longQuote = 25

// longList is how many broken quotes stand in one message.
const longList = 10

// digestComment begins the line at the head of a statement file that gives the SHA-256 of its article.
const digestComment = "# sha256:"

// checkDigest compares the article with the digest that its statements were written for, if the file gives one.
func checkDigest(c *checker) {
	for _, a := range c.d.Articles {
		file := path.Join(a.Folder, StatementFile)
		text, err := fs.ReadFile(c.fsys, file)
		if err != nil {
			continue // load has said so
		}
		digest, n := headDigest(string(text))
		if n == 0 || strings.EqualFold(digest, a.SHA256) {
			continue
		}
		at := Position{File: path.Join(folder, file), Line: n, Col: 1}
		broken := c.brokenQuotes(at.File)
		if len(broken) == 0 {
			c.find(at, "no quote broke; if the edit is right, write: "+digestComment+" "+a.SHA256, "%s was edited since its statements were written", a.Path)
			continue
		}
		n = len(broken)
		if n > longList {
			broken = append(broken[:longList], fmt.Sprintf("and %d more, each a finding of its own", n-longList))
		}
		c.find(at, "put the old text back, or mend the quotes and then write: "+digestComment+" "+a.SHA256,
			"%s was edited since its statements were written; that broke %s: %s", a.Path, count(n, "quote"), strings.Join(broken, "; "))
	}
}

// headDigest finds the digest among the comments at the head of a file, and its line; line 0 means that there is none.
func headDigest(text string) (digest string, line int) {
	for l := range strings.Lines(text) {
		line++
		if digest, ok := strings.CutPrefix(l, digestComment); ok {
			return strings.TrimSpace(digest), line
		}
		if l = strings.TrimSpace(l); l != "" && l[0] != '#' {
			break
		}
	}
	return "", 0
}

// brokenQuotes lists the quotes of a statement file that are not in its article once, as load found them.
func (c *checker) brokenQuotes(file string) []string {
	lines := map[int]*line{}
	for i := range c.lines {
		if l := &c.lines[i]; l.at.File == file && l.Predicate == Quoted {
			lines[l.at.Line] = l
		}
	}
	var broken []string
	for _, f := range c.findings {
		if l := lines[f.Line]; f.Rule == "quote" && f.File == file && l != nil {
			broken = append(broken, fmt.Sprintf("%s %q", short(l.Subject), TextOf(l.Object)))
		}
	}
	return broken
}

// checkSentence holds the number in a statement's IRI to the sentence of its first quote.
func checkSentence(c *checker) {
	for _, s := range c.d.Statements {
		at := Position{File: s.File, Line: s.Line, Col: 1}
		prefix, n, _, ok := ParseStatementIRI(s.IRI)
		switch {
		case s.Inference:
			if p, local := SplitIRI(s.IRI); p != s.Article.Prefix || !strings.HasPrefix(local, "inf-") {
				c.find(at, fmt.Sprintf("name it such as <%s:inf-%s>", s.Article.Prefix, local), "inference %s is not named as one", s.IRI)
			}
		case !ok || prefix != s.Article.Prefix:
			c.find(at, fmt.Sprintf("name it for its article, sentence and place: such as %s", StatementIRI(s.Article.Prefix, max(1, s.Sentence()), "a")),
				"%s is not the IRI of a statement of this article", s.IRI)
		case s.Sentence() > 0 && s.Sentence() != n:
			c.find(at, fmt.Sprintf("number it for that sentence, such as %s", c.d.NextStatement(s.Article, s.Sentence())),
				"%s begins with a quote from sentence %d", s.IRI, s.Sentence())
		}
	}
}

// NextStatement returns the IRI for a new statement of a sentence: the letter after the last one in use.
func (d *Dossier) NextStatement(a *Article, sentence int) quad.IRI {
	last := ""
	for _, s := range d.Statements {
		prefix, n, letter, ok := ParseStatementIRI(s.IRI)
		later := len(letter) > len(last) || len(letter) == len(last) && letter > last
		if ok && prefix == a.Prefix && n == sentence && later {
			last = letter
		}
	}
	return StatementIRI(a.Prefix, sentence, NextLetter(last))
}

// checkLength finds long quotes whose statement says little: the shortest words that state it would do.
func checkLength(c *checker) {
	for _, s := range c.d.Statements {
		if c.facts(s) > 1 {
			continue
		}
		for _, e := range s.Evidence {
			if n := len(Words(e.Exact)); n > longQuote {
				c.find(Position{File: s.File, Line: e.Line, Col: 1}, "quote the shortest words that state it, or write down the rest of what they say",
					"%s states %s with a quote of %d words", s.IRI, count(c.facts(s), "fact"), n)
			}
		}
	}
}

// facts counts what a statement says, its types, names, mentions and the words of its nodes apart.
func (c *checker) facts(s *Statement) int {
	n := 0
	for _, q := range s.Quads {
		if q.Predicate != Type && q.Predicate != Name && !isWords(q.Predicate) {
			n++
		}
	}
	return n
}

// isWords reports whether the object of a predicate is words of the article.
func isWords(p quad.Value) bool {
	switch p {
	case Content, Text, TimeText, Timeframe, Condition, MentionedAs, Framing:
		return true
	}
	return false
}

// checkWords holds what is given as words of the article to the quotes of its statement.
func checkWords(c *checker) {
	for l := range c.about {
		s := l.statement
		if subject, ok := l.Subject.(quad.IRI); ok && s == nil {
			s = c.d.statements[subject] // a quad about the statement
		}
		if s == nil {
			continue
		}
		if l.Predicate == Listing && TextOf(l.Object) != "partial" && TextOf(l.Object) != "complete" {
			c.find(l.at, `write "partial" (including, among) or "complete" (only)`, "a listing is not %q", TextOf(l.Object))
		}
		if isWords(l.Predicate) && s.sound() && !s.quotes(TextOf(l.Object)) {
			c.find(l.at, "take words from its quote, or lengthen the quote: "+s.shown(), "%s does not quote %q", s.IRI, TextOf(l.Object))
		}
	}
}

// quotes reports whether words stand in one of the statement's quotes.
func (s *Statement) quotes(words string) bool {
	if words == "" {
		return false
	}
	for _, e := range s.Evidence {
		if strings.Contains(e.Exact, words) {
			return true
		}
	}
	return false
}

// sound reports whether every quote of the statement was found; words are then looked for in them.
func (s *Statement) sound() bool {
	quotes := 0
	for _, q := range s.Meta {
		if q.Predicate == Quoted {
			quotes++
		}
	}
	return quotes > 0 && quotes == len(s.Evidence)
}

// shown returns the statement's quotes for a message.
func (s *Statement) shown() string {
	var out []string
	for _, e := range s.Evidence {
		out = append(out, fmt.Sprintf("%q", e.Exact))
	}
	return strings.Join(out, " … ")
}

// count reads "1 quote", "2 quotes".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
