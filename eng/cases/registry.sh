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

odd() { # STATUS [TOKEN]: a server before the registry; sets odd
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

case_10_image_ids() {
  base busybox
  local id
  id=$(docker inspect --format '{{.Id}}' cases/busybox:1)
  for id in "$id" "${id#sha256:}" "$(printf '%s' "${id#sha256:}" | cut -c1-12)" "$(printf '%s' "$id" | cut -c1-19)"; do
    scan "$id"
    expect "$id" 'completed *' "$(outcome acquire) $(field .image.imageId)"
  done
}
