package cache

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rapport/internal/segment"
)

// Folder is a cache. It may be used by several processes at once.
type Folder struct {
	dir     string
	program string
	now     func() time.Time
	Rehash  bool // read every file again, whatever its state says
}

// Open returns the cache in a folder, which is made if it is not there. program stands for everything that what is kept depends on beside its
// files: see Program. The error is for a folder that cannot be made, or that others than the user may write to.
func Open(dir, program string, now func() time.Time) (*Folder, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	if err := private(dir); err != nil {
		return nil, err
	}
	return &Folder{dir: dir, program: program, now: now}, nil
}

// Found is what a cache has.
type Found struct {
	Path string // of the file
	Note string // what was noted when it was made
}

// The files of a name.
const (
	madeSuffix     = ".rsg"
	manifestSuffix = ".inputs"
	lockSuffix     = ".lock"
)

// newest is how many states of the files of a name are kept.
const newest = 3

// unused is for how long what nobody asks for is kept, and used how often that somebody asks is noted.
const (
	unused = 14 * 24 * time.Hour
	used   = time.Hour
)

func hash(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d %s", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

func (f *Folder) path(name, suffix string) string { return filepath.Join(f.dir, hash(name)+suffix) }

// content returns where what is made from inputs is kept.
func (f *Folder) content(name string, inputs []Input) string {
	parts := []string{f.program, name}
	for _, in := range inputs {
		parts = append(parts, string(in.Kind), in.Path, in.Digest)
	}
	return f.path(name, "-"+hash(parts...)+madeSuffix)
}

// Find returns what is kept under a name, if its inputs are as they were, or as they were once before.
func (f *Folder) Find(name string) (Found, bool) {
	m, err := readManifest(f.path(name, manifestSuffix), name)
	if err != nil {
		return Found{}, false
	}
	stamp := f.now().UnixNano()
	fresh, err := m.current(f.Rehash)
	if err != nil {
		return Found{}, false
	}
	path := f.content(name, m.inputs)
	at := slices.IndexFunc(m.made, func(k kept) bool { return k.file == filepath.Base(path) })
	if at < 0 {
		return Found{}, false
	}
	info, err := os.Stat(path)
	if err != nil {
		return Found{}, false
	}
	found := Found{path, m.made[at].note}
	if fresh {
		m.stamp = stamp
		m.first(m.made[at])
		f.refresh(name, m)
	}
	if now := f.now(); now.Sub(info.ModTime()) > used {
		os.Chtimes(path, now, now) // see prune
		os.Chtimes(f.path(name, manifestSuffix), now, now)
	}
	return found, true
}

// refresh writes a manifest, unless somebody else is about to.
func (f *Folder) refresh(name string, m *manifest) {
	if unlock, err := f.tryLock(name); err == nil {
		m.write(f.path(name, manifestSuffix))
		unlock()
	}
}

// Made is what is made of files: what they were, and how to write it; Write returns a note to find with it.
type Made struct {
	Inputs []Input
	Write  func(path string) (note string, err error)
}

// Make keeps under a name what read makes, unless it is there by now. One process at a time does; others wait until ctx ends. An error of read
// is returned as it is. One that says ErrUnkept is of the cache.
func (f *Folder) Make(ctx context.Context, name string, read func() (Made, error)) (Found, error) {
	unlock, waited, err := f.lock(ctx, name)
	if err != nil {
		return Found{}, err
	}
	defer unlock()
	if waited {
		if found, ok := f.Find(name); ok {
			return found, nil
		}
	}
	stamp := f.now().UnixNano()
	made, err := read()
	if err != nil {
		return Found{}, err
	}
	m := &manifest{name: name, stamp: stamp, inputs: made.Inputs}
	if old, err := readManifest(f.path(name, manifestSuffix), name); err == nil {
		m.made = old.made
	}
	path := f.content(name, m.inputs)
	note, err := made.Write(path)
	if err == nil {
		err = errors.Join(os.Chmod(path, 0o600), m.settle())
	}
	if err == nil {
		m.first(kept{filepath.Base(path), note})
		err = m.write(f.path(name, manifestSuffix))
	}
	if err != nil {
		return Found{}, fmt.Errorf("%w: %w", ErrUnkept, err)
	}
	f.prune(name, m)
	return Found{path, note}, nil
}

// Forget removes what is kept in a file, which turned out to be damaged.
func (f *Folder) Forget(path string) error { return os.Remove(path) }

// ErrUnkept says that something was read well and could not be kept.
var ErrUnkept = errors.New("it is not kept")

// wait is the time between two tries for a lock.
const wait = 20 * time.Millisecond

func (f *Folder) lock(ctx context.Context, name string) (unlock func(), waited bool, err error) {
	for {
		unlock, err = f.tryLock(name)
		if !errors.Is(err, segment.ErrLocked) {
			return unlock, waited, err
		}
		waited = true
		select {
		case <-ctx.Done():
			return nil, waited, ctx.Err()
		case <-time.After(wait):
		}
	}
}

func (f *Folder) tryLock(name string) (unlock func(), err error) {
	path := f.path(name, lockSuffix)
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnkept, err)
	}
	file.Close()
	release, err := segment.Lock(path)
	if err != nil {
		if errors.Is(err, segment.ErrLocked) {
			return nil, err
		}
		return nil, fmt.Errorf("%w: %w", ErrUnkept, err)
	}
	return func() { release() }, nil
}

// prune removes what is kept under a name and no longer listed, and what has not been asked for in a long time under any name.
func (f *Folder) prune(name string, m *manifest) {
	entries, _ := os.ReadDir(f.dir)
	for _, e := range entries {
		info, err := e.Info()
		old := err == nil && f.now().Sub(info.ModTime()) > unused
		if strings.HasPrefix(e.Name(), hash(name)) {
			old = strings.HasSuffix(e.Name(), madeSuffix) && !slices.ContainsFunc(m.made, func(k kept) bool { return k.file == e.Name() })
		}
		if old && ours(e) {
			os.Remove(filepath.Join(f.dir, e.Name()))
		}
	}
}

// ours says whether a file has a name that a cache gives.
func ours(e fs.DirEntry) bool {
	name, suffix := e.Name(), filepath.Ext(e.Name())
	hashed, _, _ := strings.Cut(strings.TrimSuffix(name, suffix), "-")
	_, err := hex.DecodeString(hashed)
	return err == nil && e.Type().IsRegular() && len(hashed) == len(hash("")) && slices.Contains([]string{madeSuffix, manifestSuffix, lockSuffix}, suffix)
}
