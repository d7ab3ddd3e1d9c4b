package cayleyapi

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// cayleyVersion is the one of go.mod, which a test holds it to.
const cayleyVersion = "v0.7.7"

// ModulePages finds the folders static, templates and docs of Cayley's module in Go's module cache. The error says where it was looked for.
func ModulePages() (fs.FS, error) {
	var looked []string
	for _, cache := range moduleCaches() {
		dir := filepath.Join(cache, "github.com", "cayleygraph", "cayley@"+cayleyVersion)
		if _, err := os.Stat(filepath.Join(dir, "templates", "query.html")); err == nil {
			return os.DirFS(dir), nil
		}
		looked = append(looked, dir)
	}
	if looked == nil {
		return nil, errors.New("there is no Go module cache: neither GOMODCACHE, GOPATH nor a home folder is set")
	}
	return nil, fmt.Errorf("none of these folders has them: %q", looked)
}

// moduleCaches are the places of Go's module cache, as the go command has them, without asking it.
func moduleCaches() (out []string) {
	if dir := os.Getenv("GOMODCACHE"); dir != "" {
		return []string{dir}
	}
	for _, dir := range filepath.SplitList(os.Getenv("GOPATH")) {
		out = append(out, filepath.Join(dir, "pkg", "mod"))
	}
	if home, err := os.UserHomeDir(); err == nil && len(out) == 0 {
		out = append(out, filepath.Join(home, "go", "pkg", "mod"))
	}
	return out
}
