import { spawn, type ChildProcess } from 'node:child_process';
import type { Failures } from '../settings/failures';

/** Longest life of an engine process that was ordered to stay behind: nobody should have to hunt it for ever. */
const ORPHAN_SECONDS = 900;

/**
 * Stand-ins for the engine processes of the real program, one for each DP rank, in the process group of the server: what
 * stops a deployment must stop them too. They compute nothing, and end by themselves when the server's end of a pipe
 * closes, however it died. The death of one of them is the death of the engine.
 */
export class EngineProcesses {
  private readonly children: readonly ChildProcess[];
  private stopping = false;

  constructor(ranks: number, failures: Failures, onDeath: (rank: number) => void) {
    const script = scriptFor(failures);
    this.children = Array.from({ length: ranks }, (_, rank) => {
      const name = ranks > 1 ? `VLLM::EngineCore_DP${rank}` : 'VLLM::EngineCore';
      const child = spawn('/bin/sh', ['-c', script, name], { stdio: ['pipe', 'ignore', 'ignore'] });
      const died = () => {
        if (!this.stopping) onDeath(rank);
      };
      child.on('exit', died);
      child.on('error', died);
      return child;
    });
  }

  get pids(): number[] {
    return this.children.map((child) => child.pid ?? 0);
  }

  /** Lets them end; those that refuse stay. */
  stop(): void {
    this.stopping = true;
    for (const child of this.children) {
      child.stdin?.end();
      child.kill('SIGTERM');
      child.unref();
    }
  }
}

function scriptFor(failures: Failures): string {
  const deaf = 'trap "" TERM INT HUP; ';
  if (failures.has('orphan'))
    return `${deaf}left=${ORPHAN_SECONDS}; while [ $left -gt 0 ]; do sleep 1; left=$((left-1)); done`;
  return `${failures.has('refuse-stop') ? deaf : ''}read -r _`;
}
