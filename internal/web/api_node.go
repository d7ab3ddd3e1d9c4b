package web

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/internal/report"
	"rapport/internal/report/picture"
	"rapport/queries"
)

// What commands say of nodes, for scripts: /api/find.FORMAT, /api/show.FORMAT and /api/cite.FORMAT have the bytes that rapport find, show and cite write. A hub
// of a large graph is told in parts, as no command has to: a limit that leaves something out says so in the header.

// formatCSL is the JSON of reference managers.
const formatCSL report.Format = "csl"

func findFormats() []report.Format {
	return []report.Format{report.FormatJSON, report.FormatJSONL, report.FormatCSV, report.FormatTSV, report.FormatMD}
}

func showFormats() []report.Format { return append(findFormats(), report.FormatSVG) }

func citeFormats() []report.Format {
	return []report.Format{report.FormatJSON, report.FormatMD, formatCSL}
}

// How much is told where no number is given, and the most that one may give.
const (
	foundAtOnce  = 20 // nodes, and as many sentences: as on the command line
	citedAtOnce  = 1000
	askedForMost = 10_000
)

// apiNode answers what stands for a command below /api/.
func apiNode(v *view) error {
	file := v.r.PathValue("file")
	verb, _, _ := strings.Cut(file, ".")
	answer := map[string]func(*view, string) error{"find": apiFind, "show": apiShow, "cite": apiCite}[verb]
	if answer == nil {
		return notFound(v.r)
	}
	if err := v.own(); err != nil {
		return err
	}
	return answer(v, file)
}

// plainly reads the parameters of an address that has no others than some. The error tells all that are wrong.
func (v *view) plainly(names ...string) (url.Values, error) {
	given := url.Values{}
	var wrong *Problem
	for _, name := range sortedNames(v.r.URL.Query()) {
		for _, value := range v.r.URL.Query()[name] {
			if strings.TrimSpace(value) != "" {
				given.Add(name, value)
			}
		}
		switch {
		case len(given[name]) == 0:
		case !slices.Contains(names, name):
			wrong = wrong.with(name, hinted{fmt.Errorf("there is no such parameter"), "there are " + strings.Join(names, ", ")})
		case len(given[name]) > 1:
			wrong = wrong.with(name, fmt.Errorf("given %d times", len(given[name])))
		}
	}
	if wrong != nil {
		return given, wrong
	}
	if given.Get(names[0]) == "" {
		return given, wrong.with(names[0], queries.ErrMissing)
	}
	return given, nil
}

// number reads a parameter that is a whole number of at least least; without one it is or.
func number(given url.Values, name string, least, or int) (int, error) {
	text := given.Get(name)
	if text == "" {
		return or, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least {
		return 0, (*Problem)(nil).with(name, fmt.Errorf("got %q, want a number from %d on", text, least))
	}
	return n, nil
}

// most reads how much is asked for: 0 is as much as one may ask for.
func most(given url.Values, or int) (int, error) {
	n, err := number(given, "limit", 0, or)
	if n == 0 {
		n = askedForMost
	}
	return min(n, askedForMost), err
}

// flagged reads a parameter that is 1 or 0.
func flagged(given url.Values, name string) (on bool, err error) {
	if text := given.Get(name); text != "" {
		if _, err := truth(&on, text); err != nil {
			return false, (*Problem)(nil).with(name, err)
		}
	}
	return on, nil
}

// apiFind finds nodes and sentences by words.
func apiFind(v *view, file string) error {
	_, f, err := splitFormat(file, findFormats()...)
	if err != nil {
		return err
	}
	given, err := v.plainly("text", "limit", "ids")
	if err != nil {
		return err
	}
	limit, err := most(given, foundAtOnce)
	if err != nil {
		return err
	}
	ids, err := flagged(given, "ids")
	if err != nil {
		return err
	}
	found := report.Find(v.lookup.Finder(), given.Get("text"), limit)
	if found.Cut {
		v.w.Header().Set(cutHeader, strconv.Itoa(limit))
	}
	var b bytes.Buffer
	if o := (report.Options{IDs: ids}); f == report.FormatMD {
		err = found.Write(&b, f, v.lookup.Names(), o)
	} else {
		err = report.Write(&b, f, found.Table(v.lookup.Names()), o)
	}
	if err != nil {
		return err
	}
	return v.send(kinds[f], b.Bytes())
}

// apiShow tells everything about a node; of one that is linked a great deal, from one quad on.
func apiShow(v *view, file string) error {
	_, f, err := splitFormat(file, showFormats()...)
	if err != nil {
		return err
	}
	given, err := v.plainly("node", "from", "limit")
	if err != nil {
		return err
	}
	limit, err := most(given, mostAtOnce)
	if err != nil {
		return err
	}
	from, err := number(given, "from", 1, 1)
	if err != nil {
		return err
	}
	node, err := v.meant(given.Get("node"))
	if err != nil {
		return err
	}
	if f == report.FormatSVG {
		return v.sendNeighbours(node)
	}
	p, err := v.profile(node, from, limit)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	switch f {
	case report.FormatJSON:
		err = p.WriteJSON(&b)
	case report.FormatMD:
		err = p.WriteMarkdown(&b)
	default:
		err = report.Write(&b, f, p.Table(), report.Options{})
	}
	if err != nil {
		return err
	}
	return v.send(kinds[f], b.Bytes())
}

// meant is the node that a text names: by its IRI as the graph has it, however that is written, or in words.
func (v *view) meant(text string) (quad.IRI, error) {
	if iri := quad.IRI(text); v.lookup.Known(iri) {
		return iri, nil
	}
	return v.lookup.Finder().Resolve(text)
}

// profile is everything about a node, or what limit quads from one on say of it.
func (v *view) profile(node quad.IRI, from, limit int) (*report.Profile, error) {
	all := v.lookup.Extent(node)
	switch {
	case from > max(all, 1):
		return nil, (*Problem)(nil).with("from", fmt.Errorf("got %d, want a number from 1 to %d", from, all))
	case from == 1 && all <= limit:
		return v.lookup.Profile(node), nil
	}
	p := v.lookup.ProfilePart(node, from-1, limit)
	if p.Part && from+limit <= all {
		v.w.Header().Set(cutHeader, strconv.Itoa(limit))
	}
	return p, nil
}

// sendNeighbours answers with a picture of what a node is linked with.
func (v *view) sendNeighbours(node quad.IRI) error {
	v.lookup.Href = nil // a file of its own leads nowhere
	t, p := v.lookup.Neighbourhood(node)
	if len(t.Rows) == 0 {
		return &Problem{Status: http.StatusUnprocessableEntity, Kind: "picture", Detail: fmt.Sprintf("no picture: nothing links %s with anything", string(node)),
			Hint: "/api/show.json?node=" + url.QueryEscape(string(node)) + " says what there is"}
	}
	return v.send(kinds[report.FormatSVG], p.SVG(picture.Options{Standalone: true, Footnotes: report.PictureNotes(t, p)}))
}

// apiCite quotes what a statement rests on; of anything else, every statement that speaks of it.
func apiCite(v *view, file string) error {
	_, f, err := splitFormat(file, citeFormats()...)
	if err != nil {
		return err
	}
	given, err := v.plainly("node", "read-back", "limit")
	if err != nil {
		return err
	}
	limit, err := most(given, citedAtOnce)
	if err != nil {
		return err
	}
	readBack, err := flagged(given, "read-back")
	if err != nil {
		return err
	}
	node, err := v.meant(given.Get("node"))
	if err != nil {
		return err
	}
	cs, cut := v.lookup.FirstCitations(node, limit)
	if cut {
		v.w.Header().Set(cutHeader, strconv.Itoa(limit))
	}
	if readBack {
		for _, c := range cs {
			c.Reading = v.lookup.Reading(c.Statement)
		}
	}
	var b bytes.Buffer
	switch f {
	case report.FormatJSON:
		err = report.WriteCitationsJSON(&b, cs)
	case report.FormatMD:
		err = report.WriteCitationsMarkdown(&b, cs)
	default:
		err = report.WriteCSL(&b, cs)
	}
	if err != nil {
		return err
	}
	return v.send(kinds[f], b.Bytes())
}
