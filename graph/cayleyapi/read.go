package cayleyapi

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/cayleygraph/quad"
	_ "github.com/cayleygraph/quad/graphml" // what Gephi and others open
	_ "github.com/cayleygraph/quad/json"
	_ "github.com/cayleygraph/quad/nquads"
	_ "github.com/cayleygraph/quad/pquads" // what Cayley's Go client reads

	"rapport/graph"
	"rapport/quads"
)

// nquads is the format that read writes unless it is asked for another: our own writer's, since Cayley's writes numbers its own way.
const nquads = "nquads"

// read writes the quads that have one of the terms given for each place, all of them where none is given. It writes as it reads; where it cannot
// go on, the connection breaks, so that nobody takes a part for the whole.
func (a *api) read(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	format, err := formatOf(r)
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	src, release, err := a.Graph()
	if err != nil {
		fail(w, http.StatusServiceUnavailable, err.Error())
		return
	}
	defer release()
	ctx, stop := context.WithTimeout(r.Context(), a.Timeout)
	defer stop()
	src = graph.Under(ctx, src)
	out := bufio.NewWriterSize(w, 64<<10)
	w.Header().Set("Content-Type", format.mime)
	write, end := format.writer(out)
	err = graph.Guard(func() error {
		return matching(ctx, src, [4][]graph.ID{ids(src, r, "sub"), ids(src, r, "pred"), ids(src, r, "obj"), ids(src, r, "label")}, write)
	})
	if err == nil {
		err = src.Err()
	}
	if err == nil {
		err = end()
	}
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		panic(http.ErrAbortHandler)
	}
}

// ids are the terms of a parameter, <a>,"b" or _:c, with a comma between them; nil where there is none. A term that the graph has not is no id, and
// one that is the only one finds nothing.
func ids(src graph.Source, r *http.Request, name string) []graph.ID {
	text := r.Form.Get(name)
	if text == "" {
		return nil
	}
	store, out := graph.NewStore(src), []graph.ID{}
	for _, t := range strings.Split(text, ",") {
		if id := store.ID(quad.StringToValue(t)); id != 0 {
			out = append(out, id)
		}
	}
	return out
}

// matching hands on the quads that have one of the ids of each place; nil is any.
func matching(ctx context.Context, src graph.Source, want [4][]graph.ID, write func(quad.Quad) error) error {
	patterns := []graph.Quad{{}}
	for place, list := range want {
		if list == nil {
			continue
		}
		var more []graph.Quad
		for _, p := range patterns {
			for _, id := range list {
				p[place] = id
				more = append(more, p)
			}
		}
		if patterns = more; len(patterns) > maxPatterns {
			return fmt.Errorf("more than %d combinations of terms", maxPatterns)
		}
	}
	for _, p := range patterns {
		if err := scan(ctx, src, p, write); err != nil {
			return err
		}
	}
	return nil
}

// maxPatterns bounds the combinations of terms that a request names.
const maxPatterns = 10_000

func scan(ctx context.Context, src graph.Source, p graph.Quad, write func(quad.Quad) error) error {
	s := src.Scan(p)
	for n := 0; ; n++ {
		q, ok := s.Next()
		if !ok {
			return s.Err()
		}
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		term := func(id graph.ID) quad.Value { return src.Value(id) }
		if err := write(quad.Quad{Subject: term(q[0]), Predicate: term(q[1]), Object: term(q[2]), Label: term(q[3])}); err != nil {
			return err
		}
	}
}

// format is a way to write quads.
type format struct {
	mime   string
	writer func(io.Writer) (write func(quad.Quad) error, end func() error)
}

func formatOf(r *http.Request) (format, error) {
	name := r.Form.Get("format")
	var f *quad.Format
	switch {
	case name != "":
		f = quad.FormatByName(name)
	case r.Header.Get("Accept") != "":
		first, _, _ := strings.Cut(r.Header.Get("Accept"), ",")
		first, _, _ = strings.Cut(first, ";")
		f = quad.FormatByMime(first)
	}
	if f == nil || f.Writer == nil {
		if name != "" && name != nquads {
			return format{}, fmt.Errorf("no quads are written in the format %q: /api/v2/formats lists those that are", name)
		}
		return format{"application/n-quads", plain}, nil
	}
	if f.Name == nquads {
		return format{"application/n-quads", plain}, nil
	}
	out := format{"application/octet-stream", func(w io.Writer) (func(quad.Quad) error, func() error) {
		qw := f.Writer(w)
		return func(q quad.Quad) error { return qw.WriteQuad(native(q)) }, qw.Close
	}}
	if len(f.Mime) > 0 {
		out.mime = f.Mime[0]
	}
	return out, nil
}

// plain writes canonical N-Quads.
func plain(w io.Writer) (func(quad.Quad) error, func() error) {
	var line []byte
	return func(q quad.Quad) error {
		line = quads.AppendQuad(line[:0], q)
		_, err := w.Write(line)
		return err
	}, func() error { return nil }
}

// native gives Cayley's writers the values that they know.
func native(q quad.Quad) quad.Quad {
	return quad.Quad{Subject: graph.Native(q.Subject), Predicate: graph.Native(q.Predicate), Object: graph.Native(q.Object), Label: graph.Native(q.Label)}
}

// formats lists what read writes, as Cayley does.
func (a *api) formats(w http.ResponseWriter, _ *http.Request) {
	type entry struct {
		ID     string   `json:"id"`
		Write  bool     `json:"write"`
		Ext    []string `json:"ext,omitempty"`
		Mime   []string `json:"mime,omitempty"`
		Binary bool     `json:"binary,omitempty"`
	}
	out := []entry{}
	for _, f := range quad.Formats() {
		if f.Writer != nil {
			out = append(out, entry{f.Name, true, f.Ext, f.Mime, f.Binary})
		}
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(out)
}
