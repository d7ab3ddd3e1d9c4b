//go:build linux

package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
)

// nodeColumns are the properties of a node in nodes.csv, by the predicate's last part; what stands before them is its IRI and number.
var nodeColumns = []string{"type", "name", "date", "amount", "value", "evidence", "title", "published"}

// propertyGraph is the graph as Cypher has it: what leads to a literal or a class is a property, of which a node here has one at most; what
// leads to another node is a relation, with the number of its label.
type propertyGraph struct {
	d         *dataset
	nodes     map[uint32][]uint32    // by term: the term of each column, 0 none, else one more
	relations map[string][][3]uint32 // by predicate: from, to, label
}

// writeCypher writes nodes.csv and a rel_NAME.csv for each relation, separated by |.
func (d *dataset) writeCypher(folder string) error {
	g := &propertyGraph{d: d, nodes: map[uint32][]uint32{}, relations: map[string][][3]uint32{}}
	for _, row := range d.rows {
		if err := g.add(row); err != nil {
			return err
		}
	}
	errs := []error{writeTable(filepath.Join(folder, "nodes.csv"), g.writeNodes)}
	for name, relation := range g.relations {
		errs = append(errs, writeTable(filepath.Join(folder, "rel_"+name+".csv"), func(w *bufio.Writer) {
			for _, r := range relation {
				from, _ := lexical(d.terms[r[0]])
				to, _ := lexical(d.terms[r[1]])
				fmt.Fprintf(w, "%s|%s|%d\n", from, to, r[2])
			}
		}))
	}
	return errors.Join(errs...)
}

func (g *propertyGraph) node(term uint32) []uint32 {
	n := g.nodes[term]
	if n == nil {
		n = make([]uint32, len(nodeColumns))
		g.nodes[term] = n
	}
	return n
}

func (g *propertyGraph) add(row [4]uint32) error {
	predicate, _ := lexical(g.d.terms[row[1]])
	name := predicate[strings.LastIndexByte(predicate, '/')+1:]
	subject := g.node(row[0])
	column := slices.Index(nodeColumns, name)
	if column < 0 {
		g.node(row[2])
		g.relations[name] = append(g.relations[name], [3]uint32{row[0], row[2], row[3]})
		return nil
	}
	if before := subject[column]; cmp.Or(before, row[2]+1) != row[2]+1 {
		return fmt.Errorf("%s has two values of %s: it is no property", g.d.terms[row[0]], name)
	}
	subject[column] = row[2] + 1
	return nil
}

func (g *propertyGraph) writeNodes(w *bufio.Writer) {
	for _, n := range slices.Sorted(maps.Keys(g.nodes)) {
		iri, _ := lexical(g.d.terms[n])
		fmt.Fprintf(w, "%s|%d", iri, n)
		for _, cell := range g.nodes[n] {
			w.WriteByte('|')
			if cell > 0 {
				text, _ := lexical(g.d.terms[cell-1])
				w.WriteString(text)
			}
		}
		w.WriteByte('\n')
	}
}
