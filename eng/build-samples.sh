#!/usr/bin/env bash
# Builds sample images as dockerscan/sample-NAME:latest on the engine at DOCKER_HOST. Does nothing for those that are there.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=eng/lib.sh
. "$root/eng/lib.sh"
label=dev.dockerscan.sample
cache="$root/.dockerscan/cache"
base_image=dockerscan/base-debian:12

hash_of() { (cd "$root/samples/$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum; cat "$root/eng/build-samples.sh") | sha256sum | cut -c1-16; }

has() { [ "$(docker image inspect -f "{{index .Config.Labels \"$label\"}}" "$1" 2>/dev/null)" = "$2" ]; }

busybox() { command -v /bin/busybox >/dev/null || install_packages busybox-static; }

debian_base() {
  docker image inspect "$base_image" >/dev/null 2>&1 && return 0
  mkdir -p "$cache"
  if [ ! -s "$cache/debian-12.tar" ]; then
    install_packages mmdebstrap || return 1
    step "making a Debian 12 root file system" mmdebstrap --quiet --variant=minbase --include=ca-certificates,curl,perl,python3 bookworm "$cache/new-debian-12.tar"
    mv "$cache/new-debian-12.tar" "$cache/debian-12.tar"
  fi
  step "importing $base_image" docker import -c "LABEL $label=base" -c 'CMD ["/bin/bash"]' "$cache/debian-12.tar" "$base_image"
}

build() {
  local name=$1 hash image="dockerscan/sample-$1:latest" context
  [ -f "$root/samples/$name/Dockerfile" ] || { say "there is no sample '$name'"; return 64; }
  hash=$(hash_of "$name")
  has "$image" "$hash" && return 0
  if grep -q "^FROM $base_image" "$root/samples/$name/Dockerfile"; then debian_base; fi
  busybox
  context=$(mktemp -d)
  cp -a "$root/samples/$name/." "$context/"
  cp /bin/busybox "$context/busybox"
  [ ! -x "$context/prepare.sh" ] || (cd "$context" && ./prepare.sh)
  # The classic builder: it is in every engine, and it keeps the plain history that scanners read.
  DOCKER_BUILDKIT=0 step "building sample $name" docker build --network none --label "$label=$hash" -t "$image" "$context"
  rm -rf "$context"
}

if [ $# -eq 0 ]; then
  for folder in "$root"/samples/*/Dockerfile; do set -- "$@" "$(basename "$(dirname "$folder")")"; done
fi
for name in "$@"; do build "$name"; done
