// Package segment is the compiled graph as a file: byte strings with ids, and rows of four ids in four orders. It has never
// heard of quads.
//
// A segment holds terms, which are byte strings numbered from 1 in an order that the writer chose, and rows of four ids, sorted
// in each of the orders that Orders lists. It is written once (Create), never changed, and read through a memory map (Open) whose
// cost does not grow with the file. Segments whose terms have one order can be written as one (Merge), and what a writer has no memory for is
// kept in temporary files (Room, Temp). FORMAT.md describes the file byte by byte.
//
// Nothing unverified is decoded: Open verifies the header and the table of contents, each page and block is verified the first
// time that a process reads it, and a damaged one is an *Error of the call that met it. Where the map itself fails, as when
// another program cut the file short, the operating system's fault becomes an error in Guard.
package segment
