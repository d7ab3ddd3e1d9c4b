package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"strings"
	"time"

	"rapport/graph"
)

// progress draws how far a build is, on a terminal only.
type progress struct {
	out   io.Writer // nil: nobody sees it
	width int
	total int64 // bytes to read; 0 where it is not known
	start time.Time
	last  time.Time
	phase graph.Phase
	since time.Time // when the phase began
	drawn bool
}

// progressEvery is how often it is drawn.
const progressEvery = 100 * time.Millisecond

func newProgress(a *app, inputs []string, start time.Time) *progress {
	p := &progress{start: start, last: start, since: start}
	if p.width = a.width(a.stderr); p.width == 0 {
		return p
	}
	p.out = a.stderr
	for _, name := range inputs {
		info, err := os.Stat(name)
		if packed := strings.HasSuffix(name, ".gz") || strings.HasSuffix(name, ".zst"); err != nil || packed || !info.Mode().IsRegular() {
			p.total = 0 // how much it unpacks to is not known
			return p
		}
		p.total += info.Size()
	}
	return p
}

func (p *progress) show(s graph.Stage) {
	now := time.Now()
	if p.out == nil || s.Phase == p.phase && now.Sub(p.last) < progressEvery {
		return
	}
	if p.last = now; s.Phase != p.phase {
		p.phase, p.since = s.Phase, now
	}
	if s.Phase == graph.Reading {
		s.Total = p.total
	}
	text := stageText(s, now.Sub(p.start), now.Sub(p.since))
	if len(text) >= p.width {
		text = text[:p.width-1]
	}
	fmt.Fprintf(p.out, "\r%-*s\r", p.width-1, text) // what a terminal echoes, such as ^C, is then on what clear takes away
	p.drawn = true
}

// stageText says how far a build is after a time, some of it in this phase.
func stageText(s graph.Stage, took, inPhase time.Duration) string {
	text := fmt.Sprintf("%s, %s quads/s", plural(s.Quads, "quad"), rate(s.Quads, took))
	if s.Parts > 0 {
		text += ", " + plural(s.Parts, "part") + " set aside"
	}
	switch s.Phase {
	case graph.Sorting:
		return plural(s.Quads, "quad") + ", sorting"
	case graph.Writing:
		text = plural(s.Quads, "quad") + ", writing"
	case graph.Merging:
		text = plural(s.Quads, "quad") + ", merging"
	}
	if s.Total == 0 || s.Done == 0 {
		return text
	}
	part := min(float64(s.Done)/float64(s.Total), 1)
	left := time.Duration(float64(inPhase) * (1 - part) / part)
	const cells = 20
	full := int(part * cells)
	text = "[" + strings.Repeat("#", full) + strings.Repeat(".", cells-full) + "] " + fmt.Sprintf("%2.0f %% ", 100*part) + text
	text += fmt.Sprintf(", %d s left", int(math.Ceil(left.Seconds())))
	if s.Phase == graph.Reading {
		return text + " to read"
	}
	return text
}

// clear takes the line away.
func (p *progress) clear() {
	if p.drawn {
		fmt.Fprintf(p.out, "\r%*s\r", p.width-1, "")
	}
}
