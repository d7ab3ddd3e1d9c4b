// Package cayleystore opens the stores that Cayley wrote, to read them as graphs: nothing here writes to one or makes one.
package cayleystore
