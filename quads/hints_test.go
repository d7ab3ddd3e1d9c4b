package quads

import (
	"errors"
	"strings"
	"testing"
)

// Each line has one mistake; the error says where, in code points, what was got and wanted, and how to mend it.
func TestSyntaxErrors(t *testing.T) {
	const p = "<kg:a> <kg:p> "
	long := strings.Repeat("x", 60)
	for _, c := range []struct{ line, want, hint string }{
		// IRIs
		{`<alice> <kg:p> <kg:o> .`, `1: relative IRI "alice"`, `write it in full, such as <kg:alice>`},
		{`<> <kg:p> <kg:o> .`, `1: empty IRI`, `write it in full, such as <kg:alice>`},
		{`<//host/a> <kg:p> <kg:o> .`, `1: relative IRI "//host/a"`, `write it in full, such as <kg:alice>`},
		{`<1a:b> <kg:p> <kg:o> .`, `1: relative IRI "1a:b"`, `write it in full, such as <kg:alice>`},
		{`<\u0061lice> <kg:p> <kg:o> .`, `1: relative IRI "alice"`, `write it in full, such as <kg:alice>`},
		{p + `<kg:ø b> .`, `20: space in an IRI`, `close the IRI with > before it, or write it as %20`},
		{p + `<kg:øb .`, `15: missing ">": the IRI is not closed`, `write an IRI as <kg:alice>`},
		{p + `<kg:b<kg:c> .`, `20: illegal character U+003C in an IRI`, `close the IRI before it with >`},
		{p + `<kg:a|b> .`, `20: illegal character U+007C in an IRI`, `write it percent-encoded: %7C`},
		{p + "<kg:a\tb> .", `20: illegal character U+0009 in an IRI`, `write it percent-encoded: %09`},
		{p + `<kg:a\u0020b> .`, `20: space in an IRI`, `close the IRI with > before it, or write it as %20`},
		{p + `<kg:a\u005Cb> .`, `20: illegal character U+005C in an IRI`, `write it percent-encoded: %5C`},
		{p + `<kg:a\nb> .`, `20: unknown escape "\n"`, `an IRI has only \uXXXX and \UXXXXXXXX`},
		{p + "<kg:\xffb> .", `19: invalid UTF-8: byte 0xFF`, `save the file as UTF-8`},
		// literals
		{p + `"abc .`, `15: missing quote: the literal is not closed on this line`, `close it with ", and write a line break inside it as \n`},
		{p + `"abc\" .`, `15: missing quote: the literal is not closed on this line`, `close it with ", and write a line break inside it as \n`},
		{p + `"ab"c" .`, "19: got `c\"`, want a label or the final dot", `write a quote inside a literal as \"`},
		{p + `"say "go: now" to them" .`, `21: got "go:", want a label or the final dot`, `write a quote inside a literal as \"`},
		{p + `"ab""c" .`, `19: got a second quote behind the closing one`, `write a quote inside a literal as \"`},
		{p + `"""ab""" .`, `15: N-Quads has no """long""" literals`, `write one pair of quotes, and a line break as \n`},
		{p + `'ab' .`, `15: got "'ab'", want the object: an IRI <…>, a literal "…" or a blank node _:…`, `write literals in double quotes: "…"`},
		{p + `"øø\x" .`, `18: unknown escape "\x"`, `a literal has \t \b \n \r \f \" \' \\ \uXXXX and \UXXXXXXXX; write a backslash as \\`},
		{p + `"\u12" .`, `16: escape "\u12": want 4 hexadecimal digits`, ``},
		{p + `"\u1_2f" .`, `16: escape "\u1_2f": want 4 hexadecimal digits`, ``},
		{p + `"\u+123" .`, `16: escape "\u+123": want 4 hexadecimal digits`, ``},
		{p + `"\uD83D\uDE00" .`, `16: escape "\uD83D" is a surrogate, not a character`, `write one \UXXXXXXXX in place of a pair`},
		{p + `"\U00110000" .`, `16: escape "\U00110000" is beyond U+10FFFF`, ``},
		{p + "\"ø\xc3\" .", `17: invalid UTF-8: byte 0xC3`, `save the file as UTF-8`},
		{p + "\"\xed\xa0\x80\" .", `16: invalid UTF-8: byte 0xED`, `save the file as UTF-8`},
		{p + `"x"@ .`, `19: language tag "@": want letters, such as @en or @zh-Hant`, ``},
		{p + `"x"@en- .`, `22: language tag "@en-": want letters, such as @en or @zh-Hant`, ``},
		{p + `"x" @en .`, `19: got "@en", want a label or the final dot`, `a language tag or datatype stands directly behind the closing quote`},
		{p + `"1"^^xsd:integer .`, `20: got "xsd:integer", want the datatype as an IRI <…>`, `write it in full: ^^<http://www.w3.org/2001/XMLSchema#integer>`},
		{p + `"1"^<kg:t> .`, `18: got "^<kg:t>", want ^^ and a datatype IRI`, `write "2024-03-02"^^<http://www.w3.org/2001/XMLSchema#date>`},
		{p + `"1"^^ .`, `20: got a space, want the datatype as an IRI <…>`, `write "2024-03-02"^^<http://www.w3.org/2001/XMLSchema#date>`},
		{p + `"1"^^<integer> .`, `20: relative IRI "integer"`, `write it in full, such as <kg:alice>`},
		// what stands in the wrong place
		{`"x" <kg:p> <kg:o> .`, "1: got `\"x\"`, want the subject: an IRI <…> or a blank node _:…", `a literal can only be an object; the subject is an IRI such as <kg:alice>`},
		{`kg:a <kg:p> <kg:o> .`, `1: got "kg:a", want the subject: an IRI <…> or a blank node _:…`, `put it in angle brackets: <kg:a>`},
		{`<kg:a> a <kg:o> .`, `8: got "a", want the predicate: an IRI <…>`, `write <rdf:type>`},
		{`<kg:a> _:b <kg:o> .`, `8: a blank node cannot be a predicate`, ``},
		{`<kg:a> "p" <kg:o> .`, "8: got `\"p\"`, want the predicate: an IRI <…>", `a literal can only be an object; the predicate is an IRI such as <kg:alice>`},
		{p + `42 .`, `15: got "42", want the object: an IRI <…>, a literal "…" or a blank node _:…`, `write it as a literal: "42"^^<http://www.w3.org/2001/XMLSchema#integer>`},
		{p + `true.`, `15: got "true.", want the object: an IRI <…>, a literal "…" or a blank node _:…`, `write it as a literal: "true"^^<http://www.w3.org/2001/XMLSchema#boolean>`},
		{p + `Moscow .`, `15: got "Moscow", want the object: an IRI <…>, a literal "…" or a blank node _:…`, `put text in quotes: "Moscow"`},
		{p + `“Moscow” .`, `15: got "“Moscow”", want the object: an IRI <…>, a literal "…" or a blank node _:…`, `put text in straight quotes: "Moscow"`},
		{p + long + ` .`, `15: got "` + long[:40] + `…", want the object: an IRI <…>, a literal "…" or a blank node _:…`, `put text in quotes: "` + long + `"`},
		{p + `.`, `15: got ".", want the object: an IRI <…>, a literal "…" or a blank node _:…`, `a quad is <subject> <predicate> <object> <label> .`},
		{`<kg:a> <kg:p>`, `14: got the end of the line, want the object: an IRI <…>, a literal "…" or a blank node _:…`, `a quad is <subject> <predicate> <object> <label> .`},
		{`@prefix kg: <kg:> .`, `1: "@prefix": N-Quads has no directives`, `write IRIs in full, such as <kg:alice>`},
		{`PREFIX kg: <kg:>`, `1: "PREFIX": N-Quads has no directives`, `write IRIs in full, such as <kg:alice>`},
		// the end
		{p + `<kg:ø>`, `21: missing final dot`, `end the quad with " ."`},
		{p + `<kg:o> <kg:g> # said`, `29: missing final dot`, `end the quad with " ."`},
		{p + `<kg:o> , <kg:o2> .`, `22: got ",", want the final dot`, `write each quad in full on a line of its own: <subject> <predicate> <object> <label> .`},
		{p + `<kg:o> "g" .`, "22: got `\"g\"`: a literal cannot be a label", `the label is the IRI of a statement, such as <rit:18a>`},
		{p + `<kg:o> kg:g .`, `22: got "kg:g", want a label or the final dot`, `put it in angle brackets: <kg:g>`},
		{p + `<kg:o> <kg:g> <kg:h> .`, `29: got a fifth term "<kg:h>", want the final dot`, `write each quad in full on a line of its own: <subject> <predicate> <object> <label> .`},
		{p + `<kg:o> . <kg:b> <kg:p> <kg:o> .`, `24: got "<kg:b>" after the final dot`, `write one quad a line, and a comment behind #`},
		{p + `<kg:o> . # ` + "ø\xfe", `27: invalid UTF-8: byte 0xFE`, `save the file as UTF-8`},
		{"# ø\xfe", `4: invalid UTF-8: byte 0xFE`, `save the file as UTF-8`},
		{p + "\u00a0<kg:o> .", `15: got "<U+00A0><kg:o>", want the object: an IRI <…>, a literal "…" or a blank node _:…`, `between terms write plain spaces or tabs, not U+00A0`},
		{p + "\x1b[31m .", `15: got "<U+001B>[31m", want the object: an IRI <…>, a literal "…" or a blank node _:…`, ``},
		// blank nodes
		{`_: <kg:p> <kg:o> .`, `3: blank node "_:": want _: and a letter or digit`, `write it as _:b1`},
		{`_b <kg:p> <kg:o> .`, `2: blank node "_b": want _: and a letter or digit`, `write it as _:b1`},
		{`_:-b <kg:p> <kg:o> .`, `3: blank node "_:-b": want _: and a letter or digit`, `write it as _:b1`},
		{"_:b\xff <kg:p> <kg:o> .", `4: invalid UTF-8: byte 0xFF`, `save the file as UTF-8`},
		{"\ufeff<kg:a> <kg:p> <kg:o> .", `1: byte order mark U+FEFF before the first quad`, `save the file as UTF-8 without a byte order mark`},
	} {
		_, err := ReadAll(strings.NewReader(c.line), "f.nq", ReaderOptions{})
		var e *SyntaxError
		if !errors.As(err, &e) {
			t.Errorf("%q: got %v, want a syntax error", c.line, err)
			continue
		}
		if got := e.Error(); got != "f.nq:1:"+c.want {
			t.Errorf("%q:\n got %s\nwant f.nq:1:%s", c.line, got, c.want)
		}
		if e.Hint != c.hint {
			t.Errorf("%q:\n got hint %s\nwant hint %s", c.line, e.Hint, c.hint)
		}
	}
}
