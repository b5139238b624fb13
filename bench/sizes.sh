#!/usr/bin/env bash
# How the cost of a scan without the sandbox grows with the image, beside Trivy's own command on the same image: 60 MB, the 215 MB of a Debian
# with packages, 2.5 GB in 300,000 files; an image rebuilt with one new layer of ten; several scans at once. The images are made here and removed.
# Usage: bench/sizes.sh [PART…]   PART is growth, rebuilt or crowd; none means all. Some 20 minutes, and 8 GB of the engine's disk.
# shellcheck source=bench/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=bench/rows.sh
. "$root/bench/rows.sh"
# shellcheck source=bench/alone.sh
. "$root/bench/alone.sh"
parts=" ${*:-growth rebuilt crowd} "
wants() { [[ $parts == *" $1 "* ]]; }
over() { awk -v o="$1" -v a="$2" 'BEGIN { if (o > 0 && a > 0) printf "%.3f", o / a }'; }
label=dev.dockerscan.sizes
# shellcheck disable=SC2317,SC2329 # called by a trap
remove_images() { docker image ls -q --filter "label=$label" | sort -u | xargs -r docker image rm -f >/dev/null 2>&1 || true; }
build_host
bench_engine
ensure_trivy
"$root/eng/build-samples.sh" debian scratch-busybox
dotnet "$host" doctor >/dev/null || true
prepare_alone
trap 'remove_images; rm -rf "$work"' EXIT
remove_images

# ---- images ----------------------------------------------------------------------------------------------------

files() { # COUNT BYTES SEED: a tar of so many files of about so many bytes, one of twenty text, which Trivy searches for secrets
  python3 - "$@" <<'END'
import io, random, sys, tarfile
count, size, seed = map(int, sys.argv[1:])
draw = random.Random(seed)
words = [draw.randbytes(3).hex() for _ in range(4096)]
text = " ".join(draw.choice(words) for _ in range(size)).encode()
code = draw.randbytes(2 * size)
with tarfile.open(fileobj=sys.stdout.buffer, mode="w|") as out:
    for i in range(count):
        length = size // 2 + draw.randrange(size)
        is_text = i % 20 == 0
        source = text if is_text else code
        start = draw.randrange(max(1, len(source) - length))
        body = (f"{seed} {i}\n".encode() + source[start:start + length])[:length]
        entry = tarfile.TarInfo(f"srv/{seed}/{i % 97:02}/{i % 1009:04}/{i}{'.txt' if is_text else '.bin'}")
        entry.size, entry.mode = len(body), 0o644
        out.addfile(entry, io.BytesIO(body))
END
}

base=dockerscan/sample-debian
make() { # NAME [COUNT BYTES SEED]…: the image $base with a layer for each three numbers
  local name=$1 folder number=0
  shift
  folder=$(mktemp -d "$work/context.XXXXXX")
  printf 'FROM %s\nLABEL %s=%s\n' "$base" "$label" "$name" >"$folder/Dockerfile"
  while [ $# -gt 0 ]; do
    number=$((number + 1))
    files "$1" "$2" "$3" >"$folder/$number.tar"
    echo "ADD $number.tar /" >>"$folder/Dockerfile"
    shift 3
  done
  DOCKER_BUILDKIT=0 docker build -q --network none -t "dockerscan/sizes-$name" "$folder" >"$work/build" 2>&1 || { cat "$work/build" >&2; return 1; }
  rm -rf "$folder"
}

# ---- measures --------------------------------------------------------------------------------------------------

cold() { # NAME TIMES: sets a (Trivy alone), o (ours), peak in MiB and stages (those of ours beside Trivy), all ms but peak
  local alone=() ours=() peaks=() own=()
  static_image=dockerscan/sizes-$1
  for ((i = 0; i < $2; i++)); do
    forget_layers "$work"
    alone+=("$(trivy_alone)")
    forget_layers "$work"
    ours+=("$(measure_static_new)")
    peaks+=("$(awk '{ print int($1 / 1024) }' "$out/peak")")
    own+=("$(jq '[.stages[] | select(.id == "autorun" or .id == "image-config") | .durationMs] | max' "$out/pipeline.json")")
  done
  a=$(median "${alone[@]}") o=$(median "${ours[@]}") peak=$(median "${peaks[@]}") stages=$(median "${own[@]}")
  printf '%s: Trivy alone %s ms (%s), pipeline %s ms (%s), its own stages %s ms, %s MiB\n' "$1" "$a" "${alone[*]}" "$o" "${ours[*]}" "$stages" "$peak"
}

if wants growth; then
  base=dockerscan/sample-scratch-busybox make 60mb 3000 20000 1
  cold 60mb 3
  make debian
  cold debian 3
  row 'cold over Trivy alone, 215 MB' "$(over "$o" "$a")" 1.05 "$o" "$a"
  row 'host memory scanning it, MiB' "$peak" 110
  make 12k 12000 7600 2
  cold 12k 3
  small=$stages
  make 300k 300000 7600 3
  cold 300k 1
  row 'cold over Trivy alone, 2.5 GB in 300,000 files' "$(over "$o" "$a")" 1.05 "$o" "$a"
  row 'host memory scanning it, MiB' "$peak" 150
  # The files of Debian itself are some 12,000 more in both.
  row 'own stages a file, 300,000 over 12,000' "$(awk -v l="$stages" -v s="$small" 'BEGIN { printf "%.3f", (l / 312000) / (s / 24000) }')" 1.15 "$stages" "$small"
fi
if wants rebuilt; then
  layers() { for number in 11 12 13 14 15 16 17 18 19 "$1"; do echo 1200 20000 "$number"; done; }
  # shellcheck disable=SC2046 # three numbers a layer
  make ten $(layers 20)
  cold ten 1
  first=$o
  # shellcheck disable=SC2046
  make rebuilt $(layers 21)
  static_image=dockerscan/sizes-rebuilt
  o=$(measure_static_warm)
  printf 'rebuilt: cold %s ms, with one new layer of ten %s ms\n' "$first" "$o"
  row 'rebuilt with one new layer of ten over its cold' "$(over "$o" "$first")" 0.6 "$o" "$first"
fi
if wants crowd; then
  crowd() { # COUNT: that many images of 240 MB at once in one process; sets took and peak
    local names=() pid started status=0 now
    for ((n = 1; n <= $1; n++)); do names+=("dockerscan/sizes-crowd-$n"); done
    forget_layers "$DOCKERSCAN_DATA"
    rm -rf "${DOCKERSCAN_DATA:?}/indexes" "$DOCKERSCAN_DATA"/trivy/analyses
    started=$(ms) peak=0
    dotnet "$host" scan "${names[@]}" --force --no-sandbox --json >"$work/crowd.json" 2>"$work/crowd.log" &
    pid=$!
    while kill -0 "$pid" 2>/dev/null; do
      now=$(awk '/VmHWM/ { print int($2 / 1024) }' "/proc/$pid/status" 2>/dev/null || echo 0)
      [ "${now:-0}" -le "$peak" ] || peak=$now
      sleep 0.1
    done
    wait "$pid" || status=$?
    took=$(($(ms) - started))
    [ "$status" -le 2 ] || { tail -5 "$work/crowd.log" >&2; return 1; }
    printf '%s at once: %s ms, %s ms each, %s MiB\n' "$1" "$took" $((took / $1)) "$peak"
  }
  for n in 1 2 3 4 5 6 7 8; do make "crowd-$n" 12000 14000 "$((30 + n))"; done
  crowd 1
  one=$took
  crowd 2
  crowd 4
  row 'host memory of four at once, MiB' "$peak" 180
  crowd 8
  row 'eight at once, each, over one alone' "$(over "$((took / 8))" "$one")" 1 "$((took / 8))" "$one"
fi
exit "$bad"
