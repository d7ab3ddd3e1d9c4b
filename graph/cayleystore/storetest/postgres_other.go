//go:build !linux

package storetest

import "errors"

// StartPostgres starts a server on Linux only: nothing else ends one with the process that started it.
func StartPostgres() (*Cluster, error) {
	return nil, errors.New("the tests start PostgreSQL on Linux only")
}
