#!/usr/bin/env bash
# Runs rows of the bench on this tree and on another commit, in turn, and prints their medians and the ratio.
# shellcheck source=bench/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

usage() {
  cat <<'END'
Usage: bench/compare.sh COMMIT [ROW…] [--runs N] [--window SECONDS] [--at-most RATIO]

Builds COMMIT in a temporary folder beside this tree, runs each row on both in turn (this, other, this, other …)
and prints: row, median of this tree, median of the other, this over other. Without a ROW all are run.

  sandbox       what the sandbox takes beyond its window, in a process whose sandbox is proven, ms
  first-use     the same with the proof of a first use, ms
  exit-at-once  the whole scan of an image that exits at once, ms
  static-cold   a scan without the sandbox, Trivy knows no layer yet, ms
  static-new    the same of an image that nothing is known of, ms
  static-warm   the same once Trivy knows them, ms
  scan-reused   the whole process of a scan --json that a stored result answers, ms
  static-served the same in a process that stays and has scanned the image before, ms
  doctor        ms
  memory        the most that the program held in a scan without the sandbox, MiB
  report        reports of 5,000 findings, ms

  --runs N          runs of each row on each side, 9 when not given; one before them does not count
  --window SECONDS  how long the sandbox watches, 5 to 600; 5 when not given
  --at-most RATIO   exit 1 when a ratio is above, e.g. 1.10
  --forget          build COMMIT anew; else what was built once is kept in artifacts/compare

Exit: 0, 1 a ratio is above --at-most, 64 wrong usage, 69 something is missing or a row cannot be run. Wants a quiet machine.
END
}

refuse() { say "$*; see bench/compare.sh --help"; exit 64; }

known='sandbox first-use exit-at-once static-cold static-new static-warm scan-reused static-served doctor memory report'
runs=9 window=5 bound='' forget='' commit='' rows=()
while [ $# -gt 0 ]; do
  case "$1" in
    -h | --help) usage; exit 0 ;;
    --forget) forget=yes ;;
    --runs | --window | --at-most)
      [ $# -ge 2 ] || refuse "$1 needs a value"
      case "$1" in --runs) runs=$2 ;; --window) window=$2 ;; *) bound=$2 ;; esac
      shift
      ;;
    -*) refuse "there is no $1" ;;
    *)
      if [ -z "$commit" ]; then commit=$1; else
        case " $known " in *" $1 "*) rows+=("$1") ;; *) refuse "there is no row '$1'; there are: $known" ;; esac
      fi
      ;;
  esac
  shift
done
[ -n "$commit" ] || { usage >&2; exit 64; }
[[ $runs =~ ^[1-9][0-9]?$ ]] || refuse "--runs is 1 to 99"
if ! [[ $window =~ ^[1-9][0-9]{0,2}$ ]] || [ "$window" -lt 5 ] || [ "$window" -gt 600 ]; then refuse "--window is 5 to 600"; fi
[ -z "$bound" ] || [[ $bound =~ ^[0-9]+(\.[0-9]+)?$ ]] || refuse "--at-most is a ratio, e.g. 1.10"
sha=$(git -C "$root" rev-parse --verify --quiet "$commit^{commit}") || refuse "there is no commit '$commit'"
# shellcheck disable=SC2206 # words
[ ${#rows[@]} -gt 0 ] || rows=($known)

# ---- the two sides ---------------------------------------------------------------------------------------------

# shellcheck source=bench/other.sh
. "$root/bench/other.sh"
# Older programs read config/ of the folder that they are started in.
cd "$work"
trap 'remove_other_tree; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

build_host || exit 69
ensure_sentinel || exit 69
step "building the report's bench" dotnet build "$root/bench/ReportBench" -c Release -v quiet -nologo -nodeReuse:false || exit 69
[ -z "$forget" ] || rm -rf "$built"
ensure_other "$commit" host report-bench || exit 69
case " ${rows[*]} " in
  *" sandbox "* | *" first-use "* | *" exit-at-once "* | *" static-"* | *" scan-reused "* | *" memory "* | *" doctor "*)
    bench_engine || exit 69
    ensure_trivy || exit 69
    "$root/eng/build-samples.sh" debian ends-at-once never-ends || exit 69
    ;;
esac
this_host=$host this_sentinel=$DOCKERSCAN_SENTINEL

# shellcheck source=bench/rows.sh
. "$root/bench/rows.sh"

side() { # side this|other: what the measures run
  if [ "$1" = this ]; then
    host=$this_host DOCKERSCAN_SENTINEL=$this_sentinel report_bench="$root/artifacts/bin/ReportBench/release/ReportBench.dll"
  else
    host="$built/host/DockerScan.Host.dll" DOCKERSCAN_SENTINEL="$built/sentinel" report_bench="$built/report-bench/ReportBench.dll"
  fi
  out="$work/$1" DOCKERSCAN_DATA="$work/$1/data"
  mkdir -p "$out"
}

# shellcheck disable=SC2317,SC2329 # called by its row
measure_report() { dotnet "$report_bench" | sed -n 's/.*ms: *//p'; }

measured() { # measured SIDE ROW: once more when it was no measure: a busy machine may cut one short
  local value _
  side "$1"
  for _ in 1 2; do
    if value=$("measure_${2//-/_}") && [ -n "$value" ]; then
      echo "$value"
      return 0
    fi
  done
  say "$2 cannot be measured on the $1 side"
  return 1
}

# ---- in turn ---------------------------------------------------------------------------------------------------

unit() { if [ "$1" = memory ]; then echo MiB; else echo ms; fi; }

printf 'this: %s%s   other: %s   %s runs each, load %s\n' "$(git -C "$root" rev-parse --short HEAD)" \
  "$([ -z "$(git -C "$root" status --porcelain)" ] || echo ' with changes')" "$(git -C "$root" rev-parse --short "$sha")" "$runs" "$(cut -d' ' -f1 /proc/loadavg)"
printf '%-18s %10s %10s %7s\n' row this other ratio
for name in "${rows[@]}"; do
  these=() others=()
  measured this "$name" >/dev/null || exit 69
  measured other "$name" >/dev/null || exit 69
  for _ in $(seq "$runs"); do
    these+=("$(measured this "$name")") || exit 69
    others+=("$(measured other "$name")") || exit 69
  done
  this=$(median "${these[@]}") other=$(median "${others[@]}") mark=''
  ratio=$(awk -v a="$this" -v b="$other" 'BEGIN { if (b > 0) printf "%.3f", a / b }')
  if [ -n "$bound" ] && ! awk -v r="$ratio" -v m="$bound" 'BEGIN { exit !(r != "" && r + 0 <= m + 0) }'; then mark="  above $bound" bad=1; fi
  printf '%-18s %10s %10s %7s%s\n' "$name, $(unit "$name")" "$this" "$other" "${ratio:-?}" "$mark"
  # Both sides' runs: the spread says what the ratio is worth.
  say "  this: ${these[*]}"
  say "  other: ${others[*]}"
done
exit "$bad"
