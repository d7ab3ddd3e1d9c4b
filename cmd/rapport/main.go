// Command rapport turns news articles into a knowledge graph and answers questions with the words that state the answer.
//
// One file holds one verb (query.go, version.go, …) and reads in the order options, command, run. root.go says how to add one,
// output.go states the rules of the terminal, exit.go the exit codes, dossier.go where the data comes from.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"rapport/graph"
	"rapport/graph/cayleyapi"
	"rapport/graph/gizmo/worker"
)

func main() {
	if worker.Is(os.Args[1:]) {
		if err := worker.Serve(os.Stdin, os.Stdout, openWorkerGraph, cayleyapi.Languages(), func() { os.Exit(exitFailed) }); err != nil {
			fmt.Fprintln(os.Stderr, "rapport: worker:", err)
			os.Exit(exitFailed)
		}
		return
	}
	collectLate()
	makeRoom(false)
	os.Exit(run(interruptible(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
}

// listenAfter is when interrupts are listened for. Until then they end the process, as they do where nobody listens; most commands are over by
// then, and to listen takes a third of what an empty program does.
const listenAfter = 50 * time.Millisecond

// interruptible returns a context that the first interrupt ends. A second one ends the process at once.
func interruptible() context.Context {
	ctx, end := context.WithCancelCause(context.Background())
	time.AfterFunc(listenAfter, func() {
		signalled, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
		<-signalled.Done()
		stop()
		end(context.Cause(signalled))
	})
	return ctx
}

// run is the whole program with everything it touches passed in; it returns the exit code. env looks up an environment variable.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, env func(string) string) (code int) {
	a := &app{stdin: stdin, stdout: stdout, stderr: stderr, env: env, now: time.Now, ctx: ctx}
	defer a.recovered(&code)
	defer a.closeStore()
	root := newRootCommand(a, args)
	root.SetArgs(args)
	addNamed(a, root, args)
	if len(args) > 0 && args[0] == cobra.ShellCompRequestCmd {
		plainUsage(root)
	}
	cmd, returned := root, false
	err := graph.Guard(func() (err error) {
		cmd, err = root.ExecuteContextC(ctx)
		returned = true
		return err
	})
	if !returned { // a mapped file is not what it was
		cmd, err = root, &failure{err}
	}
	return a.exit(ctx, cmd, a.damaged(err))
}
