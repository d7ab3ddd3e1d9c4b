// Who says, wants, plans or owes what: no facts
g.V().tag("target").save("<kg:content>", "target_label")
  .out(["<kg:speaker>", "<kg:holder>", "<kg:bearer>"])
  .tag("source").save("<schema:name>", "source_label")
  .unique().all()
