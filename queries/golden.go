package queries

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"rapport/quads"
)

// Golden rows are what a query must answer, written by hand from the article: golden/NAME.tsv, one or more blocks of
//
//	# run: --agreement "Comprehensive Strategic Partnership Treaty"
//	agreement	signatory	statement
//	Comprehensive…	Vladimir Putin	rit:03a
//
// divided by empty lines; other lines that begin with # are remarks. Cells are what a reader sees: names of nodes,
// plain text of literals, numbers without exponent. \t, \n and \\ stand for themselves inside a cell.

// Golden is one block: how to run the query, and the rows that must come.
type Golden struct {
	Line    int // of the "# run:" line, from 1
	Command string
	Given   Arguments
	Columns []string
	Rows    [][]string
}

const (
	goldenFolder = "golden"
	runMark      = "# run:"
)

// GoldenError says where a golden file is broken.
type GoldenError struct {
	quads.Position
	Reason string
	Fix    string
}

func (e *GoldenError) Error() string { return e.Position.String() + ": " + e.Reason }

// Hint says how to mend it, or "".
func (e *GoldenError) Hint() string { return e.Fix }

// Golden returns the golden rows that the dossier has for a query; nil when it has none.
func (l *Library) Golden(name string) ([]Golden, error) {
	file := path.Join(goldenFolder, name+".tsv")
	shown := l.show(path.Join(folder, file))
	text, err := fs.ReadFile(l.own, file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", shown, err)
	}
	return parseGolden(shown, string(text))
}

func parseGolden(file, text string) ([]Golden, error) {
	var out []Golden
	fail := func(line int, reason, hint string) ([]Golden, error) {
		return nil, &GoldenError{quads.Position{File: file, Line: line}, reason, hint}
	}
	if !utf8.ValidString(text) {
		return fail(1, "not UTF-8 text", "")
	}
	var block *Golden
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSuffix(line, "\r")
		command, isRun := strings.CutPrefix(line, runMark)
		switch {
		case isRun:
			given, err := parseArguments(command)
			if err != nil {
				return fail(i+1, err.Error(), `write it as # run: --agreement "Port Alder"`)
			}
			out = append(out, Golden{Line: i + 1, Command: strings.TrimSpace(command), Given: given})
			block = &out[len(out)-1]
		case line == "":
			block = nil
		case strings.HasPrefix(line, "# ") || line == "#":
		case block == nil:
			return fail(i+1, "a row outside a block", "begin a block with "+runMark)
		case block.Columns == nil:
			block.Columns = strings.Split(line, "\t")
		default:
			row := strings.Split(line, "\t")
			if len(row) != len(block.Columns) {
				return fail(i+1, fmt.Sprintf("%d cells for %d columns", len(row), len(block.Columns)), "cells are divided by one tab each")
			}
			for c := range row {
				row[c] = unescapeCell(row[c])
			}
			block.Rows = append(block.Rows, row)
		}
	}
	for _, b := range out {
		if b.Columns == nil {
			return fail(b.Line, "no line with the columns follows", "")
		}
	}
	return out, nil
}

func unescapeCell(s string) string {
	return strings.NewReplacer(`\t`, "\t", `\n`, "\n", `\\`, `\`).Replace(s)
}

func escapeCell(s string) string {
	return strings.NewReplacer("\t", `\t`, "\n", `\n`, `\`, `\\`).Replace(s)
}

// parseArguments reads --name value and --name=value; double quotes hold spaces together.
func parseArguments(command string) (Arguments, error) {
	words, err := ShellWords(command)
	if err != nil {
		return nil, err
	}
	out := Arguments{}
	for i := 0; i < len(words); i++ {
		name, ok := strings.CutPrefix(words[i], "--")
		if !ok || name == "" {
			return nil, fmt.Errorf("got %q, want a flag such as --agreement", words[i])
		}
		name, value, ok := strings.Cut(name, "=")
		if !ok {
			if i++; i == len(words) {
				return nil, fmt.Errorf("--%s has no value", name)
			}
			value = words[i]
		}
		out[name] = append(out[name], value)
	}
	return out, nil
}

// ShellWords splits a command at spaces as a shell does; double quotes keep what stands in them together.
func ShellWords(s string) (words []string, err error) {
	var word strings.Builder
	inWord, inQuotes := false, false
	for _, r := range s {
		switch {
		case r == '"':
			inWord, inQuotes = true, !inQuotes
		case !inQuotes && (r == ' ' || r == '\t'):
			if inWord {
				words = append(words, word.String())
			}
			word.Reset()
			inWord = false
		default:
			word.WriteRune(r)
			inWord = true
		}
	}
	if inQuotes {
		return nil, errors.New("a quote is not closed")
	}
	if inWord {
		words = append(words, word.String())
	}
	return words, nil
}
