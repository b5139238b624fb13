#!/usr/bin/env bash
# What the sandbox costs beyond its window, how late its events reach the host, and that four at a time lose none.
# shellcheck source=bench/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=bench/rows.sh
. "$root/bench/rows.sh"
build_host
ensure_sentinel
bench_engine
ensure_trivy
"$root/eng/build-samples.sh" sandbox

# shellcheck disable=SC2016 # backquotes of Markdown
delay() { sed -n 's/.*`event delay`.*at most \([0-9]*\) ms.*/\1/p' "$(jq -r .reports.markdown "$work/$1.json")"; }

as_expected() { # 0 when the sample's findings are there and the sandbox lost nothing
  jq -e --slurpfile wanted "$root/samples/sandbox/$1/expected.json" '
    (.stages[] | select(.id == "sandbox") | .outcome) == "completed"
    and ($wanted[0].findings - [.checklist[] | select(.result == "detected") | .check]) == []' "$work/$2.json" >/dev/null
}

# Asks Trivy what it is, which is done once for a binary and kept.
scan ends-at-once warm-up
first=() over=() quiet=()
for _ in 1 2 3; do
  first+=("$(measure_first_use)")
  over+=("$(measure_sandbox)")
  quiet+=("$(measure_exit_at_once)")
done
row "sandbox beyond its window, ms" "$(median "${over[@]}")" 3000
row "the same for the first scan of a process, ms" "$(median "${first[@]}")" 5000
row "an image that exits at once, whole scan, ms" "$(median "${quiet[@]}")" 6000
row "event to host, one sandbox, slowest, ms" "$(delay first-use)" 100

# What it costs that the kernel asks for each start: the same loop with a sentinel that lays no filter, in one run.
unfiltered="$root/artifacts/unguarded"
dotnet publish "$root/src/DockerScan.Sentinel" -c Release -r "$rid" -p:PublishAot=true -p:SentinelGuards=off -p:RestoreLockedMode=false --artifacts-path "$unfiltered" -v quiet -nologo -nodeReuse:false
# shellcheck disable=SC2016 # backquotes of Markdown
took() { sed -n 's/.*`last output`.*took \([0-9]*\) hundredths.*/\1/p' "$(jq -r .reports.markdown "$work/$1.json")"; }
with=() without=()
for run in 1 2 3; do
  scan shell-loop "loop-$run" --window 30
  DOCKERSCAN_SENTINEL="$unfiltered/publish/DockerScan.Sentinel/release_$rid/sentinel" DOCKERSCAN_TEST_UNGUARDED=yes scan shell-loop "bare-$run" --window 30
  with+=("$(took "loop-$run")")
  without+=("$(took "bare-$run")")
done
row "2,000 starts with each told, % of untold" "$((100 * $(median "${with[@]}") / $(median "${without[@]}")))" 125
scan starter starts --window 60
# shellcheck disable=SC2016 # backquotes of Markdown
told=$(sed -n 's/.*`starts and contacts`.*(\([0-9]*\) starts).*/\1/p' "$(jq -r .reports.markdown "$work/starts.json")")
row "of 10,001 starts of a millisecond, not told" "$((10001 - ${told:-0}))" 0

four=(miner tls-beacon port-scan reverse-shell)
pids=()
for sample in "${four[@]}"; do
  scan "$sample" "four-$sample" --window 10 &
  pids+=($!)
done
for pid in "${pids[@]}"; do wait "$pid"; done
lost=0
for sample in "${four[@]}"; do
  as_expected "$sample" "four-$sample" || { lost=$((lost + 1)); echo "$sample: not all was seen" >&2; }
done
row "of four at a time, incomplete" "$lost" 0
echo "(their slowest event to the host: $(for sample in "${four[@]}"; do delay "four-$sample"; done | sort -n | tail -1) ms)"
exit "$bad"
