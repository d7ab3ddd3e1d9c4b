package main

import (
	"io"

	"github.com/spf13/cobra"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/internal/report"
)

// explainOptions are the flag of a verb that can say how it answers.
type explainOptions struct{ explain bool }

// addFlag binds the flag to a command.
func (o *explainOptions) addFlag(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&o.explain, "explain", false, "show how it is answered instead of the rows: the steps as they ran, rows expected and had, time and reads; as table or json")
}

// check refuses a format that cannot say how, and reasons for rows that are not shown.
func (o *explainOptions) check(output outputOptions, why bool) error {
	switch f := output.chosen(); {
	case o.explain && why:
		return misuse("ask once with each", "--explain shows how it is answered in place of the rows, and --why what each row rests on: want one of them")
	case !o.explain, f == report.FormatTable, f == report.FormatJSON:
		return nil
	default:
		return misuse("-o json has all that the table shows", "--explain with %s: want %s or %s", f, report.FormatTable, report.FormatJSON)
	}
}

// explained is how a program was answered, for its writer.
func explained(src graph.Source, program string, told *gizmo.Explanation, rows int, cut bool) report.Explanation {
	return report.Explanation{Program: program, Rows: rows, Cut: cut, Told: told, Names: graph.NewNames(src)}
}

// writeUntil writes how a program went until it failed, if somebody asked and anything ran.
func (a *app) writeUntil(o outputOptions, e report.Explanation) error {
	if e.Told == nil || len(e.Told.Plans) == 0 {
		return nil
	}
	o.failEmpty = false
	return a.writeExplanation(o, e)
}

// writeExplanation writes how a program was answered in place of its rows.
func (a *app) writeExplanation(o outputOptions, e report.Explanation) error {
	err := a.writeText(o.out, func(w io.Writer, width int, color bool) error {
		return e.Write(w, o.chosen(), report.Options{Width: width, Color: color})
	})
	if err == nil && e.Rows == 0 && o.failEmpty {
		return quietly(exitEmpty)
	}
	return err
}
