#!/usr/bin/env bash
# Whether a watch says that an image does something else only when it does. Not a part of CI: it takes some forty minutes.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
runs=20 at_once=3 window=10 wanted=()
samples=(nginx redis postgres cron sshd python-http apt-update from-elsewhere caller-dropper tls-beacon token-thief miner-resolver reverse-shell-bash persistence hosts-changer port-scan)
noisy=(names ports hosts many)

usage() {
  cat <<END
Usage: eng/drift.sh [--runs N] [--at-once N] [--window SECONDS] [--changes | --steady] [SAMPLE…]

Watches images of a registry of its own with the built product, whole at each run, its sandbox included ($window seconds). Each SAMPLE stays what it
is for --runs runs ($runs), --at-once at a time ($at_once): no alert may come. Before that three images change, each in its own way, and each is told
once: a tag that is python-http becomes tls-beacon, one that is nginx becomes miner, and one image does something else from some minute on.

  --changes  these three alone; --steady all but these
  SAMPLE     of samples/sandbox, or one of ${noisy[*]}, which are made here and make up
             names of files, ports, hosts and programs at each run; none means: ${samples[*]} ${noisy[*]}

Lines with # say what a run showed that those before it did not, and what was told. Exit: 0 as it should be, 1 not.
END
}
only=''
while [ $# -gt 0 ]; do
  case "$1" in
    -h | --help) usage; exit 0 ;;
    --runs | --at-once | --window)
      [ $# -ge 2 ] || { usage >&2; exit 64; }
      case "$1" in --runs) runs=$2 ;; --at-once) at_once=$2 ;; *) window=$2 ;; esac
      shift 2
      ;;
    --changes | --steady) only=${1#--}; shift ;;
    -*) usage >&2; exit 64 ;;
    *) wanted+=("$1"); shift ;;
  esac
done
[ ${#wanted[@]} -gt 0 ] || wanted=("${samples[@]}" "${noisy[@]}")
[ "$only" != changes ] || wanted=()

# shellcheck source=bench/lib.sh
. "$root/bench/lib.sh"
# shellcheck source=bench/registry.sh
. "$root/bench/registry.sh"

# ---- what is started, and stopped ------------------------------------------------------------------------------

label=dev.dockerscan.drift kept="$root/.dockerscan/drift" measuring=''

# shellcheck disable=SC2317,SC2329 # called by traps
stop_measuring() { # with what it started: the program that serves removes what its sandboxes made
  [ -n "$measuring" ] || return 0
  kill -TERM -- "-$measuring" 2>/dev/null || true
  for _ in $(seq 400); do kill -0 -- "-$measuring" 2>/dev/null || return 0; sleep 0.1; done
  kill -KILL -- "-$measuring" 2>/dev/null || true
}

# shellcheck disable=SC2317,SC2329 # called by traps
remove_images() { docker image ls -q --filter "label=$label" | sort -u | xargs -r docker image rm -f >/dev/null 2>&1 || true; }

# shellcheck disable=SC2317,SC2329 # called by traps
clean_up() {
  stop_measuring
  remove_images
  stop_registry
  rm -rf "$kept"
}

forget_killed() { # of one that was killed without a word: its processes, by what they were started with, and its folder
  local pid folder
  [ -r "$kept/folder" ] || return 0
  folder=$(cat "$kept/folder")
  while read -r pid; do
    if grep -qzF -- "$folder/" "/proc/$pid/cmdline" "/proc/$pid/environ" 2>/dev/null; then kill -TERM -- "-$pid" 2>/dev/null || kill -TERM "$pid" 2>/dev/null || true; fi
  done < <(cat "$kept"/*.pid 2>/dev/null)
  rm -rf "$folder"
}

if [ -r "$kept/self" ] && words_of "$(cat "$kept/self")" | grep -qF drift.sh; then say 'eng/drift.sh runs already'; exit 75; fi
forget_killed
rm -rf "$kept"
mkdir -p "$kept"
echo $$ >"$kept/self"
echo "$work" >"$kept/folder"
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# ---- images ----------------------------------------------------------------------------------------------------

noise() { # NAME FOLDER: writes what is started there; the image has bash and Python
  case "$1" in
    names)
      cat >"$2/start" <<'END'
#!/bin/bash
# Programs under names that nobody thought of: of mktemp, of the kernel, of a pid.
own() { mkdir -p "${1%/*}"; cp /bin/true "$1"; "$1"; rm "$1"; }
while :; do
  file=$(mktemp -u); own "$file"
  own "/tmp/$(cat /proc/sys/kernel/random/uuid)/step"
  (own "/tmp/job.$BASHPID")
  sleep "0.$RANDOM"
done
END
      ;;
    ports)
      cat >"$2/start" <<'END'
#!/usr/bin/python3
# Listens where the kernel likes, and calls ports that were drawn.
import random, socket, time
open_ones = []
for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
    for address in ("0.0.0.0", "127.0.0.1"):
        each = socket.socket(socket.AF_INET, kind)
        each.bind((address, 0))
        if kind == socket.SOCK_STREAM:
            each.listen()
        open_ones.append(each)
while True:
    try:
        socket.create_connection(("192.0.2.10", random.randint(40000, 60000)), 1).close()
    except OSError:
        pass
    time.sleep(1)
END
      ;;
    hosts)
      cat >"$2/start" <<'END'
#!/usr/bin/python3
# Asks for hosts that are drawn: of a network of delivery, of a node, of the time.
import secrets, socket, time, uuid
while True:
    for host in (f"{uuid.uuid4()}.cdn.example", f"node-{secrets.token_hex(4)}.pool.example", f"{int(time.time())}.metrics.example"):
        try:
            socket.create_connection((host, 443), 1).close()
        except OSError:
            pass
    time.sleep(1)
END
      ;;
    many)
      cat >"$2/start" <<'END'
#!/bin/bash
# Many short programs beside each other.
while :; do
  for program in date id uname hostname ls sort wc head tail env; do "$program" </dev/null >/dev/null 2>&1 & done
  wait
  sleep 0.2
done
END
      ;;
    turned)
      cat >"$2/start" <<END
#!/usr/bin/python3
# The same image, which calls another host from some second on.
import socket, time
while True:
    try:
        socket.create_connection(("late.example" if time.time() > $turn else "early.example", 443), 1).close()
    except OSError:
        pass
    time.sleep(1)
END
      ;;
  esac
  chmod 755 "$2/start"
}

make_noise() { # NAME
  local folder
  folder=$(mktemp -d "$work/context.XXXXXX")
  noise "$1" "$folder"
  printf 'FROM dockerscan/base-servers:12\nCOPY start /start\nCMD ["/start"]\n' >"$folder/Dockerfile"
  DOCKER_BUILDKIT=0 docker build -q --network none --label "$label=$1" -t "dockerscan/sample-$1" "$folder" >"$work/build" 2>&1 || { cat "$work/build" >&2; return 1; }
}

is_noise() { [[ " ${noisy[*]} turned " == *" $1 "* ]]; }

build_host
ensure_sentinel
bench_engine
ensure_trivy
remove_images
dotnet build "$root/bench/WatchBench" -c Release -v quiet -nologo -nodeReuse:false
plain=() all=() changes=()
if [ "$only" != steady ]; then plain=(nginx python-http tls-beacon miner) all=(turned) changes=(python-http=tls-beacon nginx=miner); fi
for name in ${wanted[@]+"${wanted[@]}"}; do if is_noise "$name"; then all+=("$name"); else plain+=("$name"); fi; done
# What is made here stands on the servers of one of them.
mapfile -t plain < <(printf '%s\n' nginx ${plain[@]+"${plain[@]}"} | sort -u)
"$root/eng/build-samples.sh" "${plain[@]}"
start_registry
trap clean_up EXIT
echo "$registry_pid" >"$kept/registry.pid"
# Two runs before it, however busy the machine is.
turn=$(($(date +%s) + 60 + 12 * window))
[ "$only" = steady ] || changes+=("turned@$turn")
for name in ${all[@]+"${all[@]}"}; do make_noise "$name"; done
for name in "${plain[@]}" ${all[@]+"${all[@]}"}; do push "$name" "$name"; done

# ---- runs ------------------------------------------------------------------------------------------------------

mkdir -p "$work/tmp"
set -m
TMPDIR="$work/tmp" dotnet "$root/artifacts/bin/WatchBench/release/WatchBench.dll" drift "$host" "$registry" "$runs" "$at_once" "$window" \
  ${changes[@]+"${changes[@]}"} ${wanted[@]+"${wanted[@]}"} >"$work/drift" 2>"$work/problem" 9>&- &
measuring=$!
set +m
echo "$measuring" >"$kept/measuring.pid"
tail -n +1 -f --pid "$measuring" "$work/drift" | sed -u -n '/^# /p' &
showing=$!
wait "$measuring" || { cat "$work/problem" >&2; exit 1; }
measuring=''
wait "$showing" || true
value() { sed -n "s/^$1: //p" "$work/drift"; }
echo "$(value 'images that stay the same') images that stay the same, $(value 'their runs') runs and $(value 'second runs that they asked for') second ones; $(value 'images that changed') that change"
row 'runs that were not seen to the end' "$(value 'runs that were not seen to the end')" 0
row 'second runs that they asked for' "$(value 'second runs that they asked for')" $(($(value 'their runs') / 20))
row 'drift alerts of what stayed the same' "$(value 'drift alerts')" 0
row 'other alerts of what stayed the same' "$(value 'other alerts')" 0
row 'changed, and not told exactly once' "$(value 'of these, not told exactly once')" 0
row 'messages beyond what was kept' "$(value 'messages beyond what was kept')" 0
exit "$bad"
