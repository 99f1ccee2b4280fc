# --- What is written down ---

now() { date -u +%Y-%m-%dT%H:%M:%SZ; }
seconds() { date +%s; }
nap() { sleep "$poll_s"; }
say() { printf '%s %s\n' "$(now)" "$*"; }
# json_text TEXT: without what could end a JSON string. Only names of our own and of hardware come here.
json_text() { printf '%s' "$1" | tr -d '\000-\037\042\134\177'; }

# event NAME [MORE]: one line, written by nobody but this script; MORE is JSON members with a leading comma.
event() {
  printf '{"at":"%s","event":"%s"%s}\n' "$(now)" "$1" "${2:-}" 2>/dev/null >>events.ndjson || check_storage
}

# replace FILE TEXT: the file is there whole, before or after.
replace() {
  if printf '%s\n' "$2" 2>/dev/null >"$1.new" && mv "$1.new" "$1"; then return 0; fi
  rm -f "$1.new"
  check_storage
  return 1
}

progress() {
  phase=$1
  current=${2:-}
  replace progress.json "{\"version\":$job_format,\"phase\":\"$phase\",\"done\":$done_loads,\"failed\":$failed_loads,\"total\":$total_loads,\"current\":\"$current\",\"since\":\"$(now)\"}"
}

# Ends the job where the folder takes no more; without this, a full disk would look like a broken client.
check_storage() {
  [ -z "$finishing" ] || return 0
  storage_fault || return 0
  fail "$fault" "$fault_message"
}

storage_fault() {
  if ! (: >.probe) 2>/dev/null && [ "$(free_kib)" != 0 ]; then
    fault=read-only fault_message='the job folder cannot be written to'
  elif ! dd if=/dev/zero of=.probe bs=1024 count=256 2>/dev/null; then
    fault=disk-full fault_message="no room is left in the job folder ($(free_kib) KiB free)"
  else
    rm -f .probe
    return 1
  fi
  rm -f .probe 2>/dev/null
}

free_kib() {
  # shellcheck disable=SC2046
  set -- $(df -P -k . 2>/dev/null | tail -n 1)
  while [ $# -gt 0 ]; do
    # The column before the percentage; names before it may hold spaces.
    case ${2:-} in *%)
      printf '%s' "$1"
      return
      ;;
    esac
    shift
  done
}

fail() {
  say "$2"
  finish "$1" "$2"
}

# finish REASON [MESSAGE]: ends everything this job started, then says how it went.
finish() {
  trap '' TERM INT HUP
  finishing=yes
  say "ending: $1"
  end_group client "$client_grace_s"
  end_group bounded 1
  end_group power 2
  if [ -n "$server_pid" ]; then
    end_group server "$server_grace_s"
    wait "$server_pid" 2>/dev/null
    event server-ended
  fi
  end_strays "$(cat groups/watchdog 2>/dev/null)"
  write_exit "$1" "${2:-}"
  rm -f env env.new .probe
  rm -rf tmp
  end_group watchdog 0
  [ -z "$watchdog_pid" ] || wait "$watchdog_pid" 2>/dev/null
  rm -rf lock
  exit "$exit_code"
}

write_exit() {
  case $1 in
    done) if [ "$failed_loads" -eq 0 ]; then exit_code=0; else exit_code=1; fi ;;
    cancelled) exit_code=143 ;;
    *) exit_code=1 ;;
  esac
  # Kept so that a full disk can still say that it is full.
  rm -f reserve
  event finished ",\"reason\":\"$1\""
  replace exit.json "{\"version\":$job_format,\"reason\":\"$1\",\"message\":\"$(json_text "${2:-}")\",\"code\":$exit_code,\"done\":$done_loads,\"failed\":$failed_loads,\"total\":$total_loads,\"at\":\"$(now)\"}"
}
