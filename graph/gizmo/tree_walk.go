package gizmo

import (
	"fmt"

	"github.com/dop251/goja/ast"
)

// How the inspector gets from a node to those below it, each of which it meets once: the variables that a function also lists
// (DeclarationList) stand in its body. A node is looked at before those below it, which that may put guards around.

// visit looks at a node that is no expression, or one that nothing can be put in the place of. It takes any, since to make an ast.Node of
// another interface is to look up its methods, which takes longer than to look at most nodes.
func (in *inspector) visit(n any) {
	if in.enter(n) {
		in.below(n)
		in.depth--
	}
}

// enter looks at a node alone, and says whether there are others below it.
func (in *inspector) enter(n any) bool {
	if in.err != nil || in.leaf(n) {
		return false
	}
	if in.depth++; in.depth > maxTree {
		in.refuse(n.(ast.Node).Idx0(), fmt.Sprintf("more than %d expressions within each other", maxTree), "")
	}
	in.node(n)
	return in.err == nil
}

// expression looks at an expression, in whose place a guarded one may come. It may be nil.
func (in *inspector) expression(at *ast.Expression) {
	if e := *at; e != nil {
		if in.enter(e) {
			in.belowExpression(e)
			in.depth--
		}
		if addsText(e) {
			*at = guarded(textGuard, e)
		}
	}
}

func (in *inspector) expressions(list []ast.Expression) {
	for i := range list {
		in.expression(&list[i])
	}
}

// statement looks at a statement, which may be nil.
func (in *inspector) statement(s ast.Statement) {
	if s != nil && in.enter(s) {
		in.belowStatement(s)
		in.depth--
	}
}

func (in *inspector) statements(list []ast.Statement) {
	for _, s := range list {
		in.statement(s)
	}
}

func (in *inspector) block(b *ast.BlockStatement) {
	if b != nil && in.enter(b) {
		in.belowStatement(b)
		in.depth--
	}
}

func (in *inspector) label(name *ast.Identifier) {
	if name != nil {
		in.spell(name.Name.String())
	}
}

func (in *inspector) parameters(list *ast.ParameterList) {
	if list != nil {
		in.visit(list)
	}
}

func (in *inspector) bindings(list []*ast.Binding) {
	for _, b := range list {
		if in.enter(b) {
			in.belowExpression(b)
			in.depth--
		}
	}
}

func (in *inspector) properties(list []ast.Property) {
	for _, p := range list {
		in.visit(p)
	}
}

func (in *inspector) below(n any) {
	if in.belowPart(n) {
		return
	}
	switch n := n.(type) {
	case ast.Statement:
		in.belowStatement(n)
	case ast.Expression:
		in.belowExpression(n)
	default:
		in.unknown(n)
	}
}

func (in *inspector) belowExpression(e ast.Expression) {
	switch e := e.(type) {
	case *ast.CallExpression:
		in.expression(&e.Callee)
		in.expressions(e.ArgumentList)
	case *ast.DotExpression:
		in.expression(&e.Left)
		in.label(&e.Identifier)
	case *ast.BinaryExpression:
		in.expression(&e.Left)
		in.expression(&e.Right)
	case *ast.BracketExpression:
		in.expression(&e.Left)
		in.expression(&e.Member)
	case *ast.ConditionalExpression:
		in.expression(&e.Test)
		in.expression(&e.Consequent)
		in.expression(&e.Alternate)
	case *ast.AssignExpression:
		in.expression(&e.Left)
		in.expression(&e.Right)
	case *ast.UnaryExpression:
		in.expression(&e.Operand)
	case *ast.SequenceExpression:
		in.expressions(e.Sequence)
	case *ast.NewExpression:
		in.expression(&e.Callee)
		in.expressions(e.ArgumentList)
	case *ast.OptionalChain:
		in.expression(&e.Expression)
	case *ast.Optional:
		in.expression(&e.Expression)
	case *ast.TemplateLiteral:
		in.expression(&e.Tag)
		for _, piece := range e.Elements {
			in.visit(piece)
		}
		in.expressions(e.Expressions)
	case *ast.YieldExpression:
		in.expression(&e.Argument)
	case *ast.AwaitExpression:
		in.expression(&e.Argument)
	case *ast.PrivateDotExpression:
		in.expression(&e.Left)
		in.label(&e.Identifier.Identifier)
	case *ast.PrivateIdentifier:
		in.label(&e.Identifier)
	case *ast.MetaProperty:
		in.label(e.Meta)
		in.label(e.Property)
	case *ast.ArrayLiteral:
		in.expressions(e.Value)
	case *ast.ArrayPattern:
		in.expressions(e.Elements)
		in.expression(&e.Rest)
	case *ast.ObjectLiteral:
		in.properties(e.Value)
	case *ast.ObjectPattern:
		in.properties(e.Properties)
		in.expression(&e.Rest)
	case *ast.PropertyShort:
		in.label(&e.Name)
		in.expression(&e.Initializer)
	case *ast.PropertyKeyed:
		in.expression(&e.Key)
		in.expression(&e.Value)
	case *ast.SpreadElement:
		in.expression(&e.Expression)
	case *ast.Binding:
		in.visit(e.Target)
		in.expression(&e.Initializer)
	case *ast.FunctionLiteral:
		in.label(e.Name)
		in.parameters(e.ParameterList)
		in.block(e.Body)
	case *ast.ArrowFunctionLiteral:
		in.parameters(e.ParameterList)
		in.visit(e.Body)
	case *ast.ClassLiteral:
		in.label(e.Name)
		in.expression(&e.SuperClass)
		for _, member := range e.Body {
			in.visit(member)
		}
	case *ast.RegExpLiteral, *ast.ThisExpression, *ast.SuperExpression, *ast.BadExpression:
	default:
		in.unknown(e)
	}
}

func (in *inspector) belowStatement(s ast.Statement) {
	switch s := s.(type) {
	case *ast.ExpressionStatement:
		in.expression(&s.Expression)
	case *ast.LexicalDeclaration:
		in.bindings(s.List)
	case *ast.VariableStatement:
		in.bindings(s.List)
	case *ast.BlockStatement:
		in.statements(s.List)
	case *ast.IfStatement:
		in.expression(&s.Test)
		in.statement(s.Consequent)
		in.statement(s.Alternate)
	case *ast.ReturnStatement:
		in.expression(&s.Argument)
	case *ast.ThrowStatement:
		in.expression(&s.Argument)
	case *ast.ForStatement:
		if s.Initializer != nil {
			in.visit(s.Initializer)
		}
		in.expression(&s.Update)
		in.expression(&s.Test)
		in.statement(s.Body)
	case *ast.ForInStatement:
		in.visit(s.Into)
		in.expression(&s.Source)
		in.statement(s.Body)
	case *ast.ForOfStatement:
		in.visit(s.Into)
		in.expression(&s.Source)
		in.statement(s.Body)
	case *ast.WhileStatement:
		in.expression(&s.Test)
		in.statement(s.Body)
	case *ast.DoWhileStatement:
		in.expression(&s.Test)
		in.statement(s.Body)
	case *ast.WithStatement:
		in.expression(&s.Object)
		in.statement(s.Body)
	case *ast.SwitchStatement:
		in.expression(&s.Discriminant)
		for _, branch := range s.Body {
			in.visit(branch)
		}
	case *ast.CaseStatement:
		in.expression(&s.Test)
		in.statements(s.Consequent)
	case *ast.TryStatement:
		in.block(s.Body)
		if s.Catch != nil {
			in.visit(s.Catch)
		}
		in.block(s.Finally)
	case *ast.CatchStatement:
		if s.Parameter != nil {
			in.visit(s.Parameter)
		}
		in.block(s.Body)
	case *ast.LabelledStatement:
		in.label(s.Label)
		in.statement(s.Statement)
	case *ast.BranchStatement:
		in.label(s.Label)
	case *ast.FunctionDeclaration:
		in.visit(s.Function)
	case *ast.ClassDeclaration:
		in.visit(s.Class)
	case *ast.EmptyStatement, *ast.DebuggerStatement, *ast.BadStatement:
	default:
		in.unknown(s)
	}
}

// belowPart is for what is neither statement nor expression: false for any that is.
func (in *inspector) belowPart(n any) bool {
	switch n := n.(type) {
	case *ast.TemplateElement:
	case *ast.ParameterList:
		in.bindings(n.List)
		in.expression(&n.Rest)
	case *ast.ExpressionBody:
		in.expression(&n.Expression)
	case *ast.ForLoopInitializerExpression:
		in.expression(&n.Expression)
	case *ast.ForLoopInitializerVarDeclList:
		in.bindings(n.List)
	case *ast.ForLoopInitializerLexicalDecl:
		in.bindings(n.LexicalDeclaration.List)
	case *ast.ForIntoVar:
		in.visit(n.Binding)
	case *ast.ForDeclaration:
		in.visit(n.Target)
	case *ast.ForIntoExpression:
		in.expression(&n.Expression)
	case *ast.FieldDefinition:
		in.expression(&n.Key)
		in.expression(&n.Initializer)
	case *ast.MethodDefinition:
		in.expression(&n.Key)
		in.visit(n.Body)
	case *ast.ClassStaticBlock:
		in.block(n.Block)
	default:
		return false
	}
	return true
}

// unknown refuses a kind of node that goja's parser did not have when this was written.
func (in *inspector) unknown(n any) {
	in.refuse(n.(ast.Node).Idx0(), fmt.Sprintf("%T is not offered", n), "")
}
