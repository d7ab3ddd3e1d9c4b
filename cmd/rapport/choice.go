package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

// choiceFlag is a flag that takes one of a few words. Its first choice is what holds when none is given.
type choiceFlag struct {
	choices []string
	value   string // "" when none was given
}

// String, Set and Type make it a flag.
func (c *choiceFlag) String() string { return c.value }

// Type names the value in help.
func (c *choiceFlag) Type() string { return "choice" }

// Set takes one of the choices.
func (c *choiceFlag) Set(word string) error {
	for _, known := range c.choices {
		if known == word {
			c.value = word
			return nil
		}
	}
	return withHint(fmt.Errorf("unknown format, want %s", strings.Join(c.choices, ", ")), didYouMean(word, c.choices, ""))
}

// textOptions are the flags of a verb that writes text in formats of its own.
type textOptions struct {
	format choiceFlag
	out    string
}

// addFlags binds -o and --out; the formats are the choices, the first of them the default.
func (o *textOptions) addFlags(cmd *cobra.Command, choices ...string) {
	o.format.choices = choices
	cmd.Flags().VarP(&o.format, "format", "o", "write `FORMAT`: "+strings.Join(choices, ", "))
	cmd.Flags().StringVar(&o.out, "out", "", "write to `FILE`, whole or not at all; its extension picks the format")
	checkExtension(cmd, func() error { return wrongExtension(o.out, o.format.value != "" || o.byExtension() != "", choices) })
	complete := func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return choices, cobra.ShellCompDirectiveNoFileComp
	}
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("format", complete))
}

// chosen returns the format that -o or the extension of --out asks for; the first choice when neither does.
func (o *textOptions) chosen() string {
	return cmp.Or(o.format.value, o.byExtension(), o.format.choices[0])
}

// byExtension is the format that the extension of --out picks, "" for none.
func (o *textOptions) byExtension() string {
	extension := strings.TrimPrefix(strings.ToLower(filepath.Ext(o.out)), ".")
	for _, c := range o.format.choices {
		if extension != "" && strings.HasPrefix(c, extension) { // .json is jsonld where that is all there is
			return c
		}
	}
	return ""
}

// checkExtension has a command look at the extension of --out before it runs.
func checkExtension(cmd *cobra.Command, check func() error) {
	cmd.PreRunE = func(*cobra.Command, []string) error { return check() }
}

// wrongExtension refuses a file whose extension picks no format where -o does not pick one either: it would hold something else than its name says.
func wrongExtension(out string, picked bool, formats []string) error {
	extension := filepath.Ext(out)
	if picked || extension == "" || extension == filepath.Base(out) {
		return nil
	}
	if info, err := os.Stat(out); err == nil && !info.Mode().IsRegular() {
		return nil // a pipe or a terminal, which may be called anything; a folder is refused later
	}
	return misuse("say what it should hold with -o: "+strings.Join(formats, ", "), "--out %s: %s is the extension of no format", out, extension)
}
