package queries

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Reports are read when they are asked for: no other command looks into their folder.

const (
	reportFolder    = "reports"
	reportExtension = ".md"
	readme          = "README" // which the folder may have
)

// ReportNames returns the names of all reports, sorted: a dossier's own, and the shipped ones of other names.
func (l *Library) ReportNames() ([]string, error) {
	files, err := l.reportFiles()
	return names(files), err
}

// reportFiles lists the reports without reading them.
func (l *Library) reportFiles() ([]file, error) {
	all, err := l.files(reportFolder, reportExtension)
	return slices.DeleteFunc(all, func(f file) bool { return f.name == readme }), err
}

// Reports reads every report. A broken one does not hide the others: broken has what is wrong with each.
func (l *Library) Reports() (all []*Report, broken []error) {
	files, err := l.reportFiles()
	if err != nil {
		broken = append(broken, err)
	}
	for _, f := range files {
		if r, err := l.readReport(f); err != nil {
			broken = append(broken, err)
		} else {
			all = append(all, r)
		}
	}
	return all, broken
}

// Report reads the report of a name; ".md" and a folder before it are forgiven. The error is an *UnknownReportError, ReportErrors where
// something is wrong with it, or the file's own.
func (l *Library) Report(name string) (*Report, error) {
	name = strings.TrimSuffix(path.Base(strings.ReplaceAll(name, `\`, "/")), reportExtension)
	f, err := l.file(reportFolder, name, reportExtension, l.reportFiles)
	switch {
	case err != nil:
		return nil, err
	case f.fsys == nil:
		all, _ := l.ReportNames()
		return nil, &UnknownReportError{Name: name, Near: Nearest(name, all)}
	}
	return l.readReport(f)
}

func (l *Library) readReport(f file) (*Report, error) {
	text, err := fs.ReadFile(f.fsys, path.Join(reportFolder, f.name+reportExtension))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", f.shown, err)
	}
	if !isWord(f.name, "-") {
		return nil, fmt.Errorf("%s: a report's name is small letters, digits and hyphens", f.shown)
	}
	r, errs := parseReport(f.name, f.shown, string(text))
	if r != nil {
		r.Origin = f.origin
		errs = append(errs, l.bindReport(r)...)
	}
	if len(errs) > 0 {
		slices.SortStableFunc(errs, func(a, b *HeaderError) int { return cmp.Or(a.Line-b.Line, a.Col-b.Col) })
		return nil, errs
	}
	return r, nil
}

// UnknownReportError is returned for a name that no report has.
type UnknownReportError struct {
	Name string
	Near string // the name that comes closest, or ""
}

func (e *UnknownReportError) Error() string { return fmt.Sprintf("no report is called %q", e.Name) }

// Hint names the closest report, or says how to list them.
func (e *UnknownReportError) Hint() string {
	if e.Near != "" {
		return fmt.Sprintf("did you mean %s?", e.Near)
	}
	return "rapport reports lists them"
}
