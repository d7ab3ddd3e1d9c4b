// Package lint holds the rules of style that a test can hold. It has no code to run, only tests: which package may import
// which, that everything exported is documented, that nothing runs at start-up by itself, and what stands at the top level.
package lint
