package segment

// Groups walks a run of rows by the column behind those that all of them agree in. It is used by one goroutine.
type Groups struct {
	search
	column  int // the one behind; the next one is what Nears reads
	run     int // which of the column's runs the group is, -1 where that is not known
	at, end int // rows of the group that are left
	hi      int // of the run
}

// Sweep sets g to walk the rows that Count counts, by the column behind the first width, and returns how many they are; width is from 0 to 2.
func (f *File) Sweep(g *Groups, order int, key Row, width int) (n int, err error) {
	*g = Groups{search: search{p: &f.perms[order]}, column: width, run: -1}
	g.at, g.hi, err = g.span(key.in(&Orders[order]), width)
	g.end = g.at
	return g.hi - g.at, err
}

// Next goes to the next group and returns its id and how many rows it has: none at the end. A group that lies in several blocks comes in parts.
func (g *Groups) Next() (id ID, n int, err error) {
	if g.at = g.end; g.at >= g.hi {
		return 0, 0, nil
	}
	if i := g.at / blockRows; g.loaded != i+1 {
		if err := g.open(i); err != nil {
			return 0, 0, err
		}
		g.run = -1
	}
	from, c := g.at%blockRows, &g.block.columns[g.column]
	if c.mode == runs {
		if g.run++; g.run == 0 {
			g.run = c.run(from)
		}
	}
	id, to := c.group(from, min(g.block.n, from+g.hi-g.at), g.run)
	g.end = g.at + to - from
	return id, to - from, nil
}

// Nears fills out with what the next rows of a group have in the column behind its own, and returns how many they are: fewer than len(out)
// only at the end of the part.
func Nears[T ~uint32](g *Groups, out []T) (n int) {
	n = min(len(out), g.end-g.at)
	if n > 0 {
		readColumn(&g.block.columns[g.column+1], out[:n], g.at%blockRows)
		g.at += n
	}
	return n
}

// group returns the value of row from and the first row behind it, up to to, that has another; the rows up to to are in ascending order. run is
// which of its runs the row is in, where the column has some.
func (c *column) group(from, to, run int) (v ID, end int) {
	switch {
	case c.width == 0:
		return c.base, to
	case c.mode == runs:
		return c.base + unpack(c.data[bitmapSize:], run, c.width), min(c.runStart(from, 1), to)
	}
	v = c.at(from)
	return v, c.search(v+1, from+1, to, true)
}
