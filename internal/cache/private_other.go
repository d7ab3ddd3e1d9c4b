//go:build !unix

package cache

// private trusts the system, which keeps a user's folders from others.
func private(string) error { return nil }
