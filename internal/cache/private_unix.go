//go:build unix

package cache

import (
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// private refuses a folder that others may write to: what they put there would be taken for what was made from the user's files.
func private(dir string) error {
	info, err := os.Stat(dir)
	if err != nil {
		return err
	}
	if sys, ok := info.Sys().(*syscall.Stat_t); ok && (int(sys.Uid) != os.Geteuid() || info.Mode().Perm()&0o022 != 0) {
		return fmt.Errorf("%s: others may write to it: %w", dir, fs.ErrPermission)
	}
	return nil
}
