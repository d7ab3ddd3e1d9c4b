package graph

import (
	"errors"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// capital is a town that shares its name with what an article calls a state.
func capital() *Memory {
	q := func(s quad.IRI, p quad.IRI, o quad.Value, l quad.IRI) quad.Quad {
		return quad.Quad{Subject: s, Predicate: p, Object: o, Label: l}
	}
	return Load([]quad.Quad{
		q("kg:State", quads.SubClassOf, quad.IRI("kg:Actor"), quads.VocabularyLabel),
		q("kg:Actor", quads.Label, quad.String("actor"), quads.VocabularyLabel),
		q("kg:City", quads.Label, quad.String("city"), quads.VocabularyLabel),
		q("kg:orsa-city", quads.Type, quad.IRI("kg:City"), quads.EntityLabel),
		q("kg:orsa-city", quads.Name, quad.String("Orsa"), quads.EntityLabel),
		q("kg:mill", quads.Type, quad.IRI("kg:City"), quads.EntityLabel),
		q("kg:mill", quads.Name, quad.String("Mill"), quads.EntityLabel),
		q("kg:Treaty", quads.Label, quad.String("treaty"), quads.VocabularyLabel),
		q("kg:orsa-treaty", quads.Type, quad.IRI("kg:Treaty"), quads.EntityLabel),
		q("kg:orsa-treaty", quads.Name, quad.String("treaty of Orsa"), quads.EntityLabel),
		q("kg:mill-treaty", quads.Type, quad.IRI("kg:Treaty"), quads.EntityLabel),
		q("kg:mill-treaty", quads.Name, quad.String("treaty of Orsa and Mill"), quads.EntityLabel),
		q("kg:vale", quads.Type, quad.IRI("kg:State"), quads.EntityLabel),
		q("kg:vale", quads.Name, quad.String("Vale"), quads.EntityLabel),
		q("kg:vale", quads.MentionedAs, quad.String("Orsa"), "p:01a"),
	})
}

func TestResolveAs(t *testing.T) {
	f := NewFinder(capital())
	for _, c := range []struct {
		text, want, err string
		classes         []quad.IRI
	}{
		{"Orsa", "kg:orsa-city", "", nil},
		{"Orsa", "kg:vale", "", []quad.IRI{"kg:Actor"}},
		{"Orsa", "kg:orsa-city", "", []quad.IRI{"kg:City"}},
		{"Vale", "kg:vale", "", []quad.IRI{"kg:City", "kg:Actor"}},
		{"Mill", "", `no actor is called "Mill": Mill (kg:mill) is a city`, []quad.IRI{"kg:Actor"}},
		{"kg:mill", "", `no actor is called "kg:mill": Mill (kg:mill) is a city`, []quad.IRI{"kg:Actor"}},
		{"Orsa", "", `no treaty is called "Orsa": Orsa (kg:orsa-city) is a city`, []quad.IRI{"kg:Treaty"}},
		{"treaty of", "", `"treaty of" may be treaty of Orsa (kg:orsa-treaty) or treaty of Orsa and Mill (kg:mill-treaty)`, []quad.IRI{"kg:Treaty"}},
		{"nobody", "", `nothing is called "nobody"`, []quad.IRI{"kg:Actor"}},
	} {
		got, err := f.ResolveAs(c.text, c.classes...)
		if string(got) != c.want || (err == nil) != (c.err == "") || err != nil && err.Error() != c.err {
			t.Errorf("ResolveAs(%q, %v) = %q, %v; want %q, %s", c.text, c.classes, got, err, c.want, c.err)
		}
	}
	var misfit *MisfitError
	if _, err := f.ResolveAs("Mill", "kg:Actor"); !errors.As(err, &misfit) || misfit.Hint() != "look for an actor with: rapport find TEXT" {
		t.Errorf("got %v", err)
	}
}
