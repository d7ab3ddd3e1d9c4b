//go:build darwin || freebsd || netbsd

package cache

import (
	"io/fs"
	"syscall"
)

func stateOf(info fs.FileInfo) state {
	s := state{size: info.Size(), mtime: info.ModTime().UnixNano()}
	if sys, ok := info.Sys().(*syscall.Stat_t); ok {
		s.ctime, s.inode = sys.Ctimespec.Nano(), uint64(sys.Ino)
	}
	return s
}
