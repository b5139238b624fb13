#!/usr/bin/env bash
# Prometheus's own promtool reads the scrape file and the alert rules and runs their tests; every query of the dashboard is one that
# Prometheus understands, and every metric that is asked for is one that docs/observability.md names.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root/deploy/prometheus"
promtool check config prometheus.yml
promtool check rules alerts.yml
promtool test rules alerts.test.yml

# A dashboard's query with values in the place of its variables, as a rule each.
dashboard="$root/deploy/grafana/dashboard.json"
mapfile -t queries < <(jq -r '.panels[] | .targets[]?.expr' "$dashboard")
[ "${#queries[@]}" -gt 15 ] || { echo "only ${#queries[@]} queries were found in the dashboard"; exit 1; }
number=0
{
  echo 'groups: [{ name: dashboard, rules: ['
  for query in "${queries[@]}"; do
    number=$((number + 1))
    # shellcheck disable=SC2016 # They are Grafana's variables.
    filled=$(sed -e 's/\$instance/.*/g' -e 's/\$__rate_interval/5m/g' <<<"$query")
    jq -n -c --arg record "dashboard:query_$number" --arg expr "$filled" '{ record: $record, expr: $expr }'
    echo ','
  done
  echo '] }]'
} >"$work/dashboard.yml"
promtool check rules "$work/dashboard.yml"
jq -e '[.panels[].id] | length == (unique | length)' "$dashboard" >/dev/null || { echo "two panels have one id"; exit 1; }

known="$root/docs/observability.md"
[ -f "$known" ] || { echo "docs/observability.md is not there: the names of metrics were not compared"; exit 0; }
unknown=0
while read -r metric; do
  # A histogram is asked for by its parts.
  name=$(sed -E 's/_(bucket|count|sum)$//' <<<"$metric")
  grep -qF -e "\`$metric\`" -e "\`$name\`" "$known" || { echo "$metric stands in no line of docs/observability.md"; unknown=1; }
done < <(grep -ohE 'dockerscan_[a-z0-9_]+' alerts.yml "$dashboard" | sort -u)
exit "$unknown"
