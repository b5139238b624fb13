#!/usr/bin/env bash
# A scan without the sandbox against Trivy alone on the same image, the host's memory, doctor and the report.
# shellcheck source=bench/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=bench/rows.sh
. "$root/bench/rows.sh"
build_host
bench_engine
ensure_trivy
"$root/eng/build-samples.sh" debian

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
    --image-src docker "$(docker image inspect -f '{{.Id}}' "$static_image")" >"$work/trivy.log" 2>&1) || { tail -5 "$work/trivy.log" >&2; exit 1; }
  jq -e '.Results | length > 0' "$work/trivy.json" >/dev/null || { echo 'Trivy alone found no packages: nothing to compare with' >&2; exit 1; }
  echo $(($(ms) - started))
}

mkdir -p "$work/cache/db"
cp "$DOCKERSCAN_TRIVY_DB"/db/* "$work/cache/db/"
# Asks Trivy what it is, which is done once for a binary and kept.
dotnet "$host" doctor >/dev/null || true
for kind in cold warm; do
  alone=() ours=()
  for _ in 1 2 3; do
    if [ $kind = cold ]; then forget_layers "$work"; fi
    alone+=("$(trivy_alone "$work/cache")")
    if [ $kind = cold ]; then forget_layers "$work"; fi
    ours+=("$("measure_static_$kind")")
  done
  a=$(median "${alone[@]}") o=$(median "${ours[@]}")
  printf '%s: Trivy alone %s ms, pipeline %s ms\n' "$kind" "$a" "$o"
  row "pipeline over Trivy alone, $kind" "$(awk -v o="$o" -v a="$a" 'BEGIN { printf "%.2f", o / a }')" 1.10
done
ours=()
for _ in 1 2 3; do ours+=("$(measure_static_served)"); done
o=$(median "${ours[@]}")
printf 'known and served: pipeline %s ms\n' "$o"
row "pipeline over Trivy alone, known and served" "$(awk -v o="$o" -v a="$a" 'BEGIN { printf "%.2f", o / a }')" 0.25
dotnet build "$root/bench/MatchBench" -c Release -v quiet -nologo
dotnet "$root/artifacts/bin/MatchBench/release/MatchBench.dll" "$DOCKERSCAN_TRIVY" "$DOCKERSCAN_TRIVY_DB" 100 >"$work/match"
cat "$work/match"
m=$(sed -n 's/^match, ms: //p' "$work/match")
row "match of 165 stored packages over Trivy alone" "$(awk -v m="$m" -v a="$a" 'BEGIN { if (m > 0) printf "%.4f", m / a }')" 0.003
m=$(sed -n 's/^100 matches, ms: //p' "$work/match")
row "100 such matches in a row over Trivy alone" "$(awk -v m="$m" -v a="$a" 'BEGIN { if (m > 0) printf "%.3f", m / a }')" 0.3
row "host memory while scanning, MiB" "$(awk '{ printf "%.1f", $1 / 1024 }' "$out/peak")" 150
row "doctor, ms" "$(measure_doctor)" 2000
dotnet build "$root/bench/ReportBench" -c Release -v quiet -nologo
row "report of 5,000 findings, ms" "$(dotnet "$root/artifacts/bin/ReportBench/release/ReportBench.dll" | sed -n 's/.*ms: *//p')" 500
exit "$bad"
