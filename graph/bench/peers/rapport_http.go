//go:build linux

package main

import (
	"bufio"
	"net"
	"net/http"
)

// serveHTTP answers the form value query with rows as tab-separated values.
func serveHTTP(listener net.Listener, e *rapportEngine) error {
	return http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", tsvType)
		buffer := bufio.NewWriterSize(w, 64<<10)
		rows := &tsvWriter{out: buffer}
		if err := e.rows(r.FormValue("query"), rows.row); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		rows.end()
		buffer.Flush()
	}))
}
