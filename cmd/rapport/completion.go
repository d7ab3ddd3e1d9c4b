package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rapport/internal/report"
)

type completionOptions struct{ shell string }

func newCompletionCommand(a *app) *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "print a script that makes Tab complete verbs, flags and values",
		Long: "Print a script that makes Tab complete verbs, flags and their values. For this session, or in the\n" +
			"start-up file of your shell:\n\n" +
			"  bash        source <(rapport completion bash)\n" +
			"  zsh         source <(rapport completion zsh)\n" +
			"  fish        rapport completion fish | source\n" +
			"  PowerShell  rapport completion powershell | Out-String | Invoke-Expression",
		Example:   "  rapport completion bash",
		GroupID:   groupMore,
		ValidArgs: shells,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return misuse("", "want one shell: %s", strings.Join(shells, ", "))
			}
			for _, s := range shells {
				if s == args[0] {
					return nil
				}
			}
			return misuse(didYouMean(args[0], shells, ""), "unknown shell %q, want %s", args[0], strings.Join(shells, ", "))
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return runCompletion(cmd.Context(), a, completionOptions{args[0]}, cmd.Root())
		},
	}
}

// runCompletion prints the script of one shell. It needs the root, whose verbs the script asks for at each Tab.
func runCompletion(_ context.Context, a *app, opts completionOptions, root *cobra.Command) error {
	return a.writeText("", func(w io.Writer, _ int, _ bool) error {
		switch opts.shell {
		case "bash":
			return root.GenBashCompletionV2(w, true)
		case "zsh":
			return root.GenZshCompletion(w)
		case "fish":
			return root.GenFishCompletion(w, true)
		case "powershell":
			return root.GenPowerShellCompletionWithDesc(w)
		}
		return fmt.Errorf("unknown shell %q", opts.shell)
	})
}

// completeFormats completes the value of -o.
func completeFormats(cmd *cobra.Command, _ []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var names []cobra.Completion
	formats := report.Formats()
	if f, ok := cmd.Flags().Lookup("format").Value.(*formatFlag); ok {
		formats = f.all()
	}
	for _, f := range formats {
		names = append(names, cobra.Completion(f))
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// plainUsage takes the back quotes, which name a flag's value in help, out of the texts that Tab shows.
func plainUsage(cmd *cobra.Command) {
	strip := func(f *pflag.Flag) { f.Usage = strings.ReplaceAll(f.Usage, "`", "") }
	cmd.LocalFlags().VisitAll(strip)
	for _, c := range cmd.Commands() {
		plainUsage(c)
	}
}
