package report

import (
	"encoding/json"
	"io"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// ProfileSchema names the version of the JSON of a profile:
//
//	{"schema":"rapport.profile/1","node":TERM,"class":"state","sentences":[{"iri","number","text"}],"groups":[GROUP],"statements":[CITATION]}
//
// A GROUP has a title, a note on how to read it, and items; it is what tells a fact from a duty or a hope. An ITEM has
//
//	subject      TERM, where the relation does not start from the node
//	label        the relation in words, and predicate its IRI; none where the values alone say it
//	inverse      the relation is read from its object
//	negative     the article denies it
//	values       [TERM]
//	roles        [ITEM], what is said of the one value that is content or an occurrence; triple where the values are a relation that is denied
//	note         "among others", "and no other"
//	statements   IRIs, each of which is in the document's statements as a CITATION (see CitationSchema), whose notes are what it leaves open
//
// A TERM is a typed value as in rows, with text (the words, quotation marks included where they are the article's), class, tag ("hope",
// "project, contracted") and disputed, the IRIs of the statements that contradict what is said with it. Later versions of schema 1 may add members, never change or drop one.
const ProfileSchema = "rapport.profile/1"

// The JSON of a profile: what Profile holds, with typed values as in rows.
type (
	jsonProfile struct {
		Schema     string         `json:"schema"`
		Node       jsonTerm       `json:"node"`
		Class      string         `json:"class,omitempty"`
		Sentences  []jsonSentence `json:"sentences,omitempty"`
		Groups     []jsonGroup    `json:"groups"`
		Statements []jsonCitation `json:"statements"`
	}
	jsonGroup struct {
		Title string     `json:"title"`
		Note  string     `json:"note,omitempty"`
		Items []jsonItem `json:"items"`
	}
	jsonItem struct {
		Subject    *jsonTerm  `json:"subject,omitempty"`
		Label      string     `json:"label,omitempty"`
		Predicate  string     `json:"predicate,omitempty"`
		Inverse    bool       `json:"inverse,omitempty"`
		Negative   bool       `json:"negative,omitempty"`
		Inferred   bool       `json:"inferred,omitempty"`
		Values     []jsonTerm `json:"values"`
		Triple     bool       `json:"triple,omitempty"`
		Roles      []jsonItem `json:"roles,omitempty"`
		Note       string     `json:"note,omitempty"`
		Statements []string   `json:"statements,omitempty"`
	}
	jsonTerm struct {
		Kind     string   `json:"kind"`
		Value    string   `json:"value"`
		Datatype string   `json:"datatype,omitempty"`
		Language string   `json:"language,omitempty"`
		Text     string   `json:"text"`
		Class    string   `json:"class,omitempty"`
		Tag      string   `json:"tag,omitempty"`
		Disputed []string `json:"disputed,omitempty"`
	}
	jsonSentence struct {
		IRI    string `json:"iri"`
		Number int    `json:"number"`
		Text   string `json:"text"`
	}
)

// WriteJSON writes a profile as one JSON document.
func (p *Profile) WriteJSON(w io.Writer) error {
	out := jsonProfile{Schema: ProfileSchema, Node: termJSON(p.Node), Class: p.Kind, Groups: []jsonGroup{}, Statements: []jsonCitation{}}
	for _, s := range p.Sentences {
		out.Sentences = append(out.Sentences, jsonSentence{string(s.IRI), s.Number, s.Text})
	}
	for _, g := range p.Groups {
		group := jsonGroup{Title: g.Title, Note: g.Note}
		for _, item := range g.Items {
			group.Items = append(group.Items, itemJSON(item))
		}
		out.Groups = append(out.Groups, group)
	}
	for _, c := range p.cited() {
		out.Statements = append(out.Statements, citationJSON(c))
	}
	return WriteIndented(w, out)
}

// WriteIndented writes a value as JSON for people too.
func WriteIndented(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

func itemJSON(x Item) jsonItem {
	out := jsonItem{
		Label: x.Label, Predicate: string(x.Predicate), Inverse: x.Inverse, Negative: x.Negative,
		Values: termsJSON(x.Terms), Note: x.Note, Statements: iriTexts(x.Statements),
	}
	if x.Subject != nil {
		t := termJSON(*x.Subject)
		out.Subject = &t
	}
	for _, r := range x.Roles {
		out.Roles = append(out.Roles, jsonItem{
			Label: r.Label, Predicate: string(r.Predicate), Inverse: r.Inverse, Negative: r.Negative, Inferred: r.Inferred,
			Values: termsJSON(r.Terms), Triple: r.Triple, Statements: iriTexts(r.Statements),
		})
	}
	return out
}

func termsJSON(terms []Term) []jsonTerm {
	out := make([]jsonTerm, len(terms))
	for i, t := range terms {
		out[i] = termJSON(t)
	}
	return out
}

func termJSON(t Term) jsonTerm {
	out := jsonTerm{Kind: kindOf(t.Value), Value: quads.TextOf(t.Value), Text: t.Text, Class: string(t.Class), Tag: t.Tag}
	if len(t.Disputed) > 0 {
		out.Disputed = iriTexts(t.Disputed)
	}
	switch v := t.Value.(type) {
	case quad.TypedString:
		out.Datatype = string(v.Type)
	case quad.LangString:
		out.Language = v.Lang
	}
	return out
}
