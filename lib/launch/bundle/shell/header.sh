#!/bin/sh
# A Kneepoint benchmark job. Run it with "sh run.sh" in its own folder; nothing outside the folder is written by it.
# "sh run.sh --detach" starts it in the background, where it outlives the terminal. To stop it, send it TERM.
#
#   job.sh       what this job is: its settings, and how the server is started
#   loads/       one file per load: the client's whole command line
#   results/     the result of each finished load. A load that has one is skipped, so a second run goes on
#   events.ndjson, progress.json, exit.json     what happened, how far it is, how it ended
#   log, server.log, clients/     output, kept as it came; nothing is ever read back from it
#   preflight/, readback/, metrics/, power/     what machine and server said about themselves
#
# It needs a POSIX shell with the usual tools, curl or python3, and the vllm command; on Linux or macOS.
# Every program runs in a process group of its own (setsid; where that is missing, the shell's job control; else
# python3), so that whatever it starts ends with it. A watchdog ends them should this script be killed.

set -u
umask 077
job_format=1
