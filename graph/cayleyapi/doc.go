// Package cayleyapi serves a graph over HTTP as Cayley v0.7.7 serves its own: the API's versions 1 and 2, so that Cayley's clients work, and
// Cayley's web pages, so that its Query, Query Shape and Visualize tabs work. Gizmo is our runtime; GraphQL and MQL are Cayley's packages over
// our store. There is no writing.
//
// The handlers are our own, since those of Cayley know no limits: a dump runs to its end whether somebody reads it or not, an answer is cut in
// silence, and any web page may ask. Who may ask, and how many at a time, is the business of the server that this package's Handler is part of.
//
//	POST /api/v1/query/LANG [?limit=N]   {"result": […]} or {"error": "…"}, as text/plain: Cayley's pages parse it themselves
//	POST /api/v1/shape/LANG              {"nodes": […], "links": […]}
//	GET, POST /api/v2/query?lang=LANG    {"result": […]}; Accept: application/ld+json for values in JSON-LD
//	GET, POST /api/v2/read               quads: ?sub= &pred= &obj= &label= &format=
//	GET /api/v2/formats                  the formats of read
//	POST /api/v1/write, /api/v1/delete, /api/v2/write, /api/v2/delete, /api/v2/node/delete: 403
//	GET /cayley/                         Cayley's pages
//
// An answer that a limit cut has the header Rapport-Cut with the limit.
package cayleyapi
