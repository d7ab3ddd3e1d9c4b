package bench

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
)

//go:embed queries.json
var queriesJSON []byte

// Query is a question in the language of each engine.
type Query struct {
	Name   string
	Kind   string // "count": the single cell is the answer; "rows": the number of rows is
	Gizmo  string
	Cayley string // what Cayley's own Gizmo is asked where it has no such step; empty: the same
	SPARQL string
	SQL    string
	Cypher string `json:"kuzu"`
	Note   string // what differs from engine to engine, if anything does
}

// Stock is the query for Cayley's own Gizmo.
func (q Query) Stock() string { return cmp.Or(q.Cayley, q.Gizmo) }

// Queries returns them all, in the order of the tables.
func Queries() ([]Query, error) {
	var out []Query
	if err := json.Unmarshal(queriesJSON, &out); err != nil {
		return nil, fmt.Errorf("queries.json: %w", err)
	}
	return out, nil
}
