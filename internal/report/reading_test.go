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
		"rit:03a": "Masoud Pezeshkian and Vladimir Putin signed Comprehensive Strategic Partnership Treaty. Signing of the Comprehensive Strategic " +
			"Partnership Treaty is the act of Masoud Pezeshkian and Vladimir Putin, concerns the agreement Comprehensive Strategic Partnership Treaty, " +
			"has the place Moscow, has the time “on January 17” and has the date January 17, no year. Here “The treaty” means Comprehensive Strategic Partnership Treaty.",
		"rit:11a": "Comprehensive Strategic Partnership Treaty stops short of the proposal “a mutual defense pact” (a denial). " +
			"There is a proposal: “a mutual defense pact”. Here “it” means Comprehensive Strategic Partnership Treaty.",
		"rit:11d": "A duty, “must not support the aggressor”, binds Iran and Russia, holds on the condition “if either party is attacked”, " +
			"has the force of prohibition and is set out in Comprehensive Strategic Partnership Treaty. " +
			"Here “either party” means Iran and Russia; “the other” means Iran and Russia; “it” means Comprehensive Strategic Partnership Treaty.",
		"rit:13a": "Iran rejects International sanctions. Russia rejects International sanctions. Russia and Iran reaffirm their rejection of international " +
			"sanctions is about International sanctions, is the act of Iran and Russia and is of the kind speech. " +
			"Here “Tehran” means Iran; “their” means Iran and Russia; “Moscow” means Russia.",
		"rit:21b": "Bushehr nuclear power plant has the status operating. Iran operates Bushehr nuclear power plant. Operation of the Bushehr plant is " +
			"the act of Iran, concerns Bushehr nuclear power plant and has the time “currently”. " +
			"Here “one nuclear power plant in Bushehr” means Bushehr nuclear power plant. The words say that this is all.",
		"rit:21e": "Bushehr nuclear power plant produces “roughly one gigawatt” [about 1 GW]. “roughly one gigawatt” is the quantity 1 GW, approximately. " +
			"Here “one nuclear power plant in Bushehr” means Bushehr nuclear power plant.",
		"rit:inf-signing": "Inferred, in no words of the article: Signing of the Comprehensive Strategic Partnership Treaty has the date, as inferred, 2025-01-17.",
		"kg:nowhere":      "",
	} {
		if got := l.Reading(statement); got != want {
			t.Errorf("%s\n got %s\nwant %s", statement, got, want)
		}
	}
}

func TestReadingOfDenial(t *testing.T) {
	qs := append(shippedQuads(t), denialQuads()...)
	l := NewLookup(graph.Load(qs))
	const want = "It is denied that Iran endorsed Comprehensive Strategic Partnership Treaty; this denial has the words “Iran has not endorsed it” and is said by Russia."
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
