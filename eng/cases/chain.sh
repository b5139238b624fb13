# shellcheck shell=bash disable=SC2016,SC2154
# What is really started, however an entrypoint comes to it. Each image prints "payload" when it is run.

starts() { # WORDS [DOCKERFILE LINE …]: the body of /entry.sh on stdin; /opt/app/start.sh must be listed, and the stage whole
  local words=$1 body
  shift
  body=$(cat)
  printf '#!/bin/%s\n%s\n' "${shell:-sh}" "$body" >"$context/entry.sh"
  { printf '%s\n' "FROM cases/${system:-busybox}:1" 'COPY entry.sh /entry.sh' \
    "RUN chmod +x /entry.sh && mkdir -p /opt/app /opt/conf && printf '#!/bin/sh\\necho payload\\n' >/opt/app/start.sh && chmod +x /opt/app/start.sh" "$@" 'USER 1000:1000'
    if [ -n "$body" ]; then echo 'ENTRYPOINT ["/entry.sh"]'; fi; } | image cases/chain
  scan cases/chain
  expect "$words" 'true completed' "$(field 'any(.autorun[]; .path == "'"${target:-/opt/app/start.sh}"'")') $(outcome autorun)"
}

case_30_brackets_that_are_no_arithmetic() {
  base busybox
  starts 'a nested subshell' <<<'((sleep 1 &) &)
exec /opt/app/start.sh'
  starts 'the arithmetic of old' <<<'echo $[1<<2]
exec /opt/app/start.sh'
  base debian
  system=debian shell=bash starts 'a loop that counts' <<<'for ((i=1<<2; i<9; i++)); do :; done
exec /opt/app/start.sh'
}

case_31_what_a_function_is_given() {
  base busybox
  starts 'a text for su' <<<'as_app() { su -s /bin/sh app -c "$1"; }
as_app /opt/app/start.sh'
  starts 'all its arguments' <<<'run() { "$@"; }
run /opt/app/start.sh --port 1'
}

case_32_the_scripts_own_folder() {
  base debian
  system=debian shell=bash starts 'with blanks' <<<'D="$( cd "$( dirname "${BASH_SOURCE[0]}" )" >/dev/null 2>&1 && pwd )"
exec "$D/opt/app/start.sh"'
  system=debian starts 'with readlink' <<<'D=$(dirname -- "$(readlink -f -- "$0")")
exec "$D/opt/app/start.sh"'
}

case_33_arguments_and_path() {
  base busybox
  starts 'one with a default' <<<'exec "${1:-/opt/app/start.sh}"'
  starts 'all with a default' <<<'set -- "${@:-/opt/app/start.sh}"
exec "$@"'
  starts 'PATH' <<<'export PATH=/opt/app:$PATH
exec start.sh'
}

case_34_an_unknown_wrapper() {
  base busybox
  starts 'behind its options' 'RUN cp /bin/busybox /usr/bin/dockerize || { mkdir -p /usr/bin && cp /bin/busybox /usr/bin/dockerize; }' \
    'ENTRYPOINT ["dockerize","-wait","tcp://db:5432","-timeout","20s","/opt/app/start.sh"]' </dev/null
  expect 'said to be no more than possible' true "$(field '.autorun[] | select(.path == "/opt/app/start.sh") | .mayStart')"
}

case_35_env_that_splits() {
  base debian
  system=debian starts 'in the exec form' 'ENTRYPOINT ["/usr/bin/env","-S","sh /opt/app/start.sh"]' </dev/null
  expect 'what cannot start' '' "$(findings behavior.crash)$(field '[.findings[] | select(.id == "missing-target") | .id] | join(" ")')"
  system=debian starts 'in a first line' 'RUN printf "#!/usr/bin/env -Ssh -e\nexec /opt/app/start.sh\n" >/entry2.sh && chmod +x /entry2.sh' 'ENTRYPOINT ["/entry2.sh"]' </dev/null
}

case_36_a_folder_of_scripts() {
  base busybox
  starts 'a loop over a pattern' <<<'cd /opt/app
for f in *.sh; do sh "$f"; done'
  starts 'run-parts' <<<'run-parts /opt/app'
  starts 'find' <<<'find /opt/app -type f -exec sh {} \;'
  target=/opt/conf/10-env starts 'files that are read in' 'RUN echo "echo payload" >/opt/conf/10-env && chmod 644 /opt/conf/10-env' <<<'for f in /opt/conf/*; do . "$f"; done'
}
