//go:build unix

package segment

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// mapFile maps a file for reading.
func mapFile(f *os.File) (data []byte, unmap func() error, err error) {
	info, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	switch {
	case !info.Mode().IsRegular():
		return nil, nil, fmt.Errorf("not a regular file")
	case info.Size() == 0:
		return nil, func() error { return nil }, nil
	case int64(int(info.Size())) != info.Size():
		return nil, nil, unix.EFBIG
	}
	data, err = unix.Mmap(int(f.Fd()), 0, int(info.Size()), unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		return nil, nil, err
	}
	return data, func() error { return unix.Munmap(data) }, nil
}

// forgetMapped lets the system take back the memory of a part of a map; what is read again is read from the file again. from and to are rounded
// to whole pages inside.
func forgetMapped(data []byte, from, to int) {
	page := os.Getpagesize()
	from, to = (from+page-1)/page*page, to/page*page
	if from < to && to <= len(data) {
		unix.Madvise(data[from:to], unix.MADV_DONTNEED)
	}
}
