#!/usr/bin/env bash
# Sets up what the tests need, then runs them all against real parts. The last line is "N passed, N failed, N skipped".
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$root"
# shellcheck source=eng/lib.sh
. "$root/eng/lib.sh"
export DOCKERSCAN_DATA="$root/.dockerscan/test"
unit=
case "${1:-}" in
  "") ;;
  --unit) unit=yes ;;
  *) echo "Usage: ./test.sh [--unit]   --unit leaves out what needs an engine" ; [ "$1" = --help ] && exit 0; exit 64 ;;
esac

passed=0 failed=0 skipped=0 registry_pid=
state="$DOCKERSCAN_DATA/engine"
clean_up() {
  [ -z "$registry_pid" ] || kill "$registry_pid" 2>/dev/null || true
  [ -n "$unit" ] || engine_stop "$state" 2>/dev/null || true
}
trap clean_up EXIT

check() { # check WORDS COMMAND...: a check that counts as one test
  local words=$1
  shift
  if step "$words" "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}

count() { # count ATTRIBUTE FILE: of the runner's <assembly> element
  local value
  value=$(grep -o '<assembly [^>]*' "$2" | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | head -n 1)
  echo "${value:-0}"
}

start_registry() {
  local port config="$DOCKERSCAN_DATA/registry.yml"
  port=$(python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])' 2>/dev/null || echo 5901)
  rm -rf "$DOCKERSCAN_DATA/registry"
  printf 'version: 0.1\nstorage:\n  filesystem:\n    rootdirectory: %s\nhttp:\n  addr: 127.0.0.1:%s\n' "$DOCKERSCAN_DATA/registry" "$port" >"$config"
  docker-registry serve "$config" >"$DOCKERSCAN_DATA/registry.log" 2>&1 9>&- &
  registry_pid=$!
  export DOCKERSCAN_TEST_REGISTRY="127.0.0.1:$port"
}

mkdir -p "$DOCKERSCAN_DATA"
step "building the solution" dotnet build DockerScan.sln -c Release -v quiet -nologo
if [ -z "$unit" ]; then
  if [ "$(id -u)" = 0 ] && is_debian; then
    install_packages docker.io iptables iproute2 mmdebstrap busybox-static docker-registry golang-go golang-github-coreos-bbolt-dev shellcheck jq
    engine_start "$state"
  else
    say "not root on Debian: the engine at DOCKER_HOST is used, and docker-registry, Go and mmdebstrap as far as they are here"
    ensure_engine
  fi
  ensure_trivy
  command -v docker-registry >/dev/null && start_registry
  eng/build-samples.sh
  export DOCKERSCAN_TEST_TRIVY_DB="$root/samples/trivy-db" DOCKERSCAN_SAMPLES="$root/samples"
  check "shellcheck" shellcheck -x run.sh test.sh eng/*.sh bench/*.sh
  check "database and source agree" eng/trivy-db/check.sh
  check "the ban list fires" eng/check-bans.sh
fi

results="$DOCKERSCAN_DATA/results"
rm -rf "$results"
mkdir -p "$results"
for project in tests/*Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  printf '== %s\n' "$name"
  code=0
  "artifacts/bin/$name/release/$name" -noColor -noLogo ${unit:+-trait- Category=Engine} -result-xml "$results/$name.xml" || code=$?
  # The counts come from the runner's own result file; a run that left none has crashed.
  if [ -s "$results/$name.xml" ]; then
    p=$(count passed "$results/$name.xml") s=$(count skipped "$results/$name.xml")
    f=$(($(count failed "$results/$name.xml") + $(count errors "$results/$name.xml")))
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
    grep -o '<test [^>]*result="Skip"[^>]*' "$results/$name.xml" | grep -o ' name="[^"]*"' | sed 's/^/  skipped:/' || true
    # A runner that failed without a failed test has crashed.
    [ "$code" -eq 0 ] || [ "$f" -gt 0 ] || [ "$((p + s))" -eq 0 ] || failed=$((failed + 1))
  else
    say "$name left no result (exit $code)"
    failed=$((failed + 1))
  fi
done
[ "$passed" -gt 0 ] || failed=$((failed + 1))
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
