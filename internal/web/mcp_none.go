//go:build !mcp && !full

package web

import (
	"context"
	"io"
)

// ServeMCP returns ErrNoMCP. The SDK of the Model Context Protocol would make every command of the program start later, so that a plain build has none of it.
func (s *Server) ServeMCP(context.Context, io.Reader, io.Writer) error { return ErrNoMCP }
