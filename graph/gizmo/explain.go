package gizmo

import (
	"strings"
	"time"

	"github.com/cayleygraph/quad"
)

// Explanation is how a program was answered, where Options.Explain asks for it.
type Explanation struct {
	Plans      []*Plan       // of the finals, in the order of their first run
	Omitted    int           // runs of plans beyond the first 32
	Time       time.Duration // of the whole run
	JavaScript time.Duration // of that, what was not spent in plans
	Emitted    int           // rows that g.emit gave, or the value that the program ends in
}

// Plan is a final and the operators before it. A final that runs several times, in a loop or in forEach's function, is one plan with
// the sums of its runs, as long as the operators are the same ones.
type Plan struct {
	Final     string // "all", "count", "forEach"
	Line, Col int    // where the program calls it, from 1; 0 where there is no such place
	Runs      int
	Rows      int           // that came to the final
	Time      time.Duration // of all operators and the final
	Own       time.Duration // of the final alone: what reads the rows, and the function of forEach
	Operators []*Operator   // in the order that rows pass through them
}

// Operator is a step as it ran.
type Operator struct {
	Step     string // as the program calls it: "out"; "g.V" for a start
	Does     []Word // what follows it, in words
	Varies   bool   // from run to run; Does tells of the first
	First    bool   // nothing comes into it: a start, or what was done together with one
	Fused    bool   // it was not run, but done together with the next one: it has no rows of its own
	Expected int    // rows out, of one run, as the source's counts tell before the run
	Exact    bool   // Expected is a count, not an estimate
	In, Out  int    // rows, of all runs
	Folded   int    // of Out, those that went no further: equal ones came before, and a step further on folds them
	Once     bool   // not in Out: rows that were not looked for, since equal ones had come, and a step further on folds them
	Skipped  int    // of Out, those that went no further: order and limit behind it want others
	Time     time.Duration
	Reads    []*Read
	Inside   []*Inside // the paths that it ran itself

	op     op // nil: a start
	from   *Path
	cursor int       // of Inside, while it is built
	around *Operator // the one whose rows are those of the path that this one is in, if any
}

// once notes that a row came in place of several that are equal. o may be nil: nobody asks what ran.
func (o *Operator) once() {
	for ; o != nil; o = o.around {
		o.Once = true
	}
}

// Word is a piece of a text: words, or a term of the graph. Words stand apart, save before what begins with a comma.
type Word struct {
	Text string
	Term quad.Value
	Via  bool // the term is there as a predicate
}

// JoinWords puts a text together, its terms as show writes them.
func JoinWords(words []Word, show func(Word) string) string {
	var b strings.Builder
	for _, w := range words {
		if w.Term != nil {
			w.Text = show(w)
		}
		if b.Len() > 0 && !strings.HasPrefix(w.Text, ",") {
			b.WriteByte(' ')
		}
		b.WriteString(w.Text)
	}
	return b.String()
}

// Read is how an operator read the source.
type Read struct {
	Order   string // the permutation that served, such as "SPOL", where the source tells; else ""
	By      string // what was known of the quads: "subject and predicate"; "" for nothing
	Times   int    // how often
	Quads   int    // that it got
	LeftOut int    // that a restriction of the source left out between them
}

// Inside is a path within an operator.
type Inside struct {
	Role      string // "set", "held", "each row", …: README.md lists them
	Distinct  int    // of a set: how many vertices it has
	Operators []*Operator
}
