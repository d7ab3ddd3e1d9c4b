// title:   What happened, in the order of time
// asks:    What happened when: in the article's words, as printed, and as far as one can infer?
// param:   about iri?      Only occurrences that this, or a draft of it, has a part in
// param:   kind iri(kg:Abandonment|kg:Activity|kg:Change|kg:Commissioning|kg:Completion|kg:Conclusion|kg:Construction|kg:ConstructionStart|kg:EntryIntoForce|kg:Negotiation|kg:Operation|kg:Signing|kg:Situation|kg:Speech|kg:Upheaval)...?
//          Only occurrences of these kinds
// columns: occurrence, time, printed-date, inferred-date, statement, inference
// ordered: yes
// view:    timeline label=occurrence when=time date=printed-date
// tags:    time
//
// "printed-date" is the date as it stands, "inferred-date" an analyst's reading of words such as "last week", from the inference
// in the last column. Dates are EDTF: 197X is some year of the 1970s, 2024-23 the autumn of 2024. An occurrence without a date follows what the text puts it after;
// what is placed nowhere comes last.

const kinds = params.kind ? g.V(params.kind) : g.V("<kg:Occurrence>").followRecursive(g.M().in("<rdfs:subClassOf>"))

// What this has a part in stands with what that comes after, as far back as it goes.
const involved = params.about && g.V(params.about).in().or(g.V(params.about).in("<kg:draftOf>").in())
const part = involved && involved.toArray()
const all = (part ? kinds.in("<rdf:type>").is(part.concat(involved.followRecursive("<kg:after>").toArray())) : kinds.in("<rdf:type>")).unique()

// A row has what one statement says of the time, and what was inferred from that statement.
const told = []
all.tag("occurrence").labelContext(null, "statement").out(["<kg:when>", "<kg:timeText>"], "_link").tag("_value").unique().forEach(row => {
  const cell = { [row._link === "<kg:when>" ? "printed-date" : "time"]: row._value }
  const same = told.findIndex(r => r.occurrence === row.occurrence && r.statement === row.statement)
  if (same < 0) told.push(Object.assign({}, row, cell, { _rests: [row] }))
  else told[same] = Object.assign({}, told[same], cell, { _rests: told[same]._rests.concat(row) })
})
all.tag("occurrence").labelContext(g.V("<kg:Inference>").in("<rdf:type>"), "inference").out("<kg:inferredWhen>").tag("inferred-date").forEach(row => {
  const from = g.V(row.inference).out("<prov:wasDerivedFrom>").toArray()
  const same = told.findIndex(r => r.occurrence === row.occurrence && from.includes(r.statement))
  if (same < 0) told.push(Object.assign({}, row, { _rests: [row] }))
  else told[same] = Object.assign({}, row, told[same], { _rests: told[same]._rests.concat(row) })
})

// A date as text that sorts: the first day that an EDTF date allows, a season as its first month.
const seasons = { "-21": "-03", "-22": "-06", "-23": "-09", "-24": "-12" }
function sortable(date) {
  const first = date.slice(1).split('"')[0].split("/")[0]
  const text = first.replaceAll("?", "").replaceAll("~", "").replaceAll("%", "").replaceAll("X", "0")
  const season = text.length === 7 && seasons[text.slice(4)] // of ten letters, it is the day
  return season ? text.slice(0, 4) + season : text
}

const dates = {}, earlier = {}
for (const row of told) {
  const date = row["inferred-date"] || row["printed-date"]
  if (date && !date.includes("XXXX")) dates[row.occurrence] = row._at = sortable(date)
}
all.tag("later").out("<kg:after>").tag("earlier").forEach(row => {
  earlier[row.later] = (earlier[row.later] || []).concat(row.earlier)
})

// What is not dated stands behind the latest of what it comes after; "~" sorts behind every date. Many ways may lead back to one.
const places = {}
function place(what, depth = 0) {
  if (dates[what] || depth > 20) return dates[what] || "~"
  const at = depth + " " + what
  if (places[at] === undefined) places[at] = ((earlier[what] || []).map(e => place(e, depth + 1)).sort().pop() || "") + "~"
  return places[at]
}
const key = row => (row._at || place(row.occurrence)) + " " + row.statement

told.filter(row => !part || part.includes(row.occurrence))
  .sort((a, b) => key(a) < key(b) ? -1 : 1)
  .forEach(row => g.emit(Object.assign({}, row, { _rests: undefined }), ...row._rests))
