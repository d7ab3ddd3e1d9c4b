package segment

import (
	"errors"
	"fmt"
	"os"
)

// Temp writes a segment to a temporary file in a folder and opens it. The file has no name any more, or none for longer than it is open, and
// nothing of it outlasts the process.
func Temp(dir string, in Input) (*File, error) {
	osFile, err := createTemp(dir, "part")
	if err != nil {
		return nil, fmt.Errorf("temporary file: %w", err)
	}
	defer os.Remove(osFile.Name())
	defer osFile.Close()
	if err := Write(osFile, in); err != nil {
		return nil, temporary(err)
	}
	return open(osFile, osFile.Name())
}

// TempCreatable says early what Temp would say of a folder. It removes what killed builders left there.
func TempCreatable(dir string) error {
	RemoveStale(dir)
	f, err := unnamedTemp(dir)
	if err != nil {
		return err
	}
	return f.Close()
}

// temporary says of an error of writing a file that another folder may have more room.
func temporary(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return tempError{err}
	}
	return err
}

type tempError struct{ err error }

func (e tempError) Error() string { return "temporary file: " + e.err.Error() }
func (e tempError) Unwrap() error { return e.err }

// Hint says how to go on.
func (e tempError) Hint() string { return "--tmp-dir puts temporary files into another folder" }
