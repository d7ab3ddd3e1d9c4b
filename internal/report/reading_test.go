package report

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

func shippedQuads(t *testing.T) []quad.Quad {
	t.Helper()
	d, err := quads.Load(quads.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	return d.Quads()
}

func TestReading(t *testing.T) {
	l := NewLookup(graph.Load(shippedQuads(t)))
	for statement, want := range map[quad.IRI]string{
		"rit:03a": "Masoud Pezeshkian and Vladimir Putin signed the Comprehensive Strategic Partnership Treaty. The event “Signing of the " +
			"Comprehensive Strategic Partnership Treaty” is the act of Masoud Pezeshkian and Vladimir Putin, has as its agreement the " +
			"Comprehensive Strategic Partnership Treaty, has the place Moscow, has the time “on January 17” and has the date January 17, no " +
			"year. Here “The treaty” means the Comprehensive Strategic Partnership Treaty.",
		"rit:05d": "US sanctions are imposed by the United States. Here “US” means the United States.",
		"rit:07a": "The articles of the treaty have the count 47, are part of the Comprehensive Strategic Partnership Treaty and are a group. Here " +
			"“Its” means the Comprehensive Strategic Partnership Treaty.",
		"rit:11a": "The Comprehensive Strategic Partnership Treaty stops short of “a mutual defense pact” (a proposal), which is a denial. There is a " +
			"proposal: “a mutual defense pact”. Here “it” means the Comprehensive Strategic Partnership Treaty.",
		"rit:11b": "Iran pressed for “a mutual defense pact” (a proposal). The proposal “a mutual defense pact” is held by Iran. Here “something” " +
			"means “a mutual defense pact” (a proposal).",
		"rit:11d": "A duty, “must not support the aggressor”, binds Iran and Russia, holds on the condition “if either party is attacked”, has the " +
			"force of prohibition and is set out in the Comprehensive Strategic Partnership Treaty. Here “either party” means Iran and Russia; " +
			"“the other” means Iran and Russia; “it” means the Comprehensive Strategic Partnership Treaty.",
		"rit:13a": "Iran and Russia reject International sanctions. A speech, “Russia and Iran reaffirm their rejection of international sanctions”, " +
			"is about International sanctions and is the act of Iran and Russia. Here “Tehran” means Iran; “their” means Iran and Russia; " +
			"“Moscow” means Russia.",
		"rit:14a": "Iran and Russia pledged “not to join or enforce restrictions imposed by third countries” (a duty). Restrictions imposed by third " +
			"countries are sanctions. This duty is about restrictions imposed by third countries, binds Iran and Russia and has the force of " +
			"prohibition. Here “Each side” means Iran and Russia.",
		"rit:20a": "Iran hopes for “the project will help it reach a nuclear power capacity of 20 gigawatts by 2040” (a hope). This hope is about " +
			"“Eight small nuclear power plants in Iran” (a project), is due 2040, is held by Iran, has the target “20 gigawatts” [20 GW] and " +
			"has the timeframe “by 2040”. “20 gigawatts” is the quantity 20 GW. Here “the project” means “Eight small nuclear power plants in " +
			"Iran” (a project); “Tehran” means Iran; “it” means Iran.",
		"rit:21b": "The Bushehr nuclear power plant has the status operating. Iran operates the Bushehr nuclear power plant. The event “Operation of " +
			"the Bushehr plant” is the act of Iran, concerns the Bushehr nuclear power plant and has the time “currently”. Here “one nuclear " +
			"power plant in Bushehr” means the Bushehr nuclear power plant. The words say that this is all.",
		"rit:21e": "The Bushehr nuclear power plant produces “roughly one gigawatt” [about 1 GW]. “roughly one gigawatt” is the quantity 1 GW, " +
			"approximately. Here “one nuclear power plant in Bushehr” means the Bushehr nuclear power plant.",
		"rit:inf-signing": "Inferred, in no words of the article: the event “Signing of the Comprehensive Strategic Partnership Treaty” has the date, as " +
			"inferred, 2025-01-17.",
		"kg:nowhere": "",
	} {
		if got := l.Reading(statement); got != want {
			t.Errorf("%s\n got %s\nwant %s", statement, got, want)
		}
	}
}

func TestReadingOfDenial(t *testing.T) {
	qs := append(shippedQuads(t), denialQuads()...)
	l := NewLookup(graph.Load(qs))
	const want = "It is denied that Iran endorsed the Comprehensive Strategic Partnership Treaty; this denial has the words “Iran has not endorsed it” and is said by Russia."
	if got := l.Reading("x:01a"); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func denialQuads() []quad.Quad {
	var qs []quad.Quad
	for _, q := range [][2]quad.Value{
		{quads.Type, quads.Denial}, {quads.DeniedSource, quad.IRI("kg:iran")}, {quads.DeniedProperty, quad.IRI("kg:endorsed")},
		{quads.DeniedTarget, quad.IRI("kg:russia-iran-treaty")}, {quads.Content, quad.String("Iran has not endorsed it")}, {quads.Speaker, quad.IRI("kg:russia")},
	} {
		qs = append(qs, quad.Quad{Subject: quad.IRI("x:denial"), Predicate: q[0], Object: q[1], Label: quad.IRI("x:01a")})
	}
	return qs
}

// TestReadingTellsMutantsApart changes each quad of each statement in every way that a slip could: leave it out, swap its ends, swap its object
// with that of another role, name another entity, class, predicate, number or date. Each makes another reading, so a reviewer can see it.
func TestReadingTellsMutantsApart(t *testing.T) {
	t.Run("built-in", func(t *testing.T) { tellMutantsApart(t, append(shippedQuads(t), denialQuads()...), 1500) })
	t.Run("harbour", func(t *testing.T) {
		d, err := quads.Load(os.DirFS("../../cmd/rapport/testdata/dossiers/harbour/quads"))
		if err != nil {
			t.Fatal(err)
		}
		tellMutantsApart(t, d.Quads(), 500)
	})
}

func tellMutantsApart(t *testing.T, qs []quad.Quad, least int) {
	before := NewLookup(graph.Load(qs))
	mutants := 0
	for at, q := range qs {
		label, _ := q.Label.(quad.IRI)
		if !before.told(label) {
			continue
		}
		want := before.Reading(label)
		try := func(slip string, mutant []quad.Quad) {
			if slices.Equal(mutant, qs) {
				return
			}
			mutants++
			if got := NewLookup(graph.Load(mutant)).Reading(label); got == want {
				t.Errorf("%v: %s, and it reads the same: %s", q, slip, got)
			}
		}
		try("left out", slices.Delete(slices.Clone(qs), at, at+1))
		for _, object := range otherObjects(q) {
			try(fmt.Sprint("with the object ", object), withQuad(qs, at, quad.Quad{Subject: q.Subject, Predicate: q.Predicate, Object: object, Label: q.Label}))
		}
		if object, ok := q.Object.(quad.IRI); ok && q.Predicate != quads.Type && object != q.Subject {
			try("turned round", withQuad(qs, at, quad.Quad{Subject: object, Predicate: q.Predicate, Object: q.Subject, Label: q.Label}))
			try("with another predicate", withQuad(qs, at, quad.Quad{Subject: q.Subject, Predicate: quad.IRI("kg:replaces"), Object: object, Label: q.Label}))
		}
		for other := at + 1; other < len(qs) && qs[other].Label == q.Label; other++ {
			if o := qs[other]; o.Subject == q.Subject && o.Predicate != q.Predicate && o.Object != q.Object {
				swapped := withQuad(qs, at, quad.Quad{Subject: q.Subject, Predicate: q.Predicate, Object: o.Object, Label: q.Label})
				swapped[other].Object = q.Object
				try(fmt.Sprint("its object swapped with that of ", o.Predicate), swapped)
			}
		}
	}
	if mutants < least {
		t.Errorf("%d mutants, want %d at least", mutants, least)
	}
}

func withQuad(qs []quad.Quad, at int, q quad.Quad) []quad.Quad {
	out := slices.Clone(qs)
	out[at] = q
	return out
}

// otherObjects are what could stand in place of a quad's object by a slip of the hand.
func otherObjects(q quad.Quad) []quad.Value {
	switch o := q.Object.(type) {
	case quad.IRI:
		if q.Predicate == quads.Type {
			return []quad.Value{quad.IRI("kg:Hope"), quad.IRI("kg:Denial"), quad.IRI("kg:Treaty")}
		}
		return []quad.Value{quad.IRI("kg:azerbaijan"), quad.IRI("kg:moscow")}
	case quad.String:
		return []quad.Value{o + " once"}
	case quad.TypedString:
		switch o.Type {
		case quads.XSDDouble:
			return []quad.Value{quad.TypedString{Value: "3.0E1", Type: o.Type}}
		case quads.EDTF:
			return []quad.Value{quad.TypedString{Value: "2031", Type: o.Type}}
		case quads.XSDBoolean:
			return []quad.Value{quad.TypedString{Value: "false", Type: o.Type}}
		}
		return []quad.Value{quad.TypedString{Value: o.Value + "1", Type: o.Type}}
	}
	return nil
}
