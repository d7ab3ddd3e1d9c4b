package cayleyapi

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/cayleygraph/cayley/query"
	"github.com/cayleygraph/cayley/query/graphql"
	"github.com/cayleygraph/cayley/query/mql"
	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/graph/gizmo/language"
	"rapport/graph/gizmo/worker"
)

// Languages returns what programs may be written in, by Cayley's names. Each runs a program as gizmo.Run does, also in a worker.
func Languages() map[string]worker.Language {
	return map[string]worker.Language{language.Name: gizmo.Run, graphql.Name: runGraphQL, mql.Name: runMQL}
}

// documentType is the datatype of the answers in GraphQL and MQL: JSON, the one value of a row.
const documentType = quad.IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON")

func document(v any) (gizmo.Row, error) {
	var b bytes.Buffer
	err := encode(&b, v)
	return gizmo.Row{Names: []string{"value"}, Values: []quad.Value{quad.TypedString{Value: quad.String(b.String()), Type: documentType}}}, err
}

// foreign runs a program in one of Cayley's languages. Its panics are the program's errors: Cayley has several that a program can cause.
func foreign(ctx context.Context, src graph.Source, name string, run func(*graph.Store) error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &gizmo.Error{Name: name, Message: fmt.Sprintf("Cayley's %s cannot run this: %v", name, r)}
		}
	}()
	src = graph.Under(ctx, src)
	err = graph.Guard(func() error { return run(graph.NewStore(src)) })
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case src.Err() != nil:
		return src.Err()
	case err != nil:
		return &gizmo.Error{Name: name, Message: err.Error()}
	}
	return nil
}

// runGraphQL gives one row, the object of an answer. Options.Limit bounds the objects in it.
func runGraphQL(ctx context.Context, src graph.Source, name, program string, o gizmo.Options, row func(gizmo.Row) error) (stats gizmo.Stats, err error) {
	if o.Shape {
		return stats, &gizmo.Error{Name: name, Message: "there is no shape of GraphQL", Hint: "shapes are drawn of Gizmo and MQL"}
	}
	err = foreign(ctx, src, name, func(qs *graph.Store) error {
		q, err := graphql.Parse(strings.NewReader(program))
		if err != nil {
			return err
		}
		data, err := q.Execute(ctx, qs)
		if err != nil {
			return err
		}
		if n := objects(data); o.Limit > 0 && n > o.Limit {
			return fmt.Errorf("the answer has %d objects, and %d are allowed: ask for fewer, as in nodes(first: %d)", n, o.Limit, o.Limit)
		}
		r, err := document(data)
		if err != nil {
			return err
		}
		stats.Rows++
		return row(r)
	})
	return stats, err
}

// objects counts the objects within a value.
func objects(v any) (n int) {
	switch v := v.(type) {
	case map[string]any:
		for _, x := range v {
			n += objects(x)
		}
		return n + 1
	case []map[string]any:
		for _, x := range v {
			n += objects(x)
		}
	case []any:
		for _, x := range v {
			n += objects(x)
		}
	}
	return n
}

// runMQL gives a row for each object of an answer.
func runMQL(ctx context.Context, src graph.Source, name, program string, o gizmo.Options, row func(gizmo.Row) error) (stats gizmo.Stats, err error) {
	err = foreign(ctx, src, name, func(qs *graph.Store) error {
		session := mql.NewSession(qs)
		if o.Shape {
			stats.Shape, err = mqlShape(session, program)
			return err
		}
		limit := o.Limit
		if limit > 0 {
			limit++ // one more tells that there are more
		}
		it, err := session.Execute(ctx, program, query.Options{Collation: query.JSON, Limit: limit})
		if err != nil {
			return err
		}
		defer it.Close()
		for it.Next(ctx) {
			if o.Limit > 0 && stats.Rows == o.Limit {
				stats.Cut = true
				break
			}
			r, err := document(it.Result())
			if err != nil {
				return err
			}
			stats.Rows++
			if err := row(r); err != nil {
				return err
			}
		}
		return it.Err()
	})
	return stats, err
}
