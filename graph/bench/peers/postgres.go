//go:build linux

package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/lib/pq"

	"rapport/graph/cayleystore/storetest"
)

// postgresEngine is a PostgreSQL server of its own on a socket in its folder: a table of terms, one of quads as their numbers.
type postgresEngine struct {
	server   *serverProcess
	db       *sql.DB
	prepared map[string]*sql.Stmt
}

func (*postgresEngine) hello() (string, error) {
	bin, err := storetest.PostgresPrograms()
	if err != nil {
		return "", err
	}
	out, err := exec.Command(filepath.Join(bin, "postgres"), "--version").Output()
	if err != nil {
		return "", err
	}
	for _, word := range strings.Fields(string(out)) {
		if strings.Contains(word, ".") {
			return word, nil
		}
	}
	return strings.TrimSpace(string(out)), nil
}

// asUser is how its programs are run: as root they refuse to.
func asUser(folder string) (*syscall.SysProcAttr, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	credential, err := storetest.PostgresUser()
	if err != nil {
		return nil, err
	}
	return &syscall.SysProcAttr{Credential: credential}, os.Chown(folder, int(credential.Uid), int(credential.Gid))
}

func (e *postgresEngine) create(folder string) error {
	bin, err := storetest.PostgresPrograms()
	if err != nil {
		return err
	}
	attr, err := asUser(folder)
	if err != nil {
		return err
	}
	cmd := exec.Command(filepath.Join(bin, "initdb"), "-D", filepath.Join(folder, "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	cmd.Dir, cmd.SysProcAttr = folder, attr
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, out)
	}
	return e.open(folder, "")
}

// postgresSettings give it memory for the whole graph. wal_level=minimal spares what is loaded by the transaction that made its table a second
// writing; at its end it is synced all the same.
var postgresSettings = []string{"listen_addresses=", "shared_buffers=2GB", "work_mem=256MB", "maintenance_work_mem=1GB", "max_wal_size=8GB",
	"wal_level=minimal", "max_wal_senders=0", "autovacuum=off", "jit=off"}

func (e *postgresEngine) open(folder, _ string) error {
	bin, err := storetest.PostgresPrograms()
	if err != nil {
		return err
	}
	attr, err := asUser(folder)
	if err != nil {
		return err
	}
	args := []string{"-D", filepath.Join(folder, "data"), "-k", folder}
	for _, setting := range postgresSettings {
		args = append(args, "-c", setting)
	}
	cmd := exec.Command(filepath.Join(bin, "postgres"), args...)
	cmd.Dir, cmd.SysProcAttr = folder, attr
	if e.server, err = startServer(cmd, syscall.SIGQUIT); err != nil {
		return err
	}
	connector, err := pq.NewConnector(fmt.Sprintf("host=%s user=postgres dbname=postgres sslmode=disable", folder))
	if err != nil {
		return err
	}
	e.db, e.prepared = sql.OpenDB(connector), map[string]*sql.Stmt{}
	e.db.SetMaxOpenConns(1)
	return e.server.ready(e.db.Ping)
}

// load copies, indexes each way that the questions walk, and counts what the planner wants to know.
func (e *postgresEngine) load(_, tables string) (bytes int64, err error) {
	err = e.transaction(
		`CREATE TABLE terms(id int, kind "char", lex text, num float8, dt date)`,
		`CREATE TABLE quads(s int, p int, o int, g int)`,
		fmt.Sprintf("COPY terms FROM '%s'", filepath.Join(tables, termsTable)),
		fmt.Sprintf("COPY quads FROM '%s'", filepath.Join(tables, quadsTable)),
		"CREATE UNIQUE INDEX ON terms(id)",
		"CREATE INDEX ON terms USING hash(lex)",
		"CREATE INDEX ON terms(dt) WHERE dt IS NOT NULL",
		"CREATE INDEX ON terms(num) WHERE num IS NOT NULL",
		"CREATE INDEX ON quads(s,p,o)",
		"CREATE INDEX ON quads(p,o,s)",
		"CREATE INDEX ON quads(o,p,s)",
		"CREATE INDEX ON quads(g)")
	for _, statement := range []string{"VACUUM ANALYZE terms", "VACUUM ANALYZE quads", "CHECKPOINT"} {
		if err == nil {
			_, err = e.db.Exec(statement)
		}
	}
	if err != nil {
		return 0, err
	}
	err = e.db.QueryRow("SELECT pg_total_relation_size('quads') + pg_total_relation_size('terms')").Scan(&bytes)
	return bytes, err
}

func (e *postgresEngine) transaction(statements ...string) error {
	tx, err := e.db.BeginTx(context.Background(), nil)
	if err != nil {
		return err
	}
	for _, statement := range statements {
		if _, err := tx.Exec(statement); err != nil {
			return errors.Join(fmt.Errorf("%s: %w", statement, err), tx.Rollback())
		}
	}
	return tx.Commit()
}

func (e *postgresEngine) ask(text string, row func(string)) error {
	statement := e.prepared[text]
	if statement == nil {
		var err error
		if statement, err = e.db.Prepare(text); err != nil {
			return err
		}
		e.prepared[text] = statement
	}
	rows, err := statement.Query()
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	cells, places := make([]sql.RawBytes, len(columns)), make([]any, len(columns))
	for i := range cells {
		places[i] = &cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(places...); err != nil {
			return err
		}
		row(string(cells[0]))
	}
	return rows.Err()
}

func (e *postgresEngine) close() error {
	if e.server == nil {
		return nil
	}
	if e.db != nil {
		e.db.Close()
	}
	err := e.server.cmd.Process.Signal(syscall.SIGINT)
	return errors.Join(err, e.server.wait(20*time.Second))
}
