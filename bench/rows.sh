# shellcheck shell=bash
# What bench/scan.sh and bench/sandbox.sh hold to bounds, and bench/compare.sh to another commit. Each measure_… prints one number.
# They run the program $host with $DOCKERSCAN_SENTINEL, keep its data in $DOCKERSCAN_DATA and write below $out, so that each may be another's.
# shellcheck disable=SC2154 # host and work are set by whoever reads this
out=${out:-$work}
window=${window:-8}
static_image=dockerscan/sample-debian:latest

scan() { # scan SAMPLE NAME [OPTION …]: leaves the answer in $out/NAME.json, its report's folder beside it
  local sample=$1 name=$2 status=0
  shift 2
  rm -rf "${out:?}/$name"
  dotnet "$host" scan "dockerscan/sample-$sample" --force --json --output "$out/$name" "$@" >"$out/$name.json" 2>"$out/$name.log" || status=$?
  # High findings are what most samples are for, and other stages may have had less than they want.
  if [ "$status" -gt 2 ] || ! jq -e '.stages | length > 0' "$out/$name.json" >/dev/null; then
    tail -5 "$out/$name.log" >&2
    return 1
  fi
}

sandbox_ms() { # sandbox_ms FILE: how long the sandbox took; nothing when it did not complete, for then it is no measure
  jq -e '.stages[] | select(.id == "sandbox" and .outcome == "completed") | .durationMs' "$1" ||
    { jq -c '.stages[] | select(.id == "sandbox")' "$1" >&2; return 1; }
}

lasted() { # lasted FILE: the whole scan, in ms
  jq -r '.startedAt, .finishedAt' "$1" | { read -r begun; read -r finished; echo $(($(date -d "$finished" +%s%3N) - $(date -d "$begun" +%s%3N))); }
}

# ---- the sandbox: a service proves its own once; a command does so each time, and its user waits for it ----------

keeps_server() { # keeps_server true|false: sets keep; a commit that does not know the setting refuses it
  keep=()
  if grep -q KeepServer "$(dirname "$host")/DockerScan.Scanners.dll"; then keep=(DOCKERSCAN__Trivy__KeepServer="$1"); fi
}

measure_sandbox() { # what the sandbox of a second scan in one process took beyond its window, in ms
  local report=$out/served.json took keep
  # The start of a Trivy server takes a processor, and is not what is measured.
  keeps_server false
  printf 'scan dockerscan/sample-ends-at-once --force\nscan dockerscan/sample-never-ends --force --window %s\n' "$window" |
    env "${keep[@]}" dotnet "$host" chat >"$out/served.log" 2>&1 || { tail -5 "$out/served.log" >&2; return 1; }
  # Commits whose report knows no --json write the files of every scan of the chat.
  dotnet "$host" report dockerscan/sample-never-ends --json >"$report" 2>"$out/served.err" ||
    report=$(grep -l 'sample-never-ends' "$DOCKERSCAN_DATA"/reports/*/report.json | xargs ls -1t | head -n 1)
  took=$(sandbox_ms "$report") || return 1
  rm -rf "${DOCKERSCAN_DATA:?}"/reports/*
  echo $((took - window * 1000))
}

measure_first_use() { # the same for the first scan of a process, which proves the sandbox before
  local took
  scan never-ends first-use --window "$window" || return 1
  took=$(sandbox_ms "$out/first-use.json") || return 1
  echo $((took - window * 1000))
}

measure_exit_at_once() { # the whole scan of an image that ends by itself, in ms
  scan ends-at-once exit-at-once && sandbox_ms "$out/exit-at-once.json" >/dev/null && lasted "$out/exit-at-once.json"
}

# ---- without the sandbox ---------------------------------------------------------------------------------------

forget_layers() { find "$@" -type d -name fanal -prune -exec rm -rf {} + 2>/dev/null || true; }

pipeline() { # leaves the answer in $out/pipeline.json and the most memory that the program held, in KiB, in $out/peak
  local pid peak=0 now status=0
  dotnet "$host" scan "$static_image" --force --no-sandbox --json >"$out/pipeline.json" 2>"$out/pipeline.log" &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    now=$(awk '/VmHWM/ { print $2 }' "/proc/$pid/status" 2>/dev/null || echo 0)
    [ "${now:-0}" -gt "$peak" ] && peak=$now
    sleep 0.05
  done
  wait "$pid" || status=$?
  echo "$peak" >"$out/peak"
  if [ "$status" -gt 2 ] || ! jq -e '.stages[] | select(.id == "trivy") | .outcome == "completed" or .outcome == "partial"' "$out/pipeline.json" >/dev/null; then
    tail -5 "$out/pipeline.log" >&2
    return 1
  fi
}

measure_static_cold() { # from the first stage to the stored result, in ms; Trivy knows none of the layers
  forget_layers "$DOCKERSCAN_DATA"
  pipeline && lasted "$out/pipeline.json"
}

measure_static_new() { # the same for an image that was never seen: the list of its files is not kept either
  rm -rf "${DOCKERSCAN_DATA:?}/indexes" "$DOCKERSCAN_DATA"/trivy/analyses
  measure_static_cold
}

measure_static_warm() { pipeline && lasted "$out/pipeline.json"; }

# The whole process of a scan that a stored result answers, in ms. Without the sandbox, so that the first one is complete.
measure_scan_reused() {
  local started took first=$out/reused-first.json
  [ -s "$first" ] || reused "$first" || return 1
  started=$(ms)
  reused "$out/reused.json" || return 1
  took=$(($(ms) - started))
  [ "$(jq -r .scanId "$first")" = "$(jq -r .scanId "$out/reused.json")" ] || { say 'the scan was made anew'; rm -f "$first"; return 1; }
  echo "$took"
}

reused() { # FILE
  local status=0
  dotnet "$host" scan "$static_image" --no-sandbox --json >"$1" 2>"$out/reused.log" || status=$?
  [ "$status" -le 1 ] || { tail -5 "$out/reused.log" >&2; rm -f "$1"; return 1; }
}

served() { # six scans of one image in one process that stays; leaves the last answer in $out/served.json. A commit without a server runs Trivy each time
  local pid i pipe="$out/commands" patience keep
  # It was off by default once.
  keeps_server true
  rm -rf "${DOCKERSCAN_DATA:?}/reports" "$pipe"
  mkfifo "$pipe"
  env "${keep[@]}" DOCKERSCAN__Logging__LogLevel__DockerScan=Information dotnet "$host" chat <"$pipe" >"$out/served.log" 2>&1 &
  pid=$!
  exec 7>"$pipe"
  for i in 1 2 3 4 5 6; do
    echo "scan $static_image --force --no-sandbox" >&7
    patience=1200
    until [ "$(answers)" -ge "$i" ]; do
      patience=$((patience - 1))
      if [ "$patience" -eq 0 ] || ! kill -0 "$pid" 2>/dev/null; then
        tail -5 "$out/served.log" >&2
        exec 7>&-
        return 1
      fi
      sleep 0.05
    done
  done
  echo exit >&7
  exec 7>&-
  wait "$pid" || { tail -5 "$out/served.log" >&2; return 1; }
  if [ -d "$DOCKERSCAN_DATA/reports" ] && i=$(find "$DOCKERSCAN_DATA/reports" -name report.json -exec jq -r '"\(.startedAt) \(input_filename)"' {} + | sort | tail -n 1 | cut -d' ' -f2-) && [ -n "$i" ]; then
    cp "$i" "$out/served.json"
  else
    dotnet "$host" report "$static_image" --json >"$out/served.json" 2>"$out/served.err" || { tail -5 "$out/served.err" >&2; return 1; }
  fi
  jq -e '.stages[] | select(.id == "trivy") | .outcome == "completed" or .outcome == "partial"' "$out/served.json" >/dev/null
}

answers() { # how many scans of a chat have ended: by their cards, or by the files that older commits write for each
  local cards files
  cards=$(grep -cE '^ *Scan .*, took [0-9]' "$out/served.log") || true
  files=$(find "$DOCKERSCAN_DATA/reports" -name report.json 2>/dev/null | wc -l) || true
  echo $((cards > files ? cards : files))
}

measure_static_served() { served && lasted "$out/served.json"; } # in ms

measure_memory() { pipeline && awk '{ printf "%.1f\n", $1 / 1024 }' "$out/peak"; } # in MiB

measure_doctor() { # in ms
  local started
  started=$(ms)
  dotnet "$host" doctor >"$out/doctor.log" 2>&1 || true
  echo $(($(ms) - started))
}
