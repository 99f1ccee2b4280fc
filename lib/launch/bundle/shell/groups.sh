# --- Programs in process groups of their own ---

choose_group_method() {
  if command -v setsid >/dev/null 2>&1; then
    group_method=setsid
  elif job_control_works; then
    group_method=job-control
  elif command -v python3 >/dev/null 2>&1; then
    group_method=python3
  else
    fail no-process-groups 'neither setsid nor job control nor python3 is there to start a program in a group of its own'
  fi
}

# Some shells refuse job control without a terminal, and say so only when asked.
job_control_works() {
  # shellcheck disable=SC2016
  probe=$( (set -m && sh -c 'printf "%s " "$$"; ps -o pgid= -p "$$"' & wait) 2>/dev/null)
  # shellcheck disable=SC2086
  set -- $probe
  [ $# -eq 2 ] && [ "$1" = "$2" ]
}

# start_group NAME LOG COMMAND...: starts it in the background. Its group's number is in groups/NAME before the command
# itself begins, so nobody who ends this job can miss it. Sets group_pid, for wait.
start_group() {
  group_file=groups/$1
  group_log=$2
  shift 2
  # shellcheck disable=SC2016
  group_entry='printf "%s\n" "$$" >"$0" && exec "$@"'
  case $group_method in
    setsid) setsid sh -c "$group_entry" "$group_file" "$@" </dev/null >>"$group_log" 2>&1 & ;;
    job-control)
      set -m
      sh -c "$group_entry" "$group_file" "$@" </dev/null >>"$group_log" 2>&1 &
      set +m
      ;;
    python3)
      python3 -c 'import os, sys; os.setpgid(0, 0); os.execvp(sys.argv[1], sys.argv[1:])' \
        sh -c "$group_entry" "$group_file" "$@" </dev/null >>"$group_log" 2>&1 &
      ;;
  esac
  group_pid=$!
}

# end_group NAME GRACE_S: asks its processes to end, and after the grace ends them.
end_group() {
  { read -r ended_group <"groups/$1"; } 2>/dev/null || return 0
  kill -s TERM -- "-$ended_group" 2>/dev/null
  end_by=$(($(seconds) + $2))
  while [ -n "$(group_members "$ended_group")" ]; do
    if [ "$(seconds)" -ge "$end_by" ]; then
      kill -s KILL -- "-$ended_group" 2>/dev/null
      # What a KILL does not end within seconds hangs in the kernel; waiting on would hang this script too.
      [ "$(seconds)" -lt $((end_by + 10)) ] || break
    fi
    nap
  done
  rm -f "groups/$1"
}

# await_program PID DEADLINE_S: waits for a child while the server lives, if there is one. Sets outcome to its exit
# code, or to "deadline" or "server-exited".
await_program() {
  await_by=$(($(seconds) + $2))
  while kill -s 0 "$1" 2>/dev/null; do
    if [ "$(seconds)" -ge "$await_by" ]; then
      outcome=deadline
      return
    fi
    if [ -n "$server_pid" ] && ! kill -s 0 "$server_pid" 2>/dev/null; then
      outcome=server-exited
      return
    fi
    nap
  done
  wait "$1"
  outcome=$?
}

# bounded SECONDS LOG COMMAND...: runs a command that may hang. Its exit code, or 124 where it was ended.
bounded() {
  bounded_s=$1
  shift
  start_group bounded "$@"
  await_program "$group_pid" "$bounded_s"
  end_group bounded 2
  case $outcome in
    deadline | server-exited) return 124 ;;
    *) return "$outcome" ;;
  esac
}

# end_strays GROUP: what was started here and left its group. This process is spared, and GROUP, the watchdog's.
end_strays() {
  for stray in $(marked_processes "$attempt_name"); do
    case " $$ $(group_members "${1:-0}" | tr '\n' ' ') " in *" $stray "*) continue ;; esac
    if kill -s KILL "$stray" 2>/dev/null; then event stray-ended ",\"pid\":$stray"; fi
  done
}
