#!/usr/bin/env bash
# What the sandbox costs beyond its window, how late its events reach the host, and that four at a time lose none.
# shellcheck source=bench/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
build_host
ensure_sentinel
ensure_engine
ensure_trivy
"$root/eng/build-samples.sh" sandbox
window=8

scan() { # scan SAMPLE NAME [OPTION …]: leaves the answer in $work/NAME.json, its report's folder beside it
  local sample=$1 name=$2 status=0
  shift 2
  dotnet "$host" scan "dockerscan/sample-$sample" --force --json --output "$work/$name" "$@" >"$work/$name.json" 2>"$work/$name.log" || status=$?
  # High findings are what most samples are for.
  [ "$status" -le 1 ] || { tail -5 "$work/$name.log" >&2; return 1; }
}

stage() { jq -r '.stages[] | select(.id == "sandbox") | .durationMs' "$work/$1.json"; }

lasted() { # the whole scan, in ms
  jq -r '.startedAt, .finishedAt' "$work/$1.json" | { read -r begun; read -r finished; echo $(($(date -d "$finished" +%s%3N) - $(date -d "$begun" +%s%3N))); }
}

# shellcheck disable=SC2016 # backquotes of Markdown
delay() { sed -n 's/.*`event delay`.*at most \([0-9]*\) ms.*/\1/p' "$(jq -r .reports.markdown "$work/$1.json")"; }

as_expected() { # 0 when the sample's findings are there and the sandbox lost nothing
  jq -e --slurpfile wanted "$root/samples/sandbox/$1/expected.json" '
    (.stages[] | select(.id == "sandbox") | .outcome) == "completed"
    and ($wanted[0].findings - [.findings[] | select(.scanner == "sandbox") | .check]) == []' "$work/$2.json" >/dev/null
}

# A service proves its sandbox once; a command does so each time, and its user waits for it. Both are measured.
served() { # served RUN: what the sandbox of a service's second scan took beyond its window, in ms
  printf 'scan dockerscan/sample-ends-at-once --force\nscan dockerscan/sample-never-ends --force --window %s\n' "$window" |
    dotnet "$host" chat >"$work/served-$1.log" 2>&1
  jq -s --argjson window "$window" 'sort_by(.startedAt) | last
    | select(.image.reference | contains("never-ends")) | (.stages[] | select(.id == "sandbox") | .durationMs) - $window * 1000' "$work"/data/reports/*/report.json
}

# Asks Trivy what it is and proves the sandbox, which is done once and kept.
scan ends-at-once warm-up
first=() over=() quiet=()
for run in 1 2 3; do
  scan never-ends "long-$run" --window "$window"
  first+=($(($(stage "long-$run") - window * 1000)))
  over+=("$(served "$run")")
  scan ends-at-once "short-$run"
  quiet+=("$(lasted "short-$run")")
done
row "sandbox beyond its window, ms" "$(median3 "${over[@]}")" 3000
row "the same with the proof of a first use, ms" "$(median3 "${first[@]}")" 5000
row "an image that exits at once, whole scan, ms" "$(median3 "${quiet[@]}")" 6000
row "event to host, one sandbox, slowest, ms" "$(delay long-1)" 100

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
