//go:build !unix || solaris || illumos

package segment

import (
	"errors"
	"os"
)

// errLocked is never returned here.
var errLocked = errors.New("locked")

// tryLock locks nothing where there is no lock that we know how to take.
func tryLock(*os.File) error { return errors.ErrUnsupported }
