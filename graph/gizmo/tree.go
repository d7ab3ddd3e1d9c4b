package gizmo

import (
	"fmt"
	"math/big"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// Guards are globals that the inspector writes around expressions; no program can spell their names. An object literal that
// spreads, {...x}, copies natively, and x may be a string of any length: spreadGuard checks it. Whatever makes a string by
// + passes textGuard, so that no string grows beyond twice its bound. A property's name that is computed, and is no number, passes keyGuard.
const (
	spreadGuard = "\x00spread"
	textGuard   = "\x00text"
	keyGuard    = "\x00key"
)

// maxPieces bounds the ${…} of one template: it is put together in one go.
const maxPieces = 32

// inspector looks through a parsed program for what JavaScript's library could not be stopped in.
type inspector struct {
	prog  *program
	file  *file.File
	depth int
	err   error
}

// inspect refuses BigInt (one multiplication can take minutes), rest in object patterns and regular expressions that only a
// backtracking engine can run; and it puts the guards around object spread and whatever adds strings.
//
// It also notes which names the program spells: a property it does not spell, and cannot compute, it cannot ask for.
func inspect(p *program, tree *ast.Program) error {
	p.words.names = make(map[string]bool, 128)
	in := &inspector{prog: p, file: tree.File}
	in.statements(tree.Body)
	if p.words.keyed && p.words.kinds { // to find all of their constructors a program must run, which is too late within this one
		p.words.any = true
	}
	return in.err
}

func (in *inspector) refuse(at file.Idx, message, hint string) {
	if in.err == nil {
		in.err = place(in.prog.name, in.prog.text, in.file.Position(int(at)-in.file.Base()), message, hint)
	}
}

// leaf looks at a node that has no others below it, of which most of a program are.
func (in *inspector) leaf(n any) bool {
	switch n := n.(type) {
	case *ast.Identifier:
		in.spell(n.Name.String())
	case *ast.StringLiteral:
		in.spell(n.Value.String())
	case *ast.NumberLiteral:
		if _, ok := n.Value.(*big.Int); ok {
			in.refuse(n.Idx, "BigInt is not offered", "numbers are exact up to 9007199254740991")
		}
	case *ast.BooleanLiteral, *ast.NullLiteral:
	default:
		return false
	}
	return true
}

// addsText says whether an expression may put strings together.
func addsText(e ast.Expression) bool {
	switch e := e.(type) {
	case *ast.BinaryExpression:
		return e.Operator == token.PLUS
	case *ast.AssignExpression:
		return e.Operator == token.PLUS
	case *ast.TemplateLiteral:
		return e.Tag == nil && len(e.Expressions) > 0
	}
	return false
}

// key returns what stands in the place of an expression whose value names a property: itself where that is a number or spelled out. A
// variable is looked at before the guard is called, since most are indexes.
func (in *inspector) key(e ast.Expression) ast.Expression {
	switch e := e.(type) {
	case *ast.StringLiteral, *ast.NumberLiteral:
		return e
	case *ast.BinaryExpression:
		if arithmetic(e.Operator) {
			return e
		}
	case *ast.Identifier:
		in.prog.words.keyed = true
		number := &ast.BinaryExpression{Operator: token.STRICT_EQUAL, Left: &ast.UnaryExpression{Operator: token.TYPEOF, Idx: e.Idx, Operand: e},
			Right: &ast.StringLiteral{Idx: e.Idx, Literal: `"number"`, Value: "number"}}
		return &ast.ConditionalExpression{Test: number, Consequent: e, Alternate: guarded(keyGuard, e)}
	}
	in.prog.words.keyed = true
	return guarded(keyGuard, e)
}

// arithmetic says that an operator gives a number, whatever it is given.
func arithmetic(o token.Token) bool {
	switch o {
	case token.MINUS, token.MULTIPLY, token.SLASH, token.REMAINDER, token.AND, token.OR, token.EXCLUSIVE_OR,
		token.SHIFT_LEFT, token.SHIFT_RIGHT, token.UNSIGNED_SHIFT_RIGHT:
		return true
	}
	return false
}

// guarded is a call of a guard with an expression.
func guarded(guard unistring.String, e ast.Expression) *ast.CallExpression {
	at := e.Idx0()
	return &ast.CallExpression{Callee: &ast.Identifier{Name: guard, Idx: at}, LeftParenthesis: at,
		ArgumentList: []ast.Expression{e}, RightParenthesis: at}
}

// spell notes a name.
func (in *inspector) spell(name string) {
	switch name {
	case "prototype", "__proto__", "constructor", "globalThis", "Reflect", "Symbol", "getPrototypeOf", "getOwnPropertyDescriptor",
		"getOwnPropertyDescriptors", "getOwnPropertyNames", "getOwnPropertySymbols", "__lookupGetter__":
		in.prog.words.any = true
	}
	if name == "globalThis" {
		in.prog.words.whole = true
	}
	in.prog.words.names[name] = true
}

func (in *inspector) node(n any) {
	switch n := n.(type) {
	case *ast.ThisExpression:
		in.prog.words.any, in.prog.words.whole = true, true
	case *ast.FunctionLiteral:
		in.prog.words.kinds = in.prog.words.kinds || n.Async || n.Generator
	case *ast.ArrowFunctionLiteral:
		in.prog.words.kinds = in.prog.words.kinds || n.Async
	case *ast.BracketExpression:
		n.Member = in.key(n.Member)
	case *ast.PropertyKeyed:
		if n.Computed {
			n.Key = in.key(n.Key)
		}
	case *ast.MethodDefinition:
		in.prog.words.any = in.prog.words.any || n.Computed
	case *ast.FieldDefinition:
		in.prog.words.any = in.prog.words.any || n.Computed
	case *ast.ObjectPattern:
		if n.Rest != nil {
			in.refuse(n.LeftBrace, "{...rest} in a pattern is not offered", "name the properties")
		}
	case *ast.ObjectLiteral:
		for _, p := range n.Value {
			if s, ok := p.(*ast.SpreadElement); ok {
				s.Expression = guarded(spreadGuard, s.Expression)
			}
		}
	case *ast.TemplateLiteral:
		if len(n.Expressions) > maxPieces {
			in.refuse(n.OpenQuote, fmt.Sprintf("a template with more than %d ${…}", maxPieces), "")
		}
	case *ast.RegExpLiteral:
		in.spell("exec")
		if _, err := safePattern(n.Pattern, n.Flags); err != nil {
			in.refuse(n.Idx, err.message, err.hint)
		}
	}
}

// safePattern returns a JavaScript pattern as Go's regular expressions write it, which never backtrack.
func safePattern(pattern, flags string) (string, *fault) {
	if len(pattern) > maxPattern {
		return "", &fault{message: fmt.Sprintf("the regular expression is longer than %d bytes", maxPattern)}
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
		return "", &fault{message: "the regular expression looks ahead or back, which could take forever",
			hint: "use one without (?=…), (?!…) and \\1"}
	}
	if goFlags != "" {
		out = "(?" + goFlags + ":" + out + ")"
	}
	return out, nil
}
