//go:build unix && !solaris && !illumos

package segment

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// errLocked says that another open file holds the lock.
var errLocked = unix.EWOULDBLOCK

// tryLock locks a file until it is closed, also by the end of the process. The error is errLocked, or says that this file cannot be locked.
func tryLock(f *os.File) error {
	for {
		if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); !errors.Is(err, unix.EINTR) {
			return err
		}
	}
}
