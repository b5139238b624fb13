#!/usr/bin/env bash
# Sets up what the tests need, then runs them all against real parts. The last line is "N passed, N failed, N skipped".
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$root"
# The tests' engine and data are their own, whatever the caller's are.
export DOCKERSCAN_DATA="$root/.dockerscan/test"
# shellcheck source=eng/lib.sh
. "$root/eng/lib.sh"

usage() {
  cat <<'END'
Usage: ./test.sh [--unit] [--all-samples] [--filter-class NAME] [--filter-method NAME] [--filter-trait NAME=VALUE] [--filter-not-trait NAME=VALUE] [--project NAME]

  --unit      leaves out what needs an engine
  --all-samples  scans every sandbox sample, not one of each kind
  --project   runs one test project, e.g. DockerScan.Core.Tests
Filters take * at either end and may be repeated. With a filter, the checks that are not tests are left out.
END
}

unit='' filtered='' only='' filters=()
while [ $# -gt 0 ]; do
  case "$1" in
    --all-samples) export DOCKERSCAN_TEST_ALL_SAMPLES=yes; shift; continue ;;
    --unit) unit=yes filters+=(-trait- Category=Engine); shift; continue ;;
    --help | -h) usage; exit 0 ;;
  esac
  [ $# -ge 2 ] || { usage >&2; exit 64; }
  case "$1" in
    --filter-class) filters+=(-class "$2") ;;
    --filter-method) filters+=(-method "$2") ;;
    --filter-trait) filters+=(-trait "$2") ;;
    --filter-not-trait) filters+=(-trait- "$2") ;;
    --project) only=$2 ;;
    *) usage >&2; exit 64 ;;
  esac
  filtered=yes
  shift 2
done

passed=0 failed=0 skipped=0 registry_pid='' finished=''
state="$DOCKERSCAN_DATA/engine"
clean_up() {
  [ -z "$registry_pid" ] || kill "$registry_pid" 2>/dev/null || true
  if [ -z "$unit" ] && [ -n "${engine_is_ours:-}" ]; then engine_stop "$state" || true; fi
  # Whatever ended it, the last line says so.
  [ -n "$finished" ] || echo "$passed passed, $((failed + 1)) failed, $skipped skipped"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

failures=()
check() { # check WORDS COMMAND...: a check that counts as one test
  local words=$1
  shift
  if step "$words" "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)) failures+=("$words"); fi
}

count() { # count ATTRIBUTE FILE: of the runner's <assembly> element
  local value
  value=$(grep -o '<assembly [^>]*' "$2" | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | head -n 1)
  echo "${value:-0}"
}

skips() { # skips FILE: each skipped test with its reason
  awk '
    BEGIN { RS = "<" }
    /^test .*result="Skip"/ { match($0, / name="[^"]*"/); name = substr($0, RSTART + 7, RLENGTH - 8) }
    /^reason>/ && name != "" { sub(/^reason>(<!\[CDATA\[)?/, ""); reason = $0 }
    /^!\[CDATA\[/ && name != "" { sub(/^!\[CDATA\[/, ""); sub(/\]\]>.*/, ""); reason = $0 }
    /^\/test>/ && name != "" { print "  skipped: " name ": " reason; name = ""; reason = "" }
  ' "$1"
}

failed_tests() { # failed_tests FILE: each failed test with the first lines of what it said
  awk '
    BEGIN { RS = "<" }
    /^test .*result="Fail"/ { match($0, / name="[^"]*"/); name = substr($0, RSTART + 7, RLENGTH - 8); said = "" }
    /^message>/ && name != "" { sub(/^message>/, ""); said = $0 }
    /^!\[CDATA\[/ && name != "" && said ~ /^[[:space:]]*$/ { sub(/^!\[CDATA\[/, ""); sub(/\]\]>.*/, ""); said = $0 }
    /^\/test>/ && name != "" { gsub(/[[:space:]]+/, " ", said); print name ": " substr(said, 1, 400); name = "" }
  ' "$1"
}

left_behind() { # left_behind FOLDER: what the tests left in their folder for temporary files; not the sockets of killed .NET processes
  find "$1" -mindepth 1 -maxdepth 1 ! -name 'dotnet-diagnostic-*' ! -name 'clr-debug-pipe-*' -printf '%f\n' | sort
}

free_port() { # one that nothing listens on, below the range of outgoing connections
  local port
  for port in $(seq 20500 20999); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return 0; }
  done
  return 1
}

start_registry() {
  local port _ config="$DOCKERSCAN_DATA/registry.yml"
  port=$(free_port)
  rm -rf "$DOCKERSCAN_DATA/registry"
  printf 'version: 0.1\nlog:\n  level: warn\nstorage:\n  filesystem:\n    rootdirectory: "%s"\n  delete:\n    enabled: true\nhttp:\n  addr: 127.0.0.1:%s\n' "$DOCKERSCAN_DATA/registry" "$port" >"$config"
  docker-registry serve "$config" >"$DOCKERSCAN_DATA/registry.log" 2>&1 9>&- &
  registry_pid=$!
  for _ in $(seq 1 50); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      export DOCKERSCAN_TEST_REGISTRY="127.0.0.1:$port"
      return 0
    fi
    sleep 0.1
  done
  say "the registry did not start; its tests say so"
  tail -n 5 "$DOCKERSCAN_DATA/registry.log" >&2
}

mkdir -p "$DOCKERSCAN_DATA"
sdk_answers || { list_missing; exit 69; }
# The SDK leaves two empty folders for temporary files a project.
building=$(mktemp -d /tmp/dst-XXXXXX)
TMPDIR="$building" step "building the solution" dotnet build DockerScan.sln -c Release -v quiet -nologo -nodeReuse:false
rm -rf "$building"
if [ -z "$unit" ]; then
  if can_install; then
    install_packages docker.io iptables iproute2 mmdebstrap busybox-static docker-registry golang-go golang-github-coreos-bbolt-dev shellcheck jq curl rpm python3-pymongo python3-gridfs chromium fonts-noto-cjk
    install_packages docker-compose python3-yaml prometheus || say "going on without docker-compose or promtool: what they check is skipped by name"
    unset DOCKER_HOST
    engine_is_ours=yes
    engine_start "$state"
  else
    say "not root on Debian: the engine at DOCKER_HOST is used, and docker-registry, Go and shellcheck as far as they are here"
    ensure_engine
  fi
  ensure_trivy
  ensure_sentinel
  if has docker-registry; then start_registry; fi
  eng/build-samples.sh systems || say "not all samples of other systems could be made; their tests say which"
  eng/build-samples.sh bad debian deep-entrypoint good hostile-names many-layers no-entrypoint no-shell scratch-busybox secret-env
  if [ "${DOCKERSCAN_TEST_ALL_SAMPLES:-}" = yes ]; then
    eng/build-samples.sh sandbox
  else
    eng/build-samples.sh miner miner-beside reverse-shell backdoor token-thief shell killer caller-dropper never-ends spoofed-flood wiper cannot-start gate-opener check-listener watcher-killer leaderless
  fi
  DOCKERSCAN_TEST_TRIVY_DB=$(full_trivy_db "$state/test-trivy-db")
  export DOCKERSCAN_TEST_TRIVY_DB DOCKERSCAN_SAMPLES="$root/samples"
  if [ -z "$filtered" ]; then
    if has shellcheck; then check "shellcheck" shellcheck -x run.sh test.sh .ci/run eng/*.sh eng/cases/*.sh eng/trivy-db/*.sh eng/systems/*.sh samples/*/*.sh samples/sandbox/*/*.sh samples/systems/*/*.sh bench/*.sh tests/clients/*.sh tests/deploy/*.sh deploy/*.sh deploy/mongodb/*.sh; fi
    if has go; then check "database and source agree" eng/trivy-db/check.sh; fi
    check "the ban list fires" eng/check-bans.sh
    if has promtool && has jq; then
      check "Prometheus accepts the alert rules and the dashboard's queries" tests/deploy/rules.sh
    else
      say "skipped: Prometheus accepts the alert rules and the dashboard's queries: promtool (Debian: prometheus) is not here"
    fi
    if has docker; then check "deploy/Dockerfile is built on local bases, and the demo runs inside" tests/deploy/image.sh; fi
    if has docker-compose; then
      check "the engine of docker-compose.yml reaches neither store nor bot" tests/deploy/networks.sh
    else
      say "skipped: the engine of docker-compose.yml reaches neither store nor bot: docker-compose is not here"
    fi
    if has npm; then
      check "docker-compose.yml is valid for 1.29 and v2" tests/deploy/compose.sh
      check "Slack's own client accepts the loopback server" tests/clients/check.sh slack drive
      check "Slack's own types accept the cards" tests/clients/check.sh slack cards
      check "discord.js accepts the loopback server" tests/clients/check.sh discord drive
      check "Discord's own types accept the cards" tests/clients/check.sh discord cards
      check "MongoDB's own drivers accept the loopback server" tests/clients/check.sh mongodb drive
      if has chromium; then
        check "axe-core finds no fault in the pages" tests/clients/check.sh axe pages
        if has docker; then check "a person's walk through the pages in a browser" env DOCKERSCAN_TRIVY_DB="$DOCKERSCAN_TEST_TRIVY_DB" tests/clients/check.sh playwright walk; fi
      fi
      check "a VirusTotal client accepts the loopback server" tests/clients/check.sh virustotal drive
      check "a receiver of Standard Webhooks accepts what is sent" tests/clients/check.sh webhook drive
    fi
  fi
fi

results="$DOCKERSCAN_DATA/results"
rm -rf "$results"
mkdir -p "$results"
for project in tests/*Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  [ -z "$only" ] || [ "$only" = "$name" ] || continue
  printf '== %s\n' "$name"
  # Short, for sockets lie in it too. What is in it afterwards was left behind.
  temporary=$(mktemp -d /tmp/dst-XXXXXX)
  # The browser that prints is nobody when this is root, and has its folder below.
  chmod 711 "$temporary"
  code=0
  # 9 is the engine's lock: what a test leaves running must not hold it.
  TMPDIR="$temporary" "artifacts/bin/$name/release/$name" -noColor -noLogo ${filters[@]+"${filters[@]}"} -result-xml "$results/$name.xml" 9>&- || code=$?
  # The counts come from the runner's own result file; a run that left none has crashed.
  if [ -s "$results/$name.xml" ]; then
    p=$(count passed "$results/$name.xml") s=$(count skipped "$results/$name.xml")
    f=$(($(count failed "$results/$name.xml") + $(count errors "$results/$name.xml")))
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
    [ "$s" -eq 0 ] || skips "$results/$name.xml"
    mapfile -t -O "${#failures[@]}" failures < <(failed_tests "$results/$name.xml")
    # A runner that failed without a failed test has crashed; one without any test has nothing to say.
    [ "$code" -eq 0 ] || [ "$f" -gt 0 ] || [ "$((p + s))" -eq 0 ] || { failed=$((failed + 1)) failures+=("$name ended with $code"); }
  else
    say "$name left no result (exit $code)"
    failed=$((failed + 1)) failures+=("$name left no result (exit $code)")
  fi
  left=$(left_behind "$temporary")
  rm -rf "$temporary"
  # Said, and no failure: what outlives its test by a moment on a busy machine may write once more.
  [ -z "$left" ] || say "$name left files behind: $(printf '%s' "$left" | head -n 5 | tr '\n' ' ')"
done
if [ "$((passed + failed))" -eq 0 ]; then
  say "no test ran"
  failed=1
fi
# The engine stops first, so that nothing comes after the last line.
finished=yes
clean_up
trap - EXIT
# Said again at the end: what ran between is long.
[ "${#failures[@]}" -eq 0 ] || printf 'failed: %s\n' "${failures[@]:0:50}"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
