package document

import (
	"strings"
	"testing"
)

// TestCompareJSON: a statement has changed where its words, its sentence or its modality have, not where what stands before it or elsewhere in its article has.
func TestCompareJSON(t *testing.T) {
	const was = `{"schema":"rapport.report/1","statements":{"bc:04a":{"statement":"bc:04a","article":{"iri":"bc:article","sha256":"aa"},"quotes":[{"text":"rejects the plan","start":10,"end":26,"sentence":4}],"sentence":4,"modality":"planned"}}}`
	for _, c := range []struct{ name, is, want string }{
		{"the article has another digest", strings.Replace(was, `"aa"`, `"bb"`, 1), ""},
		{"a word before it is longer", strings.Replace(was, `"start":10,"end":26`, `"start":12,"end":28`, 1), ""},
		{"a sentence before it", strings.ReplaceAll(was, `"sentence":4`, `"sentence":5`), "    was “rejects the plan” · sentence 4\n    is  “rejects the plan” · sentence 5\n"},
		{"its quote is of another sentence", strings.Replace(was, `"sentence":4`, `"sentence":5`, 1), "    was “rejects the plan” · quotes [{\"sentence\":4,\"text\":\"rejects the plan\"}]\n"},
		{"it is meant otherwise", strings.Replace(was, "planned", "actual", 1), "    was “rejects the plan” · modality \"planned\"\n    is  “rejects the plan” · modality \"actual\"\n"},
		{"its words", strings.Replace(was, "rejects", "hails", 1), "    was “rejects the plan”\n    is  “hails the plan”\n"},
	} {
		changes, lines := Compare([]byte(was), []byte(c.is))
		var b strings.Builder
		if err := WriteChanges(&b, changes, lines); err != nil {
			t.Fatal(err)
		}
		if (c.want == "") != (len(changes) == 0) || !strings.Contains(b.String(), c.want) {
			t.Errorf("%s: %d changes, want %q in\n%s", c.name, len(changes), c.want, b.String())
		}
	}
}
