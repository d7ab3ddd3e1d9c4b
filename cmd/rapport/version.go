package main

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"rapport/internal/web"
)

type versionOptions struct{}

func newVersionCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "show the version of this program",
		Example: "  rapport version",
		GroupID: groupMore,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runVersion(cmd.Context(), a, versionOptions{})
		},
	}
}

// runVersion prints one line: the module's version, the commit it was built from and the Go that built it.
func runVersion(_ context.Context, a *app, _ versionOptions) error {
	build, _ := debug.ReadBuildInfo()
	return a.writeText("", func(w io.Writer, _ int, _ bool) error {
		_, err := fmt.Fprintln(w, versionLine(build))
		return err
	})
}

// versionLine reads "rapport v1.2.3 (commit 0123456789ab, modified, full, go1.26.8, linux/amd64)"; parts that the build does not know are left out.
func versionLine(build *debug.BuildInfo) string {
	version, origin := "devel", ""
	if build != nil {
		if v := build.Main.Version; v != "" && v != "(devel)" {
			version = v
		}
		for _, s := range build.Settings {
			switch {
			case s.Key == "vcs.revision":
				origin += "commit " + s.Value[:min(12, len(s.Value))] + ", "
			case s.Key == "vcs.modified" && s.Value == "true":
				origin += "modified, "
			}
		}
	}
	if web.Full {
		origin += "full, "
	}
	return fmt.Sprintf("rapport %s (%s%s, %s/%s)", version, origin, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
