# shellcheck shell=bash
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
}

case_20_users() {
  base busybox
  local user
  for user in root:root 0:1001 00 :0; do
    printf 'FROM cases/busybox:1\nUSER %s\nCMD ["/bin/sh","-c","sleep 60"]\n' "$user" | image cases/user
    scan cases/user
    expect "USER $user" detected "$(checked privilege.root-user)"
  done
}
