//go:build linux

package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// request is a line that the harness writes to a worker, as JSON. What it asks for is
//
//	hello   which version is the engine? An error: it is not installed.
//	create  an empty store in Folder; a server starts
//	load    the quads of File (N-Quads, for those that read them) or of Tables into it, until they are safe on disk
//	open    the store that was created and loaded in Folder, by another worker; one that lives in memory loads now
//	ask     Text, again and again until For is over or it was asked Most times; without For once, and what is the answer?
//
// When its input ends a worker closes the store, stops its server and ends. driver.py is the same in Python.
type request struct {
	Do     string        `json:"do"`
	File   string        `json:"file,omitempty"`
	Tables string        `json:"tables,omitempty"`
	Folder string        `json:"folder,omitempty"`
	Text   string        `json:"text,omitempty"`
	For    time.Duration `json:"for,omitempty"` // nanoseconds
	Most   int           `json:"most,omitempty"`
}

// reply is the line that a worker answers with.
type reply struct {
	Error   string  `json:"error,omitempty"`
	Version string  `json:"version,omitempty"` // of hello
	Seconds float64 `json:"seconds,omitempty"` // what create, load and open took
	Bytes   int64   `json:"bytes,omitempty"`   // of load: what the quads take on disk, where the folder does not tell
	Own     int     `json:"own,omitempty"`     // of create: quads that the engine has for itself in an empty store
	Nanos   []int64 `json:"nanos,omitempty"`   // of ask: what each took, until all rows were there
	answer
}

// answer is what a question was answered with, where it was asked once.
type answer struct {
	Rows   int    `json:"rows"`
	First  string `json:"first,omitempty"`  // the first cell of the first row
	Digest string `json:"digest,omitempty"` // of the first cells of all rows, sorted
}

// answerOf makes an answer of the first cells of its rows: an IRI without its brackets, a literal's lexical form.
func answerOf(cells []string) answer {
	a := answer{Rows: len(cells)}
	if len(cells) > 0 {
		a.First = cells[0]
	}
	sorted := slices.Sorted(slices.Values(cells))
	sum := sha256.Sum256([]byte(strings.Join(sorted, "\n")))
	a.Digest = hex.EncodeToString(sum[:8])
	return a
}

// engine is what a worker in Go drives. Its methods mean what the requests say.
type engine interface {
	hello() (version string, err error)
	create(folder string) error
	load(file, tables string) (bytes int64, err error)
	open(folder, file string) error
	ask(text string, row func(first string)) error
	close() error
}

// work does what the lines of in say until they end.
func work(e engine, in io.Reader, out io.Writer) error {
	dec, enc := json.NewDecoder(in), json.NewEncoder(out)
	for {
		var q request
		if err := dec.Decode(&q); errors.Is(err, io.EOF) {
			return e.close()
		} else if err != nil {
			return errors.Join(err, e.close())
		}
		r, err := do(e, q)
		if err != nil {
			r.Error = err.Error()
		}
		if err := enc.Encode(r); err != nil {
			return errors.Join(err, e.close())
		}
	}
}

func do(e engine, q request) (r reply, err error) {
	start := time.Now()
	switch q.Do {
	case "hello":
		r.Version, err = e.hello()
	case "create":
		if err = e.create(q.Folder); err != nil {
			break
		}
		if keeper, ok := e.(interface{ ownQuads() (int, error) }); ok {
			r.Own, err = keeper.ownQuads()
		}
	case "load":
		r.Bytes, err = e.load(q.File, q.Tables)
	case "open":
		err = e.open(q.Folder, q.File)
	case "ask":
		return askOften(e, q)
	default:
		return r, fmt.Errorf("%q is no request", q.Do)
	}
	r.Seconds = time.Since(start).Seconds()
	return r, err
}

// askOften asks and times; the last answer counts.
func askOften(e engine, q request) (r reply, err error) {
	var cells []string
	row := func(first string) { cells = append(cells, first) }
	for end := time.Now().Add(q.For); len(r.Nanos) == 0 || len(r.Nanos) < q.Most && time.Now().Before(end); {
		cells = cells[:0]
		start := time.Now()
		if err := e.ask(q.Text, row); err != nil {
			return r, err
		}
		r.Nanos = append(r.Nanos, time.Since(start).Nanoseconds())
	}
	if q.For == 0 { // it is asked for its answer
		r.answer = answerOf(cells)
	}
	return r, nil
}
