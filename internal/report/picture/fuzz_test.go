package picture

import (
	"encoding/binary"
	"math"
	"testing"
	"time"
)

// FuzzPictures builds a graph, a timeline and a chart of any bytes: each is drawn, well-formed and safe.
func FuzzPictures(f *testing.F) {
	f.Add([]byte("Iran hopes for eight plants by 2040"), 760.0)
	f.Add([]byte("\x00\xff\u202e<script>&\x80\x80\x80\x80\x80\x80\x80\x7f\xff\xff\xff\xff"), 0.0)
	f.Fuzz(func(t *testing.T, data []byte, width float64) {
		next := func(n int) []byte {
			n = min(n, len(data))
			head := data[:n]
			data = data[n:]
			return head
		}
		number := func() int64 {
			var b [8]byte
			copy(b[:], next(8))
			return int64(binary.LittleEndian.Uint64(b[:]))
		}
		short := func() int {
			if b := next(1); len(b) == 1 {
				return int(b[0])
			}
			return 0
		}
		text := func() string { return string(next(short() % 24)) }
		var g Graph
		var tl Timeline
		var c Chart
		for range min(len(data)/8, 80) {
			s := Standing{Modality: Modality(text()), Conditional: short()%2 == 0, Inferred: short()%2 == 0, Disputed: short()%3 == 0, Notes: []int{short()}}
			g.Nodes = append(g.Nodes, Node{ID: text(), Label: text(), URL: text(), Content: short()%2 == 0, Focus: short()%2 == 0})
			g.Edges = append(g.Edges, Edge{From: text(), To: text(), Label: text(), Negative: short()%3 == 0, Standing: s})
			e := Event{Label: text(), When: text(), Lasts: short()%2 == 0, Approximate: short()%2 == 0, Concluded: short()%3 == 0, OpenStart: short()%3 == 0, OpenEnd: short()%3 == 0, Standing: s}
			if short()%3 > 0 {
				e.Earliest = time.Unix(number(), 0).UTC()
			}
			if short()%3 > 0 {
				e.Latest = time.Unix(number()>>(short()%60), 0).UTC()
			}
			tl.Events = append(tl.Events, e)
			c.Bars = append(c.Bars, Bar{Label: text(), Value: math.Float64frombits(uint64(number())), Unit: text(), Text: text(), Approximate: short()%2 == 0, Standing: s})
		}
		o := Options{Width: width, Standalone: true, NoteLink: "#n-"}
		for _, p := range []Picture{g, tl, c} {
			parse(t, p.SVG(o))
		}
	})
}
