package main

import (
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rapport/graph"
	"rapport/quads"
	"rapport/queries"
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
	flags.Var(&o.only, "only", "quads of `MODALITY`: "+strings.Join(queries.Modalities(), ", ")+"; several with commas")
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
	if !o.walk().IsZero() {
		return ""
	}
	return text
}

// walk is what the flags say.
func (o *restrictOptions) walk() *queries.Walk {
	return &queries.Walk{Only: o.only, Speakers: o.speakers, Articles: o.articles, AsOf: o.asOf.text, End: o.asOf.end, NoInference: o.noInference, NoBackground: o.noBackground}
}

// resolve looks up what the flags name.
func (o *restrictOptions) resolve(a *app, verb string, src graph.Source) (graph.Restriction, error) {
	return o.walk().Resolve(src, func(text string) (quad.IRI, error) {
		if src.ID(quad.IRI(strings.Trim(text, "<> "))) == 0 && !queries.KnowsActors(src) {
			return a.resolve(verb, src, text) // tells who else is meant
		}
		return queries.ResolveSpeaker(src, text)
	})
}

// describe gives the flags in force, with the names of what they name.
func (o *restrictOptions) describe(r graph.Restriction, names *graph.Names) string {
	return o.walk().Describe(r, func(v quad.Value) string { return describeValue(v, names) })
}

// modalityFlag is a list of modalities, divided by commas.
type modalityFlag []string

// String, Set and Type make it a flag.
func (f *modalityFlag) String() string { return strings.Join(*f, ",") }

// Type names the value in help.
func (f *modalityFlag) Type() string { return "modality" }

// Set takes modalities beside those it has.
func (f *modalityFlag) Set(text string) (err error) {
	*f, err = queries.ReadModalities(*f, text)
	return err
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
func (f *dateFlag) Set(text string) (err error) {
	f.text = strings.TrimSpace(text)
	f.end, err = queries.EndOf(text)
	return err
}

// completeModalities completes the last of several words.
func completeModalities(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	before := typed[:strings.LastIndex(typed, ",")+1]
	var out []cobra.Completion
	for _, m := range queries.Modalities() {
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

func joinIRIs(iris []quad.IRI) string {
	var parts []string
	for _, iri := range iris {
		parts = append(parts, string(iri))
	}
	return strings.Join(parts, " ")
}
