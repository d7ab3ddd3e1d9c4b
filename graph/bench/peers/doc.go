//go:build linux

// Command peers asks the questions of the benchmark of this program and of the engines beside it that are installed, in turn, and writes
// what each took as a table. Every engine lives in a process of its own, the worker, which does one thing at a time as it is told (see
// request); the harness only tells, checks each answer against one that it works out itself, and counts. README.md of the benchmark says how
// to run it. It needs Linux: memory is read from /proc, and servers end with the harness, whatever becomes of that.
package main
