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
		z, err := gzip.NewReader(bufio.NewReaderSize(f, startBuffer))
		if err == io.EOF {
			err = errors.New("empty file, want gzip")
		}
		return &unpacked{z, z.Close, f}, err
	case strings.HasSuffix(name, ".zst"):
		// One goroutine: the stream is decoded where it is read, and a window over 128 MiB is refused.
		z, err := zstd.NewReader(f, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(128<<20))
		if err != nil {
			return nil, err
		}
		return &unpacked{z, func() error { z.Close(); return nil }, f}, nil
	}
	return f, nil
}

// unpacked is a decompressing stream and the file under it.
type unpacked struct {
	io.Reader
	end  func() error
	file *os.File
}

// Close ends the decompression and closes the file.
func (u *unpacked) Close() error { return errors.Join(u.end(), u.file.Close()) }
