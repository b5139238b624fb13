#!/usr/bin/env bash
# This program and the one before the store's last change, both at once on one store, as while nodes are exchanged one after another. Not a part of
# CI: it takes ten minutes for each store, and builds another commit.
# usage: eng/versions.sh [sqlite | mongo]... [COMMIT]    both stores, when none is named; COMMIT in the place of the one that is found
#   The older node makes the store and scans; this one comes to it and makes what its schema needs; then both are asked for scans in turn, and each is
#   looked at on the other's pages. Each scan ends once, in a whole result, by either; none of both nodes ends or answers with a fault. In the end the
#   older one comes back: SQLite's file is refused with a line that names both numbers, MongoDB's store is worked on as before.
#   MongoDB is the tests' loopback server.
# MINUTES (10) says otherwise how long.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=eng/lib.sh
. "$root/eng/lib.sh"
case ${1:-} in --help | -h) sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;; esac
kinds=() commit=''
for word in "$@"; do
  case $word in
    sqlite | mongo) kinds+=("$word") ;;
    *)
      if [ -n "$commit" ] || ! git -C "$root" rev-parse --verify --quiet "$word^{commit}" >/dev/null; then say "there is no '$word' (see eng/versions.sh --help)"; exit 64; fi
      commit=$word
      ;;
  esac
done
[ ${#kinds[@]} -gt 0 ] || kinds=(sqlite mongo)
has sqlite3 || { can_install && install_packages sqlite3; } || { say "sqlite3 is missing: the store is looked at with it"; exit 69; }
/usr/bin/python3 -c 'import pymongo' 2>/dev/null || { can_install && install_packages python3-pymongo; } || { say "python3-pymongo is missing: the store is looked at with it"; exit 69; }
seconds=$((${MINUTES:-10} * 60)) backlog=6 images=24 bad=0 sha=''

work=$(mktemp -d)
mkdir "$work/tmp"
# shellcheck source=bench/other.sh
. "$root/bench/other.sh"
# shellcheck source=eng/nodes.sh
. "$root/eng/nodes.sh"
clean_up() {
  local name
  for name in "${!pids[@]}"; do kill -9 "${pids[$name]}" 2>/dev/null || true; done
  [ -z "${server:-}" ] || kill "$server" 2>/dev/null || true
  # Not for all: the keeper of the engine is a child too, and stays for minutes.
  [ ${#pids[@]} = 0 ] && [ -z "${server:-}" ] || wait "${pids[@]}" ${server:+"$server"} 2>/dev/null || true
  remove_images
  remove_other_tree
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

before() { # KIND: the newest commit whose store is an older one
  local folder=src/DockerScan.Sqlite/Database/Migrations/ now earlier each
  case $1 in
    sqlite)
      # Its migrations are the first ones of today's, letter by letter.
      now=$(git -C "$root" ls-tree HEAD "$folder")
      for each in $(git -C "$root" log --first-parent -m --format=%H -- "$folder" | awk '!seen[$0]++'); do
        earlier=$(git -C "$root" ls-tree "$each^1" "$folder")
        if [ "$earlier" != "$now" ] && [ "${now#"$earlier"}" != "$now" ]; then git -C "$root" rev-parse "$each^1"; return; fi
      done
      return 1
      ;;
    mongo) git -C "$root" rev-parse "$(git -C "$root" log -1 --first-parent -m --format=%H -- src/DockerScan.Mongo/Database/MongoIndexes.cs src/DockerScan.Mongo/Database/MongoSchema.cs)^1" ;;
  esac
}

# ---- the store, looked at from outside ---------------------------------------------------------------------------

sql() { sqlite3 -batch -noheader -cmd '.timeout 20000' "$store" "$1"; }

documents() { # QUESTION
  /usr/bin/python3 - "$(cat "$work/address")" "$1" <<'PY'
import sys
import pymongo
db = pymongo.MongoClient(sys.argv[1])["dockerscan"]
scans = list(db.scans.find({}, {"state": 1, "owner": 1, "fence": 1, "resultId": 1, "result": 1}))
ended = [scan for scan in scans if scan["state"] == "finished"]
keys = [scan["result"]["key"] for scan in ended if "result" in scan]
results = [result["_id"] for result in db.results.find({}, {"_id": 1})]
counts = {}
for finding in db.findings.find({}, {"result": 1}):
    counts[finding["result"]] = counts.get(finding["result"], 0) + 1
answers = {
    "schema": lambda: (db.meta.find_one({"_id": "schema"}) or {}).get("version", 0),
    "open": lambda: sum(scan["state"] in ("queued", "running") for scan in scans),
    "owners": lambda: " ".join(scan["owner"] for scan in scans if scan["state"] == "running" and scan.get("owner")),
    "ended": lambda: len(ended),
    "not-once": lambda: sum(scan["state"] != "finished" or scan["fence"] != 1 or "result" not in scan for scan in scans),
    "not-whole": lambda: sum(not scan["result"]["complete"] or counts.get(scan["result"]["key"], 0) != scan["result"]["findings"] for scan in ended if "result" in scan),
    "nobody's": lambda: len(set(results) - set(keys)) + len(set(counts) - set(keys)) + len(set(keys) - set(results)),
}
print(answers[sys.argv[2]]())
PY
}

rows_of() { # QUESTION
  case $1 in
    schema) sql 'PRAGMA user_version' ;;
    open) sql "SELECT count(*) FROM scans WHERE state IN ('queued', 'running')" ;;
    owners) sql "SELECT lease_owner FROM scans WHERE state = 'running' AND lease_owner IS NOT NULL" | paste -sd' ' - ;;
    ended) sql "SELECT count(*) FROM scans WHERE state = 'finished'" ;;
    not-once) sql "SELECT count(*) FROM scans WHERE state <> 'finished' OR fence <> 1 OR (SELECT count(*) FROM results WHERE scan_id = scans.id) <> 1" ;;
    not-whole) sql "SELECT count(*) FROM results WHERE complete = 0 OR finding_count <> (SELECT count(*) FROM findings WHERE findings.scan_id = results.scan_id)" ;;
    "nobody's") sql 'SELECT count(*) FROM results WHERE NOT EXISTS (SELECT 1 FROM scans WHERE scans.result_id = results.scan_id)' ;;
  esac
}

what() { if [ "$kind" = sqlite ]; then rows_of "$1"; else documents "$1"; fi; }

# ---- both at once ------------------------------------------------------------------------------------------------

start_server() { # the loopback of MongoDB; it ends with its input
  dotnet build "$root/tests/DockerScan.MongoLoopback" -c Release -v quiet -nologo -nodeReuse:false
  mkfifo "$work/input"
  dotnet "$root/artifacts/bin/DockerScan.MongoLoopback/release/DockerScan.MongoLoopback.dll" set <"$work/input" >"$work/server" 2>"$work/server.log" &
  server=$!
  exec 8>"$work/input"
  for _ in $(seq 100); do [ -s "$work/server" ] && break; sleep 0.1; done
  (umask 077; sed -n '1s/.*"address":"\([^"]*\)".*/\1/p' "$work/server" | sed 's/\\u0026/\&/g' >"$work/address")
  storage=(DOCKERSCAN__Storage__Kind=Mongo "DOCKERSCAN__Storage__ConnectionStringFile=$work/address")
}

worked=' '
count_owners() { # whose scans run now; its name is a file of its data folder
  local owner name
  for owner in $(what owners); do
    for name in old new; do
      if [ -n "$(find "$(dirname "$store")/$name" -name "$owner.worker" -print -quit 2>/dev/null)" ]; then case $worked in *" $name "*) ;; *) worked="$worked$name " ;; esac; fi
    done
  done
}

ask_for() { # IMAGE NODE
  ask "$@"
  echo "$asked" >>"$work/asked"
}

faults=0
look() { # NODE PATH: it answers, and not with a fault of its own
  local status
  status=$(curl -s -o /dev/null -w '%{http_code}' --max-time 30 "http://127.0.0.1:${ports[$1]}$2") || true
  case $status in 2?? | 3??) ;; *) faults=$((faults + 1)); say "the $1 node answers $status at $2" ;; esac
}

until_done() { # SECONDS
  local until=$((SECONDS + $1))
  while [ "$(what open)" != 0 ]; do
    [ "$SECONDS" -lt "$until" ] || { say "not done after $1 s"; return 1; }
    count_owners
    sleep 0.3
  done
}

run_kind() {
  local until number=0 from other path schema storage=()
  kind=$1 worked=' ' faults=0
  sha=$(git -C "$root" rev-parse "${commit:-$(before "$kind")}^{commit}")
  built="$root/artifacts/compare/$sha"
  ensure_other "$(git -C "$root" log -1 --format='%h, %ad' --date=short "$sha")" host
  programs[old]="$built/host/DockerScan.Host.dll"
  fresh_store
  [ "$kind" = sqlite ] || start_server
  node old all "${storage[@]}"
  listening old
  schema=$(what schema)
  : >"$work/asked"
  ask_for dockerscan/work:w1 old
  node new all "${storage[@]}"
  listening new
  printf '%s: %s beside %s for %s s; the schema was %s and is %s\n' "$kind" "$(git -C "$root" rev-parse --short HEAD)" "$(git -C "$root" rev-parse --short "$sha")" "$seconds" "$schema" "$(what schema)"
  until=$((SECONDS + seconds))
  while [ "$SECONDS" -lt "$until" ]; do
    count_owners
    if [ "$(what open)" -ge "$backlog" ]; then sleep 0.2; continue; fi
    number=$((number + 1))
    if [ $((number % 2)) = 0 ]; then from=old other=new; else from=new other=old; fi
    ask_for "dockerscan/work:w$((number % images + 1))" "$from"
    look "$other" "/scans/$asked"
    if [ $((number % 10)) = 0 ]; then
      for path in / /scans /watches /status; do look old "$path"; look new "$path"; done
      look new "/findings?q=openssl"
    fi
  done
  until_done 300 || bad=1
  look old "/scans/$asked"
  look new "/scans/$asked"
  stop_nodes
  # Who asks for what is in flight gets the same scan.
  printf '%s times a scan was asked for, %s scans, %s ended; scans were done by:%s\n' "$((number + 1))" "$(sort -u "$work/asked" | wc -l)" "$(what ended)" "$worked"
  wrong 'scans that were asked for and are not there' "$(($(sort -u "$work/asked" | wc -l) - $(what ended)))"
  wrong 'scans that ended not once' "$(what not-once)"
  wrong 'results that are not whole' "$(what not-whole)"
  wrong 'results of nobody' "$(what "nobody's")"
  wrong 'nodes that did no scan' "$(for name in old new; do case $worked in *" $name "*) ;; *) echo "$name" ;; esac; done | grep -c . || true)"
  wrong 'answers that are a fault' "$faults"
  wrong 'faults in the logs' "$(grep -hE '^([0-9:]+ )?(fail|crit): |"LogLevel":"(Error|Critical)"' "$(dirname "$store")"/*.log | tee "$work/faults" | grep -c . || true)"
  [ ! -s "$work/faults" ] || head -n 5 "$work/faults" >&2
  come_back
}

come_back() { # the older program alone, after the newer one
  local code=0 try
  : >"$(dirname "$store")/old.log"
  node old all "${storage[@]}"
  if [ "$kind" = sqlite ]; then
    for ((try = 0; try < 300; try++)); do kill -0 "${pids[old]}" 2>/dev/null || break; sleep 0.1; done
    kill -9 "${pids[old]}" 2>/dev/null || true
    wait "${pids[old]}" || code=$?
    unset 'pids[old]'
    wrong 'older programs that were not refused' "$(case $code in 0 | 137) echo 1 ;; *) echo 0 ;; esac)"
    wrong 'lines that name both schemas and are missing' "$(grep -qE "schema $(what schema), made by a newer version.* knows up to [0-9]+" "$(dirname "$store")/old.log" && echo 0 || echo 1)"
    grep -m 1 'made by a newer version' "$(dirname "$store")/old.log" || tail -n 3 "$(dirname "$store")/old.log" >&2
  else
    listening old
    ask dockerscan/work:w1 old
    until_done 120 || bad=1
    stop_nodes
    wrong 'scans that ended not once, when it came back' "$(what not-once)"
    exec 8>&-
    wait "$server" || true
    server=''
  fi
}

build_host
ensure_engine
ensure_trivy
"$root/eng/build-samples.sh" "${samples[@]}"
images "$images"
DOCKERSCAN_TRIVY_DB=$(full_trivy_db "$work/trivy-db")
export DOCKERSCAN_TRIVY_DB TMPDIR="$work/tmp" DOCKERSCAN__Sandbox__Enabled=false DOCKERSCAN__Scan__ReuseHours=0 DOCKERSCAN__Trivy__KeepServer=false DOCKERSCAN__Scan__MinFreeGiB=0
# Older programs read config/ of the folder that they are started in.
cd "$work"
for each in "${kinds[@]}"; do run_kind "$each"; done
[ "$bad" = 0 ]
