#!/usr/bin/env bash
# Sets up what is missing, then runs DockerScan. Everything it says goes to stderr: stdout is the answer's.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$root/eng/lib.sh"

usage() {
  cat <<'END'
Usage: ./run.sh VERB [options]

  demo         scan a good and a bad sample image and show the answers
  scan IMAGE   scan an image and write its report (--json, --markdown, --output DIR, --fail-on high|medium|low …)
  chat         type the chat commands here
  serve        work on the queue and serve reports on 127.0.0.1:8080
  doctor       check everything a scan needs
  notify test  send a sample card to a channel
  audit        show who asked for what in the chats
  stop         stop the private engine, if run.sh started one

Each verb has --help. What is missing (the build, a Docker engine, Trivy) is set up first, once.
Environment: DOCKER_HOST, DOCKERSCAN_TRIVY, DOCKERSCAN_TRIVY_DB, DOCKERSCAN_DATA, DOCKERSCAN_CONFIG (docs/configuration.md).
END
}

verb=${1:-}
needs_no_engine() { [ "$verb" = notify ] || [ "$verb" = audit ]; }
case "$verb" in
  -h | --help) usage; exit 0 ;;
  stop) engine_stop "$DOCKERSCAN_DATA/engine"; exit 0 ;;
  demo | scan | chat | serve | doctor | notify | audit) ;;
  "") usage >&2; exit 64 ;;
  *) say "unknown verb '$verb'"; usage >&2; exit 64 ;;
esac

help=''
for word in "$@"; do
  case "$word" in --help | -h | "-?") help=yes ;; esac
done

# Before the build: nobody waits a minute to be told that there is no engine.
if [ -z "$help" ] && [ "$verb" != doctor ] && ! needs_no_engine && ! engine_is_possible; then
  list_missing
  exit 69
fi
if ! build_is_current; then
  sdk_answers || { list_missing; exit 69; }
  build_host || exit 69
fi
has dotnet || { list_missing; exit 69; }
if [ -z "$help" ]; then
  if needs_no_engine; then exec dotnet "$host" "$@"; fi
  # The doctor reports what is missing instead of stopping at it.
  if [ "$verb" = doctor ]; then ensure_engine || true; else ensure_engine || exit 69; fi
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
