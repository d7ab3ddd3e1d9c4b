package quads

import (
	"cmp"
	"strings"
	"time"

	"github.com/cayleygraph/quad"
)

// Rank is the first thing that Compare looks at.
type Rank uint8

// The ranks, in their order.
const (
	RankNone Rank = iota // nil
	RankBlank
	RankIRI
	RankNumber
	RankBoolean
	RankTime
	RankText // plain and tagged strings, and every literal whose text is not of its datatype's lexical space
)

// Compare orders values: nil < blank nodes < IRIs < numbers by value < booleans (false first) < times by instant < text by code points.
// Numbers are the XSD numeric datatypes together, compared exactly as the decimals they are written as ("0.1"^^xsd:double is 0.1; ranges
// such as xsd:byte's are not checked), -INF first, INF and then NaN last. Times are xsd:dateTime, date, gYearMonth and gYear together, at
// their earliest instant, in UTC where no zone is given. The datatype may be written short (xsd:integer). A literal that is not of its
// datatype's lexical space is text. Equal values are ordered by lexical form, then datatype, then language, so that the result is 0 only
// for identical values: the order is total.
func Compare(a, b quad.Value) int {
	var x, y parts
	x.split(a)
	y.split(b)
	if c := cmp.Compare(x.rank, y.rank); c != 0 {
		return c
	}
	if c := x.compareValue(&y); c != 0 {
		return c
	}
	return x.compareForm(&y)
}

// CompareQuads orders quads by subject, predicate, object and label.
func CompareQuads(a, b quad.Quad) int {
	return cmp.Or(Compare(a.Subject, b.Subject), Compare(a.Predicate, b.Predicate), Compare(a.Object, b.Object), Compare(a.Label, b.Label))
}

// RankOf returns the rank of a value.
func RankOf(v quad.Value) Rank {
	var p parts
	p.split(v)
	return p.rank
}

// Number returns the value of a numeric literal as the nearest float64, ±Inf where it is beyond; false for anything that Compare does
// not rank as a number. Where two numbers differ here, Compare orders them the same way.
func Number(v quad.Value) (float64, bool) {
	var p parts
	if p.split(v); p.rank == RankNumber {
		return p.number.float(), true
	}
	return 0, false
}

// Time returns the earliest instant of an xsd:dateTime, date, gYearMonth or gYear in UTC, cut to nanoseconds; false for anything else.
func Time(v quad.Value) (time.Time, bool) {
	var p parts
	if p.split(v); p.rank == RankTime {
		return p.instant.time(), true
	}
	return time.Time{}, false
}

// parts is a value taken apart for comparison.
type parts struct {
	rank                    Rank
	truth                   bool
	number                  number
	instant                 instant
	lexical, datatype, lang string
	kind                    uint8 // tells apart what has the same lexical form, datatype and language
}

// split fills p, which is zero.
func (p *parts) split(v quad.Value) {
	p.rank = RankText
	switch v := v.(type) {
	case nil:
		p.rank = RankNone
	case quad.BNode:
		p.rank, p.lexical = RankBlank, string(v)
	case quad.IRI:
		p.rank, p.lexical = RankIRI, string(v)
	case quad.String:
		p.lexical = string(v)
	case quad.LangString:
		p.lexical, p.lang, p.kind = string(v.Value), v.Lang, 1
	case quad.TypedString:
		p.kind = 2
		p.splitTyped(v)
	case quad.TypedStringer:
		p.kind = 3
		p.splitTyped(v.TypedString())
	default:
		p.lexical, p.kind = v.String(), 4
	}
}

func (p *parts) splitTyped(v quad.TypedString) {
	p.lexical, p.datatype = string(v.Value), string(v.Type)
	name, ok := strings.CutPrefix(p.datatype, xsd)
	if !ok {
		if name, ok = strings.CutPrefix(p.datatype, "xsd:"); !ok {
			return
		}
	}
	if form := numericForm(name); form == formNone {
		p.splitOther(name)
	} else if n, ok := parseNumber(p.lexical, form); ok {
		p.rank, p.number = RankNumber, n
	}
}

func (p *parts) splitOther(name string) {
	switch name {
	case "boolean":
		if s := p.lexical; s == "true" || s == "1" || s == "false" || s == "0" {
			p.rank, p.truth = RankBoolean, s == "true" || s == "1"
		}
	case "dateTime", "dateTimeStamp", "date", "gYearMonth", "gYear":
		if t, ok := parseInstant(p.lexical, name); ok {
			p.rank, p.instant = RankTime, t
		}
	}
}

// compareValue compares in value space; the ranks are the same.
func (p *parts) compareValue(q *parts) int {
	switch p.rank {
	case RankNumber:
		return p.number.compare(q.number)
	case RankTime:
		return p.instant.compare(q.instant)
	case RankBoolean:
		switch {
		case p.truth == q.truth:
			return 0
		case p.truth:
			return 1
		}
		return -1
	}
	return 0
}

func (p *parts) compareForm(q *parts) int {
	if c := strings.Compare(p.lexical, q.lexical); c != 0 {
		return c
	}
	return cmp.Or(strings.Compare(p.datatype, q.datatype), strings.Compare(p.lang, q.lang), cmp.Compare(p.kind, q.kind))
}
