package queries

import (
	"fmt"
	"path"
	"strings"
)

// Draft is a query that is about to be written to a file: what its header will say, and its program.
type Draft struct {
	Name    string // of the file, without .js
	Title   string
	Asks    string
	Params  []string // as the header writes them: "thing iri?  The thing"
	Columns []string
	Tags    []string
	Program string
}

// Text is the file. It is read back first: the error is what a reader of the file would say.
func (d Draft) Text() (string, error) {
	shown := path.Join(folder, d.Name+extension)
	if !isWord(d.Name, "-") {
		return "", fmt.Errorf("%s: a query's name is small letters, digits and hyphens", shown)
	}
	var b strings.Builder
	line := func(key, value string) { fmt.Fprintf(&b, "// %-8s %s\n", key+":", value) }
	line(keyTitle, d.Title)
	line(keyAsks, d.Asks)
	for _, p := range d.Params {
		line(keyParam, p)
	}
	line(keyColumns, strings.Join(d.Columns, ", "))
	line(keyView, Views[0])
	line(keyTags, strings.Join(d.Tags, ", "))
	fmt.Fprintf(&b, "\n%s\n", strings.TrimSpace(d.Program))
	_, err := parse(d.Name, shown, b.String())
	return b.String(), err
}
