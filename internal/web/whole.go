package web

import (
	"context"
	"fmt"
	"net/http"

	"rapport/graph/gizmo"
	"rapport/internal/report"
	"rapport/queries"
)

// tooLarge is what ends an answer that takes more than it may.
func (s *Server) tooLarge() error {
	return &Problem{Status: http.StatusUnprocessableEntity, Kind: "limit", Detail: fmt.Sprintf("the answer takes more than %d MiB", s.limits.Answer>>20),
		Hint: "ask for fewer rows or shorter texts, or as csv, tsv or jsonl, which are sent row by row"}
}

// whole bounds what the answers of a runner take together, where they are put together before anything is sent.
func (v *view) whole(run queries.Runner) queries.Runner {
	left := v.server.limits.Answer
	return func(ctx context.Context, name, program string, opts gizmo.Options, row func(gizmo.Row) error) (gizmo.Stats, error) {
		var size report.AnswerSize
		defer func() { left -= size.Bytes() }()
		return run(ctx, name, program, opts, func(r gizmo.Row) error {
			if size.Add(r); size.Bytes() > left {
				return v.server.tooLarge()
			}
			return row(r)
		})
	}
}
