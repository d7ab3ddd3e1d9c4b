// Which statements each person is in, with their quotes
g.V().has("<rdf:type>", "<kg:Person>").tag("source").save("<schema:name>", "source_label")
  .labels().tag("target").save("<kg:quote>", "target_label").all()
