package queries

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// Arguments are what a user gave for the parameters of a query, by name, each time a flag was given. A name that is not
// there was not given.
type Arguments map[string][]string

// Params are values bound to the parameters of a query, for its program: a quad.Value, a []quad.Value for a list, or nil for an
// optional parameter that was not given, which the program sees as undefined.
type Params map[string]any

// values are those of one parameter, none where it was not given.
func (p Params) values(name string) []quad.Value {
	switch v := p[name].(type) {
	case quad.Value:
		return []quad.Value{v}
	case []quad.Value:
		return v
	}
	return nil
}

// Resolver turns an IRI, name or alias into the IRI of a node of the graph that the query will ask: one of some classes, when there are any.
// Its error says what else may be meant.
type Resolver func(text string, classes ...quad.IRI) (quad.IRI, error)

// ErrMissing is what is wrong with a parameter that must be given and is not.
var ErrMissing = errors.New("must be given")

// ParamError says what is wrong with the value of a parameter, or that there is none.
type ParamError struct {
	Param string
	Err   error
	Fix   string // "" when Err has a hint of its own, or there is none
}

func (e *ParamError) Error() string { return fmt.Sprintf("--%s: %v", e.Param, e.Err) }

func (e *ParamError) Unwrap() error { return e.Err }

// Hint says how to mend it, or "".
func (e *ParamError) Hint() string {
	var inner interface{ Hint() string }
	if e.Fix == "" && errors.As(e.Err, &inner) {
		return inner.Hint()
	}
	return e.Fix
}

// Bind checks what a user gave against the parameters of a query or report, puts defaults where nothing was given, and resolves names of
// entities. The errors, joined, are of type *ParamError, one for each parameter that is wrong. Arguments that h has no parameter for are
// errors too.
func Bind(h *Header, given Arguments, resolve Resolver) (Params, error) {
	out := Params{}
	var errs []error
	for name := range given {
		if h.Param(name) == nil {
			errs = append(errs, &ParamError{name, fmt.Errorf("%s has no such parameter", h.Name), didYouMean(name, paramNames(h))})
		}
	}
	for i := range h.Params {
		p := &h.Params[i]
		v, err := p.bind(h, given[p.Name], resolve)
		if err != nil {
			errs = append(errs, err)
		}
		out[p.Name] = v
	}
	if err := h.apart(out, given); err != nil {
		errs = append(errs, err)
	}
	if len(errs) > 0 {
		return nil, joined(errs)
	}
	return out, nil
}

// SameError says that two parameters which must differ were given the same.
type SameError struct {
	Text  string // what was given
	Param string // the other parameter
	Other string // what was given for that
	Value quad.Value
}

func (e *SameError) Error() string {
	switch iri, isNode := e.Value.(quad.IRI); {
	case e.Text == e.Other:
		return fmt.Sprintf("%q is given for %q as well, want another", e.Text, e.Param)
	case isNode:
		return fmt.Sprintf("%q is the same as %q, given for %q: %s", e.Text, e.Other, e.Param, string(iri))
	}
	return fmt.Sprintf("%q is the same as %q, given for %q", e.Text, e.Other, e.Param)
}

// Hint says where all there is about one entity stands; "" for what is none.
func (e *SameError) Hint() string {
	if iri, ok := e.Value.(quad.IRI); ok {
		return fmt.Sprintf("all there is about one entity: rapport report dossier --entity %s", string(iri))
	}
	return ""
}

// apart holds bound parameters to Differ. The error is a *ParamError of a *SameError.
func (h *Header) apart(bound Params, given Arguments) error {
	type arg struct{ param, text string }
	first := map[quad.Value]arg{}
	for _, name := range h.Differ {
		texts := given[name]
		if texts == nil {
			texts = h.Param(name).Default
		}
		for i, v := range bound.values(name) {
			switch met, again := first[v]; {
			case !again:
				first[v] = arg{name, texts[i]}
			case met.param != name:
				return &ParamError{Param: name, Err: &SameError{texts[i], met.param, met.text, v}}
			}
		}
	}
	return nil
}

// joined joins several errors and keeps a single one as it is.
func joined(errs []error) error {
	if len(errs) == 1 {
		return errs[0]
	}
	return errors.Join(errs...)
}

func paramNames(h *Header) []string {
	var out []string
	for _, p := range h.Params {
		out = append(out, "--"+p.Name)
	}
	return out
}

// bind returns nil without an error for an optional parameter that was not given.
func (p *Param) bind(h *Header, given []string, resolve Resolver) (any, error) {
	if given == nil {
		given = p.Default
	}
	switch {
	case len(given) == 0 && p.Optional:
		return nil, nil
	case len(given) == 0:
		return nil, &ParamError{p.Name, ErrMissing, fmt.Sprintf("rapport %s %s --help shows an example", h.verb(), h.Name)}
	case len(given) > 1 && !p.List:
		return nil, &ParamError{p.Name, fmt.Errorf("given %d times, want one", len(given)), ""}
	}
	list := make([]quad.Value, len(given))
	for i, text := range given {
		v, err := p.value(text, resolve)
		if err != nil {
			return nil, &ParamError{Param: p.Name, Err: err}
		}
		list[i] = v
	}
	if p.List {
		return list, nil
	}
	return list[0], nil
}

// value reads one value as the parameter's type wants it.
func (p *Param) value(text string, resolve Resolver) (quad.Value, error) {
	if p.Choices != nil {
		choice, err := p.choose(text)
		if err != nil {
			return nil, hinted{err, didYouMean(text, p.Words())}
		}
		if p.Type == IRI {
			return quad.IRI(choice), nil
		}
		text = choice
	}
	switch p.Type {
	case IRI:
		return p.resolved(text, resolve)
	case Number:
		return number(text)
	case Date:
		return date(text)
	}
	return quad.String(text), nil
}

func (p *Param) resolved(text string, resolve Resolver) (quad.Value, error) {
	classes := make([]quad.IRI, len(p.Classes))
	for i, class := range p.Classes {
		classes[i] = quad.IRI(class)
	}
	iri, err := resolve(text, classes...)
	if err != nil {
		return nil, err
	}
	return iri, nil
}

func number(text string) (quad.Value, error) {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return quad.TypedString{Value: quad.String(strconv.FormatInt(n, 10)), Type: quads.XSDInteger}, nil
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) || strings.ContainsAny(text, "xX_pP") {
		return nil, hinted{fmt.Errorf("%q is not a number", text), "write it as 20, 0.5 or 1e9"}
	}
	return quad.TypedString{Value: quad.String(strings.TrimPrefix(text, "+")), Type: quads.XSDDouble}, nil
}

// date gives the first moment of an EDTF date.
func date(text string) (quad.Value, error) {
	interval, err := quads.ParseEDTF(text)
	if err != nil || interval.Earliest.IsZero() {
		return nil, hinted{fmt.Errorf("%q is not a date", text), "write it as 2011, 2025-10 or 2025-10-02"}
	}
	moment := interval.Earliest.UTC().Format("2006-01-02T15:04:05Z")
	return quad.TypedString{Value: quad.String(moment), Type: quads.XSDDateTime}, nil
}

// hinted is an error with a hint.
type hinted struct {
	error
	hint string
}

// Hint says how to mend it.
func (h hinted) Hint() string { return h.hint }

func (h hinted) Unwrap() error { return h.error }
