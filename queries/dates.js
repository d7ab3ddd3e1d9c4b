// title:   Dates that are printed, for a range of years
// asks:    What is dated or due between two dates?
// param:   since date?     Only what can lie at or after the beginning of this date
// param:   before date?    Only what can lie before the beginning of this date
// columns: what, relation, date, modality = actual, statement
// view:    timeline label=what
// tags:    time
//
// A date without a year lies in no range. What is due has not happened.

let dated = g.V()
if (params.since) dated = dated.has("<kg:latest>", gte(params.since))
if (params.before) dated = dated.has("<kg:earliest>", lt(params.before))

dated.tag("what")
  .labelContext(null, "statement").out(["<kg:when>", "<kg:dated>", "<kg:due>"], "relation").tag("date")
  .labelContext(null).back("what").saveOpt("<kg:modality>", "modality")
  .unique().all()
