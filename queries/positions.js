// title:   Who says what, beside what the article states
// asks:    What do the speakers say of each thing, how do they stand to it, and what does the article itself state of the same thing?
// param:   about iri?                 Only of this and, of an agreement, of what happened to it
// param:   speaker iri of kg:Actor?   Only where this speaker says something or takes a stand
// param:   kind string(words|stand|stated)...?
//          Only lines of these kinds
// columns: subject, kind, who = the article, how, what, words, modality = actual, statement
// labels:  kind
// ordered: yes
// view:    table
// tags:    words, people
//
// "kind" tells what somebody says, a stand that somebody takes, and what an article states; of several articles "who" is the one that does.
// "how" is what somebody's words are (a claim, an aim, a denial) or the stand that somebody takes (hailed, rejects), or else the relation that
// the article states of the subject; "words" are those of the article. "what" is the words or the thing related, of a stand the subject again. An article vouches for nothing that has a speaker. Of the areas that
// an agreement covers or emphasizes tells areas. "modality" is that of what is said, or of what a stand is taken to. What is said about nothing in particular is its own subject.

const statements = g.V("<kg:Statement>").in("<rdf:type>")
const attitudes = g.V("<kg:hailed>", "<kg:endorsed>", "<kg:rejects>", "<kg:resisted>", "<kg:pressedFor>", "<kg:hopesFor>")
const silent = g.V("<rdf:type>", "<schema:name>", "<kg:mentionedAs>", "<kg:content>", "<kg:covers>", "<kg:emphasizes>", "<kg:about>", "<kg:speaker>", "<kg:holder>", "<kg:includes>")
const telling = g.V("<rdf:Property>").in("<rdf:type>").except(silent)
const several = g.V("<kg:Article>").in("<rdf:type>").limit(2).count() > 1
const whence = several ? g.M().back("statement").save("<kg:inArticle>", "who").back("subject") : g.M()
const deeds = g.V("<kg:Actor>").in("<schema:domainIncludes>").except(attitudes)

let speakers = g.M().out("<kg:speaker>")
if (params.speaker) speakers = speakers.is(params.speaker)

// What is asked about: all there is, unless it is told.
const its = params.about && g.V(params.about).or(g.V(params.about).in("<kg:instrument>")).unique().toArray()
const asked = its ? g.M().is(its) : g.M()

const earlier = (a, b) => a.statement < b.statement ? -1 : a.statement > b.statement ? 1 : 0
const words = statement => g.V(statement).out("<oa:hasSelector>").order().out("<oa:exact>").toArray().join(" … ")

const whose = g.M().save(speakers, "who").save("<rdf:type>", "how").save("<kg:modality>", "modality")
const spoken = g.V().tag("what").labelContext(statements, "statement").out("<kg:about>").follow(asked).tag("subject")
  .labelContext(null).back("what").follow(whose).unique().order("statement", "what", "subject", "who", "how").tagArray()
const aboutNothing = g.V("<kg:Claim>").labelContext(statements, "statement").in("<rdf:type>").follow(asked).tag("what", "subject")
  .labelContext(null).except(g.V().has("<kg:about>")).follow(whose).unique().order("statement", "what", "subject", "who", "how").tagArray()
const denied = g.V("<kg:Denial>").labelContext(statements, "statement").in("<rdf:type>").labelContext(null).tag("what")
  .save("<owl:targetIndividual>", "subject").follow(whose).unique().order("statement", "what", "subject", "who", "how").tagArray()
const actors = params.speaker ? g.V(params.speaker) : g.V()
const stands = actors.tag("who").labelContext(statements, "statement").out(attitudes, "how").follow(asked).tag("subject", "what")
  .labelContext(null).saveOpt("<kg:modality>", "modality").unique().order("statement", "who", "how", "subject").tagArray()

// What the article states: of the subject, and what somebody did to it. Nothing that stands under a statement of somebody's words.
let said, negative
function stated(subject) {
  said = said || new Set(g.V().has("<kg:speaker>").labels().toArray())
  negative = negative || g.V("<kg:negative>").in("<kg:sense>").toArray()
  const start = g.V(subject).tag("subject").labelContext(statements, "statement")
  const hedged = g.M().saveOpt("<kg:modality>", "_what").back("subject").saveOpt("<kg:modality>", "modality")
  const out = start.out(telling, "how").tag("what").labelContext(null).follow(hedged).follow(whence).unique().order("statement", "how", "what").tagArray()
  const back = start.in(deeds, "_link").tag("what").labelContext(null).follow(hedged)
    .follow(whence).back("_link").save("<kg:inverseLabel>", "how").unique().order("statement", "how", "what").tagArray()
  const worded = out.some(row => row.how === "<kg:timeframe>") ? ["<kg:due>"] : []
  return out.concat(back).filter(row => !said.has(row.statement) && !worded.includes(row.how)).sort(earlier)
    .map(row => Object.assign({ kind: "stated" }, row, negative.includes(row.how) ? { modality: "denied" } : row._what ? { modality: row._what } : {}))
}

const subjects = {}
const ofKind = (kind, rows) => rows.map(row => Object.assign({ kind }, row))
for (const row of ofKind("words", spoken.concat(aboutNothing, denied)).concat(ofKind("stand", stands)).sort(earlier)) {
  if (!its || its.includes(row.subject)) subjects[row.subject] = (subjects[row.subject] || []).concat(row)
}
const wanted = kind => !params.kind || params.kind.some(k => String(k) === kind)
for (const rows of Object.values(subjects)) {
  for (const row of rows.concat(wanted("stated") ? stated(rows[0].subject) : [])) {
    if (wanted(row.kind)) g.emit(Object.assign({}, row, { words: words(row.statement) }))
  }
}
