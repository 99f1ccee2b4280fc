# --- Who a process is. A number alone may belong to somebody else by now: start time and boot tell them apart. ---

proc=${KNEEPOINT_PROC:-/proc}

boot_id() {
  if [ -r "$proc/sys/kernel/random/boot_id" ]; then
    cat "$proc/sys/kernel/random/boot_id"
  elif [ -r /proc/sys/kernel/random/boot_id ]; then
    cat /proc/sys/kernel/random/boot_id
  else
    sysctl -n kern.bootsessionuuid 2>/dev/null || sysctl -n kern.boottime | tr -cs 'A-Za-z0-9\n' '-'
  fi
}

# process_start PID: when it started, as one word. Fails where there is no such process, or only a zombie is left.
process_start() {
  if [ -r "$proc/self/stat" ]; then
    { read -r stat_line <"$proc/$1/stat"; } 2>/dev/null || return 1
    # After the name, which may hold anything: state, parent, group, session, ... and as the 20th the start time.
    # shellcheck disable=SC2086
    set -- ${stat_line##*) }
    case $1 in Z | X) return 1 ;; esac
    shift 19
    printf '%s\n' "$1"
  else
    # shellcheck disable=SC2046
    set -- $(LC_ALL=C ps -o stat= -o lstart= -p "$1" 2>/dev/null)
    case ${1:-Z} in Z*) return 1 ;; esac
    shift
    printf '%s-%s-%s-%s\n' "$2" "$3" "$4" "$5"
  fi
}

# same_process PID START BOOT: whether that very process is still alive.
same_process() {
  [ -n "${1:-}" ] && [ -n "${2:-}" ] || return 1
  [ "$(process_start "$1")" = "$2" ] && [ "$(boot_id)" = "${3:-}" ]
}

# each_process: "pid group session state" of every process, one a line.
each_process() {
  if [ -r "$proc/self/stat" ]; then
    for process_dir in "$proc"/[0-9]*; do
      { read -r stat_line <"$process_dir/stat"; } 2>/dev/null || continue
      # shellcheck disable=SC2086
      set -- ${stat_line##*) }
      printf '%s %s %s %s\n' "${process_dir##*/}" "$3" "$4" "$1"
    done
  else
    ps -A -o pid= -o pgid= -o sess= -o stat=
  fi
}

# group_members GROUP: the living processes of a process group.
group_members() {
  wanted_group=$1
  each_process | while read -r member_pid member_group _ member_state; do
    case $member_state in Z* | X*) continue ;; esac
    if [ "$member_group" = "$wanted_group" ]; then printf '%s\n' "$member_pid"; fi
  done
}

# marked_processes NAME: the processes started with KNEEPOINT_ATTEMPT=NAME: in their environment, whatever group or
# session they went to since. The colon ends the name.
marked_processes() {
  if [ -r "$proc/self/environ" ]; then
    grep -lF "KNEEPOINT_ATTEMPT=$1:" "$proc"/[0-9]*/environ 2>/dev/null
  else
    # shellcheck disable=SC2009
    ps -axwwE -o pid= -o command= 2>/dev/null | grep -F "KNEEPOINT_ATTEMPT=$1:" | grep -vF 'grep -F'
  fi | while read -r marked; do
    marked=${marked#"$proc/"}
    marked=${marked%%[!0-9]*}
    if process_start "$marked" >/dev/null; then printf '%s\n' "$marked"; fi
  done
}
