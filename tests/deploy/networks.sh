#!/usr/bin/env bash
# The networks of docker-compose.yml, brought up by docker-compose 1.29 on the engine at DOCKER_HOST with stand-ins in the place of all
# images: each listens where the real one does. From the engine's side neither the store nor the bot is reached, by name, by address or
# through a worker; each way that is needed is there, so that what fails fails for the right reason.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
project="dscompose$$"
image=dockerscan/standin:test
busybox=/bin/busybox

compose() { (cd "$work" && docker-compose --project-name "$project" --profile several -f docker-compose.yml -f standins.yml "$@"); }

clean_up() {
  compose down --volumes --timeout 1 >/dev/null 2>&1 || true
  docker image rm -f "$image" >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap clean_up EXIT

cp "$root/docker-compose.yml" "$work/"
cp -R "$root/deploy" "$work/deploy"
"$work/deploy/make-secrets.sh" "$work/deploy/secrets" >/dev/null
"$root/eng/build-samples.sh" debian

mkdir "$work/image"
cp "$busybox" "$work/image/busybox"
# curl of the samples' Debian: a static busybox cannot look up names.
cat >"$work/image/Dockerfile" <<'END'
FROM dockerscan/base-debian:12
COPY busybox /bin/busybox
RUN mkdir -p /www /var/cache/trivy /var/lib/dockerscan /data/db /data/configdb /certs/ca /certs/client && echo here >/www/here
END
DOCKER_BUILDKIT=0 docker build -q -t "$image" "$work/image" >/dev/null

# What each listens on. The worker's listener is for itself, as in the real one.
declare -A listens=([bot]=0.0.0.0:8080 [scheduler]=127.0.0.1:8080 [worker]=127.0.0.1:8080 [mongodb]=0.0.0.0:27017 [trivy]=127.0.0.1:4954 [engine]=0.0.0.0:2376)
{
  echo "services:"
  for service in "${!listens[@]}"; do
    [ "$service" != engine ] || continue
    cat <<END
  $service:
    image: $image
    entrypoint: [/bin/sh, -c]
    command: ["exec busybox httpd -f -p ${listens[$service]} -h /www"]
    healthcheck: { test: ["CMD", "true"], interval: 1s, start_period: 0s }
END
  done
  # Its stand-in needs to set routes alone, and not every machine on which this runs can give all of its own.
  printf '  engine:\n    image: %s\n    entrypoint: [/bin/sh, -c]\n    command: ["exec busybox httpd -f -p %s -h /www"]\n    healthcheck: { test: ["CMD", "true"], interval: 1s, start_period: 0s }\n    privileged: false\n    cap_add: [NET_ADMIN]\n' "$image" "${listens[engine]}"
  printf '  trivy-cache:\n    image: %s\n' "$image"
} >"$work/standins.yml"

export DOCKERSCAN_LISTEN="127.0.0.1:"
compose up -d --no-build --scale worker=2 >"$work/log" 2>&1 || { tail -n 30 "$work/log"; exit 1; }

failed=0
fetch() { [ "$(compose exec -T "$1" curl -s -m 3 "http://$2/here" 2>/dev/null)" = here ]; }
must() { if fetch "$1" "$2"; then echo "as it should be: $1 reaches $2"; else echo "WRONG: $1 does not reach $2"; failed=1; fi; }
must_not() { if fetch "$1" "$2"; then echo "WRONG: $1 reaches $2${3:+ ($3)}"; failed=1; else echo "as it should be: $1 does not reach $2${3:+ ($3)}"; fi; }
addresses() { docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}' "$(compose ps -q "$1" | head -n 1)"; }
address_on() { docker inspect -f "{{(index .NetworkSettings.Networks \"${project}_$2\").IPAddress}}" "$(compose ps -q "$1" | head -n 1)"; }

# The ways that are needed.
must worker engine:2376
must worker mongodb:27017
must bot mongodb:27017
must scheduler mongodb:27017
# The ways that must not be there.
must_not engine mongodb:27017 "by name"
must_not engine bot:8080 "by name"
must_not bot engine:2376
must_not scheduler engine:2376
must_not engine worker:8080 "its listener is for itself"
for address in $(addresses mongodb); do must_not engine "$address:27017" "by address"; done
for address in $(addresses bot); do must_not engine "$address:8080" "by address"; done
# Through a worker, which is on both networks: the engine is root there and may set any route.
worker=$(address_on worker engine)
store=$(address_on mongodb store)
compose exec -T engine busybox ip route add "$store" via "$worker" || { echo "WRONG: the route could not be set, so nothing is proved by it"; failed=1; }
must_not engine "$store:27017" "through a worker"
# The store has no way out: its network is internal, and what is on others is not reached from it.
[ "$(docker network inspect -f '{{.Internal}}' "${project}_store")" = true ] || { echo "WRONG: the store's network has a way out"; failed=1; }
must_not mongodb "$(address_on bot outside):8080" "on the bot's other network"
must_not mongodb "$(address_on engine engine):2376" "the other way round"
[ "$failed" = 0 ]
