package report_test

import (
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/internal/report"
	"rapport/quads"
)

// TestStances: that somebody takes a stance on content is stated, and the content is what is no fact. What else is said of the content says so too.
func TestStances(t *testing.T) {
	qs := load(t, quads.Shipped())
	qs = append(qs,
		quad.Quad{Subject: quad.IRI("kg:rosatom"), Predicate: quad.IRI("kg:rejects"), Object: quad.IRI("rit:defining-moment"), Label: quad.IRI("rit:01d")},
		quad.Quad{Subject: quad.IRI("kg:rosatom"), Predicate: quad.IRI("kg:hailed"), Object: quad.IRI("kg:russia-iran-pipeline"), Label: quad.IRI("rit:16b")},
		quad.Quad{Subject: quad.IRI("kg:rosatom"), Predicate: quad.IRI("kg:endorsed"), Object: quad.IRI("rit:no-support-for-aggressor"), Label: quad.IRI("rit:11d")},
		quad.Quad{Subject: quad.IRI("rit:defining-moment"), Predicate: quad.IRI("kg:rejects"), Object: quad.IRI("kg:russia-iran-pipeline"), Label: quad.IRI("rit:01d")},
	)
	of := func(s, p quad.IRI) (out gizmo.Derivation) {
		for _, q := range qs {
			if q.Subject == s && q.Predicate == p && q.Label != quads.DerivedLabel {
				out = append(out, q)
			}
		}
		if len(out) == 0 {
			t.Fatalf("no %s %s", s, p)
		}
		return out[:1]
	}
	resisted, pressed := of("kg:russia", "kg:resisted"), of("kg:iran", "kg:pressedFor")
	lacks := of("kg:russia-iran-treaty", "kg:stopsShortOf")
	l := report.NewLookup(graph.Load(qs))
	for _, c := range []struct {
		name    string
		crossed []gizmo.Derivation
		words   string
		note    string // of the first statement
	}{
		{"what is resisted", []gizmo.Derivation{resisted}, "a stance on what is only proposed by Iran", "a stance on what is proposed"},
		{"and pressed for", []gizmo.Derivation{append(resisted[:1:1], pressed...)}, "a stance on what is only proposed by Iran", "a stance on what is proposed"},
		{"pressed for alone", []gizmo.Derivation{pressed}, "proposed by Iran, not a fact", "proposed"},
		{"resisted and denied", []gizmo.Derivation{append(resisted[:1:1], lacks...)}, "a denial, “stops short of”", "a stance on what is proposed"},
		{"what others claim", []gizmo.Derivation{of("kg:rosatom", "kg:rejects")}, "a stance on what is said by Iran and Russia", "a stance on what is claimed"},
		{"a project", []gizmo.Derivation{of("kg:rosatom", "kg:hailed")}, "a stance on a project, planned", "a stance on what is planned"},
		{"a duty", []gizmo.Derivation{of("kg:rosatom", "kg:endorsed")},
			"a stance on what is owed or provided for, not said to be done; on a condition: “if either party is attacked”", "a stance on what is obliged"},
		{"a project, and another's aim", []gizmo.Derivation{of("kg:rosatom", "kg:hailed"), of("rit:capacity-hope", quads.Due)}, "hoped for by Iran, not a fact", "a stance on what is planned"},
		{"a stance that is claimed", []gizmo.Derivation{of("rit:defining-moment", "kg:rejects")}, "according to Iran and Russia", "claimed"},
		{"a stance on what is", []gizmo.Derivation{of("kg:russia", "kg:rejects")}, "", "actual"},
	} {
		x := l.NewExplainer()
		e := x.Explain(gizmo.Why{Derivations: c.crossed})
		if got := l.Standing(&e, nil).Words(); got != c.words {
			t.Errorf("%s: %q, want %q", c.name, got, c.words)
		}
		if text, _ := x.Footnotes[0].Text(); !strings.HasSuffix(text, " · "+c.note) {
			t.Errorf("%s: the note is %q, want %q", c.name, text, c.note)
		}
	}
}

// TestMentionsSayNothing: what words mean something does not tell how the rest of a statement is meant, or who says it. Where nothing else is crossed, it does.
func TestMentionsSayNothing(t *testing.T) {
	qs := append(load(t, quads.Shipped()), // "that", of the article itself, means what Iran and Russia claim
		quad.Quad{Subject: quad.IRI("rit:defining-moment"), Predicate: quads.MentionedAs, Object: quad.String("that"), Label: quad.IRI("rit:03d")})
	l := report.NewLookup(graph.Load(qs))
	for statement, want := range map[quad.IRI]string{
		"rit:11c": "said by the article itself · a stance on what is proposed", // "something" is the proposal
		"rit:11a": "said by the article itself · denied (also proposed)",
		"rit:20a": "said by the article itself · hoped", // "the project" is planned, "Tehran" is Iran
		"rit:13b": "said by Iran and Russia · claimed",
		"rit:03d": "said by the article itself · actual",
		"rit:01d": "said by Iran and Russia · in part claimed, in part actual", // that they hailed it is a fact
	} {
		x := l.NewExplainer()
		x.Statement(statement)
		if text, _ := x.Footnotes[0].Text(); !strings.HasSuffix(text, " · "+want) {
			t.Errorf("%s: %q, want %q", statement, text, want)
		}
	}
	x := l.NewExplainer()
	x.Explain(gizmo.Why{Derivations: []gizmo.Derivation{{qs[len(qs)-1]}}})
	if text, _ := x.Footnotes[0].Text(); !strings.HasSuffix(text, " · said by Iran and Russia · claimed") {
		t.Errorf("a mention alone: %q", text)
	}
}
