package gizmo

import (
	"strings"

	"github.com/dop251/goja"

	"rapport/quads"
)

// steps are the methods of a path: those that make a longer one, then the finals.
var steps = []method{
	{"in", func(c *call) goja.Value { return c.hop(backward) },
		"via?: Via, ...tags: Tags[]", "this", "the nodes with a link to this one; tags keep the predicate"},
	{"out", func(c *call) goja.Value { return c.hop(forward) },
		"via?: Via, ...tags: Tags[]", "this", "the nodes that this one links to; tags keep the predicate"},
	{"both", func(c *call) goja.Value { return c.hop(either) },
		"via?: Via, ...tags: Tags[]", "this", "the nodes linked to this one either way"},
	{"is", is,
		"...nodes: Terms[]", "this", "only these nodes"},
	{"entity", isEntity,
		"...names: Terms[]", "this", "only what goes by this name or alias"},
	{"has", func(c *call) goja.Value { return c.has(forward) },
		"via?: Via, ...ends: (Terms | Path | Filters | null)[]", "this", "only nodes with such a link out, to any of these ends or to one that passes the filters"},
	{"hasR", func(c *call) goja.Value { return c.has(backward) },
		"via?: Via, ...ends: (Terms | Path | Filters | null)[]", "this", "only nodes with such a link in, from any of these ends or from one that passes the filters"},
	{"save", func(c *call) goja.Value { return c.save(forward, false) },
		"via: Via, tag?: Tag", "this", "keeps where such a link out leads under a tag; only nodes that have one"},
	{"saveR", func(c *call) goja.Value { return c.save(backward, false) },
		"via: Via, tag?: Tag", "this", "keeps where such a link comes from under a tag; only nodes that have one"},
	{"saveOpt", func(c *call) goja.Value { return c.save(forward, true) },
		"via: Via, tag?: Tag", "this", "as save, and keeps the row where there is no such link"},
	{"saveOptR", func(c *call) goja.Value { return c.save(backward, true) },
		"via: Via, tag?: Tag", "this", "as saveR, and keeps the row where there is no such link"},
	{"tag", tag,
		"...tags: Tags[]", "this", "keeps the node under a tag: a column of the row"},
	{"as", tag,
		"...tags: Tags[]", "this", "as tag"},
	{"back", back,
		"tag: Tag", "this", "returns to the node that a tag keeps"},
	{"follow", follow,
		"path: Morphism", "this", "walks a path that g.M() began"},
	{"followR", followR,
		"path: Morphism", "this", "walks a path that g.M() began, from its end to its beginning"},
	{"followRecursive", followRecursive,
		"via: Via, depth?: number | null | Tags, ...tags: Tags[]", "this", "walks once, twice and so on to each node once, at most depth times; tags keep how deep"},
	{"repeat", repeat,
		"via: Via, most: number, ...tags: Tags[]", "this", "walks once, twice and so on, at most so often: a row for each walk; tags keep how often"},
	{"shortestPath", shortestPath,
		"to: Terms | Path, via?: Via, most?: number | null, ...tags: Tags[]", "this", "to each of these nodes, a row for each of the shortest ways, over every link unless via says otherwise; tags keep how many steps"},
	{"path", path,
		"tag?: Tag", "this", "keeps the nodes and links walked so far as a list under a tag, path unless it is named"},
	{"simplePath", simplePath,
		"", "this", "only rows whose walk is at no node twice"},
	{"and", intersect,
		"path: Morphism", "this", "only nodes that the other path ends at too; its tags join the row"},
	{"intersect", intersect,
		"path: Morphism", "this", "as and"},
	{"union", union,
		"path: Morphism", "this", "the rows of both paths"},
	{"or", union,
		"path: Morphism", "this", "as union"},
	{"except", except,
		"path: Morphism", "this", "without the nodes that the other path ends at"},
	{"difference", except,
		"path: Morphism", "this", "as except"},
	{"unique", unique,
		"...tags: Tag[]", "this", "each node once, or each combination of tags once"},
	{"dedup", unique,
		"...tags: Tag[]", "this", "as unique"},
	{"labels", labels,
		"", "this", "the labels of the quads about this node: the statements that say them"},
	{"inPredicates", func(c *call) goja.Value { return c.predicates(backward) },
		"", "this", "the predicates of the links to this node"},
	{"outPredicates", func(c *call) goja.Value { return c.predicates(forward) },
		"", "this", "the predicates of the links out of this node"},
	{"saveInPredicates", func(c *call) goja.Value { return c.savePredicates(backward) },
		"tag: Tag", "this", "keeps each predicate of the links to this node under a tag"},
	{"saveOutPredicates", func(c *call) goja.Value { return c.savePredicates(forward) },
		"tag: Tag", "this", "keeps each predicate of the links out of this node under a tag"},
	{"labelContext", labelContext,
		"labels?: Terms | Path | null, ...tags: Tags[]", "this", "the steps that follow walk only quads with these labels, null for all; tags keep the label"},
	{"why", why,
		"tag?: Tag", "this", "keeps each statement that the row rests on so far under a tag, statement unless it is named"},
	{"filter", filterStep,
		"...filters: Filters[]", "this", "only nodes that pass the filters: lt, lte, gt, gte, regex, like"},
	{"limit", limit,
		"most: number", "this", "at most so many rows; 0 or less is no limit"},
	{"skip", skip,
		"first: number", "this", "without the first rows"},
	{"order", order,
		"...tagsAndDirections: (Tag | \"asc\" | \"desc\")[]", "this", "sorted by the node or by tags, each upwards unless desc follows it: by kind, then by value"},
	{"groupCount", groupCount,
		"...keys: Tag[]", "this", "a row for each node, or each combination of tags, with how many rows had it as count"},
	{"group", group,
		"...keys: Tag[]", "this", "a row for each node, or each combination of tags, with the nodes of its rows as the list values"},
	{"sum", func(c *call) goja.Value { return c.fold(foldSum) },
		"of?: Tag, ...by: Tag[]", "this", "the sum of the nodes, or of a tag; with more tags one for each combination of them, as sum"},
	{"min", func(c *call) goja.Value { return c.fold(foldMin) },
		"of?: Tag, ...by: Tag[]", "this", "the least node, or value of a tag; with more tags one for each combination of them, as min"},
	{"max", func(c *call) goja.Value { return c.fold(foldMax) },
		"of?: Tag, ...by: Tag[]", "this", "the greatest node, or value of a tag; with more tags one for each combination of them, as max"},
	{"mean", func(c *call) goja.Value { return c.fold(foldMean) },
		"of?: Tag, ...by: Tag[]", "this", "the mean of the nodes, or of a tag; with more tags one for each combination of them, as mean"},

	{"all", all,
		"", "void", "gives every row as the answer"},
	{"getLimit", getLimit,
		"most: number", "void", "gives at most so many rows as the answer"},
	{"toArray", toArray,
		"most?: number", "Value[]", "the nodes as a list"},
	{"tagArray", tagArray,
		"most?: number", "Row[]", "the rows as a list of objects: the tags, and id"},
	{"toValue", toValue,
		"", "Value", "the first node, or null"},
	{"tagValue", tagValue,
		"", "Row", "the first row as an object, or null"},
	{"forEach", forEach,
		"mostOrEach: number | null | ((row: Row) => void), each?: (row: Row) => void", "void", "calls a function with each row"},
	{"map", forEach,
		"mostOrEach: number | null | ((row: Row) => void), each?: (row: Row) => void", "void", "as forEach"},
	{"count", count,
		"", "number", "how many rows there are"},
}

// append gives the path with ops behind it.
func (c *call) append(ops ...op) goja.Value { return c.q.newPath(c.path.with(ops...)) }

func (c *call) hop(d direction) goja.Value {
	via, m := c.via(0)
	if m == nil {
		return c.append(&hopOp{walk{d, via, c.path.labels}, c.tags(1)})
	}
	if len(c.tags(1)) > 0 {
		c.q.throw("tag inside the morphism", "%s: a morphism has no predicate to tag", c.name)
	}
	switch d {
	case forward:
		return c.followed(m, false)
	case backward:
		return c.followed(m, true)
	}
	return c.append(&eitherOp{c.morph(m, true), c.morph(m, false)})
}

func is(c *call) goja.Value {
	c.count(1, -1)
	return c.append(&isOp{nodeSet{ids: c.vertices()}})
}

func (c *call) has(d direction) goja.Value {
	c.count(1, -1)
	via, m := c.via(0)
	nodes, filters := c.ends()
	if m == nil {
		return c.append(&hasOp{walk{d, via, c.path.labels}, nodes, filters})
	}
	ops := c.morph(m, d == backward)
	if !nodes.all {
		ops = append(ops, &isOp{nodes})
	}
	if len(filters) > 0 {
		ops = append(ops, &filterOp{filters})
	}
	return c.append(&branchOp{ops: ops})
}

// ends reads what has may want of the far end: nothing, terms, a path, or filters.
func (c *call) ends() (nodes nodeSet, filters []filter) {
	if len(c.args) < 2 || len(c.args) == 2 && absent(c.args[1]) {
		return nodeSet{all: true}, nil
	}
	if p, ok := exported(c.args[1]).(*pathObject); ok && len(c.args) == 2 {
		return nodeSet{path: p.path}, nil
	}
	for i := 1; i < len(c.args); i++ {
		items, isList := c.list(c.args[i])
		if !isList {
			items = c.args[i : i+1]
		}
		for _, item := range items {
			if f, ok := exported(item).(*filterObject); ok {
				filters = append(filters, f.filter)
			} else {
				nodes.ids = c.id(nodes.ids, i, item)
				nodes.listed = true
			}
		}
	}
	if len(filters) > 0 && nodes.listed {
		c.q.throw("use has(…) twice", "%s: terms and filters together", c.name)
	}
	nodes.all = len(filters) > 0
	return nodes, filters
}

func (c *call) save(d direction, optional bool) goja.Value {
	c.count(1, 2)
	via, m := c.via(0)
	tag := ""
	if len(c.args) == 2 && !absent(c.args[1]) {
		tag = c.tag(1, c.args[1])
	} else if t, _, ok := c.q.termOf(c.arg(0)); ok {
		tag = c.tag(1, c.q.vm.ToValue(string(quads.AppendTerm(nil, t))))
	} else {
		c.q.throw("", "%s: a tag must be named, since the predicate is %s", c.name, describe(c.arg(0)))
	}
	if m == nil {
		return c.append(&saveOp{walk{d, via, c.path.labels}, tag, optional})
	}
	return c.append(&branchOp{c.morph(m, d == backward), tag, optional})
}

func tag(c *call) goja.Value {
	tags := c.tags(0)
	if len(tags) == 0 {
		c.q.throw("", "%s needs the name of a tag", c.name)
	}
	return c.append(&tagOp{tags})
}

func back(c *call) goja.Value {
	c.count(1, 1)
	name := c.text(0, "the name of a tag")
	p := c.path.with(&backOp{name})
	if contains(c.path.bound, name) {
		return c.q.newPath(p)
	}
	if c.path.morphism && !c.path.grouped {
		p.needs = bind(p.needs, []string{name})
		return c.q.newPath(p)
	}
	c.q.noTag(c.name, name, c.path.bound)
	return nil
}

func (q *session) noTag(step, name string, bound []string) {
	hint := "no tag is set before it"
	if near := nearest(name, bound); near != "" {
		hint = `did you mean "` + near + `"?`
	} else if len(bound) > 0 {
		hint = "the tags are " + clip(strings.Join(bound, ", "))
	}
	q.throw(hint, "%s: the path has no tag %q here", step, clip(name))
}

// morph returns the ops of a path as they follow this one.
func (c *call) morph(m *Path, backwards bool) []op {
	for _, t := range m.needs {
		if !contains(c.path.bound, t) && (!c.path.morphism || c.path.grouped) {
			c.q.noTag("back", t, c.path.bound)
		}
	}
	ops := m.asMorphism(c.path.labels)
	if backwards {
		back, stuck := reverse(ops)
		if stuck != "" {
			c.q.throw("", "%s: %s cannot be followed backwards", c.name, stuck)
		}
		ops = back
	}
	return ops
}

func (c *call) followed(m *Path, backwards bool) goja.Value {
	if c.path.size()+m.size() > maxOps {
		c.q.throw("", "a path of more than %d steps", maxOps)
	}
	p := c.path.with(c.morph(m, backwards)...)
	if c.path.morphism {
		for _, t := range m.needs {
			if !contains(c.path.bound, t) {
				p.needs = bind(p.needs, []string{t})
			}
		}
	}
	return c.q.newPath(p)
}

func follow(c *call) goja.Value {
	c.count(1, 1)
	return c.followed(c.pathArg(0), false)
}

func followR(c *call) goja.Value {
	c.count(1, 1)
	return c.followed(c.pathArg(0), true)
}

func followRecursive(c *call) goja.Value {
	c.count(1, -1)
	o := &recurseOp{}
	o.ops = c.again(0)
	tags := 1
	if len(c.args) > 1 {
		switch _, isNumber := float(c.args[1]); {
		case isNumber:
			o.depth = max(c.integer(1), 0)
			tags = 2
		case absent(c.args[1]):
			tags = 2
		}
	}
	o.tags = c.tags(tags)
	return c.append(o)
}

func intersect(c *call) goja.Value {
	c.count(1, 1)
	return c.append(&joinOp{c.pathArg(0)})
}

func union(c *call) goja.Value {
	c.count(1, 1)
	return c.append(&unionOp{c.pathArg(0)})
}

func except(c *call) goja.Value {
	c.count(1, 1)
	return c.append(&exceptOp{c.pathArg(0)})
}

func unique(c *call) goja.Value {
	var names []string
	for i := range c.args {
		names = append(names, c.column(i))
	}
	return c.append(&uniqueOp{names})
}

// column reads the name of a tag that the path has here, or "id" for the vertex.
func (c *call) column(i int) string {
	name := c.text(i, `the name of a tag, or "id"`)
	if name != vertexName && !contains(c.path.bound, name) && (!c.path.morphism || c.path.grouped) {
		c.q.noTag(c.name, name, c.path.bound)
	}
	return name
}

func labels(c *call) goja.Value {
	c.count(0, 0)
	return c.append(&labelsOp{c.path.labels})
}

func (c *call) predicates(d direction) goja.Value {
	c.count(0, 0)
	return c.append(&predicatesOp{walk{d, nodeSet{all: true}, c.path.labels}})
}

func (c *call) savePredicates(d direction) goja.Value {
	c.count(1, 1)
	return c.append(&savePredicateOp{walk{d, nodeSet{all: true}, c.path.labels}, c.tag(0, c.args[0])})
}

func labelContext(c *call) goja.Value {
	via, m := c.via(0)
	if m != nil {
		c.bad(0, "a label, a list of them, a path that begins with g.V(…), or null for every label", c.args[0])
	}
	p := *c.path
	p.labels = &labelSpec{via, c.tags(1)}
	return c.q.newPath(&p)
}

func filterStep(c *call) goja.Value {
	c.count(1, -1)
	var filters []filter
	for i := range c.args {
		items, isList := c.list(c.args[i])
		if !isList {
			items = c.args[i : i+1]
		}
		for _, item := range items {
			f, ok := exported(item).(*filterObject)
			if !ok {
				c.bad(i, `a filter, such as gt(8), regex("^A") or like("%x%")`, item)
			}
			filters = append(filters, f.filter)
		}
	}
	return c.append(&filterOp{filters})
}

func limit(c *call) goja.Value {
	c.count(1, 1)
	n := c.integer(0)
	if n <= 0 {
		return c.q.newPath(c.path)
	}
	return c.append(&limitOp{n})
}

func skip(c *call) goja.Value {
	c.count(1, 1)
	n := c.integer(0)
	if n < 0 {
		c.bad(0, "a number of rows", c.args[0])
	}
	return c.append(&skipOp{n})
}

// statementTag is what why calls its tag.
const statementTag = "statement"

func why(c *call) goja.Value {
	c.count(0, 1)
	name := statementTag
	if !absent(c.arg(0)) {
		name = c.tag(0, c.args[0])
	}
	c.q.askWhy()
	return c.append(&whyOp{name})
}

// order reads tags, each with "asc" or "desc" behind it or nothing.
func order(c *call) goja.Value {
	var keys []orderKey
	for i := 0; i < len(c.args); i++ {
		k := orderKey{tag: c.column(i)}
		if d, ok := c.arg(i + 1).(goja.String); ok && (d.String() == "asc" || d.String() == "desc") {
			k.down = d.String() == "desc"
			i++
		} else if ok && !c.path.morphism && !contains(c.path.bound, d.String()) && d.String() != vertexName {
			c.q.throw(`behind a tag stands "asc" or "desc", or another tag`, "%s: %q is no direction, and the path has no such tag here", c.name, clip(d.String()))
		}
		keys = append(keys, k)
	}
	return c.append(&orderOp{keys})
}
