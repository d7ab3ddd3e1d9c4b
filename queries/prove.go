package queries

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// Prover runs queries against their golden rows.
type Prover struct {
	src     graph.Source
	names   *graph.Names
	resolve Resolver
}

// NewProver asks one graph. resolve finds the entities that "# run:" lines name.
func NewProver(src graph.Source, resolve Resolver) *Prover {
	return &Prover{src: src, names: graph.NewNames(src), resolve: resolve}
}

// Proof is what became of one block of golden rows.
type Proof struct {
	Golden Golden
	Err    error // why the query gave no rows; nil when it ran
	Diff   []DiffLine
}

// OK says whether the query answered as it must.
func (p *Proof) OK() bool { return p.Err == nil && len(p.Diff) == 0 }

// DiffLine is a row that is too few or too many.
type DiffLine struct {
	Sign rune // '-': wanted and not there; '+': there and not wanted
	Row  []string
}

func (d DiffLine) String() string {
	cells := make([]string, len(d.Row))
	for i, c := range d.Row {
		cells[i] = escapeCell(c)
	}
	return string(d.Sign) + " " + strings.Join(cells, "\t")
}

// Prove runs a query as one block says and compares: as bags of rows, and where the query is Ordered in their order.
func (p *Prover) Prove(ctx context.Context, q *Query, g Golden) Proof {
	proof := Proof{Golden: g}
	if !slices.Equal(g.Columns, q.Columns) {
		proof.Err = fmt.Errorf("the golden columns are %s, those of the query %s", strings.Join(g.Columns, ", "), strings.Join(q.Columns, ", "))
		return proof
	}
	params, err := Bind(&q.Header, g.Given, p.resolve)
	if err == nil {
		var result *Result
		if result, err = Run(ctx, p.src, q, params, Options{}); err == nil {
			proof.Diff = diff(g.Rows, p.shown(result.Rows), q.Ordered)
			proof.Err = p.src.Err() // of reading names
			return proof
		}
	}
	if errors.Is(err, context.DeadlineExceeded) {
		err = fmt.Errorf("%s took too long: %w", q.Name, err)
	}
	proof.Err = err
	return proof
}

func (p *Prover) shown(rows [][]quad.Value) [][]string {
	out := make([][]string, len(rows))
	for i, row := range rows {
		for _, v := range row {
			out[i] = append(out[i], p.text(v))
		}
	}
	return out
}

// text is a value as a reader sees it: the name of a node, a number without exponent, any other literal's words.
func (p *Prover) text(v quad.Value) string {
	if v == nil {
		return ""
	}
	if name := p.names.Of(v); name != "" {
		return name
	}
	if n, ok := quads.Number(v); ok {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return quads.TextOf(v)
}

// diff compares wanted rows with those that came.
func diff(want, got [][]string, ordered bool) []DiffLine {
	if ordered {
		return orderedDiff(want, got)
	}
	missing, extra := slices.Clone(want), [][]string(nil)
	for _, row := range got {
		at := slices.IndexFunc(missing, func(w []string) bool { return slices.Equal(w, row) })
		if at < 0 {
			extra = append(extra, row)
			continue
		}
		missing = slices.Delete(missing, at, at+1)
	}
	var out []DiffLine
	for _, row := range missing {
		out = append(out, DiffLine{'-', row})
	}
	for _, row := range extra {
		out = append(out, DiffLine{'+', row})
	}
	return out
}

// orderedDiff is a shortest list of rows to take away and to add, in order.
func orderedDiff(want, got [][]string) []DiffLine {
	common := make([][]int, len(want)+1) // common[i][j]: the longest common run of want[i:] and got[j:]
	for i := range common {
		common[i] = make([]int, len(got)+1)
	}
	for i := len(want) - 1; i >= 0; i-- {
		for j := len(got) - 1; j >= 0; j-- {
			if slices.Equal(want[i], got[j]) {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var out []DiffLine
	for i, j := 0, 0; i < len(want) || j < len(got); {
		switch {
		case i < len(want) && j < len(got) && slices.Equal(want[i], got[j]):
			i, j = i+1, j+1
		case j == len(got) || i < len(want) && common[i+1][j] >= common[i][j+1]:
			out = append(out, DiffLine{'-', want[i]})
			i++
		default:
			out = append(out, DiffLine{'+', got[j]})
			j++
		}
	}
	return out
}
