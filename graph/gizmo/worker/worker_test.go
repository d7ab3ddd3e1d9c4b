//go:build unix

package worker

import (
	"context"
	"errors"
	"fmt"
	"os"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/quads"
)

// TestMain makes the test binary a worker, or one of the broken ones, when its first argument says so.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 {
		if life, ok := lives[os.Args[1]]; ok {
			life()
			return
		}
	}
	os.Exit(m.Run())
}

// lives are what the test binary may be beside the tests.
var lives = map[string]func(){
	Verb: func() {
		if err := Serve(os.Stdin, os.Stdout, openEvil, map[string]Language{"echo": echo}, func() { os.Exit(1) }); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	},
	"ends":      func() {},
	"fails":     func() { fmt.Fprintln(os.Stderr, "no such thing"); os.Exit(3) },
	"helps":     func() { fmt.Println("usage: something else altogether") },
	"old":       func() { send(os.Stdout, kindHello, greeting{version + 1}); time.Sleep(time.Hour) },
	"silent":    func() { time.Sleep(time.Hour) },
	"oversized": func() { os.Stdout.Write([]byte{byte(kindHello), 0xff, 0xff, 0xff, 0xff}); time.Sleep(time.Hour) },
	"malformed": func() {
		greets()
		writeFrame(os.Stdout, kindRows, append(newFrame(), 0, 255, 255, 255))
		time.Sleep(time.Hour)
	},
	"unasked": func() { greets(); send(os.Stdout, kindOpened, (*failure)(nil)); time.Sleep(time.Hour) },
	"mute":    func() { greets(); os.Stdout.Close(); time.Sleep(time.Hour) },
	"half":    func() { greets(); os.Stdout.Write([]byte{byte(kindEnd), 0, 0, 1, 0, 7}) },
	"orphans": func() { orphan() },
}

// greets does what a worker does before a program.
func greets() {
	send(os.Stdout, kindHello, greeting{version})
	send(os.Stdout, kindOpened, (*failure)(nil))
}

// evil is a source that does, at the mention of some terms, what no program of the language can: it gets past its guards.
type evil struct{ graph.Source }

// openEvil opens the shipped dossier.
func openEvil(spec string) (graph.Source, error) {
	if spec != "" {
		return nil, &told{"no graph " + spec, "there is only one"}
	}
	d, err := quads.Load(quads.Shipped())
	if err != nil {
		return nil, err
	}
	return evil{graph.Load(d.Quads())}, nil
}

func (e evil) ID(v quad.Value) graph.ID {
	switch v {
	case quad.IRI("evil:hang"):
		for {
			time.Sleep(time.Hour)
		}
	case quad.IRI("evil:spin"):
		for i := 0; ; i++ {
			spun = i
		}
	case quad.IRI("evil:stack"):
		return graph.ID(deep(1))
	case quad.IRI("evil:memory"):
		var kept [][]byte
		for {
			b := make([]byte, 1<<20)
			for i := range b {
				b[i] = 1
			}
			kept = append(kept, b)
			runtime.KeepAlive(kept)
		}
	case quad.IRI("evil:panic"):
		go panic("in a goroutine of its own")
		time.Sleep(time.Hour)
	case quad.IRI("evil:killed"):
		syscall.Kill(os.Getpid(), syscall.SIGKILL)
		time.Sleep(time.Hour)
	}
	return e.Source.ID(v)
}

// spun is what a program that spins does.
var spun int

// deep calls itself until there is no stack left.
func deep(n int) int {
	if n < 0 {
		return n
	}
	return deep(n+1) + n
}

func testPool(t *testing.T, opts Options) *Pool {
	t.Helper()
	before := measure(t)
	p := NewPool(opts)
	t.Cleanup(func() {
		p.Close()
		nothingLeft(t, before)
	})
	return p
}

func (p *Pool) rows(ctx context.Context, program string, opts gizmo.Options) (rows []gizmo.Row, stats gizmo.Stats, err error) {
	stats, err = p.Run(ctx, Request{Name: "t.js", Program: program, Options: opts}, func(r gizmo.Row) error {
		rows = append(rows, r)
		return nil
	})
	return rows, stats, err
}

// programs give rows of every kind, and errors.
var programs = []string{
	`g.V("<kg:rosatom>").out("<kg:builds>").all()`,
	`g.V().tag("a").out(null, "p").tag("b").labels().tag("l").all()`,
	`g.V("<kg:iran>").saveOpt("<kg:nothing>", "none").saveOpt("<schema:name>", "name").all()`,
	`g.V("<kg:iran>").both().both().unique().order().limit(50).all()`,
	`g.V("<kg:iran>").followRecursive(g.M().both(), 3, "depth").getLimit(100)`,
	`g.V().count()`,
	`g.V("<kg:iran>").out().forEach(function(d) { g.emit({id: d.id, n: 1.5, when: new Date(0), list: [1, "x"], none: null}) })`,
	`g.emit("\ud800 half a pair"); g.emit(bnode("b")); g.emit(lang("x", "en")); g.emit(typed("7", "xsd:integer")); g.emit({})`,
	`g.V("<kg:nobody>", "<kg:no-one>").all()`,
	`g.V("<a>")`,
	`const x = 1`,
	`params.who`,
	`g.V(params.list).tag("x").out(params.p).all()`,
	`g.V().ouut()`,
	`let x = ;`,
	`throw "boo"`,
	`for (var a;;) a = {a}`,
}

// TestSame: what a worker gives is to the last byte what gizmo.Run gives, why and errors too.
func TestSame(t *testing.T) {
	src, err := openEvil("")
	if err != nil {
		t.Fatal(err)
	}
	p := testPool(t, Options{Memory: 32 << 20, Workers: 1})
	for _, program := range programs {
		for _, opts := range []gizmo.Options{
			{MaxMemory: 32 << 20}, {MaxMemory: 32 << 20, Why: true}, {MaxMemory: 32 << 20, Limit: 3, Why: true},
			{MaxMemory: 32 << 20, Params: map[string]any{"who": quad.IRI("kg:iran"), "p": nil, "list": []quad.Value{quad.IRI("kg:iran"), quad.Int(7), quad.LangString{Value: "x", Lang: "en"}}},
				Namespaces: map[string]string{"ex:": "http://example.org/"}},
		} {
			if strings.Contains(program, "a = {a}") && (opts.Why || opts.Params != nil) {
				continue // once is slow enough
			}
			ctx := context.Background()
			var want []gizmo.Row
			wantStats, wantErr := gizmo.Run(ctx, src, "t.js", program, opts, func(r gizmo.Row) error { want = append(want, r); return nil })
			got, gotStats, gotErr := p.rows(ctx, program, opts)
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s\n got %d rows %.300v\nwant %d rows %.300v", program, len(got), got, len(want), want)
			}
			if !reflect.DeepEqual(gotStats, wantStats) || !reflect.DeepEqual(gotErr, wantErr) {
				t.Errorf("%s\n got %+v, %v\nwant %+v, %v", program, gotStats, gotErr, wantStats, wantErr)
			}
		}
	}
}

// TestWalk: a restriction goes across, and holds.
func TestWalk(t *testing.T) {
	src, err := openEvil("")
	if err != nil {
		t.Fatal(err)
	}
	p := testPool(t, Options{})
	walk := graph.Restriction{Modalities: []string{quads.Actual}, Speakers: []quad.IRI{"kg:iran"}, AsOf: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC), NoInference: true}
	walked, err := graph.Restrict(src, walk)
	if err != nil {
		t.Fatal(err)
	}
	count := func(run func(row func(gizmo.Row) error) (gizmo.Stats, error)) (n int) {
		if _, err := run(func(gizmo.Row) error { n++; return nil }); err != nil {
			t.Error(err)
		}
		return n
	}
	const program = `g.V().out().all()`
	want := count(func(row func(gizmo.Row) error) (gizmo.Stats, error) {
		return gizmo.Run(context.Background(), walked, "t.js", program, gizmo.Options{}, row)
	})
	got := count(func(row func(gizmo.Row) error) (gizmo.Stats, error) {
		return p.Run(context.Background(), Request{Name: "t.js", Program: program, Walk: walk}, row)
	})
	if all := src.Count(graph.Quad{}); got != want || got == 0 || got == all {
		t.Errorf("%d rows, want %d of %d", got, want, all)
	}
}

// TestDeaths: however a worker ends it is an error of that query alone.
func TestDeaths(t *testing.T) {
	p := testPool(t, Options{Workers: 1})
	for _, c := range []struct{ term, want, hint string }{
		{"evil:stack", "t.js: the process that ran the program ended: exit status 2: fatal error: stack overflow", reportIt},
		{"evil:panic", "t.js: the process that ran the program ended: exit status 2: panic: in a goroutine of its own", reportIt},
		{"evil:killed", "t.js: the process that ran the program ended: signal: killed", "it was not we who killed it: perhaps the machine ran out of memory"},
	} {
		rows, _, err := p.rows(context.Background(), `g.V("<kg:iran>").all(); g.V("<`+c.term+`>").all()`, gizmo.Options{})
		var d *Death
		if !errors.As(err, &d) || err.Error() != c.want || d.Hint() != c.hint {
			t.Errorf("%s: %v", c.term, err)
		}
		if len(rows) > 1 {
			t.Errorf("%s: %d rows", c.term, len(rows))
		}
		if rows, _, err := p.rows(context.Background(), `g.V("<kg:iran>").all()`, gizmo.Options{}); err != nil || len(rows) != 1 {
			t.Errorf("after %s: %d rows, %v", c.term, len(rows), err)
		}
	}
}

// TestMemory: what the language does not see, the kernel does.
func TestMemory(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skipf("SKIP: on %s only the language bounds the memory of a worker", runtime.GOOS)
	}
	p := testPool(t, Options{Memory: 64 << 20, Workers: 1})
	_, _, err := p.rows(context.Background(), `g.V("<evil:memory>").all()`, gizmo.Options{})
	var e *gizmo.Error
	if !errors.As(err, &e) || !e.Limit || err.Error() != "t.js: the query needs more than 64 MB of memory" || e.Hint != "narrow it, or raise the limit" {
		t.Error(err)
	}
}

// TestDeadline: a program that cannot be stopped is killed, and the error says which deadline; so it is when the caller goes away.
func TestDeadline(t *testing.T) {
	p := testPool(t, Options{Workers: 1})
	ready := func() { // a worker that waits, so that what follows is the program's time
		if _, _, err := p.rows(context.Background(), `1`, gizmo.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	for _, program := range []string{`for (;;) {}`, `g.V("<evil:hang>").all()`, `g.V("<evil:spin>").all()`} {
		ready()
		ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
		began := time.Now()
		_, _, err := p.rows(ctx, program, gizmo.Options{})
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", program, err)
		}
		if killed := strings.Contains(err.Error(), "was killed"); killed != strings.Contains(program, "evil") {
			t.Errorf("%s: %v", program, err)
		}
		t.Logf("%5.0f ms late: %s", (time.Since(began)-100*time.Millisecond).Seconds()*1000, program)

		ready()
		ctx, cancel = context.WithCancel(context.Background())
		time.AfterFunc(50*time.Millisecond, cancel)
		if _, _, err := p.rows(ctx, program, gizmo.Options{}); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", program, err)
		}
	}
}

// TestRowsDoNotWait: a row that was found is handed over while the program goes on without another, not at its end.
func TestRowsDoNotWait(t *testing.T) {
	for _, program := range []string{
		`g.emit("found"); while (true) {}`,
		`g.emit("x"); g.emit("found"); while (true) {}`,
		`for (let i = 0; i < 5000; i++) g.emit(i); g.emit("found"); g.V("<evil:hang>").all()`,
	} {
		p := testPool(t, Options{Uses: 1})
		ctx, stop := context.WithTimeout(context.Background(), 20*time.Second) // cancelled once the row is here
		found := false
		_, err := p.Run(ctx, Request{Name: "t.js", Program: program}, func(r gizmo.Row) error {
			if r.Values[0] == quad.Value(quad.String("found")) {
				found = true
				stop()
			}
			return nil
		})
		if stop(); !found || !errors.Is(err, context.Canceled) {
			t.Errorf("%s: found %v, %v", program, found, err)
		}
	}
}

// TestRefusedRow: an error of the callback ends the program and is returned, and the rows stop.
func TestRefusedRow(t *testing.T) {
	p := testPool(t, Options{Workers: 1})
	full := errors.New("the disk is full")
	n := 0
	stats, err := p.Run(context.Background(), Request{Name: "t.js", Program: `for (;;) g.V().all()`}, func(gizmo.Row) error {
		if n++; n == 1000 {
			return full
		}
		return nil
	})
	if err != full || n != 1000 || stats.Rows != 1000 {
		t.Error(n, stats, err)
	}
}

// TestBroken: what is no worker, or no longer one, is an error that says so.
func TestBroken(t *testing.T) {
	for life, want := range map[string]string{
		"ends":      "worker: the process that ran the program ended: it closed its output",
		"fails":     "worker: the process that ran the program ended: exit status 3: no such thing",
		"helps":     "what it sent cannot be read: a frame of 1935763301 bytes", // "sage"
		"old":       "has been replaced: its workers speak version 2, want 1",
		"oversized": "a frame of 4294967295 bytes",
		"malformed": "t.js: the process that ran the program ended: what it sent cannot be read: a number ends too soon",
		"unasked":   `a frame of kind 'g' while a program runs`,
		"mute":      "t.js: the process that ran the program ended: signal: killed",
		"half":      "t.js: the process that ran the program ended: it closed its output",
	} {
		p := testPool(t, Options{Command: []string{os.Args[0], life}})
		if _, _, err := p.rows(context.Background(), `g.V().all()`, gizmo.Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s:\n got %v\nwant %s", life, err, want)
		}
	}
	p := testPool(t, Options{Command: []string{"/nowhere/rapport"}})
	if _, _, err := p.rows(context.Background(), `1`, gizmo.Options{}); err == nil || !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
	p = testPool(t, Options{Command: []string{os.Args[0], "silent"}})
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if _, _, err := p.rows(ctx, `1`, gizmo.Options{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	p = testPool(t, Options{Graph: "elsewhere"})
	var hinted interface{ Hint() string }
	if _, _, err := p.rows(context.Background(), `1`, gizmo.Options{}); err == nil || err.Error() != "no graph elsewhere" || !errors.As(err, &hinted) || hinted.Hint() != "there is only one" {
		t.Error(err)
	}
}

func (p *Pool) idlePID() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.idle) == 0 {
		return 0
	}
	return p.idle[0].cmd.Process.Pid
}

// TestUses: a worker serves several programs, one that is wrong too, and is thrown away after so many, and after one that met a limit.
func TestUses(t *testing.T) {
	p := testPool(t, Options{Workers: 1, Uses: 3, Memory: 32 << 20})
	run := func(program string) int {
		ctx := context.Background()
		if strings.Contains(program, "{}") && !strings.Contains(program, "a = {a}") {
			short, cancel := context.WithTimeout(ctx, 200*time.Millisecond)
			defer cancel()
			ctx = short
		}
		p.rows(ctx, program, gizmo.Options{})
		return p.idlePID()
	}
	first := run(`1`)
	if second := run(`nonsense(`); first == 0 || second != first {
		t.Errorf("worker %d, then %d", first, second)
	}
	if third := run(`1`); third != 0 {
		t.Errorf("worker %d is kept after its last use", third)
	}
	for _, program := range []string{`for (;;) {}`, `for (var a;;) a = {a}`} {
		if run(`1`) == 0 || run(program) != 0 {
			t.Errorf("a worker is kept after %s", program)
		}
	}
	killed := run(`1`)
	if killed <= 0 {
		t.Fatal("no worker is kept") // and to kill 0 is to kill the test
	}
	syscall.Kill(killed, syscall.SIGKILL)
	for syscall.Kill(killed, 0) == nil { // until it is gone and waited for
		time.Sleep(time.Millisecond)
	}
	if _, _, err := p.rows(context.Background(), `1`, gizmo.Options{}); err != nil {
		t.Errorf("after an idle worker was killed: %v", err)
	}
}

// TestUnfitValues: a parameter that cannot be handed over is an error of that query, and costs no worker.
func TestUnfitValues(t *testing.T) {
	p := testPool(t, Options{Workers: 1})
	p.rows(context.Background(), `1`, gizmo.Options{})
	pid := p.idlePID()
	_, _, err := p.rows(context.Background(), `1`, gizmo.Options{Params: map[string]any{"x": 5}})
	if err == nil || err.Error() != "a int cannot be handed over" || p.idlePID() != pid || pid == 0 {
		t.Error(err, pid, p.idlePID())
	}
}

// TestLongList: a program that makes a list longer than it may costs no worker; one that takes all memory does.
func TestLongList(t *testing.T) {
	p := testPool(t, Options{Memory: 64 << 20, Workers: 1})
	p.rows(context.Background(), `1`, gizmo.Options{})
	pid := p.idlePID()
	_, _, err := p.rows(context.Background(), `Array(200000).fill(1)`, gizmo.Options{})
	var e *gizmo.Error
	if !errors.As(err, &e) || !e.Limit || e.Memory || p.idlePID() != pid || pid == 0 {
		t.Error(err, pid, p.idlePID())
	}
	_, _, err = p.rows(context.Background(), `const a = []; for (;;) a.push("x".repeat(100000) + a.length)`, gizmo.Options{})
	if !errors.As(err, &e) || !e.Limit || !e.Memory || p.idlePID() == pid {
		t.Error(err, pid, p.idlePID())
	}
}

// TestBusy: there are never more workers than allowed; some programs wait, more are told to come again.
func TestBusy(t *testing.T) {
	p := testPool(t, Options{Workers: 1, Queue: 1})
	running, release := make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() {
		var once sync.Once
		p.Run(context.Background(), Request{Name: "t.js", Program: `g.V().all()`}, func(gizmo.Row) error {
			once.Do(func() { close(running) })
			<-release
			return nil
		})
	})
	<-running
	all.Go(func() {
		if rows, _, err := p.rows(context.Background(), `g.V("<kg:iran>").all()`, gizmo.Options{}); err != nil || len(rows) != 1 {
			t.Errorf("the program that waited: %d rows, %v", len(rows), err)
		}
	})
	for p.waiting.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	if _, _, err := p.rows(context.Background(), `1`, gizmo.Options{}); err != ErrBusy {
		t.Error(err)
	}
	close(release)
	all.Wait()
}

// TestTogether runs many programs at once, good and bad, some given up.
func TestTogether(t *testing.T) {
	p := testPool(t, Options{Workers: 3, Queue: 100, Uses: 5})
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
			defer cancel()
			switch i % 8 {
			case 1:
				_, _, err := p.rows(ctx, `g.V("<evil:stack>").all()`, gizmo.Options{})
				if !errors.As(err, new(*Death)) {
					t.Error(err)
				}
			case 2:
				short, stop := context.WithTimeout(ctx, 20*time.Millisecond)
				defer stop()
				if _, _, err := p.rows(short, `for (;;) {}`, gizmo.Options{}); !errors.Is(err, context.DeadlineExceeded) {
					t.Error(err)
				}
			default:
				if rows, _, err := p.rows(ctx, fmt.Sprintf(`g.emit(%d)`, i), gizmo.Options{}); err != nil || len(rows) != 1 || quads.TextOf(rows[0].Values[0]) != fmt.Sprint(i) {
					t.Errorf("program %d: %v, %v", i, rows, err)
				}
			}
		})
	}
	all.Wait()
}

// TestClosed: a closed pool runs nothing.
func TestClosed(t *testing.T) {
	p := testPool(t, Options{})
	p.Close()
	if _, _, err := p.rows(context.Background(), `1`, gizmo.Options{}); err != ErrClosed {
		t.Error(err)
	}
}

// BenchmarkEmpty is what the way to a worker and back costs, and a worker for one program alone.
func BenchmarkEmpty(b *testing.B) {
	for name, uses := range map[string]int{"pooled": 1 << 30, "fresh": 1} {
		b.Run(name, func(b *testing.B) {
			p := NewPool(Options{Workers: 1, Uses: uses})
			defer p.Close()
			for b.Loop() {
				if _, _, err := p.rows(context.Background(), `1`, gizmo.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkRows is what a row costs on its way.
func BenchmarkRows(b *testing.B) {
	for _, why := range []bool{false, true} {
		b.Run(fmt.Sprintf("why=%v", why), func(b *testing.B) {
			p := NewPool(Options{Workers: 1})
			defer p.Close()
			rows := 0
			for b.Loop() {
				stats, err := p.Run(context.Background(), Request{Name: "b.js", Program: `g.V().tag("a").out().all()`, Options: gizmo.Options{Why: why}}, func(gizmo.Row) error { return nil })
				if err != nil {
					b.Fatal(err)
				}
				rows += stats.Rows
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(rows), "ns/row")
		})
	}
}

// echo is a language whose programs are their own answer.
func echo(_ context.Context, _ graph.Source, name, program string, _ gizmo.Options, row func(gizmo.Row) error) (gizmo.Stats, error) {
	return gizmo.Stats{Rows: 1}, row(gizmo.Row{Names: []string{name}, Values: []quad.Value{quad.String(program)}})
}

func TestLanguages(t *testing.T) {
	pool := NewPool(Options{Workers: 1})
	defer pool.Close()
	var got []gizmo.Row
	take := func(r gizmo.Row) error { got = append(got, r); return nil }
	stats, err := pool.Run(t.Context(), Request{Name: "n", Program: "hello (", Language: "echo"}, take)
	if want := []gizmo.Row{{Names: []string{"n"}, Values: []quad.Value{quad.String("hello (")}}}; err != nil || stats.Rows != 1 || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v, %v", got, stats, err)
	}
	if _, err := pool.Run(t.Context(), Request{Name: "n", Program: "x", Language: "latin"}, take); err == nil || !strings.Contains(err.Error(), `no language "latin"`) {
		t.Errorf("an unknown language: %v", err)
	}
}
