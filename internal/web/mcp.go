//go:build mcp || full

package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/modelcontextprotocol/go-sdk/mcp"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/internal/report"
	"rapport/quads"
)

// The server speaks to assistants, too: the Model Context Protocol over standard input and output, by the official SDK. A tool is asked as a page is: in
// a lane, over the graph that is open, with the time, memory and rows that anybody gets; programs and saved queries run in workers. Every answer has its
// quotes and says in a word how each thing is meant. mcp_answers.go has its forms.

// What an answer to an assistant holds at most: it is read whole, by something that pays for each word.
const (
	toldRows    = 50       // where no number is given
	toldMost    = 500      // rows, whatever is given
	toldBytes   = 48 << 10 // of a text
	toldFound   = 20       // nodes, and as many sentences
	messageMost = 1 << 20  // bytes of a message that comes in
)

const mcpInstructions = "What news articles say, as a graph of statements with the words they rest on. It is only read. " +
	"Every answer says of each thing how it is meant (its modality): actual is what an article itself states; planned, proposed, claimed, hoped, obliged, possible, denied and the others are no facts, and must not be retold as such. " +
	"Notes carry the quote, the sentence and the article: cite them. An inference is an analyst's conclusion, which no words of the article say. " +
	"Begin with find or questions; saved_query answers most questions; entity tells all about one thing; query runs a program of your own, for which schema lists predicates and steps. " +
	"An empty answer often comes with the nearest things that the articles do say, denials first."

// ServeMCP answers an assistant until in ends or ctx does.
func (s *Server) ServeMCP(ctx context.Context, in io.Reader, out io.Writer) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go s.watch(ctx)
	server, err := s.newMCP()
	if err != nil {
		return err
	}
	answers := &oneAtATime{out: out}
	err = server.Run(ctx, &mcp.IOTransport{Reader: newMessages(in, answers), Writer: answers, MaxLineLength: messageMost})
	if errors.Is(err, context.Canceled) || errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// newMCP has the tools and resources of the graph that is open. It reads the names of the saved queries once.
func (s *Server) newMCP() (*mcp.Server, error) {
	o, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer s.release(o)
	m := mcp.NewServer(&mcp.Implementation{Name: "rapport", Version: s.o.Version}, &mcp.ServerOptions{
		Instructions: mcpInstructions, Capabilities: &mcp.ServerCapabilities{}, Logger: slog.New(slog.DiscardHandler),
	})
	reports, err := o.Library.ReportNames()
	if err != nil {
		return nil, err
	}
	addTool(s, m, s.pages, "find", "Find entities, content and sentences by words of their names or texts. Gives IRIs and names to go on with.", tellFound)
	addTool(s, m, s.pages, "entity", "Everything that is said about one entity, in groups of which each reads as what it is (facts, duties, aims, plans, claims, hopes, denials), every line with its quote.", tellEntity)
	addTool(s, m, s.pages, "questions", "The saved queries and reports: what each asks, and its parameters. Give a word to see those that have it.", tellQuestions)
	addTool(s, m, s.asks, "saved_query", "Ask a saved query, with its parameters. There are: "+strings.Join(o.Library.Names(), ", ")+".", tellSaved)
	addTool(s, m, s.asks, "report", "Write a report in Markdown, every line with a note that leads to a quote. There are: "+strings.Join(reports, ", ")+".", tellReport)
	addTool(s, m, s.adhoc, "query", "Run a program in Gizmo, Cayley's query language (JavaScript), such as g.V(\"<kg:iran>\").tag(\"who\").out(\"<kg:hopesFor>\").tag(\"hope\").all(). It ends at a limit of time, memory and rows. schema lists predicates and steps.", tellProgram)
	addTool(s, m, s.pages, "cite", "What a statement rests on: its quote, sentence, article, speakers and modality, and what its quads say in plain English. Of an entity: every statement that speaks of it.", tellCitations)
	addTool(s, m, s.pages, "schema", "What can be asked for in a program: the classes and predicates of the graph with what they mean, and the steps of the language.", tellSchema)
	s.addResources(m, o)
	return m, nil
}

// addTool adds a tool, whose answer is also told as text.
func addTool[In any, Out teller](s *Server, m *mcp.Server, l *lane, name, about string, answer func(*view, In) (Out, error)) {
	m.AddReceivingMiddleware(namesArguments(name, argumentsOf[In]()))
	no := false
	tool := &mcp.Tool{Name: name, Description: about, Annotations: &mcp.ToolAnnotations{ReadOnlyHint: true, IdempotentHint: true, OpenWorldHint: &no}}
	mcp.AddTool(m, tool, func(ctx context.Context, _ *mcp.CallToolRequest, in In) (result *mcp.CallToolResult, out Out, err error) {
		err = s.told(ctx, l, name, func(v *view) (err error) {
			out, err = answer(v, in)
			return err
		})
		if err != nil {
			return nil, out, errors.New(toldProblem(problemOf(err)))
		}
		return &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: bounded(out.tell())}}}, out, nil
	})
}

// teller is an answer that has a text.
type teller interface{ tell() string }

// told runs an action as view does, and logs it. What is wrong with the program, and not with what was asked, is in the log.
func (s *Server) told(ctx context.Context, l *lane, tool string, action func(*view) error) (err error) {
	began := s.o.Now()
	ctx, stop := context.WithTimeout(ctx, s.limits.Time)
	defer stop()
	defer func() {
		if broken := recover(); broken != nil {
			s.o.Log.Error("a promise inside the program was broken", "panic", fmt.Sprint(broken), "tool", tool)
			err = &Problem{Status: http.StatusInternalServerError, Detail: "a promise inside the program was broken", Hint: "this is a fault of rapport; its log shows where"}
		}
		s.o.Log.Info("tool", "tool", tool, "problem", kindOfProblem(err), "duration", s.o.Now().Sub(began))
	}()
	if err := l.enter(ctx); err != nil {
		return err
	}
	defer l.leave()
	r := (&http.Request{Method: http.MethodPost, URL: &url.URL{Path: "/mcp"}, Header: http.Header{}}).WithContext(ctx)
	for again := 0; ; again++ {
		err := s.actTold(r, action)
		if !changed(err) || again == againMost {
			return err
		}
		s.refresh()
	}
}

// actTold runs an action once.
func (s *Server) actTold(r *http.Request, action func(*view) error) error {
	o, err := s.acquire()
	if err != nil {
		return err
	}
	defer s.release(o)
	v := &view{opened: o, server: s, r: r, src: graph.Under(r.Context(), o.Source)}
	err = graph.Guard(func() error {
		v.lookup = o.lookup.On(v.src)
		v.lookup.Href = entityPath
		return action(v)
	})
	if err == nil {
		err = v.src.Err()
	}
	return err
}

func kindOfProblem(err error) string {
	if err == nil {
		return ""
	}
	p := problemOf(err)
	if p.Kind == "" {
		return strconv.Itoa(p.Status)
	}
	return p.Kind
}

// toldProblem is why there is no answer, and how to mend it.
func toldProblem(p *Problem) string {
	text := report.Clean(p.Detail)
	if p.Line > 0 {
		text = fmt.Sprintf("line %d, column %d: %s", p.Line, p.Col, text)
	}
	if hint := p.forTools(); hint != "" {
		text += "\nhint: " + report.Clean(hint)
	}
	return text
}

// forTools is how to mend it, for an assistant.
func (p *Problem) forTools() string {
	if _, _, tool := p.Lacks.hints(); tool != "" {
		return tool
	}
	return p.Hint
}

// bounded cuts a text that is too long, at a line, and says so.
func bounded(text string) string {
	if len(text) <= toldBytes {
		return text
	}
	at := strings.LastIndexByte(text[:toldBytes], '\n')
	if at < 0 {
		at = toldBytes
		for at > 0 && text[at]&0xC0 == 0x80 {
			at--
		}
	}
	return text[:at] + fmt.Sprintf("\n\n[Cut here: the first %d of %d bytes. Ask for less at a time.]\n", at, len(text))
}

// resourceTime bounds the reading of a resource.
const resourceTime = 10 * time.Second

// Where the resources are.
const (
	articleResource  = "rapport://article/"
	languageResource = "rapport://language"
)

// addResources adds the articles, sentence by sentence, and the reference of the language.
func (s *Server) addResources(m *mcp.Server, o *opened) {
	m.AddResource(&mcp.Resource{URI: languageResource, Name: "language", Title: "The query language", Description: "The steps of Gizmo, as query takes them", MIMEType: "text/markdown"},
		func(context.Context, *mcp.ReadResourceRequest) (*mcp.ReadResourceResult, error) {
			return &mcp.ReadResourceResult{Contents: []*mcp.ResourceContents{{URI: languageResource, MIMEType: "text/markdown", Text: languageText()}}}, nil
		})
	read := func(ctx context.Context, r *mcp.ReadResourceRequest) (*mcp.ReadResourceResult, error) {
		ctx, stop := context.WithTimeout(ctx, resourceTime)
		defer stop()
		text := ""
		err := s.told(ctx, s.pages, "article", func(v *view) (err error) {
			text, err = v.articleText(strings.TrimPrefix(r.Params.URI, articleResource))
			return err
		})
		if p := (*Problem)(nil); errors.As(err, &p) && p.Status == http.StatusNotFound {
			return nil, mcp.ResourceNotFoundError(r.Params.URI)
		}
		if err != nil {
			return nil, errors.New(toldProblem(problemOf(err)))
		}
		return &mcp.ReadResourceResult{Contents: []*mcp.ResourceContents{{URI: r.Params.URI, MIMEType: "text/plain", Text: text}}}, nil
	}
	all := graph.Articles(o.Source)
	l := o.lookup.On(o.Source)
	for _, iri := range all[:min(len(all), articlesShown)] {
		name := strings.TrimPrefix(articlePath(iri), "/article/")
		m.AddResource(&mcp.Resource{URI: articleResource + name, Name: name, Title: report.Clean(l.Title(iri)), Description: "An article, a sentence a line, each with its number", MIMEType: "text/plain"}, read)
	}
	m.AddResourceTemplate(&mcp.ResourceTemplate{URITemplate: articleResource + "{prefix}", Name: "article", Description: "An article by its prefix, such as that of a statement: rit for rit:18a", MIMEType: "text/plain"}, read)
}

// articleText is an article, a sentence a line.
func (v *view) articleText(name string) (string, error) {
	name, err := url.PathUnescape(name)
	if err != nil {
		return "", notFound(v.r)
	}
	iri := quad.IRI(name + articleLocal)
	if v.lookup.KindOf(iri) != quads.ArticleNode {
		if iri = quad.IRI(name); v.lookup.KindOf(iri) != quads.ArticleNode {
			return "", &Problem{Status: http.StatusNotFound, Kind: "unknown", Detail: "the graph has no article " + name}
		}
	}
	var b strings.Builder
	a := v.lookup.ArticleOf(iri)
	fmt.Fprintf(&b, "%s\n", report.Clean(v.lookup.Title(iri)))
	for _, date := range datesOf(a) {
		fmt.Fprintf(&b, "%s\n", report.Clean(date))
	}
	b.WriteByte('\n')
	for _, sentence := range v.lookup.Sentences(iri) {
		fmt.Fprintf(&b, "%d. %s\n", sentence.Number, report.Clean(sentence.Text))
	}
	return bounded(b.String()), nil
}

// languageText is the reference of the language.
func languageText() string {
	var b strings.Builder
	b.WriteString("# Gizmo\n\nA program is JavaScript. `g` is the graph, a path begins with `g.V(…)` and ends with `all()` or another step that gives rows. An IRI is a string in angle brackets: \"<kg:iran>\".\n\n")
	for _, m := range gizmo.Methods() {
		fmt.Fprintf(&b, "- `%s`: %s\n", m.String(), m.Doc)
	}
	return b.String()
}
