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

case "${1:-}" in
  -h | --help) echo "Usage: eng/build-samples.sh [NAME…]   NAME is a folder of samples/; none means all"; exit 0 ;;
esac
has docker || { say "the docker command is missing: the samples are built with it"; exit 69; }

hash_of() { # a sample's files: names, modes, contents; and how it is built
  (
    cd "$root/samples/$1"
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
  [ -x "$busybox" ] || step "fetching a static busybox" fetch_busybox
}

fetch_busybox() { # from Debian's package, without installing it; elsewhere from the official image
  local folder container
  mkdir -p "$cache"
  if is_debian; then
    folder=$(mktemp -d)
    (cd "$folder" && chmod 755 . && { apt-get download -qq busybox-static || { apt-get update -qq && apt-get download -qq busybox-static; }; } && dpkg-deb -x ./*.deb x) || return 1
    install -m 755 "$folder"/x/*bin/busybox "$busybox" 2>/dev/null || install -m 755 "$folder"/x/usr/bin/busybox "$busybox" || return 1
    rm -rf "$folder"
  else
    container=$(docker create busybox:stable-musl) || return 1
    docker cp "$container:/bin/busybox" "$busybox" || return 1
    docker rm "$container"
  fi
}

# ---- the Debian that some are made from ------------------------------------------------------------------------

debian_base() {
  is_there "$base_image" "base-$base_id" && return 0
  local tar="$cache/debian-12-$base_id.tar"
  if [ ! -s "$tar" ] && ! has mmdebstrap && can_install; then install_packages mmdebstrap debian-archive-keyring || true; fi
  if [ ! -s "$tar" ] && has mmdebstrap; then
    mkdir -p "$cache"
    rm -f "$cache"/debian-12*.tar
    step "making a Debian 12 root file system" mmdebstrap --quiet --format=tar --variant=minbase "--include=$base_packages" bookworm "$tar.new" "$base_source" || return 1
    mv "$tar.new" "$tar"
  fi
  if [ -s "$tar" ]; then
    step "importing $base_image" docker import -c "LABEL $label=base-$base_id" -c 'CMD ["/bin/bash"]' "$tar" "$base_image"
  else
    say "mmdebstrap is not here: the samples are made from the registry's debian:12-slim, and what is found in it may differ"
    step "pulling debian:12-slim" docker pull debian:12-slim || { say "install mmdebstrap, or let the engine reach a registry"; return 69; }
    printf 'FROM debian:12-slim\nLABEL %s=base-%s\n' "$label" "$base_id" | DOCKER_BUILDKIT=0 step "building $base_image" docker build -t "$base_image" -
  fi
}

# ---- the samples -----------------------------------------------------------------------------------------------

build() {
  local name=$1 hash image="dockerscan/sample-$1:latest" context
  [ -f "$root/samples/$name/Dockerfile" ] || { say "there is no sample '$name'; there are: $(all | tr '\n' ' ')"; return 64; }
  hash=$(hash_of "$name")
  is_there "$image" "$hash" && return 0
  if grep -q "^FROM $base_image" "$root/samples/$name/Dockerfile"; then debian_base; fi
  find_busybox
  context=$(mktemp -d)
  # shellcheck disable=SC2064 # This context, now.
  trap "rm -rf '$context'" EXIT
  cp -a "$root/samples/$name/." "$context/"
  cp "$busybox" "$context/busybox"
  [ ! -x "$context/prepare.sh" ] || (cd "$context" && ./prepare.sh)
  # The classic builder: it is in every engine, and it keeps the plain history that scanners read.
  DOCKER_BUILDKIT=0 step "building sample $name" docker build --network none --label "$label=$hash" -t "$image" "$context"
  rm -rf "$context"
  trap - EXIT
}

all() { for folder in "$root"/samples/*/Dockerfile; do basename "$(dirname "$folder")"; done; }

if [ $# -eq 0 ]; then
  # shellcheck disable=SC2046 # Names of folders of ours.
  set -- $(all)
fi
for name in "$@"; do build "$name"; done
