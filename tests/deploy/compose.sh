#!/usr/bin/env bash
# docker-compose.yml is valid: by the schema of the Compose specification (what v2 takes), and by docker-compose 1.29, where that is here.
# Held besides: what it says of privileges, sockets and secrets, of the file as 1.29 reads it.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(
  cd "$root/tests/clients/compose"
  if [ ! -d node_modules ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    npm ci --ignore-scripts --no-audit --no-fund --silent
  fi
  node check.mjs "$root/docker-compose.yml"
)
command -v docker-compose >/dev/null || { echo "docker-compose 1.29 is not here: its reading was not compared"; exit 0; }
cd "$root"
docker-compose --profile single --profile several config >"$work/both.yml"

/usr/bin/python3 - "$work/both.yml" <<'END'
import sys, yaml

file = yaml.safe_load(open(sys.argv[1]))
services = file["services"]
problems = []
for name, service in services.items():
    if service.get("privileged") and name != "engine":
        problems.append(f"{name} is privileged")
    if name != "single" and any("docker.sock" in str(volume) for volume in service.get("volumes", [])):
        problems.append(f"{name} has the socket of this host's engine")
    if "mem_limit" not in service or (name != "engine" and name != "trivy-cache" and "pids_limit" not in service):
        problems.append(f"{name} has no limits")
    if name != "engine" and service.get("cap_drop") != ["ALL"]:
        problems.append(f"{name} keeps capabilities")
    for variable, value in (service.get("environment") or {}).items():
        if any(word in variable.upper() for word in ("PASSWORD", "TOKEN", "SECRET", "KEY")) and not str(value).startswith("/"):
            problems.append(f"{name}: {variable} is no file")
    for port in service.get("ports", []):
        if not str(port).startswith("127.0.0.1:"):
            problems.append(f"{name} listens on all addresses: {port}")
    expected = ["single"] if name == "single" else ["several"]
    if service.get("profiles") != expected:
        problems.append(f"{name} starts with {service.get('profiles')}, not with {expected}")

# Who is on the engine's network and on another too is a node of ours that passes nothing on.
for name, service in services.items():
    networks = set(service.get("networks") or {})
    if "engine" in networks and len(networks) > 1 and service.get("sysctls", {}).get("net.ipv4.ip_forward") != "0":
        problems.append(f"{name} stands between two networks and may pass on")
for name in ("mongodb", "bot", "scheduler"):
    if "engine" in (services[name].get("networks") or {}):
        problems.append(f"{name} is on the engine's network")
if not file["networks"]["store"].get("internal"):
    problems.append("the store's network has a way out")
print("\n".join(problems) or f"{len(services)} services as they should be")
sys.exit(1 if problems else 0)
END
