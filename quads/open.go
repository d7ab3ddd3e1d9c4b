package quads

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// Open opens a file for reading as a stream. A name that ends in .gz or .zst is decompressed on the way; "-" is stdin, as it is,
// and closing it leaves stdin open.
func Open(name string, stdin io.Reader) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(stdin), nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	r, err := decompress(name, f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("open %s: %w", name, err)
	}
	return r, nil
}

func decompress(name string, f *os.File) (io.ReadCloser, error) {
	switch {
	case strings.HasSuffix(name, ".gz"):
		packed, err := notEmpty(f)
		if err != nil {
			return nil, err
		}
		z, err := gzip.NewReader(packed)
		if err != nil {
			return nil, err
		}
		return &unpacked{z, z.Close, f}, nil
	case strings.HasSuffix(name, ".zst"):
		packed, err := notEmpty(f)
		if err != nil {
			return nil, err
		}
		// It decodes where it is read, in no goroutine of its own, and refuses a window over 128 MiB (zstd's own limit without --long).
		z, err := zstd.NewReader(packed, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(128<<20))
		if err != nil {
			return nil, err
		}
		return &unpacked{z, func() error { z.Close(); return nil }, f}, nil
	}
	return f, nil
}

// notEmpty tells a file of no bytes from a packed text of no bytes, which has a header.
func notEmpty(f *os.File) (io.Reader, error) {
	packed := bufio.NewReaderSize(f, startBuffer)
	if _, err := packed.Peek(1); err == io.EOF {
		return nil, errors.New("empty file where packed data should be")
	} else if err != nil {
		return nil, err
	}
	return packed, nil
}

// unpacked is a decompressing stream and the file under it.
type unpacked struct {
	io.Reader
	end  func() error
	file *os.File
}

// Close ends the decompression and closes the file.
func (u *unpacked) Close() error { return errors.Join(u.end(), u.file.Close()) }
