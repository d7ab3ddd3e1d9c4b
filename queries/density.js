// title:   How many statements rest on each sentence
// asks:    Which sentences say much, and which little?
// columns: number, statements = 0, sentence
// view:    table
// tags:    evidence
//
// A statement with quotes from two sentences counts for both.

const statements = g.M().in("<kg:sentence>").out("<rdf:type>").is("<kg:Statement>").groupCount().sum("count")

g.V("<kg:Sentence>").in("<rdf:type>").tag("sentence").save("<kg:number>", "number").saveOpt(statements, "statements").all()
