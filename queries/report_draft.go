package queries

import (
	"fmt"
	"path"
)

// reportDraft is a beginning that can be made on any dossier.
const reportDraft = `<!--
title:    %s[: {about}]
asks:     What is said? Say it in a sentence that stands alone
param:    about iri?    Only what this has a part in; without it, all
sections: events, open
tags:     own

Remarks for the reader of the help stand here, behind an empty line.
-->

Words of your own stand between the embeds. Claims that are reported: {count claims}.

## What happened {#events}

~~~rapport
query:   timeline
with:    about = {about}
columns: occurrence, time, printed-date, inferred-date
~~~

## What is hoped {#open}

~~~rapport
query: hopes
say:   {holder} hopes that “{hope}”[, by {by}].
~~~
`

// ReportDraft is a report to begin with. The error is for a name that a report cannot have.
func ReportDraft(name, title string) (string, error) {
	shown := path.Join(folder, reportFolder, name+reportExtension)
	if !isWord(name, "-") {
		return "", fmt.Errorf("%s: a report's name is small letters, digits and hyphens", shown)
	}
	text := fmt.Sprintf(reportDraft, title)
	if _, errs := parseReport(name, shown, text); len(errs) > 0 {
		return "", errs
	}
	return text, nil
}
