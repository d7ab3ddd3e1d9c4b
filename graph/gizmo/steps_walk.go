package gizmo

import "github.com/dop251/goja"

// pathTag is what path calls its tag.
const pathTag = "path"

func path(c *call) goja.Value {
	c.count(0, 1)
	name := pathTag
	if !absent(c.arg(0)) {
		name = c.tag(0, c.args[0])
	}
	return c.append(&pathOp{name})
}

func simplePath(c *call) goja.Value {
	c.count(0, 0)
	return c.append(&simplePathOp{})
}

// again reads what is walked again and again: a path, or predicates to follow out.
func (c *call) again(i int) []op {
	if p, ok := exported(c.arg(i)).(*pathObject); ok {
		ops := c.morph(p.path, false)
		if name := groups(ops); name != "" {
			c.q.throw("", "%s: %s cannot be repeated", c.name, name)
		}
		return ops
	}
	if absent(c.arg(i)) {
		c.bad(i, "a predicate, a list of them, or a path", c.arg(i))
	}
	via, _ := c.via(i)
	return []op{&hopOp{walk{forward, via, c.path.labels}, nil}}
}

func repeat(c *call) goja.Value {
	c.count(2, -1)
	o := &repeatOp{ops: c.again(0), most: c.integer(1), tags: c.tags(2)}
	switch {
	case o.most < 1:
		c.bad(1, "how many rounds at most", c.args[1])
	case o.weight() > maxOps:
		c.q.throw("", "%s: %d rounds make a path of more than %d steps", c.name, o.most, maxOps)
	}
	return c.append(o)
}

func shortestPath(c *call) goja.Value {
	c.count(1, -1)
	o := &shortestOp{}
	if p, ok := exported(c.args[0]).(*pathObject); ok {
		o.to = nodeSet{path: p.path}
	} else {
		items, isList := c.list(c.args[0])
		if !isList {
			items = c.args[:1]
		}
		for _, item := range items {
			o.to.ids = c.id(o.to.ids, 0, item)
		}
		o.to.listed = true
	}
	if absent(c.arg(1)) {
		o.ops = []op{&hopOp{walk{either, nodeSet{all: true}, c.path.labels}, nil}}
	} else {
		switch c.arg(1).Export().(type) {
		case int64, float64:
			c.q.throw(c.name+`(to, null, 5) has at most 5 links of any kind`, "%s: got the number %s where the links stand", c.name, c.arg(1))
		}
		o.ops = c.again(1)
	}
	if !absent(c.arg(2)) {
		if o.most = c.integer(2); o.most < 1 {
			c.bad(2, "how many rounds at most", c.args[2])
		}
	}
	o.tags = c.tags(3)
	if back, stuck := reverse(o.ops); stuck == "" {
		o.reverse = back
	}
	return c.append(o)
}
