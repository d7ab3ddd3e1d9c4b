package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rapport/graph"
	"rapport/internal/report"
	"rapport/quads"
	"rapport/queries"
)

// A value without a flag saves typing where no one can doubt what it is for: rapport run duties Iran, rapport run links Rosatom Iran.

// valueParams are the parameters that values without a flag fill, in their order: those that must be given; where there are none, the only
// parameter, or the only one that takes any entity; else none.
func valueParams(q *queries.Header) []*queries.Param {
	var must, entities []*queries.Param
	for i := range q.Params {
		p := &q.Params[i]
		if p.Required() {
			must = append(must, p)
		}
		if p.Type == queries.IRI && p.Choices == nil {
			entities = append(entities, p)
		}
	}
	switch {
	case len(must) > 0:
		return must
	case len(q.Params) == 1:
		return []*queries.Param{&q.Params[0]}
	case len(entities) == 1:
		return entities
	}
	return nil
}

// giveValues adds values without a flag to what was given with one. The words of a single value need no quotes.
func giveValues(q *queries.Header, given queries.Arguments, values []string) error {
	if len(values) == 0 {
		return nil
	}
	open := slices.DeleteFunc(valueParams(q), func(p *queries.Param) bool { return given[p.Name] != nil })
	switch {
	case len(open) == 1:
		given[open[0].Name] = []string{strings.Join(values, " ")}
	case len(open) > 0 && len(open) == len(values):
		for i, p := range open {
			given[p.Name] = []string{values[i]}
		}
	case len(open) == 0:
		return misuse(paramsHint(q), "%q is for no parameter of %s", values[0], q.Name)
	default:
		return misuse(fmt.Sprintf("put a name of several words in quotes; %s", paramsHint(q)),
			"got %s without a flag, want %d", plural(len(values), "value"), len(open))
	}
	return nil
}

// usageOf shows what can be given without a flag.
func usageOf(q *queries.Header) string {
	use := q.Name
	for _, p := range valueParams(q) {
		word := strings.ToUpper(p.Name)
		if !p.Required() {
			word = "[" + word + "]"
		}
		use += " " + word
	}
	return use
}

// wrongParam answers a flag that a query does not have: with the nearest of its own parameters, else with all of them.
func wrongParam(q *queries.Header) func(*cobra.Command, error) error {
	return func(cmd *cobra.Command, err error) error {
		var missing *pflag.NotExistError
		if !errors.As(err, &missing) {
			return flagMisuse(cmd, err)
		}
		var own, others []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if q.Param(f.Name) != nil {
				own = append(own, f.Name)
			} else if queries.Slip(missing.GetSpecifiedName(), f.Name) {
				others = append(others, f.Name)
			}
		})
		hint := paramsHint(q)
		if near := queries.Nearest(missing.GetSpecifiedName(), own); near != "" {
			hint = "did you mean --" + near + "?"
		} else if len(others) > 0 {
			hint = "did you mean --" + others[0] + "?"
		}
		return misuse(hint, "%w", err)
	}
}

// paramsHint lists the parameters of a query.
func paramsHint(q *queries.Header) string {
	switch len(q.Params) {
	case 0:
		return q.Name + " has no parameters"
	case 1:
		return "its parameter is --" + q.Params[0].Name
	}
	return "its parameters are " + paramList(q, ", ")
}

// paramList joins the flags of a query's parameters.
func paramList(q *queries.Header, by string) string {
	flags := make([]string, len(q.Params))
	for i, p := range q.Params {
		flags[i] = "--" + p.Name
	}
	return strings.Join(flags, by)
}

// classWords tells the classes of a parameter as help shows what a flag takes: "ACTOR", "PLACE|STATE".
func classWords(p *queries.Param) string {
	words := make([]string, len(p.Classes))
	for i, class := range p.Classes {
		_, local := quads.SplitIRI(quad.IRI(class))
		words[i] = strings.ToUpper(local)
	}
	return strings.Join(words, "|")
}

// resolveAs is resolve among the nodes of some classes. It tells when a name was not taken as it would be without them.
func (a *app) resolveAs(verb string, src graph.Source, text string, classes []quad.IRI) (quad.IRI, error) {
	if len(classes) == 0 {
		return a.resolve(verb, src, text)
	}
	f, names := graph.NewFinder(src), graph.NewNames(src)
	node, err := f.ResolveAs(text, classes...)
	if err != nil {
		return "", err
	}
	if other, err := f.Resolve(text); err == nil && other != node {
		a.notice(verb, "“%s” is taken as %s (%s); %s (%s) is no %s", text, names.Of(node), string(node), names.Of(other), string(other), names.Of(classes[0]))
	}
	return node, nil
}

// describeEmpty says what it means that nothing was found in a graph, where the query does.
func describeEmpty(q *queries.Query, src graph.Source) string {
	means := report.NewLookup(src).Meaning(q)
	if means == "" {
		return ""
	}
	return ": " + means
}

// completeValue completes a value without a flag.
func (a *app) completeValue(q *queries.Header) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		open := valueParams(q)
		if len(args) >= len(open) {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return a.completeParam(open[len(args)])(cmd, nil, typed)
	}
}
