//go:build !race

package web

import "testing"

// oneByOne marks a test that asks for one thing after the other.
func oneByOne(testing.TB) {}
