package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"rapport/graph"
	"rapport/internal/web"
	"rapport/queries"
)

type serveOptions struct {
	addr    string
	hosts   []string
	token   string
	quiet   bool
	mcp     bool
	timeout time.Duration
	memory  sizeFlag
	atOnce  int
}

// tokenVariable may hold the token, which then stands in no list of processes.
const tokenVariable = "RAPPORT_TOKEN"

func newServeCommand(a *app) *cobra.Command {
	var opts serveOptions
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "show the graph in a browser, and answer scripts",
		Long: "Show the graph in a browser, and answer scripts: search, everything about an entity with\n" +
			"quotes, articles with what their words say. Nothing can be changed. Only this machine is\n" +
			"answered, unless --addr names another address; then --token, or " + tokenVariable + " in the\n" +
			"environment, is required. What is asked is logged on standard error, never the words of it.\n\n" +
			"--mcp answers an assistant that started it, over standard input and output, by the Model\n" +
			"Context Protocol; there is then no address. Its answers carry quotes, and say how each thing\n" +
			"is meant. A plain build cannot: go build -tags mcp, or full.",
		Example: `  rapport serve --addr 127.0.0.1:8642
  rapport serve --store graph.rsg
  RAPPORT_TOKEN=… rapport serve --addr 0.0.0.0:8642 --host news.example`,
		GroupID: groupShow,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if opts.timeout <= 0 || opts.atOnce < 0 {
				return misuse("", "--timeout %s, --queries %d: want more than 0", opts.timeout, opts.atOnce)
			}
			for _, name := range []string{"addr", "host", "token"} {
				if opts.mcp && cmd.Flags().Changed(name) {
					return misuse("leave one of the two out", "--mcp has no address, and --%s is given", name)
				}
			}
			return runServe(cmd.Context(), a, opts)
		},
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	flags.StringVar(&opts.addr, "addr", "127.0.0.1:8642", "listen at `HOST:PORT`; port 0 is any that is free")
	flags.StringArrayVar(&opts.hosts, "host", nil, "go by the name `NAME` too, such as behind a proxy; may be given again")
	flags.StringVar(&opts.token, "token", "", "answer only who has `TOKEN`; required beyond this machine")
	flags.BoolVar(&opts.mcp, "mcp", false, "answer an assistant on standard input and output")
	flags.BoolVar(&opts.quiet, "quiet", false, "log nothing but what fails")
	flags.DurationVar(&opts.timeout, "timeout", defaultTimeout, "give up on a request after `TIME`")
	opts.memory = defaultMemory
	flags.Var(&opts.memory, "memory", "let a query take `SIZE` beside the graph, such as 64MiB or 2GiB")
	flags.IntVar(&opts.atOnce, "queries", 0, "answer `N` queries at once, let as many wait and refuse more; 0 is one a core")
	a.addStoreFlag(cmd)
	return cmd
}

// runServe answers until it is interrupted.
func runServe(ctx context.Context, a *app, opts serveOptions) error {
	if opts.token == "" && !opts.mcp {
		opts.token = a.env(tokenVariable)
	}
	if _, _, err := net.SplitHostPort(opts.addr); err != nil {
		return misuse("write it as 127.0.0.1:8642", "--addr: %w", err)
	}
	where, err := a.findPlace()
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM) // at once: what says that it answers can be told to end
	defer stop()
	context.AfterFunc(ctx, stop)
	build, _ := debug.ReadBuildInfo()
	server, err := web.New(web.Options{
		Open:    func() (*web.Graph, error) { return a.openServed(where) },
		Stamp:   func() (string, error) { return stampOf(where, a.store) },
		Address: opts.addr, Hosts: opts.hosts, Token: opts.token, Version: versionLine(build), Log: logTo(a.stderr, opts.quiet), Now: a.now,
		Limits: web.Limits{Time: opts.timeout, Memory: int(opts.memory), Queries: opts.atOnce},
	})
	switch {
	case errors.Is(err, web.ErrNoToken):
		return misuse("give --token, or "+tokenVariable+" in the environment", "--addr %s: %w", opts.addr, err)
	case err != nil:
		return err
	}
	defer server.Close()
	if opts.mcp {
		return server.ServeMCP(ctx, a.stdin, a.stdout)
	}
	l, err := net.Listen("tcp", opts.addr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	defer l.Close()
	fmt.Fprintf(a.stderr, "rapport: serve: %s (Ctrl-C ends it)\n", addressOf(l, opts.token))
	if err := server.Serve(ctx, l); err != nil {
		return err
	}
	return nil
}

// addressOf is what to open in a browser.
func addressOf(l net.Listener, token string) string {
	host, port, _ := net.SplitHostPort(l.Addr().String())
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	u := url.URL{Scheme: "http", Host: net.JoinHostPort(host, port), Path: "/"}
	if token != "" {
		u.RawQuery = url.Values{"token": {token}}.Encode()
	}
	return u.String()
}

// logTo logs as JSON, a line a request.
func logTo(w io.Writer, quiet bool) *slog.Logger {
	level := slog.LevelInfo
	if quiet {
		level = slog.LevelWarn
	}
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: level}))
}

// openServed opens what is answered from: the store of --store, or the dossier at a place.
func (a *app) openServed(where place) (*web.Graph, error) {
	stamp, err := stampOf(where, a.store)
	if err != nil {
		return nil, err
	}
	lib, err := queries.Open(where.queries())
	if err != nil {
		return nil, err
	}
	spec, err := json.Marshal(workerGraph{Dossier: where, Store: a.store, Stamp: stamp})
	if err != nil {
		return nil, err
	}
	g := &web.Graph{Name: where.String(), Library: lib, Worker: string(spec), Stamp: stamp}
	if a.store != "" {
		store, err := newStore(a.ctx, string(a.store))
		if err != nil {
			return nil, err
		}
		g.Name, g.Source, g.Close = store.name, store.Source, store.Close
		if stamp != "" {
			g.Digest = web.Digest(nil, lib, stamp)
		}
		return g, nil
	}
	d, err := readDossier(where, where.quads())
	if err != nil {
		return nil, err
	}
	qs := d.Quads()
	g.Articles, g.Source, g.Digest = d.Articles, graph.Load(qs), web.Digest(qs, lib)
	return g, nil
}
