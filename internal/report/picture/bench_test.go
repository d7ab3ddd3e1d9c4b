package picture

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// BenchmarkGraph draws random graphs, which are harder than what articles say: of 1,000 nodes the strongest 60.
func BenchmarkGraph(b *testing.B) {
	for _, size := range [][2]int{{10, 12}, {30, 40}, {60, 150}, {1000, 4000}} {
		b.Run(fmt.Sprintf("%d nodes, %d edges", size[0], size[1]), func(b *testing.B) {
			g := randomGraph(rand.New(rand.NewPCG(1, 1)), size[0], size[1])
			for b.Loop() {
				g.SVG(Options{})
			}
		})
	}
}
