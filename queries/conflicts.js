// title:   Where statements disagree
// asks:    Of which thing or event do different statements give a date, value or place that cannot both hold, and what does one say and another deny?
// param:   about iri?    Only what this has a part in
// columns: what, kind, role, first, first-words, second, second-words, statement, statement2
// labels:  kind
// empty:   no two statements give one thing two values that cannot both hold, and none denies what another states
// view:    table
// tags:    evidence, denied
//
// Both stand side by side, what is denied behind what is stated, else the earlier statement first; nothing is settled. Compared are
// the predicates that the vocabulary marks as single-valued. Dates disagree where they have no day in common, a hedged one where they are more
// than a year apart; figures of one unit where they differ, a hedged one by more than a tenth; places where they differ and no words make one a
// part of the other. A denial stands
// in its own words.

const statements = g.V("<kg:Statement>").in("<rdf:type>")
const single = g.V().has("<kg:singleValued>", true)
const scope = params.about ? g.V(g.V(params.about).or(g.V(params.about).in()).toArray()) : g.V()

const quotes = {}
function quote(statement) {
  if (quotes[statement] === undefined) quotes[statement] = g.V(statement).out("<oa:hasSelector>").order().out("<oa:exact>").toArray().join(" … ")
  return quotes[statement]
}
function show(kind, one, other) {
  const [a, b] = kind === "polarity" || one.statement < other.statement ? [one, other] : [other, one]
  g.emit(Object.assign({}, b, a, { kind, "first-words": quote(a.statement), second: b.first, "second-words": quote(b.statement), statement2: b.statement }), a, b)
}

// The first and the last that a date allows, as years, months and days: of 2031-03, 2031-03-00 and 2031-03-99.
const isDate = value => String(value).endsWith("/edtf/EDTF>")
const seasons = [["03", "05"], ["06", "08"], ["09", "11"], ["12", "02"]]
function month(part, last) {
  const [, year, n] = part.match(/^(\d{4})-2([1-4])$/) || []
  if (!n) return part
  return (last && n === "4" ? String(Math.min(Number(year) + 1, 9999)).padStart(4, "0") : year) + "-" + seasons[n - 1][last ? 1 : 0]
}
function span(date) {
  const [from, to = from] = date.match(/^"([^"]*)"/)[1].replace(/[?~%]/g, "").split("/")
  const bound = (part, open, digit) => month((/^(\.\.)?$/.test(part) ? open : part).replace(/X/g, digit), digit === "9").padEnd(10, `-${digit}${digit}`)
  return [bound(from, "0000", "0"), bound(to, "9999", "9")]
}
const hedged = date => /[?~%].*"/.test(date)
const year = text => Number(text.slice(0, 4))
function datesAgree(a, b) {
  const [p, q] = [span(a), span(b)]
  if (a.startsWith('"XXXX') || b.startsWith('"XXXX')) { // winter goes over the new year
    const over = [p, q].filter(([from, to]) => from.slice(4) > to.slice(4)).length
    const [before, behind] = [p[0].slice(4) <= q[1].slice(4), q[0].slice(4) <= p[1].slice(4)]
    return over === 2 || (over === 1 ? before || behind : before && behind)
  }
  if (hedged(a) || hedged(b)) return year(p[0]) <= year(q[1]) + 1 && year(q[0]) <= year(p[1]) + 1
  return p[0] <= q[1] && q[0] <= p[1]
}

const figures = {}
function figure(node) {
  if (figures[node] === undefined) {
    figures[node] = g.V(node).save("<schema:value>", "value").save("<schema:unitCode>", "unit").saveOpt("<kg:approximate>", "rough").tagValue()
  }
  return figures[node]
}
function figuresAgree(a, b) {
  if (a.unit !== b.unit) return true
  return a.rough || b.rough ? Math.abs(a.value - b.value) <= Math.max(Math.abs(a.value), Math.abs(b.value)) / 10 : a.value === b.value
}

const within = (a, b) => g.V(a).out("<kg:partOf>").is(b).count() > 0
function agree(a, b) {
  if (a === b) return true
  if (isDate(a) && isDate(b)) return datesAgree(a, b)
  if (typeof a === "number" || typeof b === "number") return false
  const [f, h] = [figure(a), figure(b)]
  return f && h ? figuresAgree(f, h) : within(a, b) || within(b, a)
}
const places = g.V("<kg:place>", "<kg:origin>", "<kg:destination>").toArray()
const kindOf = row => isDate(row.first) ? "date" : places.includes(row.role) ? "place" : "value"

const told = {}
scope.unique().tag("what").labelContext(statements, "statement").out(single, "role").tag("first").unique().forEach(row => {
  const key = row.what + " " + row.role
  told[key] = (told[key] || []).concat(row)
})
for (const rows of Object.values(told)) {
  for (let i = 0; i < rows.length; i++) {
    for (let j = i + 1; j < rows.length; j++) {
      if (rows[i].statement !== rows[j].statement && !agree(rows[i].first, rows[j].first)) show(kindOf(rows[i]), rows[i], rows[j])
    }
  }
}

// What one statement says and another denies, or stops short of.
g.V("<kg:Denial>").labelContext(statements, "statement").in("<rdf:type>").labelContext(null).tag("first")
  .save("<owl:sourceIndividual>", "what").save("<owl:assertionProperty>", "role").save("<owl:targetIndividual>", "_target").tagArray()
  .filter(row => !params.about || [row.what, row._target].includes(String(params.about)))
  .forEach(denial => {
    g.V(denial.what).tag("what").labelContext(statements, "statement").out(denial.role, "role").is(denial._target).tag("first").forEach(row => show("polarity", row, denial))
  })
scope.unique().tag("what").labelContext(statements, "statement").out("<kg:stopsShortOf>", "role").tag("first").tagArray().forEach(short => {
  g.V(short.what).tag("what").labelContext(statements, "statement").in("<kg:providedBy>", "role").is(short.first).tag("first").forEach(row => show("polarity", row, short))
})
