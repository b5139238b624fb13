#!/usr/bin/env bash
# Real nodes on one store, as an operator runs them: kills, turns, speed and what an idle node costs. Not a part of CI: it takes a quarter of an hour.
# usage: eng/workers.sh [kills | turns | speed | idle]...    all of them when none is named
#   kills  three workers, a chat and a scheduler; 200 static scans of samples; workers are killed 30 times at random moments and started again. Each
#          scan ends once, in a whole result, or as a dead letter if it was killed over more often than Scan:MaxLosses allows; nothing is left behind
#   turns  500 scheduled scans wait; a person's scan starts within 5 s after a place is free
#   speed  a queue of static scans by one worker, by two, by four, of one place each; and by one as it is by default. Wants a quiet machine
#   idle   what one node more of each role asks the store, and what an idle worker and a node that does all hold in memory
# SCANS (200), KILLS (30), PATIENCE (180 s without an end of a scan) and SEED say otherwise; what goes wrong can be done again with the seed that was said.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=eng/lib.sh
. "$root/eng/lib.sh"
case ${1:-} in --help | -h) sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;; esac
for mode in "$@"; do
  case $mode in kills | turns | speed | idle) ;; *) say "there is no '$mode' (see eng/workers.sh --help)"; exit 64 ;; esac
done
has sqlite3 || { can_install && install_packages sqlite3; } || { say "sqlite3 is missing: the queue is filled and read with it"; exit 69; }
scans=${SCANS:-200} kills=${KILLS:-30} max_losses=2 bad=0
seed=${SEED:-$((RANDOM * 32768 + RANDOM))}
RANDOM=$seed

work=$(mktemp -d)
mkdir "$work/tmp"
# shellcheck source=eng/nodes.sh
. "$root/eng/nodes.sh"
build_host
ensure_engine
ensure_trivy
"$root/eng/build-samples.sh" "${samples[@]}"
DOCKERSCAN_TRIVY_DB=$(full_trivy_db "$work/trivy-db")
# Every scan is a static one, and none is answered by an earlier one.
export DOCKERSCAN_TRIVY_DB TMPDIR="$work/tmp" DOCKERSCAN__Sandbox__Enabled=false DOCKERSCAN__Scan__ReuseHours=0 DOCKERSCAN__Trivy__KeepServer=false
export DOCKERSCAN__Scan__MinFreeGiB=0 DOCKERSCAN__Scan__LeaseSeconds=10 DOCKERSCAN__Scan__MaxLosses=$max_losses

clean_up() {
  local name
  for name in "${!pids[@]}"; do kill -9 "${pids[$name]}" 2>/dev/null || true; done
  # Not for all: the keeper of the engine is a child too, and stays for minutes.
  [ ${#pids[@]} = 0 ] || wait "${pids[@]}" 2>/dev/null || true
  remove_images
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

now() { date +%s%3N; }

a_while() { # up to a second; drawn here, for a shell of its own would draw the same again
  local drawn=$RANDOM
  sleep "0.$(printf '%05d' "$drawn")"
}

left_on_engine() { { docker ps -aq; docker volume ls -q; docker network ls -q; } | sort; }

# ---- nodes ------------------------------------------------------------------------------------------------------

sql() { sqlite3 -batch -noheader -cmd '.timeout 20000' "$store" "$1"; }

# ---- the queue ---------------------------------------------------------------------------------------------------

# One scan is asked for on the page while nobody works, and becomes as many rows; each end is written down, whoever brings it and how often.
fill() { # COUNT PRIORITY (0 person, 1 schedule) FIRST PREFIX
  sql "CREATE TABLE IF NOT EXISTS ends (scan TEXT NOT NULL, fence INTEGER NOT NULL, at INTEGER NOT NULL);
    CREATE TRIGGER IF NOT EXISTS ended AFTER UPDATE OF state ON scans WHEN new.state IN ('finished', 'cancelled')
    BEGIN INSERT INTO ends VALUES (new.id, new.fence, CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)); END;"
  [ "$(sql "SELECT count(*) FROM scans WHERE id = 'template00'")" = 1 ] || template
  sql "WITH RECURSIVE numbers (n) AS (SELECT $3 UNION ALL SELECT n + 1 FROM numbers WHERE n < $3 + $1 - 1)
    INSERT INTO scans (id, join_key, reference, request, state, created_at, priority, asker, turn)
    SELECT printf('$4%06d', n), replace(join_key, 'template', 'w' || n), replace(reference, 'template', 'w' || n),
      replace(replace(request, 'template', 'w' || n), '\"priority\":\"person\"', CASE $2 WHEN 1 THEN '\"priority\":\"schedule\"' ELSE '\"priority\":\"person\"' END),
      'queued', created_at, $2, asker, n FROM scans, numbers WHERE scans.id = 'template00';"
}

template() { # before any worker runs
  ask dockerscan/work:template
  sql "UPDATE scans SET id = 'template00', state = 'cancelled' WHERE id = '$asked'; DELETE FROM ends;"
}

open_scans() { sql "SELECT count(*) FROM scans WHERE state IN ('queued', 'running')"; }

until_done() { # SECONDS: so long without an end of a scan is too long; a machine that is busy with other things takes its time
  local until=$((SECONDS + $1)) open left
  left=$(open_scans)
  while [ "$left" != 0 ]; do
    [ "$SECONDS" -lt "$until" ] || { say "nothing ended for $1 s: $(sql "SELECT id || ' ' || state || ' (claimed ' || fence || ' times)' FROM scans WHERE state IN ('queued', 'running') LIMIT 5" | paste -sd, -)"; return 1; }
    sleep 0.2
    open=$(open_scans)
    [ "$open" = "$left" ] || { left=$open; until=$((SECONDS + $1)); }
  done
}

# ---- kills -------------------------------------------------------------------------------------------------------

run_kills() {
  local before kill=0 victim ended target try lost name
  say "$scans scans, $kills kills of workers, seed $seed"
  images "$scans"
  fresh_store
  before=$(left_on_engine)
  node chat chat
  listening chat
  fill "$scans" 0 1 kill
  node scheduler scheduler
  for name in one two three; do node "$name" worker DOCKERSCAN__Scan__Concurrency=2; done
  while [ "$kill" -lt "$kills" ]; do
    # At a random moment of work that goes on: after some more ends, or a while without one.
    ended=$(sql 'SELECT count(*) FROM ends') target=$((RANDOM % 5 + 1)) try=0
    while [ $(($(sql 'SELECT count(*) FROM ends') - ended)) -lt "$target" ] && [ "$try" -lt 50 ]; do try=$((try + 1)); sleep 0.1; done
    a_while
    [ "$(open_scans)" != 0 ] || { say "the queue was done after $kill kills: ask for more SCANS"; break; }
    case $((RANDOM % 3)) in 0) victim=one ;; 1) victim=two ;; *) victim=three ;; esac
    kill_node "$victim"
    kill=$((kill + 1))
    # The others hold no scan, but nobody is spared.
    if [ $((kill % 10)) = 0 ]; then
      kill_node scheduler
      kill_node chat
      node scheduler scheduler
      node chat chat
    fi
    node "$victim" worker DOCKERSCAN__Scan__Concurrency=2
  done
  until_done "${PATIENCE:-180}" || bad=1
  # What the last kill left is removed by the node that came after it.
  listening one two three chat scheduler
  stop_nodes
  lost=$(sql "SELECT sum(max(fence - 1 - failures, 0)) FROM scans WHERE id LIKE 'kill%'")
  printf '%s kills; %s claims were lost by them; %s scans were claimed more than once; %s became dead letters\n' "$kill" "$lost" \
    "$(sql 'SELECT count(*) FROM scans WHERE fence > 1')" "$(sql 'SELECT count(*) FROM scans WHERE dead = 1')"
  wrong 'kills that were not made' "$((kills - kill))"
  wrong 'scans that ended not once' "$(sql "SELECT count(*) FROM scans WHERE id LIKE 'kill%' AND (SELECT count(*) FROM ends WHERE scan = scans.id) <> 1")"
  wrong 'scans without just one result' "$(sql "SELECT count(*) FROM scans WHERE id LIKE 'kill%' AND (state <> 'finished' OR (SELECT count(*) FROM results WHERE scan_id = scans.id) <> 1)")"
  wrong 'results of nobody' "$(sql 'SELECT count(*) FROM results WHERE NOT EXISTS (SELECT 1 FROM scans WHERE scans.result_id = results.scan_id)')"
  wrong 'scans that ended by themselves and whose result is not complete' "$(sql 'SELECT count(*) FROM scans JOIN results ON results.scan_id = scans.id WHERE dead = 0 AND complete = 0')"
  wrong "dead letters that lost no $max_losses claims" "$(sql "SELECT count(*) FROM scans WHERE dead = 1 AND fence - 1 - failures < $max_losses")"
  wrong "scans worked on after $max_losses lost claims" "$(sql "SELECT count(*) FROM scans WHERE dead = 0 AND fence - 1 - failures >= $max_losses")"
  # A kill that hits nobody's work proves nothing.
  wrong 'kills, of the half of them, that hit no work' "$((lost >= kills / 2 ? 0 : kills / 2 - lost))"
  wrong 'things left on the engine' "$(comm -13 <(echo "$before") <(left_on_engine) | grep -c . || true)"
  wrong 'temporary files left' "$(left_files "$work/tmp" | tee -a "$work/left" | grep -c . || true)"
  wrong 'traces of workers left' "$(find "$(dirname "$store")" \( -name '*.worker' -o -name '*.making' \) | grep -c . || true)"
  wrong 'programs left' "$(left_programs | tee -a "$work/left" | grep -c . || true)"
  [ ! -s "$work/left" ] || cat "$work/left" >&2
}

left_files() { find "$1" -mindepth 1 -maxdepth 1 ! -name 'dotnet-diagnostic-*' ! -name 'clr-debug-pipe-*'; }

left_programs() { # whose command names a folder of this run
  local entry
  for entry in /proc/[0-9]*; do
    words_of "${entry#/proc/}" | grep -F -- "$(dirname "$store")" || true
  done
}

# ---- turns -------------------------------------------------------------------------------------------------------

run_turns() {
  local asked_at started next first worst=0 id round
  say "500 scheduled scans wait, and a person asks"
  images 60
  images 12 p
  fresh_store
  node chat chat
  listening chat
  fill 500 1 1 turn
  # One place for all, one for people alone.
  node one worker DOCKERSCAN__Scan__Concurrency=2
  listening one
  until [ "$(sql 'SELECT count(*) FROM ends')" -ge 2 ]; do sleep 0.1; done
  for round in 1 2 3 4 5 6; do
    # Two at once: the first has the place that is kept for people, the second waits for the next that is free.
    asked_at=$(now)
    ask "dockerscan/work:p$((round * 2 - 1))"
    first=$asked
    ask "dockerscan/work:p$((round * 2))"
    for id in "$first" "$asked"; do
      while [ "$(sql "SELECT fence FROM scans WHERE id = '$id'")" = 0 ]; do sleep 0.05; done
      started=$(now)
      # The place that it got was free since an end before it started; without one since then it was free when it was asked for.
      next=$(sql "SELECT coalesce(max(at), $asked_at) FROM ends WHERE at BETWEEN $asked_at AND $started")
      [ $((started - next)) -le "$worst" ] || worst=$((started - next))
    done
    until [ "$(sql "SELECT count(*) FROM scans WHERE id IN ('$first', '$asked') AND state = 'finished'")" = 2 ]; do sleep 0.1; done
  done
  printf 'scheduled scans that still wait: %s\n' "$(sql "SELECT count(*) FROM scans WHERE state = 'queued' AND priority = 1")"
  row "longest wait of a person's scan after a place was free, ms" "$worst" 5000
  wrong 'scheduled scans too few to be in the way' "$(sql "SELECT max(0, 400 - count(*)) FROM scans WHERE state = 'queued' AND priority = 1")"
  sql "DELETE FROM scans WHERE state = 'queued'"
  stop_nodes
}

# ---- speed -------------------------------------------------------------------------------------------------------

drain() { # WORKERS PLACES COUNT: leaves the milliseconds in $took
  local number begun
  fresh_store
  node chat chat
  listening chat
  # Each has its layers and its database before the time begins.
  fill "$((2 * $1))" 0 1 warm
  for ((number = 1; number <= $1; number++)); do node "worker$number" worker "DOCKERSCAN__Scan__Concurrency=$2"; done
  for ((number = 1; number <= $1; number++)); do listening "worker$number"; done
  until_done 120
  begun=$(now)
  fill "$3" 0 11 time
  until_done 170
  took=$(($(now) - begun))
  wrong "scans of $1 workers that are not complete" "$(sql "SELECT $3 - count(*) FROM scans JOIN results ON results.scan_id = scans.id WHERE scans.id LIKE 'time%' AND complete = 1")"
  stop_nodes
}

run_speed() {
  local count=${SPEED_SCANS:-20} took one two four all line
  images $((count + 10))
  drain 1 1 "$count"; one=$took
  drain 2 1 "$count"; two=$took
  drain 4 1 "$count"; four=$took
  drain 1 0 "$count"; all=$took
  for line in "1 worker of one place:$one" "2 workers of one place:$two" "4 workers of one place:$four" "1 worker as it is by default:$all"; do
    printf '%-30s %6s ms for %s static scans, %s an hour\n' "${line%:*}" "${line#*:}" "$count" "$((count * 3600000 / ${line#*:}))"
  done
  row "two workers over one, on $(nproc) processors" "$(awk -v a="$two" -v b="$one" 'BEGIN { printf "%.2f", a / b }')" 0.6
}

# ---- idle --------------------------------------------------------------------------------------------------------

questions() { # NAME: how many pieces of work it gave the store
  curl -fs "http://127.0.0.1:${ports[$1]}/metrics" | awk '/^dockerscan_store_operation_duration_seconds_count/ { sum += $NF } END { print sum + 0 }'
}

own_memory() { # NAME
  awk '/^Rss(Anon|Shmem)/ { sum += $2 } END { print int(sum / 1024) }' "/proc/${pids[$1]}/status"
}

run_idle() {
  local seconds=${IDLE_SECONDS:-60} name
  declare -A before=()
  fresh_store
  for name in chat worker scheduler; do node "$name" "$name" DOCKERSCAN__Telemetry__Prometheus=true; done
  listening chat worker scheduler
  # As an operator runs it, without what is off by default.
  node plain worker
  node whole all
  listening plain whole
  # Longer than what is given back once a start is over.
  sleep 30
  for name in chat worker scheduler; do before[$name]=$(questions "$name"); done
  sleep "$seconds"
  for name in chat worker scheduler; do
    row "questions to the store a second of one idle $name more" "$(awk -v a="${before[$name]}" -v b="$(questions "$name")" -v s="$seconds" 'BEGIN { printf "%.2f", (b - a) / s }')" 2
  done
  # The pages of the program's files are the same for all nodes of a machine, and the kernel takes them back when it wants to.
  row 'memory of its own that an idle worker holds, MiB' "$(own_memory plain)" 80
  row 'the same of an idle node that does all, MiB' "$(own_memory whole)" 91
  for name in plain whole chat worker scheduler; do printf 'idle %s: %s MiB of its own, %s MiB with the pages of files\n' "$name" "$(own_memory "$name")" "$(awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/${pids[$name]}/status")"; done
  stop_nodes
}

[ $# -gt 0 ] || set -- kills turns speed idle
for mode in "$@"; do
  case $mode in
    kills) run_kills ;;
    turns) run_turns ;;
    speed) run_speed ;;
    idle) run_idle ;;
  esac
done
[ "$bad" = 0 ]
