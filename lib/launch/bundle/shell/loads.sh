# --- The loads ---

run_listed_loads() {
  for load_file in loads/[0-9]*.sh; do
    if [ -f "$load_file" ]; then run_load "$load_file"; fi
  done
}

# An adaptive job runs the loads it is told, out of those it was planned with: next/0001-0007 asks for load 0007 as the
# first one, next/0002-end ends it. Without word for too long it ends by itself.
run_asked_loads() {
  turn=1
  while :; do
    progress running waiting
    event waiting-for-next ",\"turn\":$turn"
    asked_by=$(($(seconds) + next_deadline_s))
    until asked=$(next_asked "$turn"); do
      if [ "$(seconds)" -ge "$asked_by" ]; then
        event nothing-asked
        return
      fi
      check_job_deadline
      nap
    done
    case $asked in
      end) return ;;
      *) if [ -f "loads/$asked.sh" ]; then run_load "loads/$asked.sh"; fi ;;
    esac
    turn=$((turn + 1))
  done
}

next_asked() {
  for next_file in next/"$(printf '%04d' "$1")"-*; do
    [ -f "$next_file" ] || return 1
    next_name=${next_file##*-}
    case $next_name in
      end) printf end ;;
      *[!0-9]*) printf end ;;
      *) printf '%s' "$next_name" ;;
    esac
    return 0
  done
}

check_job_deadline() {
  if [ "$job_deadline_s" -gt 0 ] && [ $(($(seconds) - job_since)) -ge "$job_deadline_s" ]; then
    fail job-deadline "the deployment took longer than its deadline of $job_deadline_s s"
  fi
}

load_seconds_left() {
  job_left=$load_deadline_s
  [ "$job_deadline_s" -eq 0 ] || job_left=$((job_since + job_deadline_s - $(seconds)))
  if [ "$job_left" -lt "$load_deadline_s" ]; then printf '%s' "$job_left"; else printf '%s' "$load_deadline_s"; fi
}

run_load() {
  load=${1##*/}
  load=${load%.sh}
  if [ -s "results/$load.json" ]; then
    event load-skipped ",\"load\":\"$load\""
    return
  fi
  check_job_deadline
  progress running "$load"
  event load-started ",\"load\":\"$load\""
  # shellcheck disable=SC1090
  . "./$1"
  load_since=$(seconds)
  [ -n "$no_metrics" ] || http_get "$base_url/metrics" "metrics/$load.before.prom"
  start_power_samples
  bench
  await_program "$client_pid" "$(load_seconds_left)"
  end_group client "$client_grace_s"
  end_group power 2
  check_server
  [ -n "$no_metrics" ] || [ "$outcome" = server-exited ] || http_get "$base_url/metrics" "metrics/$load.after.prom"
  keep_result
}

# A client may end well beside a server that has not: what it then reports is no measurement of the deployment.
check_server() {
  [ -n "$server_pid" ] || return 0
  for _ in 1 2 3; do
    if ! kill -s 0 "$server_pid" 2>/dev/null; then
      outcome=server-exited
      return
    fi
    if http_get "$base_url/health" tmp/health; then return; fi
    nap
  done
  outcome=server-unhealthy
}

# run_client COMMAND...: what bench, in the load's file, ends with.
run_client() {
  rm -f "tmp/$load.json"
  start_group client "clients/$load.log" "$@"
  client_pid=$group_pid
}

keep_result() {
  load_seconds=$(($(seconds) - load_since))
  # A client counts an endpoint that fails every request as a run well done.
  if [ "$outcome" = 0 ] && grep -q '"completed": *0[,}]' "tmp/$load.json" 2>/dev/null; then outcome=all-failed; fi
  if [ "$outcome" = 0 ] && [ -s "tmp/$load.json" ] && mv "tmp/$load.json" "results/$load.json"; then
    done_loads=$((done_loads + 1)) failures_in_a_row=0
    event load-finished ",\"load\":\"$load\",\"seconds\":$load_seconds"
    progress running
    return
  fi
  check_storage
  if [ -f "tmp/$load.json" ]; then mv "tmp/$load.json" "clients/$load.failed.json"; fi
  failed_loads=$((failed_loads + 1)) failures_in_a_row=$((failures_in_a_row + 1))
  case $outcome in
    deadline | server-exited | server-unhealthy | all-failed) load_reason=$outcome ;;
    0) load_reason=no-result ;;
    *) load_reason=client-failed ;;
  esac
  event load-failed ",\"load\":\"$load\",\"reason\":\"$load_reason\",\"code\":\"$outcome\",\"seconds\":$load_seconds"
  progress running
  if [ "$outcome" = server-exited ]; then
    fail server-exited 'the server ended while a load ran; see server.log'
  elif [ "$outcome" = server-unhealthy ]; then
    fail server-unhealthy 'the server does not answer GET /health any more; see server.log'
  elif [ "$failures_in_a_row" -ge "$failures_allowed" ]; then
    fail loads-failing "$failures_in_a_row loads failed one after the other; see clients/"
  fi
}

# Once a second, the chosen GPUs' draw; the file begins and ends with the load.
start_power_samples() {
  if [ "$gpus_needed" -eq 0 ] || [ -z "${chosen:-}" ]; then return; fi
  start_group power "power/$load.csv" nvidia-smi --format=csv,noheader,nounits --loop=1 --id="$chosen" \
    --query-gpu=timestamp,index,power.draw,utilization.gpu,memory.used,clocks.sm,temperature.gpu
}

# warmup_flags N: clients before 0.11.1 know no warm-ups.
warmup_flags() {
  if [ "$client" = vllm ] && ! vllm_at_least 0 11 1; then return; fi
  printf -- '--num-warmups %d' "$1"
}

# backend_flags NAME: clients before 0.11 called it the endpoint type.
backend_flags() {
  if [ "$client" = vllm ] && ! vllm_at_least 0 11 0; then
    printf -- '--endpoint-type %s' "$1"
  else
    printf -- '--backend %s' "$1"
  fi
}
