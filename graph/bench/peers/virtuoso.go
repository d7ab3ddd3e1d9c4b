//go:build linux

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"text/template"
	"time"
)

// virtuosoEngine is a Virtuoso server of its own, loaded over its SQL port and asked over HTTP.
type virtuosoEngine struct {
	tsvClient
	folder  string
	sqlPort int
	server  *serverProcess
}

func (*virtuosoEngine) hello() (string, error) {
	for _, program := range []string{"virtuoso-t", "isql-vt"} {
		if _, err := exec.LookPath(program); err != nil {
			return "", fmt.Errorf("no program %s on the path", program)
		}
	}
	out, _ := exec.Command("virtuoso-t", "-?").CombinedOutput() // it ends with an error, and says its version
	for _, word := range strings.Fields(string(out)) {
		if strings.HasPrefix(word, "07.") || strings.HasPrefix(word, "7.") {
			return word, nil
		}
	}
	return "", nil
}

func (e *virtuosoEngine) create(folder string) error { return e.start(folder) }

func (e *virtuosoEngine) open(folder, _ string) error { return e.start(folder) }

func (e *virtuosoEngine) start(folder string) (err error) {
	e.folder = folder
	if e.sqlPort, err = freePort(); err != nil {
		return err
	}
	web, err := freePort()
	if err != nil {
		return err
	}
	e.address = fmt.Sprintf("http://127.0.0.1:%d/sparql", web)
	settings := filepath.Join(folder, "virtuoso.ini")
	var text bytes.Buffer
	if err := template.Must(template.New("").Parse(virtuosoSettings)).Execute(&text, map[string]any{"SQL": e.sqlPort, "Web": web, "Cores": runtime.NumCPU(), "Folder": folder, "Data": filepath.Dir(folder)}); err != nil {
		return err
	}
	if err := os.WriteFile(settings, text.Bytes(), 0o644); err != nil {
		return err
	}
	cmd := exec.Command("virtuoso-t", "+configfile", settings, "+foreground")
	cmd.Dir = folder
	if e.server, err = startServer(cmd, syscall.SIGKILL); err != nil {
		return err
	}
	return e.server.ready(func() error {
		return e.tsvClient.ask("ASK {}", func(string) {})
	})
}

// virtuosoSettings give it buffers of 8 KiB as its documentation advises for a machine with 4 GB for it, and all processors. Nothing
// writes but the load, which ends with a checkpoint.
const virtuosoSettings = `[Database]
DatabaseFile={{.Folder}}/virtuoso.db
ErrorLogFile={{.Folder}}/virtuoso.log
LockFile={{.Folder}}/virtuoso.lck
TransactionFile={{.Folder}}/virtuoso.trx
xa_persistent_file={{.Folder}}/virtuoso.pxa
FileExtend=200
MaxCheckpointRemap=2000
TempStorage=TempDatabase
[TempDatabase]
DatabaseFile={{.Folder}}/temporary.db
TransactionFile={{.Folder}}/temporary.trx
MaxCheckpointRemap=2000
[Parameters]
ServerPort=127.0.0.1:{{.SQL}}
DisableUnixSocket=1
MaxClientConnections=10
CheckpointInterval=0
DirsAllowed={{.Data}}
NumberOfBuffers=340000
MaxDirtyBuffers=250000
MaxQueryMem=2G
ThreadsPerQuery={{.Cores}}
DefaultIsolation=2
[HTTPServer]
ServerPort=127.0.0.1:{{.Web}}
ServerRoot={{.Folder}}
MaxClientConnections=10
ServerThreads=10
MaxKeepAlives=10
KeepAliveTimeout=1000
[SPARQL]
ResultSetMaxRows=1000000
`

// sql runs statements with Virtuoso's own client and returns what it prints.
func (e *virtuosoEngine) sql(statements string) (string, error) {
	cmd := exec.Command("isql-vt", fmt.Sprintf("127.0.0.1:%d", e.sqlPort), "dba", "dba", "VERBOSE=OFF", "PROMPT=OFF", "BANNER=OFF")
	cmd.Stdin = strings.NewReader(statements)
	out, err := cmd.CombinedOutput()
	if err != nil || strings.Contains(string(out), "*** Error") {
		return "", errors.Join(err, fmt.Errorf("isql-vt: %.400s", out))
	}
	return string(out), nil
}

// load measures what the quads take beside what an empty store does.
func (e *virtuosoEngine) load(file, _ string) (int64, error) {
	empty, err := e.used()
	if err != nil {
		return 0, err
	}
	out, err := e.sql(fmt.Sprintf("ld_dir('%s', '%s', 'http://news.example/g/unlabelled');\nrdf_loader_run();\ncheckpoint;\n"+
		"select 'failed', ll_error from DB.DBA.load_list where ll_error is not null;\n", filepath.Dir(file), filepath.Base(file)))
	if err == nil && strings.Contains(out, "failed") {
		err = fmt.Errorf("rdf_loader_run: %.400s", out)
	}
	if err != nil {
		return 0, err
	}
	full, err := e.used()
	return full - empty, err
}

// used is what the database takes, in bytes. Its file is longer: nine of ten pages may be free after a load, for what comes.
func (e *virtuosoEngine) used() (int64, error) {
	out, err := e.sql("status();\n")
	if err != nil {
		return 0, err
	}
	var size, pages, free int64
	_, line, _ := strings.Cut(out, "File size")
	if n, _ := fmt.Sscanf(line, "%d, %d pages, %d free", &size, &pages, &free); n != 3 || pages == 0 {
		return 0, fmt.Errorf("status() says %.200s", out)
	}
	return (pages - free) * (size / pages), nil
}

// ownQuads counts what it keeps in its store for itself: it is part of all quads.
func (e *virtuosoEngine) ownQuads() (n int, err error) {
	rowErr := e.tsvClient.ask("SELECT (COUNT(*) AS ?c) { GRAPH ?g { ?s ?p ?o } }", func(first string) { n, err = strconv.Atoi(first) })
	return n, errors.Join(err, rowErr)
}

func (e *virtuosoEngine) close() error {
	if e.server == nil {
		return nil
	}
	e.sql("shutdown;\n") // the connection breaks, which is an error
	return e.server.wait(20 * time.Second)
}
