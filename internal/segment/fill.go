package segment

import "slices"

// Fill writes what rows have at a place into out, for one key after another: each is key with the next of ids at the place near, which is
// among the first width places of the order. It ends before a key whose rows do not all fit, and returns how many keys are done and how many ids
// were written. It does not allocate. Ids in ascending order are found fastest.
func Fill[T ~uint32](f *File, c *Cursor, order int, key Row, width, near, place int, ids, out []T) (done, n int, err error) {
	p := &f.perms[order]
	c.reset(p)
	key = key.in(p.order)
	at, column := slices.Index(p.order[:], uint8(near)), slices.Index(p.order[:], uint8(place))
	for _, id := range ids {
		key[at] = ID(id)
		lo, hi, err := c.span(key, width)
		if err != nil || hi-lo > len(out)-n {
			return done, n, err
		}
		for lo < hi {
			if err := c.open(lo / blockRows); err != nil {
				return done, n, err
			}
			from := lo % blockRows
			some := min(hi-lo, c.block.n-from)
			if some == 1 {
				out[n] = T(c.block.columns[column].at(from))
			} else {
				readColumn(&c.block.columns[column], out[n:n+some], from)
			}
			lo, n = lo+some, n+some
		}
		done++
	}
	return done, n, nil
}
