#!/bin/sh
# The demo: the sample papers of an invented council, from paper file to answer. Run by `make demo`.
set -eu
rm -rf "$BASE"

show() {
  printf '\n$ kg %s\n' "$*"
  "$KG" --base "$BASE" "$@" --format table
}

printf 'Reading papers of councils that do not exist (text, PDF, Word, a web page, published notices) into %s\n' "$BASE"
"$KG" --base "$BASE" ingest samples/*.txt samples/notices/*.json samples/other-councils/*.*
show search '"award of the contract" OR extension'
show trail 'Home First'
show trail 'Grounds Maintenance'
show delegated
show sparql --example contracts-by-provider
cat <<END

Next, for example:
  export KG_BASE=$BASE; PATH=\$PWD/.venv/bin:\$PATH
  kg status                          which papers were read, and how far
  kg issues                          what could not be read or placed
  kg meeting adults 2022-09-08       a meeting whole
  kg between Quillhaven "Home First" how two things are connected
  kg serve                           the same as pages, at http://127.0.0.1:8000/
  kg ingest your/papers              your own
  kg --help
END
