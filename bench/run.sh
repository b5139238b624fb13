#!/usr/bin/env bash
# Measures what is promised, as ratios and bounds of one run, and prints the table. Exit 1 when a bound is broken.
# Wants a quiet machine. Needs what ./test.sh sets up: an engine and Trivy.
set -euo pipefail
here=$(dirname "${BASH_SOURCE[0]}")
status=0
"$here/scan.sh" || status=1
"$here/analysis.sh" || status=1
"$here/sandbox.sh" || status=1
"$here/reputation.sh" || status=1
"$here/chat.sh" || status=1
"$here/watches.sh" || status=1
"$here/alerts.sh" || status=1
"$here/store.sh" || status=1
"$here/pages.sh" || status=1
exit "$status"
