package quads

import "strings"

// Finding is something wrong with a dossier, where it is, and how to mend it.
type Finding struct {
	Position
	Rule    string // which rule of check found it, such as "quote"
	Message string
	Hint    string // how to mend it, or ""
}

func (f Finding) Error() string { return f.Position.String() + ": " + f.Message }

// Findings is a list of findings as one error. It is never empty when it is returned as an error.
type Findings []Finding

func (fs Findings) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.Error()
	}
	return strings.Join(lines, "\n")
}

// Hint is the hint of the first finding, or "".
func (fs Findings) Hint() string {
	if len(fs) == 0 {
		return ""
	}
	return fs[0].Hint
}
