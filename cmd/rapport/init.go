package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
)

type initOptions struct{ dir string }

func newInitCommand(a *app) *cobra.Command {
	var opts initOptions
	return &cobra.Command{
		Use:   "init DIR",
		Short: "make a new dossier",
		Long: "Make a dossier in a folder: quads/ for articles and what they say, queries/ for\n" +
			"saved queries. The vocabulary, the namespaces and the queries inside the program\n" +
			"lie beneath it.",
		Example: "  rapport init news\n  rapport -C news check",
		GroupID: groupWrite,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.dir = args[0]
			return runInit(cmd.Context(), a, opts)
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
	}
}

// dossierFiles are the files of a new dossier, in the order in which they are written.
func dossierFiles() []struct{ name, text string } {
	return []struct{ name, text string }{
		{"README.md", `# A dossier of rapport

    rapport add ARTICLE.txt            start an article
    rapport add --quote … --class …    start a statement on some of its words
    rapport fmt                        lay out the files
    rapport check --coverage           prove them, and see what is left to say
    rapport queries                    what can be asked

quads/entities.nq holds who and what: types, names, aliases. Each article has a folder beside it, with its text as it
is and the statements made of its words. queries/ is for saved queries of your own.
`},
		{".gitattributes", "quads/*/article.txt -text\n*.nq text eol=lf\n"},
		{"queries/README.md", "One question per .js file; its header says what it asks.\n"},
		{"quads/entities.nq", `# Who and what: types, names, aliases, owl:sameAs where it is certain. Nothing else: what an article says of them goes under a statement.
# <kg:port-alder> <rdf:type> <kg:City> <kg:entities> .
# <kg:port-alder> <schema:name> "Port Alder" <kg:entities> .
`},
	}
}

// runInit makes the folders and files of a dossier. A folder that has a dossier, or any file that would be overwritten, is left alone.
func runInit(_ context.Context, a *app, opts initOptions) error {
	for _, name := range []string{quadsFolder, queriesFolder} {
		if _, err := os.Lstat(filepath.Join(opts.dir, name)); err == nil {
			return withHint(fmt.Errorf("%s has %s already", opts.dir, name), "name a folder that holds no dossier")
		}
	}
	for _, f := range dossierFiles() {
		path := filepath.Join(opts.dir, filepath.FromSlash(f.name))
		if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
			if err == nil {
				err = withHint(fmt.Errorf("%s exists already", path), "name a folder that is empty or not there yet")
			}
			return err
		}
	}
	for _, f := range dossierFiles() {
		path := filepath.Join(opts.dir, filepath.FromSlash(f.name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		if err := writeBytes(path, []byte(f.text)); err != nil {
			return err
		}
	}
	return a.writeText("", func(w io.Writer, _ int, _ bool) error {
		_, err := fmt.Fprintf(w, "made a dossier in %s; next: rapport -C %s add ARTICLE.txt\n", opts.dir, opts.dir)
		return err
	})
}
