package main

// request is one kind of what clients ask.
type request struct {
	kind     string
	good     bool // a reader or a script would ask it: it is answered, or told to come back
	path     string
	program  string // sent to path
	headers  map[string]string
	statuses []int  // that it may have, beside 503 and 504; nil: any that is no fault
	cut      bool   // may end in the middle: the rest would never come
	leaves   bool   // before the answer is read
	slow     bool   // takes long at the client's side
	raw      string // sent as it is, and nothing more
}

// oneOf returns the request of a kind.
func oneOf(kind string) request {
	for _, c := range mix() {
		if c.kind == kind {
			return c
		}
	}
	panic("no request is called " + kind)
}

// mix are all requests.
func mix() []request {
	ok, ended := []int{200}, []int{422}
	late := []int{200, 422} // the rows that were found when its time was over, or the bound on them
	return []request{
		{kind: "home page", good: true, path: "/", statuses: ok},
		{kind: "entity page", good: true, path: "/entity/kg:iran", statuses: ok},
		{kind: "article page", good: true, path: "/article/rit", statuses: ok},
		{kind: "statement page", good: true, path: "/statement/rit:20a", statuses: ok},
		{kind: "search page", good: true, path: "/search?q=nuclear", statuses: ok},
		{kind: "graph page", good: true, path: "/graph?node=kg:rosatom", statuses: ok},
		{kind: "saved query", good: true, path: "/api/q/duties.json?bearer=Iran&why=1", statuses: ok},
		{kind: "saved query as CSV", good: true, path: "/api/q/timeline.csv", statuses: ok},
		{kind: "saved query's page", good: true, path: "/q/signatories", statuses: ok},
		{kind: "Cayley's API: read", good: true, path: "/api/v2/read?format=nquads", statuses: ok},
		{kind: "unchanged page", good: true, path: "/entity/kg:iran", headers: map[string]string{"If-None-Match": `"other"`}, statuses: ok},
		{kind: "health", good: true, path: "/healthz", statuses: ok},

		{kind: "small program", path: "/api/query/json", program: `g.V("<kg:iran>").out("<kg:hopesFor>").all()`},
		{kind: "Cayley's v1", path: "/api/v1/query/gizmo", program: `g.V("<kg:iran>").out().all()`},
		{kind: "Cayley's v2", path: "/api/v2/query?lang=graphql", program: `{ nodes(id: "kg:iran") { id } }`},
		{kind: "endless loop", path: "/api/query/json", program: `while (true) {}`, statuses: ended},
		{kind: "endless recursion", path: "/api/query/json", program: `function f() { return f() + f() } f()`, statuses: ended},
		{kind: "endless rows as CSV", path: "/api/query/csv", program: `while (true) g.V().all()`, cut: true},
		{kind: "rows, then a loop", path: "/api/query/csv", program: `for (let i = 0; i < 4; i++) g.V().all(); while (true) {}`, cut: true},
		{kind: "endless loop, Cayley's", path: "/api/v1/query/gizmo", program: `while (true) {}`},
		{kind: "huge join", path: "/api/query/json", program: `g.V().out().in().out().in().out().tag("a").in().out().all()`},
		{kind: "memory hog", path: "/api/query/json", program: `const a = []; for (;;) a.push("x".repeat(100000) + a.length)`, statuses: ended},
		{kind: "huge rows", path: "/api/query/json", program: `const x = "x".repeat(100000); for (;;) g.emit(x)`, statuses: late},
		{kind: "huge rows, Cayley's", path: "/api/v1/query/gizmo", program: `const x = "x".repeat(100000); for (;;) g.emit(x)`},
		{kind: "a column for each row", path: "/api/query/json", program: `for (let i = 0; ; i++) g.V("<kg:iran>").tag("a" + i).all()`, statuses: late},
		{kind: "no program", path: "/api/query/json", program: "g.V(((", statuses: []int{422}},
		{kind: "no page", path: "/entity/%3Cscript%3E", statuses: []int{404}},
		{kind: "foreign name", path: "/", headers: map[string]string{"Host": "evil.example"}, statuses: []int{421}},
		{kind: "foreign page", path: "/", headers: map[string]string{"Origin": "http://evil.example"}, statuses: []int{403}},
		{kind: "writing", path: "/api/v2/write", program: "<a> <b> <c> .", statuses: []int{403}},
		{kind: "leaves early", path: "/api/query/csv", program: `g.V().out().in().out().all()`, leaves: true},
		{kind: "slow reader", path: "/article/rit", slow: true, cut: true},
		{kind: "slow reader of rows", path: "/api/query/csv", program: `g.V().out().in().out().all()`, slow: true, cut: true},
		{kind: "half a head", raw: "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-"},
		{kind: "half a body", raw: "POST /api/query/json HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\ng.V()"},
		{kind: "half a head, held", raw: "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-", slow: true},
		{kind: "half a body, held", raw: "POST /api/query/json HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\ng.V()", slow: true},
	}
}
