package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rapport/graph"
	"rapport/internal/report"
	"rapport/queries"
)

// restriction is what programs and saved queries may walk at a prompt: of the whole session, as the flags under "Walk only" say it for one.
type restriction struct {
	flags  restrictOptions
	walked graph.Source // nil: the whole graph
	within string       // its name, and the flags
}

// restrict answers .restrict: without an argument what is in force, "off" for nothing, else flags in place of those.
func (r *repl) restrict(_ context.Context, argument string) error {
	words, err := queries.ShellWords(argument)
	if err != nil {
		return err
	}
	switch {
	case len(words) == 0 && r.walk.walked == nil:
		return r.say("off")
	case len(words) == 0:
		return r.say(r.walk.within)
	case len(words) == 1 && words[0] == "off":
		r.setRestriction(restriction{})
		return nil
	}
	var flags restrictOptions
	cmd := walkFlags(r.a, &flags)
	if err := cmd.ParseFlags(words); err != nil {
		return flagMisuse(cmd, err)
	}
	if rest := cmd.Flags().Args(); len(rest) > 0 {
		return withHint(errors.New("want flags, or off; got "+strings.Join(rest, " ")), ".restrict --only actual --speaker Iran")
	}
	return r.restrictTo(flags)
}

// restrictTo puts flags in force.
func (r *repl) restrictTo(flags restrictOptions) error {
	src, before := r.a.opened.src, r.walk
	r.setRestriction(restriction{}) // which the flags take the place of
	walked, within, err := flags.apply(r.a, "repl", src, r.a.opened.where.String())
	if err != nil {
		r.setRestriction(before)
		return err
	}
	if walked == graph.Source(src) {
		return nil
	}
	r.setRestriction(restriction{flags, walked, within})
	r.a.aside("%d of %s may be walked; .restrict off ends it", walked.Count(graph.Quad{}), plural(src.Count(graph.Quad{}), "quad"))
	return nil
}

// setRestriction is for programs, and for the verbs that the prompt runs.
func (r *repl) setRestriction(w restriction) {
	r.walk = w
	r.a.opened.walk = &r.walk.flags
	src, _ := r.walkable()
	r.lookup = report.NewLookup(graph.Meant(src))
}

// walkable is what a program walks, and its name.
func (r *repl) walkable() (graph.Source, string) {
	if r.walk.walked == nil {
		return r.a.opened.src, r.a.opened.where.String()
	}
	return r.walk.walked, r.walk.within
}

// walkFlags is a command that has only the flags of a restriction: what follows .restrict is its command line.
func walkFlags(a *app, o *restrictOptions) *cobra.Command {
	cmd := &cobra.Command{Use: ".restrict"}
	cmd.InitDefaultHelpFlag()
	cobra.CheckErr(cmd.Flags().MarkHidden("help"))
	o.addFlags(a, cmd)
	return cmd
}

// completeRestrict completes the flags and their values.
func (r *repl) completeRestrict(argument string) (string, []item) {
	var flags restrictOptions
	cmd := walkFlags(r.a, &flags)
	word := argument[strings.LastIndexByte(argument, ' ')+1:]
	before := strings.Fields(strings.TrimSuffix(argument, word))
	if n := len(before); n > 0 {
		if f := cmd.Flags().Lookup(strings.TrimPrefix(before[n-1], "--")); f != nil {
			return word, r.completeFlag(cmd, f, word)
		}
	}
	var items []item
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			_, about := pflag.UnquoteUsage(f)
			items = append(items, item{"--" + f.Name, " ", about})
		}
	})
	if len(before) == 0 {
		items = append(items, item{"off", "", "walk everything"})
	}
	return word, startingWith(word, items)
}

// completeFlag offers what the flag's own completion does in a shell.
func (r *repl) completeFlag(cmd *cobra.Command, f *pflag.Flag, word string) (items []item) {
	complete, ok := cmd.GetFlagCompletionFunc(f.Name)
	if !ok {
		return nil
	}
	offered, _ := complete(cmd, nil, word)
	for _, o := range offered {
		text, about, _ := strings.Cut(o, "\t")
		items = append(items, item{text, " ", about})
	}
	if matching := startingWith(word, slices.Clone(items)); len(matching) > 0 {
		return matching
	}
	return slices.DeleteFunc(items, func(i item) bool {
		return !strings.HasPrefix(strings.ToLower(i.about), strings.ToLower(word))
	})
}
