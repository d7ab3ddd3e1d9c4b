// Package gizmo is the query language: a JavaScript program whose paths become a plan, which one executor runs over a
// graph.Source and turns into rows.
//
// The language is Cayley's Gizmo as its documentation describes it; README.md has every step, with the few places where
// the answers differ from Cayley's own runtime. The way of a program:
//
//	text ─ guard, compile ─▶ JavaScript ─ path methods ─▶ ops ─ build ─▶ stages ─ push ─▶ rows
//
// A Path is an immutable list of ops (plan.go). A final such as all() builds the ops into stages (build.go), each of which
// is handed one row at a time and hands on none, one or many (traverse.go, fold.go, join.go, recurse.go). A row is a small
// array of ids: the vertex, then the tags.
package gizmo
