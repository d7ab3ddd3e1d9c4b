//go:build mcp || full

package web

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"sync"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// messages is what comes in, without the lines that are no messages: those it answers itself, where the SDK would end the server. A line that is too long
// is left to the SDK.
type messages struct {
	in   *bufio.Reader
	out  io.Writer
	line []byte // what is not read yet of the line that was let through
	rest bool   // the line goes on beyond what is held of it
}

func newMessages(in io.Reader, out io.Writer) *messages {
	return &messages{in: bufio.NewReaderSize(in, messageMost), out: out}
}

// Read implements io.Reader.
func (m *messages) Read(p []byte) (int, error) {
	for len(m.line) == 0 {
		line, err := m.in.ReadSlice('\n')
		began := m.rest
		m.rest = errors.Is(err, bufio.ErrBufferFull)
		if len(line) == 0 {
			return 0, err
		}
		if wrong := wrongMessage(line); began || m.rest || wrong == nil {
			m.line = line
		} else if err := m.refuse(wrong); err != nil {
			return 0, err
		}
	}
	n := copy(p, m.line)
	m.line = m.line[n:]
	return n, nil
}

// Close implements io.Closer: what is read is another's to close.
func (*messages) Close() error { return nil }

// refuse answers what is no message. It has no id to answer to.
func (m *messages) refuse(wrong *jsonrpc.Error) error {
	answer, err := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": nil, "error": wrong})
	if err != nil {
		return err
	}
	_, err = m.out.Write(append(answer, '\n'))
	return err
}

// The codes of JSON-RPC 2.0 for what cannot be answered to its sender.
const (
	codeParse   = -32700
	codeRequest = -32600
)

// wrongMessage says what is wrong with a line, nil where it is a message, several of them, or empty.
func wrongMessage(line []byte) *jsonrpc.Error {
	line = bytes.TrimSpace(line)
	if len(line) == 0 {
		return nil
	}
	var all []json.RawMessage
	if !json.Valid(line) {
		return &jsonrpc.Error{Code: codeParse, Message: "parse error: a line is no JSON; a message is one line of it"}
	}
	if line[0] != '[' {
		all = []json.RawMessage{line}
	} else if err := json.Unmarshal(line, &all); err != nil || len(all) == 0 {
		return &jsonrpc.Error{Code: codeRequest, Message: "invalid request: an empty batch"}
	}
	for _, message := range all {
		if _, err := jsonrpc.DecodeMessage(message); err != nil {
			return &jsonrpc.Error{Code: codeRequest, Message: "invalid request: " + err.Error()}
		}
	}
	return nil
}

// oneAtATime lets several write whole messages to one writer, and leaves that open.
type oneAtATime struct {
	mu  sync.Mutex
	out io.Writer
}

// Write implements io.Writer.
func (w *oneAtATime) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.out.Write(p)
}

// Close implements io.Closer.
func (*oneAtATime) Close() error { return nil }

// namesArguments has the refusal of a tool's arguments say which there are.
func namesArguments(tool string, names []string) mcp.Middleware {
	return func(next mcp.MethodHandler) mcp.MethodHandler {
		return func(ctx context.Context, method string, r mcp.Request) (mcp.Result, error) {
			result, err := next(ctx, method, r)
			call, ours := r.(*mcp.CallToolRequest)
			if !ours || call.Params.Name != tool {
				return result, err
			}
			answer, _ := result.(*mcp.CallToolResult)
			if answer == nil || !answer.IsError || len(answer.Content) != 1 {
				return result, err
			}
			text, _ := answer.Content[0].(*mcp.TextContent)
			if text == nil {
				return result, err
			}
			if wrong, found := strings.CutPrefix(text.Text, refusedArguments); found {
				takes := "takes no arguments"
				if len(names) > 0 {
					takes = "takes " + strings.Join(names, ", ")
				}
				text.Text = fmt.Sprintf("arguments: %s\nhint: %s %s", strings.TrimPrefix(wrong, "validating root: "), tool, takes)
			}
			return result, err
		}
	}
}

// refusedArguments is how the SDK begins what it says of arguments that a tool does not take.
const refusedArguments = `validating "arguments": `

// argumentsOf are the names of what a tool takes.
func argumentsOf[In any]() (names []string) {
	for _, f := range reflect.VisibleFields(reflect.TypeFor[In]()) {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" {
			names = append(names, name)
		}
	}
	return names
}
