package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// How to add a verb:
//
//  1. testdata/script/VERB.txtar: write what it should do, as commands and what they print. "code N rapport …" wants an exit code.
//  2. VERB.go: a struct of options; newVerbCommand(a) *cobra.Command, which binds flags to the options and says Use, Short (one line,
//     lower case), Long where that is not enough, Example (a test runs it, in a copy of testdata/examples) and GroupID; and
//     runVerb(ctx, a, opts) error, which knows no cobra. query.go is the model:
//
//     opts.output.addFlags(cmd)                -o, --out, --ids, --fail-empty; opts.output is an outputOptions
//     opts.limits.addFlags(cmd)                --limit, --timeout, --memory, for verbs that run queries (limits.go)
//     a.addStoreFlag(cmd)                      --store, for verbs that ask a graph
//     a.addCacheFlags(cmd)                     --no-cache, --cache-dir, --rehash, for those too: last
//     where, d, err := a.openDossier()         the dossier of -C, of a parent folder, or of the program itself
//     where, src, err := a.openGraph()         or its quads as a graph, or the store of --store
//     t := &report.Table{Columns: …}           rows: t.Add(cellOf(names, value), report.Text("…"), report.Count(3))
//     return a.writeTable(opts.output, t)      to standard output or --out; a verb with words of its own uses a.writeText
//     a.notice("verb", "nothing found in …")   beside the rows, on standard error; a.aside for terminals only
//
//  3. verbs below: one line.
//
// An error that runVerb returns is printed and ends with exit code 1; exit.go has the others: misuse(hint, …) is 2,
// quietly(exitFound) is 3 after the findings are written, withHint(err, hint) adds a hint, and an error with a method Hint() string brings its
// own. Arguments and flags that cobra refuses are misuse already.

// The groups of verbs in the help, by what a person wants.
const (
	groupAsk   = "ask"
	groupShow  = "show"
	groupWrite = "write"
	groupProve = "prove"
	groupShare = "share"
	groupMore  = "more"
)

// verb makes the command of a name.
type verb struct {
	name    string
	command func(*app) *cobra.Command
}

// verbs lists them all. It is no variable: the prompt, which is one of them, makes others.
func verbs() []verb {
	return []verb{
		{"query", newQueryCommand},
		{"repl", newReplCommand},
		{"report", newReportCommand},
		{"reports", newReportsCommand},
		{"find", newFindCommand},
		{"show", newShowCommand},
		{"cite", newCiteCommand},
		{"schema", newSchemaCommand},
		{"serve", newServeCommand},
		{"export", newExportCommand},
		{"demo", newDemoCommand},
		{"init", newInitCommand},
		{"add", newAddCommand},
		{"build", newBuildCommand},
		{"fmt", newFmtCommand},
		{"check", newCheckCommand},
		{"queries", newQueriesCommand},
		{"run", newRunCommand},
		{"test", newTestCommand},
		{"diff", newDiffCommand},
		{"completion", newCompletionCommand},
		{"version", newVersionCommand},
	}
}

// newRootCommand returns the command line: the verbs, the flags they share, and how misuse is answered. Making all the verbs takes longer
// than many of them run: when args calls one it is the only one made; help, completion and misuse, which call none, see them all.
func newRootCommand(a *app, args []string) *cobra.Command {
	version := false
	root := &cobra.Command{
		Use:   "rapport",
		Short: "news articles as a graph that answers with the words it rests on",
		Long: "rapport turns news articles into a knowledge graph. Ask it who did what to whom, and every\n" +
			"answer leads back to the exact words of an article.",
		Example:           "  rapport query 'g.V(\"<kg:rosatom>\").out(\"<kg:builds>\").all()'",
		Args:              a.knownVerb,
		SilenceErrors:     true,
		SilenceUsage:      true,
		DisableAutoGenTag: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if version {
				return runVersion(cmd.Context(), a, versionOptions{})
			}
			return cmd.Help()
		},
	}
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.SetIn(a.stdin)
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetFlagErrorFunc(flagMisuse)
	root.PersistentFlags().StringVarP(&a.dir, "dossier", "C", "", "answer from the dossier in `DIR`, a folder that holds quads/ and queries/;"+
		" without it, from the nearest such folder upwards, which a terminal is told, else from the one built in")
	root.PersistentFlags().BoolP("help", "h", false, "show help")
	root.Flags().BoolVar(&version, "version", false, "show the version")
	cobra.CheckErr(root.MarkPersistentFlagDirname("dossier"))

	root.AddGroup(
		&cobra.Group{ID: groupAsk, Title: "Ask:"},
		&cobra.Group{ID: groupShow, Title: "Show:"},
		&cobra.Group{ID: groupWrite, Title: "Write:"},
		&cobra.Group{ID: groupProve, Title: "Prove:"},
		&cobra.Group{ID: groupShare, Title: "Share:"},
		&cobra.Group{ID: groupMore, Title: "More:"},
	)
	root.SetHelpCommand(newHelpCommand(a))
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { writeHelp(a.stdout, cmd) })
	name, _ := firstWord(args, root.PersistentFlags())
	all := verbs()
	called := slices.IndexFunc(all, func(v verb) bool { return v.name == name })
	for i, v := range all {
		if called < 0 || called == i {
			root.AddCommand(v.command(a))
		}
	}
	markFailures(root)
	return root
}

// knownVerb answers a first argument that is no verb: it may be a saved query.
func (a *app) knownVerb(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := didYouMean(args[0], verbNames(cmd), "rapport --help lists them")
	if _, lib, err := a.openQueries(); err == nil && slices.Contains(lib.Names(), args[0]) {
		hint = fmt.Sprintf("%s is a saved query: rapport run %s", args[0], args[0])
	}
	return misuse(hint, "unknown verb %q", args[0])
}

// flagMisuse answers a flag that does not exist or does not take its value.
func flagMisuse(cmd *cobra.Command, err error) error {
	hint := cmd.CommandPath() + " --help says more"
	switch e := err.(type) {
	case *pflag.NotExistError:
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		return misuse(didYouMean("--"+e.GetSpecifiedName(), names, hint), "%w", err)
	case *pflag.InvalidValueError:
		cause := wantedValue(e)
		if better := hintOf(cause); better != "" {
			hint = better
		}
		return misuse(hint, "%q for %s: %w", e.GetValue(), flagName(e.GetFlag()), cause)
	}
	return misuse(hint, "%w", err)
}

// wantedValue says what a flag would have taken, in place of what the standard library calls it.
func wantedValue(e *pflag.InvalidValueError) error {
	switch e.GetFlag().Value.Type() {
	case "int":
		return errors.New("want a whole number")
	case "duration":
		return errors.New("want a time such as 30s or 5m")
	case "bool":
		return errors.New("want true or false")
	}
	return e.Unwrap()
}

// flagName spells a flag as help does: "-o, --format".
func flagName(f *pflag.Flag) string {
	if f.Shorthand != "" {
		return "-" + f.Shorthand + ", --" + f.Name
	}
	return "--" + f.Name
}

// markFailures makes every error of a verb's run a failure, which tells them from cobra's own errors: those are misuse.
func markFailures(cmd *cobra.Command) {
	if runE := cmd.RunE; runE != nil {
		cmd.RunE = func(cmd *cobra.Command, args []string) error {
			if err := runE(cmd, args); err != nil {
				return &failure{err}
			}
			return nil
		}
	}
	for _, c := range cmd.Commands() {
		markFailures(c)
	}
}
