package quads

import (
	"embed"
	"io/fs"
)

//go:embed namespaces.nq vocabulary.nq entities.nq */article.txt */statements.nq
var shipped embed.FS

// Shipped returns the data that is built into the program, laid out as a dossier's quads folder: the namespaces and the
// vocabulary, which lie beneath every dossier, and the first article.
func Shipped() fs.FS { return shipped }
