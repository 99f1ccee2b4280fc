# --- The job ---

# take_lock: one run at a time. A lock whose holder is dead is taken over.
take_lock() {
  if mkdir lock 2>/dev/null; then
    replace lock/leader "$(own_identity)" || exit 73
    return
  elif [ ! -d lock ]; then
    storage_fault || { fault=read-only fault_message='the lock cannot be made'; }
    say "$fault: $fault_message"
    exit 73
  fi
  lock_is_free || lock_is_held
  mkdir lock/takeover 2>/dev/null || lock_is_held
  # Another one may have taken it over between the look and the turn.
  lock_is_free || { rmdir lock/takeover && lock_is_held; }
  replace lock/leader "$(own_identity)" || exit 73
  rmdir lock/takeover
}

own_identity() { printf '%s %s %s' "$$" "$(process_start $$)" "$(boot_id)"; }

lock_is_free() {
  read -r holder_pid holder_start holder_boot 2>/dev/null <lock/leader || return 1
  ! same_process "$holder_pid" "$holder_start" "$holder_boot"
}

lock_is_held() {
  say "this job is running already, as process ${holder_pid:-unknown}; the folder lock/ says so"
  exit 75
}

# Ends what the job started, should the job itself be killed, and says so.
watchdog() {
  replace lock/watchdog "$(own_identity)"
  while same_process "$1" "$2" "$3"; do nap; done
  [ ! -f exit.json ] || exit 0
  trap '' TERM INT HUP
  finishing=yes
  read_progress
  for watched in client bounded power; do end_group "$watched" 2; done
  end_group server "$server_grace_s"
  end_strays $$
  write_exit leader-died 'the job script was killed; the watchdog ended the rest'
  rm -f groups/watchdog env
  rm -rf lock tmp
}

read_progress() {
  done_loads=0
  for finished in results/[0-9]*.json; do
    if [ -s "$finished" ]; then done_loads=$((done_loads + 1)); fi
  done
  failed_loads=$(grep -c '"event":"load-failed"' events.ndjson 2>/dev/null)
  failed_loads=${failed_loads:-0}
}

count_loads() {
  total_loads=0
  for load_file in loads/[0-9]*.sh; do
    if [ -f "$load_file" ]; then total_loads=$((total_loads + 1)); fi
  done
}

settings() {
  done_loads=0 failed_loads=0 failures_in_a_row=0
  server_pid='' watchdog_pid='' finishing='' outcome='' chosen='' vllm_version='' server_version='' served_model=''
  no_metrics='' base_url=''
  poll_s=${KNEEPOINT_POLL_S:-1}
  # shellcheck disable=SC1091
  . ./job.sh
  export KNEEPOINT_ATTEMPT="$attempt_name:"
  # Nothing is reported to anybody.
  export VLLM_NO_USAGE_STATS=1 DO_NOT_TRACK=1
  # What is measured is the server, never a proxy before it.
  direct=127.0.0.1,localhost${endpoint_direct:+,$endpoint_direct}
  export NO_PROXY="${NO_PROXY:+$NO_PROXY,}$direct" no_proxy="${no_proxy:+$no_proxy,}$direct"
  count_loads
}

# Secrets and the target's own preparation: values come from files only their owner reads, and only into this process.
environment() {
  case $environment_file in '~/'*) environment_file=$HOME/${environment_file#'~/'} ;; esac
  if [ -n "$environment_file" ] && [ ! -r "$environment_file" ]; then
    fail environment-missing "the target's environment file cannot be read"
  fi
  # Other people's scripts are not written for "set -u".
  set +u
  for source_file in ./env "$environment_file" ./prologue.sh; do
    # shellcheck disable=SC1090
    if [ -n "$source_file" ] && [ -f "$source_file" ]; then . "$source_file"; fi
  done
  set -u
  rm -f env
}

# Starts the job so that it outlives whoever started it, and answers when it holds the lock or has given up.
detach() {
  finishing=yes
  choose_group_method
  case $group_method in
    setsid) setsid sh run.sh </dev/null >>log 2>&1 & ;;
    job-control)
      set -m
      nohup sh run.sh </dev/null >>log 2>&1 &
      set +m
      ;;
    python3)
      python3 -c 'import os; os.setsid(); os.execvp("sh", ["sh", "run.sh"])' </dev/null >>log 2>&1 &
      ;;
  esac
  leader=$!
  until [ -f exit.json ] || { read -r holder _ <lock/leader && [ "$holder" = "$leader" ]; } 2>/dev/null; do
    if ! kill -s 0 "$leader" 2>/dev/null; then
      wait "$leader"
      exit $?
    fi
    sleep 0.1 2>/dev/null || sleep 1
  done
}

main() {
  cd "$(dirname "$0")" || exit 73
  settings
  case ${1:-} in
    --watchdog)
      watchdog "$2" "$3" "$4"
      exit 0
      ;;
    --detach)
      detach
      exit 0
      ;;
  esac
  take_lock
  # A write beyond a file size limit is to fail like one on a full disk, not to kill.
  trap '' XFSZ
  trap 'fail cancelled "asked to stop"' TERM INT HUP
  trap '[ -n "$finishing" ] || fail script-ended "the script ended early; see log"' EXIT
  rm -rf exit.json groups tmp
  mkdir -p groups tmp results clients preflight readback metrics power next || check_storage
  dd if=/dev/zero of=reserve bs=1024 count=64 2>/dev/null || check_storage
  job_since=$(seconds)
  event started ",\"pid\":$$"
  choose_group_method
  start_group watchdog log sh run.sh --watchdog "$$" "$(process_start $$)" "$(boot_id)"
  watchdog_pid=$group_pid
  environment
  choose_http
  preflight
  run_job
}

run_job() {
  if [ "$kind" = throughput ]; then
    # Each offline run brings its own engine; there is no server to ask.
    no_metrics=yes
  elif [ -n "$endpoint" ]; then
    base_url=$endpoint
    find_server
  else
    start_server
  fi
  progress running
  if [ "$adaptive" = yes ] && [ -z "${KNEEPOINT_ALL:-}" ]; then run_asked_loads; else run_listed_loads; fi
  finish done
}

main "$@"
