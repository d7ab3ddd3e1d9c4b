// Who and what the articles link, as facts
// Plans, hopes and what somebody only says are left out.
const stated = g.V().has("<rdf:type>", "<kg:Statement>")
const content = g.V().has("<kg:content>").union(g.V().has("<kg:holder>"))
const named = g.V().has("<schema:name>")
const facts = g.V().intersect(named).except(content)

facts.tag("source").save("<schema:name>", "source_label")
  .labelContext(stated).out().labelContext()
  .intersect(facts).tag("target").save("<schema:name>", "target_label")
  .unique().all()
