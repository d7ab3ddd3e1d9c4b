package quads

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

func gzipped(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zstded(t *testing.T, text string) []byte {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return w.EncodeAll([]byte(text), nil)
}

func TestOpen(t *testing.T) {
	const text = "<kg:s> <kg:p> <kg:o> .\n"
	dir := t.TempDir()
	for name, data := range map[string][]byte{
		"a.nq": []byte(text), "a.nq.gz": gzipped(t, text), "a.nq.zst": zstded(t, text),
		"two.gz":  append(gzipped(t, text[:7]), gzipped(t, text[7:])...),
		"two.zst": append(zstded(t, text[:7]), zstded(t, text[7:])...),
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := Open(path, nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got, err := io.ReadAll(r)
		if err != nil || string(got) != text {
			t.Errorf("%s: got %q and error %v", name, got, err)
		}
		if err := r.Close(); err != nil {
			t.Errorf("close %s: %v", name, err)
		}
	}
	r, err := Open("-", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); err != nil || string(got) != text {
		t.Errorf("stdin: got %q and error %v", got, err)
	}
}

// A file that is not what its name says, is cut short or is not there is an error, at Open or at Read, never a short text.
func TestOpenBroken(t *testing.T) {
	dir := t.TempDir()
	text := strings.Repeat("<kg:s> <kg:p> <kg:o> .\n", 10_000)
	flipped := gzipped(t, text)
	flipped[len(flipped)-6] ^= 1 // in the checksum
	for name, data := range map[string][]byte{
		"plain.gz": []byte(text), "plain.zst": []byte(text), "empty.gz": {}, "empty.zst": {}, "flipped.gz": flipped,
		"cut.gz": gzipped(t, text)[:100], "cut.zst": zstded(t, text)[:30],
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := Open(path, nil)
		if err == nil {
			_, err = ReadAll(r, name, ReaderOptions{})
			r.Close()
		}
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got error %v", name, err)
		}
	}
	if _, err := Open(filepath.Join(dir, "none.nq"), nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: got %v", err)
	}
	if r, err := Open(dir, nil); err == nil {
		if _, err = ReadAll(r, "dir", ReaderOptions{}); err == nil {
			t.Error("a folder reads as quads")
		}
		r.Close()
	}
}
