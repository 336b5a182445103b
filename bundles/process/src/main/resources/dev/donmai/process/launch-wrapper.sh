#!/bin/sh
# The launch wrapper: runs the command of one session and records how it ended. POSIX sh; nothing but builtins, mv, date, sleep
# (and ps where there is no /proc). Started through setsid, so its pid is also the process group and the session.
#
#   launch-wrapper.sh <session directory> <nonce> <cgroup directory or ""> [<ulimit letter>=<n>]... -- <command> [<argument>]...
#
# Writes into the session directory: lock (before anything else), stdout.log, stderr.log, exit.json. Exits as the command did; 125
# without an exit.json means that it could not write there and has not run the command.
#
# Every variable begins with _dw_, because a variable that the command's environment has would be changed in it.

# Replaces a file as a whole: <file> <content>. What disturbs it (a full disk, a signal to mv) is tried again for some seconds.
_dw_put() {
  _dw_try=0
  until { echo "$2" >"$1.tmp" && command -p mv -f "$1.tmp" "$1"; } 2>/dev/null; do
    _dw_try=$((_dw_try + 1))
    [ "$_dw_try" -lt 12 ] || return 1
    [ "$_dw_try" -le 6 ] || command -p sleep 1
  done
}

# Sets _dw_started to the start time of this shell, as dev.donmai.process.ProcessTable reads it.
_dw_find_start() {
  if [ -r "/proc/$$/stat" ]; then
    read -r _dw_stat <"/proc/$$/stat"
    # The name in parentheses may hold anything; what follows the last one begins with field 3, and field 22 is the 20th of it.
    set -- ${_dw_stat##*") "}
    _dw_started=${20}
  else
    set -- $(LC_ALL=C command -p ps -o lstart= -p "$$")
    _dw_started="$*"
  fi
}

# Sets _dw_oom to a member of exit.json where the kernel ended something in the cgroup for lack of memory.
_dw_find_oom() {
  _dw_oom=
  [ -n "$_dw_cgroup" ] && [ -r "$_dw_cgroup/memory.events" ] || return 0
  while read -r _dw_key _dw_count; do
    if [ "$_dw_key" = oom_kill ] && [ "$_dw_count" != 0 ]; then
      _dw_oom=',"oom":true'
    fi
  done <"$_dw_cgroup/memory.events"
}

# Becomes the command. Runs in a subshell, whose traps are at their defaults again.
_dw_become() {
  if [ -n "$_dw_cgroup" ] && ! { echo 0 >"$_dw_cgroup/cgroup.procs"; } 2>/dev/null; then
    echo "donmai: can't join $_dw_cgroup; running without it" >&2
  fi
  ulimit -c 0
  for _dw_limit in $_dw_limits; do
    ulimit "-${_dw_limit%%=*}" "${_dw_limit#*=}" || echo "donmai: can't apply the limit $_dw_limit" >&2
  done
  umask "${_dw_umask:-022}"
  exec "$@"
}

_dw_main() {
  _dw_told=
  # Handlers, not "ignore": what is ignored stays ignored in the command.
  trap '_dw_told=15' TERM
  trap '_dw_told=${_dw_told:-1}' HUP
  trap '_dw_told=${_dw_told:-2}' INT
  trap '_dw_told=${_dw_told:-3}' QUIT

  _dw_dir=$1
  _dw_nonce=$2
  _dw_cgroup=$3
  shift 3
  _dw_limits=
  while [ "$1" != -- ]; do
    _dw_limits="$_dw_limits $1"
    shift
  done
  shift
  _dw_umask=$(umask)
  umask 077

  _dw_find_start
  _dw_put "$_dw_dir/lock" "{\"pid\":$$,\"start\":\"$_dw_started\",\"nonce\":\"$_dw_nonce\"}" || exit 125
  { true >>"$_dw_dir/stdout.log" && true >>"$_dw_dir/stderr.log"; } 2>/dev/null || exit 125

  if [ -n "$_dw_told" ]; then
    # Told to end before there was anything to end.
    _dw_status=$((128 + _dw_told))
  else
    # In the foreground: a background command would have SIGINT and SIGQUIT ignored for good, and its status could be lost
    # when a signal interrupts "wait". Signals to this shell wait until the command has ended; they are sent to the whole group.
    (_dw_become "$@") </dev/null >>"$_dw_dir/stdout.log" 2>>"$_dw_dir/stderr.log"
    _dw_status=$?
  fi

  _dw_find_oom
  _dw_at=
  _dw_tries=0
  while [ -z "$_dw_at" ] && [ "$_dw_tries" -lt 10 ]; do
    _dw_at=$(command -p date -u +%Y-%m-%dT%H:%M:%SZ)
    _dw_tries=$((_dw_tries + 1))
  done
  if [ "$_dw_status" -ge 129 ] && [ "$_dw_status" -le 192 ]; then
    _dw_how="\"signal\":$((_dw_status - 128))"
  else
    _dw_how="\"code\":$_dw_status"
  fi
  _dw_put "$_dw_dir/exit.json" "{$_dw_how,\"at\":\"$_dw_at\"$_dw_oom}"
  exit "$_dw_status"
}

# One line at the end, so that the shell has read the whole file before it does anything.
_dw_main "$@"
