package web

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/internal/report"
	"rapport/queries"
)

// object is a JSON object; its keys are written in their order.
type object = map[string]any

// openAPI answers with the description of the API for programs that write clients: OpenAPI 3.1, made of the headers of the saved queries and reports.
func openAPI(v *view) error {
	text, err := v.api()
	if err != nil {
		return err
	}
	return v.send("application/json", text)
}

// openAPIOf describes the API of what is open.
func openAPIOf(o *opened, version string) ([]byte, error) {
	e := examplesOf(o)
	paths := object{
		"/api/query/{format}": object{"post": programOperation()},
		"/api/complete":       object{"get": completeOperation()},
		"/api/find.{format}":  object{"get": findOperation(e)},
		"/api/show.{format}":  object{"get": showOperation(e)},
		"/api/cite.{format}":  object{"get": citeOperation(e)},
		"/healthz": object{"get": object{"operationId": "health", "summary": "Whether the graph is open", "tags": []string{"server"}, "security": []any{object{}},
			"responses": object{"200": object{"description": "It is.", "content": object{"text/plain": object{"schema": object{"type": "string", "const": "ok\n"}}}}, "503": refer("responses", "problem")}}},
		"/api/openapi.json": object{"get": object{"operationId": "description", "summary": "This description", "tags": []string{"server"},
			"responses": answers(object{"description": "OpenAPI 3.1", "headers": object{"ETag": refer("headers", "etag")}, "content": object{"application/json": object{"schema": object{"type": "object"}}}})}},
	}
	all, _ := o.Library.All()
	for _, q := range all {
		paths["/api/q/"+q.Name+".{format}"] = object{"get": queryOperation(q, e)}
	}
	reports, _ := o.Library.Reports()
	for _, r := range reports {
		paths["/api/report/"+r.Name+".{format}"] = object{"get": reportOperation(r, e)}
	}
	return json.Marshal(object{
		"openapi": "3.1.0",
		"info": object{"title": "rapport", "version": version, "summary": "What news articles say, with the words they say it in.",
			"description": "Every saved query and report of the graph that is open, and programs in Gizmo. All of it reads. Parameters are the flags of the command line, and answers the bytes that its commands write. " +
				"An empty parameter was not given."},
		"servers":    []any{object{"url": "/"}},
		"security":   []any{object{}, object{"token": []string{}}},
		"tags":       tagsOf(all, len(reports) > 0),
		"paths":      paths,
		"components": components(),
	})
}

// tagsOf are the themes of the queries, and what else there is.
func tagsOf(all []*queries.Query, reports bool) []any {
	words := []string{"nodes", "programs", "server"}
	if reports {
		words = append(words, "reports")
	}
	for _, q := range all {
		words = append(words, q.Theme())
	}
	slices.Sort(words)
	var out []any
	for _, w := range slices.Compact(words) {
		out = append(out, object{"name": w})
	}
	return out
}

// refer points to one of the components.
func refer(kind, name string) object { return object{"$ref": "#/components/" + kind + "/" + name} }

// answers are the responses of an operation that has the graph read.
func answers(good object) object {
	return object{"200": good, "304": object{"description": "What If-None-Match names is still so."}, "default": refer("responses", "problem")}
}

// walkParameters keep a question to a part of the graph.
var walkParameters = []string{"only", "speaker", "article", "as-of", "no-inference", "no-background"}

func common(names ...string) (out []any) {
	for _, name := range names {
		out = append(out, refer("parameters", name))
	}
	return out
}

func queryOperation(q *queries.Query, e *examples) object {
	formats := []report.Format{report.FormatJSON, report.FormatJSONL, report.FormatCSV, report.FormatTSV, report.FormatMD}
	if q.View != queries.ViewTable {
		formats = append(formats, report.FormatSVG)
	}
	cells := object{}
	for _, c := range q.Columns {
		cells[c] = refer("schemas", "Cell")
	}
	rows := object{"type": "object", "properties": cells, "required": q.Columns}
	table := object{"anyOf": []any{
		object{"allOf": []any{refer("schemas", "Rows"), object{"properties": object{"rows": object{"items": rows}}}}},
		refer("schemas", "Explanation"),
	}}
	return object{
		"operationId": "query-" + q.Name, "summary": q.Title, "description": described(&q.Header), "tags": []string{q.Theme()},
		"parameters": slices.Concat([]any{formatParameter(formats)}, parameters(&q.Header, e), common(walkParameters...), common("why", "explain", "ids", "limit")),
		"responses":  answers(leavingOut(rowsResponse(formats, table))),
	}
}

// leavingOut adds to an answer of rows the header of a saved query's.
func leavingOut(response object) object {
	response["headers"].(object)[leftOutHeader] = refer("headers", "left-out")
	return response
}

func programOperation() object {
	formats := apiFormats()
	table := object{"anyOf": []any{refer("schemas", "Rows"), refer("schemas", "Explanation")}}
	return object{
		"operationId": "program", "summary": "A program in Gizmo", "tags": []string{"programs"},
		"description": "The program is the body. It runs in a process of its own, with a limit of time, memory and rows.",
		"parameters":  slices.Concat([]any{formatParameter(formats)}, common(walkParameters...), common("why", "explain", "ids", "limit")),
		"requestBody": object{"required": true, "content": object{"text/plain": object{"schema": object{"type": "string", "minLength": 1}, "example": `g.V().tag("from").out().tag("to").limit(3).all()`}}},
		"responses":   answers(rowsResponse(formats, table)),
	}
}

func completeOperation() object {
	text := object{"type": "string"}
	term := object{"type": "object", "required": []string{"iri"}, "properties": object{"iri": text, "name": text, "about": text}}
	return object{
		"operationId": "complete", "summary": "What that was typed may become", "tags": []string{"programs"},
		"description": fmt.Sprintf("Nodes or predicates of the graph, %d at most, for who types a program.", completedMost),
		"parameters": []any{
			object{"name": "for", "in": "query", "required": true, "description": "Which of them.", "schema": object{"type": "string", "enum": []gizmo.Wanted{gizmo.WantsNode, gizmo.WantsPredicate}}, "example": gizmo.WantsNode},
			object{"name": "text", "in": "query", "description": "What was typed: the beginning of an IRI, or words.", "schema": object{"type": "string", "maxLength": typedMost}},
			object{"name": "class", "in": "query", "description": "Only nodes of one of these classes, by their IRIs.", "explode": true, "schema": object{"type": "array", "items": text}},
		},
		"responses": answers(object{"description": "The terms.", "headers": object{"ETag": refer("headers", "etag")}, "content": object{"application/json": object{"schema": object{
			"type": "object", "required": []string{"terms"}, "properties": object{"terms": object{"type": "array", "items": term}, "cut": object{"type": "boolean"}}}}}}),
	}
}

func findOperation(e *examples) object {
	return object{
		"operationId": "find", "summary": "Entities, content and sentences by their words", "tags": []string{"nodes"},
		"description": "As rapport find has it: names and aliases in any language, what the text calls them, and the text itself. Case, accents and a typo are forgiven.",
		"parameters": []any{formatParameter(findFormats()), exampled(object{"name": "text", "in": "query", "required": true, "description": "Words of a name or a text.", "schema": object{"type": "string"}}, e.name()),
			limited(fmt.Sprintf("The most nodes, and as many sentences. 0 is %d.", askedForMost), foundAtOnce), refer("parameters", "ids")},
		"responses": answers(rowsResponse(findFormats(), refer("schemas", "Rows"))),
	}
}

func showOperation(e *examples) object {
	formats := showFormats()
	return object{
		"operationId": "show", "summary": "Everything that is said about a node", "tags": []string{"nodes"},
		"description": "As rapport show has it: in groups of which each reads as what it is (facts, duties, aims, plans, claims, hopes), every item with its quotes. svg draws what the node is linked with.",
		"parameters": []any{formatParameter(formats), e.node(),
			object{"name": "from", "in": "query", "description": "Of an entity of which more is said: from which quad on.", "schema": object{"type": "integer", "minimum": 1, "default": 1}},
			limited(fmt.Sprintf("The most quads that are read of an entity. 0 is %d.", askedForMost), mostAtOnce)},
		"responses": answers(saidResponse(formats, "Profile")),
	}
}

func citeOperation(e *examples) object {
	return object{
		"operationId": "cite", "summary": "What a statement rests on, ready to paste", "tags": []string{"nodes"},
		"description": "As rapport cite has it: the words, the article, the sentence, the date as far as it is known. Of anything but a statement: every statement that speaks of it.",
		"parameters":  []any{formatParameter(citeFormats()), e.node(), refer("parameters", "read-back"), limited(fmt.Sprintf("The most statements. 0 is %d.", askedForMost), citedAtOnce)},
		"responses":   answers(saidResponse(citeFormats(), "Citations")),
	}
}

// limited is a parameter that bounds an answer.
func limited(about string, or int) object {
	return object{"name": "limit", "in": "query", "description": about, "schema": object{"type": "integer", "minimum": 0, "default": or}}
}

// exampled adds an example to a parameter, where there is one.
func exampled(p object, example any) object {
	if example != nil {
		p["example"] = example
	}
	return p
}

// saidResponse is an answer about a node.
func saidResponse(formats []report.Format, schema string) object {
	content := object{}
	for _, f := range formats {
		content[mediaOf(f)] = object{"schema": object{"type": "string"}}
	}
	content[mediaOf(report.FormatJSON)] = object{"schema": refer("schemas", schema)}
	if slices.Contains(formats, formatCSL) {
		content[mediaOf(formatCSL)] = object{"schema": object{"type": "array", "items": object{"type": "object", "required": []string{"id", "type"}}}}
	}
	return object{"description": "What is said, with the words it rests on.", "headers": object{"ETag": refer("headers", "etag"), cutHeader: refer("headers", "cut")}, "content": content}
}

func reportOperation(r *queries.Report, e *examples) object {
	formats := []report.Format{report.FormatMD, "html", report.FormatJSON}
	if slices.ContainsFunc(r.Blocks, func(b queries.Block) bool { return b.Embed != nil && queries.IsPicture(b.Embed.As) }) {
		formats = append(formats, report.FormatSVG)
	}
	content := object{}
	for _, f := range formats {
		content[mediaOf(f)] = object{"schema": object{"type": "string"}}
	}
	content[mediaOf(report.FormatJSON)] = object{"schema": refer("schemas", "Report")}
	section := object{"name": "section", "in": "query", "description": "Only these sections, with commas between them.", "style": "form", "explode": false,
		"schema": object{"type": "array", "items": object{"type": "string", "enum": r.Sections}}}
	return object{
		"operationId": "report-" + r.Name, "summary": r.Header.Title, "description": described(&r.Header), "tags": []string{"reports"},
		"parameters": slices.Concat([]any{formatParameter(formats)}, parameters(&r.Header, e), common(walkParameters...), []any{section}, common("read-back")),
		"responses":  answers(object{"description": "The report, every line with its quote. svg is its picture, where what is asked for has one picture alone: else 422.", "headers": object{"ETag": refer("headers", "etag"), unsearchedHeader: refer("headers", "unsearched")}, "content": content}),
	}
}

// mediaOf is the type of a format without its parameters.
func mediaOf(f report.Format) string {
	kind, _, _ := strings.Cut(kinds[f], ";")
	return kind
}

func described(h *queries.Header) string {
	if h.About == "" {
		return h.Asks
	}
	return h.Asks + "\n\n" + h.About
}

func formatParameter(formats []report.Format) object {
	return object{"name": "format", "in": "path", "required": true, "description": "What the answer is written as.", "schema": object{"type": "string", "enum": formats}, "example": formats[0]}
}

// rowsResponse is an answer of rows.
func rowsResponse(formats []report.Format, table object) object {
	content := object{}
	for _, f := range formats {
		content[mediaOf(f)] = object{"schema": object{"type": "string"}}
	}
	content[mediaOf(report.FormatJSON)] = object{"schema": table}
	return object{
		"description": "The rows. csv, tsv and jsonl are sent as they come: what goes wrong later cuts the connection.",
		"headers":     object{"ETag": refer("headers", "etag"), cutHeader: refer("headers", "cut")},
		"content":     content,
	}
}

// parameters are those of a header.
func parameters(h *queries.Header, e *examples) (out []any) {
	e.begin()
	for i := range h.Params {
		p := &h.Params[i]
		one := schemaOf(p)
		given := object{"name": p.Name, "in": "query", "description": p.About + "." + typeNote(p), "required": p.Required(), "schema": one}
		if p.List {
			given["schema"], given["explode"] = object{"type": "array", "items": one}, true
		}
		switch {
		case p.Default != nil && p.List:
			given["schema"].(object)["default"] = p.Default
		case p.Default != nil:
			one["default"] = defaultOf(p)
		case p.Required():
			if value := e.of(p); value != nil && p.List {
				given["example"] = []any{value}
			} else if value != nil {
				given["example"] = value
			}
		}
		out = append(out, given)
	}
	return out
}

func schemaOf(p *queries.Param) object {
	switch {
	case p.Choices != nil:
		return object{"type": "string", "enum": p.Words()}
	case p.Type == queries.Number:
		return object{"type": "number"}
	}
	return object{"type": "string"}
}

func defaultOf(p *queries.Param) any {
	word := p.Default[0]
	if p.Choices != nil {
		return p.Word(word)
	}
	if p.Type == queries.Number {
		return json.Number(word)
	}
	return word
}

// typeNote says how a value is written.
func typeNote(p *queries.Param) string {
	switch {
	case p.Choices != nil:
		return ""
	case p.Type == queries.IRI && len(p.Classes) > 0:
		return " A name or an IRI, of " + strings.Join(p.Classes, " or ") + "."
	case p.Type == queries.IRI:
		return " A name or an IRI."
	case p.Type == queries.Date:
		return " A date as EDTF, such as 2026-05."
	}
	return ""
}

// examples are values that parameters may have: nodes of the graph. In a graph of millions there are none.
type examples struct {
	o        *opened
	finder   *graph.Finder
	entities []graph.Match
	taken    map[quad.IRI]bool // by the other parameters of a question
}

func examplesOf(o *opened) *examples {
	e := &examples{o: o}
	if o.counts().few() {
		e.finder = o.lookup.On(o.Source).Finder()
		e.entities = e.finder.Entities()
	}
	return e
}

func (e *examples) begin() { e.taken = map[quad.IRI]bool{} }

// name is that of an entity; nil where none is known.
func (e *examples) name() any {
	if len(e.entities) == 0 {
		return nil
	}
	return e.entities[0].Name
}

// node is the parameter that names a node.
func (e *examples) node() object {
	p := object{"name": nodeParam, "in": "query", "required": true, "description": "An entity, a statement or anything else that has a name: its name, an alias or its IRI.", "schema": object{"type": "string"}}
	if len(e.entities) == 0 {
		return p
	}
	return exampled(p, string(e.entities[0].Node))
}

// of is a value for a parameter; nil where none is known.
func (e *examples) of(p *queries.Param) any {
	switch p.Type {
	case queries.Number:
		return 1
	case queries.Date:
		return "2026"
	case queries.String:
		return e.name()
	}
	var classes []quad.IRI
	for _, c := range p.Classes {
		classes = append(classes, quad.IRI(c))
	}
	for _, m := range e.entities {
		if !e.taken[m.Node] && (len(classes) == 0 || e.finder.Is(m.Node, classes...)) {
			e.taken[m.Node] = true
			return string(m.Node)
		}
	}
	for _, class := range classes {
		if node := firstOf(e.o.Source, class); node != "" {
			return string(node)
		}
	}
	return nil
}

// firstOf is a node of a class, "" for none.
func firstOf(src graph.Source, class quad.IRI) quad.IRI {
	p, c := src.ID(quad.IRI("rdf:type")), src.ID(class)
	if p == 0 || c == 0 {
		return ""
	}
	q, ok := src.Scan(graph.Quad{graph.Predicate: p, graph.Object: c}).Next()
	if !ok {
		return ""
	}
	node, _ := src.Value(q[graph.Subject]).(quad.IRI)
	return node
}

// components are what operations share.
func components() object {
	flag := func(name, about string) object {
		return object{"name": name, "in": "query", "description": about, "schema": object{"type": "string", "enum": []string{"1", "0"}, "default": "0"}}
	}
	list := func(name, about string, items object) object {
		return object{"name": name, "in": "query", "description": about, "explode": true, "schema": object{"type": "array", "items": items}}
	}
	text := object{"type": "string"}
	return object{
		"securitySchemes": object{"token": object{"type": "http", "scheme": "bearer", "description": "Where rapport serve was given a token."}},
		"parameters": object{
			"only":          list("only", "Only quads of these modalities.", object{"type": "string", "enum": queries.Modalities()}),
			"speaker":       list("speaker", "Only what these say or do. A name or an IRI.", text),
			"article":       list("article", "Only what these articles say. A prefix or an IRI.", text),
			"as-of":         object{"name": "as-of", "in": "query", "description": "Only articles of this date or before. A date as EDTF, such as 2026-05.", "schema": text},
			"no-inference":  flag("no-inference", "Leave out what an analyst concluded."),
			"no-background": flag("no-background", "Leave out names and types that no article states."),
			"why":           flag("why", "Say of each row which quads it rests on, with their statements and quotes, and how it is meant."),
			"explain":       flag("explain", "Say how the question was answered, in place of its rows. For json."),
			"ids":           flag("ids", "IRIs in place of names, in csv, tsv and md."),
			"read-back":     flag("read-back", "Say in English what the quads of each statement say."),
			"limit": object{"name": "limit", "in": "query", "description": "The most rows; 0 is as many as the server sends at most.",
				"schema": object{"type": "integer", "minimum": 0, "default": 0}},
		},
		"headers": object{
			"etag":       object{"description": "Changes with the graph, the queries and the program: send it back as If-None-Match.", "schema": text},
			"cut":        object{"description": "The limit that left something out: a number, or the time that a request may take, such as 30s. Where rows are sent as they come, a trailer.", "schema": object{"type": "string", "pattern": "^[0-9]"}},
			"left-out":   object{"description": "The columns under which rows lack what only, speaker and the like left out, though the whole graph has it, each with how many rows: about=1, by=2. Where rows are sent as they come, a trailer.", "schema": object{"type": "string", "pattern": "^[^=]+=[0-9]+(, [^=]+=[0-9]+)*$"}},
			"unsearched": object{"description": "The queries that have no answer, with commas between them, as there is more to go through than a query may hold: what they ask for may be stated or not. The report says so in their place.", "schema": text},
		},
		"responses": object{"problem": object{"description": "Why there is no answer (RFC 9457). 503 says when to come back in Retry-After.",
			"content": object{"application/problem+json": object{"schema": refer("schemas", "Problem")}}}},
		"schemas": schemas(),
	}
}

// schemas are the forms of answers in JSON.
func schemas() object {
	text, number, truth := object{"type": "string"}, object{"type": "integer"}, object{"type": "boolean"}
	texts := object{"type": "array", "items": text}
	modality := object{"type": "string", "enum": queries.Modalities()}
	types := []string{"about:blank"}
	for _, kind := range problemKinds {
		types = append(types, typePrefix+kind)
	}
	return object{
		"Problem": object{"type": "object", "required": []string{"type", "title", "status"}, "properties": object{"type": object{"type": "string", "enum": types}, "title": text, "status": number, "detail": text,
			"hint": text, "line": number, "col": number}},
		"Cell": object{"description": "A value; null where there is none.", "type": []string{"object", "null", "array"}, "required": []string{"kind"},
			"properties": object{"kind": text, "name": text, "datatype": text, "lang": text, "modality": text}},
		"Rows": object{"type": "object", "required": []string{"schema", "columns", "rows", "ordered", "cut"}, "properties": object{
			"schema": object{"const": report.Schema}, "title": text, "columns": texts, "rows": object{"type": "array", "items": object{"type": "object",
				"properties": object{"why": refer("schemas", "Why")}}},
			"notes": texts, "ordered": truth, "cut": object{"type": "boolean", "description": "A limit left rows out."},
			"left_out":   object{"description": "Of a saved query: in how many rows, by column, what only, speaker and the like left out leaves a cell empty that the whole graph would fill.", "type": "object", "additionalProperties": number},
			"statements": object{"type": "object", "additionalProperties": refer("schemas", "Statement")}}},
		"Why": object{"description": "With why=1: what a row rests on.", "type": "object", "required": []string{"modality", "crosses", "derivations", "more"}, "properties": object{
			"modality": object{"description": "The weakest; null where no statement is crossed.", "enum": append([]any{nil}, anys(queries.Modalities())...)}, "crosses": object{"type": "array", "items": modality}, "more": number,
			"derivations": object{"type": "array", "items": object{"type": "array", "items": object{"type": "object", "required": []string{"s", "p", "o"}}}}}},
		"Statement": object{"description": "What is said rests on it: its words, where they stand, and of an inference what it is concluded from.", "type": "object", "required": []string{"statement"}, "properties": object{
			"statement": text, "basis": text, "article": object{"type": []string{"object", "null"}}, "sentence": number, "modality": modality,
			"quotes": object{"type": "array", "items": object{"type": "object", "required": []string{"text"}, "properties": object{"text": text, "start": number, "end": number, "sentence": number}}}}},
		"Explanation": object{"description": "With explain=1: how a question was answered.", "type": "object", "required": []string{"schema"}, "properties": object{"schema": object{"const": "rapport.explanation/1"}}},
		"Profile": object{"type": "object", "required": []string{"schema", "node", "groups", "statements"}, "properties": object{"schema": object{"const": report.ProfileSchema}, "node": refer("schemas", "Term"), "class": text,
			"groups":    object{"type": "array", "items": object{"description": "What tells a fact from a duty or a hope.", "type": "object", "required": []string{"title", "items"}, "properties": object{"title": text, "note": text, "items": object{"type": "array", "items": refer("schemas", "Item")}}}},
			"sentences": object{"type": "array", "items": object{"type": "object", "required": []string{"iri", "number", "text"}}}, "statements": object{"type": "array", "items": refer("schemas", "Statement")}}},
		"Item": object{"description": "One thing that is said, and the IRIs of the statements that say it.", "type": "object", "required": []string{"values"}, "properties": object{"subject": refer("schemas", "Term"), "label": text, "predicate": text,
			"inverse": truth, "negative": truth, "inferred": truth, "triple": truth, "note": text, "statements": texts, "values": object{"type": "array", "items": refer("schemas", "Term")}, "roles": object{"type": "array", "items": refer("schemas", "Item")}}},
		"Term":      object{"description": "A value, and the words to show for it.", "type": "object", "required": []string{"kind", "value", "text"}, "properties": object{"kind": text, "value": text, "text": text, "datatype": text, "language": text, "class": text, "tag": text, "disputed": texts}},
		"Citations": object{"type": "object", "required": []string{"schema", "citations"}, "properties": object{"schema": object{"const": report.CitationSchema}, "citations": object{"type": "array", "items": refer("schemas", "Statement")}}},
		"Report": object{"type": "object", "required": []string{"schema", "report", "title", "sections"}, "properties": object{"schema": object{"const": "rapport.report/1"}, "report": text, "title": text,
			"unsearched": object{"description": "The queries that have no answer, and why: what they ask for may be stated or not.", "type": "array", "items": object{"type": "object", "required": []string{"query", "asked", "why"},
				"properties": object{"query": text, "asked": text, "why": text}}},
			"sections": object{"type": "array", "items": object{"type": "object", "required": []string{"id", "blocks"}}}}},
	}
}

func anys(words []string) (out []any) {
	for _, w := range words {
		out = append(out, w)
	}
	return out
}

// problemKinds are the last words of the types of problems.
var problemKinds = []string{"busy", "deadline", "format", "host", "limit", "name", "origin", "parameter", "picture", "program", "token", "unknown"}
