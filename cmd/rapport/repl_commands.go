package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"rapport/graph/gizmo"
	"rapport/internal/report"
	"rapport/queries"
)

// dotCommand is a command of the prompt: those of sqlite3 and duckdb, where they have one for it.
type dotCommand struct {
	name, takes, about string
	run                func(r *repl, ctx context.Context, argument string) error
	complete           func(r *repl, argument string) (word string, items []item) // nil for nothing
}

// dotCommands lists them as .help does.
func dotCommands() []dotCommand {
	return []dotCommand{
		{"help", "[COMMAND|STEP]", "this list, or what a command or step does", (*repl).help, (*repl).completeHelp},
		{"schema", "[TERM]", "the classes and predicates in use, or all about one", (*repl).schema, (*repl).completeEntity},
		{"queries", "[--tag TAG]", "the saved queries by theme", verbCommand("queries"), nil},
		{"run", "NAME [--PARAM …]", "ask a saved query; .run NAME --help tells more", verbCommand("run"), (*repl).completeRun},
		{"show", "ENTITY", "everything about an entity, a statement or a term", verbCommand("show"), (*repl).completeEntity},
		{"find", "TEXT", "search names, contents and sentences", verbCommand("find"), nil},
		{"why", "[on|off]", "show with each row what it rests on", (*repl).setWhy, (*repl).completeSwitch},
		{"explain", "[on|off|PROGRAM]", "show how it is answered, not the rows", (*repl).setExplain, (*repl).completeSwitch},
		{"restrict", "[FLAGS|off]", "walk only a part: --only actual, --speaker Iran", (*repl).restrict, (*repl).completeRestrict},
		{"mode", "[FORMAT]", "write rows as " + joinFormats(), (*repl).mode, (*repl).completeMode},
		{"limit", "[N]", "stop after N rows, 0 for no limit", (*repl).limit, nil},
		{"timeout", "[TIME]", "give up after TIME, such as 5m; 0 for never", (*repl).timeout, nil},
		{"timer", "[on|off]", "tell how long each answer takes", (*repl).setTimer, (*repl).completeSwitch},
		{"read", "FILE", "take a file's lines as if typed; .js is one program", (*repl).read, nil},
		{"save", "NAME", "write the last program as a query of the dossier", (*repl).save, nil},
		{"quit", "", "leave, as Ctrl-D and .exit do", (*repl).leave, nil},
		{"exit", "", "", (*repl).leave, nil},
	}
}

// isCommand tells a command from a step that begins a line: .out(…).
func isCommand(line string) bool {
	name, _, _ := strings.Cut(line, " ")
	return len(name) > 1 && name[0] == '.' && strings.Trim(name[1:], "abcdefghijklmnopqrstuvwxyz") == ""
}

// command runs a line such as ".mode csv". A name may be cut short where no other begins so.
func (r *repl) command(ctx context.Context, line string) error {
	name, argument, _ := strings.Cut(line[1:], " ")
	all := dotCommands()
	var meant []dotCommand
	for _, c := range all {
		if c.name == name {
			meant = []dotCommand{c}
			break
		}
		if strings.HasPrefix(c.name, name) {
			meant = append(meant, c)
		}
	}
	switch len(meant) {
	case 1:
		return meant[0].run(r, ctx, strings.TrimSpace(argument))
	case 0:
		return withHint(fmt.Errorf(".%s is no command", name), didYouMean("."+name, dotNames(all), ".help lists the commands"))
	}
	return withHint(fmt.Errorf(".%s may be several commands", name), strings.Join(dotNames(meant), ", "))
}

func dotNames(list []dotCommand) []string {
	out := make([]string, len(list))
	for i, c := range list {
		out[i] = "." + c.name
	}
	return out
}

// verbCommand makes a command of a verb: what follows is its command line.
func verbCommand(verb string) func(*repl, context.Context, string) error {
	return func(r *repl, ctx context.Context, argument string) error {
		words, err := queries.ShellWords(argument)
		if err != nil {
			return err
		}
		return r.verb(ctx, verb, words...)
	}
}

// verb runs "rapport VERB WORDS" on the graph that is open, with the mode and limits of the session.
func (r *repl) verb(ctx context.Context, verb string, words ...string) error {
	r.asked = true
	args := []string{verb}
	output := r.output
	if verb == "run" && r.explains {
		output = r.explanations()
		args = append(args, "--explain")
	}
	if output.format.chosen != "" {
		args = append(args, "--format="+output.format.String())
	}
	if verb == "run" {
		if r.why && !r.explains {
			args = append(args, "--why")
		}
		args = append(args, "--timeout="+r.limits.timeout.String())
		if *r.limits.given {
			args = append(args, "--limit="+strconv.Itoa(r.limits.limit))
		}
		if r.output.ids {
			args = append(args, "--ids")
		}
	}
	args = append(args, words...)
	inner := *r.a
	root := newRootCommand(&inner, args)
	inner.dir = r.a.dir // which a new -C forgets
	root.SetArgs(args)
	addNamed(&inner, root, args)
	running, stop := r.interruptible(ctx)
	defer stop()
	_, err := root.ExecuteContextC(running)
	if errors.Is(context.Cause(running), errInterrupted) {
		return errInterrupted
	}
	return err
}

func (r *repl) schema(ctx context.Context, argument string) error {
	if argument != "" {
		return verbCommand("show")(r, ctx, argument)
	}
	return r.verb(ctx, "schema")
}

func (r *repl) mode(_ context.Context, argument string) error {
	if argument == "" {
		return r.say(string(r.output.chosen()))
	}
	if err := r.output.format.Set(argument); err != nil {
		return withHint(fmt.Errorf("%q: %w", argument, err), hintOf(err))
	}
	return nil
}

func (r *repl) limit(_ context.Context, argument string) error {
	if argument == "" {
		return r.say(strconv.Itoa(r.limits.limit))
	}
	n, err := strconv.Atoi(argument)
	if err != nil || n < 0 {
		return withHint(fmt.Errorf("%q: want a whole number of rows", argument), ".limit 0 is no limit")
	}
	r.limits.limit, *r.limits.given = n, true
	return nil
}

func (r *repl) timeout(_ context.Context, argument string) error {
	if argument == "" {
		return r.say(r.limits.timeout.String())
	}
	d, err := time.ParseDuration(argument)
	if argument == "0" {
		d, err = 0, nil
	}
	if err != nil || d < 0 {
		return withHint(fmt.Errorf("%q: want a time such as 30s or 5m", argument), ".timeout 0 is never")
	}
	r.limits.timeout = d
	return nil
}

// deepestRead bounds files that read each other.
const deepestRead = 16

func (r *repl) read(ctx context.Context, argument string) error {
	words, err := queries.ShellWords(argument)
	if err != nil || len(words) != 1 {
		return errors.Join(err, errors.New("want a file: .read FILE"))
	}
	file := words[0]
	if filepath.Ext(file) == ".js" {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		open, err := r.ask(ctx, asked{name: file, program: string(text)})
		if open && err == nil {
			err = fmt.Errorf("%s: the program ends without asking anything", file)
		}
		return err
	}
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	if r.reading++; r.reading > deepestRead {
		r.reading--
		return fmt.Errorf("files that read each other more than %d deep", deepestRead)
	}
	outer := r.input
	r.input = input{lines: newPlainLines(f), source: file}
	err = r.loop(ctx)
	r.input = outer
	r.reading--
	return err
}

func (r *repl) save(_ context.Context, argument string) error {
	if r.last.program == "" {
		return errors.New("no program was answered yet")
	}
	where, err := r.a.place()
	if err != nil {
		return err
	}
	columns := slices.DeleteFunc(slices.Clone(r.last.columns), func(c string) bool { return strings.HasPrefix(c, "_") })
	if named := slices.DeleteFunc(slices.Clone(columns), func(c string) bool { return c == "id" }); len(named) > 0 {
		columns = named
	}
	if len(columns) == 0 {
		return withHint(errors.New("the last program gave no rows, and so no columns"), "ask it where it finds something")
	}
	file, err := where.writeDraft(queries.Draft{
		Name: argument, Title: titleOf(argument), Asks: titleOf(argument) + "?", Columns: columns, Tags: []string{"own"}, Program: strings.TrimSpace(r.last.program),
	})
	if err != nil {
		return err
	}
	return r.say(fmt.Sprintf("saved %s%s; .run %s asks it, and its header waits for a title and a question", file, shadowing(queries.Shadows(argument), "query"), argument))
}

func (r *repl) leave(context.Context, string) error {
	r.quit = true
	return nil
}

// say writes a line that was asked for.
func (r *repl) say(line string) error {
	return r.a.writeText("", func(w io.Writer, _ int, _ bool) error {
		_, err := fmt.Fprintln(w, report.Clean(line))
		return err
	})
}

// help lists the commands, or tells of one, or of a step.
func (r *repl) help(_ context.Context, argument string) error {
	if argument == "" {
		return r.helpAll()
	}
	name := strings.Trim(argument, ".()")
	name = strings.TrimPrefix(name, "g.")
	var known []string
	var found [][]string
	for _, c := range dotCommands() {
		known = append(known, "."+c.name)
		if c.name == name {
			found = append(found, []string{strings.TrimSpace("." + c.name + " " + c.takes), c.about})
		}
	}
	for _, m := range gizmo.Methods() {
		known = append(known, m.Name)
		if strings.EqualFold(m.Name, name) && m.Name[1:] == name[1:] {
			lines := []string{m.String(), m.Doc}
			for _, x := range m.Examples() {
				lines = append(lines, "for example "+x.Program)
			}
			found = append(found, lines)
		}
	}
	if len(found) == 0 {
		return withHint(fmt.Errorf("no command and no step is called %q", argument), didYouMean(argument, known, ".help lists the commands"))
	}
	return r.a.writeText("", func(w io.Writer, width int, color bool) error {
		for i, lines := range found {
			if i > 0 {
				fmt.Fprintln(w)
			}
			for _, line := range lines {
				if err := report.WriteParagraph(w, line, report.Options{Width: width, Color: color}); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (r *repl) helpAll() error {
	return r.a.writeText("", func(w io.Writer, width int, color bool) error {
		o := report.Options{Width: width, Color: color}
		for _, c := range dotCommands() {
			if c.about != "" {
				fmt.Fprintf(w, "%-26s %s\n", strings.TrimSpace("."+c.name+" "+c.takes), c.about)
			}
		}
		var steps, finals, global []string
		for _, m := range gizmo.Methods() {
			switch {
			case m.On == gizmo.Global:
				global = append(global, m.Name)
			case m.Final():
				finals = append(finals, m.Name)
			case m.On == gizmo.OnPath:
				steps = append(steps, m.Name)
			}
		}
		for _, p := range []string{
			`Anything else is a program in Gizmo, such as g.V("<kg:rosatom>").out("<kg:builds>").all(). It goes on while a bracket is open, or until it asks something.`,
			"Steps: " + strings.Join(steps, " "), "Ends: " + strings.Join(finals, " "), "Functions: " + strings.Join(global, " "),
			"Keys: Tab completes; up and down bring back what was entered, with ⏎ for a line break, and Ctrl-R the latest that has the typed words; Ctrl-C stops a query or drops what is typed; Ctrl-D leaves.",
		} {
			fmt.Fprintln(w)
			if err := report.WriteParagraph(w, p, o); err != nil {
				return err
			}
		}
		return nil
	})
}

// completeCommand completes a line that begins with a dot: its name, then what the command takes.
func (r *repl) completeCommand(line string) (word string, items []item) {
	name, argument, more := strings.Cut(line, " ")
	for _, c := range dotCommands() {
		switch {
		case !more:
			tail := " "
			if c.takes == "" {
				tail = ""
			}
			items = append(items, item{"." + c.name, tail, c.about})
		case "."+c.name == name && c.complete != nil:
			return c.complete(r, strings.TrimLeft(argument, " "))
		}
	}
	if more {
		return "", nil
	}
	return name, startingWith(name, items)
}

func (r *repl) completeHelp(argument string) (string, []item) {
	var items []item
	for _, m := range gizmo.Methods() {
		items = append(items, item{m.Name, "", m.Doc})
	}
	return argument, startingWith(argument, items)
}

func (r *repl) completeMode(argument string) (string, []item) {
	var items []item
	for _, f := range report.Formats() {
		items = append(items, item{text: string(f)})
	}
	return argument, startingWith(argument, items)
}

func (r *repl) completeSwitch(argument string) (string, []item) {
	return argument, startingWith(argument, []item{{text: "on"}, {text: "off"}})
}

// completeEntity completes an IRI or, as an IRI, a name.
func (r *repl) completeEntity(argument string) (string, []item) {
	if r.words == nil {
		r.words = newLexicon(r.a.opened.src)
	}
	var items []item
	for _, t := range r.words.terms {
		if strings.HasPrefix(t.iri, argument) && (argument != "" || t.listed && !t.predicate) {
			items = append(items, item{t.iri, " ", t.name})
		}
	}
	if argument != "" {
		for _, i := range r.words.called(argument, "") {
			items = append(items, item{strings.Trim(i.text, "<>"), " ", i.about})
		}
	}
	return argument, startingWith("", items)
}

// completeRun completes the name of a query, its parameters, and their values.
func (r *repl) completeRun(argument string) (string, []item) {
	_, lib, err := r.a.openQueries()
	if err != nil {
		return "", nil
	}
	name, rest, more := strings.Cut(argument, " ")
	var items []item
	if !more {
		all, _ := lib.All()
		for _, q := range all {
			items = append(items, item{q.Name, " ", q.Title})
		}
		return name, startingWith(name, items)
	}
	q, err := lib.Find(name)
	if err != nil {
		return "", nil
	}
	word := rest[strings.LastIndexByte(rest, ' ')+1:]
	before := strings.Fields(strings.TrimSuffix(rest, word))
	if len(before) > 0 {
		if p := q.Param(strings.TrimPrefix(before[len(before)-1], "--")); p != nil {
			return r.completeValue(p, word)
		}
	}
	for _, p := range q.Params {
		items = append(items, item{"--" + p.Name, " ", p.About})
	}
	if strings.HasPrefix(word, "-") || word == "" {
		return word, startingWith(word, items)
	}
	return r.completeEntity(word)
}

func (r *repl) completeValue(p *queries.Param, word string) (string, []item) {
	if p.Choices == nil && p.Type == queries.IRI {
		return r.completeEntity(word)
	}
	var items []item
	for _, w := range p.Words() {
		items = append(items, item{text: w, tail: " "})
	}
	return word, startingWith(word, items)
}
