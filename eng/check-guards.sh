#!/usr/bin/env bash
# Shows that the guards of the sandbox are what its attack samples run into: with a sentinel built without them, each attack
# must get through, so that its test fails, and each control must still be found. Needs what ./test.sh needs.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
# shellcheck source=eng/lib.sh
. "$root/eng/lib.sh"
case "${1:-}" in
  -h | --help) echo "Usage: eng/check-guards.sh   builds the sentinel without its guards and runs the attack samples against it"; exit 0 ;;
esac

out="$root/artifacts/unguarded"
step "building the sentinel without its guards" dotnet publish "$root/src/DockerScan.Sentinel" -c Release -r "$rid" -p:PublishAot=true -p:SentinelGuards=off \
  -p:RestoreLockedMode=false --artifacts-path "$out" -v quiet -nologo -nodeReuse:false
DOCKERSCAN_SENTINEL="$out/publish/DockerScan.Sentinel/release_$rid/sentinel"
attacks=(watcher-killer watcher-stopper) controls=(vanisher dropper miner)
export DOCKERSCAN_SENTINEL DOCKERSCAN_TEST_ALL_SAMPLES=yes DOCKERSCAN_TEST_SAMPLES="${attacks[*]} ${controls[*]}"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
bad=0

say "a host that is not told to must refuse it"
DOCKERSCAN_TEST_UNGUARDED='' ./test.sh --project DockerScan.IntegrationTests --filter-method '*Scan_Attacker_IsFound' >"$log" 2>&1 || true
if grep -q 'built without its guards' "$log"; then echo "refused"; else echo "NOT refused"; bad=1; fi

export DOCKERSCAN_TEST_UNGUARDED=yes
./test.sh --project DockerScan.IntegrationTests --filter-method '*Scan_Attacker_IsFound' >"$log" 2>&1 || true
for attack in "${attacks[@]}"; do
  if grep -q "Scan_Attacker_IsFound(name: \"$attack\").*\[FAIL\]" "$log"; then echo "$attack gets through, as it must without guards"; else echo "$attack is found even without guards"; bad=1; fi
done
for control in "${controls[@]}"; do
  if grep -q "Scan_Attacker_IsFound(name: \"$control\").*\[FAIL\]" "$log"; then echo "$control is not found"; bad=1; else echo "$control is found"; fi
done
exit "$bad"
