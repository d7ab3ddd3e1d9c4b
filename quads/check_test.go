package quads

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// alder is a small dossier without findings, on which every rule is broken in turn.
func alder() map[string]string {
	return map[string]string{
		"namespaces.nq": `<https://alder.example/> <cayley:prefix> <alder:> <kg:namespaces> .
<https://alder.example/> <rdf:type> <cayley:namespace> <kg:namespaces> .
`,
		"vocabulary.nq": `<kg:Quay> <rdf:type> <rdfs:Class> <kg:vocabulary> .
<kg:Quay> <rdfs:label> "quay" <kg:vocabulary> .
<kg:Quay> <rdfs:comment> "Where ships are moored." <kg:vocabulary> .
<kg:Quay> <rdfs:subClassOf> <kg:Facility> <kg:vocabulary> .
<kg:repairs> <rdf:type> <rdf:Property> <kg:vocabulary> .
<kg:repairs> <rdfs:label> "repairs" <kg:vocabulary> .
<kg:repairs> <rdfs:comment> "Mends what is there." <kg:vocabulary> .
<kg:repairs> <schema:domainIncludes> <kg:Actor> <kg:vocabulary> .
<kg:repairs> <schema:rangeIncludes> <kg:Quay> <kg:vocabulary> .
`,
		"entities.nq": `<kg:easton> <rdf:type> <kg:State> <kg:entities> .
<kg:easton> <schema:name> "Easton" <kg:entities> .
<kg:weston> <rdf:type> <kg:State> <kg:entities> .
<kg:weston> <schema:name> "Weston" <kg:entities> .
<kg:weston> <schema:alternateName> "Вестон"@ru <kg:entities> .
<kg:authority> <rdf:type> <kg:Organization> <kg:entities> .
<kg:authority> <schema:name> "Port Alder Authority" <kg:entities> .
<kg:union> <rdf:type> <kg:Organization> <kg:entities> .
<kg:union> <schema:name> "Dockers’ union" <kg:entities> .
<kg:old-quay> <rdf:type> <kg:Quay> <kg:entities> .
<kg:old-quay> <schema:name> "Old quay" <kg:entities> .
`,
		"alder/article.txt": "Easton operates the old quay, completed in 1962. " +
			"Port Alder’s authority said on Monday both towns must pay about $40 million for repairs if the “outdated” quay is to stay open past 2031, " +
			"a plan the dockers’ union has not endorsed. Weston hopes for a new pier by 2030.\n",
		"alder/statements.nq": `# sha256: 847a9ad96e279059997f2b73bfd42ff5cf8641ee75c899c4bda9243a0d63a279
<alder:article> <rdf:type> <kg:Article> <alder:article> .
<alder:article> <schema:name> "Two towns and a quay" <alder:article> .

# 1. Easton operates the old quay, completed in 1962.
<alder:01a> <kg:quote> "Easton operates the old quay" <alder:article> .
<kg:easton> <kg:operates> <kg:old-quay> <alder:01a> .
<alder:01b> <kg:quote> "the old quay, completed in 1962" <alder:article> .
<alder:completion> <kg:patient> <kg:old-quay> <alder:01b> .
<alder:completion> <kg:timeText> "in 1962" <alder:01b> .
<alder:completion> <kg:when> "1962"^^<http://id.loc.gov/datatypes/edtf/EDTF> <alder:01b> .
<alder:completion> <rdf:type> <kg:Completion> <alder:01b> .
<alder:completion> <schema:name> "completion of the quay" <alder:01b> .

# 2. Port Alder’s authority said …
<alder:02a> <kg:quote> "Port Alder’s authority said on Monday" <alder:article> .
<alder:speech> <kg:agent> <kg:authority> <alder:02a> .
<alder:speech> <kg:timeText> "on Monday" <alder:02a> .
<alder:speech> <rdf:type> <kg:Speech> <alder:02a> .
<alder:speech> <schema:name> "what the authority said" <alder:02a> .
<alder:02b> <kg:framing> "outdated" <alder:article> .
<alder:02b> <kg:quote> "both towns must pay about $40 million for repairs if the “outdated” quay is to stay open past 2031" <alder:article> .
<alder:repairs> <kg:bearer> <kg:easton> <alder:02b> .
<alder:repairs> <kg:bearer> <kg:weston> <alder:02b> .
<alder:repairs> <kg:condition> "if the “outdated” quay is to stay open past 2031" <alder:02b> .
<alder:repairs> <kg:content> "pay about $40 million for repairs" <alder:02b> .
<alder:repairs> <kg:deontic> <kg:must> <alder:02b> .
<alder:repairs> <kg:speaker> <kg:authority> <alder:02b> .
<alder:repairs> <kg:targetMeasure> <alder:sum> <alder:02b> .
<alder:repairs> <rdf:type> <kg:Duty> <alder:02b> .
<alder:sum> <kg:approximate> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> <alder:02b> .
<alder:sum> <kg:text> "about $40 million" <alder:02b> .
<alder:sum> <rdf:type> <kg:Quantity> <alder:02b> .
<alder:sum> <schema:unitCode> "USD" <alder:02b> .
<alder:sum> <schema:value> "4.0E7"^^<http://www.w3.org/2001/XMLSchema#double> <alder:02b> .
<alder:02c> <kg:quote> "a plan the dockers’ union has not endorsed" <alder:article> .
<alder:no-endorsement> <kg:content> "has not endorsed" <alder:02c> .
<alder:no-endorsement> <owl:assertionProperty> <kg:endorsed> <alder:02c> .
<alder:no-endorsement> <owl:sourceIndividual> <kg:union> <alder:02c> .
<alder:no-endorsement> <owl:targetIndividual> <alder:repairs> <alder:02c> .
<alder:no-endorsement> <rdf:type> <kg:Denial> <alder:02c> .
<alder:repairs> <kg:mentionedAs> "a plan" <alder:02c> .

# 3. Weston hopes for a new pier by 2030.
<alder:03a> <kg:listing> "partial" <alder:article> .
<alder:03a> <kg:quote> "Weston hopes for a new pier by 2030" <alder:article> .
<alder:pier> <kg:content> "a new pier by 2030" <alder:03a> .
<alder:pier> <kg:due> "2030"^^<http://id.loc.gov/datatypes/edtf/EDTF> <alder:03a> .
<alder:pier> <kg:holder> <kg:weston> <alder:03a> .
<alder:pier> <rdf:type> <kg:Hope> <alder:03a> .
<kg:weston> <kg:hopesFor> <alder:pier> <alder:03a> .

# Inferences
<alder:speech> <kg:inferredWhen> "2025-09-29"^^<http://id.loc.gov/datatypes/edtf/EDTF> <alder:inf-monday> .
<alder:inf-monday> <kg:basis> "The analyst gives the day." <alder:article> .
<alder:inf-monday> <prov:wasDerivedFrom> <alder:02a> <alder:article> .
<alder:inf-monday> <rdf:type> <kg:Inference> <alder:article> .
`,
	}
}

func mapFS(files map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func check(t *testing.T, files map[string]string) Findings {
	t.Helper()
	_, findings, err := Check(mapFS(files))
	if err != nil {
		t.Fatal(err)
	}
	return findings
}

func TestAlderHasNoFindings(t *testing.T) {
	for _, f := range check(t, alder()) {
		t.Errorf("%v [%s]\n\t%s", f, f.Rule, f.Hint)
	}
}

// broken is a way to break a rule: in file, old is replaced with new; an empty old adds new at the end, an empty new removes old.
type broken struct {
	rule, file, old, new string
	says                 string   // in the message or hint
	also                 []string // rules that rightly find the same fault too
}

const (
	stm = "alder/statements.nq"
	ent = "entities.nq"
	voc = "vocabulary.nq"
	nsp = "namespaces.nq"
	art = "alder/article.txt"
)

func breakages() []broken {
	return []broken{
		{rule: "syntax", file: stm, new: "<alder:x> <kg:text> no .\n", says: "object"},
		{rule: "article", file: art, old: "Easton", new: "East\xffon", says: "UTF-8"},
		{rule: "article", file: "alder2/article.txt", new: alder()[art], says: "same text", also: []string{"article"}},
		{rule: "digest", file: art, old: "by 2030", new: "by 2035", says: `broke 1 quote: <alder:03a> "Weston`, also: []string{"quote"}},
		{rule: "digest", file: art, old: "Monday both", new: "Monday that both", says: "no quote broke"},
		{rule: "quote", file: stm, old: `quote> "Easton operates the old quay"`, new: `quote> "Easton runs the old quay"`, says: "does not say"},
		{rule: "quote", file: stm, old: `quote> "Easton operates the old quay"`, new: `quote> "quay"`, says: "2 times"},
		{rule: "quote", file: stm, old: `<alder:01a> <kg:quote> "Easton operates the old quay" <alder:article> .`, says: "no quote"},
		{rule: "sentence", file: stm, old: `quote> "Weston hopes for a new pier by 2030" <alder:article> .`,
			new: "quote> \"Weston hopes for a new pier by 2030\" <alder:article> .\n<alder:03a> <kg:quote> \"about $40 million\" <alder:article> .", says: "<alder:02d>"},
		{rule: "sentence", file: stm, old: "alder:inf-monday", new: "alder:monday", says: "<alder:inf-monday>"},
		{rule: "sentence", file: stm, old: "alder:03a", new: "alder:hope", says: "is not the IRI of a statement"},
		{rule: "length", file: stm, new: `<kg:union> <kg:rejects> <kg:old-quay> <alder:02d> .
<alder:02d> <kg:quote> "both towns must pay about $40 million for repairs if the “outdated” quay is to stay open past 2031, a plan the dockers’ union has not endorsed" <alder:article> .
`, says: "27 words"},
		{rule: "words", file: stm, old: `"about $40 million"`, new: `"$ 40 million"`, says: "does not quote"},
		{rule: "words", file: stm, old: `framing> "outdated"`, new: `framing> "old"`, says: "does not quote"},
		{rule: "words", file: stm, old: `mentionedAs> "a plan"`, new: `mentionedAs> "the plan"`, says: "does not quote"},
		{rule: "words", file: stm, old: `timeText> "on Monday"`, new: `timeText> "Tuesday"`, says: "does not quote"},
		{rule: "words", file: stm, old: `"if the “outdated” quay`, new: `"if the quay`, says: "does not quote"},
		{rule: "words", file: stm, old: `content> "a new pier by 2030"`, new: `content> "a pier"`, says: "does not quote"},
		{rule: "words", file: stm, old: `listing> "partial"`, new: `listing> "some"`, says: "complete"},
		{rule: "label", file: stm, old: `<kg:old-quay> <alder:01a> .`, new: `<kg:old-quay> .`, says: "no label"},
		{rule: "label", file: stm, new: "<kg:easton> <kg:modality> \"actual\" <kg:derived> .\n", says: "derived", also: []string{"quote", "sentence", "domain"}},
		{rule: "label", file: stm, new: "<alder:01a> <kg:inArticle> <alder:article> <alder:article> .\n", says: "derived"},
		{rule: "label", file: stm, new: "<alder:01a> <kg:note> \"so\" <alder:01b> .\n", says: "label it <alder:article>"},
		{rule: "label", file: stm, new: "<kg:easton> <schema:alternateName> \"E\" <kg:entities> .\n", says: "entities.nq", also: []string{"quote", "sentence"}},
		{rule: "label", file: stm, new: "<alder:article> <kg:status> <kg:completed> <alder:article> .\n", says: "may only tell which article", also: []string{"domain"}},
		{rule: "label", file: ent, old: `"Easton" <kg:entities>`, new: `"Easton" <kg:vocabulary>`, says: "<kg:entities>"},
		{rule: "label", file: voc, old: `"quay" <kg:vocabulary>`, new: `"quay"`, says: "<kg:vocabulary>"},
		{rule: "label", file: nsp, old: `<alder:> <kg:namespaces>`, new: `<alder:> <kg:vocabulary>`, says: "<kg:namespaces>"},
		{rule: "statement", file: "weser/statements.nq", new: `<alder:01a> <kg:quote> "Nothing" <weser:article> .` + "\n", says: "already", also: []string{"prefix", "type", "sentence"}},
		{rule: "inference", file: stm, old: `<alder:inf-monday> <kg:basis> "The analyst gives the day." <alder:article> .`, says: "rests on"},
		{rule: "inference", file: stm, old: `wasDerivedFrom> <alder:02a>`, new: `wasDerivedFrom> <alder:09z>`, says: "no statement", also: []string{"type"}},
		{rule: "inference", file: stm, old: `wasDerivedFrom> <alder:02a>`, new: `wasDerivedFrom> <alder:inf-monday>`, says: "itself"},
		{rule: "inference", file: stm, old: `kg:inferredWhen`, new: `kg:when`, says: "statements use too"},
		{rule: "inference", file: stm, old: `<alder:speech> <kg:inferredWhen> "2025-09-29"^^<http://id.loc.gov/datatypes/edtf/EDTF> <alder:inf-monday> .`, says: "infers nothing"},
		{rule: "blank", file: stm, new: "_:b <kg:operates> <kg:old-quay> <alder:01a> .\n", says: "_:b"},
		{rule: "prefix", file: nsp, old: "<alder:> <kg:namespaces>", new: "<adler:> <kg:namespaces>", says: `prefix "alder"`},
		{rule: "prefix", file: nsp, old: "<https://alder.example/> <rdf:type> <cayley:namespace> <kg:namespaces> .", says: "not typed"},
		{rule: "prefix", file: nsp, new: "<https://alder.example/2> <cayley:prefix> <alder:> <kg:namespaces> .\n<https://alder.example/2> <rdf:type> <cayley:namespace> <kg:namespaces> .\n", says: "stands for"},
		{rule: "prefix", file: nsp, new: "<https://alder.example/2> <cayley:prefix> <a:b> <kg:namespaces> .\n<https://alder.example/2> <rdf:type> <cayley:namespace> <kg:namespaces> .\n", says: "is not a prefix"},
		{rule: "prefix", file: nsp, new: "<https://alder.example/> <rdfs:label> \"alder\" <kg:namespaces> .\n", says: "nothing of a namespace"},
		{rule: "prefix", file: stm, old: "<http://www.w3.org/2001/XMLSchema#double>", new: "<xsd:double>", says: "in full", also: []string{"range"}},
		{rule: "duplicate", file: stm, new: "<kg:easton> <kg:operates> <kg:old-quay> <alder:01a> .\n", says: "statements.nq:7:1"},
		{rule: "vocabulary", file: voc, old: `<kg:Quay> <rdfs:comment> "Where ships are moored." <kg:vocabulary> .`, says: "not described"},
		{rule: "vocabulary", file: voc, old: `<rdfs:subClassOf> <kg:Facility>`, new: `<rdfs:subClassOf> <kg:Faculty>`, says: "no class", also: []string{"domain", "range"}},
		{rule: "vocabulary", file: voc, new: "<kg:Quay> <rdfs:subClassOf> <kg:Occurrence> <kg:vocabulary> .\n", says: "more than one root"},
		{rule: "vocabulary", file: voc, new: "<kg:Quay> <rdfs:subClassOf> <kg:Quay> <kg:vocabulary> .\n", says: "circle"},
		{rule: "vocabulary", file: voc, new: "<kg:Quay> <kg:impliesModality> \"hoped\" <kg:vocabulary> .\n", says: "no content"},
		{rule: "vocabulary", file: voc, new: `<kg:Fear> <rdf:type> <rdfs:Class> <kg:vocabulary> .
<kg:Fear> <rdfs:label> "fear" <kg:vocabulary> .
<kg:Fear> <rdfs:comment> "What its holder fears." <kg:vocabulary> .
<kg:Fear> <rdfs:subClassOf> <kg:Content> <kg:vocabulary> .
`, says: "no modality"},
		{rule: "vocabulary", file: voc, new: `<kg:Fear> <rdf:type> <rdfs:Class> <kg:vocabulary> .
<kg:Fear> <rdfs:label> "fear" <kg:vocabulary> .
<kg:Fear> <rdfs:comment> "What its holder fears." <kg:vocabulary> .
<kg:Fear> <rdfs:subClassOf> <kg:Content> <kg:vocabulary> .
<kg:Fear> <kg:impliesModality> "feared" <kg:vocabulary> .
`, says: "not a modality"},
		{rule: "vocabulary", file: voc, new: "<kg:Quay> <kg:focusRole> <kg:pier> <kg:vocabulary> .\n", says: "focus role"},
		{rule: "vocabulary", file: voc, new: "<kg:Quay> <kg:expects> <kg:pier> <kg:vocabulary> .\n", says: "which is no predicate"},
		{rule: "vocabulary", file: voc, old: "<kg:repairs> <schema:domainIncludes> <kg:Actor> <kg:vocabulary> .", says: "what it may join"},
		{rule: "vocabulary", file: voc, old: "<schema:rangeIncludes> <kg:Quay>", new: "<schema:rangeIncludes> <kg:Key>", says: "no class"},
		{rule: "vocabulary", file: voc, old: "<schema:domainIncludes> <kg:Actor>", new: "<schema:domainIncludes> <kg:Aktor>", says: "no class"},
		{rule: "vocabulary", file: voc, new: "<kg:old> <rdfs:label> \"old\" <kg:vocabulary> .\n", says: "no type"},
		{rule: "vocabulary", file: voc, new: "<kg:pier> <rdf:type> <kg:Facility> <kg:vocabulary> .\n", says: "no controlled value"},
		{rule: "vocabulary", file: voc, new: `<kg:when> <rdf:type> <rdf:Property> <kg:vocabulary> .
<kg:when> <rdfs:label> "when" <kg:vocabulary> .
<kg:when> <rdfs:comment> "Any time." <kg:vocabulary> .
<kg:when> <schema:domainIncludes> <kg:Content> <kg:vocabulary> .
<kg:when> <schema:domainIncludes> <kg:Occurrence> <kg:vocabulary> .
<kg:when> <schema:rangeIncludes> <http://id.loc.gov/datatypes/edtf/EDTF> <kg:vocabulary> .
`, says: "kg:due"},
		{rule: "vocabulary", file: voc, new: `<kg:due> <rdf:type> <rdf:Property> <kg:vocabulary> .
<kg:due> <rdfs:label> "due" <kg:vocabulary> .
<kg:due> <rdfs:comment> "Any time." <kg:vocabulary> .
<kg:due> <schema:domainIncludes> <kg:Content> <kg:vocabulary> .
<kg:due> <schema:domainIncludes> <kg:Thing> <kg:vocabulary> .
<kg:due> <schema:rangeIncludes> <http://id.loc.gov/datatypes/edtf/EDTF> <kg:vocabulary> .
`, says: "belongs to content"},
		{rule: "known", file: stm, old: "kg:operates", new: "kg:operate", says: "<kg:operates>?"},
		{rule: "known", file: ent, old: "<kg:Quay>", new: "<kg:Key>", says: "not a class", also: []string{"range"}},
		{rule: "known", file: ent, old: "<kg:Quay>", new: "<kg:Moorings>", says: "use one of the vocabulary's, which rapport schema lists, or", also: []string{"range"}},
		{rule: "root", file: stm, new: "<kg:old-quay> <rdf:type> <kg:Project> <alder:01a> .\n<kg:old-quay> <kg:status> <kg:planned> <alder:01a> .\n", says: "both of"},
		{rule: "root", file: stm, old: "<alder:pier> <rdf:type> <kg:Hope>", new: "<alder:pier> <rdf:type> <kg:Content>", says: "no modality", also: []string{"range"}},
		{rule: "domain", file: stm, old: "<alder:pier> <kg:due>", new: "<alder:pier> <kg:when>", says: "content has <kg:due>"},
		{rule: "domain", file: stm, new: "<kg:old-quay> <kg:operates> <kg:old-quay> <alder:01a> .\n", says: "is not said of"},
		{rule: "range", file: stm, old: "<kg:operates> <kg:old-quay>", new: "<kg:operates> <kg:weston>", says: "does not lead to"},
		{rule: "range", file: stm, old: `"1962"^^<http://id.loc.gov/datatypes/edtf/EDTF>`, new: `"1962"`, says: "a literal of"},
		{rule: "range", file: ent, old: `"Easton"`, new: `"Easton"@en`, says: "langString"},
		{rule: "range", file: stm, old: "<kg:deontic> <kg:must>", new: "<kg:deontic> <kg:planned>", says: "kg:Deontic"},
		{rule: "type", file: stm, old: "<alder:pier> <kg:holder> <kg:weston>", new: "<alder:pier> <kg:holder> <kg:westen>", says: "did you mean <kg:weston>?"},
		{rule: "type", file: ent, old: `<kg:union> <schema:name> "Dockers’ union" <kg:entities> .`, says: "no words to show"},
		{rule: "type", file: stm, old: `<alder:article> <rdf:type> <kg:Article> <alder:article> .`, says: "no type"},
		{rule: "name", file: ent, new: "<kg:union> <schema:name> \"Union of dockers\" <kg:entities> .\n", says: "second name"},
		{rule: "name", file: ent, old: `"Weston"`, new: `"Вестон"`, says: "not in English"},
		{rule: "name", file: ent, old: `"Weston"`, new: `" "`, says: "is empty"},
		{rule: "name", file: ent, old: `"Weston"`, new: `"easton"`, says: "same name and class"},
		{rule: "entity", file: ent, new: "<kg:easton> <kg:operates> <kg:old-quay> <kg:entities> .\n", says: "under a statement"},
		{rule: "entity", file: ent, new: "<kg:easton> <owl:sameAs> <wd:Q1> <kg:entities> .\n", says: "wikidata", also: []string{"prefix"}},
		{rule: "orphan", file: ent, new: "<kg:norton> <rdf:type> <kg:State> <kg:entities> .\n<kg:norton> <schema:name> \"Norton\" <kg:entities> .\n", says: "no statement uses"},
		{rule: "orphan", file: stm, old: "<alder:repairs> <kg:targetMeasure> <alder:sum> <alder:02b> .", says: "nothing leads to <alder:sum>"},
		{rule: "orphan", file: stm, new: "<alder:crane> <rdf:type> <kg:Facility> <alder:01a> .\n<alder:crane> <schema:name> \"crane\" <alder:01a> .\n", says: "leads nowhere"},
		{rule: "local", file: ent, new: "<alder:norton> <rdf:type> <kg:State> <kg:entities> .\n<alder:norton> <schema:name> \"Norton\" <kg:entities> .\n<alder:norton> <schema:alternateName> \"N\" <kg:entities> .\n",
			says: "<kg:norton>", also: []string{"orphan"}},
		{rule: "local", file: stm, old: "alder:completion", new: "kg:completion", says: "<alder:completion>"},
		{rule: "part", file: stm, old: "<alder:repairs> <kg:deontic> <kg:must> <alder:02b> .", says: "must, must not or may"},
		{rule: "part", file: stm, old: "<alder:pier> <kg:holder> <kg:weston> <alder:03a> .", says: "whose hope"},
		{rule: "part", file: stm, old: "<alder:pier> <rdf:type> <kg:Hope>", new: "<alder:pier> <rdf:type> <kg:Claim>", says: "who says it", also: []string{"range"}},
		{rule: "part", file: stm, old: "<alder:pier> <rdf:type> <kg:Hope>", new: "<alder:pier> <rdf:type> <kg:Project>", says: "how far", also: []string{"range"}},
		{rule: "part", file: stm, old: "<alder:pier> <rdf:type> <kg:Hope>", new: "<alder:pier> <rdf:type> <kg:OpenIssue>", says: "what it is about", also: []string{"range"}},
		{rule: "part", file: stm, old: "<alder:pier> <rdf:type> <kg:Hope>", new: "<alder:pier> <rdf:type> <kg:Provision>", says: "what provides it", also: []string{"range"}},
		{rule: "part", file: stm, old: "<kg:speaker>", new: "<kg:relayedBy>", says: "nobody says it"},
		{rule: "spoken", file: stm, new: "<kg:easton> <kg:status> <kg:planned> <alder:02b> .\n", says: "reads as a fact", also: []string{"domain"}},
		{rule: "spoken", file: stm, new: "<kg:union> <kg:rejects> <kg:old-quay> <alder:02b> .\n", says: "<kg:authority>"},
		{rule: "future", file: stm, new: "<alder:article> <kg:inferredDated> \"1961-05\"^^<http://id.loc.gov/datatypes/edtf/EDTF> <alder:inf-monday> .\n", says: "<alder:completion> lies after"},
		{rule: "denial", file: stm, old: "<alder:no-endorsement> <owl:targetIndividual> <alder:repairs> <alder:02c> .", says: "has no <owl:targetIndividual>"},
		{rule: "denial", file: stm, new: "<alder:no-endorsement> <owl:sourceIndividual> <kg:easton> <alder:02c> .\n", says: "one denial for each"},
		{rule: "denial", file: stm, new: "<kg:union> <kg:endorsed> <alder:repairs> <alder:01a> .\n", says: "denies it"},
		{rule: "denial", file: stm, new: "<kg:easton> <kg:endorsed> <alder:repairs> <alder:02c> .\n", says: "under the statement that denies it"},
		{rule: "denial", file: stm, old: "<owl:assertionProperty> <kg:endorsed>", new: "<owl:assertionProperty> <kg:stopsShortOf>", says: "itself denies"},
		{rule: "denial", file: stm, old: "<owl:assertionProperty> <kg:endorsed>", new: "<owl:assertionProperty> <kg:xyzzy>", says: "is no predicate"},
		{rule: "range", file: stm, old: "<owl:assertionProperty> <kg:endorsed>", new: "<owl:assertionProperty> <kg:operates>", says: "<kg:operates> does not lead to <alder:repairs>"},
		{rule: "domain", file: stm, old: "<alder:no-endorsement> <owl:sourceIndividual> <kg:union>", new: "<alder:no-endorsement> <owl:sourceIndividual> <kg:old-quay>", says: "<kg:endorsed> is not said of <kg:old-quay>", also: []string{"orphan"}},
		{rule: "date", file: stm, old: `"1962"^^`, new: `"1962-13"^^`, says: "month"},
		{rule: "date", file: stm, old: `"2030"^^`, new: `"by 2030"^^`, says: "EDTF"},
		{rule: "quantity", file: stm, old: `<alder:sum> <schema:unitCode> "USD" <alder:02b> .`, says: "schema:unitCode"},
		{rule: "quantity", file: stm, old: `"USD"`, new: `"dollars"`, says: "not a unit"},
		{rule: "quantity", file: stm, old: `"4.0E7"`, new: `"forty"`, says: "not a number"},
		{rule: "quantity", file: stm, new: "<alder:sum> <schema:value> \"5.0E7\"^^<http://www.w3.org/2001/XMLSchema#double> <alder:02b> .\n", says: "has 2"},
		{rule: "quantity", file: stm, old: `<alder:sum> <kg:text> "about $40 million" <alder:02b> .`, says: "no words", also: []string{"type"}},
	}
}

// Every rule fires on what breaks it, and nothing else does.
func TestEveryRuleFires(t *testing.T) {
	fired := map[string]bool{"file": true} // TestUnreadableFile
	for _, b := range breakages() {
		files := alder()
		if b.old == "" {
			files[b.file] += b.new
		} else if !strings.Contains(files[b.file], b.old) {
			t.Errorf("%s: %s has no %s", b.rule, b.file, b.old)
		} else {
			files[b.file] = strings.ReplaceAll(files[b.file], b.old, b.new)
		}
		if b.rule == "statement" {
			files["weser/article.txt"] = "Nothing of note happened."
		}
		if b.file == "alder2/article.txt" {
			files["alder2/statements.nq"] = "# nothing yet\n"
		}
		fired[b.rule] = checkBreakage(t, b, check(t, files)) || fired[b.rule]
	}
	for _, r := range Rules() {
		if !fired[r.Name] {
			t.Errorf("no test breaks the rule %q", r.Name)
		}
	}
}

// A file that is there and cannot be read is the only finding: the others would be its echo.
func TestUnreadableFile(t *testing.T) {
	files := mapFS(alder())
	delete(files, "entities.nq")
	files["entities.nq/x"] = &fstest.MapFile{} // a folder of that name
	_, findings, err := Check(files)
	if err != nil || len(findings) != 1 || findings[0].Rule != "file" || findings[0].Hint == "" {
		t.Errorf("%v, %v", findings, err)
	}
}

// A dossier that is nothing yet, and folders that are none of its own, have no findings.
func TestNothingHasNoFindings(t *testing.T) {
	files := map[string]string{".add-x.1/article.txt": "half", "notes/readme.txt": "hello", "README.md": "x"}
	for _, f := range check(t, files) {
		t.Error(f)
	}
}

// checkBreakage reports whether the broken rule was found; any other finding is an error.
func checkBreakage(t *testing.T, b broken, findings Findings) bool {
	t.Helper()
	found := map[string]string{}
	for _, f := range findings {
		found[f.Rule] += f.Error() + "\n\t" + f.Hint + "\n"
		if f.Hint == "" || f.Line == 0 {
			t.Errorf("%s: a finding without hint or line: %+v", b.rule, f)
		}
	}
	if !strings.Contains(found[b.rule], b.says) || found[b.rule] == "" {
		t.Errorf("%s: %q → %q: want a finding with %q, got\n%s", b.rule, b.old, b.new, b.says, found)
	}
	for _, other := range slices.Sorted(maps.Keys(found)) {
		if other != b.rule && !slices.Contains(b.also, other) {
			t.Errorf("%s: %q → %q: also found by %q: %s", b.rule, b.old, b.new, other, found[other])
		}
	}
	return found[b.rule] != ""
}
