package gizmo

import "github.com/dop251/goja"

func groupCount(c *call) goja.Value {
	return c.grouped(&groupOp{fold: foldCount, of: vertexName, keys: c.columns(0)})
}

func group(c *call) goja.Value {
	return c.grouped(&groupOp{fold: foldBag, of: vertexName, keys: c.columns(0)})
}

// fold reads what is folded, the vertex unless a tag is named, and the keys.
func (c *call) fold(f fold) goja.Value {
	o := &groupOp{fold: f, of: vertexName}
	if len(c.args) > 0 {
		o.of, o.keys = c.column(0), c.columns(1)
	}
	return c.grouped(o)
}

// columns reads the names of tags from argument from on, each once.
func (c *call) columns(from int) (names []string) {
	for i := from; i < len(c.args); i++ {
		names = bind(names, []string{c.column(i)})
	}
	return names
}

func (c *call) grouped(o *groupOp) goja.Value {
	if o.fold <= foldBag && len(o.keys) == 0 {
		o.keys = []string{vertexName}
	}
	if name := o.result(); contains(o.keys, name) {
		c.q.throw("keep the key under another name", "%s: the tag %q is what it gives", c.name, name)
	}
	o.at = c.q.here("")
	return c.append(o)
}
