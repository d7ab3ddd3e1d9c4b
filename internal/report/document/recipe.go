package document

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"strings"
)

// Schema names the version of the JSON of a report, and of what a written report records of how it was made.
const Schema = "rapport.report/1"

// Recipe is how a report was made: enough to make it again, kept in the report itself.
type Recipe struct {
	Schema string              `json:"schema"`
	Report string              `json:"report"`
	Params map[string][]string `json:"params,omitempty"` // as on the command line; an entity by its IRI
	Flags  map[string][]string `json:"flags,omitempty"`  // those that have a say in what is written, by name
	Made   string              `json:"made,omitempty"`   // when, where that was asked for
}

// Recipe tells how a document was made.
func (d *Document) Recipe() Recipe {
	r := Recipe{Schema: Schema, Report: d.Report.Name, Flags: d.Flags, Made: d.stamp()}
	for _, g := range d.Given {
		if r.Params == nil {
			r.Params = map[string][]string{}
		}
		r.Params[g.Name] = g.Values
	}
	return r
}

// text is the recipe as one line that may stand in a comment of HTML.
func (r Recipe) text() string {
	b, err := json.Marshal(r) // <, > and & become escapes
	if err != nil {
		panic(err) // strings always encode
	}
	return strings.ReplaceAll(string(b), "--", `-\u002d`)
}

// ErrNoRecipe is for a file that does not say how it was made.
var ErrNoRecipe = errors.New("the file does not say which report it is")

// ReadRecipe returns how a report was made that was written as Markdown, HTML or JSON.
func ReadRecipe(file []byte) (Recipe, error) {
	var r Recipe
	text := file
	if at := bytes.Index(file, []byte(htmlRecipe)); at >= 0 && !isJSON(file) {
		inner, _, _ := bytes.Cut(file[at+len(htmlRecipe):], []byte(`"`))
		text = []byte(html.UnescapeString(string(inner)))
	} else if at := bytes.LastIndex(file, []byte(markdownRecipe)); at >= 0 && !isJSON(file) {
		text, _, _ = bytes.Cut(file[at+len(markdownRecipe):], []byte(" -->"))
	}
	if err := json.Unmarshal(text, &r); err != nil || r.Report == "" {
		return r, ErrNoRecipe
	}
	if r.Schema != Schema {
		return r, fmt.Errorf("a report of the form %q, want %s", r.Schema, Schema)
	}
	return r, nil
}

func isJSON(file []byte) bool { return bytes.HasPrefix(bytes.TrimSpace(file), []byte("{")) }

// Where a recipe stands.
const (
	htmlRecipe     = `<meta name="` + Schema + `" content="`
	markdownRecipe = `<!-- ` + Schema + ` `
)
