#!/usr/bin/env bash
# Builds sample images as dockerscan/sample-NAME:latest on the engine at DOCKER_HOST. Does nothing for those that are there.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=eng/lib.sh
. "$root/eng/lib.sh"
label=dev.dockerscan.sample
cache="$root/.dockerscan/cache"
base_image=dockerscan/base-debian:12
# Debian 12 as it was last released, without the security updates since: what it lacks stays the same.
base_packages=ca-certificates,curl,perl,python3
base_source="deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian bookworm main"
base_id=$(printf '%s %s' "$base_packages" "$base_source" | sha256 | cut -c1-16)

servers_image=dockerscan/base-servers:12
servers_packages=nginx-light,redis-server,postgresql,cron,openssh-server,python3
servers_id=$(printf '%s %s' "$servers_packages" "$base_source" | sha256 | cut -c1-16)

case "${1:-}" in
  -h | --help)
    echo "Usage: eng/build-samples.sh [NAME… | sandbox | systems]   NAME is a folder of samples/, samples/sandbox/ or, as systems/NAME, samples/systems/; sandbox and systems mean all of these; none means all of all"
    exit 0
    ;;
esac
has docker || { say "the docker command is missing: the samples are built with it"; exit 69; }

folder_of() { if [ -f "$root/samples/sandbox/$1/Dockerfile" ]; then echo "$root/samples/sandbox/$1"; else echo "$root/samples/$1"; fi; }

hash_of() { # a sample's files: names, modes, contents; and how it is built
  (
    cd "$(folder_of "$1")"
    [ ! -f "$root/samples/sandbox/$1/Dockerfile" ] || sha256 <"$root/samples/sandbox/act.c"
    find . -type f | LC_ALL=C sort | while read -r file; do
      [ ! -x "$file" ] || echo executable
      echo "$file"
      sha256 <"$file"
    done
    cat "$root/eng/build-samples.sh"
  ) | sha256 | cut -c1-16
}

is_there() { [ "$(docker image inspect -f "{{index .Config.Labels \"$label\"}}" "$1" 2>/dev/null)" = "$2" ]; }

# ---- busybox: one static binary, put in by Dockerfiles that copy it ---------------------------------------------

is_static() { [ -x "$1" ] && { ldd "$1" 2>&1 || true; } | grep -q -e 'not a dynamic' -e 'statically linked' -e 'not a valid dynamic'; }

find_busybox() { # sets busybox
  busybox=/bin/busybox
  if [ "$(uname -s)" = Linux ] && is_static "$busybox"; then return 0; fi
  busybox="$cache/busybox"
  [ -x "$busybox" ] || step "fetching a static busybox" briefly fetch_busybox || {
    say "next step: install busybox-static, or run this where there is a network and bring its .dockerscan/cache/busybox"
    return 69
  }
}

# What fails for want of a network is one line; what fails otherwise is shown as it is.
briefly() { # COMMAND...
  local log code=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 || code=$?
  if [ "$code" -ne 0 ] && grep -qE 'Temporary failure resolving|Could not resolve|Could not connect|Network is unreachable|connection timed out|dial tcp' "$log"; then
    echo "dockerscan: the mirror of its packages cannot be reached: no network, or no DNS"
  else
    cat "$log"
  fi
  rm -f "$log"
  return "$code"
}

fetch_busybox() { # from Debian's package, without installing it; elsewhere from the official image
  local folder container
  mkdir -p "$cache"
  if is_debian; then
    folder=$(mktemp -d)
    if ! (cd "$folder" && chmod 755 . && { apt-get download -qq busybox-static || { apt-get update -qq && apt-get download -qq busybox-static; }; } && dpkg-deb -x ./*.deb x); then
      rm -rf "$folder"
      return 1
    fi
    install -m 755 "$folder"/x/*bin/busybox "$busybox" 2>/dev/null || install -m 755 "$folder"/x/usr/bin/busybox "$busybox" || return 1
    rm -rf "$folder"
  else
    container=$(docker create busybox:stable-musl) || return 1
    docker cp "$container:/bin/busybox" "$busybox" || return 1
    docker rm "$container"
  fi
}

# ---- the Debian that some are made from ------------------------------------------------------------------------

debian_base() { make_base "$base_image" "$base_id" "$base_packages" debian; }

servers_base() { make_base "$servers_image" "$servers_id" "$servers_packages" servers; }

make_base() { # IMAGE ID PACKAGES NAME
  local image=$1 id=$2 packages=$3
  is_there "$image" "base-$id" && return 0
  local tar="$cache/$4-12-$id.tar"
  if [ ! -s "$tar" ] && ! has mmdebstrap && can_install; then install_packages mmdebstrap debian-archive-keyring || true; fi
  if [ ! -s "$tar" ] && has mmdebstrap; then
    mkdir -p "$cache"
    rm -f "$cache/$4"-12*.tar
    # Not --quiet: that hides why apt failed, too.
    step "making a Debian 12 root file system ($4)" briefly mmdebstrap --format=tar --variant=minbase "--include=$packages" bookworm "$tar.new" "$base_source" || {
      rm -f "$tar.new"
      say "next step: run this where there is a network, or bring the .dockerscan/cache of a machine that made ${tar##*/}"
      return 69
    }
    mv "$tar.new" "$tar"
  fi
  if [ -s "$tar" ]; then
    step "importing $image" docker import -c "LABEL $label=base-$id" -c 'CMD ["/bin/bash"]' "$tar" "$image"
  elif [ "$4" = debian ]; then
    say "mmdebstrap is not here: the samples are made from the registry's debian:12-slim, and what is found in it may differ"
    step "pulling debian:12-slim" docker pull debian:12-slim || { say "install mmdebstrap, or let the engine reach a registry"; return 69; }
    printf 'FROM debian:12-slim\nLABEL %s=base-%s\n' "$label" "$id" | DOCKER_BUILDKIT=0 step "building $image" docker build -t "$image" -
  else
    say "mmdebstrap is not here: the server samples cannot be made"
    return 69
  fi
}

# ---- act: what the sandbox samples do, one static program ------------------------------------------------------

make_act() {
  act="$cache/act-$(sha256 <"$root/samples/sandbox/act.c" | cut -c1-16)"
  [ ! -x "$act" ] || return 0
  has gcc || { can_install && install_packages gcc libc6-dev; } || { say "gcc is missing: the sandbox samples are built with it"; return 69; }
  mkdir -p "$cache"
  rm -f "$cache"/act-*
  # Another build may be at it at the same time.
  step "compiling act" gcc -static -Os -o "$act.$$" "$root/samples/sandbox/act.c" && mv "$act.$$" "$act"
}

# ---- the samples -----------------------------------------------------------------------------------------------

build() {
  local name=$1 hash image="dockerscan/sample-${1//\//-}:latest" context
  local folder
  folder=$(folder_of "$name")
  [ -f "$folder/Dockerfile" ] || { say "there is no sample '$name'; there are: $({ names ""; names sandbox/; names systems/ | sed 's|^|systems/|'; } | tr '\n' ' ')"; return 64; }
  hash=$(hash_of "$name")
  is_there "$image" "$hash" && return 0
  if grep -q "^FROM $base_image" "$folder/Dockerfile"; then debian_base || return; fi
  if grep -q "^FROM $servers_image" "$folder/Dockerfile"; then servers_base || return; fi
  find_busybox || return
  context=$(mktemp -d)
  # shellcheck disable=SC2064 # This context, now.
  trap "rm -rf '$context'" EXIT
  cp -a "$folder/." "$context/"
  if grep -q '^COPY act ' "$folder/Dockerfile"; then
    make_act || return
    cp "$act" "$context/act"
  fi
  cp "$busybox" "$context/busybox"
  [ ! -x "$context/prepare.sh" ] || (cd "$context" && ./prepare.sh)
  # The classic builder: it is in every engine, and it keeps the plain history that scanners read.
  DOCKER_BUILDKIT=0 step "building sample $name" docker build --network none --label "$label=$hash" -t "$image" "$context"
  rm -rf "$context"
  trap - EXIT
}

names() { for folder in "$root/samples/$1"*/Dockerfile; do basename "$(dirname "$folder")"; done; } # below samples/ (""), sandbox/ or systems/

if [ "$*" = sandbox ]; then
  # shellcheck disable=SC2046 # Names of folders of ours.
  set -- $(names sandbox/)
elif [ "$*" = systems ]; then
  # shellcheck disable=SC2046 # Names of folders of ours.
  set -- $(names systems/ | sed 's|^|systems/|')
elif [ $# -eq 0 ]; then
  # shellcheck disable=SC2046 # Names of folders of ours.
  set -- $(names "") $(names sandbox/) $(names systems/ | sed 's|^|systems/|')
fi
for name in "$@"; do build "$name"; done
