package main

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"rapport/graph/cayleyapi"
)

// copyCayley copies what Cayley's pages are made of out of its module.
func copyCayley(to string) error {
	from, err := cayleyapi.ModulePages()
	if err != nil {
		return err
	}
	for _, folder := range []string{"static", "templates", "docs"} {
		err := fs.WalkDir(from, folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || folder == "docs" && (path.Dir(name) != folder || path.Ext(name) != ".md") {
				return err
			}
			text, err := fs.ReadFile(from, name)
			if err != nil {
				return err
			}
			file := filepath.Join(to, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				return err
			}
			return os.WriteFile(file, text, 0o644)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func cayleyLicence() ([]byte, error) {
	from, err := cayleyapi.ModulePages()
	if err != nil {
		return nil, err
	}
	return fs.ReadFile(from, "LICENSE")
}
