package web

import (
	"bytes"
	"io"
	"net/http"
	"strconv"

	"github.com/klauspost/compress/gzhttp"
	"github.com/klauspost/compress/gzhttp/writer/gzkp"
	"github.com/klauspost/compress/gzip"
)

// Answers are compressed for clients that take gzip, in one place: around the routes. What is kept, pages and static files, is kept compressed, and passes as it is.
// No page holds a secret that its length could give away: the token stands in a header or a cookie.
const (
	zippedLevel = 5    // of 9: for a page a twentieth of the time that it takes to make, and a seventh of its length is left
	zippedLeast = 1024 // bytes: fewer are sent as they are
)

// zipping compresses what a handler sends, unless it is short or is compressed already. What a handler flushes is sent.
func zipping(h http.Handler) (http.Handler, error) {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(zippedLeast), gzhttp.CompressionLevel(zippedLevel))
	if err != nil {
		return nil, err
	}
	return wrap(h), nil
}

// zips tells whether a client takes gzip: then its answer goes through a writer that compresses.
func zips(w http.ResponseWriter) bool {
	_, ok := w.(*gzhttp.GzipResponseWriter)
	return ok
}

// zip compresses a text.
func zip(text []byte) []byte {
	var b bytes.Buffer
	w := gzkp.NewWriter(&b, zippedLevel)
	w.Write(text) // a Buffer takes all
	w.Close()
	return b.Bytes()
}

// unzip is the text that zip was given.
func unzip(zipped []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(zipped))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

// sayZipped tells a client that what follows is compressed, and its length.
func sayZipped(h http.Header, zipped []byte) {
	h.Set("Content-Encoding", "gzip")
	h.Set("Content-Length", strconv.Itoa(len(zipped)))
}
