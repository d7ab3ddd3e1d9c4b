package cayleyapi

import (
	"bytes"
	"embed"
	"path"
	"strings"
)

//go:embed ready/*
var readyFiles embed.FS

// ReadyPrograms are programs for any graph of articles, in the order of their files' names. The comment that begins a file is its title; MQL has no comments.
func ReadyPrograms() (out []Ready) {
	files, err := readyFiles.ReadDir("ready")
	if err != nil {
		panic(err) // they are within the program
	}
	languages := map[string]string{".js": "gizmo", ".graphql": "graphql", ".mql": "mql"}
	for _, f := range files {
		b, err := readyFiles.ReadFile("ready/" + f.Name())
		if err != nil {
			panic(err)
		}
		r := Ready{Title: "States, in MQL", Language: languages[path.Ext(f.Name())], Program: string(b)}
		if first, _, _ := strings.Cut(r.Program, "\n"); r.Language != "mql" {
			r.Title = strings.TrimLeft(first, "/# ")
		}
		r.Picture = bytes.Contains(b, []byte(`tag("source")`)) && bytes.Contains(b, []byte(`tag("target")`))
		out = append(out, r)
	}
	return out
}
