package report

import (
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph/gizmo"
	"rapport/quads"
)

// Standing is how far what a row says is so, in what a reader must be told beside it. It is made of the quads that the row crosses and of
// nothing else: no template has a say in it.
type Standing struct {
	// Modality is the weakest that the row crosses; "" where nothing has one.
	Modality string
	// Speakers, Holders, Statuses and Conditions are those of the content that the row crosses; no speaker is the article itself.
	Speakers, Holders, Statuses, Conditions []string
	// Verbs are the predicates that the row crosses whose own verb denies, as an article that says “stops short of”.
	Verbs []string
	// Stance says that all that it crosses of Modality is something that somebody takes a stance on, as by rejecting it: that the stance is taken is stated.
	Stance bool
	// Permitted says that what it crosses may be done and need not.
	Permitted bool
	// Disputed are the statements that contradict it, those that it shows itself too.
	Disputed []quad.Value
	// Inferred says that no words state it: an analyst concludes it.
	Inferred bool
	// Background says that it rests on no statement at all: names and types, vocabulary, what is known of articles.
	Background bool
	// Unlabelled says that it rests on quads without labels alone, so that nothing tells where they come from. It is then Background too.
	Unlabelled bool
}

// Standing returns that of a row: what it rests on, and the values that it shows.
func (l *Lookup) Standing(e *Evidence, shown []Cell) Standing {
	s := Standing{Modality: e.Modality(), Inferred: e.Inferred, Background: len(e.Notes) == 0}
	for _, n := range e.Disputed {
		s.Disputed = append(s.Disputed, n.Label)
	}
	both := s.Modality == quads.Denied && l.bothSides(e)
	if both {
		s.Modality = l.withoutDenials(e)
	}
	s.Unlabelled = s.Background && !e.Background && slices.ContainsFunc(e.Derivations, func(d gizmo.Derivation) bool { return len(d) > 0 })
	var seen []quad.IRI
	var forces []quad.Value
	content := func(v quad.Value, crossed bool) {
		node, ok := v.(quad.IRI)
		if m := l.Modality(node); !ok || slices.Contains(seen, node) || m == "" || both && m == quads.Denied {
			return
		}
		seen = append(seen, node)
		for _, text := range l.texts(node, quads.Condition) {
			s.Conditions = appendNew(s.Conditions, text)
		}
		if !crossed {
			return
		}
		forces = append(forces, l.objects(node, quads.Deontic)...)
		for _, role := range []struct {
			predicate quad.IRI
			to        *[]string
		}{{quads.Speaker, &s.Speakers}, {quads.Holder, &s.Holders}, {quads.Status, &s.Statuses}} {
			for _, v := range l.objects(node, role.predicate) {
				if iri, ok := v.(quad.IRI); ok {
					*role.to = appendNew(*role.to, l.Name(iri))
				}
			}
		}
	}
	for _, d := range e.Derivations {
		for _, q := range d {
			if !l.told(q.Label) {
				continue
			}
			content(l.content(q), true)
			if p, ok := q.Predicate.(quad.IRI); ok && l.negative(p) {
				s.Verbs = appendNew(s.Verbs, l.Name(p))
			}
		}
	}
	for _, c := range shown {
		content(c.Value, false)
	}
	s.Stance = len(s.Verbs) == 0 && l.stanceAlone(e, both)
	s.Permitted = len(forces) > 0 && !slices.ContainsFunc(forces, func(f quad.Value) bool { return f != quads.May })
	return s
}

// takesStance tells whether a quad says that somebody takes a stance on content, as by rejecting it. Whose content that is, the quad does not say.
func (l *Lookup) takesStance(q quad.Quad) bool {
	if p, ok := q.Predicate.(quad.IRI); !ok || !l.IsStance(p) || !l.told(q.Label) {
		return false
	}
	on := l.content(q)
	return on != "" && on == q.Object
}

// IsStance tells whether a predicate says how somebody stands to its object.
func (l *Lookup) IsStance(predicate quad.IRI) bool {
	def := l.vocab.Predicates[predicate]
	return def != nil && def.Stance
}

// stanceAlone tells whether all content that a row crosses is such that it says who takes a stance on it, but for the denial of a row that shows both sides.
func (l *Lookup) stanceAlone(e *Evidence, both bool) bool {
	var on []quad.IRI
	eachCrossed(e, func(q quad.Quad) bool {
		if l.takesStance(q) {
			on = append(on, l.content(q))
		}
		return true
	})
	return len(on) > 0 && eachCrossed(e, func(q quad.Quad) bool {
		c := l.content(q)
		return c == "" || slices.Contains(on, c) || both && l.crossed(q) == quads.Denied
	})
}

// bothSides tells whether a row shows with all that it denies the statements that say it.
func (l *Lookup) bothSides(e *Evidence) bool {
	return eachCrossed(e, func(q quad.Quad) bool {
		return l.crossed(q) != quads.Denied || !l.told(q.Label) || slices.ContainsFunc(l.Disputes(q), func(other quad.Quad) bool {
			return slices.ContainsFunc(e.Disputed, func(n *Footnote) bool { return n.Label == other.Label && slices.Contains(e.Notes, n.Number) })
		})
	})
}

// withoutDenials is the weakest modality of what a row crosses and does not deny.
func (l *Lookup) withoutDenials(e *Evidence) (m string) {
	eachCrossed(e, func(q quad.Quad) bool {
		if other := l.crossed(q); other != quads.Denied {
			m = weaker(m, other)
		}
		return true
	})
	return m
}

// eachCrossed tells whether all that a row crosses passes.
func eachCrossed(e *Evidence, passes func(quad.Quad) bool) bool {
	for _, d := range e.Derivations {
		for _, q := range d {
			if !passes(q) {
				return false
			}
		}
	}
	return true
}

// Fact tells whether it is one that the article itself states, without a condition.
func (s Standing) Fact() bool { return s.Words() == "" }

// Words say what keeps it from being a plain fact of the article's: "hoped for by Iran, not a fact", "disputed; a project, planned". "" for a fact.
func (s Standing) Words() string {
	var parts []string
	if len(s.Disputed) > 0 {
		parts = append(parts, Disputed)
	}
	words, source := s.modality(), ""
	if len(s.Speakers) > 0 && !slices.Contains([]string{"claimed", "possible", quads.Denied, quads.Actual, ""}, s.Modality) {
		source = "according to " + enumerate(s.Speakers)
	}
	switch {
	case words != "" && s.Stance: // who says so of what the stance is on does not say so of the stance
		parts = append(parts, strings.TrimSuffix("a stance on "+s.on()+", "+source, ", "))
	case words != "":
		parts = append(parts, words)
		fallthrough
	default:
		parts = appendSome(parts, source)
	}
	for _, c := range s.Conditions {
		parts = append(parts, "on a condition: "+quoted(c))
	}
	if s.Inferred {
		parts = append(parts, "inferred, in no words of the article")
	}
	switch {
	case s.Unlabelled:
		parts = append(parts, "in a graph without labels, which does not say where it has it from")
	case s.Background:
		parts = append(parts, "entity data, in no words of an article")
	}
	return Clean(strings.Join(parts, "; "))
}

func appendSome(parts []string, words string) []string {
	if words == "" {
		return parts
	}
	return append(parts, words)
}

func by(who []string) string {
	if len(who) == 0 {
		return ""
	}
	return " by " + enumerate(who)
}

// on says what a stance is on: “what is only proposed by Iran”.
func (s Standing) on() string {
	switch s.Modality {
	case quads.Denied:
		return "what is denied" + by(s.Speakers)
	case "claimed":
		if len(s.Speakers) > 0 {
			return "what is said" + by(s.Speakers)
		}
		return "a claim, by whom is not said"
	case "obliged", "unsettled":
		return "what is " + s.modality()
	case "intended":
		return "what is only aimed at" + by(s.Holders)
	case "planned":
		if len(s.Statuses) > 0 {
			return s.modality()
		}
		return "what is only planned"
	case "possible":
		return "what is only called possible" + by(s.Speakers)
	case "hoped":
		return "what is only hoped for" + by(s.Holders)
	}
	return "what is only " + s.Modality + by(s.Holders)
}

func (s Standing) modality() string {
	switch s.Modality {
	case quads.Denied:
		if len(s.Verbs) > 0 { // the words of the row may deny already, so that “denied” would read as if they were
			return "a denial, " + quoted(strings.Join(s.Verbs, "”, “"))
		}
		return "denied" + by(s.Speakers)
	case "claimed":
		if len(s.Speakers) > 0 {
			return "according to " + enumerate(s.Speakers)
		}
		return "claimed, by whom is not said"
	case "obliged":
		if s.Permitted {
			return "permitted, not said to be done"
		}
		return "owed or provided for, not said to be done"
	case "intended":
		return "aimed at" + by(s.Holders) + ", not a fact"
	case "planned":
		if len(s.Statuses) > 0 {
			return "a project, " + enumerate(s.Statuses)
		}
		return "planned, not a fact"
	case "proposed":
		return "proposed" + by(s.Holders) + ", not a fact"
	case "possible":
		return "called possible" + by(s.Speakers)
	case "hoped":
		return "hoped for" + by(s.Holders) + ", not a fact"
	case "unsettled":
		return "not settled"
	}
	return ""
}

// Lead is Words in front of a sentence: "Hoped for by Iran, not a fact: ".
func (s Standing) Lead() string {
	if words := s.Words(); words != "" {
		return capital(words) + ": "
	}
	return ""
}

const (
	// Stated is what stands for Words in a column, where a fact needs a word too.
	Stated = "stated"
	// Disputed begins Words where another statement says otherwise.
	Disputed = "disputed"
)
