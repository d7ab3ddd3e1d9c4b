package main

import (
	"context"
	"fmt"
	"strings"
)

// setTimer, setWhy and setExplain are switches: on, off, or without an argument what they are.
func (r *repl) setTimer(_ context.Context, argument string) error { return r.flip(&r.timer, argument) }

func (r *repl) setWhy(_ context.Context, argument string) error { return r.flip(&r.why, argument) }

// setExplain takes a program too, and explains it alone.
func (r *repl) setExplain(ctx context.Context, argument string) error {
	switch argument {
	case "", "on", "off":
		return r.flip(&r.explains, argument)
	}
	was := r.explains
	r.explains = true
	defer func() { r.explains = was }()
	const command = ".explain "
	open, err := r.ask(ctx, asked{name: r.source, program: strings.Repeat(" ", len(command)) + argument, before: r.line - 1})
	if open && err == nil {
		err = asksNothing()
	}
	return err
}

func (r *repl) flip(s *bool, argument string) error {
	switch argument {
	case "on", "off":
		*s = argument == "on"
		return nil
	case "":
		return r.say(map[bool]string{true: "on", false: "off"}[*s])
	}
	return fmt.Errorf("%q: want on or off", argument)
}
