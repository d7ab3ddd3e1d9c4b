package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestFresh: what lies in the folder dist is made of these sources.
func TestFresh(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(distFolder, manifestFile))
	if os.IsNotExist(err) {
		t.Skip("SKIPPED: nothing is made yet: go run ./internal/web/bundle")
	}
	if err != nil {
		t.Fatal(err)
	}
	of, err := inputs(".")
	if err != nil {
		t.Fatal(err)
	}
	if first, _, _ := strings.Cut(string(text), "\n"); first != "inputs "+of {
		t.Error("what full builds embed is made of other sources: go run ./internal/web/bundle")
	}
	licences, err := os.ReadFile(filepath.Join(distFolder, pages, licencesFile))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"cytoscape ", "@codemirror/view ", "@codemirror/state ", "@lezer/javascript ", "style-mod ", "Cayley"} {
		if !strings.Contains(string(licences), "\n"+name) {
			t.Errorf("no licence of %s", name)
		}
	}
}

// TestLock: the lock file names exact versions with their digests, and no address.
func TestLock(t *testing.T) {
	text, err := os.ReadFile("package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	var lock struct {
		Packages map[string]struct {
			Version, Integrity, Resolved string
			Dependencies                 map[string]string
			DevDependencies              map[string]string
		}
	}
	if err := json.Unmarshal(text, &lock); err != nil {
		t.Fatal(err)
	}
	if len(lock.Packages) < 10 {
		t.Fatalf("%d packages", len(lock.Packages))
	}
	exact := regexp.MustCompile(`^\d+\.\d+\.\d+$`)
	for name, p := range lock.Packages {
		if name == "" {
			for of, version := range p.Dependencies {
				if !exact.MatchString(version) {
					t.Errorf("%s: %s is no exact version", of, version)
				}
			}
			continue
		}
		if p.Resolved != "" || !strings.HasPrefix(p.Integrity, "sha512-") || !exact.MatchString(p.Version) {
			t.Errorf("%s: version %q, integrity %q, resolved %q", name, p.Version, p.Integrity, p.Resolved)
		}
	}
}

func TestPackageOf(t *testing.T) {
	for path, want := range map[string]string{
		"src/editor.js": "", "node_modules/crelt/index.js": "crelt", "node_modules/@lezer/lr/dist/index.js": "@lezer/lr",
		"../x/node_modules/@codemirror/view/dist/index.js": "@codemirror/view",
	} {
		if got := packageOf(path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

// TestUnlicensed: a package without a licence is not bundled.
func TestUnlicensed(t *testing.T) {
	root := t.TempDir()
	if _, err := licenceIn(root); err == nil {
		t.Error("none is a licence")
	}
	if err := os.WriteFile(filepath.Join(root, "LICENSE"), []byte("MIT"), 0o644); err != nil {
		t.Fatal(err)
	}
	if text, err := licenceIn(root); err != nil || string(text) != "MIT" {
		t.Errorf("%q, %v", text, err)
	}
}

// TestInputs: every source counts.
func TestInputs(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"package.json", "package-lock.json", "main.go", "src/a.js", "main_test.go"} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var seen []string
	for _, name := range []string{"", "package.json", "package-lock.json", "main.go", "src/a.js"} {
		if name != "" {
			if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte("changed "+name), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		of, err := inputs(dir)
		if err != nil || slices.Contains(seen, of) {
			t.Errorf("after %q: %q, %v", name, of, err)
		}
		seen = append(seen, of)
	}
}
