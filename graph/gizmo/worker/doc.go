// Package worker runs Gizmo programs in processes of their own: for programs that strangers wrote.
//
// What a program may do to the process that runs it cannot be bounded from within to the last byte: Go ends a process whose stack
// or heap is full, and JavaScript's own library is not ours. So a Pool re-executes the program that it is part of; the child, a worker,
// opens the same graph, sets itself a limit of memory and serves one program at a time. When the deadline passes the program is
// stopped as it is everywhere, and a second later the worker is killed. However a worker ends, it is an ordinary error of that query.
//
// A program can neither write nor reach a file or the network in any process: JavaScript here has nothing that could. The process bounds what
// it can use up.
//
// The two talk through the worker's standard input and output, in frames (frame.go) that hold Go values (codec.go): what a Pool's Run gives
// is to the last byte what gizmo.Run would. A worker ends when its standard input does; on Linux also when its parent is gone.
package worker
