package queries

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// Walk is what of a graph questions are kept to, in the words of who asks. The zero Walk is all of it.
type Walk struct {
	Only         []string  // modalities, as ReadModalities gives them
	Speakers     []string  // by name, alias or IRI
	Articles     []string  // by name, prefix or IRI
	AsOf         string    // a date, "" for none
	End          time.Time // of AsOf, as EndOf gives it
	NoInference  bool
	NoBackground bool
}

// IsZero tells whether it is all of a graph.
func (w *Walk) IsZero() bool {
	return len(w.Only)+len(w.Speakers)+len(w.Articles) == 0 && w.AsOf == "" && !w.NoInference && !w.NoBackground
}

// Resolve looks up in a graph what a Walk names; speaker finds who speaks, nil is ResolveSpeaker. The errors say which flag is meant.
func (w *Walk) Resolve(src graph.Source, speaker func(text string) (quad.IRI, error)) (graph.Restriction, error) {
	r := graph.Restriction{Modalities: w.Only, AsOf: w.End, NoInference: w.NoInference, NoBackground: w.NoBackground}
	if speaker == nil {
		speaker = func(text string) (quad.IRI, error) { return ResolveSpeaker(src, text) }
	}
	for _, text := range w.Speakers {
		iri, err := speaker(text)
		if err != nil {
			return r, &ParamError{Param: "speaker", Err: err}
		}
		r.Speakers = append(r.Speakers, iri)
	}
	for _, text := range w.Articles {
		iri, err := ResolveArticle(src, text)
		if err != nil {
			return r, &ParamError{Param: "article", Err: err}
		}
		r.Articles = append(r.Articles, iri)
	}
	return r, nil
}

// Describe gives the flags in force, r being what Resolve made of them; show puts a node into words.
func (w *Walk) Describe(r graph.Restriction, show func(quad.Value) string) string {
	var parts []string
	if len(w.Only) > 0 {
		parts = append(parts, "--only "+strings.Join(w.Only, ","))
	}
	for _, s := range r.Speakers {
		parts = append(parts, "--speaker "+show(s))
	}
	for _, article := range r.Articles {
		parts = append(parts, "--article "+show(article))
	}
	if w.AsOf != "" {
		parts = append(parts, "--as-of "+w.AsOf)
	}
	if w.NoInference {
		parts = append(parts, "--no-inference")
	}
	if w.NoBackground {
		parts = append(parts, "--no-background")
	}
	return strings.Join(parts, ", ")
}

// actorClass is what may speak.
const actorClass = quad.IRI("kg:Actor")

// ResolveSpeaker finds who speaks: among those who can, where the graph knows who that is.
func ResolveSpeaker(src graph.Source, text string) (quad.IRI, error) {
	if iri := quad.IRI(strings.Trim(text, "<> ")); src.ID(iri) != 0 {
		return iri, nil
	}
	if !KnowsActors(src) {
		return graph.NewFinder(src).Resolve(text)
	}
	return graph.NewFinder(src).ResolveAs(text, actorClass)
}

// KnowsActors tells whether a graph has the vocabulary that says who can speak.
func KnowsActors(src graph.Source) bool { return src.ID(actorClass) != 0 }

// ResolveArticle finds an article, also by its prefix: rit, or rit:.
func ResolveArticle(src graph.Source, text string) (quad.IRI, error) {
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
		var names []string
		for _, a := range all {
			names = append(names, string(a))
		}
		err = hinted{err, "the articles are " + strings.Join(names, " ")}
	}
	return article, err
}

// Modalities are the words for how something is meant, the strongest first.
func Modalities() []string { return append(slices.Clone(quads.Modalities[:]), quads.Denied) }

// ReadModalities adds to a list the modalities of a text, with commas between them.
func ReadModalities(list []string, text string) ([]string, error) {
	for word := range strings.SplitSeq(text, ",") {
		word = strings.ToLower(strings.TrimSpace(word))
		if !slices.Contains(Modalities(), word) {
			err := fmt.Errorf("unknown modality %q, want %s", word, strings.Join(Modalities(), ", "))
			if near := Nearest(word, Modalities()); near != "" {
				err = hinted{err, "did you mean " + near + "?"}
			}
			return list, err
		}
		if !slices.Contains(list, word) {
			list = append(list, word)
		}
	}
	return list, nil
}

// EndOf is the last second of a day, month or year.
func EndOf(date string) (time.Time, error) {
	i, err := quads.ParseEDTF(strings.TrimSpace(date))
	if err == nil && i.Latest.IsZero() {
		err = fmt.Errorf("date %q has no end", date)
	}
	if err != nil {
		return time.Time{}, hinted{err, "write it as 2025-10-02, 2025-10 or 2025"}
	}
	return i.Latest, nil
}
