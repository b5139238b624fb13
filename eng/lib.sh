# shellcheck shell=bash
# What run.sh and test.sh share: words, the build, the private engine, Trivy.

root=${root:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)}
export DOCKERSCAN_DATA=${DOCKERSCAN_DATA:-$root/.dockerscan}
# The state of an engine is named by its path, so the path must not depend on where one stands.
case "$DOCKERSCAN_DATA" in /*) ;; *) DOCKERSCAN_DATA="$PWD/$DOCKERSCAN_DATA" ;; esac
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# dotnet and npm refuse to work without a home; accounts of services often have none.
if [ ! -w "${HOME:-/nonexistent}" ]; then
  export HOME="$root/.dockerscan/home"
  mkdir -p "$HOME" 2>/dev/null || true
fi
tools="$root/.dockerscan/tools"

say() { printf 'dockerscan: %s\n' "$*" >&2; }

step() { # step WORDS COMMAND...: says what it does and how long it took; the command's output is shown when it fails
  local words=$1 into from code=0 started=$SECONDS
  shift
  unnamed_file
  printf 'dockerscan: %s … ' "$words" >&2
  if "$@" >&"$into" 2>&1; then
    printf '%ss\n' "$((SECONDS - started))" >&2
  else
    code=1
    printf 'failed\n' >&2
    tail -n 40 <&"$from" >&2
  fi
  exec {into}>&- {from}<&-
  return "$code"
}

# shellcheck disable=SC2034 # the caller's own
unnamed_file() { # sets into and from to its two ends: without a name nothing of it stays, however this ends
  local file
  file=$(mktemp)
  exec {into}>"$file"
  exec {from}<"$file"
  rm -f "$file"
}

has() { command -v "$1" >/dev/null 2>&1; }

sha256() { if has sha256sum; then sha256sum; else shasum -a 256; fi; }

is_debian() { [ -r /etc/debian_version ] && has apt-get; }

can_install() { [ "$(id -u)" = 0 ] && is_debian; }

install_packages() { # PACKAGE...: those that are missing, as root on Debian or Ubuntu
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  can_install || { say "not installed: ${missing[*]}"; return 1; }
  step "installing ${missing[*]}" apt_install "${missing[@]}" ||
    { say "apt-get could not install ${missing[*]}; next step: give this machine a network or a mirror of its distribution, or install them by hand"; return 1; }
}

# No service starts because of an installation: the engine and the registry here are our own. The file says who made it, and one whose
# maker is gone (killed without a word) is removed the next time.
policy_rc=${policy_rc:-/usr/sbin/policy-rc.d}
policy_mark='# made by dockerscan for an installation, process'

policy_maker() { sed -n "s/^$policy_mark \([0-9]*\)$/\1/p" "$policy_rc" 2>/dev/null; }

policy_forget() { # the one of a maker that is gone
  local maker
  maker=$(policy_maker) || true
  if [ -n "$maker" ] && ! kill -0 "$maker" 2>/dev/null; then rm -f "$policy_rc"; fi
}

apt_install() ( # a shell of its own: what it traps is its own, and the file goes however it ends
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq || exit 1
  policy_forget
  if [ ! -e "$policy_rc" ]; then
    trap 'rm -f "$policy_rc"' EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
    printf '#!/bin/sh\n%s %s\nexit 101\n' "$policy_mark" "$BASHPID" >"$policy_rc" && chmod 755 "$policy_rc"
  fi
  apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"
)

# Called before an engine is started, the sentinel built or Trivy fetched: run.sh has something to ask first.
before_setup() { :; }

# ---- what must be here -----------------------------------------------------------------------------------------

sdk_answers() { has dotnet && (cd "$root" && dotnet --version) >/dev/null 2>&1; }

sdk_version() { sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$root/global.json"; }

engine_is_possible() { # cheap: nothing is started
  [ -n "${DOCKER_HOST:-}" ] || socket_answers /var/run/docker.sock || can_install
}

list_missing() { # one list of all that a person has to install, numbered
  local number=0
  say "this machine lacks something that run.sh cannot install here. Install it and start again:"
  # Who starts what another user built needs none.
  if ! build_is_current && ! sdk_answers; then
    number=$((number + 1))
    printf '  %s. The .NET SDK %s or newer in that band: https://dot.net\n' "$number" "$(sdk_version)" >&2
  fi
  if [ -z "${DOCKER_HOST:-}" ] && ! socket_answers /var/run/docker.sock && ! can_install; then
    number=$((number + 1))
    cat >&2 <<END
  $number. Docker Engine 20.10 or newer: https://docs.docker.com/engine/install/
     If it is there and not yet yours: sudo usermod -aG docker "\$USER", then log in again.
     If it is on another machine:      export DOCKER_HOST=tcp://HOST:2376
     As root on Debian or Ubuntu, run.sh installs and starts an engine of its own.
END
  fi
  if ! trivy_is_possible; then
    number=$((number + 1))
    printf '  %s. Trivy %s: https://trivy.dev, on PATH or named by DOCKERSCAN_TRIVY (on Linux, amd64 or arm64, run.sh fetches it where curl is)\n' "$number" "$TRIVY_VERSION" >&2
  fi
}

# ---- the build -------------------------------------------------------------------------------------------------

case "$(uname -m)" in aarch64 | arm64) rid=linux-arm64 ;; *) rid=linux-x64 ;; esac
host="$root/artifacts/publish/DockerScan.Host/release_$rid/DockerScan.Host.dll"

build_is_current() {
  [ -f "$root/artifacts/host.stamp" ] && [ -f "$host" ] &&
    [ -z "$(find "$root/src" "$root/config" "$root"/Directory.*.props "$root/global.json" -newer "$root/artifacts/host.stamp" -print -quit)" ]
}

publish() { # WORDS PROJECT OPTION...: no build server stays behind, it would keep this script's locks
  local words=$1 log="$root/artifacts/publish.log"
  shift
  if step "$words" publish_into "$log" "$@"; then return 0; fi
  if lacks_packages "$log"; then
    say "next step: run it once where there is a network, or bring the packages folder of a machine that built this version (~/.nuget/packages, or name one in NUGET_PACKAGES), then start again"
  fi
  return 1
}

publish_into() { # LOG PROJECT OPTION...
  local log=$1 names
  shift
  if dotnet publish "$@" -c Release -r "$rid" -v quiet -nologo -nodeReuse:false >"$log" 2>&1; then return 0; fi
  if lacks_packages "$log"; then
    names=$(sed -n "s/.*information about '\([^']*\)'.*/\1/p" "$log" | sort -u | head -n 5 | paste -sd, | sed 's/,/, /g')
    echo "dockerscan: the build needs packages that are not on this machine${names:+ ($names …)}, and NuGet's registry cannot be reached"
  else
    cat "$log"
  fi
  return 1
}

lacks_packages() { grep -qE ': error (NU1301|NU1101|NU1102)' "$1" 2>/dev/null; }

may_build() { # a service's user often may only read
  if mkdir -p "$root/artifacts" 2>/dev/null && [ -w "$root/artifacts" ]; then return 0; fi
  say "$root/artifacts cannot be written to, so nothing can be built. Next step: ./run.sh doctor, once, as the user whose it is"
  return 69
}

build_host() { # needs the SDK
  build_is_current && return 0
  may_build || return 69
  # One build at a time; whoever waited finds it done.
  exec 5>"$root/artifacts/build.lock"
  if has flock; then flock 5; fi
  if ! build_is_current; then
    # The stamp is as old as the start of the build: what changes meanwhile is built the next time.
    touch "$root/artifacts/host.stamp.new"
    publish "building" "$root/src/DockerScan.Host" 5>&- || return 1
    mv "$root/artifacts/host.stamp.new" "$root/artifacts/host.stamp"
  fi
  exec 5>&-
}

sentinel="$root/artifacts/publish/DockerScan.Sentinel/release_$rid/sentinel"

sentinel_is_current() {
  [ -f "$root/artifacts/sentinel.stamp" ] && [ -x "$sentinel" ] &&
    [ -z "$(find "$root/src/DockerScan.Sentinel" "$root"/Directory.*.props "$root/global.json" -newer "$root/artifacts/sentinel.stamp" -print -quit)" ]
}

# The static native binary of the sandbox; it needs a C compiler to be linked. Exports DOCKERSCAN_SENTINEL.
ensure_sentinel() {
  if [ -n "${DOCKERSCAN_SENTINEL:-}" ]; then return 0; fi
  if ! sentinel_is_current; then
    before_setup
    may_build || return 69
    if ! has gcc || ! printf 'int main(void){return 0;}' | gcc -static -x c - -o /dev/null 2>/dev/null; then
      can_install || { say "gcc with the static C library is missing: the sandbox cannot be built"; return 69; }
      install_packages gcc libc6-dev || return 69
    fi
    exec 5>"$root/artifacts/build.lock"
    if has flock; then flock 5; fi
    if ! sentinel_is_current; then
      touch "$root/artifacts/sentinel.stamp.new"
      publish "building the sentinel" "$root/src/DockerScan.Sentinel" -p:PublishAot=true -p:RestoreLockedMode=true 5>&- || return 1
      mv "$root/artifacts/sentinel.stamp.new" "$root/artifacts/sentinel.stamp"
    fi
    exec 5>&-
  fi
  export DOCKERSCAN_SENTINEL="$sentinel"
}

# ---- the engine ------------------------------------------------------------------------------------------------

socket_answers() { # PATH: by whatever client is here
  [ -S "$1" ] || return 1
  if has docker; then
    docker -H "unix://$1" version --format '{{.Server.Version}}' >/dev/null 2>&1
  elif has curl; then
    curl -fsS -m 5 --unix-socket "$1" http://engine/_ping >/dev/null 2>&1
  else
    [ -r "$1" ] && [ -w "$1" ] # No client to ask with: the program itself will say.
  fi
}

ensure_engine() {
  policy_forget
  if [ -n "${DOCKER_HOST:-}" ]; then
    return 0 # The operator's choice: the program itself says if it does not answer.
  fi
  if socket_answers /var/run/docker.sock; then
    export DOCKER_HOST=unix:///var/run/docker.sock
    return 0
  fi
  if ! can_install; then
    list_missing
    return 69
  fi
  engine_names "$DOCKERSCAN_DATA/engine"
  engine_pid >/dev/null || before_setup
  install_engine || return 69
  engine_start "$DOCKERSCAN_DATA/engine" || return 69
  engine_keeper "$DOCKERSCAN_DATA/engine"
}

install_engine() { # by command, not by package: Docker's own packages do as well
  local wanted=()
  { has dockerd && has docker; } || wanted+=(docker.io)
  has iptables || wanted+=(iptables)
  has ip || wanted+=(iproute2)
  [ ${#wanted[@]} -eq 0 ] || install_packages "${wanted[@]}"
}

engine_names() { # STATE: sets the names that belong to one private engine
  local id
  state=$1
  id=$(printf '%s' "$state" | sha256 | cut -c1-8)
  # A socket's path has at most 107 bytes, so it does not lie below the data folder.
  run_dir="/run/dockerscan-$id"
  socket="$run_dir/docker.sock"
  pid_file="$run_dir/docker.pid"
  bridge="dscan$(printf '%s' "$id" | cut -c1-6)"
}

engine_pid() { # the running engine's pid; a pid file left by a killed one may name somebody else's process
  local pid
  pid=$(cat "$pid_file" 2>/dev/null) || return 1
  [ -n "$pid" ] && is_dockerd "$pid" || return 1
  printf '%s' "$pid"
}

is_dockerd() { [ "$(cat "/proc/$1/comm" 2>/dev/null)" = dockerd ] && words_of "$1" | grep -qF -- "--data-root $state/data "; }

words_of() { { tr '\0' ' ' <"/proc/$1/cmdline"; } 2>/dev/null; }

engine_start() { # STATE
  engine_names "$1"
  mkdir -p "$state" "$run_dir"
  exec 8>"$state/start.lock"
  flock 8
  # Held by this process and whatever it execs; the keeper stops the engine when nobody holds it.
  exec 9>"$state/users.lock"
  flock -s 9
  if ! { engine_pid >/dev/null && socket_answers "$socket"; }; then
    step "starting a private Docker engine" engine_launch || { exec 8>&- 9>&-; return 1; }
  fi
  exec 8>&-
  export DOCKER_HOST="unix://$socket"
}

alone() { # COMMAND: becomes it, with nothing open of what we or our caller hold: it outlives both, and would keep their locks
  local fd
  for fd in /proc/self/fd/*; do
    fd=${fd##*/}
    [ "$fd" -le 2 ] || eval "exec $fd>&-"
  done
  exec setsid "$@"
}

engine_launch() {
  engine_clear
  mkdir -p "$run_dir"
  engine_bridge || return 1
  (alone dockerd --data-root "$state/data" --exec-root "$run_dir/exec" --pidfile "$pid_file" --bridge "$bridge" -H "unix://$socket") >"$state/dockerd.log" 2>&1 </dev/null &
  local started=$! _
  for _ in $(seq 1 300); do
    socket_answers "$socket" && return 0
    kill -0 "$started" 2>/dev/null || break
    sleep 0.1
  done
  tail -n 20 "$state/dockerd.log"
  engine_clear
  return 1
}

engine_bridge() { # a bridge of its own, with the first /24 that nobody here has a route into
  local second third
  ip link add name "$bridge" type bridge 2>/dev/null || true
  if ! ip -4 -o addr show dev "$bridge" | grep -q inet; then
    for second in 31 30 29 28 27 26 25 24 23 22 21 20 19 18; do
      for third in $((0x$(printf '%s' "$bridge" | tail -c 2))) 77 177; do
        if is_free "172.$second.$third"; then
          ip addr add "172.$second.$third.1/24" dev "$bridge" && break 2
        fi
      done
    done
  fi
  ip -4 -o addr show dev "$bridge" | grep -q inet || { echo "no free network between 172.18 and 172.31 for $bridge"; return 1; }
  ip link set "$bridge" up
}

is_free() { [ -z "$(ip -4 route show match "$1.1" | grep -v '^default')$(ip -4 route show root "$1.0/24")$(ip -4 -o addr show | grep -F "inet $1.")" ]; }

engine_clear() { # what an engine that was killed leaves: its socket, pid files, and its containerd with the shims
  local entry pid
  for entry in /proc/[0-9]*; do
    pid=${entry#/proc/}
    case "$(cat "$entry/comm" 2>/dev/null)" in
      dockerd | containerd | containerd-shim* | runc)
        if words_of "$pid" | grep -qF -- "$run_dir/exec"; then kill -9 "$pid" 2>/dev/null || true; fi
        ;;
    esac
  done
  rm -f "$socket" "$pid_file" "$run_dir/exec/containerd/containerd.pid" "$run_dir/exec/containerd/containerd.sock"*
}

engine_stop() { # STATE
  local pid _ table rule mounted
  engine_names "$1"
  if pid=$(engine_pid); then
    kill "$pid" 2>/dev/null || true
    # It stops its containers first, and gives each ten seconds.
    for _ in $(seq 1 200); do
      is_dockerd "$pid" || break
      sleep 0.1
    done
    say "the private engine is stopped"
  fi
  engine_clear
  has ip || return 0
  ip link del "$bridge" 2>/dev/null || true
  # The engine leaves the firewall rules of its bridge behind.
  if has iptables-save; then
    for table in filter nat; do
      { iptables-save -t "$table" 2>/dev/null | grep -E -- " $bridge( |$)" | sed 's/^-A/-D/' || true; } | while read -r rule; do
        # shellcheck disable=SC2086 # A rule is words.
        iptables -w -t "$table" $rule 2>/dev/null || true
      done
    done
  fi
  # Mounts that a killed engine left would keep its folders busy.
  { grep -F -e " $run_dir/" -e " $state/data" /proc/self/mounts || true; } | cut -d' ' -f2 | sort -r | while read -r mounted; do umount -l "$mounted" 2>/dev/null || true; done
  rm -rf "$run_dir"
}

engine_keeper() { # STATE: in the background, stops the engine when no run.sh has used it for a while
  (alone "$root/eng/engine-keeper.sh" "$1") >/dev/null 2>&1 </dev/null &
}

# ---- Trivy -----------------------------------------------------------------------------------------------------

# shellcheck source=eng/trivy.sh
. "$root/eng/trivy.sh"

# Prints a folder with the sample database's content and without its mark: for tests and bench, in the place of a real one.
full_trivy_db() { # full_trivy_db FOLDER
  mkdir -p "$1/db"
  cp "$root/samples/trivy-db/db/trivy.db" "$1/db/trivy.db"
  sed 's/"Sample":true,//' "$root/samples/trivy-db/db/metadata.json" >"$1/db/metadata.json"
  printf '%s\n' "$1"
}
