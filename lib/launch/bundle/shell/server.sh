# --- The server ---

start_server() {
  progress starting server
  event server-started
  server_since=$(seconds)
  serve
  server_pid=$group_pid
  until port_is_ours && http_get "$base_url/health" tmp/health && http_get "$base_url/v1/models" readback/models.json; do
    if ! kill -s 0 "$server_pid" 2>/dev/null; then
      wait "$server_pid"
      server_code=$?
      if port_is_taken "$port" && [ "$port" -lt "$port_last" ]; then
        start_at_next_port
        return
      fi
      fail server-exited "vllm serve ended with code $server_code before it was ready; see server.log"
    fi
    if [ $(($(seconds) - server_since)) -ge "$ready_deadline_s" ]; then
      fail server-not-ready "vllm serve was not ready after $ready_deadline_s s; see server.log"
    fi
    nap
  done
  event server-ready ",\"seconds\":$(($(seconds) - server_since))"
  read_back
}

# Somebody took the port between the look and the start.
start_at_next_port() {
  event port-lost ",\"port\":$port"
  end_group server 1
  server_pid=''
  choose_port
  start_server
}

# Whether it is our server that listens: another one on the same port would answer just as readily, and be measured.
port_is_ours() {
  if [ ! -r /proc/net/tcp ]; then return 0; fi
  for inode in $(listening_sockets "$port"); do
    for member in $(group_members "$server_pid") $(marked_processes "$attempt_name"); do
      # shellcheck disable=SC2010
      if ls -l "/proc/$member/fd" 2>/dev/null | grep -qF "socket:[$inode]"; then return 0; fi
    done
  done
  return 1
}

# The server is there already: does it answer, and what does it serve?
find_server() {
  progress starting endpoint
  http_get "$base_url/v1/models" readback/models.json ||
    fail endpoint-unreachable 'the endpoint does not answer GET /v1/models with 200'
  read_back
}

# Read back, not believed: the plan says what was asked for, these files say what answers.
read_back() {
  http_get "$base_url/version" readback/version.json
  served_model=$(tr '{},' '\n\n\n' <readback/models.json | sed -n 's/^ *"id" *: *"\([^"]*\)".*/\1/p' | head -n 1)
  case $served_model in
    [A-Za-z0-9/]*) ;;
    *) fail endpoint-garbage 'the answer to GET /v1/models names no model' ;;
  esac
  # Longer ones are no names, and fit on no command line.
  [ "${#served_model}" -le 500 ] || fail endpoint-garbage 'the name of the model in the answer to GET /v1/models is too long'
  server_version=$(sed -n 's/.*"version" *: *"\([A-Za-z0-9.+_-]*\)".*/\1/p' readback/version.json 2>/dev/null | head -n 1)
  event server-answers ",\"model\":\"$(json_text "$served_model")\",\"version\":\"$server_version\""
}
