package quads

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// DefaultMaxErrors is how many syntax errors a Reader collects before it gives up on a file.
const DefaultMaxErrors = 20

// ReaderOptions say how strict a Reader is. The zero value is strict.
type ReaderOptions struct {
	Lax       bool // also take relative IRIs, such as <alice>, and count them; all else stays strict
	MaxErrors int  // 0 means DefaultMaxErrors
}

// Reader reads N-Quads and N-Triples as RDF 1.1 defines them (https://www.w3.org/TR/n-quads/), one line at a time and in constant
// memory (see MaxLine). Terms are quad.IRI, quad.BNode, quad.String, quad.LangString and quad.TypedString, an absent label is nil.
// A literal keeps its lexical form and its language tag as written; "x"^^<http://www.w3.org/2001/XMLSchema#string> is quad.String("x").
//
// No quad is skipped in silence. A line that does not parse is kept as an error, reading goes on with the next line, and
// the end of the file then is SyntaxErrors in place of io.EOF.
type Reader struct {
	lines  lines
	parser parser
	file   string
	max    int
	later  bool // what it reads is not the beginning of the file
	errs   SyntaxErrors
	err    error // what every further Read returns
}

// NewReader reads quads from r. The name of the file is only used in errors.
func NewReader(r io.Reader, file string, opts ReaderOptions) *Reader {
	if opts.MaxErrors == 0 {
		opts.MaxErrors = DefaultMaxErrors
	}
	return &Reader{lines: lines{r: r}, parser: newParser(opts.Lax), file: file, max: opts.MaxErrors}
}

// Read returns the next quad and its line. Once there are no more it returns the same error at every call: io.EOF when every line
// was sound, SyntaxErrors when some were not (one more error than MaxErrors ends the reading early, and the last entry says so), or
// what the stream failed with, joined to the syntax errors met before. Who stops reading before that asks Errors.
func (r *Reader) Read() (q quad.Quad, line int, err error) {
	for r.err == nil {
		text, err := r.lines.next()
		if err != nil && err != errLongLine {
			r.err = r.end(err)
			break
		}
		q, found, f := r.quad(text, err)
		if f != nil {
			r.record(text, f)
		} else if found {
			return q, r.lines.number, nil
		}
	}
	return quad.Quad{}, 0, r.err
}

// Errors returns the syntax errors of the lines read so far.
func (r *Reader) Errors() SyntaxErrors { return r.errs }

// Relative returns how many relative IRIs Lax has let pass, each occurrence counted. Strict readers return 0.
func (r *Reader) Relative() int { return r.parser.relative }

func (r *Reader) quad(text []byte, err error) (quad.Quad, bool, *flaw) {
	if err == errLongLine {
		return quad.Quad{}, false, &flaw{reason: fmt.Sprintf("line of more than %d MiB", MaxLine>>20)}
	}
	if r.lines.number == 1 && !r.later && bytes.HasPrefix(text, []byte("\ufeff")) {
		return quad.Quad{}, false, &flaw{reason: "byte order mark U+FEFF before the first quad", hint: "save the file as UTF-8 without a byte order mark"}
	}
	return r.parser.quad(text)
}

const tooManyErrors = "more than %d errors: the rest of the file is not read"

// record keeps a syntax error; text is its line.
func (r *Reader) record(text []byte, f *flaw) {
	e := &SyntaxError{Position{r.file, r.lines.number, utf8.RuneCount(text[:f.at]) + 1}, f.reason, f.hint}
	if len(r.errs) == r.max {
		e.Reason, e.Hint = fmt.Sprintf(tooManyErrors, r.max), ""
		r.err = append(r.errs, e)
	}
	r.errs = append(r.errs, e)
}

// end turns the end of the stream into what Read returns.
func (r *Reader) end(err error) error {
	if err == io.EOF {
		if len(r.errs) > 0 {
			return r.errs
		}
		return io.EOF
	}
	err = fmt.Errorf("%s:%d: %w", r.file, r.lines.number+1, err)
	if len(r.errs) > 0 {
		return errors.Join(r.errs, err)
	}
	return err
}

// Located is a quad and the line it stands on, from 1.
type Located struct {
	quad.Quad
	Line int
}

// ReadAll reads a whole file. The quads are those of the sound lines, also when there is an error; the error is nil, SyntaxErrors
// or the stream's own, as for Read. A nil error means that every line was sound.
func ReadAll(r io.Reader, file string, opts ReaderOptions) ([]Located, error) {
	return NewReader(r, file, opts).all(nil)
}

// readText is a strict ReadAll of bytes that are at hand, with a cache of terms that other files use too.
func readText(text []byte, file string, terms *termCache) ([]Located, error) {
	r := &Reader{lines: linesOf(text), parser: parser{terms: terms}, file: file, max: DefaultMaxErrors}
	return r.all(make([]Located, 0, 1+bytes.Count(text, []byte("\n"))))
}

// all appends the quads that are left to all.
func (r *Reader) all(all []Located) ([]Located, error) {
	for {
		q, line, err := r.Read()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return all, err
		}
		all = append(all, Located{q, line})
	}
}
