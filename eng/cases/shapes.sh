# shellcheck shell=bash disable=SC2016,SC2154
# Further shapes: how start scripts come to what they start, how something stays, what no walk through a layer finds.

case_s1_words_out_of_files() {
  base busybox
  starts 'a command in a file' 'RUN echo "/opt/app/start.sh --quiet" >/opt/conf/command' <<<'exec $(cat /opt/conf/command)'
  starts 'a line that is read' 'RUN echo /opt/app/start.sh >/opt/conf/command' <<<'read -r command < /opt/conf/command
exec $command'
  starts 'a table that a loop reads' 'RUN echo "web|/opt/app/start.sh" >/opt/conf/table' <<<'while IFS="|" read -r name command; do $command; done < /opt/conf/table'
  starts 'settings' 'RUN echo MAIN=/opt/app/start.sh >/opt/conf/env' <<<'eval "$(cat /opt/conf/env)"
exec "$MAIN"'
}

case_s2_text_that_becomes_another() {
  base busybox
  starts 'sed' <<<'exec $(echo /opt/app/start.sh.tpl | sed -e "s/\.tpl$//")'
  starts 'printf' <<<'exec "$(printf "%s/%s.%s" /opt/app start sh)"'
  starts 'a list with colons' <<<'STEPS=/bin/true:/opt/app/start.sh
IFS=:
for s in $STEPS; do "$s"; done'
  starts 'a table for cron' <<<'mkdir -p /tmp/crontabs
echo "* * * * * /opt/app/start.sh" > /tmp/crontabs/root
exec crond -f -c /tmp/crontabs'
}

case_s3_other_programs_files() {
  base debian
  system=debian starts 'a login shell' 'RUN echo /opt/app/start.sh >/etc/profile.d/x.sh' 'ENTRYPOINT ["bash","-lc","true"]' </dev/null
  system=debian starts 'a folder that env changes to' 'ENTRYPOINT ["/usr/bin/env","-C","/opt/app","./start.sh"]' </dev/null
  system=debian starts 'what Python starts' 'RUN echo "import os; os.execv(\"/opt/app/start.sh\", [\"x\"])" >/opt/conf/main.py' 'ENTRYPOINT ["python3","/opt/conf/main.py"]' </dev/null
  system=debian target=/opt/conf/pkg/__main__.py starts 'a module' 'RUN mkdir /opt/conf/pkg && echo "print(1)" >/opt/conf/pkg/__main__.py' 'ENV PYTHONPATH=/opt/conf' 'ENTRYPOINT ["python3","-m","pkg"]' </dev/null
}

case_s4_written_to_files_without_a_name() {
  base busybox
  start_script cases/unlinked:1 'cd /tmp\nfor i in 1 2 3 4 5 6; do (exec 3>f$i; rm f$i; dd if=/dev/zero bs=1048576 count=30 >&3 2>/dev/null; sleep 60) & done'
  DOCKERSCAN__Sandbox__MaxWrittenMiB=64 sandbox cases/unlinked:1 --window 12
  expect 'the limit' 'partial *wrote more than 64 MiB*' "$(outcome sandbox) $(reason sandbox)"
}

case_s5_ways_back() {
  base busybox
  image cases/back:1 <<'DOCKERFILE'
FROM cases/busybox:1
RUN printf '#!/bin/sh\nmkdir -p /usr/lib /etc/apt/apt.conf.d /root/.ssh\ncp /bin/busybox /usr/lib/.x && chmod 4755 /usr/lib/.x\necho "DPkg::Post-Invoke {\\"/usr/lib/.x\\";};" >/etc/apt/apt.conf.d/99x\necho LD_PRELOAD=/usr/lib/.x.so >>/etc/environment\nexec sleep 60\n' >/entry.sh && chmod 755 /entry.sh
ENTRYPOINT ["/entry.sh"]
DOCKERFILE
  sandbox cases/back:1 --window 6
  expect 'a set-uid shell' '*set-uid*' "$(findings behavior.dropped-executable)"
  expect 'what stays' '*environment-preload*package-hook*' "$(field '[.findings[] | select(.check == "behavior.persistence") | .id] | sort | join(" ")')"
  image cases/back:1 <<'DOCKERFILE'
FROM cases/busybox:1
RUN printf '#!/bin/sh\nmkdir -p /etc/apt/apt.conf.d\necho "Acquire::http::Proxy \\"http://proxy:3128\\";" >/etc/apt/apt.conf.d/01proxy\necho APP_HOME=/srv >>/etc/environment\nexec sleep 60\n' >/entry.sh && chmod 755 /entry.sh
ENTRYPOINT ["/entry.sh"]
DOCKERFILE
  sandbox cases/back:1 --window 6
  expect 'honest settings' '' "$(findings behavior.persistence)"
}

case_s6_passwords_under_short_names() {
  base busybox
  printf 'FROM cases/busybox:1\nENV LDAP_BIND_PW=Tr33Frog AUTH_HEADER="Authorization: Bearer 7c1f0a93b4d24e5f8a6b" BIND_PW_FILE=/run/secrets/x TOKEN_KIND=Bearer\nUSER 1000:1000\nCMD ["/bin/sh","-c","sleep 60"]\n' | image cases/short
  scan cases/short
  expect 'the places' 'ENV AUTH_HEADER ENV LDAP_BIND_PW' "$(field '[.findings[] | select(.check == "secret.env") | .target] | sort | join(" ")')"
}
