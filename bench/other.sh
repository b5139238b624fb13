# shellcheck shell=bash
# Another commit beside this tree, built by its own scripts: for what compares the two. What was built is kept in artifacts/compare.
# Sets $built for $sha; the tree that it is built in is gone afterwards. Read bench/lib.sh before.
# shellcheck disable=SC2154 # root and work are set there, sha by whoever reads this
built="$root/artifacts/compare/$sha"

other_is_there() { [ -d "$built/$1" ] && { [ "$1" != host ] || [ -f "$built/sentinel" ]; }; }

# shellcheck disable=SC2317,SC2329 # called by step
build_other() { # PART: host, or report-bench, which is measured only
  local part=$1 tree="$work/tree" new="$built.new.$$"
  [ -d "$tree" ] || git -C "$root" worktree add --quiet --detach "$tree" "$sha" || return 1
  mkdir -p "$new"
  # shellcheck disable=SC2016 # for the other shell
  env -u DOCKERSCAN_SENTINEL bash -c 'set -euo pipefail; root=$1; . "$root/eng/lib.sh"
    if [ "$3" = host ]; then
      build_host; ensure_sentinel
      cp -r "$(dirname "$host")" "$2/host"; cp "$DOCKERSCAN_SENTINEL" "$2/sentinel"
    else
      dotnet build "$root/bench/ReportBench" -c Release -v quiet -nologo -nodeReuse:false
      cp -r "$root/artifacts/bin/ReportBench/release" "$2/report-bench"
    fi' build "$tree" "$new" "$part" 2>&1 || return 1
  mkdir -p "$built"
  rm -rf "${built:?}/$part"
  mv "$new"/* "$built/"
  rmdir "$new"
}

ensure_other() { # COMMIT PART…
  local commit=$1 part
  shift
  for part in "$@"; do
    other_is_there "$part" || step "building $commit ($part)" build_other "$part" || return 1
  done
  remove_other_tree
}

remove_other_tree() {
  if [ -d "$work/tree" ]; then git -C "$root" worktree remove --force "$work/tree" || true; fi
  rm -rf "$built.new.$$"
}
