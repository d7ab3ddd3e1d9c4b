package bench

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"sort"
	"strconv"
)

const (
	base = "http://news.example/"
	xsd  = "http://www.w3.org/2001/XMLSchema#"
)

// Seed is that of the graphs whose answers Query.Answers gives.
const Seed = 42

// kinds of events, how many of them there are, what a short edge between two actors is called, and what figure they have.
var kinds = [...]struct {
	class, verb string
	weight      int
	figure      int // 0 none, 1 an integer amount, 2 a double value
}{
	{"Signed", "signed", 26, 2}, {"Meeting", "met", 34, 0}, {"Sanction", "sanctioned", 12, 0},
	{"Loan", "lent", 14, 1}, {"BuildsPlant", "builtFor", 8, 1}, {"Acquires", "acquired", 6, 2},
}

var (
	classes = [...]string{"c/Company", "c/Company", "c/Person", "c/State", "c/Agency"}
	first   = [...]string{"Acme", "Globex", "Initech", "Umbra", "Stark", "Wayne", "Hooli", "Vandelay", "Soylent", "Tyrell", "Cyber", "Aperture",
		"Northern", "Pacific", "Delta", "Orion", "Atlas", "Borealis", "Cobalt", "Zenith"}
	second = [...]string{"Energy", "Steel", "Motors", "Bank", "Shipping", "Foods", "Chemicals", "Telecom", "Mining", "Aerospace", "Pharma", "Rail",
		"Capital", "Logistics", "Power", "Semiconductor"}
	third = [...]string{"Holdings", "Group", "Corp", "Ltd", "PLC", "SA", "AG", "Partners"}
	words = [...]string{"the", "minister", "said", "agreement", "would", "cover", "supply", "of", "equipment", "over", "next", "five", "years",
		"under", "terms", "officials", "described", "as", "historic", "after", "talks", "in", "capital", "investors", "reacted", "with", "caution",
		"while", "analysts", "noted", "risk", "to", "growth", "and", "currency", "reserves"}
)

// Generate writes a graph of at least so many quads, up to a whole article, as N-Quads, and returns how many it wrote. Every article is a
// label; actors and places are a register of their own. The same size and seed give the same bytes.
func Generate(w io.Writer, quads int, seed uint64) (int, error) {
	g := &generator{out: bufio.NewWriterSize(w, 1<<20), random: random(seed), actors: quads/240 + 200, places: quads/2000 + 120}
	g.register()
	g.rankActors()
	for article := 0; g.quads < quads; article++ {
		g.article(article)
	}
	return g.quads, g.out.Flush()
}

// random is splitmix64.
type random uint64

func (r *random) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (r *random) below(n int) int   { return int(r.next() % uint64(n)) }
func (r *random) fraction() float64 { return float64(r.next()>>11) / (1 << 53) }

type generator struct {
	out            *bufio.Writer
	random         random
	quads          int
	actors, places int
	events         int
	ranks          []float64 // cumulative weights of actors
}

func iri(s string) string         { return "<" + base + s + ">" }
func place(i int) string          { return iri("place/" + strconv.Itoa(i)) }
func actor(i int) string          { return iri("actor/" + strconv.Itoa(i)) }
func typed(text, t string) string { return `"` + text + `"^^<` + xsd + t + ">" }

func (g *generator) quad(s, p, o, label string) {
	for _, part := range [...]string{s, " <", base, "p/", p, "> ", o, " ", label, " .\n"} {
		g.out.WriteString(part)
	}
	g.quads++
}

// register writes places, which are a tree (continents, countries, regions), and actors, some of which belong to others.
func (g *generator) register() {
	register := iri("g/register")
	for i := range g.places {
		g.quad(place(i), "type", iri("c/Place"), register)
		g.quad(place(i), "name", strconv.Quote(fmt.Sprintf("Place %d", i)), register)
		if i < 6 {
			continue
		}
		parent := i % 6
		if i >= 60 {
			parent = 6 + g.random.below(54)
		}
		if i >= 300 {
			parent = 60 + g.random.below(240)
		}
		g.quad(place(i), "partOf", place(parent), register)
	}
	for i := range g.actors {
		g.quad(actor(i), "type", iri(classes[g.random.below(len(classes))]), register)
		name := first[g.random.below(len(first))] + " " + second[g.random.below(len(second))] + " " + third[g.random.below(len(third))]
		g.quad(actor(i), "name", strconv.Quote(name+" "+strconv.Itoa(i)), register)
		g.quad(actor(i), "country", place(6+g.random.below(54)), register)
		if i > 0 && g.random.below(3) == 0 {
			g.quad(actor(i), "subsidiaryOf", actor(g.random.below(1+i/4)), register)
		}
	}
}

// rankActors gives actor i the weight 1/(i+1)^1.05: few are in most of the news.
func (g *generator) rankActors() {
	g.ranks = make([]float64, g.actors)
	sum := 0.0
	for i := range g.ranks {
		sum += 1 / math.Pow(float64(i+1), 1.05)
		g.ranks[i] = sum
	}
}

func (g *generator) someActor() int {
	return sort.SearchFloat64s(g.ranks, g.random.fraction()*g.ranks[len(g.ranks)-1])
}

const days = 2160 // that the news is spread over

func date(day int) string {
	return typed(fmt.Sprintf("%04d-%02d-%02d", 2019+day/360, 1+day%360/30, 1+day%360%28), "date")
}

func (g *generator) text(n int) string {
	b := []byte{'"'}
	for i := range n {
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(b, words[g.random.below(len(words))]...)
	}
	return string(append(b, '"'))
}

// article writes an article and its one to five events.
func (g *generator) article(number int) {
	article := iri("article/" + strconv.Itoa(number))
	day := g.random.below(days)
	g.quad(article, "type", iri("c/Article"), article)
	g.quad(article, "title", g.text(7), article)
	g.quad(article, "published", date(day), article)
	g.quad(article, "source", iri("source/"+strconv.Itoa(g.random.below(200))), article)
	edges := map[string]bool{}
	for range 1 + g.random.below(5) {
		g.event(article, day, edges)
	}
}

// event writes an event of an article, and the short edge between its actors unless the article has it already.
func (g *generator) event(article string, day int, edges map[string]bool) {
	kind := g.kind()
	event := iri("event/" + strconv.Itoa(g.events))
	g.events++
	from, to := g.someActor(), g.someActor()
	for from == to {
		to = g.random.below(g.actors)
	}
	g.quad(event, "type", iri("c/"+kinds[kind].class), article)
	g.quad(event, "actor", actor(from), article)
	g.quad(event, "target", actor(to), article)
	g.quad(event, "date", date((day+days-g.random.below(20))%days), article)
	g.quad(event, "place", place(g.random.below(g.places)), article)
	switch kinds[kind].figure {
	case 1:
		g.quad(event, "amount", typed(strconv.Itoa(1000*(1+g.random.below(1000000))), "integer"), article)
	case 2:
		g.quad(event, "value", typed(fmt.Sprintf("%.2f", 1e6*g.random.fraction()), "double"), article)
	}
	g.quad(event, "evidence", g.text(8+g.random.below(10)), article)
	verb := kinds[kind].verb
	if edge := strconv.Itoa(from) + verb + strconv.Itoa(to); !edges[edge] {
		edges[edge] = true
		g.quad(actor(from), verb, actor(to), article)
	}
}

func (g *generator) kind() int {
	all := 0
	for _, k := range kinds {
		all += k.weight
	}
	at := g.random.below(all)
	for i, k := range kinds {
		if at < k.weight {
			return i
		}
		at -= k.weight
	}
	return 0
}
