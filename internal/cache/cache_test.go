package cache

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// upper keeps a file in capitals: something slow to make from it.
type upper struct {
	*Folder
	file string
	made atomic.Int32
}

func newUpper(t *testing.T, dir, file string) *upper {
	t.Helper()
	f, err := Open(dir, "program", time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return &upper{Folder: f, file: file}
}

func (u *upper) read() (Made, error) {
	in, err := Read(u.file)
	if err != nil {
		return Made{}, err
	}
	return Made{[]Input{in}, func(path string) (string, error) {
		u.made.Add(1)
		text, err := os.ReadFile(u.file)
		if err != nil {
			return "", err
		}
		return "note of " + string(text), os.WriteFile(path, []byte(strings.ToUpper(string(text))), 0o600)
	}}, nil
}

// answer is what the cache says, and whether it had to be made.
func (u *upper) answer(t *testing.T) (text string, made bool) {
	t.Helper()
	before := u.made.Load()
	found, ok := u.Find("upper " + u.file)
	if !ok {
		var err error
		if found, err = u.Make(context.Background(), "upper "+u.file, u.read); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(found.Path)
	if err != nil {
		t.Fatal(err)
	}
	if want := "note of " + strings.ToLower(string(got)); found.Note != want {
		t.Errorf("the note is %q, want %q", found.Note, want)
	}
	return string(got), u.made.Load() > before
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func (u *upper) want(t *testing.T, text string, made bool) {
	t.Helper()
	if got, isNew := u.answer(t); got != text || isNew != made {
		t.Errorf("%q, made %t; want %q, made %t", got, isNew, text, made)
	}
}

func TestCache(t *testing.T) {
	dir := t.TempDir()
	u := newUpper(t, filepath.Join(dir, "cache"), filepath.Join(dir, "input"))
	write(t, u.file, "one")
	u.want(t, "ONE", true)
	u.want(t, "ONE", false)
	write(t, u.file, "two")
	u.want(t, "TWO", true)
	write(t, u.file, "one") // as it was once before
	u.want(t, "ONE", false)
	write(t, u.file, "three")
	u.want(t, "THREE", true)
	write(t, u.file, "four") // only the newest three are kept, and two was asked for before one
	u.want(t, "FOUR", true)
	write(t, u.file, "one")
	u.want(t, "ONE", false)
	write(t, u.file, "two")
	u.want(t, "TWO", true)
	if err := os.Remove(u.file); err != nil {
		t.Fatal(err)
	}
	if _, ok := u.Find("upper " + u.file); ok {
		t.Error("something is found for a file that is not there")
	}
	if info, err := os.Stat(u.dir); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may look into the folder: %v %v", info.Mode(), err)
	}
	other, err := Open(u.dir, "another program", time.Now)
	if err != nil {
		t.Fatal(err)
	}
	write(t, u.file, "two")
	if _, ok := other.Find("upper " + u.file); ok {
		t.Error("another program finds what this one made")
	}
}

// TestRacy: a file that is edited in place, as long as it was and within one tick of the file system's clock, has the state that it had. The
// tick is made here: the manifest gets the state of the edited file, as if nothing had moved.
func TestRacy(t *testing.T) {
	dir := t.TempDir()
	u := newUpper(t, filepath.Join(dir, "cache"), filepath.Join(dir, "input"))
	write(t, u.file, "one")
	u.want(t, "ONE", true)
	sameTick := func(text string) {
		write(t, u.file, text)
		path := u.path("upper "+u.file, manifestSuffix)
		m, err := readManifest(path, "upper "+u.file)
		if err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(u.file)
		if err != nil {
			t.Fatal(err)
		}
		m.inputs[0].state = stateOf(info)
		if err := m.write(path); err != nil {
			t.Fatal(err)
		}
	}
	sameTick("two")
	u.want(t, "TWO", true)

	// Long afterwards the state is trusted, which saves the reading, and which --rehash does not do.
	later := time.Now().Add(time.Hour)
	u.now = func() time.Time { return later }
	u.want(t, "TWO", false)
	sameTick("six")
	u.want(t, "TWO", false)
	u.Rehash = true
	u.want(t, "SIX", true)
}

// TestChangedWhileMade: what was made of a file that somebody wrote to meanwhile is kept under no digest.
func TestChangedWhileMade(t *testing.T) {
	dir := t.TempDir()
	u := newUpper(t, filepath.Join(dir, "cache"), filepath.Join(dir, "input"))
	write(t, u.file, "one")
	_, err := u.Make(context.Background(), "upper "+u.file, func() (Made, error) {
		made, err := u.read()
		write(t, u.file, "two")
		return made, err
	})
	if !errors.Is(err, ErrUnkept) || !errors.Is(err, errUnsteady) {
		t.Errorf("error %v", err)
	}
	write(t, u.file, "one")
	u.want(t, "ONE", true)
}

// TestTwoBuilders: of many that want the same at once, one makes it.
func TestTwoBuilders(t *testing.T) {
	dir := t.TempDir()
	u := newUpper(t, filepath.Join(dir, "cache"), filepath.Join(dir, "input"))
	write(t, u.file, "one")
	old := time.Now().Add(-time.Hour)
	if err := os.Chtimes(u.file, old, old); err != nil {
		t.Fatal(err)
	}
	slow := func() (Made, error) {
		made, err := u.read()
		time.Sleep(100 * time.Millisecond)
		return made, err
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			found, err := u.Make(context.Background(), "upper "+u.file, slow)
			if err != nil || found.Note != "note of one" {
				t.Errorf("%+v %v", found, err)
			}
		})
	}
	wg.Wait()
	if n := u.made.Load(); n != 1 {
		t.Errorf("it was made %d times", n)
	}
	unlock, err := u.tryLock("upper " + u.file)
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if _, err := u.Make(ctx, "upper "+u.file, u.read); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("who waits for another builder until its time is over gets %v", err)
	}
}

// TestUnusable: a cache that cannot be made, or that others may write to, is none.
func TestUnusable(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	write(t, file, "")
	shared := filepath.Join(dir, "shared")
	if err := errors.Join(os.Mkdir(shared, 0o700), os.Chmod(shared, 0o777)); err != nil {
		t.Fatal(err)
	}
	for _, at := range []string{filepath.Join(file, "cache"), shared} {
		if _, err := Open(at, "program", time.Now); err == nil {
			t.Errorf("%s is taken", at)
		}
	}
}

// TestManifestDamage: a manifest that is cut or changed anywhere is none.
func TestManifestDamage(t *testing.T) {
	dir := t.TempDir()
	u := newUpper(t, filepath.Join(dir, "cache"), filepath.Join(dir, "new\nline \" input"))
	write(t, u.file, "one")
	u.want(t, "ONE", true)
	u.want(t, "ONE", false)
	path := u.path("upper "+u.file, manifestSuffix)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		write(t, path, string(whole[:i]))
		if _, err := readManifest(path, "upper "+u.file); err == nil {
			t.Fatalf("%d bytes of %d are read", i, len(whole))
		}
		flipped := append([]byte{}, whole...)
		flipped[i] ^= 4
		write(t, path, string(flipped))
		if _, err := readManifest(path, "upper "+u.file); err == nil {
			t.Fatalf("byte %d is changed, and nobody minds", i)
		}
	}
	u.want(t, "ONE", true)
}

// TestRecorder: what a dossier's loader asks for is what tells its states apart: files, those that are not there, and the names in folders.
func TestRecorder(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a"), "one")
	asked := func() (inputs []Input, err error) {
		r := NewRecorder(dir)
		r.ReadDir(".")
		r.ReadFile("a")
		r.ReadFile("b")
		r.Stat("c")
		return r.Inputs()
	}
	inputs, err := asked()
	if err != nil || len(inputs) != 4 || inputs[0].Kind != Dir || inputs[1].Kind != File || inputs[2].Kind != Absent || inputs[3].Kind != Absent {
		t.Fatalf("%+v %v", inputs, err)
	}
	f := &Folder{dir: dir, program: "program"}
	before := f.content("x", inputs)
	for _, change := range []func() error{
		func() error { return os.WriteFile(filepath.Join(dir, "a"), []byte("two"), 0o644) },
		func() error { return os.WriteFile(filepath.Join(dir, "b"), nil, 0o644) },
		func() error { return os.Mkdir(filepath.Join(dir, "article"), 0o755) },
		func() error { return os.Remove(filepath.Join(dir, "a")) },
	} {
		if err := change(); err != nil {
			t.Fatal(err)
		}
		inputs, err := asked()
		if err != nil {
			t.Fatal(err)
		}
		now := f.content("x", inputs)
		if now == before {
			t.Errorf("%+v is told from what was before by nothing", inputs)
		}
		before = now
	}
	r := NewRecorder(dir)
	r.Open("b")
	if _, err := r.Inputs(); err == nil {
		t.Error("a file was read in a way that is not noted")
	}
}

// builderVariable makes the test binary a builder that can be killed: its value is the folder.
const builderVariable = "RAPPORT_CACHE_BUILDER"

// TestBuilder is what TestKilled runs.
func TestBuilder(t *testing.T) {
	dir := os.Getenv(builderVariable)
	if dir == "" {
		t.Skip("not a builder")
	}
	u := newUpper(t, filepath.Join(dir, "cache"), filepath.Join(dir, "input"))
	fmt.Println("begun")
	for i := 0; ; i++ {
		write(t, u.file, fmt.Sprint("text ", i))
		u.answer(t)
	}
}

// TestKilled: a builder that is killed at any moment leaves a cache that answers right, and no lock.
func TestKilled(t *testing.T) {
	for i := range 20 {
		dir := t.TempDir()
		cmd := exec.Command(os.Args[0], "-test.run=^TestBuilder$")
		cmd.Env = append(os.Environ(), builderVariable+"="+dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		out.Read(make([]byte, 8))
		time.Sleep(time.Duration(i) * time.Millisecond)
		cmd.Process.Kill()
		cmd.Wait()
		u := newUpper(t, filepath.Join(dir, "cache"), filepath.Join(dir, "input"))
		text, err := os.ReadFile(u.file)
		if err != nil {
			continue // killed before it began
		}
		if got, _ := u.answer(t); got != strings.ToUpper(string(text)) {
			t.Errorf("%q of %q", got, text)
		}
	}
}
