package gizmo

import "rapport/graph"

// numbering numbers ids from 0 in the order of their arrival. Its table has pages, as a vertexSet has.
type numbering struct {
	pages []*numberPage
	ids   []graph.ID
	bytes int                // that it takes, roughly
	rest  map[graph.ID]int32 // of ids of values that the source does not have
}

const numberIDs = 1 << 10

// numberPage has the number of each id of a page, from 1; 0 for none.
type numberPage [numberIDs]int32

// number returns the number of an id, a new one where it has none.
func (n *numbering) number(id graph.ID) int {
	if id > graph.MaxID {
		return n.numberRest(id)
	}
	at := int(id / numberIDs)
	if at >= len(n.pages) {
		n.pages = append(n.pages, make([]*numberPage, at+1-len(n.pages))...)
	}
	if n.pages[at] == nil {
		n.pages[at] = new(numberPage)
		n.bytes += 4 * numberIDs
	}
	place := &n.pages[at][id%numberIDs]
	if *place == 0 {
		n.ids = append(n.ids, id)
		n.bytes += idBytes
		*place = int32(len(n.ids))
	}
	return int(*place) - 1
}

func (n *numbering) numberRest(id graph.ID) int {
	at, known := n.rest[id]
	if !known {
		if n.rest == nil {
			n.rest = map[graph.ID]int32{}
		}
		at = int32(len(n.ids))
		n.rest[id] = at
		n.ids = append(n.ids, id)
		n.bytes += localBytes
	}
	return int(at)
}
