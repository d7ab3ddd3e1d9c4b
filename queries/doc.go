// Package queries holds the saved queries: one question a file, a Gizmo program under a header that says what it asks.
//
// The header of NAME.js is a promise: its parameters become the flags of `rapport run NAME`, its columns are exactly what the
// program binds, in their order. A Library is the shipped queries with a dossier's own on top. Bind turns what a user typed into
// parameters, Run asks, and Test compares the answer with the golden rows in golden/NAME.tsv, which people write by hand from
// the article. A Report, in reports/NAME.md, is Markdown that embeds queries; it is read here, and made elsewhere. README.md says how to write all of it.
package queries

import (
	"embed"
	"io/fs"
)

//go:embed *.js golden/*.tsv reports/*.md
var shipped embed.FS

// Shipped returns the queries and golden rows that are built into the program, laid out as a dossier's queries folder.
func Shipped() fs.FS { return shipped }
