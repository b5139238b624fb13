#!/usr/bin/env bash
# A full machine: how many scans an hour one serve makes of a named mix, with the whole window of each, and whether the crowd made it miss anything.
# Usage: bench/full.sh [MINUTES] [WINDOW SECONDS]   20 and 60 when not given
# shellcheck source=bench/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
minutes=${1:-20} watched=${2:-60}
# Two of three are services that wait, as most images are; every fourth keeps a processor busy or speaks to the outside all the time.
mix=(redis miner nginx python-http tls-beacon postgres never-ends reverse-shell cron sshd dropper ends-at-once)
build_host
ensure_sentinel
bench_engine
ensure_trivy
"$root/eng/build-samples.sh" "${mix[@]}"
listen=127.0.0.1:18099 base=http://127.0.0.1:18099
DOCKERSCAN__Web__Listen=$listen DOCKERSCAN__Sandbox__WindowSeconds=$watched dotnet "$host" serve >"$work/serve.log" 2>&1 &
serve=$!
trap 'kill "$serve" 2>/dev/null || true; wait "$serve" 2>/dev/null || true; rm -rf "$work"' EXIT
for ((i = 0; i < 100; i++)); do
  curl -fs -o /dev/null "$base/healthz" && break
  kill -0 "$serve" 2>/dev/null || { tail -5 "$work/serve.log" >&2; exit 69; }
  sleep 0.2
done
ask() { # SAMPLE: asks for a scan as a reader of the page does, and leaves its id in $asked
  local token
  token=$(curl -fs -c "$work/jar" -b "$work/jar" "$base/" | sed -n 's/.*name="__RequestVerificationToken"[^>]*value="\([^"]*\)".*/\1/p' | head -n 1)
  asked=$(curl -s -o /dev/null -w '%{redirect_url}' -b "$work/jar" --data-urlencode "__RequestVerificationToken=$token" \
    --data-urlencode "Image=dockerscan/sample-$1" --data-urlencode Anew=true "$base/" | sed 's#?.*##; s#.*/##')
  [ -n "$asked" ]
}
ended() { curl -fs -o "$work/$1.json" "$base/reports/$1/report.json"; }
# Of a full machine one thing is asked: what it found, or that it did not look at all of it.
missed() { # SAMPLE FILE: the checks that are not detected though they are to be, and nothing says that it was not looked
  jq -r --slurpfile wanted "$root/samples/sandbox/$1/expected.json" '
    if (.stages[] | select(.id == "sandbox") | .outcome) == "partial" then empty
    else ($wanted[0].findings - [.checklist[] | select(.result == "detected") | .check]) | join(" ") end' "$2"
}
begun=$SECONDS until=$((SECONDS + minutes * 60)) next=0 done=0 partial=0 lost=0 peak=0
declare -A open=()
while [ "$SECONDS" -lt "$until" ]; do
  # Enough that none of the places ever waits for an order, and few enough that all end soon after.
  while [ "${#open[@]}" -lt 12 ]; do
    sample=${mix[next % ${#mix[@]}]}
    ask "$sample" || break
    open[$asked]=$sample
    next=$((next + 1))
  done
  for id in "${!open[@]}"; do
    ended "$id" || continue
    sample=${open[$id]}
    unset "open[$id]"
    done=$((done + 1))
    [ "$(jq -r '.stages[] | select(.id == "sandbox") | .outcome' "$work/$id.json")" = completed ] || { partial=$((partial + 1)); say "$sample: $(jq -c '.stages[] | select(.id == "sandbox") | [.outcome, .reason]' "$work/$id.json")"; }
    lack=$(missed "$sample" "$work/$id.json")
    [ -z "$lack" ] || { lost=$((lost + 1)); say "$sample misses $lack"; }
    rm -f "$work/$id.json"
  done
  now=$(docker ps -q --filter label=dev.dockerscan.scan --filter name=target | wc -l)
  [ "$now" -le "$peak" ] || peak=$now
  sleep 1
done
printf 'mix: %s; window %s s; %s min on %s processors; at most %s targets at once; %s scans ended\n' "${mix[*]}" "$watched" "$minutes" "$(nproc)" "$peak" "$done"
held=$(awk '/VmHWM/ { print int($2 / 1024) }' "/proc/$serve/status")
row "scans an hour missing of 200" "$((done * 3600 / (SECONDS - begun) >= 200 ? 0 : 200 - done * 3600 / (SECONDS - begun)))" 0
row "scans that missed something and did not say so" "$lost" 0
row "scans whose sandbox was partial, of $done" "$partial" "$((done / 20))"
row "most memory that the program held, MiB" "$held" 260
exit "$bad"
