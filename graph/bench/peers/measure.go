//go:build linux

package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"rapport/graph/bench"
)

// harness measures peers on one generated graph.
type harness struct {
	scratch  string // folder for all files
	python   string // interpreter of driver.py
	rounds   int
	budget   time.Duration // to ask one question again and again, each round
	progress io.Writer
	start    func(context.Context, peer) (*process, error)
}

// contestant is a peer of a run.
type contestant struct {
	peer
	*outcome
	worker    *process
	own       int                      // quads that the engine keeps for itself
	times     map[string][]int64       // nanoseconds by question
	spent     map[string]time.Duration // their sums
	processor map[string][]int64       // nanoseconds that the processors worked, by question and round
	again     int                      // how often its worker was started again
}

// driverCost is the question that reads no graph: what is left is what asking costs.
const driverCost = "q00_empty"

const (
	loadPatience = 30 * time.Minute
	askPatience  = 2 * time.Minute
	mostRuns     = 1000 // of one question, each round
	mostRevivals = 3
	enoughTime   = 10 * time.Second // that one question has taken of one peer: it is not asked again
)

// run loads every peer, one after the other, and then asks them all in turn: in each round each question, of each peer.
func (h *harness) run(ctx context.Context, ps []peer, queries []bench.Query, quads int) (*result, error) {
	h.say("generating %d quads", quads)
	d, err := generate(h.scratch, quads)
	if err != nil {
		return nil, err
	}
	r := &result{Schema: resultSchema, Machine: thisMachine(), Quads: quads, Bytes: d.size, Rounds: h.rounds}
	verdicts := map[string]verdict{}
	for _, q := range queries {
		if verdicts[q.Name], err = (judge{d}).verdict(q.Name); err != nil {
			return nil, err
		}
	}
	converted, err := h.convert(d, ps)
	if err != nil {
		return nil, err
	}
	d.forget()
	r.Peers = make([]outcome, len(ps))
	var running []*contestant
	defer func() {
		for _, c := range running {
			c.end()
		}
	}()
	for i, p := range ps {
		c := &contestant{peer: p, outcome: &r.Peers[i], times: map[string][]int64{}, spent: map[string]time.Duration{}, processor: map[string][]int64{}}
		*c.outcome = outcome{Name: p.name, Title: p.title, Via: p.via, Beside: p.beside, Answers: map[string]answers{}}
		if h.load(ctx, c, d, converted, r) {
			running = append(running, c)
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	for _, c := range running {
		h.open(ctx, c, d)
	}
	h.rehearse(ctx, running, d, queries, verdicts)
	for round := range h.rounds {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		h.say("round %d of %d", round+1, h.rounds)
		h.round(ctx, running, d, queries)
	}
	for _, c := range running {
		c.sumUp(queries)
	}
	return r, ctx.Err()
}

func (h *harness) say(format string, args ...any) { fmt.Fprintf(h.progress, format+"\n", args...) }

// convert writes the tables that peers are loaded from, and returns how many seconds each kind takes from N-Quads.
func (h *harness) convert(d *dataset, ps []peer) (map[string]float64, error) {
	seconds := map[string]float64{}
	for _, p := range ps {
		kind := p.dialect.tables()
		if kind == "" || seconds[kind] > 0 {
			continue
		}
		if err := os.MkdirAll(h.tables(kind), 0o755); err != nil {
			return nil, err
		}
		write := d.writeSQL
		if kind == "cypher" {
			write = d.writeCypher
		}
		start := time.Now()
		if err := write(h.tables(kind)); err != nil {
			return nil, err
		}
		seconds[kind] = (d.read + time.Since(start)).Seconds()
	}
	return seconds, nil
}

func (h *harness) tables(kind string) string { return filepath.Join(h.scratch, "tables-"+kind) }

// folder is a contestant's own; our server reads what our compiler has written.
func (h *harness) folder(c *contestant) string {
	if c.peer.isOurs() {
		return filepath.Join(h.scratch, oursInProcess)
	}
	return filepath.Join(h.scratch, c.name)
}

// load creates and loads a peer's store and reports whether there is one now. The worker ends; another will open it.
func (h *harness) load(ctx context.Context, c *contestant, d *dataset, converted map[string]float64, r *result) bool {
	if c.most > 0 && r.Quads > c.most {
		c.Skipped = fmt.Sprintf("above %s quads only by its name: it loads for minutes, into gigabytes", thousands(c.most))
		return false
	}
	worker, err := h.start(ctx, c.peer)
	if err != nil {
		c.Skipped, c.outcome.Install = err.Error(), c.install
		return false
	}
	defer worker.stop()
	hello, err := worker.call(request{Do: "hello"}, askPatience)
	if err != nil {
		c.Skipped, c.outcome.Install = err.Error(), c.install
		return false
	}
	c.Version = hello.Version
	if c.inMemory || c.peer.isOurs() && c.name != oursInProcess {
		return true
	}
	h.say("loading %s", c.title)
	if err := h.fill(worker, c, d, converted[c.dialect.tables()]); err != nil {
		c.Skipped = "load: " + err.Error()
		return false
	}
	return true
}

func (h *harness) fill(worker *process, c *contestant, d *dataset, converted float64) error {
	folder := h.folder(c)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	created, err := worker.call(request{Do: "create", Folder: folder}, loadPatience)
	if err != nil {
		return err
	}
	c.own = created.Own
	memory := watchMemory(worker.cmd.Process.Pid)
	loaded, err := worker.call(request{Do: "load", File: d.file, Tables: h.tables(c.dialect.tables())}, loadPatience)
	peak := memory.peak()
	if err != nil {
		return err
	}
	if err := worker.stop(); err != nil {
		return err
	}
	c.Load = &loading{Seconds: loaded.Seconds + converted, Convert: converted, Disk: loaded.Bytes, Peak: peak}
	if c.Load.Disk == 0 {
		c.Load.Disk, err = diskUsage(folder)
	}
	return err
}

// open starts the worker that answers.
func (h *harness) open(ctx context.Context, c *contestant, d *dataset) {
	worker, err := h.start(ctx, c.peer)
	if err != nil {
		c.Skipped = err.Error()
		return
	}
	c.worker = worker
	memory := watchMemory(worker.cmd.Process.Pid)
	r, err := worker.call(request{Do: "open", Folder: h.folder(c), File: d.file}, loadPatience)
	peak := memory.peak()
	if err != nil {
		c.give("open: " + err.Error())
		return
	}
	switch {
	case c.inMemory && c.Load == nil:
		c.Load = &loading{Seconds: r.Seconds, Peak: peak}
	case c.Load == nil:
		c.Load = &loading{}
	}
	c.Load.Open = r.Seconds
}

// rehearse asks each question once and compares the answer: what is wrong is not timed.
func (h *harness) rehearse(ctx context.Context, running []*contestant, d *dataset, queries []bench.Query, verdicts map[string]verdict) {
	for _, c := range running {
		if c.worker == nil || ctx.Err() != nil {
			continue
		}
		h.say("asking %s", c.title)
		for _, q := range queries {
			text := c.dialect.text(q)
			if text == "" || c.worker == nil {
				continue
			}
			r, err := c.worker.call(request{Do: "ask", Text: text}, askPatience)
			if err != nil {
				c.Answers[q.Name] = answers{Wrong: err.Error()}
				h.revive(ctx, c, d)
			} else if mistake := verdicts[q.Name].with(q.Name, c.own).mistake(q.Kind, r.answer); mistake != "" {
				c.Answers[q.Name] = answers{Wrong: mistake}
			}
		}
	}
}

func (h *harness) round(ctx context.Context, running []*contestant, d *dataset, queries []bench.Query) {
	for _, q := range queries {
		for _, c := range running {
			text := c.dialect.text(q)
			if c.worker == nil || text == "" || c.Answers[q.Name].Wrong != "" || c.spent[q.Name] > enoughTime || ctx.Err() != nil {
				continue
			}
			pid := c.worker.cmd.Process.Pid
			before := processorTime(pid)
			r, err := c.worker.call(request{Do: "ask", Text: text, For: h.budget, Most: mostRuns}, askPatience)
			if err != nil {
				c.Answers[q.Name] = answers{Wrong: err.Error()}
				h.revive(ctx, c, d)
				continue
			}
			c.processor[q.Name] = append(c.processor[q.Name], int64(processorTime(pid)-before)/int64(len(r.Nanos)))
			c.times[q.Name] = append(c.times[q.Name], r.Nanos...)
			for _, n := range r.Nanos {
				c.spent[q.Name] += time.Duration(n)
			}
		}
	}
}

// revive starts a worker again that has ended, or was killed since it took too long. One that does so often is given up.
func (h *harness) revive(ctx context.Context, c *contestant, d *dataset) {
	_, err := c.worker.call(request{Do: "hello"}, askPatience)
	if err == nil || ctx.Err() != nil {
		return
	}
	if c.again++; c.again > mostRevivals {
		c.give(fmt.Sprintf("not asked to the end: its worker ended %d times", c.again))
		return
	}
	h.say("starting %s again", c.title)
	c.end()
	h.open(ctx, c, d)
}

// give a contestant up, with the reason.
func (c *contestant) give(why string) {
	c.Skipped = why
	c.end()
}

func (c *contestant) end() {
	if c.worker != nil {
		c.worker.stop()
		c.worker = nil
	}
}

func (c *contestant) sumUp(queries []bench.Query) {
	for _, q := range queries {
		if len(c.times[q.Name]) > 0 && c.Answers[q.Name].Wrong == "" {
			a := answersOf(c.times[q.Name])
			a.Processor = answersOf(c.processor[q.Name]).Median
			c.Answers[q.Name] = a
		}
	}
	if c.worker != nil && c.Load != nil {
		c.Load.PeakOfAsking = residentTree(c.worker.cmd.Process.Pid)
	}
}
