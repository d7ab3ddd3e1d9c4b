// Package quads turns news into quads: it holds the model of an article and what its words say.
//
// An Article is a text with a digest and sentences. A Statement is what some words of an article say: it has an IRI,
// the exact quotes it rests on (Evidence), and a set of quads, whose label is the statement's IRI. The Vocabulary says which
// classes and predicates exist and what they may join. A Dossier is all of it together, read from plain N-Quads files
// by the strict Reader, with every quote found in its article. Dossier.Quads gives the quads to load into a graph:
// those of the files and those the program derives from them (see derive.go).
//
// The package imports nothing of ours, and of Cayley only its quad values. A term is always one of five kinds:
// quad.IRI, quad.BNode, quad.String, quad.LangString, quad.TypedString; the lexical form of a literal is never changed.
package quads
