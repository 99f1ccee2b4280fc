# --- What an executor does with a job folder. `work` and `name` are set before; each answer is a line "key value". ---

case $work in '~/'*) work=$HOME/${work#'~/'} ;; '~') work=$HOME ;; esac
folder=$work/$name

answer() { printf '%s %s\n' "$1" "$2"; }
refuse() {
  answer refused "$1"
  exit 0
}
free_kib() { df -P -k "$1" 2>/dev/null | tail -n 1 | tr -s ' ' '\n' | sed -n '/%$/{x;p;q;};x'; }

# Why nothing can be written below a folder that is there.
refuse_storage() {
  if [ "$(free_kib "$1")" = 0 ]; then refuse disk-full; fi
  if (: >"$1/.kneepoint-$$") 2>/dev/null; then
    if dd if=/dev/zero of="$1/.kneepoint-$$" bs=1024 count=64 2>/dev/null; then
      rm -f "$1/.kneepoint-$$"
      refuse not-writable
    fi
    rm -f "$1/.kneepoint-$$"
    refuse disk-full
  fi
  refuse read-only
}

# alive FILE: whether the process whose identity the file holds still lives.
alive() {
  { read -r alive_pid alive_start alive_boot <"$1"; } 2>/dev/null && same_process "$alive_pid" "$alive_start" "$alive_boot"
}

# status: absent, placed, running, ended or gone.
status() {
  if [ ! -d "$folder" ]; then
    echo absent
  elif [ -f "$folder/exit.json" ]; then
    echo ended
  elif alive "$folder/lock/leader" || alive "$folder/lock/watchdog"; then
    echo running
  elif [ -d "$folder/lock" ]; then
    # Its holder may be about to write its name down, or about to leave with an exit file.
    sleep 1
    if [ -f "$folder/exit.json" ]; then
      echo ended
    elif alive "$folder/lock/leader" || alive "$folder/lock/watchdog"; then
      echo running
    else
      echo gone
    fi
  else
    echo placed
  fi
}

# begin_placing: leaves with the status where the job has begun already.
begin_placing() {
  mkdir -p "$work" 2>/dev/null || refuse read-only
  begun=$(status)
  case $begun in
    running | ended | gone)
      answer status "$begun"
      exit 0
      ;;
  esac
  if [ -f "$folder/version" ] && ! read_version "$1"; then refuse other-version; fi
  mkdir -p "$folder" 2>/dev/null || refuse_storage "$work"
}

read_version() {
  read -r folder_version <"$folder/version"
  [ "$folder_version" = "$1" ]
}

# put PATH TEXT: the file is there whole or not at all, and an earlier one in use stays in use.
put() {
  case $1 in */*) mkdir -p "$folder/${1%/*}" 2>/dev/null || refuse_storage "$folder" ;; esac
  if printf '%s' "$2" 2>/dev/null >"$folder/$1.$$" && mv "$folder/$1.$$" "$folder/$1"; then return; fi
  rm -f "$folder/$1.$$"
  refuse_storage "$folder"
}

start() {
  cd "$folder" || refuse not-writable
  sh run.sh --detach </dev/null >/dev/null 2>&1
  case $? in
    0) answer status started ;;
    75) answer status running ;;
    # Ended by a signal before it had the lock: whoever looks next finds what there is.
    129 | 13? | 14?) answer status gone ;;
    *) refuse_storage "$folder" ;;
  esac
}

observe() {
  answer status "$(status)"
  if [ -f "$folder/exit.json" ]; then answer exit "$(head -c 8192 "$folder/exit.json" | head -n 1)"; fi
  if [ -f "$folder/progress.json" ]; then answer progress "$(head -c 8192 "$folder/progress.json" | head -n 1)"; fi
  if [ -f "$folder/lock/leader" ]; then answer leader "$(head -c 200 "$folder/lock/leader" | head -n 1)"; fi
  answer boot "$(boot_id)"
}

# plain_file PATH: a file of the folder, no link on the way to it.
plain_file() {
  [ -f "$folder/$1" ] && [ ! -L "$folder/$1" ] && [ ! -L "$folder/${1%%/*}" ] && [ ! -L "$folder" ]
}

size_of() { wc -c <"$folder/$1" | tr -d ' '; }

sha256_of() {
  { sha256sum <"$1" 2>/dev/null || shasum -a 256 <"$1" 2>/dev/null || openssl dgst -sha256 -r <"$1" 2>/dev/null; } | cut -c 1-64
}

read_log() {
  if ! plain_file "$1"; then
    answer size 0
    return
  fi
  answer size "$(size_of "$1")"
  tail -c "+$(($2 + 1))" "$folder/$1" | head -c "$3"
}

list_files() {
  cd "$folder" || return
  for file in plan.json exit.json progress.json events.ndjson log server.log preflight/* readback/* results/*.json metrics/* power/* clients/*; do
    plain_file "$file" || continue
    case $file in
      *.json | *.prom | *.csv | preflight/*) answer file "$(size_of "$file") $(sha256_of "$file") $file" ;;
      *) answer file "$(size_of "$file") - $file" ;;
    esac
  done
}

fetch_file() {
  plain_file "$1" || refuse no-such-file
  if [ "$(size_of "$1")" -gt "$2" ]; then refuse too-large; fi
  answer sha256 "$(sha256_of "$folder/$1")"
  cat "$folder/$1"
}

# metrics: what the job's own server counts right now; nothing where there is none, or it does not answer at once.
metrics() {
  metrics_port=$(sed -n 's/.*"event":"port-chosen","port":\([0-9]*\)}.*/\1/p' "$folder/events.ndjson" 2>/dev/null | tail -n 1)
  [ -n "$metrics_port" ] && [ ! -f "$folder/exit.json" ] || return 0
  if command -v curl >/dev/null 2>&1; then
    curl -q --silent --fail --noproxy '*' --max-redirs 0 --max-time 2 "http://127.0.0.1:$metrics_port/metrics" 2>/dev/null
  else
    python3 -c 'import sys, urllib.request
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
sys.stdout.buffer.write(opener.open(sys.argv[1], timeout=2).read(4194304))' "http://127.0.0.1:$metrics_port/metrics" 2>/dev/null
  fi
  return 0
}

ask() {
  [ -d "$folder" ] || refuse absent
  mkdir -p "$folder/next" && : >"$folder/next/$1-$2" || refuse_storage "$folder"
  answer status asked
}

# job_processes: every process of the job: those with its mark, the rest of their groups, its leader and its watchdog.
# A group without a marked process belongs to somebody else by now.
job_processes() {
  {
    for marked in $(marked_processes "$name"); do
      printf '%s\n' "$marked"
      for group_file in "$folder"/groups/*; do
        if read -r job_group; then :; fi <"$group_file"
        if [ "$(group_of "$marked")" = "$job_group" ]; then group_members "$job_group"; fi
      done
    done
    for identity in "$folder/lock/leader" "$folder/lock/watchdog"; do
      if alive "$identity"; then printf '%s\n' "$alive_pid"; fi
    done
  } 2>/dev/null | sort -un
}

group_of() { each_process | sed -n "s/^$1 \([0-9]*\) .*/\1/p"; }

# Leader and watchdog go first: they would take the end of the others for something to act on.
end_processes() {
  for identity in "$folder/lock/watchdog" "$folder/lock/leader"; do
    if alive "$identity"; then kill -s KILL "$alive_pid" 2>/dev/null; fi
  done
  attempts=0
  while [ "$attempts" -lt 20 ]; do
    left=$(job_processes)
    [ -n "$left" ] || break
    # shellcheck disable=SC2086
    kill -s KILL $left 2>/dev/null
    attempts=$((attempts + 1))
    sleep 0.2 2>/dev/null || sleep 1
  done
  answer left "$(job_processes | wc -l | tr -d ' ')"
}

# An end for a job that cannot say so itself any more, or has never begun.
write_cancelled() {
  results=0
  for result in "$folder"/results/[0-9]*.json; do
    if [ -s "$result" ]; then results=$((results + 1)); fi
  done
  loads=0
  for load in "$folder"/loads/[0-9]*.sh; do
    if [ -f "$load" ]; then loads=$((loads + 1)); fi
  done
  rm -f "$folder/env" "$folder/reserve"
  [ -f "$folder/exit.json" ] || put exit.json "{\"version\":1,\"reason\":\"cancelled\",\"message\":\"$1\",\"code\":137,\"done\":$results,\"failed\":0,\"total\":$loads,\"at\":\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\"}
"
}

cancel_term() {
  case $(status) in
    placed)
      # Whoever holds the lock decides whether it starts.
      if mkdir "$folder/lock" 2>/dev/null; then
        write_cancelled 'cancelled before it was started'
        rmdir "$folder/lock"
      fi
      ;;
    running)
      if alive "$folder/lock/leader"; then kill -s TERM "$alive_pid" 2>/dev/null; fi
      ;;
  esac
  answer left "$(job_processes | wc -l | tr -d ' ')"
}

cancel_kill() {
  [ -d "$folder" ] || {
    answer left 0
    return
  }
  end_processes
  write_cancelled 'ended by force'
  rm -rf "$folder/lock" "$folder/groups"
}

# Made by this program, not only named like it; and no link to somewhere else.
is_ours() {
  [ ! -L "$folder" ] && { read -r folder_version <"$folder/version"; } 2>/dev/null || return 1
  case $folder_version in 'kneepoint-job '[0-9]*) ;; *) return 1 ;; esac
}

cleanup() {
  [ -d "$folder" ] || {
    answer left 0
    return
  }
  if [ "$(status)" = running ]; then refuse running; fi
  end_processes
  rm -f "$folder/env"
  if [ "$1" = remove ] && is_ours; then rm -rf -- "$folder"; fi
}

probe() {
  answer system "$(uname -srm)"
  answer cpus "$(getconf _NPROCESSORS_ONLN 2>/dev/null)"
  if command -v setsid >/dev/null 2>&1; then
    answer groups setsid
  elif command -v python3 >/dev/null 2>&1; then
    answer groups python3
  elif (set -m) 2>/dev/null; then
    answer groups job-control
  fi
  if command -v curl >/dev/null 2>&1; then
    answer http curl
  elif command -v python3 >/dev/null 2>&1; then
    answer http python3
  fi
  if mkdir -p "$work" 2>/dev/null && (: >"$work/.kneepoint-$$") 2>/dev/null; then
    rm -f "$work/.kneepoint-$$"
    answer writable yes
  fi
  answer free "$(free_kib "$work")"
  nvidia-smi --format=csv,noheader,nounits --query-gpu=index,uuid,memory.used,memory.total,driver_version,clocks.max.sm,power.limit,name 2>/dev/null |
    while read -r gpu_line; do answer gpu "$gpu_line"; done
  vllm_version | tr -cs 'A-Za-z0-9.+_-' '\n' | sed -n 's/^v\{0,1\}\([0-9][0-9]*\.[0-9][0-9.]*[A-Za-z0-9.+_-]*\)$/vllm \1/p' | tail -n 1
}
