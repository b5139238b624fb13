#!/usr/bin/env bash
# SIGTERM at random moments of a scan, with busy loops beside it: nothing of ours may be left on the engine, and the status is 143.
# Usage: bench/stop.sh [TIMES] [BUSY LOOPS]
# shellcheck source=bench/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
build_host
ensure_sentinel
bench_engine
ensure_trivy
"$root/eng/build-samples.sh" never-ends
times=${1:-20} loops=${2:-4}

left() { # containers, volumes and unnamed images with our label
  { docker ps -aq --filter "label=dev.dockerscan.owner=$(cat "$work/data/installation")"
    docker volume ls -q --filter label=dev.dockerscan.scan
    docker images -qa --filter "label=dev.dockerscan.owner=$(cat "$work/data/installation")"
  } | wc -l
}

dotnet "$host" scan dockerscan/sample-never-ends --force --json --window 5 >/dev/null 2>&1 || true
busy=()
for ((i = 0; i < loops; i++)); do (while :; do :; done) & busy+=($!); done
trap 'kill "${busy[@]}" 2>/dev/null || true' EXIT
bad=0 slowest=0
for ((run = 1; run <= times; run++)); do
  dotnet "$host" scan dockerscan/sample-never-ends --force --json --window 20 >/dev/null 2>"$work/stop.log" &
  pid=$!
  sleep "$((RANDOM % 12)).$((RANDOM % 10))"
  begun=$(date +%s%3N)
  kill -TERM "$pid" 2>/dev/null || true
  status=0
  wait "$pid" || status=$?
  took=$(($(date +%s%3N) - begun))
  [ "$took" -le "$slowest" ] || slowest=$took
  count=$(left)
  # Who is told before he listens dies of it, with the same status, and has made nothing.
  if [ "$count" != 0 ] || [ "$status" != 143 ]; then
    bad=$((bad + 1))
    echo "run $run: status $status, $count left after $took ms: $(tail -1 "$work/stop.log")" >&2
  fi
done
row "stopped $times times, of these with something left or another status" "$bad" 0
row "slowest stop, ms" "$slowest" 35000
