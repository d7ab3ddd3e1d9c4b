//go:build race

package web

import "testing"

// oneByOne skips a test that asks for one thing after the other: it takes the race detector minutes, which finds nothing in it that others do not show.
func oneByOne(t testing.TB) {
	t.Skip("under the race detector there is nothing to see in one request after the other")
}
