package main

import (
	"bytes"
	"context"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// TestLoad: under some clients, half of them of ill will, every request is answered or refused cleanly, memory has its bound, and no process is left.
func TestLoad(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program, and asks for seconds")
	}
	program := filepath.Join(t.TempDir(), "rapport")
	build := exec.Command("go", "build", "-o", program, "rapport/cmd/rapport")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	r, err := run(context.Background(), options{rapport: program, clients: 12, time: 2 * time.Second, timeout: 2 * time.Second, memory: 32, seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	var table bytes.Buffer
	r.write(&table)
	t.Logf("\n%s", table.String())
	for _, f := range r.faults {
		t.Error(f)
	}
	good, bad := 0, 0
	for _, c := range mix() {
		if k := r.kinds[c.kind]; k != nil && c.good {
			good += k.answered
		} else if k != nil {
			bad += k.times
		}
	}
	if good == 0 || bad == 0 {
		t.Errorf("%d good requests were answered, and %d bad ones made", good, bad)
	}
}

// TestJudged: what is no clean end is told.
func TestJudged(t *testing.T) {
	for _, c := range []struct {
		name   string
		asked  request
		status int
		err    error
		clean  bool
	}{
		{"answered", request{}, 200, nil, true},
		{"refused", request{}, 404, nil, true},
		{"busy", request{statuses: []int{200}}, 503, nil, true},
		{"too late", request{}, 504, nil, true},
		{"a fault", request{}, 500, nil, false},
		{"another status", request{statuses: []int{404}}, 200, nil, false},
		{"cut", request{}, 200, context.Canceled, false},
		{"cut on purpose", request{cut: true}, 200, context.Canceled, true},
		{"an error that is cut", request{cut: true}, 422, context.Canceled, false},
	} {
		if _, err := judged(c.asked, c.status, c.err); (err == nil) != c.clean {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
