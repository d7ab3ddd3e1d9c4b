package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rapport/graph"
	"rapport/quads"
)

// restrictOptions are the flags that leave quads out of what a query walks, without a change to its text.
type restrictOptions struct {
	only         modalityFlag
	speakers     []string
	articles     []string
	asOf         dateFlag
	noInference  bool
	noBackground bool
	resolved     graph.Restriction // what apply made of them
}

// walkOnly is the heading in help of the flags that restrict.
const walkOnly = "Walk only"

// addFlags binds the flags to a command. A parameter of a saved query that has the name of one of them keeps it.
func (o *restrictOptions) addFlags(a *app, cmd *cobra.Command) {
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	flags.SortFlags = false
	flags.Var(&o.only, "only", "quads of `MODALITY`: "+strings.Join(modalities(), ", ")+"; several with commas")
	flags.StringArrayVar(&o.speakers, "speaker", nil, "statements with words of `ENTITY`, or that it relays; may be given again")
	flags.StringArrayVar(&o.articles, "article", nil, "statements of `ARTICLE`, by name, prefix or IRI; may be given again")
	flags.Var(&o.asOf, "as-of", "statements of articles written by `DATE`, such as 2025-10-02 or 2025")
	flags.BoolVar(&o.noInference, "no-inference", false, "what is stated, not what is inferred")
	flags.BoolVar(&o.noBackground, "no-background", false, "of entity data, types and names; no aliases, nothing else")
	complete := map[string]cobra.CompletionFunc{"only": completeModalities, "speaker": a.completeSpeakers, "article": a.completeArticles}
	flags.VisitAll(func(f *pflag.Flag) {
		if cmd.Flags().Lookup(f.Name) != nil {
			return
		}
		f.Annotations = map[string][]string{headingOf: {walkOnly}}
		cmd.Flags().AddFlag(f)
		if c := complete[f.Name]; c != nil {
			cobra.CheckErr(cmd.RegisterFlagCompletionFunc(f.Name, c))
		}
	})
}

// apply returns what of a graph a query may walk, and the name of both for messages. What a date or a name leaves out unseen is told.
func (o *restrictOptions) apply(a *app, verb string, src graph.Source, where string) (graph.Source, string, error) {
	o = o.orOf(a.opened)
	r, err := o.resolve(a, verb, src)
	o.resolved = r
	if err != nil || r.IsZero() {
		return src, where, err
	}
	walked, err := graph.Restrict(src, r)
	if err != nil {
		return nil, where, err
	}
	names := graph.NewNames(src)
	for _, s := range walked.Silent {
		a.notice(verb, "--speaker: no statement has words of %s", describeValue(s, names))
	}
	undated := slices.DeleteFunc(slices.Clone(walked.Undated), func(article quad.IRI) bool { return slices.Contains(walked.Supplied, article) })
	if n := len(undated); n > 0 {
		a.notice(verb, "--as-of leaves out %s without a date: %s", plural(n, "article"), joinIRIs(undated))
	}
	if n := len(walked.Supplied); n > 0 {
		a.notice(verb, "--as-of leaves out %s with no date but an inferred one, which --no-inference leaves out: %s", plural(n, "article"), joinIRIs(walked.Supplied))
	}
	return walked, where + " with " + o.describe(r, names), nil
}

// orOf fills in what is in force at a prompt: a flag that is given itself takes the place of that.
func (o *restrictOptions) orOf(session *opened) *restrictOptions {
	if session == nil || session.walk == nil {
		return o
	}
	out := *session.walk
	if len(o.only) > 0 {
		out.only = o.only
	}
	if len(o.speakers) > 0 {
		out.speakers = o.speakers
	}
	if len(o.articles) > 0 {
		out.articles = o.articles
	}
	if o.asOf.text != "" {
		out.asOf = o.asOf
	}
	out.noInference = out.noInference || o.noInference
	out.noBackground = out.noBackground || o.noBackground
	return &out
}

// meaning is what it means that a query finds nothing, if that is so for the whole graph.
func (o *restrictOptions) meaning(text string) string {
	if len(o.only)+len(o.speakers)+len(o.articles) > 0 || o.asOf.text != "" || o.noInference || o.noBackground {
		return ""
	}
	return text
}

// resolve looks up what the flags name.
func (o *restrictOptions) resolve(a *app, verb string, src graph.Source) (graph.Restriction, error) {
	r := graph.Restriction{Modalities: o.only, AsOf: o.asOf.end, NoInference: o.noInference, NoBackground: o.noBackground}
	for _, text := range o.speakers {
		speaker, err := a.resolveSpeaker(verb, src, text)
		if err != nil {
			return r, fmt.Errorf("--speaker: %w", err)
		}
		r.Speakers = append(r.Speakers, speaker)
	}
	for _, text := range o.articles {
		article, err := resolveArticle(src, text)
		if err != nil {
			return r, fmt.Errorf("--article: %w", err)
		}
		r.Articles = append(r.Articles, article)
	}
	return r, nil
}

// actorClass is what may speak.
const actorClass = quad.IRI("kg:Actor")

func (a *app) resolveSpeaker(verb string, src graph.Source, text string) (quad.IRI, error) {
	switch iri := quad.IRI(strings.Trim(text, "<> ")); {
	case src.ID(iri) != 0:
		return iri, nil
	case src.ID(actorClass) == 0:
		return a.resolve(verb, src, text) // a graph without our vocabulary
	}
	return graph.NewFinder(src).ResolveAs(text, actorClass)
}

// resolveArticle takes also the prefix of an article: rit, or rit:.
func resolveArticle(src graph.Source, text string) (quad.IRI, error) {
	all := graph.Articles(src)
	iri := quad.IRI(strings.Trim(text, "<> "))
	for _, article := range all {
		prefix, _ := quads.SplitIRI(article)
		if iri == article || strings.TrimSuffix(string(iri), ":") == prefix {
			return article, nil
		}
	}
	article, err := graph.NewFinder(src).ResolveAs(text, quads.ArticleNode)
	if unknown, ok := err.(*graph.UnknownError); ok && len(unknown.Near) == 0 && len(all) > 0 {
		err = withHint(err, "the articles are "+joinIRIs(all))
	}
	return article, err
}

// describe gives the flags in force, with the names of what they name.
func (o *restrictOptions) describe(r graph.Restriction, names *graph.Names) string {
	var parts []string
	if len(o.only) > 0 {
		parts = append(parts, "--only "+o.only.String())
	}
	for _, s := range r.Speakers {
		parts = append(parts, "--speaker "+describeValue(s, names))
	}
	for _, article := range r.Articles {
		parts = append(parts, "--article "+describeValue(article, names))
	}
	if o.asOf.text != "" {
		parts = append(parts, "--as-of "+o.asOf.text)
	}
	if o.noInference {
		parts = append(parts, "--no-inference")
	}
	if o.noBackground {
		parts = append(parts, "--no-background")
	}
	return strings.Join(parts, ", ")
}

// modalities are the words that --only takes.
func modalities() []string { return append(slices.Clone(quads.Modalities[:]), quads.Denied) }

// modalityFlag is a list of modalities, divided by commas.
type modalityFlag []string

// String, Set and Type make it a flag.
func (f *modalityFlag) String() string { return strings.Join(*f, ",") }

// Type names the value in help.
func (f *modalityFlag) Type() string { return "modality" }

// Set takes modalities beside those it has.
func (f *modalityFlag) Set(text string) error {
	for word := range strings.SplitSeq(text, ",") {
		word = strings.ToLower(strings.TrimSpace(word))
		if !slices.Contains(modalities(), word) {
			return withHint(fmt.Errorf("unknown modality %q, want %s", word, strings.Join(modalities(), ", ")), didYouMean(word, modalities(), ""))
		}
		if !slices.Contains(*f, word) {
			*f = append(*f, word)
		}
	}
	return nil
}

// dateFlag is the last second of a day, month or year.
type dateFlag struct {
	text string
	end  time.Time
}

// String, Set and Type make it a flag.
func (f *dateFlag) String() string { return f.text }

// Type names the value in help.
func (f *dateFlag) Type() string { return "date" }

// Set takes a date as articles have them.
func (f *dateFlag) Set(text string) error {
	i, err := quads.ParseEDTF(strings.TrimSpace(text))
	if err == nil && i.Latest.IsZero() {
		err = fmt.Errorf("date %q has no end", text)
	}
	if err != nil {
		return withHint(err, "write it as 2025-10-02, 2025-10 or 2025")
	}
	f.text, f.end = strings.TrimSpace(text), i.Latest
	return nil
}

// completeModalities completes the last of several words.
func completeModalities(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	before := typed[:strings.LastIndex(typed, ",")+1]
	var out []cobra.Completion
	for _, m := range modalities() {
		if !slices.Contains(strings.Split(before, ","), m) {
			out = append(out, before+m)
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

// completeArticles completes an article by its IRI, with its name beside it.
func (a *app) completeArticles(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	_, src, err := a.openGraph()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return describeCompletions(src, graph.Articles(src)), cobra.ShellCompDirectiveNoFileComp
}

// completeSpeakers completes whoever says or relays something, with the name beside the IRI.
func (a *app) completeSpeakers(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	_, src, err := a.openGraph()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var out []quad.IRI
	for _, role := range []quad.IRI{quads.Speaker, quads.RelayedBy} {
		p := src.ID(role)
		if p == 0 {
			continue
		}
		scan := src.Scan(graph.Quad{graph.Predicate: p})
		for q, ok := scan.Next(); ok; q, ok = scan.Next() {
			if iri, ok := src.Value(q[graph.Object]).(quad.IRI); ok && src.Value(q[graph.Label]) != quads.VocabularyLabel {
				out = append(out, iri)
			}
		}
	}
	slices.Sort(out)
	return describeCompletions(src, slices.Compact(out)), cobra.ShellCompDirectiveNoFileComp
}

func describeCompletions(src graph.Source, iris []quad.IRI) []cobra.Completion {
	names := graph.NewNames(src)
	var out []cobra.Completion
	for _, iri := range iris {
		out = append(out, cobra.CompletionWithDesc(string(iri), names.Of(iri)))
	}
	return out
}
