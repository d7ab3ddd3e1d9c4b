package cayleystore

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph/cayleystore/storetest"
)

// cluster starts PostgreSQL, or says why it cannot.
func cluster(t *testing.T) *storetest.Cluster {
	t.Helper()
	c, err := storetest.StartPostgres()
	if err != nil {
		t.Skipf("SKIP: PostgreSQL is not tested: %v", err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func TestPostgres(t *testing.T) {
	c := cluster(t)
	qs := shipped(t)
	address, err := c.Write(nquads(t, qs))
	if err != nil {
		t.Fatal(err)
	}
	t.Run("has the quads", func(t *testing.T) { checkQuads(t, open(t, "cayley:postgres:"+address), qs) })
	t.Run("has every kind of value", func(t *testing.T) {
		var strange []quad.Quad
		for i, v := range []quad.Value{quad.BNode("b"), quad.String(""), quad.String("a\x00b"), quad.String(`\u`), quad.LangString{Value: "a", Lang: "fa"},
			quad.TypedString{Value: "2025", Type: "http://www.w3.org/2001/XMLSchema#gYear"}, quad.TypedString{Value: "a\x00", Type: "kg:t"},
			quad.TypedString{Value: "007", Type: "http://www.w3.org/2001/XMLSchema#integer"}, quad.TypedString{Value: "1", Type: "http://www.w3.org/2001/XMLSchema#boolean"},
			quad.TypedString{Value: "2.50", Type: "http://www.w3.org/2001/XMLSchema#double"},
			quad.TypedString{Value: "2025-01-17T03:00:00+03:00", Type: "http://www.w3.org/2001/XMLSchema#dateTime"}} {
			strange = append(strange, quad.Quad{Subject: quad.IRI(fmt.Sprint("s", i)), Predicate: quad.IRI("p"), Object: v})
		}
		address, err := c.Write(nquads(t, strange))
		if err != nil {
			t.Fatal(err)
		}
		checkQuads(t, open(t, "cayley:postgres:"+address), strange)
	})
	t.Run("only reads", func(t *testing.T) {
		reader, file, err := openPostgres(context.Background(), address)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		for _, statement := range []string{"DELETE FROM quads", "CREATE TABLE t (a int)"} {
			if _, err := reader.(*postgres).db.Exec(statement); err == nil || !strings.Contains(err.Error(), "read-only transaction") {
				t.Errorf("%s: %v", statement, err)
			}
		}
	})
	t.Run("says what is wrong", func(t *testing.T) {
		empty, err := c.Create()
		if err != nil {
			t.Fatal(err)
		}
		for address, want := range map[string]string{
			empty:                "holds no graph of Cayley's",
			c.Address("nowhere"): `database "nowhere" does not exist`,
			strings.Replace(address, "user=postgres", "user=nobody password=secret", 1): `role "nobody" does not exist`,
			"host=" + filepath.Join(t.TempDir(), "x") + " dbname=x password=secret":     "no such file or directory",
			"postgres://me:secret@127.0.0.1:1/x?sslmode=disable":                        "connection refused",
			"secret": "neither a URL nor a list",
		} {
			_, err := Open(context.Background(), "cayley:postgres:"+address)
			var told *Error
			if !errors.As(err, &told) || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
				t.Errorf("%q: got %v, want %s", address, err, want)
			}
		}
	})
	t.Run("stops", func(t *testing.T) {
		ctx, stop := context.WithCancel(context.Background())
		s, err := Open(ctx, "cayley:postgres:"+address)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		stop()
		if s.NumValues(); !errors.Is(s.Err(), context.Canceled) {
			t.Errorf("got %v", s.Err())
		}
	})
}

// TestPasswordsAreNotShown: messages name a store without its password.
func TestPasswordsAreNotShown(t *testing.T) {
	for address, want := range map[string]string{
		"postgres://me:secret@host/db":            "postgres://me:xxxxx@host/db",
		"host=h password=secret dbname=d":         "host=h password=xxxxx dbname=d",
		`host=h password = 'se\'cret x' dbname=d`: "host=h password=xxxxx dbname=d",
		"host=h": "host=h",
	} {
		if got := redactPassword(address); got != want {
			t.Errorf("%s: got %s, want %s", address, got, want)
		}
	}
}
