package picture

import "slices"

// layered lays out a connected graph in ranks (Sugiyama, Tagawa and Toda 1981): cycles are broken, nodes ranked, long links cut into
// pieces of one rank, the ranks ordered so that few links cross, and each rank spread so that links run straight and nothing overlaps.
//
// It knows two directions: along goes from rank to rank, across runs within one. Nodes stand in even ranks, labels in odd ones, so that a
// label has room of its own, as a node has, and no link runs through either. All numbers are whole pixels, and nothing depends on
// chance, clock or map order.
type layered struct {
	nodes []block // of the graph
	links []arc

	vertices []vertex // the nodes first, then the pieces of links
	ranks    [][]int  // vertices of each rank, in their order across
	start    []int    // where each rank begins along, and at last where the drawing ends
	room     []int    // how much of it the rank takes, without the gap behind it
}

// block is the room that a node or a label needs: depth along, before and after across, seen from the line through it.
type block struct{ depth, before, after int }

// arc is a link between two nodes. flipped says that it runs from a higher rank to a lower one: its chain goes from to to from.
type arc struct {
	from, to int
	label    block
	flipped  bool
	chain    []int // vertices from the lower rank to the higher, its two nodes among them
	middle   int   // the vertex of its label
}

// vertex is a node, or the piece of a link in a rank.
type vertex struct {
	block
	rank, place int // place is its index in the rank
	pos         int // across, of the line through it
	piece       bool
	back, on    []joint // to the rank before and behind
}

// joint ties a vertex to one of a neighbouring rank.
type joint struct {
	arc, to int
	port    int // where it leaves the vertex, across from pos
}

// orient says which way each link runs through the ranks. It looks at no size: busier then tells how many links a node's side must hold.
func (g *layered) orient() {
	g.breakCycles()
	g.balance()
}

// busier is how many links there are on that side of a node where there are more.
func (g *layered) busier(node int) int {
	back, on := 0, 0
	for i := range g.links {
		switch low, high := g.links[i].ends(); node {
		case low:
			on++
		case high:
			back++
		}
	}
	return max(back, on)
}

// run lays the graph out, once its links are oriented and its nodes have their sizes.
func (g *layered) run() {
	g.rank()
	g.cut()
	g.order()
	g.fanPorts()
	g.spread()
	g.stretch()
}

// ends are the nodes of an arc in the order of their ranks.
func (a *arc) ends() (low, high int) {
	if a.flipped {
		return a.to, a.from
	}
	return a.from, a.to
}

// breakCycles flips few links, so that the others run one way: the greedy sequence of Eades, Lin and Smyth (1993).
func (g *layered) breakCycles() {
	left := make([]bool, len(g.nodes)) // still to be placed
	for i := range left {
		left[i] = true
	}
	at := make([]int, len(g.nodes))
	first, last := 0, len(g.nodes)-1
	for first <= last {
		next, sink := g.next(left)
		left[next] = false
		if sink {
			at[next] = last
			last--
		} else {
			at[next] = first
			first++
		}
	}
	for i := range g.links {
		g.links[i].flipped = at[g.links[i].from] > at[g.links[i].to]
	}
}

// next picks among the nodes that are left: a sink, which comes last, else the one that most more links leave than reach.
func (g *layered) next(left []bool) (next int, sink bool) {
	in, out := g.degrees(left)
	next = -1
	for i, ok := range left {
		switch {
		case !ok:
		case out[i] == 0 && in[i] > 0:
			return i, true
		case next < 0 || out[i]-in[i] > out[next]-in[next]:
			next = i
		}
	}
	return next, false
}

// degrees counts the links between those that are left.
func (g *layered) degrees(left []bool) (in, out []int) {
	in, out = make([]int, len(g.nodes)), make([]int, len(g.nodes))
	for _, a := range g.links {
		if left[a.from] && left[a.to] {
			out[a.from]++
			in[a.to]++
		}
	}
	return in, out
}

// balance spreads what hangs on the node with the most links to both of its sides, so that a star is half as tall: without that node
// the graph falls apart, and a part whose links to it all run one way can be turned round.
func (g *layered) balance() {
	hub, parts := g.hubAndParts()
	if hub < 0 {
		return
	}
	sides := [2]int{} // how much hangs before and behind it
	type turnable struct{ part, size, side int }
	var can []turnable
	for p, nodes := range parts {
		before, behind := 0, 0
		for _, a := range g.links {
			low, high := a.ends()
			if high == hub && slices.Contains(nodes, low) {
				before++
			}
			if low == hub && slices.Contains(nodes, high) {
				behind++
			}
		}
		size := before + behind
		sides[0] += before
		sides[1] += behind
		switch {
		case before == 0:
			can = append(can, turnable{p, size, 1})
		case behind == 0:
			can = append(can, turnable{p, size, 0})
		}
	}
	for i := len(can) - 1; i >= 0; i-- {
		c := can[i]
		if sides[c.side]-sides[1-c.side] < c.size+4 {
			continue
		}
		sides[c.side] -= c.size
		sides[1-c.side] += c.size
		for k := range g.links {
			a := &g.links[k]
			if slices.Contains(parts[c.part], a.from) || slices.Contains(parts[c.part], a.to) {
				a.flipped = !a.flipped
			}
		}
	}
}

// hubAndParts returns the node with the most links and what the graph falls into without it; -1 where few hang on any.
func (g *layered) hubAndParts() (hub int, parts [][]int) {
	const few = 7
	degree := make([]int, len(g.nodes))
	for _, a := range g.links {
		degree[a.from]++
		degree[a.to]++
	}
	hub = 0
	for i, d := range degree {
		if d > degree[hub] {
			hub = i
		}
	}
	if len(degree) == 0 || degree[hub] < few {
		return -1, nil
	}
	pairs := make([][2]int, 0, len(g.links))
	for _, a := range g.links {
		if a.from != hub && a.to != hub {
			pairs = append(pairs, [2]int{a.from, a.to})
		}
	}
	for _, part := range components(len(g.nodes), pairs) {
		if part[0] != hub {
			parts = append(parts, part)
		}
	}
	return hub, parts
}

// components returns the nodes of each connected part, both in their order.
func components(n int, pairs [][2]int) [][]int {
	root := make([]int, n)
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	for _, p := range pairs {
		a, b := find(p[0]), find(p[1])
		root[max(a, b)] = min(a, b) // the first node of a part is its root
	}
	at := map[int]int{}
	var parts [][]int
	for i := range n {
		r := find(i)
		if r == i {
			at[r] = len(parts)
			parts = append(parts, nil)
		}
		parts[at[r]] = append(parts[at[r]], i)
	}
	return parts
}

// rank gives the nodes even ranks: as early as their links allow, then closer to where most of their links go.
func (g *layered) rank() {
	rank := make([]int, len(g.nodes))
	for range g.nodes { // longest path; the links form no cycle
		moved := false
		for i := range g.links {
			low, high := g.links[i].ends()
			if rank[high] < rank[low]+2 {
				rank[high], moved = rank[low]+2, true
			}
		}
		if !moved {
			break
		}
	}
	for range 30 {
		if !g.tighten(rank) {
			break
		}
	}
	least := slices.Min(rank)
	for i, r := range rank {
		n := g.nodes[i]
		g.vertices = append(g.vertices, vertex{block: n, rank: r - least})
	}
}

// tighten moves each node as far as its links let it where that makes them shorter in sum, and tells whether any moved.
func (g *layered) tighten(rank []int) (moved bool) {
	for i := range rank {
		var low, high, lows, highs int
		for k := range g.links {
			switch l, h := g.links[k].ends(); {
			case h == i:
				if lows == 0 || rank[l]+2 > low {
					low = rank[l] + 2
				}
				lows++
			case l == i:
				if highs == 0 || rank[h]-2 < high {
					high = rank[h] - 2
				}
				highs++
			}
		}
		want := rank[i]
		switch {
		case highs > lows:
			want = high
		case lows > highs:
			want = low
		}
		if want != rank[i] {
			rank[i], moved = want, true
		}
	}
	return moved
}

// cut makes a piece of each link in each rank that it crosses; the one in the middle bears its label.
func (g *layered) cut() {
	top := 0
	for _, v := range g.vertices {
		top = max(top, v.rank)
	}
	g.ranks = make([][]int, top+1)
	for i := range g.links {
		a := &g.links[i]
		low, high := a.ends()
		from, to := g.vertices[low].rank, g.vertices[high].rank
		middle := from + (to-from)/2
		if middle%2 == 0 {
			middle--
		}
		a.chain = []int{low}
		for r := from + 1; r < to; r++ {
			v := vertex{rank: r, piece: true}
			if r == middle {
				v.block, a.middle = a.label, len(g.vertices)
			}
			a.chain = append(a.chain, len(g.vertices))
			g.vertices = append(g.vertices, v)
		}
		a.chain = append(a.chain, high)
		for k := 1; k < len(a.chain); k++ {
			before, behind := a.chain[k-1], a.chain[k]
			g.vertices[before].on = append(g.vertices[before].on, joint{arc: i, to: behind})
			g.vertices[behind].back = append(g.vertices[behind].back, joint{arc: i, to: before})
		}
	}
}
