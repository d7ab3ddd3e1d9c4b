package cayleyapi

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/graphml"
	quadjson "github.com/cayleygraph/quad/json"
	"github.com/cayleygraph/quad/pquads"

	"rapport/graph"
	"rapport/quads"
)

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
	patterns, err := patternsOf([4][]graph.ID{ids(src, r, "sub"), ids(src, r, "pred"), ids(src, r, "obj"), ids(src, r, "label")})
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	out := bufio.NewWriterSize(w, 64<<10)
	w.Header().Set("Content-Type", format.Mime[0])
	write, end := format.writer(out)
	err = graph.Guard(func() error {
		for _, p := range patterns {
			if err := scan(ctx, src, p, write); err != nil {
				return err
			}
		}
		return nil
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
		if id := store.ID(quad.StringToValue(t)); id != 0 && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// patternsOf returns the patterns of the quads that have one of the ids of each place; nil is any.
func patternsOf(want [4][]graph.ID) ([]graph.Quad, error) {
	patterns := []graph.Quad{{}}
	for place, list := range want {
		if list == nil {
			continue
		}
		if len(patterns)*len(list) > maxPatterns {
			return nil, fmt.Errorf("more than %d combinations of terms: ask for fewer at a time", maxPatterns)
		}
		var more []graph.Quad
		for _, p := range patterns {
			for _, id := range list {
				p[place] = id
				more = append(more, p)
			}
		}
		patterns = more
	}
	return patterns, nil
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

// format is a way to write quads, as /api/v2/formats lists it.
type format struct {
	ID     string   `json:"id"`
	Write  bool     `json:"write"`
	Ext    []string `json:"ext"`
	Mime   []string `json:"mime"`
	Binary bool     `json:"binary,omitempty"`
	writer func(io.Writer) (write func(quad.Quad) error, end func() error)
}

// formats are those of Cayley that a program still reads: its Go client takes pquads, Gephi and others graphml. The first is what read writes unless it
// is asked for another; its writer is ours, since Cayley's writes numbers its own way.
func formats() []format {
	return []format{
		{"nquads", true, []string{".nq", ".nt"}, []string{"application/n-quads"}, false, plain},
		{"json", true, []string{".json"}, []string{"application/json"}, false, cayleys(func(w io.Writer) quad.WriteCloser { return quadjson.NewWriter(w) })},
		{"json-stream", true, []string{".jsonl"}, []string{"application/x-json-stream"}, false, cayleys(func(w io.Writer) quad.WriteCloser { return quadjson.NewStreamWriter(w) })},
		{"graphml", true, []string{".graphml"}, []string{"application/xml"}, false, cayleys(func(w io.Writer) quad.WriteCloser { return graphml.NewWriter(w) })},
		{"pquads", true, []string{".pq"}, []string{pquads.ContentType, "application/octet-stream"}, true, cayleys(func(w io.Writer) quad.WriteCloser {
			return pquads.NewWriter(w, &pquads.Options{Full: false, Strict: false})
		})},
	}
}

// formatOf is the format that a request names, else one that it accepts, else the first.
func formatOf(r *http.Request) (format, error) {
	all := formats()
	if name := r.Form.Get("format"); name != "" {
		for _, f := range all {
			if f.ID == name {
				return f, nil
			}
		}
		return format{}, fmt.Errorf("no quads are written in the format %q: /api/v2/formats lists those that are", name)
	}
	accepted, _, _ := strings.Cut(r.Header.Get("Accept"), ",")
	accepted, _, _ = strings.Cut(accepted, ";")
	for _, f := range all {
		if slices.Contains(f.Mime, accepted) {
			return f, nil
		}
	}
	return all[0], nil
}

// cayleys writes with a writer of Cayley's, which knows native values.
func cayleys(open func(io.Writer) quad.WriteCloser) func(io.Writer) (func(quad.Quad) error, func() error) {
	return func(w io.Writer) (func(quad.Quad) error, func() error) {
		qw := open(w)
		return func(q quad.Quad) error {
			_, err := qw.WriteQuads([]quad.Quad{native(q)})
			return err
		}, qw.Close
	}
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

// listFormats answers as Cayley does.
func listFormats(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(formats())
}
