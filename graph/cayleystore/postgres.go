package cayleystore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/pquads"
	"github.com/lib/pq"

	"rapport/graph"
)

// A store of Cayley's in PostgreSQL is two tables. Each value is a row of nodes, by the hash of it (20 bytes), with one of its columns
// set; each quad is a row of quads: the hashes of its subject, predicate, object and label, which is null for none. Three of Cayley's four
// indexes serve a subject or an object.
const (
	nodeColumns = "hash, value, value_string, datatype, language, iri, bnode, value_int, value_bool, value_float, value_time"
	selectNodes = "SELECT " + nodeColumns + " FROM nodes WHERE hash = ANY($1)"
	selectQuads = "SELECT subject_hash, predicate_hash, object_hash, label_hash FROM quads"
)

// postgres reads such a store by plain statements, in sessions that the server keeps from writing. Cayley's own package answers nil for
// a value that it could not read, and its query optimizer is not safe for concurrent use and loses limits.
type postgres struct{ db *sql.DB }

// connections is the most that are open at once.
const connections = 4

func openPostgres(ctx context.Context, address string) (graph.CayleyReader, io.Closer, error) {
	connector, err := pq.NewConnector(readOnly(address))
	if err != nil {
		return nil, nil, &Error{message: "open postgres store: the address is neither a URL nor a list of key=value",
			hint: "such as cayley:postgres:postgres://USER@HOST/DATABASE or 'cayley:postgres:host=/run/postgresql dbname=DATABASE'"}
	}
	db := sql.OpenDB(connector)
	db.SetMaxOpenConns(connections)
	for _, table := range []string{selectQuads + " LIMIT 0", "SELECT " + nodeColumns + " FROM nodes LIMIT 0"} {
		if _, err := db.ExecContext(ctx, table); err != nil {
			db.Close()
			return nil, nil, explainPostgres(err)
		}
	}
	return &postgres{db}, db, nil
}

// readOnly adds to an address that its sessions only read.
func readOnly(address string) string {
	const setting = "default_transaction_read_only"
	if u, err := url.Parse(address); err == nil && u.Scheme != "" {
		q := u.Query()
		q.Set(setting, "on")
		u.RawQuery = q.Encode()
		return u.String()
	}
	return address + " " + setting + "=on"
}

func explainPostgres(err error) error {
	var told *pq.Error
	if !errors.As(err, &told) {
		return &Error{message: "open postgres store", cause: err}
	}
	switch told.Code.Name() {
	case "undefined_table", "undefined_column":
		return &Error{message: "open postgres store: the database holds no graph of Cayley's", hint: initHint}
	case "invalid_catalog_name", "invalid_password", "invalid_authorization_specification", "insufficient_privilege":
		return &Error{message: "open postgres store: " + told.Message, hint: "the address is " + scheme + ":postgres:, then what Cayley takes for -a"}
	}
	return &Error{message: "open postgres store", cause: err}
}

// redactPassword writes an address for messages.
func redactPassword(address string) string {
	if u, err := url.Parse(address); err == nil && u.Scheme != "" {
		return u.Redacted()
	}
	before, rest, found := strings.Cut(address, "password")
	if !found {
		return address
	}
	value := strings.TrimLeft(rest, " =")
	end := strings.IndexByte(value, ' ')
	if strings.HasPrefix(value, "'") {
		end = 1
		for end < len(value) && value[end] != '\'' {
			if value[end] == '\\' {
				end++
			}
			end++
		}
		end++
	}
	if end < 0 || end > len(value) {
		end = len(value)
	}
	return before + "password=xxxxx" + value[end:]
}

// Size counts.
func (s *postgres) Size(ctx context.Context) (n int, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT count(*) FROM quads").Scan(&n)
	return n, err
}

// Find looks a value up by its hash.
func (s *postgres) Find(ctx context.Context, v quad.Value) (cayley.Ref, quad.Value, error) {
	ref := cayley.HashOf(v)
	values, err := s.Values(ctx, []cayley.Ref{ref})
	if err != nil {
		return nil, nil, err
	}
	return ref, values[0], nil
}

// Values reads nodes by their hashes, in one statement.
func (s *postgres) Values(ctx context.Context, refs []cayley.Ref) ([]quad.Value, error) {
	hashes, at := make(pq.ByteaArray, len(refs)), map[cayley.ValueHash]int{}
	for i, ref := range refs {
		hash := ref.(cayley.ValueHash)
		hashes[i], at[hash] = hash[:], i
	}
	rows, err := s.db.QueryContext(ctx, selectNodes, hashes)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := make([]quad.Value, len(refs))
	for rows.Next() {
		hash, v, err := readNode(rows)
		if err != nil {
			return nil, err
		}
		out[at[hash]] = v
	}
	return out, rows.Err()
}

// readNode reads a row of nodes.
func readNode(rows *sql.Rows) (cayley.ValueHash, quad.Value, error) {
	var hash, value []byte
	var text, datatype, language sql.NullString
	var iri, bnode, truth sql.NullBool
	var number sql.NullInt64
	var float sql.NullFloat64
	var moment sql.NullTime
	if err := rows.Scan(&hash, &value, &text, &datatype, &language, &iri, &bnode, &number, &truth, &float, &moment); err != nil {
		return cayley.ValueHash{}, nil, err
	}
	id, err := hashOf(hash)
	if err != nil {
		return id, nil, err
	}
	plain := quad.String(strings.ReplaceAll(text.String, `\x00`, "\x00")) // which is how Cayley writes what PostgreSQL cannot hold
	switch {
	case text.Valid && iri.Bool:
		return id, quad.IRI(text.String), nil
	case text.Valid && bnode.Bool:
		return id, quad.BNode(text.String), nil
	case text.Valid && language.Valid:
		return id, quad.LangString{Value: plain, Lang: language.String}, nil
	case text.Valid && datatype.Valid:
		return id, quad.TypedString{Value: plain, Type: quad.IRI(datatype.String)}, nil
	case text.Valid:
		return id, plain, nil
	case number.Valid:
		return id, quad.Int(number.Int64), nil
	case truth.Valid:
		return id, quad.Bool(truth.Bool), nil
	case float.Valid:
		return id, quad.Float(float.Float64), nil
	case moment.Valid:
		return id, quad.Time(moment.Time), nil
	}
	v, err := pquads.UnmarshalValue(value)
	if err != nil {
		err = fmt.Errorf("value of node %s: %w", id, err)
	}
	return id, v, err
}

func hashOf(b []byte) (out cayley.ValueHash, err error) {
	if len(b) != len(out) {
		return out, fmt.Errorf("a hash of %d bytes, want %d", len(b), len(out))
	}
	copy(out[:], b)
	return out, nil
}

// Walk selects the rows of quads with a hash at a side, or all.
func (s *postgres) Walk(ctx context.Context, side quad.Direction, node cayley.Ref, visit func(graph.Places) error) error {
	statement, args := selectQuads, []any(nil)
	if side != quad.Any {
		hash := node.(cayley.ValueHash)
		statement, args = statement+" WHERE "+side.String()+"_hash = $1", []any{hash[:]}
	}
	rows, err := s.db.QueryContext(ctx, statement, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		places, err := readQuad(rows)
		if err == nil {
			err = visit(places)
		}
		if err != nil {
			return err
		}
	}
	return rows.Err()
}

func readQuad(rows *sql.Rows) (out graph.Places, err error) {
	var hashes [4]sql.RawBytes
	if err := rows.Scan(&hashes[0], &hashes[1], &hashes[2], &hashes[3]); err != nil {
		return out, err
	}
	for i, b := range hashes {
		if len(b) == 0 {
			continue
		}
		hash, err := hashOf(b)
		if err != nil {
			return out, err
		}
		out[i] = hash
	}
	return out, nil
}
