package main

import "github.com/spf13/cobra"

// whyOptions are the flag of a verb whose rows can say what they rest on.
type whyOptions struct{ why bool }

// addFlag binds the flag to a command.
func (o *whyOptions) addFlag(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&o.why, "why", false, "show what each row rests on: the statements, their quotes, and the weakest modality")
}
