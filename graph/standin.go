package graph

import (
	"cmp"
	"fmt"

	"github.com/cayleygraph/quad"
)

// compareValues stands in for quads.Compare until it exists.
func compareValues(a, b quad.Value) int {
	return cmp.Compare(fmt.Sprintf("%T%v", a, a), fmt.Sprintf("%T%v", b, b))
}
