//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd || solaris)

package cache

import "io/fs"

func stateOf(info fs.FileInfo) state {
	return state{size: info.Size(), mtime: info.ModTime().UnixNano()}
}
