//go:build linux

package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"rapport/graph/bench"
)

// peer is an engine that can be asked.
type peer struct {
	name     string // on the command line
	title    string // in tables
	dialect  dialect
	via      string // what lies between the question and the engine
	beside   string // which of our sides it is compared with: the one that is asked the same way
	inMemory bool   // it keeps no file: it loads at each start
	most     int    // quads above which it is left out unless it is named: it takes long, or much memory; 0: any number
	install  string // packages that bring it; empty: it is always there
}

// ours are the names of this program's own sides.
const (
	oursInProcess = "rapport"
	oursHTTP      = "rapport-http"
	oursSocket    = "rapport-socket"
)

// peers are all engines in the order of the tables. Above two million, Cayley's stores take minutes or gigabytes to load.
func peers() []peer {
	const pip = "pip install -r graph/bench/peers/requirements.txt, and -python for its interpreter"
	return []peer{
		{name: oursInProcess, title: "rapport", dialect: ourGizmo, via: "a Go call", beside: oursInProcess},
		{name: oursHTTP, title: "rapport, HTTP", dialect: ourGizmo, via: "HTTP", beside: oursHTTP},
		{name: oursSocket, title: "rapport, socket", dialect: ourGizmo, via: "a socket", beside: oursSocket},
		{name: "virtuoso", title: "Virtuoso", dialect: sparql, via: "HTTP", beside: oursHTTP, install: "apt-get install virtuoso-opensource-7"},
		{name: "postgres", title: "PostgreSQL", dialect: postgresSQL, via: "a socket", beside: oursSocket, install: "apt-get install postgresql"},
		{name: "duckdb", title: "DuckDB", dialect: duckdbSQL, via: "a Python call", beside: oursInProcess, install: pip},
		{name: "kuzu", title: "Kuzu", dialect: cypher, via: "a Python call", beside: oursInProcess, install: pip},
		{name: "oxigraph", title: "Oxigraph", dialect: sparql, via: "a Python call", beside: oursInProcess, install: pip},
		{name: "cayley-memstore", title: "Cayley memstore", dialect: cayleyGizmo, via: "a Go call", beside: oursInProcess, inMemory: true, most: 2_000_000},
		{name: "cayley-leveldb", title: "Cayley leveldb", dialect: cayleyGizmo, via: "a Go call", beside: oursInProcess, most: 2_000_000},
	}
}

// inPython reports whether the engine's worker is driver.py.
func (p peer) inPython() bool { return slices.Contains([]string{"duckdb", "kuzu", "oxigraph"}, p.name) }

// isOurs reports whether the engine is this program.
func (p peer) isOurs() bool { return p.name == p.beside }

// dialect is what an engine is asked in.
type dialect int

const (
	ourGizmo    dialect = iota
	cayleyGizmo         // Cayley's own has fewer steps
	sparql
	postgresSQL
	duckdbSQL
	cypher
)

// tables are the kind of tables that an engine with this dialect is loaded from; none: from N-Quads.
func (l dialect) tables() string {
	switch l {
	case postgresSQL, duckdbSQL:
		return "sql"
	case cypher:
		return "cypher"
	}
	return ""
}

// text is the question in this dialect, or "" where it cannot be asked.
func (l dialect) text(q bench.Query) string {
	switch l {
	case ourGizmo:
		return q.Gizmo
	case cayleyGizmo:
		return q.Stock()
	case sparql:
		return q.SPARQL
	case postgresSQL:
		return withRegexp(q.SQL, "$1 ~ $2")
	case duckdbSQL:
		return withRegexp(q.SQL, "regexp_matches($1,$2)")
	case cypher:
		return q.Cypher
	}
	panic(fmt.Sprintf("dialect %d is unknown", l))
}

// withRegexp writes REGEXPOP(text,'expression') as a dialect has it: standard SQL has no operator for it.
func withRegexp(sql, as string) string {
	if !strings.Contains(sql, "REGEXPOP") {
		return sql
	}
	call, err := regexp.Compile(`REGEXPOP\(([^,]+),('[^']*')\)`)
	if err != nil {
		panic(err) // it is a constant
	}
	return call.ReplaceAllString(sql, as)
}

// chosen returns this program and the peers with these names, or all; an unknown name is an error.
func chosen(names string) ([]peer, error) {
	all := peers()
	if names == "" {
		return all, nil
	}
	wanted := strings.Split(names, ",")
	out := []peer{}
	for _, p := range all {
		if p.isOurs() || slices.Contains(wanted, p.name) {
			p.most = 0 // it is wanted
			out = append(out, p)
		}
	}
	for _, name := range wanted {
		if !slices.ContainsFunc(all, func(p peer) bool { return p.name == name }) {
			return nil, fmt.Errorf("no peer %q; there are %s", name, strings.Join(peerNames(), ", "))
		}
	}
	return out, nil
}

// ourSides are those that are this program.
func ourSides() []peer {
	return slices.DeleteFunc(peers(), func(p peer) bool { return !p.isOurs() })
}

func peerNames() (names []string) {
	for _, p := range peers() {
		names = append(names, p.name)
	}
	return names
}
