#!/usr/bin/env bash
# Sets up what is missing, then runs DockerScan. Everything it says goes to stderr: stdout is the answer's.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$root/eng/lib.sh"

# Every verb, once: what it needs (an engine, all parts as far as they are there, the store, or this script alone), and its line of the help. RunVerbsTests holds it against the program.
verb_list() {
  cat <<'END'
engine|demo         scan a good and a bad sample image and show the answers
engine|scan IMAGE…  scan an image, or several side by side, and write the reports (--json, --markdown, --output DIR, --fail-on high|medium|low …)
engine|rescan SCAN  scan the image of an earlier scan anew
store|report SCAN  write the report of an earlier scan again (--output DIR, --lang ko, --json)
store|findings SCAN [FILTER]  list the findings of a scan
store|diff BEFORE AFTER       say what differs between two scans or images
store|why KEY      say since when a finding is there, what was decided of it, and where it was told
store|cancel ID    cancel a scan that waits or runs
store|watch IMAGE [WHEN]      keep looking at an image while serve or chat runs
store|unwatch WATCH           stop looking at it
store|watches      list the watches: next look, last change, why one did not look
store|mute WATCH TIME         let a watch say nothing for a while
store|pause WATCH             keep a watch from looking until it is resumed
store|resume WATCH            let a paused watch look again
store|accept KEY   accept a finding for a time (--reason WHY, --days N, --false-positive, --repository GLOB)
store|accepted     list what is accepted, by whom and until when
store|unaccept ID  take an acceptance back
parts|status [IMAGE]          say how long the queue is, and how every part is
engine|chat         type the chat commands here
engine|serve        work on the queue and serve reports on 127.0.0.1:8080
parts|doctor       check everything a scan needs
store|notify test  send a sample card to a channel
store|audit        show who asked for what in the chats
store|store        copy the store to MongoDB or back (copy --to URI), or back it up (backup FILE)
script|stop         stop the private engine, if run.sh started one
script|help [VERB]  explain a verb; --version says which version this is
END
}

usage() {
  echo 'Usage: ./run.sh VERB [options]'
  echo
  verb_list | sed 's/^[a-z]*|/  /'
  cat <<'END'

Each verb has --help. What is missing (the build, a Docker engine, Trivy) is set up first, once.
Environment: DOCKER_HOST, DOCKERSCAN_TRIVY, DOCKERSCAN_TRIVY_MIRROR, DOCKERSCAN_TRIVY_DB, DOCKERSCAN_DATA, DOCKERSCAN_CONFIG (docs/configuration.md).
END
}

verbs() { verb_list | sed 's/^[a-z]*|\([a-z]*\).*/\1/'; }

needs() { # VERB: engine, parts, store or script; nothing when it is no verb
  verb_list | while IFS='|' read -r need line; do
    if [ "${line%% *}" = "$1" ]; then echo "$need"; fi
  done
}

serve_role() { # ARGUMENTS: the role that was typed, else that of the environment
  local role=${DOCKERSCAN__Serve__Role:-}
  while [ $# -gt 0 ]; do
    case "$1" in
      --role) role=${2:-} ;;
      --role=*) role=${1#--role=} ;;
    esac
    shift
  done
  printf '%s\n' "$role" | tr '[:upper:]' '[:lower:]'
}

nearest_verb() { # WORD: the verb that was probably meant, by the least number of slips of the keyboard
  verbs | awk -v typed="$1" '
    function least(a, b) { return a < b ? a : b }
    function slips(a, b,   i, j, d, same) {
      for (i = 0; i <= length(a); i++) for (j = 0; j <= length(b); j++) {
        if (i == 0 || j == 0) { d[i, j] = i + j; continue }
        same = substr(a, i, 1) == substr(b, j, 1)
        d[i, j] = least(least(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + !same)
        if (i > 1 && j > 1 && substr(a, i, 1) == substr(b, j - 1, 1) && substr(a, i - 1, 1) == substr(b, j, 1)) d[i, j] = least(d[i, j], d[i - 2, j - 2] + 1)
      }
      return d[length(a), length(b)]
    }
    length(typed) <= 32 { n = slips(typed, $0); if (n <= (length(typed) <= 3 ? 1 : 2) && (best == "" || n < fewest)) { best = $0; fewest = n } }
    END { print best }'
}

if [ "${1:-}" = help ]; then
  shift
  if [ $# -eq 0 ]; then set -- --help; else set -- "$@" --help; fi
fi
verb=${1:-}
need=$(needs "$verb")
if [ "$verb" = serve ]; then
  # Those two have nothing to do with an engine.
  case "$(serve_role "$@")" in chat | scheduler) need=store ;; esac
fi
case "$verb" in
  -h | --help) usage; exit 0 ;;
  --version | version)
    echo "dockerscan $(sed -n 's/.*<VersionPrefix>\(.*\)<.*/\1/p' "$root/Directory.Build.props")"
    exit 0
    ;;
  stop)
    case "${2:-}" in
      "") engine_stop "$DOCKERSCAN_DATA/engine"; exit 0 ;;
      -h | --help)
        echo "Usage: ./run.sh stop   Stops the private engine at once, if run.sh started one. It stops by itself after five idle minutes."
        exit 0
        ;;
      *) say "stop takes nothing, and nothing was stopped (see ./run.sh stop --help)"; exit 64 ;;
    esac
    ;;
  "") usage >&2; exit 64 ;;
  *)
    if [ -z "$need" ]; then
      near=$(nearest_verb "$verb")
      say "unknown verb '$verb'${near:+; did you mean $near?} (see ./run.sh --help)"
      exit 64
    fi
    ;;
esac

# What the program refuses by itself (options, settings, files, names of images, ids) it refuses before anything is set up for it.
before_setup() {
  local said code=0
  before_setup() { :; }
  said=$(dotnet "$host" "$verb" --refuse-only "${typed[@]:1}" 2>&1 >/dev/null) || code=$?
  if [ "$code" -ne 0 ]; then
    printf '%s\n' "$said" >&2
    exit "$code"
  fi
}

typed=("$@")
help=''
for word in "$@"; do
  case "$word" in --help | -h | "-?") help=yes ;; esac
done

# Before the build: nobody waits a minute to be told that there is no engine.
if [ -z "$help" ] && [ "$need" = engine ] && ! engine_is_possible; then
  list_missing
  exit 69
fi
if ! build_is_current; then
  sdk_answers || { list_missing; exit 69; }
  build_host || exit 69
fi
has dotnet || { list_missing; exit 69; }
if [ -z "$help" ]; then
  if [ "$need" = store ]; then exec dotnet "$host" "$@"; fi
  # What is missing is reported there, instead of stopping at it.
  if [ "$need" = parts ]; then ensure_engine || true; else ensure_engine || exit 69; fi
  ensure_sentinel || say "going on without the sandbox: the doctor says what to do"
  ensure_trivy || say "going on without Trivy: the doctor says what to do"
  export DOCKERSCAN_SAMPLE_DB="$root/samples/trivy-db"
  if [ "$verb" = demo ]; then
    "$root/eng/build-samples.sh" good bad miner || exit 69
    # The demo shows what the sample images contain; see samples/trivy-db/README.md.
    export DOCKERSCAN_TRIVY_DB="${DOCKERSCAN_TRIVY_DB:-$DOCKERSCAN_SAMPLE_DB}"
  fi
fi
# exec: Ctrl-C and the exit code are the program's own. The engine's user lock (fd 9) lives as long as it.
exec dotnet "$host" "$@"
