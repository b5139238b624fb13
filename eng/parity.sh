#!/usr/bin/env bash
# Scans samples with this tree and with another commit and says where the answers differ: for changes that must change none.
# Not a part of CI. The other commit first has to agree with itself: what differs there from run to run says nothing.
# shellcheck source=bench/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../bench/lib.sh"

usage() {
  cat <<'END'
Usage: eng/parity.sh COMMIT [SAMPLE…] [--window SECONDS] [--static] [--forget]
       eng/parity.sh --server [SAMPLE…]

Builds COMMIT beside this tree, runs scan --json of each sample (as eng/build-samples.sh names them; all when none is given) three times:
twice with COMMIT, once with this tree, and compares the last two and the first two.

  static part    image, stages but the sandbox, findings of the static scanners, files that start: byte for byte, ids, times and durations masked
  sandbox part   keys and risks of the findings, outcomes of all stages, checklist, verdict, exit status

  --window SECONDS  how long the sandbox watches, 5 to 600; 5 when not given
  --static          without the sandbox
  --forget          build COMMIT anew; else what was built once is kept in artifacts/compare

With --server nothing is compared with a commit: each sample is scanned by Trivy's command, then by the Trivy server, then matched by what is
stored with its result, on this tree, and every word of every finding must be the same (TrivyParityTests). The database is the sample's with
eng/trivy-db/parity.json, so that something is known against each system of the samples: an answer about one it knows nothing of is none.

Each difference is a line "sample part place: before -> now"; one that the other commit also has with itself is marked "~" and counts for
nothing. Behind them all stands a table of their kinds, the most frequent first: how often, in how many samples, what, and one of them. A
finding that is new or gone is one difference there. Of a commit far back only that table can be read. The answers are kept in artifacts/parity. Exit: 0, 1 something differs, 64 wrong usage, 69 something is missing.
END
}

refuse() { say "$*; see eng/parity.sh --help"; exit 64; }

server='' window=5 still='' forget='' commit='' samples=()
while [ $# -gt 0 ]; do
  case "$1" in
    -h | --help) usage; exit 0 ;;
    --static) still=yes ;;
    --server) server=yes ;;
    --forget) forget=yes ;;
    --window)
      [ $# -ge 2 ] || refuse "$1 needs a value"
      window=$2
      shift
      ;;
    -*) refuse "there is no $1" ;;
    *) if [ -z "$commit$server" ]; then commit=$1; else samples+=("$1"); fi ;;
  esac
  shift
done
[ -n "$commit$server" ] || { usage >&2; exit 64; }
if ! [[ $window =~ ^[1-9][0-9]{0,2}$ ]] || [ "$window" -lt 5 ] || [ "$window" -gt 600 ]; then refuse "--window is 5 to 600"; fi
if [ ${#samples[@]} -eq 0 ]; then
  for folder in "$root"/samples/*/Dockerfile "$root"/samples/sandbox/*/Dockerfile "$root"/samples/systems/*/Dockerfile; do
    name=${folder#"$root/samples/"} name=${name%/Dockerfile}
    samples+=("${name#sandbox/}")
  done
fi

# shellcheck disable=SC2317,SC2329 # called by its step
parity_database() { # parity_database FOLDER: in place of a real one, so without the sample's mark
  install_packages golang-go golang-github-coreos-bbolt-dev jq || return 1
  jq -s '.[0] as $one | .[1] as $more | $one | .dataSources += $more.dataSources | .advisories += $more.advisories | .vulnerabilities += $more.vulnerabilities' \
    "$root/samples/trivy-db/advisories.json" "$root/eng/trivy-db/parity.json" >"$work/advisories.json"
  GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE="$root/.dockerscan/go-cache" go run "$root/eng/trivy-db/main.go" build "$work/advisories.json" "$1"
  sed -i 's/"Sample":true,//' "$1/db/metadata.json"
}

if [ -n "$server" ]; then
  [ -z "$commit" ] || refuse "--server takes no commit; '$commit' is one or comes before it"
  bench_engine || exit 69
  ensure_trivy || exit 69
  "$root/eng/build-samples.sh" "${samples[@]}" || exit 69
  step "making the database" parity_database "$work/parity" || exit 69
  step "building the tests" dotnet build "$root/tests/DockerScan.Scanners.Tests" -c Release -v quiet -nologo -nodeReuse:false || exit 69
  # As the images are named.
  names=("${samples[@]//\//-}")
  DOCKERSCAN_TEST_TRIVY_DB=$work/parity DOCKERSCAN_TEST_SAMPLES="${names[*]}" "$root/artifacts/bin/DockerScan.Scanners.Tests/release/DockerScan.Scanners.Tests" \
    -noColor -noLogo -showLiveOutput -class '*TrivyParityTests'
  exit
fi

sha=$(git -C "$root" rev-parse --verify --quiet "$commit^{commit}") || refuse "there is no commit '$commit'"
has jq || { say "jq is missing: the answers are compared with it"; exit 69; }
# shellcheck source=bench/other.sh
. "$root/bench/other.sh"
trap 'remove_other_tree; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

build_host || exit 69
ensure_sentinel || exit 69
[ -z "$forget" ] || rm -rf "$built"
ensure_other "$commit" host || exit 69
bench_engine || exit 69
ensure_trivy || exit 69
"$root/eng/build-samples.sh" "${samples[@]}" || exit 69
this_host=$host this_sentinel=$DOCKERSCAN_SENTINEL
kept="$root/artifacts/parity"
mkdir -p "$kept"

# ---- one answer, and what of it is compared --------------------------------------------------------------------

answer() { # answer SIDE NAME SAMPLE: leaves $kept/SAMPLE.NAME.json
  local host=$this_host sentinel=$this_sentinel file="$kept/${3//\//-}.$2" status=0 options=(--window "$window")
  if [ "$1" = other ]; then host="$built/host/DockerScan.Host.dll" sentinel="$built/sentinel"; fi
  [ -z "$still" ] || options=(--no-sandbox)
  DOCKERSCAN_DATA="$work/$1" DOCKERSCAN_SENTINEL=$sentinel dotnet "$host" scan "dockerscan/sample-${3//\//-}" --force --json "${options[@]}" >"$file.out" 2>"$file.log" || status=$?
  if [ "$status" -gt 2 ] || ! jq --argjson status "$status" '. + {exit: $status}' "$file.out" >"$file.json"; then
    say "$3 cannot be scanned with the $1 side"
    tail -5 "$file.log" >&2
    return 1
  fi
}

# What is of the sandbox, or hangs on it, is compared by its keys: the rest of it is what happened in that run.
# shellcheck disable=SC2317,SC2329 # called by its part
static_part() {
  jq -S 'def still: . != "sandbox" and . != "virustotal";
    {image, stages: [.stages[] | select(.id | still) | del(.durationMs)], findings: [.findings[] | select(.scanner | still)], autorun: [.autorun[] | del(.reputation)]}' "$1"
}

# shellcheck disable=SC2317,SC2329 # called by its part
sandbox_part() {
  jq -S '{exit, verdict, atLeast, complete, outcomes: [.stages[] | {id, outcome}], findings: ([.findings[] | {id, key, risk, state}] | sort_by(.key)),
    checklist: [.checklist[] | {check, result, risk}]}' "$1"
}

# One line a leaf: its place, with the members of a list named by what tells them apart, and its value.
leaves() {
  jq -r 'def name: if type == "object" then (.key // .id // .path // .check // .kind // null) else null end;
    def walk($at): if type == "object" and length > 0 then to_entries[] | .key as $k | .value | walk(if $at == "" then $k else "\($at).\($k)" end)
      elif type == "array" and length > 0 then to_entries[] | .key as $i | .value | walk("\($at)[\((name // $i) | tostring)]")
      else "\($at)\t\(tojson)" end;
    walk("")' "$1" | LC_ALL=C sort
}

differences() { # differences BEFORE NOW: a line each, "place: before -> now"
  leaves "$1" >"$work/before"
  leaves "$2" >"$work/now"
  if cmp -s "$1" "$2"; then return 0; fi
  awk -F '\t' 'NR == FNR { was[$1] = was[$1] $2; next } { is[$1] = is[$1] $2 }
    END { for (p in was) if (was[p] != is[p]) print p ": " was[p] " -> " (p in is ? is[p] : "nothing"); for (p in is) if (!(p in was)) print p ": nothing -> " is[p] }' \
    "$work/before" "$work/now" | LC_ALL=C sort >"$work/differences"
  if [ -s "$work/differences" ]; then cat "$work/differences"; else echo "the order"; fi
}

# The kinds of the lines "sample part place: before -> now": a place without the names of its members.
kinds() {
  LC_ALL=C awk '
    {
      rest = substr($0, length($1) + length($2) + 3)
      if (!(at = index(rest, ": "))) { place = rest; values = "" } else { place = substr(rest, 1, at - 1); values = substr(rest, at + 2) }
      to = index(values, " -> ")
      was = substr(values, 1, to - 1)
      is = substr(values, to + 4)
      how = was == "nothing" ? "new" : is == "nothing" ? "gone" : "changed"
      kind = place
      gsub(/\[[^]]*\]/, "[]", kind)
      # All that a finding holds is new or gone with it.
      if (how != "changed" && kind ~ /^findings\[\]\./) {
        if (kind != ($2 == "static" ? "findings[].check" : "findings[].risk")) next
        kind = "findings[] " (how == "new" ? is : was)
      }
      kind = $2 " " how " " kind
      count[kind]++
      if (!((kind, $1) in seen)) { seen[kind, $1] = 1; samples[kind]++ }
      if (!(kind in example)) example[kind] = $1 " " place ": " substr(values, 1, 160)
    }
    END { for (kind in count) printf "%5d in %3d  %s   e.g. %s\n", count[kind], samples[kind], kind, example[kind] }' "$1" | sort -k1,1nr -k4
}

# ---- all of them -----------------------------------------------------------------------------------------------

printf 'this: %s%s   other: %s   window %s s%s\n' "$(git -C "$root" rev-parse --short HEAD)" \
  "$([ -z "$(git -C "$root" status --porcelain)" ] || echo ' with changes')" "$(git -C "$root" rev-parse --short "$sha")" "$window" "${still:+, without the sandbox}"
same=0
: >"$work/found"
for sample in "${samples[@]}"; do
  answer other first "$sample" && answer other again "$sample" && answer this now "$sample" || exit 69
  found=0
  for part in static sandbox; do
    for name in first again now; do "${part}_part" "$kept/${sample//\//-}.$name.json" >"$work/$name.$part" || exit 69; done
    differences "$work/first.$part" "$work/again.$part" | cut -d: -f1 >"$work/unsteady"
    while IFS= read -r line; do
      if grep -qxF -- "${line%%: *}" "$work/unsteady"; then
        printf '~ %s %s %s\n' "$sample" "$part" "$line"
      else
        found=$((found + 1))
        printf '%s %s %s\n' "$sample" "$part" "$line" | tee -a "$work/found"
      fi
    done < <(differences "$work/again.$part" "$work/now.$part")
  done
  if [ "$found" -eq 0 ]; then same=$((same + 1)); else bad=1; fi
  say "$sample: $found differences"
done
if [ -s "$work/found" ]; then
  printf '\ntimes in samples  kind\n'
  kinds "$work/found"
fi
echo "$same of ${#samples[@]} samples are answered alike"
exit "$bad"
