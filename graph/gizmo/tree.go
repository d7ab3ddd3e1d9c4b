package gizmo

import (
	"fmt"
	"math/big"
	"reflect"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"
)

// spreadGuard is the global that stands around what an object literal spreads: {...x} copies natively, and x may be a
// string of any length. No program can spell its name.
const spreadGuard = "\x00spread"

// inspector looks through a parsed program for what JavaScript's library could not be stopped in.
type inspector struct {
	name, text string
	file       *file.File
	seen       map[any]bool
	err        error
}

// inspect refuses BigInt (one multiplication can take minutes), rest in object patterns and regular expressions that only a
// backtracking engine can run; and it guards object spread.
func inspect(name, text string, tree *ast.Program) error {
	in := &inspector{name, text, tree.File, map[any]bool{}, nil}
	in.walk(reflect.ValueOf(tree.Body))
	return in.err
}

func (in *inspector) refuse(at file.Idx, message, hint string) {
	if in.err == nil {
		in.err = place(in.name, in.text, in.file.Position(int(at)-in.file.Base()), message, hint)
	}
}

func (in *inspector) walk(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface:
		if !v.IsNil() {
			in.walk(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			in.walk(v.Index(i))
		}
	case reflect.Pointer:
		if v.IsNil() || v.Type() == reflect.TypeFor[*file.File]() || in.seen[v.Interface()] {
			return
		}
		in.seen[v.Interface()] = true
		in.node(v.Interface())
		in.walk(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				in.walk(v.Field(i))
			}
		}
	}
}

func (in *inspector) node(n any) {
	switch n := n.(type) {
	case *ast.NumberLiteral:
		if _, ok := n.Value.(*big.Int); ok {
			in.refuse(n.Idx, "BigInt is not offered", "numbers are exact up to 9007199254740991")
		}
	case *ast.ObjectPattern:
		if n.Rest != nil {
			in.refuse(n.LeftBrace, "{...rest} in a pattern is not offered", "name the properties")
		}
	case *ast.ObjectLiteral:
		for _, p := range n.Value {
			if s, ok := p.(*ast.SpreadElement); ok && !in.seen[s] {
				s.Expression = &ast.CallExpression{Callee: &ast.Identifier{Name: spreadGuard, Idx: s.Idx0()},
					LeftParenthesis: s.Idx0(), ArgumentList: []ast.Expression{s.Expression}, RightParenthesis: s.Idx0()}
			}
		}
	case *ast.RegExpLiteral:
		if _, err := safePattern(n.Pattern, n.Flags); err != nil {
			in.refuse(n.Idx, err.message, err.hint)
		}
	}
}

// safePattern returns a JavaScript pattern as Go's regular expressions write it, which never backtrack.
func safePattern(pattern, flags string) (string, *fault) {
	if len(pattern) > maxPattern {
		return "", &fault{fmt.Sprintf("the regular expression is longer than %d bytes", maxPattern), ""}
	}
	dotAll, unicode := false, false
	goFlags := ""
	for _, f := range flags {
		switch f {
		case 's':
			dotAll = true
			goFlags += "s"
		case 'u':
			unicode = true
		case 'i', 'm':
			goFlags += string(f)
		}
	}
	out, err := parser.TransformRegExp(pattern, dotAll, unicode)
	if err != nil {
		return "", &fault{"the regular expression looks ahead or back, which could take forever", "use one without (?=…), (?!…) and \\1"}
	}
	if goFlags != "" {
		out = "(?" + goFlags + ":" + out + ")"
	}
	return out, nil
}
