# shellcheck shell=bash
# Real nodes on one store: images, processes and what a person asks of them. Read eng/lib.sh before, and set $work, a folder that goes away,
# $store, the file that a node of SQLite keeps, and bad=0.
# shellcheck disable=SC2154,SC2034 # the caller's own

samples=(good secret-env no-shell deep-entrypoint debian)
store=''

# Whose program is not this tree's.
declare -A pids=() ports=() programs=()

row() { # row NAME VALUE BOUND
  local mark=ok
  awk -v v="$2" -v b="$3" 'BEGIN { exit !(v != "" && v + 0 <= b) }' || { mark=BROKEN; bad=1; }
  printf '%-66s %8s   at most %-6s %s\n' "$1" "$2" "$3" "$mark"
}

label=dev.dockerscan.work

images() { # COUNT [PREFIX]
  local number name
  for ((number = 1; number <= $1; number++)); do
    name=${2:-w}$number
    if docker image inspect "dockerscan/work:$name" >/dev/null 2>&1; then continue; fi
    printf 'FROM dockerscan/sample-%s\nLABEL %s=%s\n' "${samples[number % ${#samples[@]}]}" "$label" "$name" | DOCKER_BUILDKIT=0 docker build -q -t "dockerscan/work:$name" - >/dev/null 2>"$work/build.log" ||
      { cat "$work/build.log" >&2; return 1; }
  done
}

remove_images() {
  # shellcheck disable=SC2046 # Ids are words.
  docker image ls -q --filter "label=$label" | sort -u | xargs -r docker image rm -f >/dev/null 2>&1 || true
}

fresh_store() { # a folder of its own for each run
  store=$(mktemp -d "$work/run-XXXXXX")/store.db
}

free_port() {
  local port
  for port in $(seq 20100 20499); do
    case " ${ports[*]} " in *" $port "*) continue ;; esac
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return 0; }
  done
  return 1
}

node() { # NAME ROLE [VARIABLE=VALUE…]: starts it, with a data folder of its own; role "all" for a program that may know no roles
  local name=$1 role=$2
  shift 2
  [ "$role" != all ] || role=''
  [ -n "${ports[$name]:-}" ] || ports[$name]=$(free_port)
  env "$@" DOCKERSCAN_DATA="$(dirname "$store")/$name" DOCKERSCAN__Storage__Path="$store" DOCKERSCAN__Web__Listen="127.0.0.1:${ports[$name]}" \
    dotnet "${programs[$name]:-$host}" serve ${role:+--role "$role"} >>"$(dirname "$store")/$name.log" 2>&1 9>&- &
  pids[$name]=$!
}

listening() { # NAME…
  local name try
  for name in "$@"; do
    for ((try = 0; try < 300; try++)); do
      if curl -fs -o /dev/null "http://127.0.0.1:${ports[$name]}/healthz"; then break; fi
      kill -0 "${pids[$name]}" 2>/dev/null || { say "$name ended: $(tail -n 3 "$(dirname "$store")/$name.log")"; exit 1; }
      sleep 0.1
    done
  done
}

kill_node() { # NAME: as a machine that loses its power
  kill -9 "${pids[$1]}" 2>/dev/null || { say "$1 had ended by itself: $(tail -n 3 "$(dirname "$store")/$1.log")"; bad=1; }
  wait "${pids[$1]}" 2>/dev/null || true
}

stop_nodes() { # as an operator stops them: each ends by itself, within its limit
  local name code
  for name in "${!pids[@]}"; do kill "${pids[$name]}" 2>/dev/null || true; done
  for name in "${!pids[@]}"; do
    code=0
    wait "${pids[$name]}" || code=$?
    case $code in 0 | 143) ;; *) say "$name ended with $code: $(tail -n 3 "$(dirname "$store")/$name.log")"; bad=1 ;; esac
    unset "pids[$name]"
  done
}

ask() { # IMAGE [NODE]: as a person does on the page of a node, the chat's when none is named; leaves the scan's id in $asked
  local base=http://127.0.0.1:${ports[${2:-chat}]} token
  token=$(curl -fs -c "$work/jar-${2:-chat}" -b "$work/jar-${2:-chat}" "$base/" | sed -n 's/.*name="__RequestVerificationToken"[^>]*value="\([^"]*\)".*/\1/p' | head -n 1)
  asked=$(curl -s -o /dev/null -w '%{redirect_url}' -b "$work/jar-${2:-chat}" --data-urlencode "__RequestVerificationToken=$token" \
    --data-urlencode "Image=$1" --data-urlencode WithoutSandbox=true "$base/" | sed 's#?.*##; s#.*/##')
  [ -n "$asked" ] || { say "the page took no scan of $1"; exit 1; }
}

wrong() { # WORDS COUNT: what there must be none of
  row "$1" "$2" 0
}
