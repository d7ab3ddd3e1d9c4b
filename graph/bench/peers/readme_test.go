//go:build linux

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The tables of the documents are those of the results that are kept.
func TestDocumentsShowTheResults(t *testing.T) {
	root := "../../.."
	all, err := readResults(filepath.Join(root, resultsFolder))
	if err != nil {
		t.Fatal(err)
	}
	if len(withPeers(all)) == 0 {
		t.Fatal("no results are kept")
	}
	for name, sections := range documents(all) {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		want, err := withSections(string(text), sections)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if want != string(text) {
			t.Errorf("%s has other tables than the results; go run ./graph/bench/peers -quads '' -update . writes them", name)
		}
	}
}

// TestUpdate keeps a result in another place and writes documents of it.
func TestUpdate(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{benchReadme, topReadme} {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		marks := "# A\n\n<!-- table: peers -->\nold\n<!-- end -->\n\n<!-- table: growth -->\n<!-- end -->\nafter\n"
		if err := os.WriteFile(path, []byte(marks), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r := made()
	if err := update(root, []*result{r}); err != nil {
		t.Fatal(err)
	}
	again, err := readResults(filepath.Join(root, resultsFolder))
	if err != nil || len(again) != 1 {
		t.Fatalf("kept %d results: %v", len(again), err)
	}
	if got, want := mustJSON(t, again[0]), mustJSON(t, r); got != want {
		t.Errorf("kept\n%s\nof\n%s", got, want)
	}
	text, err := os.ReadFile(filepath.Join(root, topReadme))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"# A\n\n<!-- table: peers -->\n|", "| two steps | 0.500 | Duck, a Python call | 10.0 | 0.500 | ×20 |", "<!-- end -->\nafter\n"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	if err := os.WriteFile(filepath.Join(root, topReadme), []byte("no marks"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := update(root, nil); err == nil || !strings.Contains(err.Error(), "README.md: no line") {
		t.Errorf("a document without marks: %v", err)
	}
}

// made is a result as a run gives it: the peer's call takes twenty times ours, and behind HTTP a fifth of ours.
func made() *result {
	at := func(ms float64) map[string]answers {
		return map[string]answers{"q04_hop2": {Median: ms, Low: ms, High: ms, Runs: 3, Processor: ms * 2}, driverCost: {Median: ms / 10, Runs: 3}}
	}
	return &result{Schema: resultSchema, Machine: machine{Processor: "Z80", Cores: 1, Memory: 64 << 30, System: "CP/M", Kernel: "K", Go: "go1"}, Quads: 1_000_000, Bytes: 1 << 27, Rounds: 5, Peers: []outcome{
		{Name: oursInProcess, Title: "rapport", Via: "a Go call", Beside: oursInProcess, Load: &loading{Seconds: 2, Disk: 32_000_000, Peak: 90_000_000, Open: 0.001}, Answers: at(0.5)},
		{Name: oursHTTP, Title: "rapport, HTTP", Via: "HTTP", Beside: oursHTTP, Load: &loading{Open: 0.1}, Answers: at(2)},
		{Name: "duck", Title: "Duck", Version: "2", Via: "a Python call", Beside: oursInProcess, Load: &loading{Seconds: 4, Convert: 1, Disk: 50_000_000}, Answers: at(10)},
		{Name: "web", Title: "Web", Version: "7", Via: "HTTP", Beside: oursHTTP, Load: &loading{Seconds: 4}, Answers: at(100)},
		{Name: "gone", Title: "Gone", Beside: oursInProcess, Skipped: "no program gone", Install: "apt-get install gone"},
	}}
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestTables(t *testing.T) {
	text := made().tables()
	for _, want := range []string{
		"| ms | rapport | rapport, HTTP | Duck | Web | nearest |",
		"| `q04_hop2` | 0.500 | 2.00 | 10.0 ×20 | 100 ×50 | **×20** Duck |",
		"| Duck | 2 | a Python call | 250 000 | 25 % | 50.0 |",
		"- Gone was left out: no program gone (apt-get install gone)",
		"- Z80, 1 cores, 64 GiB; CP/M, K, go1; 1 000 000 quads",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
}

func TestTablesByProcessor(t *testing.T) {
	r := made()
	r.ByProcessor = true
	if text, want := r.tables(), "| `q04_hop2` | 1.00 | 4.00 | 20.0 ×20 |"; !strings.Contains(text, want) || !strings.Contains(text, "| ms of processors |") {
		t.Errorf("%q is missing in\n%s", want, text)
	}
}

func TestNumbers(t *testing.T) {
	for v, want := range map[float64]string{0.00123: "0.0012", 0.123: "0.123", 1.234: "1.23", 12.34: "12.3", 1234.5: "1234"} {
		if got := number(v); got != want {
			t.Errorf("%v is %q, want %q", v, got, want)
		}
	}
	for n, want := range map[int]string{1: "1", 999: "999", 1000: "1 000", 12345678: "12 345 678"} {
		if got := thousands(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}
