// Package picture draws graphs, timelines and bar charts as SVG. It takes plain data, knows nothing of quads, and gives the same
// bytes for the same data on every machine.
//
// A picture carries its own text alternative: role="img" (or "group", if there are links in it, which an image hides), a title, and a
// description that says everything drawn as a list of sentences, which List returns too, for the text beside the picture and where no
// picture can be shown. Modality is never told by colour alone: planned lines are dashed, claimed, possible and hoped ones dotted,
// denied ones crossed out, disputed ones slashed, and each has its word.
//
// Ink is currentColor: a picture inlined in a page takes the page's own text colour, dark or light, and needs neither style sheet,
// script, font nor network. As a file of its own (Options.Standalone) it is black on white.
//
// Nothing here is shared between calls, so pictures may be drawn concurrently. No input panics: characters that XML or a reader
// cannot bear are dropped, links that are not to pages are not made, numbers that are not finite are told in words.
package picture
