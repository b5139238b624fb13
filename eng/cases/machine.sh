# shellcheck shell=bash disable=SC2154,SC2317
# What the scripts leave on the machine.

case_a16_file_against_services() {
  policy_rc="$work/policy-rc.d"
  apt-get() { [ "$1" = update ] || { cp "$policy_rc" "$work/policy.seen"; sleep "$takes"; return "$ends"; }; }
  is_there() { [ -e "$policy_rc" ] && echo yes || echo no; }
  begin() { # an installation in the background, as far as its file; sets maker
    apt_install x &
    local _
    for _ in $(seq 1 50); do
      maker=$(policy_maker) || true
      [ -z "$maker" ] || return 0
      sleep 0.1
    done
    return 1
  }
  local takes=0 ends=0 maker
  apt_install x
  expect 'while it installs no service may start' '*exit 101*' "$(tr '\n' ' ' <"$work/policy.seen")"
  expect 'after it' no "$(is_there)"
  ends=100
  apt_install x || true
  expect 'after one that fails' no "$(is_there)"
  takes=1 ends=0
  begin
  kill -TERM "$maker"
  wait || true
  expect 'after one that is ended' no "$(is_there)"
  begin
  kill -KILL "$maker"
  wait || true
  expect 'the control: after one that is killed it is there' yes "$(is_there)"
  takes=0
  apt_install x
  expect 'the next installation takes it away' no "$(is_there)"
  printf '#!/bin/sh\nexit 101\n' >"$policy_rc"
  apt_install x
  expect "somebody else's stays" yes "$(is_there)"
}
