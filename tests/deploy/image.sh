#!/usr/bin/env bash
# deploy/Dockerfile is built on bases that are made here (this machine's .NET on the samples' Debian, its Trivy, and what it published),
# for no registry can be reached. The image then runs as it is run in earnest: not as root, nothing but its volume to write to, no
# capability. Inside: the version, the help, the list of what is in it, doctor, and the demo on the engine at DOCKER_HOST.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=eng/lib.sh
. "$root/eng/lib.sh"
work=$(mktemp -d)
runtime=dockerscan/test-runtime trivy=dockerscan/test-trivy sdk=dockerscan/test-published image=dockerscan/test-image:latest

clean_up() {
  docker image rm -f "$image" "$sdk" "$trivy" "$runtime" >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap clean_up EXIT

build_host
ensure_sentinel
ensure_trivy
"$root/eng/build-samples.sh" debian good bad miner
export DOCKER_BUILDKIT=0
libraries=/usr/lib/x86_64-linux-gnu
[ -d "$libraries" ] || libraries=/usr/lib/aarch64-linux-gnu

mkdir -p "$work/runtime/dotnet" "$work/runtime/lib" "$work/trivy" "$work/sdk"
dotnet_home=$(dirname "$(readlink -f "$(command -v dotnet)")")
cp -R "$dotnet_home/dotnet" "$dotnet_home/host" "$dotnet_home/shared" "$work/runtime/dotnet/"
cp -L "$libraries"/libicu{data,i18n,uc}.so.[0-9][0-9] "$libraries"/libstdc++.so.6 "$libraries"/libgcc_s.so.1 "$work/runtime/lib/"
cat >"$work/runtime/Dockerfile" <<END
FROM dockerscan/base-debian:12
COPY dotnet /usr/share/dotnet
COPY lib $libraries
RUN ln -s /usr/share/dotnet/dotnet /usr/bin/dotnet && ldconfig
END
cp "$DOCKERSCAN_TRIVY" "$work/trivy/trivy"
printf 'FROM scratch\nCOPY trivy /usr/local/bin/trivy\n' >"$work/trivy/Dockerfile"
cp -R "$(dirname "$host")" "$work/sdk/host"
cp "$DOCKERSCAN_SENTINEL" "$work/sdk/sentinel"
printf 'FROM dockerscan/base-debian:12\nCOPY host /prebuilt/host\nCOPY sentinel /prebuilt/sentinel\n' >"$work/sdk/Dockerfile"
step "making the runtime's base" docker build -q -t "$runtime" "$work/runtime"
step "making the image of Trivy" docker build -q -t "$trivy" "$work/trivy"
step "making the image of what is published" docker build -q -t "$sdk" "$work/sdk"
step "building deploy/Dockerfile" docker build -t "$image" -f "$root/deploy/Dockerfile" \
  --build-arg "SDK_IMAGE=$sdk" --build-arg "RUNTIME_IMAGE=$runtime" --build-arg "TRIVY_IMAGE=$trivy" "$root"

fail() { say "$*"; exit 1; }

socket=${DOCKER_HOST#unix://}
# As docker-compose.yml runs it.
run() { docker run --rm --init --read-only --tmpfs /tmp:size=512m,mode=1777 --cap-drop ALL --security-opt no-new-privileges:true "$@"; }

[ "$(docker image inspect -f '{{.Config.User}}' "$image")" = 10001:10001 ] || fail "the image runs as $(docker image inspect -f '{{.Config.User}}' "$image")"
version=$(run "$image" --version)
echo "version: $version"
case "$version" in [0-9]*.[0-9]*) ;; *) fail "--version says '$version'" ;; esac
run "$image" --help >"$work/help"
grep -q serve "$work/help" || fail "--help does not name serve"
run --entrypoint /bin/sh "$image" -c 'id -u; touch /x 2>/dev/null && echo writes; touch /var/lib/dockerscan/x && echo keeps; ls /usr/local/lib/dockerscan/config/dockerscan.json' >"$work/inside"
cat "$work/inside"
[ "$(head -n 1 "$work/inside")" = 10001 ] || fail "it is not the user 10001"
if grep -q writes "$work/inside"; then fail "its root can be written to"; fi
grep -q keeps "$work/inside" || fail "its data folder cannot be written to"
# Nothing of the source, of what was built here before, or of secrets is in it.
run --entrypoint /bin/sh "$image" -c 'ls / /src /deploy /prebuilt /out 2>/dev/null; find / -xdev \( -name "*.cs" -o -name "*token*" -o -name "make-secrets.sh" \) -not -path "/proc/*" -not -path "/usr/share/*" -not -path "/usr/lib/*" 2>/dev/null' >"$work/files" || true
if grep -E '\.cs$|secrets|^prebuilt|^src$' "$work/files"; then fail "it holds what it should not"; fi

# What is in it can be listed: its system's packages, those of .NET with their versions, and Trivy's.
"$root/deploy/sbom.sh" "$image" >"$work/sbom.json"
jq -e '.bomFormat == "CycloneDX"' "$work/sbom.json" >/dev/null || fail "deploy/sbom.sh printed no CycloneDX"
driver=$(sed -n 's/.*Include="MongoDB.Driver" Version="\([^"]*\)".*/\1/p' "$root/Directory.Packages.props")
jq -e --arg driver "$driver" '[.components[] | .name + " " + (.version // "")] | any(. == "MongoDB.Driver " + $driver) and any(startswith("libc6 "))' "$work/sbom.json" >/dev/null ||
  fail "the list of what is in the image lacks MongoDB.Driver $driver or libc6"
echo "sbom: $(jq '.components | length' "$work/sbom.json") components"

# Without an engine it says so, and how to go on, and ends with 69.
code=0
run "$image" doctor >"$work/doctor" 2>&1 || code=$?
[ "$code" = 69 ] || fail "doctor without an engine ended with $code: $(tail -n 5 "$work/doctor")"
grep -q '^✗ engine' "$work/doctor" || fail "doctor does not say that the engine is missing"
grep -E '^. (trivy|store|disk) ' "$work/doctor"

# With the engine's socket, as the profile "single" has it, and the sample database.
code=0
with_engine=(--group-add "$(stat -c %g "$socket")" -v "$socket:/var/run/docker.sock" -v "$root/samples/trivy-db:/sample-db:ro" -e DOCKERSCAN_TRIVY_DB=/sample-db -e DOCKERSCAN__Trivy__KeepServer=false)
run "${with_engine[@]}" "$image" demo >"$work/demo" 2>"$work/demo.err" || code=$?
# 2: the sample database makes no scan complete.
{ [ "$code" = 0 ] || [ "$code" = 2 ]; } || { tail -n 20 "$work/demo" "$work/demo.err"; fail "the demo ended with $code"; }
grep -c '^> /scan dockerscan/sample-' "$work/demo" | grep -qx 3 || fail "the demo did not scan three images"
grep -qiE 'miner|mining' "$work/demo" || { cat "$work/demo"; fail "the demo did not see the miner"; }
grep -E '^> |HIGH|UNKNOWN|high|risk' "$work/demo" | head -n 12

# It serves, and says that it lives.
container=$(docker run -d --init --read-only --tmpfs /tmp:size=512m,mode=1777 --cap-drop ALL --security-opt no-new-privileges:true --health-interval 2s "${with_engine[@]}" "$image" serve)
for _ in $(seq 1 90); do
  state=$(docker inspect -f '{{.State.Health.Status}}' "$container")
  [ "$state" != healthy ] || break
  sleep 1
done
docker rm -f -v "$container" >/dev/null
echo "health: $state"
[ "$state" = healthy ] || fail "serve in a container is $state"
