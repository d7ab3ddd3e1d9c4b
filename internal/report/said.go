package report

import (
	"cmp"
	"slices"

	"github.com/cayleygraph/quad"

	"rapport/graph/gizmo"
	"rapport/quads"
	"rapport/queries"
)

// attitudes are the predicates by which somebody takes a stand.
var attitudes = [...]quad.IRI{"kg:hailed", "kg:endorsed", "kg:rejects", "kg:resisted", "kg:pressedFor", "kg:hopesFor"}

// Predicates and classes that tell what somebody's words are about.
const (
	instrument = quad.IRI("kg:instrument")
	claim      = quad.IRI("kg:Claim")
)

// voice is what somebody says of a subject, or how somebody stands to it.
type voice struct {
	kind                                         string
	what, subject, who, how, modality, statement quad.Value
}

// voices are those of one kind, each once, with what they rest on.
type voices struct {
	all []voice
	why []gizmo.Why
	at  map[voice]int
}

func (vs *voices) add(v voice, d gizmo.Derivation) {
	why := gizmo.Why{Derivations: []gizmo.Derivation{d}}
	if i, known := vs.at[v]; known {
		vs.why[i] = vs.why[i].Fold(why)
		return
	}
	if vs.at == nil {
		vs.at = map[voice]int{}
	}
	vs.at[v] = len(vs.all)
	vs.all, vs.why = append(vs.all, v), append(vs.why, why)
}

// ordered returns them in the order of the values of some of their parts.
func (vs *voices) ordered(by ...func(*voice) quad.Value) (out []heard) {
	for i := range vs.all {
		out = append(out, heard{&vs.all[i], vs.why[i]})
	}
	slices.SortStableFunc(out, func(a, b heard) int {
		for _, part := range by {
			if c := quads.Compare(part(a.voice), part(b.voice)); c != 0 {
				return c
			}
		}
		return 0
	})
	return out
}

// heard is a voice with what it rests on.
type heard struct {
	*voice
	why gizmo.Why
}

// said finds the rows of queries/positions.js that tell what somebody says and how somebody stands to it; of a node, those about it and about what it
// is the instrument of.
func (f *rowFinder) said(node quad.IRI) {
	var its distinct[quad.Value]
	if node != "" {
		its.add(node)
		for _, q := range f.scan(nil, instrument, node, nil) {
			its.add(q.Subject)
		}
	}
	isIts := func(v quad.Value) bool { return node == "" || its.has[v] }
	about := func(p quad.IRI) (out []quad.Quad) {
		if node == "" {
			return f.stated(nil, p, nil)
		}
		for _, it := range its.list {
			out = append(out, f.stated(nil, p, it)...)
		}
		return out
	}

	var spoken, ofNothing, denied, stands voices
	for _, q := range about(quads.About) {
		f.spoken(&spoken, q.Subject, q.Object, q.Label, f.walked(q))
	}
	for _, q := range f.stated(nil, quads.Type, claim) {
		if isIts(q.Subject) && len(f.match(q.Subject, quads.About, nil, nil)) == 0 {
			f.spoken(&ofNothing, q.Subject, q.Subject, q.Label, f.walked(q))
		}
	}
	for _, q := range f.stated(nil, quads.Type, quads.Denial) {
		for _, target := range f.scan(q.Subject, quads.DeniedTarget, nil, nil) {
			if isIts(target.Object) {
				f.spoken(&denied, q.Subject, target.Object, q.Label, append(f.walked(q), target))
			}
		}
	}
	for _, p := range attitudes {
		for _, q := range about(p) {
			v := voice{"stand", q.Object, q.Object, q.Subject, p, nil, q.Label}
			hedges := f.scan(q.Object, quads.Modality, nil, nil)
			if len(hedges) == 0 {
				stands.add(v, f.walked(q))
			}
			for _, m := range hedges {
				v.modality = m.Object
				stands.add(v, append(f.walked(q), m))
			}
		}
	}
	f.giveVoices(slices.Concat(
		spoken.ordered(byStatement, byWhat, bySubject, byWho, byHow), ofNothing.ordered(byStatement, byWhat, bySubject, byWho, byHow),
		denied.ordered(byStatement, byWhat, bySubject, byWho, byHow), stands.ordered(byStatement, byWho, byHow, bySubject)))
}

func byStatement(v *voice) quad.Value { return v.statement }
func byWhat(v *voice) quad.Value      { return v.what }
func bySubject(v *voice) quad.Value   { return v.subject }
func byWho(v *voice) quad.Value       { return v.who }
func byHow(v *voice) quad.Value       { return v.how }

// spoken adds what speakers say with content about a subject.
func (f *rowFinder) spoken(to *voices, content, subject, statement quad.Value, walked gizmo.Derivation) {
	for _, speaker := range f.scan(content, quads.Speaker, nil, nil) {
		for _, class := range f.scan(content, quads.Type, nil, nil) {
			for _, m := range f.scan(content, quads.Modality, nil, nil) {
				to.add(voice{"words", content, subject, speaker.Object, class.Object, m.Object, statement}, append(slices.Clip(walked), speaker, class, m))
			}
		}
	}
}

// giveVoices gives the rows, in the order of their statements, those of one subject together.
func (f *rowFinder) giveVoices(all []heard) {
	slices.SortStableFunc(all, func(a, b heard) int {
		return cmp.Compare(asWritten(a.statement), asWritten(b.statement))
	})
	var subjects []quad.Value
	of := map[quad.Value][]heard{}
	for _, h := range all {
		if of[h.subject] == nil {
			subjects = append(subjects, h.subject)
		}
		of[h.subject] = append(of[h.subject], h)
	}
	for _, subject := range subjects {
		for _, h := range of[subject] {
			f.give(map[string]quad.Value{
				"subject": subject, "kind": quad.String(h.kind), "who": h.who, "how": h.how, "what": h.what, "words": f.wordsOf(h.statement),
				"modality": h.modality, queries.StatementColumn: h.statement,
			}, h.why)
		}
	}
}
