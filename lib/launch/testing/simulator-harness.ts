import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { quote } from '../bundle/quote';
import type { Behaviour, Harness } from './conformance/harness';
import { localHarness } from './local-harness';

const simulator = fileURLToPath(new URL('../../simulator/bin/vllm', import.meta.url));

/** The simulator's orders for a behaviour, and around it what only a client or a command can do. */
function wrapper(behaviour: Behaviour, calls: string): string {
  const failures = [
    ...(behaviour.hangBeforeReady ? ['never-ready'] : []),
    ...(behaviour.exitBeforeReady === undefined ? [] : ['no-kv-memory']),
    ...(behaviour.refuseToStop ? ['refuse-stop'] : []),
    ...(behaviour.strayWorker ? ['orphan'] : []),
    // Loads of concurrency 1 and 2 are 17 and 22 requests, warm-ups included.
    ...(behaviour.crashLoads ? ['crash-after:25'] : []),
    ...(behaviour.benchMs !== undefined && behaviour.benchMs > 10_000 ? ['bench-hang'] : []),
  ];
  const loads = (names: string[] = [], command: string) => names.map((name) => `  *" ${name}.json "*) ${command} ;;`);
  return [
    '#!/bin/sh',
    `export SIM_STARTUP_S=${(behaviour.readyAfterMs ?? 100) / 1000} SIM_NOISE=0 SIM_FAIL=${quote(failures.join(','))}`,
    `printf '%s\\n' "$1" >>${quote(calls)}`,
    `if [ "$1" = --version ]; then sleep ${(behaviour.versionMs ?? 0) / 1000}; fi`,
    'case " $* " in',
    ...loads(behaviour.failLoads, 'exit 2'),
    ...loads(behaviour.hangLoads, 'exec sleep 86400'),
    'esac',
    `exec ${quote(simulator)} "$@"`,
    '',
  ].join('\n');
}

/** Jobs of this machine with the simulator in the place of vLLM. */
export function simulatorHarness(): Harness {
  return localHarness((root, calls) => {
    const command = join(root, 'vllm');
    return {
      vllm: [command],
      behave: (behaviour) => {
        writeFileSync(command, wrapper(behaviour, calls));
        chmodSync(command, 0o755);
      },
      commandOf: (line) => line,
    };
  });
}
