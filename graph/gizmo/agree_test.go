package gizmo_test

import (
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"rapport/graph/gizmo"
)

// seed is the environment's SEED, or one for this run.
func seed(t testing.TB) uint64 {
	n := rand.Uint64()
	if s, err := strconv.ParseUint(os.Getenv("SEED"), 10, 64); err == nil {
		n = s
	}
	t.Logf("SEED=%d", n)
	return n
}

// randomTrial is trial i of a seed.
func randomTrial(seed uint64, i int) (trial, error) {
	r := rand.New(rand.NewPCG(seed, uint64(i)))
	w := &writer{Rand: r}
	text := w.program()
	program, err := parse(text)
	return trial{program: program, quads: randomGraph(r), params: randomParams(r), run: run, options: gizmo.Paced(gizmo.Options{}, i)}, err
}

// TestAgainstTheLayman asks random programs of random graphs, and compares rows, tags, multiplicity, counts and why with what README.md
// promises.
func TestAgainstTheLayman(t *testing.T) {
	t.Parallel()
	from, classes, rows, whys, folded := seed(t), map[string]int{}, 0, 0, 0
	reasons := map[string]int{}
	asked := 10_500
	if testing.Short() {
		asked = 1500
	}
	if n, err := strconv.Atoi(os.Getenv("TRIALS")); err == nil {
		asked = n // a longer run than go test's
	}
	for i := range asked {
		one, err := randomTrial(from, i)
		if err != nil {
			t.Fatal(err)
		}
		v := one.judge()
		if v.bad() {
			small := one.shrink(v.class)
			t.Fatalf("SEED=%d i=%d, disagree about %s\n%s\n\nin short\n%s\n%s", from, i, v.class, one, small, small.judge().details)
		}
		classes[v.class]++
		rows += v.rows
		if v.class == "unsure" {
			reasons[v.details]++
		}
		if v.whys {
			whys++
		}
		if v.folded {
			folded++
		}
	}
	t.Logf("%d programs: %v, %d to their ways, %d of those fold, %d rows; unsure %v", asked, classes, whys, folded, rows, reasons)
	if classes["agree"] < asked*3/4 || whys < asked/2 || folded < asked/50 {
		t.Error("too few of them say anything")
	}
}

// TestOddTrials: of programs that once were found to disagree, though nothing was wrong with the answer: one went back to a tag that was gone, as it went along
// a path that folds its rows; of one the layman took two shortest ways, of which it does not know the links, for one.
func TestOddTrials(t *testing.T) {
	for _, odd := range []struct {
		seed uint64
		i    int
	}{{9946477232508674937, 956}, {77, 46077}} {
		one, err := randomTrial(odd.seed, odd.i)
		if err != nil {
			t.Fatal(err)
		}
		if v := one.judge(); v.bad() {
			t.Errorf("%s: %s\n%s", v.class, v.details, one)
		}
	}
}

// TestPrograms: what the layman reads, it writes so that it reads the same; else a program that was shrunk would be another.
func TestPrograms(t *testing.T) {
	from := seed(t)
	for i := range 500 {
		one, err := randomTrial(from, i)
		if err != nil {
			t.Fatal(err)
		}
		text := one.program.String()
		again, err := parse(text)
		if err != nil || again.String() != text {
			t.Fatalf("%s\nbecomes %v %v", text, again, err)
		}
	}
}
