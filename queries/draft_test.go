package queries_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"rapport/queries"
)

// TestDraft: what is written is read back as it was meant.
func TestDraft(t *testing.T) {
	d := queries.Draft{Name: "who-built", Title: "Who built", Asks: "Who built what?", Params: []string{"who iri?  The builder"},
		Columns: []string{"who", "what"}, Tags: []string{"own"}, Program: "\ng.V().all()\n"}
	text, err := d.Text()
	if err != nil || !strings.HasSuffix(text, "\n\ng.V().all()\n") {
		t.Fatalf("got %q, %v", text, err)
	}
	lib, err := queries.Open(fstest.MapFS{"who-built.js": {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	q, err := lib.Find("who-built")
	if err != nil || q.Title != d.Title || q.Asks != d.Asks || !slices.Equal(q.Columns, d.Columns) || !slices.Equal(q.Tags, d.Tags) || q.Param("who") == nil {
		t.Errorf("got %+v, %v", q, err)
	}
}

// TestDraftRefuses: a name or a header that could not be read back is not written.
func TestDraftRefuses(t *testing.T) {
	for want, d := range map[string]queries.Draft{
		"small letters, digits and hyphens": {Name: "Who Built", Title: "a", Asks: "b", Columns: []string{"c"}, Tags: []string{"d"}},
		`columns: got "The Claim"`:          {Name: "claims", Title: "a", Asks: "b", Columns: []string{"The Claim"}, Tags: []string{"d"}},
		`"title:" has no value`:             {Name: "claims", Asks: "b", Columns: []string{"c"}, Tags: []string{"d"}},
	} {
		if _, err := d.Text(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
