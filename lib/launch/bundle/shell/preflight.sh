# --- Before anything is started: what is this machine, and is it free? ---

preflight() {
  progress preflight
  event preflight
  record_system
  for name in $required_environment; do
    eval "[ -n \"\${$name:-}\" ]" || fail environment-missing "the environment variable $name is not set here"
  done
  find_client
  if [ "$gpus_needed" -gt 0 ]; then choose_gpus; fi
  if [ -z "$endpoint" ] && [ "$kind" = serve ]; then choose_port; fi
}

record_system() {
  {
    uname -a
    date -u
    cat /etc/os-release 2>/dev/null || sw_vers 2>/dev/null
    head -n 3 /proc/meminfo 2>/dev/null
    grep -m 1 'model name' /proc/cpuinfo 2>/dev/null
    getconf _NPROCESSORS_ONLN 2>/dev/null
  } >preflight/system.txt 2>/dev/null
  cat /proc/driver/nvidia/version >preflight/driver.txt 2>/dev/null || rm -f preflight/driver.txt
}

# The client is vLLM's own where that is here, else the one the plan brings along.
find_client() {
  client=vllm
  if vllm_is_here; then
    rm -f preflight/vllm-version.txt
    ask_version ||
      fail vllm-broken 'the vllm command is here, but "vllm --version" does not answer; see preflight/vllm-version.txt'
    # Warnings may stand around it; the version is the last word that looks like one.
    vllm_version=$(tr -cs 'A-Za-z0-9.+_-' '\n' <preflight/vllm-version.txt | sed -n 's/^v\{0,1\}\([0-9][0-9]*\.[0-9][0-9.]*[A-Za-z0-9.+_-]*\)$/\1/p' | tail -n 1)
    event vllm-found ",\"version\":\"$(json_text "$vllm_version")\""
  elif [ -n "$endpoint" ] && [ -n "$own_client" ]; then
    client=kneepoint
    event own-client
  else
    fail vllm-missing 'there is no vllm command here; the prologue of the target can put it on the PATH'
  fi
}

# vllm_at_least MAJOR MINOR PATCH: an unknown version counts as new.
vllm_at_least() {
  case $vllm_version in [0-9]*.[0-9]*) ;; *) return 0 ;; esac
  rest=$vllm_version.0
  major=${rest%%.*} rest=${rest#*.}
  minor=${rest%%.*} rest=${rest#*.}
  patch=${rest%%[!0-9]*}
  minor=${minor%%[!0-9]*}
  [ $((major * 1000000 + minor * 1000 + ${patch:-0})) -ge $(($1 * 1000000 + $2 * 1000 + $3)) ]
}

choose_gpus() {
  if [ "$gpu_check" = none ]; then return; fi
  if ! command -v nvidia-smi >/dev/null 2>&1; then
    event gpus-unchecked
    return
  fi
  rm -f preflight/gpus.csv preflight/compute-apps.csv preflight/gpu-links.txt
  bounded 60 preflight/gpus.csv nvidia-smi --format=csv,noheader,nounits \
    --query-gpu=index,uuid,memory.used,memory.total,driver_version,clocks.max.sm,power.limit,name ||
    fail gpus-unreadable 'nvidia-smi is here, but does not list the GPUs; see preflight/gpus.csv'
  bounded 60 preflight/compute-apps.csv nvidia-smi --format=csv,noheader,nounits --query-compute-apps=gpu_uuid,pid,used_memory
  bounded 60 preflight/gpu-links.txt nvidia-smi topo -m
  chosen='' chosen_count=0 seen_count=0
  while IFS=, read -r index uuid used _ _ _ _ name; do
    index=${index# } uuid=${uuid# } used=${used# } name=${name# }
    gpu_is_allowed "$index" "$uuid" || continue
    seen_count=$((seen_count + 1))
    if [ "$chosen_count" -lt "$gpus_needed" ] && gpu_is_free "$uuid" "$used"; then
      chosen=${chosen:+$chosen,}$index chosen_count=$((chosen_count + 1)) gpu_name=$name
    fi
  done <preflight/gpus.csv
  if [ "$seen_count" -lt "$gpus_needed" ]; then
    fail too-few-gpus "$gpus_needed GPUs are needed, and $seen_count are here"
  elif [ "$chosen_count" -lt "$gpus_needed" ]; then
    fail gpus-busy "$gpus_needed GPUs are needed, and only $chosen_count of $seen_count are free"
  fi
  # nvidia-smi counts in the order of the bus; CUDA does so only when told.
  export CUDA_DEVICE_ORDER=PCI_BUS_ID CUDA_VISIBLE_DEVICES="$chosen"
  printf '%s\n' "$chosen" >preflight/chosen-gpus.txt
  event gpus-chosen ",\"gpus\":[$chosen]"
}

gpu_is_allowed() {
  [ -n "${CUDA_VISIBLE_DEVICES:-}" ] || return 0
  case ",$CUDA_VISIBLE_DEVICES," in *",$1,"* | *",$2,"*) return 0 ;; *) return 1 ;; esac
}

# Free: no program computes on it, and hardly any of its memory is taken.
gpu_is_free() {
  if grep -qF "$1" preflight/compute-apps.csv 2>/dev/null; then return 1; fi
  case $2 in '' | *[!0-9]*) return 0 ;; esac
  [ "$2" -lt "$gpu_free_below_mib" ]
}

choose_port() {
  port=$port_first
  while port_is_taken "$port"; do
    port=$((port + 1))
    if [ "$port" -gt "$port_last" ]; then
      fail port-taken "every port from $port_first to $port_last is taken"
    fi
  done
  base_url=http://127.0.0.1:$port
  event port-chosen ",\"port\":$port"
}

port_is_taken() {
  if [ -r /proc/net/tcp ]; then
    [ -n "$(listening_sockets "$1")" ]
  else
    netstat -an 2>/dev/null | grep -i listen | grep -q "[.:]$1 "
  fi
}

# listening_sockets PORT: the kernel's numbers of the sockets that listen there.
listening_sockets() {
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | tr -s ' ' |
    sed -n "s/^ *[0-9]*: [0-9A-F]*:$(printf '%04X' "$1") [0-9A-F:]* 0A [^ ]* [^ ]* [^ ]* [0-9]* [0-9]* \([0-9]*\) .*/\1/p"
}
