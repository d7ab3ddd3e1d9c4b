package picture

import (
	"cmp"
	"slices"
)

// Distances in a layered drawing.
const (
	portStep  = 11 // between the ends of links on one side of a node
	portRim   = 9  // from the outermost of them to the node's corner
	betweenUs = 16 // across, between nodes
	between   = 8  // across, between anything else
	rankGap   = 14 // along, between ranks where links hardly bend
	rankBend  = 66 // where they bend most
)

// sideNeeds is how much a node must be wide, across, for the links of its busier side.
func sideNeeds(links int) int {
	if links < 2 {
		return 0
	}
	return (links-1)*portStep + 2*portRim
}

// fanPorts spreads the ends of the links of each side of a node in the order in which they leave.
func (g *layered) fanPorts() {
	for i := range g.vertices {
		v := &g.vertices[i]
		for _, side := range [][]joint{v.back, v.on} {
			slices.SortStableFunc(side, func(a, b joint) int { return cmp.Compare(g.vertices[a.to].place, g.vertices[b.to].place) })
			for k := range side {
				side[k].port = (2*k - (len(side) - 1)) * portStep / 2
			}
		}
	}
}

// spread places the vertices of each rank across: as near as their order and sizes allow to where their links run straight, by turns
// seen from the rank before, from the rank behind, and from both.
func (g *layered) spread() {
	for r := range g.ranks {
		g.settle(r, nil)
	}
	for n := range 12 {
		for i := range g.ranks {
			r := i
			if n%2 == 1 {
				r = len(g.ranks) - 1 - i
			}
			switch {
			case n >= 8:
				g.settle(r, func(v *vertex) [][]joint { return [][]joint{v.back, v.on} })
			case n%2 == 0:
				g.settle(r, func(v *vertex) [][]joint { return [][]joint{v.back} })
			default:
				g.settle(r, func(v *vertex) [][]joint { return [][]joint{v.on} })
			}
		}
	}
	g.straighten()
}

// apart is how far the lines through two neighbours in a rank must be from each other.
func apart(a, b *vertex) int {
	gap := between
	if !a.piece && !b.piece {
		gap = betweenUs
	}
	return a.after + gap + b.before
}

// settle places a rank: the sum of squares of what each vertex is off its wish, weighted, is the least that the order and the distances
// allow (pool adjacent violators). look says which joints make the wish; a vertex without any wishes to stay.
func (g *layered) settle(r int, look func(*vertex) [][]joint) {
	type pool struct{ sum, weight, n int }
	var pools []pool
	offset := 0
	for i, at := range g.ranks[r] {
		v := &g.vertices[at]
		if i > 0 {
			offset += apart(&g.vertices[g.ranks[r][i-1]], v)
		}
		wish, weight := v.pos, 1
		if look != nil {
			wish, weight = g.wish(v, look(v))
		}
		p := pool{(wish - offset) * weight, weight, 1}
		for len(pools) > 0 {
			last := pools[len(pools)-1]
			if last.sum*p.weight <= p.sum*last.weight {
				break
			}
			p = pool{last.sum + p.sum, last.weight + p.weight, last.n + p.n}
			pools = pools[:len(pools)-1]
		}
		pools = append(pools, p)
	}
	i, offset := 0, 0
	for _, p := range pools {
		mean := floorDiv(p.sum, p.weight)
		for range p.n {
			v := &g.vertices[g.ranks[r][i]]
			if i > 0 {
				offset += apart(&g.vertices[g.ranks[r][i-1]], v)
			}
			v.pos = mean + offset
			i++
		}
	}
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

// wish is where a vertex's links would run straight, and how much that matters: most between the pieces of a long link.
func (g *layered) wish(v *vertex, sides [][]joint) (wish, weight int) {
	sum := 0
	for _, side := range sides {
		for _, j := range side {
			other := &g.vertices[j.to]
			w := 1
			switch {
			case v.piece && other.piece:
				w = 8
			case v.piece || other.piece:
				w = 2
			}
			sum += w * (other.pos + g.portOf(other, j.arc, v) - j.port)
			weight += w
		}
	}
	if weight == 0 {
		return v.pos, 1
	}
	return floorDiv(sum, weight), weight
}

// portOf is where a link to v leaves another vertex.
func (g *layered) portOf(other *vertex, arc int, v *vertex) int {
	side := other.on
	if v.rank < other.rank {
		side = other.back
	}
	for _, j := range side {
		if j.arc == arc {
			return j.port
		}
	}
	return 0
}

// straighten takes small bends out of links where there is room: a piece goes where the one before it is, or the one behind it, and a
// node with one link goes where that is.
func (g *layered) straighten() {
	for range 3 {
		for i := range g.links {
			chain := g.links[i].chain
			last := len(chain) - 1
			for k := 1; k < last; k++ {
				g.nudge(chain[k], i, chain[k-1])
			}
			g.follow(chain[last], i, chain[last-1])
			for k := last - 1; k > 0; k-- {
				g.nudge(chain[k], i, chain[k+1])
			}
			g.follow(chain[0], i, chain[1])
		}
	}
}

// follow nudges a node that has no other link.
func (g *layered) follow(at, arc, other int) {
	if v := &g.vertices[at]; len(v.back)+len(v.on) == 1 {
		g.nudge(at, arc, other)
	}
}

// nudge moves a vertex a little to where its link to another would run straight.
func (g *layered) nudge(at, arc, other int) {
	const little = 14
	v, o := &g.vertices[at], &g.vertices[other]
	to := o.pos + g.portOf(o, arc, v) - g.portOf(v, arc, o)
	if off := to - v.pos; off != 0 && off <= little && off >= -little && g.fits(v, to) {
		v.pos = to
	}
}

// fits tells whether a vertex can move within its rank without pushing another.
func (g *layered) fits(v *vertex, to int) bool {
	rank := g.ranks[v.rank]
	if v.place > 0 {
		if b := &g.vertices[rank[v.place-1]]; to-b.pos < apart(b, v) {
			return false
		}
	}
	if v.place+1 < len(rank) {
		if b := &g.vertices[rank[v.place+1]]; b.pos-to < apart(v, b) {
			return false
		}
	}
	return true
}

// stretch places the ranks along, further apart where links must bend more between them, and moves everything so that across begins at 0.
func (g *layered) stretch() {
	least := 0
	for i, v := range g.vertices {
		if i == 0 || v.pos-v.before < least {
			least = v.pos - v.before
		}
	}
	for i := range g.vertices {
		g.vertices[i].pos -= least
	}
	g.start, g.room = make([]int, len(g.ranks)+1), make([]int, len(g.ranks))
	for r, rank := range g.ranks {
		bend := 0
		for _, at := range rank {
			v := &g.vertices[at]
			g.room[r] = max(g.room[r], v.depth)
			for _, j := range v.on {
				other := &g.vertices[j.to]
				off := v.pos + j.port - other.pos - g.portOf(other, j.arc, v)
				bend = max(bend, off, -off)
			}
		}
		g.start[r+1] = g.start[r] + g.room[r]
		if r+1 < len(g.ranks) {
			g.start[r+1] += min(rankGap+bend/4, rankBend)
		}
	}
}

// size is how much room the drawing takes.
func (g *layered) size() (along, across int) {
	for _, v := range g.vertices {
		across = max(across, v.pos+v.after)
	}
	return g.start[len(g.ranks)], across
}
