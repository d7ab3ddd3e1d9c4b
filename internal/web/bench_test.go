package web

import "testing"

// BenchmarkPages makes whole pages, without a connection.
func BenchmarkPages(b *testing.B) {
	g := graphOf(b, nil)
	g.Digest = "" // so that no page is kept
	h := served(b, g).Handler()
	for _, target := range []string{"/", "/entity/kg:iran", "/entity/kg:rosatom", "/article/rit", "/statement/rit:20a", "/graph?node=kg:iran", "/search?q=treaty"} {
		b.Run(target, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if r := ask(h, "GET", target); r.StatusCode != 200 {
					b.Fatal(r.Status)
				}
			}
		})
	}
}
