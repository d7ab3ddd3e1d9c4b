package queries_test

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"rapport/queries"
)

// unlisted is a folder that counts how often it is listed.
type unlisted struct {
	fstest.MapFS
	times int
}

func (u *unlisted) ReadDir(name string) ([]fs.DirEntry, error) {
	u.times++
	return u.MapFS.ReadDir(name)
}

// TestFoundUnlisted: a query and a report are found by their names, the dossier's own before what is shipped; the folder is listed where all are asked for.
func TestFoundUnlisted(t *testing.T) {
	text := "// title:   Mine\n// asks:    What is mine?\n// columns: id\n// view:    table\n// tags:    own\n//\n\ng.V().all()\n"
	folder := &unlisted{MapFS: fstest.MapFS{"signatories.js": {Data: []byte(text)}, "costs.js/x": {}, "Mine.js": {Data: []byte(text)}}}
	lib, err := queries.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	for name, origin := range map[string]queries.Origin{"signatories": queries.FromDossier, "costs": queries.FromProgram, "queries/parties.js": queries.FromProgram} {
		if q, err := lib.Find(name); err != nil || q.Origin != origin {
			t.Errorf("%s: %v, %v; want that of %s", name, q, err, origin)
		}
	}
	if r, err := lib.Report("dossier"); err != nil || r.Origin != queries.FromProgram {
		t.Errorf("the report: %v, %v", r, err)
	}
	if folder.times != 0 {
		t.Errorf("the folder is listed %d times", folder.times)
	}
	if _, err := lib.Find("signatorie"); err == nil || err.(*queries.UnknownError).Near != "signatories" {
		t.Errorf("an unknown query: %v", err)
	}
	if _, err := lib.Find("Mine"); err == nil || err.Error() != "queries/Mine.js: a query's name is small letters, digits and hyphens" {
		t.Errorf("a query in capitals: %v", err)
	}
	if all, broken := lib.All(); len(all) < 80 || len(broken) != 1 || folder.times != 1 {
		t.Errorf("%d queries, broken %v, listed %d times", len(all), broken, folder.times)
	}
}
