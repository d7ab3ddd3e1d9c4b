package web

import "io/fs"

// front is what a full build carries beyond a plain one: the graph and the editor of the pages, and Cayley's own pages. The command bundle makes it. A nil front is
// a plain build's: its graph is a picture, its editor a field, and Cayley's pages are looked for in the module cache.
type front struct {
	files    fs.FS  // the modules that pages load, and the licences of what others wrote in them
	cayley   fs.FS  // Cayley's folders static, templates and docs
	manifest []byte // names every file with its digest
}

// bundlePrefix begins the names of a front's files below /static/DIGEST/.
const bundlePrefix = "bundle/"
