package gizmo

// words is what the guard learns of a program's text.
type words struct{}

func guard(name, text string) (words, error) { return words{}, nil }

const maxCalls = 1000

type watch struct{}

func (w *watch) stop() {}
