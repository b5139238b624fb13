#!/usr/bin/env bash
# Makes images with the packages of testdata/trivy/forms/0.74.tsv and a database with the same vulnerabilities, scans them with the Trivy that is
# here, and writes its reports: what an old Trivy says of the same packages is then its own word. ReportFormsTests compares the keys.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"
# shellcheck source=eng/lib.sh
. "$root/eng/lib.sh"
case "${1:-}" in -h | --help) echo "Usage: eng/systems/forms.sh [FOLDER]   needs an engine at DOCKER_HOST or one of its own, Trivy, Go, jq, rpmbuild, sqlite3 and zip"; exit 0 ;; esac
forms=tests/DockerScan.Scanners.Tests/testdata/trivy/forms
to=${1:-$forms/real}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ensure_engine
ensure_trivy
version=$("$DOCKERSCAN_TRIVY" --version 2>/dev/null | sed -n 's/^Version: //p')
if [ "$version" = dev ] && cmp -s "$DOCKERSCAN_TRIVY" "$trivy_npm"; then version=0.44.1; fi
mkdir -p "$to" "$work/cache/java-db"

rows() { tail -n +2 "$forms/0.74.tsv"; } # image family release class type vulnerability package installed fixed path severity url

make_database() {
  rows | jq -R 'split("\t")' | jq -s '
    def given: if . == "-" then null else . end;
    def severity: { LOW: 1, MEDIUM: 2, HIGH: 3, CRITICAL: 4 }[.];
    def bucket: if .[3] == "lang-pkgs" then { gemspec: "rubygems::GitHub Security Advisory Rubygems", jar: "maven::GitHub Security Advisory Maven", cargo: "cargo::Open Source Vulnerability" }[.[4]]
      elif .[1] == "alpine" then "alpine " + (.[2] | split(".")[:2] | join("."))
      elif .[1] == "debian" or .[1] == "alma" or .[1] == "rocky" then .[1] + " " + (.[2] | split(".")[0])
      elif .[1] == "amazon" then "amazon linux " + (if .[2] | startswith("AMI") then "1" else .[2][:1] end)
      elif .[1] == "oracle" then "Oracle Linux " + (.[2] | split(".")[0])
      elif .[1] == "photon" then "Photon OS " + .[2]
      elif .[1] == "cbl-mariner" then "CBL-Mariner " + .[2]
      elif .[1] == "opensuse-leap" then "openSUSE Leap " + .[2]
      else "Red Hat" end;
    def value: if .[3] == "lang-pkgs" then { PatchedVersions: [.[8]], VulnerableVersions: ["<= " + .[7]] }
      elif .[1] != "centos" and .[1] != "redhat" then (if .[8] | given then { FixedVersion: .[8] } else { Severity: (.[10] | severity), Status: 2 } end)
      else { Entries: [{ FixedVersion: (.[8] | given), Affected: [0], Status: (if .[8] | given then 3 else 5 end), Cves: [{ Severity: (.[10] | severity) }] }] } end;
    map(select(bucket)) | {
      updatedAt: "2026-11-23T00:00:00Z", nextUpdate: "2099-01-01T00:00:00Z",
      dataSources: (map({ (bucket): { ID: "test", Name: "test", URL: "https://example.org" } }) | add),
      advisories: (map({ platform: bucket, package: .[6], id: .[5], value: value })
        + [{ platform: "Red Hat CPE", package: "repository", id: "rhel-7-server-rpms", value: [0] }, { platform: "Red Hat CPE", package: "cpe", id: "0", value: "cpe:/o:redhat:enterprise_linux:7::server" }]),
      vulnerabilities: (map({ (.[5]): { Title: "as in the table", Severity: .[10] } }) + [{ "rhel-7-server-rpms": {}, "0": {} }] | add) }' >"$work/advisories.json"
  GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE="$root/.dockerscan/go-cache" go run "$root/eng/trivy-db/main.go" build "$work/advisories.json" "$work/cache"
  sqlite3 "$work/cache/java-db/trivy-java.db" 'create table artifacts(id integer primary key, group_id text, artifact_id text); create table indices(artifact_id integer, version text, sha1 blob, archive_type text)'
  echo '{"Version":1,"NextUpdate":"2099-01-01T00:00:00Z","UpdatedAt":"2020-01-01T00:00:00Z","DownloadedAt":"2020-01-01T00:00:00Z"}' >"$work/cache/java-db/metadata.json"
}

packages_of() { rows | awk -F'\t' -v image="$1" '$1 == image { print $4, $5, $7, $8, $10 }' | sort -u; } # class type package installed path

make_rpm() { # TREE NAME VERSION, with its epoch and release
  local epoch=0 version=$3
  case "$version" in *:*) epoch=${version%%:*} version=${version#*:} ;; esac
  printf 'Name: %s\nVersion: %s\nRelease: %s\nEpoch: %s\nSummary: x\nLicense: x\n%%description\nx\n%%files\n' "$2" "${version%-*}" "${version##*-}" "$epoch" >"$work/package.spec"
  [ "$epoch" != 0 ] || sed -i /^Epoch/d "$work/package.spec"
  rm -rf "$work/rpm"
  rpmbuild --quiet -bb --target x86_64 --define "_topdir $work/rpm" "$work/package.spec" >/dev/null
  rpm --root "$work/installed" --dbpath /var/lib/rpm -i --nodeps --nosignature --ignorearch "$work"/rpm/RPMS/*/*.rpm 2>/dev/null
  mkdir -p "$1/var/lib/rpm"
  cp "$work/installed/var/lib/rpm/rpmdb.sqlite" "$1/var/lib/rpm/"
}

make_jar() { # FILE GROUP:NAME VERSION
  local folder="$work/jar/META-INF/maven/${2%:*}/${2#*:}"
  rm -rf "$work/jar"
  mkdir -p "$folder" "$(dirname "$1")"
  printf 'groupId=%s\nartifactId=%s\nversion=%s\n' "${2%:*}" "${2#*:}" "$3" >"$folder/pom.properties"
  (cd "$work/jar" && zip -qr "$1" .)
}

make_tree() { # TREE IMAGE FAMILY RELEASE
  mkdir -p "$1/etc"
  case "$3" in
    alpine) echo "$4" >"$1/etc/alpine-release" ;;
    debian) echo "$4" >"$1/etc/debian_version"; printf 'ID=debian\nVERSION_ID=%s\n' "${4%%.*}" >"$1/etc/os-release" ;;
    centos) echo "CentOS Linux release $4 (Core)" >"$1/etc/centos-release" ;;
    redhat) echo "Red Hat Enterprise Linux Server release $4 (Maipo)" >"$1/etc/redhat-release" ;;
    alma) echo "AlmaLinux release $4 (Arctic Sphynx)" >"$1/etc/almalinux-release" ;;
    rocky) echo "Rocky Linux release $4 (Green Obsidian)" >"$1/etc/rocky-release" ;;
    amazon) case "$4" in AMI*) echo "Amazon Linux $4" ;; *) echo "Amazon Linux release $4" ;; esac >"$1/etc/system-release" ;;
    oracle) echo "Oracle Linux Server release $4" >"$1/etc/oracle-release" ;;
    cbl-mariner) echo "CBL-Mariner $4" >"$1/etc/mariner-release" ;;
    photon | opensuse-leap) printf 'ID=%s\nVERSION_ID=%s\n' "$3" "$4" >"$1/etc/os-release" ;;
  esac
  packages_of "$2" | while read -r class type name installed path; do
    case "$type" in
      alpine) mkdir -p "$1/lib/apk/db"; printf 'P:%s\nV:%s\nA:x86_64\no:%s\n\n' "$name" "$installed" "$name" >>"$1/lib/apk/db/installed" ;;
      debian) mkdir -p "$1/var/lib/dpkg"; printf 'Package: %s\nStatus: install ok installed\nMaintainer: a <a@example.org>\nArchitecture: amd64\nVersion: %s\nDescription: x\n\n' "$name" "$installed" >>"$1/var/lib/dpkg/status" ;;
      centos | redhat | alma | rocky | amazon | oracle | cbl-mariner | photon | opensuse-leap) make_rpm "$1" "$name" "$installed" ;;
      jar) make_jar "$1/$path" "$name" "$installed" ;;
      gemspec) mkdir -p "$1/$(dirname "$path")"; printf 'Gem::Specification.new do |s|\n  s.name = "%s".freeze\n  s.version = "%s"\nend\n' "$name" "$installed" >"$1/$path" ;;
      cargo) printf '[[package]]\nname = "%s"\nversion = "%s"\n' "$name" "$installed" >>"$1/Cargo.lock" ;;
      *) say "no image is made with packages of $class $type" ;;
    esac
  done
}

make_database
rows | awk -F'\t' '$5 != "npm" { print $1, $2, $3 }' | sort -u | while read -r image family release; do
  rm -rf "$work/tree" "$work/installed"
  make_tree "$work/tree" "$image" "$family" "$release"
  id=$(tar -C "$work/tree" --sort=name --owner=0 --group=0 --mtime=@0 -c . | docker import - dockerscan/form-under-test)
  "$DOCKERSCAN_TRIVY" image --quiet --format json --output "$work/report.json" --cache-dir "$work/cache" --image-src docker --scanners vuln --list-all-pkgs --offline-scan \
    --skip-db-update --skip-java-db-update "$id" </dev/null
  jq '{ SchemaVersion, ArtifactName, ArtifactType, Metadata: { OS: .Metadata.OS, ImageID: .Metadata.ImageID }, Results }' "$work/report.json" >"$to/$image-$version.json"
  echo "$image: $(jq '[.Results[]?.Vulnerabilities[]?] | length' "$to/$image-$version.json") of $(rows | awk -F'\t' -v image="$image" '$1 == image' | wc -l) vulnerabilities"
done
docker rmi -f dockerscan/form-under-test >/dev/null
