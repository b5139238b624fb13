#!/usr/bin/env bash
# A scan without the sandbox against Trivy alone on the same image, the host's memory, doctor and the report. A program kept packed, as
# npm's build of Trivy is, spends nearly all of its time unpacking itself: the bounds beside one that is not (DOCKERSCAN_TRIVY) are others.
# Usage: bench/scan.sh [PART…]   PART is cold, new, warm, known or rest; none means all.
# shellcheck source=bench/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=bench/rows.sh
. "$root/bench/rows.sh"
# shellcheck source=bench/alone.sh
. "$root/bench/alone.sh"
parts=" ${*:-cold new warm known rest} "
wants() { [[ $parts == *" $1 "* ]]; }
bound() { if [ -n "$packed" ]; then echo "$1"; else echo "$2"; fi; } # bound PACKED UNPACKED
over() { awk -v o="$1" -v a="$2" -v p="$3" 'BEGIN { if (o > 0 && a > 0) printf "%.*f", p, o / a }'; }
build_host
bench_engine
ensure_trivy
"$root/eng/build-samples.sh" debian

# Asks Trivy what it is, which is done once for a binary and kept.
dotnet "$host" doctor >/dev/null || true
prepare_alone
alone_in() { # alone_in KIND: sets a, and what it is held against, o
  local alone=() ours=()
  for _ in 1 2 3; do
    if [ "$1" != warm ]; then forget_layers "$work"; fi
    alone+=("$(trivy_alone)")
    if [ "$1" != warm ]; then forget_layers "$work"; fi
    ours+=("$("measure_static_$1")")
  done
  a=$(median "${alone[@]}") o=$(median "${ours[@]}")
  printf '%s: Trivy alone %s ms (%s), pipeline %s ms (%s)\n' "$1" "$a" "${alone[*]}" "$o" "${ours[*]}"
}
for kind in cold new warm; do
  if wants $kind; then
    alone_in $kind
    # Of an unpacked one what is done beside it, some 0.5 s, is a larger part.
    row "pipeline over Trivy alone, $kind" "$(over "$o" "$a" 3)" "$(bound 1.07 1.5)" "$o" "$a"
  fi
done
if wants known; then
  wants warm || alone_in warm
  ours=()
  for _ in 1 2 3; do ours+=("$(measure_static_served)"); done
  o=$(median "${ours[@]}")
  printf 'known and served: pipeline %s ms (%s)\n' "$o" "${ours[*]}"
  # The commit before the server, c24a32e, took 0.85 of it: a fifth is a quarter of that (bench/compare.sh c24a32e static-served --at-most 0.25).
  row "pipeline over Trivy alone, known and served" "$(over "$o" "$a" 3)" "$(bound 0.20 1.0)" "$o" "$a"
  dotnet build "$root/bench/MatchBench" -c Release -v quiet -nologo
  dotnet "$root/artifacts/bin/MatchBench/release/MatchBench.dll" "$DOCKERSCAN_TRIVY" "$DOCKERSCAN_TRIVY_DB" 100 >"$work/match"
  cat "$work/match"
  row "match of 165 stored packages over Trivy alone" "$(over "$(sed -n 's/^match, ms: //p' "$work/match")" "$a" 4)" "$(bound 0.003 0.02)"
  row "100 such matches in a row over Trivy alone" "$(over "$(sed -n 's/^100 matches, ms: //p' "$work/match")" "$a" 3)" "$(bound 0.3 2)"
fi
if wants rest; then
  [ -s "$out/peak" ] || pipeline
  row "host memory while scanning, MiB" "$(awk '{ printf "%.1f", $1 / 1024 }' "$out/peak")" 150
  row "doctor, ms" "$(measure_doctor)" 2000
  dotnet build "$root/bench/ReportBench" -c Release -v quiet -nologo
  row "report of 5,000 findings, ms" "$(dotnet "$root/artifacts/bin/ReportBench/release/ReportBench.dll" | sed -n 's/.*ms: *//p')" 500
fi
exit "$bad"
