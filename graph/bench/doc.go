// Package bench measures: a generated news graph of any size, the queries that are asked of it, and the engines that answer them side by
// side. README.md says how to run it and what it gave.
package bench
