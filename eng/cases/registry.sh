# shellcheck shell=bash
# Registries that are looser than one would think, and names that mean an image to everybody else.
# shellcheck disable=SC2154 # root, work and status are the caller's.

free_port() { # one that nothing listens on, below the range of outgoing connections
  local port
  for port in $(seq 21000 21499); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return 0; }
  done
  return 1
}

until_open() { # PORT
  local _
  for _ in $(seq 1 50); do
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return 0
    sleep 0.1
  done
  echo "nothing listens on $1"
  return 1
}

registry() { # starts one, once, and pushes demo/app:1; sets registry
  registry=$(cat "$work/registry" 2>/dev/null) || true
  if [ -z "$registry" ]; then
    local port
    port=$(free_port)
    printf 'version: 0.1\nlog:\n  level: warn\nstorage:\n  filesystem:\n    rootdirectory: "%s"\n  delete:\n    enabled: true\nhttp:\n  addr: 127.0.0.1:%s\n' "$work/blobs" "$port" >"$work/registry.yml"
    docker-registry serve "$work/registry.yml" >"$work/registry.log" 2>&1 9>&- &
    echo $! >"$work/registry.pid"
    until_open "$port"
    registry="127.0.0.1:$port"
    base busybox
    printf 'FROM cases/busybox:1\nUSER 1000:1000\nCMD ["/bin/sh","-c","sleep 60"]\n' | image "$registry/demo/app:1"
    docker push -q "$registry/demo/app:1" >/dev/null
    docker rmi "$registry/demo/app:1" >/dev/null
    echo "$registry" >"$work/registry"
  fi
  export DOCKERSCAN__Registry__AllowedRegistries__0="$registry"
}

put() { python3 "$root/eng/cases/registry.py" put "$registry" demo/app "$@"; } # TAG CHANGE

delete() { curl -fsS -X DELETE "http://$registry/v2/demo/app/manifests/$1"; } # DIGEST

odd() { # STATUS [TOKEN [REALM [STYLE]]]: a server before the registry; sets odd
  local port
  port=$(free_port)
  python3 "$root/eng/cases/registry.py" odd "$registry" "$port" "$@" >/dev/null 2>&1 9>&- &
  echo $! >"$work/odd.$port.pid"
  until_open "$port"
  odd="127.0.0.1:$port"
  export DOCKERSCAN__Registry__AllowedRegistries__1="$odd"
}

forget() { docker rmi "$@" >/dev/null 2>&1 || true; }

case_1_media_type_of_the_configuration() {
  registry
  local kind
  for kind in text/html application/json ''; do
    put cfg "manifest['config']['mediaType'] = '$kind'"
    scan "$registry/demo/app:cfg"
    expect "'$kind': the engine pulls it" completed "$(outcome acquire)"
    forget "$registry/demo/app@$(field .image.digest)"
  done
}

case_2_configuration_without_a_platform() {
  registry
  put noarch "config.pop('architecture')"
  scan "$registry/demo/app:noarch"
  expect 'without architecture' completed "$(outcome acquire)"
  put noplatform "config.update(architecture='', os='')"
  scan "$registry/demo/app:noplatform"
  expect 'both empty' completed "$(outcome acquire)"
}

case_3_head_refused() {
  registry
  local code
  for code in 404 403 400 405 500; do
    odd "$code"
    scan "$odd/demo/app:1"
    expect "HEAD answers $code" completed "$(outcome acquire)"
  done
}

case_4_index_without_a_platform() {
  registry
  put bare "index = [entry]"
  scan "$registry/demo/app:bare"
  expect 'one entry' 'completed*' "$(outcome acquire) $(reason resolve)"
}

case_5_expiry_of_a_token() {
  registry
  local value
  for value in '"300"' 0 -1 null 9999999999 1e400; do
    odd 0 "{\"token\":\"abc\",\"expires_in\":$value}"
    scan "$odd/demo/app:1"
    expect "expires_in $value" completed "$(outcome resolve)"
  done
}

case_6_access_token_only() {
  registry
  odd 0 '{"token":null,"access_token":"abc"}'
  scan "$odd/demo/app:1"
  expect 'access_token' completed "$(outcome acquire)"
}

case_7_challenges() {
  registry
  mkdir -p "$work/docker"
  odd 0 '' '' negotiate
  printf '{"auths":{"%s":{"auth":"bWU6cHc="}}}' "$odd" >"$work/docker/config.json"
  DOCKER_CONFIG="$work/docker" scan "$odd/demo/app:1"
  expect 'Negotiate, and Basic in a second header' completed "$(outcome acquire)"
  scan "$odd/demo/app:1"
  expect 'the control: without credentials' 'failed *' "$(outcome resolve) $(reason resolve)"
  odd 0 '{"token":"abc"}' '' capitals
  scan "$odd/demo/app:1"
  expect 'a challenge in odd case' completed "$(outcome acquire)"
}

case_8_manifests_of_a_server_of_files() {
  registry
  local kind digest
  scan "$registry/demo/app:1"
  digest=$(field .image.digest)
  for kind in application/json 'text/plain; charset=utf-8'; do
    odd 0 '' '' "as=$kind"
    # The type is read from the body and the digest computed; the engine itself reads no such manifest, and its words are passed on.
    docker rmi -f "$(docker images -q --no-trunc "$registry/demo/app" | head -1)" >/dev/null 2>&1 || true
    scan "$odd/demo/app:1"
    expect "$kind: what the tag is" completed "$(outcome resolve)"
    expect "$kind: the engine's words" 'failed The container engine *' "$(outcome acquire) $(reason acquire)"
    docker pull -q "$registry/demo/app:1" >/dev/null
    scan "$odd/demo/app:1"
    expect "$kind: the same content is there" "completed $digest" "$(outcome acquire) $(field .image.digest)"
  done
}

case_9_zstd_layers() {
  registry
  put zstd "manifest['layers'][0]['mediaType'] = 'application/vnd.docker.image.rootfs.diff.tar.zstd'"
  scan "$registry/demo/app:zstd"
  expect 'said before the pull' 'failed * has layers compressed with zstd, which this engine * cannot unpack*' "$(outcome acquire) $(reason acquire)"
}

case_10_image_ids() {
  base busybox
  local id
  id=$(docker inspect --format '{{.Id}}' cases/busybox:1)
  for id in "$id" "${id#sha256:}" "$(printf '%s' "${id#sha256:}" | cut -c1-12)" "$(printf '%s' "$id" | cut -c1-19)"; do
    scan "$id"
    expect "$id" 'completed *' "$(outcome acquire) $(field .image.imageId)"
  done
}

case_r4_variants_of_arm() {
  registry
  put v5 "config.update(architecture='arm', variant='v5')"
  put v6 "config.update(architecture='arm', variant='v6')"
  put arm "index = [dict(entry, platform={'os': 'linux', 'architecture': 'arm', 'variant': 'v5'}, **of('v5')), dict(entry, platform={'os': 'linux', 'architecture': 'arm', 'variant': 'v6'}, **of('v6'))]"
  scan "$registry/demo/app:arm" --platform linux/arm
  expect 'linux/arm is v7, and takes v6' 'linux/arm/v6 there is no linux/arm; linux/arm/v6*' "$(field .image.platform) $(reason resolve)"
  put v2 "index = [dict(entry, platform={'os': 'linux', 'architecture': 'amd64', 'variant': 'v2'})]"
  scan "$registry/demo/app:v2"
  expect 'amd64 takes no amd64/v2' '*has no linux/amd64; it has linux/amd64/v2' "$(reason resolve)"
}

case_r5_tag_that_was_deleted() {
  registry
  put gone "config['comment'] = 'gone'"
  docker pull -q "$registry/demo/app:gone" >/dev/null
  local digest
  digest=$(docker image inspect --format '{{index .RepoDigests 0}}' "$registry/demo/app:gone")
  delete "${digest#*@}"
  scan "$registry/demo/app:gone"
  expect 'refused, with the digest that is here' "failed *to scan that, type $digest" "$(outcome resolve) $(reason resolve)"
  scan "$digest"
  expect 'by digest' completed "$(outcome acquire)"
}

case_r13_manifest_that_does_not_fit() {
  registry
  put twice "config['rootfs']['diff_ids'] += config['rootfs']['diff_ids']"
  scan "$registry/demo/app:twice"
  expect 'layers and diff_ids' 'failed *its manifest lists * layers and its configuration *' "$(outcome resolve) $(reason resolve)"
  expect 'no engine was given it' skipped "$(outcome acquire)"
}

case_r23_wrong_name_without_a_network() {
  base busybox
  scan cases/nope:1
  expect 'what the engine has' 'The engine has no cases/nope:1, and registry-1.docker.io *. In the engine: *cases/*' "$(reason resolve)"
}

case_a11_token_server_of_the_machine() {
  registry
  local port
  port=$(free_port)
  : >"$work/asked"
  python3 "$root/eng/cases/registry.py" service "$port" "$work/asked" >/dev/null 2>&1 9>&- &
  echo $! >"$work/service.pid"
  until_open "$port"
  odd 0 '{"token":"abc"}' "http://localhost:$port/containers/json?all=1"
  mkdir -p "$work/docker"
  printf '{"auths":{"%s":{"auth":"bWU6cHc="}}}' "$odd" >"$work/docker/config.json"
  DOCKER_CONFIG="$work/docker" scan "$odd/demo/app:1"
  expect 'refused' 'failed *names a token server without TLS*' "$(outcome resolve) $(reason resolve)"
  expect 'what the other service was asked' '' "$(cat "$work/asked")"
  DOCKERSCAN__Registry__InsecureRegistries__2="localhost:$port" DOCKERSCAN__Registry__TokenServers__0="localhost:$port" DOCKER_CONFIG="$work/docker" scan "$odd/demo/app:1"
  expect 'the control: listed with its port' 'GET /containers/json?all=1&* Basic bWU6cHc=*' "$(cat "$work/asked")"
}
