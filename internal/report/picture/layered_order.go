package picture

import (
	"cmp"
	"slices"
)

// sweeps is how often the ranks are gone through, forth and back, in search of an order with fewer crossings.
const sweeps = 16

// order puts the vertices of each rank in an order in which few links cross: each where its neighbours' mean is, rank by rank, then
// neighbours swapped while that helps. The best that was met is kept.
func (g *layered) order() {
	g.firstOrder()
	best, crossings := g.copyRanks(), g.crossings()
	for n := 0; n < sweeps && crossings > 0; n++ {
		g.sweep(n%2 == 0)
		for range 4 {
			if !g.swap() {
				break
			}
		}
		if c := g.crossings(); c < crossings {
			best, crossings = g.copyRanks(), c
		}
	}
	for r, rank := range best {
		g.setRank(r, rank)
	}
}

// firstOrder enters each vertex in its rank as a walk from the first one meets it, so that what is linked stands together.
func (g *layered) firstOrder() {
	seen := make([]bool, len(g.vertices))
	var walk func(v int)
	walk = func(v int) {
		if seen[v] {
			return
		}
		seen[v] = true
		vertex := &g.vertices[v]
		vertex.place = len(g.ranks[vertex.rank])
		g.ranks[vertex.rank] = append(g.ranks[vertex.rank], v)
		for _, j := range vertex.on {
			walk(j.to)
		}
		for _, j := range vertex.back {
			walk(j.to)
		}
	}
	for v := range g.vertices {
		walk(v)
	}
}

func (g *layered) copyRanks() [][]int {
	out := make([][]int, len(g.ranks))
	for i, r := range g.ranks {
		out[i] = slices.Clone(r)
	}
	return out
}

func (g *layered) setRank(r int, order []int) {
	g.ranks[r] = order
	for i, v := range order {
		g.vertices[v].place = i
	}
}

// sweep orders each rank by the mean place of its neighbours in the rank before, or behind.
func (g *layered) sweep(forth bool) {
	for i := range g.ranks {
		r := i
		if !forth {
			r = len(g.ranks) - 1 - i
		}
		rank := slices.Clone(g.ranks[r])
		mean := make(map[int]int, len(rank))
		for place, v := range rank {
			joints := g.vertices[v].on
			if forth {
				joints = g.vertices[v].back
			}
			mean[v] = place << 12
			sum := 0
			for _, j := range joints {
				sum += g.vertices[j.to].place << 12
			}
			if len(joints) > 0 {
				mean[v] = sum / len(joints)
			}
		}
		slices.SortStableFunc(rank, func(a, b int) int { return cmp.Compare(mean[a], mean[b]) })
		g.setRank(r, rank)
	}
}

// swap exchanges neighbours in a rank where fewer links cross then, and tells whether any were.
func (g *layered) swap() (swapped bool) {
	for _, rank := range g.ranks {
		for i := 1; i < len(rank); i++ {
			a, b := &g.vertices[rank[i-1]], &g.vertices[rank[i]]
			now := g.crossed(a.back, b.back) + g.crossed(a.on, b.on)
			if now == 0 {
				continue
			}
			if g.crossed(b.back, a.back)+g.crossed(b.on, a.on) < now {
				rank[i-1], rank[i] = rank[i], rank[i-1]
				a.place, b.place = i, i-1
				swapped = true
			}
		}
	}
	return swapped
}

// crossed counts the crossings of the links of two vertices of which the first stands first.
func (g *layered) crossed(first, second []joint) int {
	n := 0
	for _, a := range first {
		for _, b := range second {
			if g.vertices[a.to].place > g.vertices[b.to].place {
				n++
			}
		}
	}
	return n
}

// crossings counts them between all ranks: inversions in the places of the far ends, by a tree of sums.
func (g *layered) crossings() int {
	total := 0
	for r := range len(g.ranks) - 1 {
		sums := make([]int, len(g.ranks[r+1])+1)
		entered := 0
		for _, v := range g.ranks[r] {
			ends := make([]int, 0, len(g.vertices[v].on))
			for _, j := range g.vertices[v].on {
				ends = append(ends, g.vertices[j.to].place)
			}
			for _, e := range ends {
				total += entered
				for i := e + 1; i > 0; i -= i & -i {
					total -= sums[i]
				}
			}
			for _, e := range ends {
				entered++
				for i := e + 1; i < len(sums); i += i & -i {
					sums[i]++
				}
			}
		}
	}
	return total
}
