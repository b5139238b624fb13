#!/usr/bin/env bash
# Inputs from public bug reports of this field, against the built product on a private engine and registry: what is right, and what is seen.
# Not a part of CI: the same cases are held there by table tests. Each case is a function of a file in eng/cases/.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export DOCKERSCAN_DATA="$root/.dockerscan/cases"
# shellcheck source=eng/lib.sh
. "$root/eng/lib.sh"

usage() {
  cat <<'END_OF_USAGE'
Usage: eng/cases.sh [--list] [--wrong] [CASE…]

  CASE     a number such as 3 or a name such as a11, or 10-15; none means all
  --list   names the cases and runs nothing
  --wrong  shows only what is not as expected

For each case: what was looked at, what is expected (a shell pattern), what was seen. The last line counts them; the exit status is 1 when
one is wrong. It needs root on Debian or Ubuntu: it installs what it lacks and starts an engine and a registry of its own.

To add a case: a function case_NAME_WORDS in a file of eng/cases/, and the words of this script that it calls:
  image TAG            builds an image from the Dockerfile on stdin (COPY has the folder $context)
  base busybox|debian  makes cases/busybox:1 or cases/debian:1, to build FROM
  scan IMAGE [OPTION…]       scans it without starting it; sandbox IMAGE [OPTION…] starts it too. Sets $status, and keeps what was written
  field FILTER         a value of the JSON, by jq; outcome STAGE, reason STAGE, checked CHECK, findings CHECK are the usual ones
  said                 what was written to stderr, on one line
  expect WORDS PATTERN SEEN  counts a right or a wrong answer
END_OF_USAGE
}

list='' wrong_only='' wanted=()
while [ $# -gt 0 ]; do
  case "$1" in
    -h | --help) usage; exit 0 ;;
    --list) list=yes ;;
    --wrong) wrong_only=yes ;;
    [0-9]*-[0-9]*) for ((number = ${1%-*}; number <= ${1#*-}; number++)); do wanted+=("$number"); done ;;
    -*) usage >&2; exit 64 ;;
    *) wanted+=("$1") ;;
  esac
  shift
done

# ---- the words of a case ---------------------------------------------------------------------------------------

expect() { # WORDS PATTERN SEEN
  local seen=$3 mark=wrong
  # shellcheck disable=SC2053 # The second is a pattern.
  if [[ $seen == $2 ]]; then mark=right; fi
  echo "$mark" >>"$work/counts"
  if [ "$mark" = wrong ] || [ -z "$wrong_only" ]; then printf '  %s  %s\n         expected  %s\n         seen      %s\n' "$mark" "$1" "$2" "$seen"; fi
}

context='' # The folder that is sent to the builder.

image() { # TAG <Dockerfile
  cat >"$context/Dockerfile"
  DOCKER_BUILDKIT=0 docker build -q --network none -t "$1" "$context" >"$work/build" 2>&1 || { cat "$work/build"; return 1; }
}

base() { # busybox | debian
  docker image inspect "cases/$1:1" >/dev/null 2>&1 && return 0
  case "$1" in
    busybox)
      local folder
      folder=$(mktemp -d "$work/base.XXXXXX")
      install_packages busybox-static
      cp /bin/busybox "$folder/busybox"
      printf 'FROM scratch\nCOPY busybox /bin/busybox\nRUN ["/bin/busybox","--install","-s","/bin"]\nRUN mkdir -p /tmp /etc /root && chmod 1777 /tmp && echo root:x:0:0::/root:/bin/sh >/etc/passwd\nCMD ["/bin/sh"]\n' >"$folder/Dockerfile"
      DOCKER_BUILDKIT=0 docker build -q -t cases/busybox:1 "$folder" >"$work/build" 2>&1 || { cat "$work/build"; return 1; }
      ;;
    debian)
      "$root/eng/build-samples.sh" debian
      docker tag dockerscan/base-debian:12 cases/debian:1
      ;;
  esac
}

scan() { # IMAGE [OPTION…]
  run_scan "$@" --no-sandbox
}

sandbox() { # IMAGE [OPTION…]
  ensure_sentinel
  run_scan "$@"
}

run_scan() {
  status=0
  dotnet "$host" scan "$@" --json --force --output "$work/report" >"$work/json" 2>"$work/said" || status=$?
  echo "$status" >"$work/status"
}

field() { jq -r "$1" "$work/json" 2>/dev/null || echo "no JSON: $(said)"; }

outcome() { field ".stages[] | select(.id == \"$1\") | .outcome"; }

reason() { field ".stages[] | select(.id == \"$1\") | .reason // \"\""; }

checked() { field ".checklist[] | select(.check == \"$1\") | .result"; }

findings() { field "[.findings[] | select(.check == \"$1\") | \"\(.id) \(.severity) \(.target)\"] | join(\"; \")"; }

said() { tr '\n' ' ' <"$work/said"; }

# ---- the cases -------------------------------------------------------------------------------------------------

for file in "$root"/eng/cases/*.sh; do
  # shellcheck disable=SC1090 # Whatever is there.
  . "$file"
done

name_of() { local rest=${1#case_}; echo "${rest%%_*}"; }

words_of_case() { local rest=${1#case_*_}; echo "${rest//_/ }"; }

is_wanted() { # FUNCTION
  local each
  [ ${#wanted[@]} -gt 0 ] || return 0
  for each in "${wanted[@]}"; do [ "$each" != "$(name_of "$1")" ] || return 0; done
  return 1
}

functions=()
while read -r name; do functions+=("$name"); done < <(declare -F | awk '$3 ~ /^case_[a-z]*[0-9]+_/ { print $3 }' | sort -V)
if [ -n "$list" ]; then
  for name in "${functions[@]}"; do printf '%4s  %s\n' "$(name_of "$name")" "$(words_of_case "$name")"; done
  exit 0
fi

mkdir -p "$DOCKERSCAN_DATA"
work=$(mktemp -d)
background=()
clean_up() {
  local pid
  for pid in ${background[@]+"${background[@]}"} $(cat "$work"/*.pid 2>/dev/null); do kill "$pid" 2>/dev/null || true; done
  engine_stop "$root/.dockerscan/cases/engine" || true
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

install_packages docker.io iptables iproute2 docker-registry jq python3 >&2
unset DOCKER_HOST
engine_start "$DOCKERSCAN_DATA/engine"
build_host
ensure_trivy
export DOCKERSCAN_TRIVY_DB="$root/samples/trivy-db" DOCKERSCAN_SAMPLE_DB="$root/samples/trivy-db"
export DOCKERSCAN_DATA="$work/data"
: >"$work/counts"

for name in "${functions[@]}"; do
  is_wanted "$name" || continue
  printf 'case %s: %s\n' "$(name_of "$name")" "$(words_of_case "$name")"
  context=$(mktemp -d "$work/context.XXXXXX")
  set +e
  (
    set -e
    "$name"
  )
  code=$?
  set -e
  [ "$code" -eq 0 ] || expect 'the case ran to its end' yes no
done
right=$(grep -c right "$work/counts" || true)
wrong=$(grep -c wrong "$work/counts" || true)
echo "$right right, $wrong wrong"
[ "$wrong" -eq 0 ] && [ "$right" -gt 0 ]
