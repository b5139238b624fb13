# shellcheck shell=bash
# Trivy's own command on the static sample, with the flags of the scanner for this Trivy and a cache of its own: what the product is held against.
# Read bench/lib.sh and bench/rows.sh before, and have an engine, Trivy and the sample.
# shellcheck disable=SC2154 # work and static_image are set there

prepare_alone() { # sets packed to yes for a program that unpacks itself at each start
  "$DOCKERSCAN_TRIVY" image --help >"$work/help" 2>&1
  # The names of this Trivy's own flags; the scanner adapts to them in the same way.
  config=misconfig checks=--skip-check-update
  grep -q 'vuln,config,secret' "$work/help" && config=config
  grep -q -e --skip-policy-update "$work/help" && checks=--skip-policy-update
  mkdir -p "$work/cache/db"
  cp "$DOCKERSCAN_TRIVY_DB"/db/* "$work/cache/db/"
  packed=''
  if head -c 4096 "$DOCKERSCAN_TRIVY" | grep -aq 'UPX!'; then packed=yes; fi
  printf 'Trivy: %s%s\n' "$("$DOCKERSCAN_TRIVY" --version | sed -n 's/^Version: //p')" "${packed:+, packed}"
}

trivy_alone() { # in ms
  local started
  started=$(ms)
  (cd "$work" && "$DOCKERSCAN_TRIVY" --quiet --cache-dir "$work/cache" image --format json --output "$work/trivy.json" --scanners "vuln,secret,$config" \
    --image-config-scanners "$config,secret" --list-all-pkgs --offline-scan --skip-db-update --skip-java-db-update "$checks" \
    --image-src docker "$(docker image inspect -f '{{.Id}}' "$static_image")" >"$work/trivy.log" 2>&1) || { tail -5 "$work/trivy.log" >&2; exit 1; }
  jq -e '.Results | length > 0' "$work/trivy.json" >/dev/null || { echo 'Trivy alone found no packages: nothing to compare with' >&2; exit 1; }
  echo $(($(ms) - started))
}
