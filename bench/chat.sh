#!/usr/bin/env bash
# The bots of `serve`, a published program, against a Slack and a Discord on this machine, all of it on two cores:
# - signed posts, half of each platform, 200 a second for 30 s after a second of warming up, while two scans run all the while. Send times are
#   fixed beforehand, and an answer's time counts from when its command should have been sent. A right answer is 200 with the right body.
# - Socket Mode and Gateway: 200 commands, one after another, and how soon a command is acknowledged after the line is cut.
# - what the program holds in memory after 2,000 posts, and 10,000 posts later. The processes' own numbers: nothing is collected on request.
# The program and its scans run five steps nicer than whoever measures, for a platform is another machine. How late commands were sent all
# the same is said; where that is much, the machine was not quiet.
# The settings are the defaults but for addresses, secrets and the workspace and server that may ask. The rate limits stay: the commands come
# from 500 people on each platform, each in a channel of their own. One in ten is `status`, the others are `help scan`.
# Without an engine and Trivy no scans run, and the table says so.
# shellcheck source=bench/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
build_host
dotnet build "$root/bench/ChatBench" -c Release -v quiet -nologo
images=() with='no scans: no engine or no Trivy'
if bench_engine && ensure_trivy && "$root/eng/build-samples.sh" debian scratch-busybox; then
  images=(dockerscan/sample-debian dockerscan/sample-scratch-busybox) with='two scans'
else
  say "no engine or no Trivy: the bots are measured without scans"
fi

# The scans' Trivy, the bots and whoever measures share the two.
pin=()
if [ "$(nproc)" -gt 2 ] && has taskset; then pin=(taskset -c "$(awk '/^Cpus_allowed_list:/ { print $2 }' /proc/self/status | tr , '\n' | awk -F- '{ for (i = $1; i <= ($2 == "" ? $1 : $2); i++) print i }' | head -2 | paste -sd,)"); fi
"${pin[@]}" dotnet "$root/artifacts/bin/ChatBench/release/ChatBench.dll" speed "$host" "${images[@]}" >"$work/chat" || { cat "$work/chat" >&2; exit 1; }
value() { sed -n "s/^$1: //p" "$work/chat"; }
sed -n 's/^# //p' "$work/chat"
printf 'scans while the posts came: %s\n' "$(value 'scans meanwhile')"
row "posts, p99, ms ($with)" "$(value 'HTTP p99, ms')" 100
row "posts, wrong answers" "$(value 'HTTP wrong')" 0
row "posts, commands without their card" "$(value 'HTTP without a card')" 0
for line in 'Socket Mode' Gateway; do
  row "$line, p99, ms" "$(value "$line p99, ms")" 100
  row "$line, wrong answers" "$(value "$line wrong")" 0
  row "$line, back after a cut, ms" "$(value "$line back, ms")" 5000
done
row "12,000 posts, wrong or without a card" "$(value 'memory, wrong or without a card')" 0
before=$(value 'memory before, KiB')
row "memory after 2,000 posts and 10,000 more, MiB" "$(awk -v a="$(value 'memory after, KiB')" 'BEGIN { printf "%.1f", a / 1024 }')" \
  "$(awk -v b="$before" 'BEGIN { printf "%.1f", b * 1.1 / 1024 + 10 }')"
exit "$bad"
