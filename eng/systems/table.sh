#!/usr/bin/env bash
# Scans a small image of each of 20 systems and prints what became of it as a table of Markdown: docs/systems.md is its output.
# Each has one package, or three, and the database that it makes has one invented advisory for each release that real ones know.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"
# shellcheck source=eng/lib.sh
. "$root/eng/lib.sh"
case "${1:-}" in -h | --help) echo "Usage: eng/systems/table.sh   needs an engine at DOCKER_HOST or one of its own, Trivy, Go and jq"; exit 0 ;; esac
state="$root/.dockerscan/systems"
mkdir -p "$state"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build_host
ensure_engine
ensure_trivy

# name | release file=text;… | list | bucket of the database, - for none | os-release
systems() {
  cat <<'END'
Alpine 3.18|etc/alpine-release=3.18.4|apk|alpine 3.18|ID=alpine;VERSION_ID=3.18.4
Alpine 3.19|etc/alpine-release=3.19.1|apk|alpine 3.19|ID=alpine;VERSION_ID=3.19.1
Alpine 3.22|etc/alpine-release=3.22.0|apk|alpine 3.22|ID=alpine;VERSION_ID=3.22.0
Wolfi (new place)||apk-new|wolfi|ID=wolfi;NAME=Wolfi;VERSION_ID=20230201
Debian 11|etc/debian_version=11.9|dpkg|debian 11|ID=debian;VERSION_ID=11
Debian 12 distroless|etc/debian_version=12.5|dpkg-d|debian 12|ID=debian;VERSION_ID=12
Debian 13, not in the database|etc/debian_version=13.1|dpkg|-|ID=debian;VERSION_ID=13
Ubuntu 22.04|etc/lsb-release=DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=22.04|dpkg|ubuntu 22.04|ID=ubuntu;VERSION_ID=22.04
Ubuntu 24.04|etc/lsb-release=DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=24.04|dpkg|ubuntu 24.04|ID=ubuntu;VERSION_ID=24.04
Kali|etc/debian_version=kali-rolling|dpkg|-|ID=kali;NAME="Kali GNU/Linux";VERSION_ID=2024.1
Rocky 9|etc/rocky-release=Rocky Linux release 9.3 (Blue Onyx)|rpm|rocky 9|ID="rocky";VERSION_ID="9.3"
Rocky 10|etc/rocky-release=Rocky Linux release 10.0 (Red Quartz)|rpm|rocky 10|ID="rocky";VERSION_ID="10.0"
AlmaLinux 9|etc/almalinux-release=AlmaLinux release 9.3 (Shamrock Pampas Cat)|rpm|alma 9|ID="almalinux";VERSION_ID="9.3"
CentOS Stream 9|etc/redhat-release=CentOS Stream release 9|rpm|-|ID="centos";NAME="CentOS Stream";VERSION_ID="9"
Oracle 9|etc/oracle-release=Oracle Linux Server release 9.3|rpm|Oracle Linux 9|ID="ol";VERSION_ID="9.3"
Amazon 2023|etc/system-release=Amazon Linux release 2023.3.20240131 (Amazon Linux)|rpm|amazon linux 2023|ID="amzn";VERSION_ID="2023"
Fedora 40|etc/fedora-release=Fedora release 40 (Forty)|rpm|-|ID=fedora;VERSION_ID=40
openSUSE Leap 15.5||rpm|openSUSE Leap 15.5|ID="opensuse-leap";NAME="openSUSE Leap";VERSION_ID="15.5"
CBL-Mariner 2.0|etc/mariner-release=CBL-Mariner 2.0.20240123|rpm|CBL-Mariner 2.0|ID=mariner;VERSION_ID="2.0"
Azure Linux 3||rpm|Azure Linux 3.0|ID=azurelinux;NAME="Microsoft Azure Linux";VERSION_ID="3.0"
END
}

make_database() { # one advisory a release, for the package "tool"
  systems | cut -d'|' -f4 | grep -v '^-$' | jq -R . | jq -s '{
    updatedAt: "2026-11-23T00:00:00Z", nextUpdate: "2099-01-01T00:00:00Z",
    dataSources: (map({ (.): { ID: "test", Name: "test", URL: "https://example.org" } }) | add),
    advisories: map({ platform: ., package: "tool", id: "CVE-2026-0001", value: { FixedVersion: "99.0-1", Severity: 3, Status: 3 } }),
    vulnerabilities: { "CVE-2026-0001": { Title: "invented", Severity: "HIGH" } } }' >"$work/advisories.json"
  GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE="$root/.dockerscan/go-cache" go run "$root/eng/trivy-db/main.go" build "$work/advisories.json" "$state"
  sed -i 's/"Sample":true,//' "$state/db/metadata.json"
}

make_tree() { # FOLDER RELEASE-FILE LIST OS-RELEASE
  mkdir -p "$1/etc" "$1/usr/bin"
  printf 'the program' >"$1/usr/bin/tool"
  chmod 755 "$1/usr/bin/tool"
  [ -z "$2" ] || printf '%b\n' "${2#*=}" >"$1/${2%%=*}"
  printf '%s\n' "$4" | tr ';' '\n' >"$1/etc/os-release"
  local sum
  case "$3" in
    apk | apk-new)
      local to="$1/lib/apk/db"
      [ "$3" = apk ] || to="$1/usr/lib/apk/db"
      mkdir -p "$to"
      sum=$(printf 'the program' | openssl dgst -sha1 -binary | base64)
      printf 'P:tool\nV:1.2-r3\nA:x86_64\no:tool\nF:usr/bin\nR:tool\na:0:0:755\nZ:Q1%s\n\n' "$sum" >"$to/installed"
      ;;
    dpkg | dpkg-d)
      sum=$(printf 'the program' | md5sum | cut -c1-32)
      local text='Package: tool\nStatus: install ok installed\nMaintainer: a <a@example.org>\nArchitecture: amd64\nVersion: 1.2-3\nDescription: x\n\n'
      if [ "$3" = dpkg ]; then
        mkdir -p "$1/var/lib/dpkg/info"
        printf '%b' "$text" >"$1/var/lib/dpkg/status"
        printf '%s  usr/bin/tool\n' "$sum" >"$1/var/lib/dpkg/info/tool.md5sums"
      else
        mkdir -p "$1/var/lib/dpkg/status.d"
        printf '%b' "$text" >"$1/var/lib/dpkg/status.d/tool"
        printf '%s  usr/bin/tool\n' "$sum" >"$1/var/lib/dpkg/status.d/tool.md5sums"
      fi
      ;;
    rpm)
      mkdir -p "$1/var/lib/rpm"
      gzip -dc "$root/tests/DockerScan.Scanners.Tests/testdata/rpm/rpmdb.sqlite.gz" >"$1/var/lib/rpm/rpmdb.sqlite"
      ;;
  esac
}

make_database
printf '| system | listed | owner | compared | end of life | stage | gap |\n|---|---|---|---|---|---|---|\n'
systems | while IFS='|' read -r name release list _ os; do
  rm -rf "$work/tree"
  make_tree "$work/tree" "$release" "$list" "$os"
  tar -C "$work/tree" -c . | docker import -c 'CMD ["/usr/bin/tool"]' - dockerscan/system-under-test >/dev/null
  DOCKERSCAN_DATA="$state/data" DOCKERSCAN_TRIVY_DB="$state" dotnet "$host" \
    scan dockerscan/system-under-test --no-sandbox --json --force --output "$work/report" >"$work/result.json" 2>"$work/error.txt" </dev/null || true
  listed=$(grep -o '^| Packages | [^|]*' "$(jq -r .reports.markdown "$work/result.json")" | cut -d'|' -f3 | tr -d ' ' || true)
  jq -r --arg name "$name" --arg listed "$listed" '
    (.stages[] | select(.id == "trivy")) as $trivy
    | [ $name, $listed,
        (.autorun[0] | .package // (if .packageUnread then "not read" else "none" end)),
        (if any(.findings[]; .id == "CVE-2026-0001") then "yes" else "no" end),
        (if .image.os == null then "?" elif .image.os.endOfLife then "past" else "no" end),
        $trivy.outcome,
        ([$trivy.gaps[] | "\(.kind): \(.detail)"] | join("<br>") | gsub("\\|"; "\\|")) ]
    | "| " + join(" | ") + " |"' "$work/result.json" || { cat "$work/error.txt" >&2; exit 1; }
done
