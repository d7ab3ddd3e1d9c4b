package cayleyapi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/cayleygraph/cayley/query/graphql"

	"rapport/graph/gizmo"
	"rapport/graph/gizmo/language"
)

// maxAnswer is the most bytes of an answer: it is put together before its head says whether it was cut.
const maxAnswer = 64 << 20

// queryV1 answers as text: Cayley's pages parse it themselves, and would not if it said that it is JSON.
func (a *api) queryV1(w http.ResponseWriter, r *http.Request) {
	a.query(w, r, r.PathValue("lang"), body, "text/plain; charset=utf-8", language.JSON)
}

func (a *api) queryV2(w http.ResponseWriter, r *http.Request) {
	program := body
	if r.Method == http.MethodGet {
		program = func(_ http.ResponseWriter, r *http.Request) (string, error) { return r.URL.Query().Get("qu"), nil }
	}
	if accepts(r, "application/ld+json") {
		a.query(w, r, r.URL.Query().Get("lang"), program, "application/ld+json", language.JSONLD)
		return
	}
	a.query(w, r, r.URL.Query().Get("lang"), program, "application/json", language.JSON)
}

// accepts says whether a request would rather have a type than JSON: the first that it names counts, as in Cayley.
func accepts(r *http.Request, want string) bool {
	first, _, _ := strings.Cut(r.Header.Get("Accept"), ",")
	got, _, err := mime.ParseMediaType(first)
	return err == nil && got == want
}

// body reads a program.
func body(w http.ResponseWriter, r *http.Request) (string, error) {
	b, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxProgram))
	return string(b), err
}

// query runs the program of a request and writes its answer.
func (a *api) query(w http.ResponseWriter, r *http.Request, lang string, program func(http.ResponseWriter, *http.Request) (string, error), contentType string, collate func(gizmo.Row) any) {
	text, limit, ok := a.asked(w, r, lang, program)
	if !ok {
		return
	}
	ctx, stop := context.WithTimeout(r.Context(), a.Timeout)
	defer stop()
	var out bytes.Buffer
	rows := 0
	stats, err := a.Run(ctx, lang, text, gizmo.Options{Limit: limit, Namespaces: a.Namespaces}, func(row gizmo.Row) error {
		if rows++; rows > 1 {
			out.WriteByte(',')
		}
		if err := encode(&out, collate(row)); err != nil {
			return err
		}
		if out.Len() > maxAnswer {
			return fmt.Errorf("the answer is longer than %d MB: ask for fewer rows, as in ?limit=1000", maxAnswer>>20)
		}
		return nil
	})
	if lang == graphql.Name {
		answerGraphQL(w, contentType, out.Bytes(), err)
		return
	}
	if err != nil {
		failWith(w, err)
		return
	}
	if stats.Cut {
		w.Header().Set(CutHeader, strconv.Itoa(limit))
	}
	w.Header().Set("Content-Type", contentType)
	io.WriteString(w, `{"result":[`)
	w.Write(out.Bytes())
	io.WriteString(w, "]}\n")
}

// encode appends a value as JSON, its texts as they are.
func encode(out *bytes.Buffer, v any) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	out.Truncate(out.Len() - 1) // the line feed
	return nil
}

// answerGraphQL writes an answer as clients of GraphQL read it: errors come with the status 200, save those that are the server's own.
func answerGraphQL(w http.ResponseWriter, contentType string, data []byte, err error) {
	answer := map[string]any{"data": json.RawMessage("null")}
	if len(data) > 0 {
		answer["data"] = json.RawMessage(data)
	}
	if err != nil {
		if status := statusOf(err); status != http.StatusBadRequest {
			failWith(w, err)
			return
		}
		answer["errors"] = []map[string]string{{"message": messageOf(err)}}
	}
	w.Header().Set("Content-Type", contentType)
	json.NewEncoder(w).Encode(answer)
}

// asked reads what a request asks. If it cannot be run, it is answered, and ok is false.
func (a *api) asked(w http.ResponseWriter, r *http.Request, lang string, program func(http.ResponseWriter, *http.Request) (string, error)) (text string, limit int, ok bool) {
	if a.languages[lang] == nil {
		fail(w, http.StatusBadRequest, fmt.Sprintf("unknown query language %q: there are gizmo, graphql and mql", lang))
		return "", 0, false
	}
	limit, err := a.limit(r)
	if err == nil {
		text, err = program(w, r)
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		fail(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("the query is longer than %d bytes", large.Limit))
	case err != nil:
		fail(w, http.StatusBadRequest, err.Error())
	case strings.TrimSpace(text) == "":
		fail(w, http.StatusBadRequest, "the query is empty")
	default:
		return text, limit, true
	}
	return "", 0, false
}

// limit is the most rows of an answer: what the request asks for, within Most; -1 asks for as many as that.
func (a *api) limit(r *http.Request) (int, error) {
	text := r.URL.Query().Get("limit")
	if text == "" || text == "0" {
		return a.Limit, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, fmt.Errorf("limit=%s is no number", text)
	}
	if n < 0 {
		return a.Most, nil
	}
	return min(n, a.Most), nil
}

// shape draws the program of a request.
func (a *api) shape(w http.ResponseWriter, r *http.Request) {
	lang := r.PathValue("lang")
	text, _, ok := a.asked(w, r, lang, body)
	if !ok {
		return
	}
	ctx, stop := context.WithTimeout(r.Context(), a.Timeout)
	defer stop()
	stats, err := a.Run(ctx, lang, text, gizmo.Options{Shape: true, Namespaces: a.Namespaces}, func(gizmo.Row) error { return nil })
	if err != nil {
		failWith(w, err)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	json.NewEncoder(w).Encode(language.Shape(stats.Shape))
}
