#!/usr/bin/env bash
# Scans the honest services of samples/benign with the built product: none may be called harmful. Some twenty minutes; needs mmdebstrap and a Debian mirror.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=eng/lib.sh
. "$root/eng/lib.sh"
list="$root/samples/benign/services.txt"
window=20 jobs=2 wanted=()

usage() {
  cat <<'END'
Usage: eng/corpora.sh [--window SECONDS] [--jobs N] [NAME…]

Scans the services of samples/benign (all, or those named), --jobs at a time (2), each watched for --window seconds (20).
A service fails when a finding of a behaviour is above low, when a finding of what starts by itself is high, when the
sandbox is not complete, or when nothing ran. Exit: 0 none fails, 1 some do.
END
}
while [ $# -gt 0 ]; do
  case "$1" in
    -h | --help) usage; exit 0 ;;
    --window | --jobs) [ $# -ge 2 ] || { usage >&2; exit 64; }; if [ "$1" = --window ]; then window=$2; else jobs=$2; fi; shift 2 ;;
    -*) usage >&2; exit 64 ;;
    *) wanted+=("$1"); shift ;;
  esac
done

build_host
ensure_sentinel
ensure_engine
ensure_trivy
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# ---- one base, a command each ----------------------------------------------------------------------------------

packages=$(tr -s ' \n' ',' <"$root/samples/benign/packages.txt")
base="dockerscan/base-benign:$(printf %s "$packages" | sha256 | cut -c1-12)"
tar="$root/.dockerscan/cache/benign-$(printf %s "$packages" | sha256 | cut -c1-12).tar"
if ! docker image inspect "$base" >/dev/null 2>&1; then
  if [ ! -s "$tar" ]; then
    has mmdebstrap || { can_install && install_packages mmdebstrap debian-archive-keyring; } || { say "mmdebstrap is missing: the services cannot be had"; exit 69; }
    mkdir -p "${tar%/*}"
    step "making a Debian 12 with the services" mmdebstrap --quiet --format=tar --variant=minbase "--include=${packages%,}" bookworm "$tar.new" \
      'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian bookworm main'
    mv "$tar.new" "$tar"
  fi
  step "importing $base" docker import "$tar" "$base"
fi

# ---- scans -----------------------------------------------------------------------------------------------------

trim() { sed 's/^[[:space:]]*//; s/[[:space:]]*$//'; }

judge() { # judge FILE: one line for each thing that should not be
  jq -r '
    (.stages[] | select(.id == "sandbox") | select(.outcome != "completed") | "the sandbox is \(.outcome): \(.reason)"),
    (.findings[] | select(.check | startswith("behavior.")) | select(.risk != "low") | "\(.risk) \(.check) \(.id) \(.target): \(.evidence | split("\n")[0])"),
    (.findings[] | select(.check | startswith("network.")) | select(.risk == "high") | "high \(.check) \(.id) \(.target): \(.evidence | split("\n")[0])"),
    (.findings[] | select(.check | startswith("autorun.")) | select(.risk == "high" or .check == "autorun.malware") | "\(.risk) \(.check) \(.id) \(.target): \(.evidence | split("\n")[0])"),
    (if (.processes | length) == 0 then "nothing ran" else empty end)' "$1"
}

try() { # try NAME USER COMMAND
  local name=$1 user=$2 command=$3 image="dockerscan/benign-$1:latest" status=0
  mkdir "$work/$name"
  {
    echo "FROM $base"
    [ "$user" = - ] || echo "USER $user"
    printf 'CMD %s\n' "$(jq -cn --arg command "$command" '["/bin/bash","-c",$command]')"
  } >"$work/$name/Dockerfile"
  DOCKER_BUILDKIT=0 docker build -q -t "$image" "$work/$name" >"$work/$name/build" 2>&1 || { cat "$work/$name/build"; echo "$name: cannot be built" >"$work/$name/bad"; return; }
  # shellcheck disable=SC2154 # of eng/lib.sh
  dotnet "$host" scan "$image" --force --json --window "$window" >"$work/$name/out.json" 2>"$work/$name/log" || status=$?
  if [ "$status" -gt 2 ]; then
    { echo "the scan ended with $status"; tail -3 "$work/$name/log"; } >"$work/$name/bad"
  else
    judge "$work/$name/out.json" >"$work/$name/bad"
  fi
  if [ -s "$work/$name/bad" ]; then sed "s/^/$name: /" "$work/$name/bad"; else echo "$name: quiet ($(jq '.processes | length' "$work/$name/out.json") processes)"; fi
}

tried=0 running=()
while IFS='|' read -r name user command; do
  name=$(trim <<<"$name")
  case "$name" in '' | '#'*) continue ;; esac
  [ ${#wanted[@]} -eq 0 ] || [[ " ${wanted[*]} " == *" $name "* ]] || continue
  tried=$((tried + 1))
  # Only what is scanned counts: the engine is a job of this shell too.
  if [ ${#running[@]} -ge "$jobs" ]; then
    wait "${running[0]}" || true
    running=("${running[@]:1}")
  fi
  try "$name" "$(trim <<<"$user")" "$(trim <<<"$command")" &
  running+=($!)
done <"$list"
for pid in "${running[@]}"; do wait "$pid" || true; done
bad=$(find "$work" -name bad -size +0 | wc -l)
echo "$tried services, $((tried - bad)) quiet, $bad not"
[ "$bad" -eq 0 ]
