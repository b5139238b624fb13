# shellcheck shell=bash
# A registry of its own for what is measured: nobody here wrote it, and its log says what it was asked. Read bench/lib.sh before.
# shellcheck disable=SC2154 # work is set there
registry='' registry_log="$work/registry.log" registry_pid=''

start_registry() { # sets registry to host and port; ends with the script
  local port
  has docker-registry || { can_install && install_packages docker-registry; } || { say 'docker-registry is missing'; exit 69; }
  for port in $(seq 21000 21499); do (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break; done
  printf 'version: 0.1\nlog:\n  level: warn\nstorage:\n  filesystem:\n    rootdirectory: "%s"\nhttp:\n  addr: 127.0.0.1:%s\n' "$work/registry" "$port" >"$work/registry.yml"
  docker-registry serve "$work/registry.yml" >"$registry_log" 2>&1 9>&- &
  registry_pid=$!
  registry=127.0.0.1:$port
  trap stop_registry EXIT
  for _ in $(seq 100); do (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && return 0; sleep 0.1; done
  tail -5 "$registry_log" >&2
  exit 1
}

# With what was pulled from it, and stayed.
stop_registry() {
  kill "$registry_pid" 2>/dev/null || true
  docker image ls --format '{{.Repository}}:{{.Tag}}' --filter "reference=$registry/*/*" | xargs -r docker image rm >/dev/null 2>&1 || true
  rm -rf "$work"
}

push() { # push SAMPLE TAG
  docker tag "dockerscan/sample-$1" "$registry/bench/watched:$2"
  docker push -q "$registry/bench/watched:$2" >/dev/null
  docker image rm "$registry/bench/watched:$2" >/dev/null
}
