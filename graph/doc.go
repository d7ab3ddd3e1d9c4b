// Package graph holds quads as something a query can walk.
//
// A Source is a set of quads as sorted ids. Load makes one in memory, ReadFiles one from N-Quads files; Compile,
// CompileFiles and AppendFiles write one to a file, which OpenSegment opens. It never changes afterwards, so any number of goroutines may read it without locks. Any Source is also a Cayley graph.QuadStore (see Store),
// and any Cayley store a Source (see Cayley): the two places where Cayley's types and ours meet.
package graph
