import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { processExecutor } from '../executors/process/process-executor';
import { localEnvironment } from '../transports/local/local-environment';
import { localTransport } from '../transports/local/local-transport';
import { type Transport, TransportError } from '../transports/transport';
import { aBundle, aJobId } from './a-job';
import type { Harness } from './executor-conformance';
import { processesWith } from './processes';

const fakeVllm = fileURLToPath(new URL('./fake-vllm.mjs', import.meta.url));

/** A transport whose every answer is lost on the way back. */
const losingAnswers = (transport: Transport): Transport => ({
  name: transport.name,
  run: async (script, limits) => {
    await transport.run(script, limits);
    throw new TransportError('the connection broke off');
  },
});

/** Jobs of this machine in a folder of their own, with a stand-in for vLLM that behaves as asked. */
export function fakeVllmHarness(extraEnvironment: Record<string, string> = {}): Harness {
  const root = mkdtempSync(join(tmpdir(), 'kneepoint-executor-'));
  const behaviourFile = join(root, 'behaviour.json');
  const calls = join(root, 'calls');
  const workFolder = join(root, 'work');
  const environment = { ...localEnvironment(process.env), KNEEPOINT_POLL_S: '0.1', ...extraEnvironment };
  const target = { workFolder, vllm: [process.execPath, fakeVllm, behaviourFile], prologue: [] };
  const transport = localTransport(environment);
  return {
    executor: () => processExecutor(transport, target),
    losingAnswers: () => processExecutor(losingAnswers(transport), target),
    bundle: (behaviour, change) => {
      writeFileSync(behaviourFile, JSON.stringify({ ...behaviour, calls }));
      return aBundle({ jobId: aJobId(), ...change, target: { ...target, ...change?.target } });
    },
    callsOf: (command) =>
      existsSync(calls)
        ? readFileSync(calls, 'utf8')
            .trim()
            .split('\n')
            .filter((line) => (JSON.parse(line) as string[])[0] === command).length
        : 0,
    folderOf: ({ name }) => join(workFolder, name),
    dispose: async () => {
      for (const { pid } of processesWith(root)) {
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // It ended by itself.
        }
      }
      await Promise.resolve();
      rmSync(root, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}
