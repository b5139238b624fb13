#!/usr/bin/env bash
# A scan without the sandbox against Trivy alone on the same image, the host's memory, doctor and the report.
# shellcheck source=bench/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
build_host
ensure_engine
ensure_trivy
"$root/eng/build-samples.sh" debian
image=dockerscan/sample-debian:latest

# The names of this Trivy's own flags; the scanner adapts to them in the same way.
"$DOCKERSCAN_TRIVY" image --help >"$work/help" 2>&1
config=misconfig checks=--skip-check-update
grep -q 'vuln,config,secret' "$work/help" && config=config
grep -q -e --skip-policy-update "$work/help" && checks=--skip-policy-update

trivy_alone() { # CACHE: the flags of the scanner for this Trivy
  local started
  started=$(ms)
  (cd "$work" && "$DOCKERSCAN_TRIVY" --quiet --cache-dir "$1" image --format json --output "$work/trivy.json" --scanners "vuln,secret,$config" \
    --image-config-scanners "$config,secret" --list-all-pkgs --offline-scan --skip-db-update --skip-java-db-update "$checks" \
    --image-src docker "$(docker image inspect -f '{{.Id}}' "$image")" >"$work/trivy.log" 2>&1) || { tail -5 "$work/trivy.log" >&2; exit 1; }
  jq -e '.Results | length > 0' "$work/trivy.json" >/dev/null || { echo 'Trivy alone found no packages: nothing to compare with' >&2; exit 1; }
  echo $(($(ms) - started))
}

pipeline() { # prints the milliseconds from the first stage to the stored result; leaves the peak memory in $work/peak
  local pid peak=0 now
  dotnet "$host" scan "$image" --force --no-sandbox --json >"$work/out.json" 2>/dev/null &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    now=$(awk '/VmHWM/ { print $2 }' "/proc/$pid/status" 2>/dev/null || echo 0)
    [ "${now:-0}" -gt "$peak" ] && peak=$now
    sleep 0.05
  done
  echo "$((peak / 1024))" >"$work/peak"
  jq -r '((.finishedAt | sub("\\.[0-9]+"; "") | fromdate) as $x | .finishedAt, .startedAt)' "$work/out.json" | {
    read -r finished
    read -r begun
    echo $(($(date -d "$finished" +%s%3N) - $(date -d "$begun" +%s%3N)))
  }
}

mkdir -p "$work/cache/db"
cp "$DOCKERSCAN_TRIVY_DB"/db/* "$work/cache/db/"
# Asks Trivy what it is, which is done once for a binary and kept.
dotnet "$host" doctor >/dev/null || true
for kind in cold warm; do
  alone=() ours=()
  for _ in 1 2 3; do
    if [ $kind = cold ]; then find "$work" -type d -name fanal -prune -exec rm -rf {} +; fi
    alone+=("$(trivy_alone "$work/cache")")
    if [ $kind = cold ]; then find "$work" -type d -name fanal -prune -exec rm -rf {} +; fi
    ours+=("$(pipeline)")
  done
  a=$(median3 "${alone[@]}") o=$(median3 "${ours[@]}")
  printf '%s: Trivy alone %s ms, pipeline %s ms\n' "$kind" "$a" "$o"
  row "pipeline over Trivy alone, $kind" "$(awk -v o="$o" -v a="$a" 'BEGIN { printf "%.2f", o / a }')" 1.10
done
row "host memory while scanning, MiB" "$(cat "$work/peak")" 150
started=$(ms)
dotnet "$host" doctor >/dev/null || true
row "doctor, ms" "$(($(ms) - started))" 2000
dotnet build "$root/bench/ReportBench" -c Release -v quiet -nologo
row "report of 5,000 findings, ms" "$(dotnet "$root/artifacts/bin/ReportBench/release/ReportBench.dll" | sed -n 's/.*ms: *//p')" 500
exit "$bad"
