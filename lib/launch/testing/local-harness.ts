import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processExecutor } from '../executors/process/process-executor';
import { localEnvironment } from '../transports/local/local-environment';
import { localTransport } from '../transports/local/local-transport';
import { type Transport, TransportError } from '../transports/transport';
import { aBundle, aJobId } from './a-job';
import type { Behaviour, Harness } from './conformance/harness';
import { endProcessesWith } from '@/lib/testing/seen-processes';

/** What stands in for vLLM: how it is called, how it is told to behave, and the first word of a line it logged. */
export interface StandIn {
  vllm: string[];
  behave: (behaviour: Behaviour) => void;
  commandOf: (line: string) => string;
}

/** A transport whose every answer is lost on the way back. */
const losingAnswers = (transport: Transport): Transport => ({
  name: transport.name,
  run: async (script, limits) => {
    await transport.run(script, limits);
    throw new TransportError('the connection broke off');
  },
});

/** Jobs of this machine, in a folder of their own, with a stand-in for vLLM that logs its calls to a file. */
export function localHarness(makeStandIn: (root: string, calls: string) => StandIn): Harness {
  const root = mkdtempSync(join(tmpdir(), 'kneepoint-executor-'));
  const calls = join(root, 'calls');
  const standIn = makeStandIn(root, calls);
  const workFolder = join(root, 'work');
  const target = { workFolder, vllm: standIn.vllm, prologue: [] };
  const transport = localTransport({ ...localEnvironment(process.env), KNEEPOINT_POLL_S: '0.1' });
  return {
    executor: () => processExecutor(transport, target),
    losingAnswers: () => processExecutor(losingAnswers(transport), target),
    bundle: (behaviour, change) => {
      standIn.behave(behaviour);
      return aBundle({ jobId: aJobId(), ...change, target: { ...target, ...change?.target } });
    },
    callsOf: (command) => {
      const lines = existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : [];
      return lines.filter((line) => standIn.commandOf(line) === command).length;
    },
    folderOf: ({ name }) => join(workFolder, name),
    dispose: () => {
      endProcessesWith(root);
      rmSync(root, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}
