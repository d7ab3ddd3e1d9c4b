package quads

import "testing"

// The dossier that is built into the program is proved like any other.
func TestShippedDossierHasNoFindings(t *testing.T) {
	d, findings, err := Check(Shipped())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		t.Errorf("%v [%s]\n\t%s", f, f.Rule, f.Hint)
	}
	if len(d.Articles) == 0 || len(d.Statements) == 0 {
		t.Error("the shipped dossier is empty")
	}
}
