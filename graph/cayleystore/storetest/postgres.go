package storetest

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/cayleygraph/cayley/clog"
	"github.com/cayleygraph/cayley/graph/sql"
	"github.com/cayleygraph/cayley/graph/sql/postgres"
	"github.com/lib/pq"

	stdsql "database/sql"
)

// Cluster is a PostgreSQL server of a test's own, on a socket in a folder of its own.
type Cluster struct {
	folder string
	stop   func() error
	next   int
}

// Close ends the server and removes its folder.
func (c *Cluster) Close() error { return errors.Join(c.stop(), os.RemoveAll(c.folder)) }

// Address is that of a database in the cluster.
func (c *Cluster) Address(database string) string {
	return fmt.Sprintf("host=%s user=postgres dbname=%s sslmode=disable", c.folder, database)
}

// Create makes an empty database and returns its address.
func (c *Cluster) Create() (address string, err error) {
	db, err := connect(c.Address("postgres"))
	if err != nil {
		return "", err
	}
	defer db.Close()
	c.next++
	name := fmt.Sprintf("store%d", c.next)
	_, err = db.Exec("CREATE DATABASE " + name)
	return c.Address(name), err
}

// Write makes a database a store of the quads that Cayley reads in N-Quads, as its commands init and load do, and returns its address.
func (c *Cluster) Write(quads io.Reader) (address string, err error) {
	clog.SetLogger(nil)
	if address, err = c.Create(); err != nil {
		return "", err
	}
	if err := sql.Init(postgres.Type, address, nil); err != nil {
		return "", err
	}
	store, err := sql.New(postgres.Type, address, nil)
	if err != nil {
		return "", err
	}
	return address, errors.Join(load(store, quads), store.Close())
}

func connect(address string) (*stdsql.DB, error) {
	connector, err := pq.NewConnector(address)
	if err != nil {
		return nil, err
	}
	return stdsql.OpenDB(connector), nil
}

// PostgresPrograms finds the folder that has both programs of a server, postgres and initdb: on the path, or where Debian puts them, the newest.
func PostgresPrograms() (string, error) {
	var folders []string
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql*/bin"} {
		found, _ := filepath.Glob(pattern)
		folders = append(folders, found...)
	}
	slices.Sort(folders)
	slices.Reverse(folders)
	for _, folder := range append(filepath.SplitList(os.Getenv("PATH")), folders...) {
		if isFile(filepath.Join(folder, "postgres")) && isFile(filepath.Join(folder, "initdb")) {
			return folder, nil
		}
	}
	return "", errors.New("neither the path nor /usr/lib/postgresql has the programs postgres and initdb: apt-get install postgresql")
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}
