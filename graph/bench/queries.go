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

// KnownAnswers are the answers to the queries, by their names, over the graph of a million quads with Seed: Oxigraph, Virtuoso, PostgreSQL,
// DuckDB, Kuzu and Cayley agreed on them.
func KnownAnswers() map[string]int {
	return map[string]int{"q01_point": 1, "q02_out1": 144, "q03_hub_in": 1307, "q04_hop2": 817, "q05_hop3_type": 620, "q06_star": 45,
		"q07_date_range": 447, "q07b_int_range": 111, "q08_count_class": 37871, "q09_topk": 10, "q10_label": 12, "q11_recursive": 177,
		"q12_scan_count": 1000000, "q13_regex": 29, "q14_first10": 10, "q15_rows20k": 20000}
}
