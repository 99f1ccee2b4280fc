# --- HTTP, without following redirects; answers are capped in time and size, and kept as files ---

choose_http() {
  if command -v curl >/dev/null 2>&1; then
    http_method=curl
  elif command -v python3 >/dev/null 2>&1; then
    http_method=python3
  else
    fail no-http-client 'neither curl nor python3 is there to ask the server whether it is ready'
  fi
}

# http_get URL FILE: the body goes to FILE, only where the answer was 200.
http_get() {
  # Also where the body is empty, which some versions of curl write no file for.
  : >"$2.part"
  if [ "$http_method" = curl ]; then http_curl "$1" "$2.part"; else http_python "$1" >"$2.part" 2>/dev/null; fi || {
    rm -f "$2.part"
    return 1
  }
  mv "$2.part" "$2"
}

# A key goes by standard input: what stands on a command line, everybody on the machine can read.
http_curl() {
  http_status=$(
    {
      [ -z "${OPENAI_API_KEY:-}" ] || [ -z "$endpoint" ] ||
        printf 'header = "Authorization: Bearer %s"\n' "$(printf '%s' "$OPENAI_API_KEY" | tr -d '\000-\037\042\134')"
      [ -z "$endpoint_host" ] || printf 'header = "Host: %s"\n' "$endpoint_host"
      [ -z "$endpoint_resolve" ] || printf 'resolve = "%s"\n' "$endpoint_resolve"
    } | (
      # 64 MiB: an answer that never ends is cut off here.
      ulimit -f 131072
      exec curl -q -K - --silent --noproxy '*' --max-redirs 0 --max-time "$http_deadline_s" \
        --output "$2" --write-out '%{http_code}' "$1"
    ) 2>/dev/null
  ) && [ "$http_status" = 200 ]
}

http_python() {
  KNEEPOINT_HTTP_HOST=$endpoint_host KNEEPOINT_HTTP_KEY=${endpoint:+${OPENAI_API_KEY:-}} python3 - "$1" "$http_deadline_s" <<'PYTHON'
import os, shutil, sys, time, urllib.request


class Refuse(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


request = urllib.request.Request(sys.argv[1])
if os.environ.get("KNEEPOINT_HTTP_HOST"):
    request.add_header("Host", os.environ["KNEEPOINT_HTTP_HOST"])
if os.environ.get("KNEEPOINT_HTTP_KEY"):
    request.add_header("Authorization", "Bearer " + os.environ["KNEEPOINT_HTTP_KEY"])
deadline = time.monotonic() + float(sys.argv[2])
opener = urllib.request.build_opener(Refuse, urllib.request.ProxyHandler({}))
with opener.open(request, timeout=float(sys.argv[2])) as answer:
    left = 64 * 1024 * 1024
    while left > 0 and time.monotonic() < deadline:
        part = answer.read1(min(left, 65536))
        if not part:
            sys.exit(0 if answer.status == 200 else 1)
        sys.stdout.buffer.write(part)
        left -= len(part)
sys.exit(1)
PYTHON
}
