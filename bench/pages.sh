#!/usr/bin/env bash
# The pages of a result of 5,000 findings: how long the server takes and how much it sends, when a browser shows it, the live pages, and the PDF.
# The same findings are printed through Trivy's HTML template beside, from contrib/html.tpl beside the program or from where TRIVY_HTML_TEMPLATE says: a
# single Trivy comes without it. Needs curl; Chromium for what a browser shows and prints. No engine.
# shellcheck source=bench/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
build_host
dotnet build "$root/bench/PageBench" -c Release -v quiet -nologo
mkdir -p "$DOCKERSCAN_DATA"
dotnet "$root/artifacts/bin/PageBench/release/PageBench.dll" "$DOCKERSCAN_DATA/dockerscan.db" "$work/trivy.json" >"$work/scans"
{ read -r large; read -r _; read -r live; } <"$work/scans"
port=$((20000 + RANDOM % 20000))
at=http://127.0.0.1:$port
# No worker: what is measured are pages.
DOCKERSCAN__Web__Listen=127.0.0.1:$port dotnet "$host" serve >"$work/serve.log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
for _ in $(seq 300); do curl --silent --fail --output /dev/null "$at/status" && break; kill -0 "$server" 2>/dev/null || { tail -5 "$work/serve.log" >&2; exit 1; }; sleep 0.1; done

page() { # page PATH [TIMES]: the median time to the last byte, in ms, without the first of several; leaves the page in $work/page
  local times=() taken
  for _ in $(seq "${2:-9}"); do
    # A refusal is quick too.
    taken=$(curl --silent --show-error --fail --output "$work/page" --write-out '%{time_total}' "$at$1") || return 1
    times+=("$(awk -v t="$taken" 'BEGIN { printf "%.1f", t * 1000 }')")
  done
  if [ "${#times[@]}" -gt 1 ]; then times=("${times[@]:1}"); fi
  median "${times[@]}"
}

ratio() { awk -v o="$1" -v t="$2" 'BEGIN { printf "%.3f", o / t }'; }

# paint PAGE…: a line for each address, or file, which is served: ms to the first content, the same for who has the style already, and to the largest content; all in one
# browser that runs, in turns
paint() { dotnet "$root/artifacts/bin/PageBench/release/PageBench.dll" paint "$@"; }

held() { awk '/VmRSS/ { printf "%.1f", $2 / 1024 }' "/proc/$server/status"; }

row "home, ms" "$(page /)" 20
row "result of 5,000 findings, ms" "$(page "/scans/$large")" 150
row "result of 5,000 findings, MB" "$(stat -c %s "$work/page" | awk '{ printf "%.3f", $1 / 1e6 }')" 1.5
row "where a vulnerability is, ms" "$(page '/findings?q=CVE-2025-10000')" 50
before=$(held)
readers=()
for _ in $(seq 50); do curl --silent --no-buffer --output /dev/null "$at/scans/$live/events" & readers+=("$!"); done
sleep 3
row "50 live pages, MiB" "$(awk -v a="$(held)" -v b="$before" 'BEGIN { d = a - b; printf "%.1f", d < 0 ? 0 : d }')" 50
kill "${readers[@]}" 2>/dev/null || true
curl --silent --fail --output "$work/report.html" "$at/scans/$large/report.html"
printf 'report.html of 5,000 findings: %s bytes\n' "$(stat -c %s "$work/report.html")"
ensure_trivy
template=${TRIVY_HTML_TEMPLATE:-$(dirname "$(readlink -f "$DOCKERSCAN_TRIVY")")/contrib/html.tpl}
pages=("$at/scans/$large" "$at/")
if [ -f "$template" ]; then
  "$DOCKERSCAN_TRIVY" --quiet convert --format template --template "@$template" --output "$work/trivy.html" "$work/trivy.json"
  pages+=("$work/trivy.html")
  page "/scans/$large" 2 >/dev/null
  row "result page over Trivy's template, bytes" "$(ratio "$(stat -c %s "$work/page")" "$(stat -c %s "$work/trivy.html")")" 0.5
else
  echo "no $template: nothing is compared with Trivy's template (TRIVY_HTML_TEMPLATE)"
fi
if command -v chromium >/dev/null; then
  paint "${pages[@]}" >"$work/paints"
  { read -r first again whole; read -r home _; } <"$work/paints"
  row "result of 5,000 findings, first paint, ms" "$first" 1000
  printf 'the same with its style there already: %s ms; its largest content: %s ms; the home page: %s ms\n' "$again" "$whole" "$home"
  if [ -f "$template" ]; then
    read -r theirs _ their_whole < <(tail -n 1 "$work/paints")
    printf "Trivy's template: %s bytes, first paint %s ms, largest content %s ms\n" "$(stat -c %s "$work/trivy.html")" "$theirs" "$their_whole"
    row "result page over Trivy's template, first paint" "$(ratio "$first" "$theirs")" 0.5
  fi
  # Once: it is kept, and the next is only fetched.
  row "report.pdf of 5,000 findings, ms" "$(page "/scans/$large/report.pdf" 1 || true)" 15000
fi
exit "$bad"
