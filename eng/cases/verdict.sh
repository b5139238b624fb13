# shellcheck shell=bash disable=SC2154,SC2016
# Verdicts that a person believes: what is called malware, what is called root, what is called dropped.

# start_script TAG BODY: an image of an ordinary user whose start command is a script.
start_script() {
  base busybox
  printf '#!/bin/sh\n%b\nexec sleep 60\n' "$2" >"$context/entry.sh"
  chmod 755 "$context/entry.sh"
  image "$1" <<'END'
FROM cases/busybox:1
COPY entry.sh /entry.sh
USER 1000:1000
ENTRYPOINT ["/entry.sh"]
END
}

# honest TAG BODY FINDINGS: never malware, never a high risk.
honest() {
  start_script "$1" "$2"
  scan "$1"
  expect "$1: malware" '!(detected)' "$(checked autorun.malware)"
  expect "$1: high risks" 0 "$(field '[.findings[] | select(.risk == "high")] | length')"
  expect "$1: signatures" "$3" "$(field '[.findings[] | select(.id | startswith("tamper.")) | "\(.id) \(.severity)"] | join("; ")')"
}

case_29_honest_start_scripts() {
  shopt -s extglob
  honest cases/29-cron:1 'mv /etc/cron.d/scan /etc/cron.d/scan.disabled' ''
  honest cases/29-key:1 '[ -z "$PUBLIC_KEY" ] || echo "$PUBLIC_KEY" >> /config/.ssh/authorized_keys' 'tamper.authorized-keys medium'
  honest cases/29-sudo:1 '[ "$GRANT_SUDO" != yes ] || echo "app ALL=(ALL) NOPASSWD:ALL" > /etc/sudoers.d/app' 'tamper.sudo-all medium'
  honest cases/29-firewall:1 'iptables -F\niptables -P INPUT DROP' ''
}

case_r1_packed_is_no_malware() {
  shopt -s extglob
  base busybox
  image cases/semantics:1 <<'END'
FROM cases/busybox:1
RUN cp /bin/busybox /bin/app && printf 'UPX!' >>/bin/app && cp /bin/busybox /bin/helper && chmod 4755 /bin/helper
USER 1000:1000
ENTRYPOINT ["/bin/app", "sleep", "1"]
END
  sandbox cases/semantics:1 --window 5
  expect 'USER 1000 is root' '!(detected)' "$(checked privilege.root-user)"
  expect 'a set-uid file is set-uid' detected "$(checked privilege.set-uid)"
  expect 'UPX is malware' '!(detected)' "$(checked autorun.malware)"
  expect 'UPX is to be reviewed' '*packer.upx medium*unvouched low*' "$(findings autorun.file)"
}

case_r2_update_of_a_running_program() {
  base busybox
  printf '#!/bin/sh\n/srv/server sleep 20 &\nsleep 3\ncp /srv/server /srv/.update && mv /srv/.update /srv/server\nwait\n' >"$context/entry.sh"
  chmod 755 "$context/entry.sh"
  image cases/update:1 <<'END'
FROM cases/busybox:1
COPY entry.sh /entry.sh
RUN mkdir /srv && cp /bin/busybox /srv/server && printf '#!/bin/sh\nsleep 20; :\n' >/srv/run && chmod 755 /srv/run && chown -R 1000 /srv
USER 1000:1000
ENTRYPOINT ["/entry.sh"]
END
  sandbox cases/update:1 --window 10
  expect 'what was dropped' '' "$(findings behavior.dropped-executable)"
}

case_r3_copy_of_a_script() {
  base busybox
  printf '#!/bin/sh\nmkdir -p /srv/run && cp /app/run /srv/run/run && exec /srv/run/run\n' >"$context/entry.sh"
  chmod 755 "$context/entry.sh"
  image cases/copy:1 <<'END'
FROM cases/busybox:1
COPY entry.sh /entry.sh
RUN mkdir /srv /app && printf '#!/bin/sh\nsleep 20; :\n' >/app/run && chmod 755 /app/run && chown -R 1000 /srv
USER 1000:1000
ENTRYPOINT ["/entry.sh"]
END
  sandbox cases/copy:1 --window 8
  expect 'what was dropped' '' "$(findings behavior.dropped-executable)"
}
