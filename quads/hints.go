package quads

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// The flaws of the grammar, in words. A person reads them at midnight: what was got, what was wanted, how to mend it.

const fullQuadHint = `write each quad in full on a line of its own: <subject> <predicate> <object> <label> .`

// quoted shows a piece of the file: between quotes (backquotes where it has quotes itself), short, and with nothing in it that could
// steer a terminal.
func quoted(s string) string {
	const most = 40
	var b strings.Builder
	n := 0
	for _, r := range s {
		if n++; n > most {
			b.WriteString("…")
			break
		}
		if strconv.IsPrint(r) {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "<%U>", r)
		}
	}
	if strings.Contains(b.String(), `"`) {
		return "`" + b.String() + "`"
	}
	return `"` + b.String() + `"`
}

// word is what stands at pos up to the next space, "" at the end of the line.
func (p *parser) word() string {
	rest := p.line[p.pos:]
	if i := bytes.IndexAny(rest, " \t"); i >= 0 {
		rest = rest[:i]
	}
	return string(rest)
}

// got says in an error what stands at pos.
func (p *parser) got() string {
	switch word := p.word(); {
	case p.pos == len(p.line):
		return "the end of the line"
	case word == "":
		return "a space"
	default:
		return quoted(word)
	}
}

// unexpected is the flaw of a term that cannot stand at pos.
func (p *parser) unexpected(role, want string) *flaw {
	f := &flaw{at: p.pos, reason: fmt.Sprintf("got %s, want the %s: %s", p.got(), role, want)}
	word := p.word()
	lower := strings.ToLower(word)
	switch {
	case role == "subject" && (lower == "prefix" || lower == "base" || strings.HasPrefix(word, "@")):
		f.reason, f.hint = quoted(word)+": N-Quads has no directives", "write IRIs in full, such as <kg:alice>"
	case strings.HasPrefix(word, "_:"):
		f.reason = "a blank node cannot be a " + role
	case role == "object" && bareLiteral(lower):
		f.hint = fmt.Sprintf(`write it as a literal: "%s"^^<%s%s>`, strings.TrimRight(word, "."), xsd, bareDatatype(lower))
	case role == "predicate" && word == "a":
		f.hint = "write <rdf:type>"
	default:
		f.hint = termHint(role, word)
	}
	return f
}

// termHint says how to write the term that word seems to be meant for.
func termHint(role, word string) string {
	hint := ""
	first, _ := utf8.DecodeRuneInString(word)
	switch {
	case word == "" || word == ".":
		hint = "a quad is <subject> <predicate> <object> <label> ."
	case first == '"' && role != "object":
		hint = "a literal can only be an object; the " + role + " is an IRI such as <kg:alice>"
	case first == '\'':
		hint = `write literals in double quotes: "…"`
	case strings.ContainsRune("“”„«»", first):
		hint = fmt.Sprintf(`put text in straight quotes: "%s"`, strings.Trim(word, "“”„«»."))
	case unicode.IsSpace(first):
		hint = fmt.Sprintf("between terms write plain spaces or tabs, not %U", first)
	case strings.Contains(word, ":") && strings.Trim(word, "<>.") != "":
		hint = fmt.Sprintf("put it in angle brackets: <%s>", strings.Trim(word, "<>."))
	case role == "object":
		hint = fmt.Sprintf(`put text in quotes: "%s"`, strings.Trim(word, `".`))
	}
	if !printable(hint) {
		return ""
	}
	return hint
}

// bareLiteral is a number or a boolean as Turtle writes them; lower may end in the final dot.
func bareLiteral(lower string) bool {
	lower = strings.TrimRight(lower, ".")
	_, err := strconv.ParseFloat(lower, 64)
	return err == nil || lower == "true" || lower == "false"
}

func bareDatatype(lower string) string {
	lower = strings.TrimRight(lower, ".")
	switch {
	case lower == "true" || lower == "false":
		return "boolean"
	case strings.ContainsAny(lower, "einx"):
		return "double"
	case strings.Contains(lower, "."):
		return "decimal"
	}
	return "integer"
}

// printable says whether a hint that repeats a piece of the file is safe to show.
func printable(s string) bool {
	for _, r := range s {
		if !strconv.IsPrint(r) || r == utf8.RuneError {
			return false
		}
	}
	return utf8.RuneCountInString(s) <= 120
}

// noDot is the flaw of a quad whose final dot is not at pos.
func (p *parser) noDot(q quad.Quad) *flaw {
	switch c := p.peek(); {
	case p.pos == len(p.line) || c == '#':
		return &flaw{p.pos, "missing final dot", `end the quad with " ."`}
	case c == ',' || c == ';':
		return &flaw{p.pos, fmt.Sprintf("got %s, want the final dot", quoted(string(c))), fullQuadHint}
	case q.Label != nil && (c == '<' || c == '_' || c == '"'):
		return &flaw{p.pos, fmt.Sprintf("got a fifth term %s, want the final dot", p.got()), fullQuadHint}
	case q.Label == nil && c == '"':
		return &flaw{p.pos, fmt.Sprintf("got %s: a literal cannot be a label", p.got()), "the label is the IRI of a statement, such as <rit:18a>"}
	case c == '@' || c == '^':
		return &flaw{p.pos, fmt.Sprintf("got %s, want a label or the final dot", p.got()), "a language tag or datatype stands directly behind the closing quote"}
	}
	if q.Label != nil {
		return &flaw{p.pos, fmt.Sprintf("got %s, want the final dot", p.got()), ""}
	}
	hint := termHint("label", p.word())
	if _, text := q.Object.(quad.String); text && (hint == "" || bytes.IndexByte(p.line[p.pos:], '"') >= 0) {
		hint = `write a quote inside a literal as \"`
	}
	return &flaw{p.pos, fmt.Sprintf("got %s, want a label or the final dot", p.got()), hint}
}

// afterDot is the flaw of something behind the final dot.
func (p *parser) afterDot() *flaw {
	return &flaw{p.pos, fmt.Sprintf("got %s after the final dot", p.got()), "write one quad a line, and a comment behind #"}
}

func (p *parser) unclosedIRI() *flaw {
	return &flaw{p.pos, `missing ">": the IRI is not closed`, "write an IRI as <kg:alice>"}
}

func (p *parser) unclosedLiteral() *flaw {
	return &flaw{p.pos, "missing quote: the literal is not closed on this line", `close it with ", and write a line break inside it as \n`}
}

// quoteInLiteral is the flaw of two quotes in a row; end is the first of the two.
func (p *parser) quoteInLiteral(end int) *flaw {
	if end == p.pos+1 {
		return &flaw{p.pos, `N-Quads has no """long""" literals`, `write one pair of quotes, and a line break as \n`}
	}
	return &flaw{end + 1, "got a second quote behind the closing one", `write a quote inside a literal as \"`}
}

func relativeIRI(at int, iri string) *flaw {
	if iri == "" {
		return &flaw{at, "empty IRI", "write it in full, such as <kg:alice>"}
	}
	return &flaw{at, "relative IRI " + quoted(iri), "write it in full, such as <kg:alice>"}
}

func illegalIRI(at int, r rune) *flaw {
	f := &flaw{at, fmt.Sprintf("illegal character %U in an IRI", r), fmt.Sprintf("write it percent-encoded: %%%02X", r)}
	switch r {
	case ' ':
		f.reason, f.hint = "space in an IRI", "close the IRI with > before it, or write it as %20"
	case '<':
		f.hint = "close the IRI before it with >"
	}
	return f
}

func badEscape(at int, s, hint string) *flaw {
	_, n := utf8.DecodeRuneInString(s[1:])
	return &flaw{at, "unknown escape " + quoted(s[:1+n]), hint}
}

// badDatatype is the flaw of what stands at pos, behind a closing quote, and begins with ^.
func (p *parser) badDatatype() *flaw {
	if !bytes.HasPrefix(p.line[p.pos:], []byte("^^")) {
		return &flaw{p.pos, fmt.Sprintf("got %s, want ^^ and a datatype IRI", p.got()), `write "2024-03-02"^^<` + xsd + `date>`}
	}
	p.pos += 2
	f := &flaw{p.pos, fmt.Sprintf("got %s, want the datatype as an IRI <…>", p.got()), `write "2024-03-02"^^<` + xsd + `date>`}
	if name, ok := strings.CutPrefix(p.word(), "xsd:"); ok && printable(name) {
		f.hint = fmt.Sprintf("write it in full: ^^<%s%s>", xsd, strings.TrimRight(name, "."))
	}
	return f
}

// badLang is the flaw of a language tag that ends at byte at, where a letter or digit is missing.
func (p *parser) badLang(at int) *flaw {
	return &flaw{at, "language tag " + quoted(p.word()) + ": want letters, such as @en or @zh-Hant", ""}
}

// badBlankNode is the flaw of a label that ends at byte end, before it has begun.
func (p *parser) badBlankNode(start, end int) *flaw {
	p.pos = start
	return &flaw{min(end, len(p.line)), fmt.Sprintf("blank node %s: want _: and a letter or digit", p.got()), "write it as _:b1"}
}
