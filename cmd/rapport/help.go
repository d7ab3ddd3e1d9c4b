package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// helpWidth is how wide help is written: it stands in terminals, READMEs and mails alike.
const helpWidth = 80

// newHelpCommand returns "rapport help [VERB]", which is VERB --help. A saved query or report has help too: rapport help run NAME, or NAME alone.
func newHelpCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "help [VERB]",
		Short:   "show help for a verb or a saved query",
		Example: "  rapport help version\n  rapport help run signatories",
		GroupID: groupMore,
		RunE: func(cmd *cobra.Command, args []string) error {
			about, err := helpedCommand(a, cmd.Root(), args)
			if err != nil {
				return err
			}
			return about.Help()
		},
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return verbNames(cmd.Root()), cobra.ShellCompDirectiveNoFileComp
		},
	}
}

// helpedCommand finds the command that help is wanted for: a verb, run and a query, or a query alone.
func helpedCommand(a *app, root *cobra.Command, args []string) (*cobra.Command, error) {
	for _, words := range [][]string{args, append([]string{"run"}, args...), append([]string{"report"}, args...)} {
		addNamed(a, root, words)
		if cmd, rest, err := root.Find(words); err == nil && len(rest) == 0 {
			return cmd, nil
		}
	}
	verb, rest, _ := root.Find(args)
	if verb.Name() == "run" {
		return nil, a.noSuchQuery(rest)
	}
	return nil, a.knownVerb(root, rest)
}

// verbNames lists the verbs that help shows.
func verbNames(root *cobra.Command) []string {
	var names []string
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return names
}

// writeHelp writes the help of a command: what it does, how it is called, examples, verbs by group, flags.
func writeHelp(w io.Writer, cmd *cobra.Command) {
	about := cmd.Long
	if about == "" {
		about = sentence(cmd.Short)
	}
	fmt.Fprintf(w, "%s\n\nUsage:\n  %s\n", strings.TrimRight(about, "\n"), usageLine(cmd))
	if cmd.Example != "" {
		fmt.Fprintf(w, "\nExamples:\n%s\n", strings.TrimRight(cmd.Example, "\n"))
	}
	for _, g := range cmd.Groups() {
		writeGroup(w, cmd, g)
	}
	writeFlags(w, cmd)
	fmt.Fprintf(w, "\nFlags of every verb:\n%s", cmd.Root().PersistentFlags().FlagUsagesWrapped(helpWidth))
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(w, "\n%s VERB --help says more.\n", cmd.CommandPath())
	}
}

// headingOf is the annotation of a flag that stands under a heading of its own in help.
const headingOf = "rapport_heading"

// writeFlags writes the flags of a command: those without a heading first, then each heading in the order of the first flag under it.
func writeFlags(w io.Writer, cmd *cobra.Command) {
	headings, under := []string{"Flags"}, map[string]*pflag.FlagSet{}
	all := cmd.LocalNonPersistentFlags()
	all.SortFlags = cmd.Flags().SortFlags
	all.VisitAll(func(f *pflag.Flag) {
		heading := headings[0]
		if given := f.Annotations[headingOf]; len(given) > 0 {
			heading = given[0]
		}
		if under[heading] == nil {
			under[heading] = pflag.NewFlagSet(heading, pflag.ContinueOnError)
			under[heading].SortFlags = all.SortFlags
		}
		if !slices.Contains(headings, heading) {
			headings = append(headings, heading)
		}
		under[heading].AddFlag(f)
	})
	for _, heading := range headings {
		if set := under[heading]; set != nil && set.HasAvailableFlags() {
			fmt.Fprintf(w, "\n%s:\n%s", heading, set.FlagUsagesWrapped(helpWidth))
		}
	}
}

// sentence makes the one-line description of a command a sentence.
func sentence(short string) string { return strings.ToUpper(short[:1]) + short[1:] + "." }

func usageLine(cmd *cobra.Command) string {
	verb := cmd.CommandPath() + " VERB [flags]"
	switch {
	case !cmd.HasAvailableSubCommands():
		return cmd.UseLine()
	case cmd.HasParent() && cmd.Runnable():
		return cmd.UseLine() + "\n  " + verb
	}
	return verb
}

// writeGroup writes the verbs of a group, if it has any.
func writeGroup(w io.Writer, cmd *cobra.Command, g *cobra.Group) {
	title := "\n" + g.Title + "\n"
	for _, c := range cmd.Commands() {
		if c.GroupID == g.ID && (c.IsAvailableCommand() || c.Name() == "help") {
			fmt.Fprintf(w, "%s  %-11s %s\n", title, c.Name(), c.Short)
			title = ""
		}
	}
}
