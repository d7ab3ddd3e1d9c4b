package graph

import (
	"rapport/internal/segment"
)

// Stage says how far a build is.
type Stage struct {
	Phase Phase
	Done  int64 // of what the phase counts
	Total int64 // 0 where it is not known
	Quads int   // read so far
	Parts int   // that were set aside so far, since memory is bounded
}

// Phase is what a build does.
type Phase int

// The phases, in their order.
const (
	Reading Phase = iota // counts bytes
	Sorting              // counts nothing
	Writing              // counts values, and rows once for each order
	Merging              // is the writing of what was set aside, and of what was there before
)

// Progress is told now and then how far a build is.
type Progress func(Stage)

func (c *compiler) show(phase Phase, done, total int64) {
	if c.progress != nil {
		c.progress(Stage{phase, done, total, c.sum.Quads, len(c.parts) - c.given})
	}
}

// stoppable ends an input when the build is to end.
func (c *compiler) stoppable(in segment.Input) segment.Input {
	return watched(in, func(int64) error { return c.ctx.Err() })
}

// shown is stoppable, and shows how much of about so many terms and rows is written.
func (c *compiler) shown(in segment.Input, phase Phase, terms, rows int) segment.Input {
	total := int64(terms) + int64(len(segment.Orders))*int64(rows)
	return watched(in, func(done int64) error {
		c.show(phase, min(done, total), total)
		return c.ctx.Err()
	})
}

// watchEvery is how many terms or rows go by before anybody is told.
const watchEvery = 1 << 14

// watched calls look now and then with how many terms and rows an input has handed over. An error of look ends it.
func watched(in segment.Input, look func(done int64) error) segment.Input {
	done, told := int64(0), int64(0)
	count := func(n int) error {
		if done += int64(n); done-told < watchEvery {
			return nil
		}
		told = done
		return look(done)
	}
	terms, rows := in.Terms, in.Rows
	in.Terms = func(add func([]byte) error) error {
		return terms(func(term []byte) error {
			if err := count(1); err != nil {
				return err
			}
			return add(term)
		})
	}
	in.Rows = func(order int, add func([]segment.Row) error) error {
		return rows(order, func(rows []segment.Row) error {
			for len(rows) > 0 {
				n := min(len(rows), watchEvery)
				if err := count(n); err != nil {
					return err
				}
				if err := add(rows[:n]); err != nil {
					return err
				}
				rows = rows[n:]
			}
			return nil
		})
	}
	return in
}
