#!/bin/sh
# Prints what is in an image of DockerScan as CycloneDX (JSON): the packages of its system and of .NET, and what Trivy's own program names of its
# modules, as the Trivy inside the image finds them. It needs no network, no database and no engine's socket inside.
# usage: deploy/sbom.sh [IMAGE] >dockerscan.cdx.json     dockerscan:local when none is named
set -eu
case ${1:-} in -h | --help) sed -n '2,4s/^# //p' "$0"; exit 0 ;; esac
image=${1:-dockerscan:local}
docker image inspect "$image" >/dev/null 2>&1 || { echo "there is no image $image here: build it (docs/operations.md), or name another" >&2; exit 69; }
docker save "$image" | docker run --rm -i --network none --read-only --tmpfs /tmp:size=3g,mode=1777 --cap-drop ALL --security-opt no-new-privileges:true \
  --entrypoint /bin/sh "$image" -c 'cat >/tmp/image.tar && trivy --quiet --cache-dir /tmp/cache image --offline-scan --format cyclonedx --input /tmp/image.tar'
