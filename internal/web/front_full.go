//go:build full

package web

import (
	"embed"
	"io/fs"
)

// Full tells whether this is a full build, with the graph and the editor that npm's packages make.
const Full = true

// Where there is no such folder, go run ./internal/web/bundle makes it.
//
//go:embed bundle/dist/by-go-run-internal-web-bundle bundle/dist/cayley bundle/dist/pages
var bundled embed.FS

func newFront() *front {
	const dist = "bundle/dist/"
	f := &front{}
	var err error
	for _, part := range []struct {
		of   *fs.FS
		name string
	}{{&f.files, "pages"}, {&f.cayley, "cayley"}} {
		if *part.of, err = fs.Sub(bundled, dist+part.name); err != nil {
			panic(err) // it is within the program
		}
	}
	if f.manifest, err = bundled.ReadFile(dist + "by-go-run-internal-web-bundle"); err != nil {
		panic(err)
	}
	return f
}
