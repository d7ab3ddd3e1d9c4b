package gizmo

import (
	"strings"
	"sync"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"
)

// program is a compiled text. It is never changed by a run.
type program struct {
	name, text  string
	code        *goja.Program
	endsInValue bool          // the last statement is an expression whose value may be the answer
	end         file.Position // of that statement
	words       words
}

// Programs keeps compiled programs by their text, a few hundred, and forgets all when it is full. The zero value is ready;
// it is safe for concurrent use.
type Programs struct {
	mu     sync.Mutex
	byText map[[2]string]*program
}

const maxPrograms = 256

func (p *Programs) compile(name, text string) (*program, error) {
	if p == nil {
		return compile(name, text)
	}
	key := [2]string{name, text}
	p.mu.Lock()
	prog := p.byText[key]
	p.mu.Unlock()
	if prog != nil {
		return prog, nil
	}
	prog, err := compile(name, text)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.byText == nil || len(p.byText) >= maxPrograms {
		p.byText = map[[2]string]*program{}
	}
	p.byText[key] = prog
	return prog, nil
}

// parse reads a text. Goja's parser panics on some texts that end in the middle of a pattern (such as "var[...["): they are wrong all the same.
func parse(name, text string) (tree *ast.Program, err error) {
	defer func() {
		if recover() != nil {
			err = &Error{Name: name, Message: "this is no JavaScript: a pattern or bracket is not finished"}
		}
	}()
	tree, err = parser.ParseFile(nil, name, headless(text), 0, parser.WithDisableSourceMaps)
	if err != nil {
		return nil, syntaxError(name, text, err)
	}
	return tree, nil
}

// headless empties the lines of comment that a text begins with, which are a third of most saved queries. What follows stays on its line.
func headless(text string) string {
	end := 0
	for strings.HasPrefix(text[end:], "//") {
		line := strings.IndexByte(text[end:], '\n')
		if line < 0 || strings.ContainsAny(text[end:end+line], "\r\u2028\u2029") { // where JavaScript ends a line too
			break
		}
		end += line + 1
	}
	return strings.Repeat("\n", strings.Count(text[:end], "\n")) + text[end:]
}

// compile checks a text and compiles it. Source maps are off: a comment could name a file to read.
func compile(name, text string) (*program, error) {
	w, err := guard(name, text)
	if err != nil {
		return nil, err
	}
	tree, err := parse(name, text)
	if err != nil {
		return nil, err
	}
	p := &program{name: name, text: text, words: w}
	if n := len(tree.Body); n > 0 {
		if s, ok := tree.Body[n-1].(*ast.ExpressionStatement); ok {
			_, assigns := s.Expression.(*ast.AssignExpression)
			p.endsInValue = !assigns
			p.end = tree.File.Position(int(s.Idx0()) - 1)
		}
	}
	if !w.plain {
		if err := inspect(p, tree); err != nil {
			return nil, err
		}
	}
	if p.code, err = goja.CompileAST(tree, false); err != nil {
		return nil, syntaxError(name, text, err)
	}
	return p, nil
}
