#!/bin/sh
# nightly.sh OUT [DOSSIER]: makes three reports into a folder, each as a page and as Markdown, and says on standard output what has changed since they were
# made last. It is for cron, which mails what is said: nothing on a night without news. The exit code is 1 when a report could not be made whole, or when
# "rapport check" finds fault with the dossier: then its findings are said, and the reports stay as they are. Put the reports that you read in the
# place of the three below.
set -u
out=$1
dossier=${2:-}
rapport=${rapport:-rapport}
failed=0

# ask runs rapport on the dossier.
ask() {
  if [ -n "$dossier" ]; then "$rapport" -C "$dossier" "$@"; else "$rapport" "$@"; fi
}

# keep FILE REPORT [FLAGS]: leaves FILE.md and FILE.html alone while they are what the graph says, else tells what has changed and writes them anew,
# whole or not at all.
keep() {
  file=$out/$1
  shift
  if [ -f "$file.md" ]; then
    ask report --check "$file.md"
    case $? in
      0) return ;;
      3) echo ;; # what has changed stands above
      *) failed=1; return ;;
    esac
  fi
  # one of which a part was not searched (5) becomes a page alone: nothing can be held against it, and it is made anew each night
  ask report "$@" --out "$file.html" && ask report "$@" --out "$file.md" || failed=1
}

findings=$(ask check) || {
  printf '%s\nThe reports in %s stay as they are.\n' "$findings" "$out"
  exit 1
}
mkdir -p "$out" || exit 1
keep brief brief
keep ledger ledger
keep open-questions open-questions
exit $failed
