package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"rapport/graph/gizmo"
	"rapport/queries"
)

type queriesNewOptions struct{ name string }

// addQueriesNew adds "rapport queries new" to "rapport queries".
func addQueriesNew(a *app, parent *cobra.Command) {
	parent.AddGroup(&cobra.Group{ID: groupWrite, Title: "Write:"})
	parent.AddCommand(newQueriesNewCommand(a))
}

func newQueriesNewCommand(a *app) *cobra.Command {
	var opts queriesNewOptions
	return &cobra.Command{
		Use:   "new NAME",
		Short: "begin a saved query",
		Long: "Begin a saved query: queries/NAME.js of the dossier, with a header to fill in and a program\n" +
			"that runs. Beside it, gizmo.d.ts and jsconfig.json let an editor complete the steps of the\n" +
			"language and flag what they do not take.",
		Example: "  rapport init news && rapport -C news queries new who-met-whom && rapport -C news run who-met-whom",
		GroupID: groupWrite,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.name = args[0]
			return runQueriesNew(cmd.Context(), a, opts)
		},
		ValidArgsFunction: cobra.NoFileCompletions,
	}
}

// firstProgram walks what statements say of a thing: a beginning that answers on any dossier.
const firstProgram = `const things = params.thing ? g.V(params.thing) : g.V().has("<schema:name>")
const statements = g.V().has("<kg:inArticle>")

things.tag("thing")
  .labelContext(statements, "statement").out(null, "link").tag("what")
  .unique().all()`

// runQueriesNew writes the query and what editors need.
func runQueriesNew(_ context.Context, a *app, opts queriesNewOptions) error {
	where, err := a.place()
	if err != nil {
		return err
	}
	file, err := where.writeDraft(queries.Draft{
		Name:    opts.name,
		Title:   titleOf(opts.name),
		Asks:    titleOf(opts.name) + "? Say it in a sentence that stands alone",
		Params:  []string{"thing iri?  The thing; without it, every one that has a name"},
		Columns: []string{"thing", "link", "what", "statement"},
		Tags:    []string{"own"},
		Program: firstProgram,
	})
	if err != nil {
		return err
	}
	if err := writeEditorFiles(filepath.Dir(file)); err != nil {
		return err
	}
	return a.writeText("", func(w io.Writer, _ int, _ bool) error {
		_, err := fmt.Fprintf(w, "wrote %s%s; fill in its header, then: %s run %s\n", file, shadowing(queries.Shadows(opts.name), "query"), a.called(), opts.name)
		return err
	})
}

// writeDraft writes a query into the place's queries folder, and returns the file. One that is there is left alone.
func (p place) writeDraft(d queries.Draft) (file string, err error) {
	if p == "" {
		return "", withHint(errors.New("the built-in dossier cannot be written"), "rapport init DIR makes a dossier; -C DIR answers from it")
	}
	text, err := d.Text()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(string(p), queriesFolder)
	file = filepath.Join(dir, d.Name+".js")
	if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
		if err == nil {
			err = withHint(fmt.Errorf("%s exists already", file), "choose another name")
		}
		return "", err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return "", err
	}
	return file, writeBytes(file, []byte(text))
}

// shadowing says what a new file of a dossier hides, "" for nothing.
func shadowing(yes bool, thing string) string {
	if !yes {
		return ""
	}
	text := ", in the place of the shipped " + thing + " of that name"
	if thing == "query" {
		text += ", in reports too"
	}
	return text
}

// titleOf makes words of a file's name: "who-met-whom" is "Who met whom".
func titleOf(name string) string {
	words := strings.ReplaceAll(name, "-", " ")
	if words == "" {
		return ""
	}
	return strings.ToUpper(words[:1]) + words[1:]
}

// editorConfig tells editors that each file is a program of its own, in a language that gizmo.d.ts declares.
const editorConfig = `{
  "compilerOptions": {
    "checkJs": true,
    "lib": ["es2023"],
    "module": "esnext",
    "moduleDetection": "force",
    "noEmit": true,
    "strict": false,
    "target": "es2023",
    "types": []
  },
  "include": ["*.js", "gizmo.d.ts"]
}
`

// writeEditorFiles writes gizmo.d.ts anew, and jsconfig.json where there is none: its owner may have changed it.
func writeEditorFiles(dir string) error {
	config := filepath.Join(dir, "jsconfig.json")
	if _, err := os.Lstat(config); errors.Is(err, fs.ErrNotExist) {
		if err := writeBytes(config, []byte(editorConfig)); err != nil {
			return err
		}
	}
	return writeBytes(filepath.Join(dir, "gizmo.d.ts"), []byte(gizmo.Declarations()))
}
