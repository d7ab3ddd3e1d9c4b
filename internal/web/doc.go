// Package web is rapport in a browser: pages that lead from every fact to its words and back, and an API for scripts, over a graph that is
// only read. README.md lists the routes and says what keeps the server safe.
package web
