package web

import (
	"crypto/sha256"
	"fmt"
	"io"

	"github.com/cayleygraph/quad"

	"rapport/quads"
	"rapport/queries"
)

// Digest is that of quads in their order, of the queries and reports that are asked over them, and of further texts.
func Digest(qs []quad.Quad, lib *queries.Library, more ...string) string {
	h := sha256.New()
	fmt.Fprintf(h, "%q\n", more)
	var line []byte
	for _, q := range qs {
		line = append(quads.AppendQuad(line[:0], q), '\n')
		h.Write(line)
	}
	writeLibrary(h, lib)
	return fmt.Sprintf("%x", h.Sum(nil))[:24]
}

// writeLibrary writes the text of every query and report. A broken one has what is wrong with it in its place.
func writeLibrary(w io.Writer, lib *queries.Library) {
	all, broken := lib.All()
	for _, q := range all {
		fmt.Fprintf(w, "%s %d\n%s", q.Name, len(q.Text), q.Text)
	}
	reports, more := lib.Reports()
	for _, r := range reports {
		fmt.Fprintf(w, "%s %d\n%s", r.Name, len(r.Text), r.Text)
	}
	for _, err := range append(broken, more...) {
		fmt.Fprintln(w, err)
	}
}
