//go:build linux

package main

import (
	"fmt"
	"strconv"
	"strings"
)

// judge answers the questions of queries.json by reading all rows of the graph, once a step. It knows no engine and has no index.
type judge struct{ d *dataset }

// verdict is what a right answer is.
type verdict struct {
	count int      // the answer of a count, the number of rows of the others
	cells []string // the first cells of the rows, where the question leaves no choice of them
}

// set is of terms.
type set map[uint32]bool

func (j judge) term(text string) uint32 {
	if n, ok := j.d.number["<http://news.example/"+text+">"]; ok {
		return n
	}
	return ^uint32(0) // none has this number
}

// one is the set of one term.
func (j judge) one(text string) set { return set{j.term(text): true} }

// step collects where the rows with a predicate lead from a set: from column to column (0 the subject, 2 the object).
func (j judge) step(from set, predicate string, start, end int) set {
	p, to := j.term("p/"+predicate), set{}
	for _, row := range j.d.rows {
		if row[1] == p && from[row[start]] {
			to[row[end]] = true
		}
	}
	return to
}

func (j judge) out(from set, predicate string) set { return j.step(from, predicate, 0, 2) }
func (j judge) in(from set, predicate string) set  { return j.step(from, predicate, 2, 0) }

func (s set) and(t set) set {
	both := set{}
	for n := range s {
		if t[n] {
			both[n] = true
		}
	}
	return both
}

// with is the set of subjects whose value of a predicate is as asked.
func (j judge) with(predicate string, asked func(text string) bool) set {
	values := set{}
	for n, term := range j.d.terms {
		if term[0] != '"' {
			continue
		}
		if text, _ := lexical(term); asked(text) {
			values[uint32(n)] = true
		}
	}
	return j.in(values, predicate)
}

func (j judge) rows(s set) verdict {
	v := verdict{count: len(s), cells: []string{}}
	for n := range s {
		text, _ := lexical(j.d.terms[n])
		v.cells = append(v.cells, text)
	}
	return v
}

// scanCount is the question that counts all quads.
const scanCount = "q12_scan_count"

// verdict of a question; an error for one that the judge does not know.
func (j judge) verdict(name string) (verdict, error) {
	switch name {
	case "q01_point":
		return j.rows(j.out(j.one("actor/777"), "name")), nil
	case "q02_out1":
		return j.rows(j.out(j.one("actor/12"), "signed")), nil
	case "q03_hub_in":
		return j.rows(j.in(j.one("actor/0"), "met")), nil
	case "q04_hop2":
		return count(j.out(j.out(j.one("actor/50"), "lent"), "acquired")), nil
	case "q05_hop3_type":
		loans := j.in(j.one("actor/200"), "actor").and(j.in(j.one("c/Loan"), "type"))
		signings := j.in(j.out(loans, "target"), "actor").and(j.in(j.one("c/Signed"), "type"))
		return count(j.out(signings, "place")), nil
	case "q06_star":
		return j.rows(j.in(j.one("actor/3"), "signed").and(j.in(j.one("actor/5"), "met")).and(j.in(j.one("c/Company"), "type"))), nil
	case "q07_date_range":
		return count(j.with("date", func(text string) bool { return text >= "2021-03-01" && text < "2021-03-08" })), nil
	case "q07b_int_range":
		return count(j.with("amount", func(text string) bool { n, err := strconv.Atoi(text); return err == nil && n > 995000000 })), nil
	case "q08_count_class":
		return count(j.in(j.one("c/Meeting"), "type")), nil
	case "q09_topk":
		return verdict{count: min(10, len(j.out(j.in(j.one("c/Sanction"), "type"), "target")))}, nil
	case "q10_label":
		return j.label("article/100"), nil
	case "q11_recursive":
		return count(j.closure("actor/0", "subsidiaryOf")), nil
	case scanCount:
		return verdict{count: len(j.d.rows)}, nil
	case "q13_regex":
		return j.rows(j.with("name", func(text string) bool {
			_, rest, acme := strings.Cut(text, "Acme ")
			return acme && strings.HasPrefix(text, "Acme ") && strings.Contains(rest, " Holdings")
		})), nil
	case "q14_first10":
		return verdict{count: min(10, len(j.in(j.one("c/Meeting"), "type")))}, nil
	case "q15_rows20k":
		return verdict{count: min(20000, len(j.in(j.one("c/Meeting"), "type")))}, nil
	case driverCost:
		return verdict{count: 1, cells: []string{"1"}}, nil
	}
	return verdict{}, fmt.Errorf("the judge has no answer to %s", name)
}

func count(s set) verdict { return verdict{count: len(s)} }

func (j judge) label(text string) verdict {
	v, label := verdict{cells: []string{}}, j.term(text)
	for _, row := range j.d.rows {
		if row[3] == label {
			subject, _ := lexical(j.d.terms[row[0]])
			v.count, v.cells = v.count+1, append(v.cells, subject)
		}
	}
	return v
}

// closure is what leads to a term by a predicate, over any number of steps.
func (j judge) closure(text, predicate string) set {
	all := set{}
	for next := j.one(text); len(next) > 0; {
		found := j.in(next, predicate)
		next = set{}
		for n := range found {
			if !all[n] {
				all[n], next[n] = true, true
			}
		}
	}
	return all
}

// with is the verdict on an engine that has some quads of its own: they are among all quads, which one question counts.
func (v verdict) with(name string, own int) verdict {
	if name == scanCount {
		v.count += own
	}
	return v
}

// mistake says how an answer differs from the right one, or "".
func (v verdict) mistake(kind string, a answer) string {
	got := a.Rows
	if kind == "count" {
		n, err := strconv.Atoi(a.First)
		if err != nil || a.Rows != 1 {
			return fmt.Sprintf("%d rows that begin with %q, want the count %d", a.Rows, a.First, v.count)
		}
		got = n
	}
	if got != v.count {
		return fmt.Sprintf("%d, want %d", got, v.count)
	}
	if kind == "rows" && v.cells != nil && answerOf(v.cells).Digest != a.Digest {
		return fmt.Sprintf("%d rows as there should be, but others", got)
	}
	return ""
}
