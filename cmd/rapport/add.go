package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"rapport/quads"
)

type addOptions struct {
	file                string // of a new article; "-" is standard input
	prefix, name, title string

	quote   string // of a new statement
	class   string
	article string
	write   bool
}

func newAddCommand(a *app) *cobra.Command {
	var opts addOptions
	cmd := &cobra.Command{
		Use:   "add ARTICLE.txt | add --quote WORDS --class CLASS",
		Short: "start an article, or a statement on some of its words",
		Long: "Start an article in the dossier: its bytes as they are, a prefix for its IRIs,\n" +
			"and a statement file with each sentence as a comment under which its statements\n" +
			"go.\n\n" +
			"With --quote and --class, print the lines of a new statement: its IRI is the\n" +
			"sentence's next free letter, and the quote is lengthened until the article has\n" +
			"it once. Lines that stand in a comment may be said too, or not.",
		Example: "  rapport init news && rapport -C news add harbour.txt --title 'A harbour'\n" +
			"  rapport add --quote 'Tehran hopes the project will help' --class Hope",
		GroupID: groupWrite,
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := opts.take(args); err != nil {
				return err
			}
			if opts.quote != "" {
				return runAddStatement(cmd.Context(), a, opts)
			}
			return runAddArticle(cmd.Context(), a, opts)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&opts.prefix, "prefix", "", "the `PREFIX` of the article's IRIs, such as rit")
	flags.StringVar(&opts.name, "name", "", "the `FOLDER` of the article in quads/")
	flags.StringVar(&opts.title, "title", "", "a `TITLE` for the article, in English")
	flags.StringVar(&opts.quote, "quote", "", "`WORDS` of the article that a new statement rests on")
	flags.StringVar(&opts.class, "class", "", "the `CLASS` of what the statement is about, such as Hope")
	flags.StringVar(&opts.article, "article", "", "the `PREFIX` of the article that has the quote, where several do")
	flags.BoolVar(&opts.write, "write", false, "write the statement into its file too, under its sentence")
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("class", a.completeClasses))
	return cmd
}

// take sorts out which of its two tasks add is called for.
func (o *addOptions) take(args []string) error {
	const usage = "rapport add ARTICLE.txt, or rapport add --quote WORDS --class CLASS"
	switch {
	case len(args) == 1 && (o.quote != "" || o.class != "" || o.article != "" || o.write):
		return misuse(usage, "an article and a statement: want one of them")
	case len(args) == 1:
		o.file = args[0]
		return nil
	case o.quote == "" && o.class == "":
		return misuse(usage, "want an article, or a quote and a class")
	case o.quote == "":
		return misuse(usage, "--class %s: want --quote too", o.class)
	case o.class == "":
		return misuse("rapport schema lists the classes", "--quote: want --class too")
	case o.prefix != "" || o.name != "" || o.title != "":
		return misuse("", "--prefix, --name and --title are for a new article")
	}
	return nil
}

// openToWrite reads the dossier that the command writes to; the one inside the program cannot be written.
func (a *app) openToWrite() (place, *quads.Dossier, error) {
	p, d, err := a.openDossier()
	if err == nil {
		err = p.writable()
	}
	return p, d, err
}

func (p place) writable() error {
	if p == "" {
		return withHint(errors.New("there is no dossier here to write to"), "rapport init DIR makes one; -C DIR names one")
	}
	return nil
}

// showArticle names the folder of an article in messages.
func (p place) showArticle(folder string) string { return p.show(quadsFolder + "/" + folder) }

// runAddArticle starts an article. What fails leaves the dossier as it was.
func runAddArticle(_ context.Context, a *app, opts addOptions) error {
	text, err := a.readText(opts.file)
	if err != nil {
		return err
	}
	p, d, err := a.openToWrite()
	if err != nil {
		return err
	}
	article, err := newArticle(p, d, text, &opts)
	if err != nil {
		return err
	}
	if err := writeArticle(filepath.Join(string(p), quadsFolder), article, text, quads.Skeleton(article, opts.title)); err != nil {
		return err
	}
	return a.writeText("", func(w io.Writer, _ int, _ bool) error {
		_, err := fmt.Fprintf(w, "%s: %s, prefix %s, %q\n", p.showArticle(article.Folder), plural(len(article.Sentences), "sentence"), article.Prefix, opts.title)
		return err
	})
}

func (a *app) readText(file string) ([]byte, error) {
	if file == "-" {
		return io.ReadAll(a.stdin)
	}
	return os.ReadFile(file)
}

// newArticle decides what the article is called, and refuses what the dossier cannot take.
func newArticle(p place, d *quads.Dossier, text []byte, opts *addOptions) (*quads.Article, error) {
	article, err := quads.ReadArticle(opts.file, text)
	if err != nil {
		return nil, withHint(err, "save it as UTF-8")
	}
	if len(article.Sentences) == 0 {
		return nil, fmt.Errorf("%s has no text", opts.file)
	}
	for _, other := range d.Articles {
		if other.SHA256 == article.SHA256 {
			return nil, fmt.Errorf("%s is in the dossier already: %s", opts.file, p.showArticle(other.Folder))
		}
	}
	if opts.title == "" {
		opts.title = quads.ProposeTitle(article.Text)
	}
	article.Folder = opts.name
	if article.Folder == "" {
		article.Folder = quads.ProposeFolder(opts.file, opts.title)
	} else if quads.Slug(article.Folder) != article.Folder {
		return nil, withHint(fmt.Errorf("--name %q: want lower-case words with hyphens", article.Folder), didYouMeanSlug(article.Folder))
	}
	if _, err := os.Lstat(filepath.Join(string(p), quadsFolder, article.Folder)); !errors.Is(err, fs.ErrNotExist) {
		return nil, withHint(fmt.Errorf("%s exists already", p.showArticle(article.Folder)), "give the article another folder with --name")
	}
	article.Prefix = opts.prefix
	if article.Prefix == "" {
		article.Prefix = d.ProposePrefix(article.Folder)
	} else if err := d.CheckPrefix(article.Prefix); err != nil {
		return nil, withHint(err, "such as --prefix "+d.ProposePrefix(article.Folder))
	}
	article.IRI = quad.IRI(article.Prefix + ":article")
	return article, nil
}

func didYouMeanSlug(name string) string {
	if slug := quads.Slug(name); slug != "" {
		return "such as --name " + slug
	}
	return "such as --name harbour-strike"
}

// writeArticle writes the article's folder under a hidden name, registers its prefix, and only then shows the folder.
func writeArticle(dir string, article *quads.Article, text, statements []byte) error {
	hidden := filepath.Join(dir, fmt.Sprintf(".add-%s.%d", article.Folder, os.Getpid()))
	if err := os.Mkdir(hidden, 0o777); err != nil {
		return err
	}
	defer os.RemoveAll(hidden) // not there any more when all went well
	for name, data := range map[string][]byte{quads.ArticleFile: text, quads.StatementFile: statements} {
		if err := writeBytes(filepath.Join(hidden, name), data); err != nil {
			return err
		}
	}
	namespaces := filepath.Join(dir, quads.NamespaceFile)
	before, err := os.ReadFile(namespaces)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	existed := err == nil
	after, err := quads.AddNamespace(before, article.Prefix)
	if err != nil {
		return err
	}
	if err := writeBytes(namespaces, after); err != nil {
		return err
	}
	if err := os.Rename(hidden, filepath.Join(dir, article.Folder)); err != nil {
		if existed {
			return errors.Join(err, writeBytes(namespaces, before))
		}
		return errors.Join(err, os.Remove(namespaces))
	}
	return nil
}

// writeBytes writes a file whole or not at all.
func writeBytes(path string, data []byte) error {
	return writeFile(path, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// runAddStatement prints the lines of a new statement, and with --write adds them to its file.
func runAddStatement(_ context.Context, a *app, opts addOptions) error {
	p, d, err := a.openDossier()
	if err != nil {
		return err
	}
	class, err := findClass(d.Vocabulary, opts.class)
	if err != nil {
		return err
	}
	article, quote, err := a.findQuote(d, opts)
	if err != nil {
		return err
	}
	draft, err := d.Draft(article, quote, opts.quote, class)
	if err != nil {
		return err
	}
	if opts.write {
		if err := writeDraft(p, article, draft); err != nil {
			return err
		}
		a.notice("add", "written to %s", p.showArticle(article.Folder)+"/"+quads.StatementFile)
	}
	return a.writeText("", func(w io.Writer, _ int, _ bool) error {
		_, err := w.Write(draft.Text())
		return err
	})
}

// findClass takes a class by its IRI, its IRI without prefix, or its label.
func findClass(v *quads.Vocabulary, name string) (quad.IRI, error) {
	name = strings.Trim(name, "<>")
	var names []string
	for iri, class := range v.Classes {
		_, local := quads.SplitIRI(iri)
		if !v.CanDraft(iri) {
			continue
		}
		if strings.EqualFold(name, string(iri)) || strings.EqualFold(name, local) || strings.EqualFold(name, class.Label) {
			return iri, nil
		}
		names = append(names, local)
	}
	slices.Sort(names)
	return "", withHint(fmt.Errorf("%q is not a class that a statement can be about", name), didYouMean(name, names, "rapport schema lists the classes"))
}

// findQuote finds which article has a quote, and lengthens the quote until that article has it once.
func (a *app) findQuote(d *quads.Dossier, opts addOptions) (*quads.Article, string, error) {
	var found *quads.Article
	var missing error
	for _, article := range d.Articles {
		if opts.article != "" && opts.article != article.Prefix {
			continue
		}
		_, err := article.Locate(opts.quote)
		var qe *quads.QuoteError
		switch {
		case errors.As(err, &qe) && qe.Times == 0:
			if missing == nil || qe.Near != "" {
				missing = err
			}
		case found != nil:
			return nil, "", withHint(fmt.Errorf("both %s and %s say %q", found.Folder, article.Folder, opts.quote),
				fmt.Sprintf("--article %s or --article %s", found.Prefix, article.Prefix))
		default:
			found = article
		}
	}
	switch {
	case found != nil:
		return a.lengthen(found, opts.quote)
	case missing != nil:
		return nil, "", missing
	}
	var prefixes []string
	for _, article := range d.Articles {
		prefixes = append(prefixes, article.Prefix)
	}
	if opts.article == "" || len(prefixes) == 0 {
		return nil, "", withHint(errors.New("the dossier has no article"), "rapport add ARTICLE.txt starts one")
	}
	return nil, "", withHint(fmt.Errorf("no article has the prefix %q", opts.article), didYouMean(opts.article, prefixes, "there are: "+strings.Join(prefixes, ", ")))
}

func (a *app) lengthen(article *quads.Article, quote string) (*quads.Article, string, error) {
	_, err := article.Locate(quote)
	var qe *quads.QuoteError
	if !errors.As(err, &qe) {
		return article, quote, nil
	}
	if qe.Longer == "" {
		return nil, "", err
	}
	a.notice("add", "the article has these words %d times; lengthened to %q", qe.Times, qe.Longer)
	return article, qe.Longer, nil
}

// writeDraft puts the lines of a statement into the article's file, under its sentence.
func writeDraft(p place, article *quads.Article, draft *quads.Draft) error {
	if err := p.writable(); err != nil {
		return err
	}
	file := filepath.Join(string(p), quadsFolder, article.Folder, quads.StatementFile)
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	for _, q := range draft.Lines {
		text = quads.AppendQuad(text, q)
	}
	text, err = quads.Format(file, text)
	if err != nil {
		return err
	}
	return writeBytes(file, text)
}

// completeClasses completes --class.
func (a *app) completeClasses(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var names []cobra.Completion
	if _, d, err := a.openDossier(); err == nil {
		for iri, class := range d.Vocabulary.Classes {
			if _, local := quads.SplitIRI(iri); d.Vocabulary.CanDraft(iri) {
				names = append(names, cobra.CompletionWithDesc(local, class.Comment))
			}
		}
	}
	slices.Sort(names)
	return names, cobra.ShellCompDirectiveNoFileComp
}
