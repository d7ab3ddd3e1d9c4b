//go:build !full

package web

// Full tells whether this is a full build, with the graph and the editor that npm's packages make.
const Full = false

func newFront() *front { return nil }
