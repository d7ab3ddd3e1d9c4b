// title:   Where several speak of one thing
// asks:    Of which things do several speakers say something, and do they say it together or each for themselves?
// param:   about iri?    Only of this
// columns: subject, who, how, what, modality, statement
// empty:   no thing has several speakers who speak of it under statements of their own
// view:    table
// tags:    words, evidence
//
// What several say jointly, under one statement, is one voice and is left out where nobody else speaks. Whether the words of
// different speakers contradict each other is for the reader to say.

const subjects = params.about ? g.V(params.about) : g.V()
const spoken = {}
subjects.tag("subject").labelContext(g.V("<kg:Statement>").in("<rdf:type>"), "statement").in(["<kg:about>", "<owl:targetIndividual>"]).tag("what")
  .labelContext(null).save("<kg:speaker>", "who").save("<rdf:type>", "how").save("<kg:modality>", "modality")
  .unique().forEach(row => { spoken[row.subject] = (spoken[row.subject] || []).concat(row) })

for (const rows of Object.values(spoken)) {
  const voices = {}
  for (const row of rows) voices[row.what] = (voices[row.what] || []).concat(row.who)
  if (new Set(Object.values(voices).map(who => who.sort().join(" "))).size > 1) rows.forEach(row => g.emit(row))
}
