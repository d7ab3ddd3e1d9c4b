//go:build !bundle

package cayleyapi

import "io/fs"

// bundled returns nil: this program has no pages within it.
func bundled() fs.FS { return nil }
