package main

import (
	"testing"
	"time"

	"rapport/graph"
)

func TestStageText(t *testing.T) {
	for _, c := range []struct {
		stage         graph.Stage
		took, inPhase time.Duration
		want          string
	}{
		{graph.Stage{Quads: 1}, time.Second, time.Second, "1 quad, 0 k quads/s"},
		{graph.Stage{Done: 500, Total: 1000, Quads: 800_000}, time.Second, time.Second,
			"[##########..........] 50 % 800000 quads, 800 k quads/s, 1 s left to read"},
		{graph.Stage{Done: 1000, Total: 1000, Quads: 3_000_000, Parts: 2}, 2 * time.Second, 2 * time.Second,
			"[####################] 100 % 3000000 quads, 1.5 M quads/s, 2 parts set aside, 0 s left to read"},
		{graph.Stage{Phase: graph.Sorting, Quads: 2}, time.Second, 0, "2 quads, sorting"},
		{graph.Stage{Phase: graph.Writing, Done: 1, Total: 4, Quads: 2}, 9 * time.Second, time.Second, "[#####...............] 25 % 2 quads, writing, 3 s left"},
		{graph.Stage{Phase: graph.Merging, Done: 3, Total: 4, Quads: 2, Parts: 1}, 9 * time.Second, 3 * time.Second,
			"[###############.....] 75 % 2 quads, merging, 1 s left"},
	} {
		if got := stageText(c.stage, c.took, c.inPhase); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}
