//go:build !unix

package segment

import (
	"io"
	"os"
)

// mapFile reads a file whole, where there is no memory map that we know how to make.
func mapFile(f *os.File) (data []byte, unmap func() error, err error) {
	data, err = io.ReadAll(f)
	return data, func() error { return nil }, err
}

func forgetMapped([]byte, int, int) {}
