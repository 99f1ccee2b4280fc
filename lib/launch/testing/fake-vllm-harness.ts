import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Harness } from './conformance/harness';
import { localHarness } from './local-harness';

/** How the stand-in that knows nothing of speed is called, given the file that tells it how to behave. */
export const fakeVllm = (behaviourFile: string): string[] => [
  process.execPath,
  fileURLToPath(new URL('./fake-vllm.mjs', import.meta.url)),
  behaviourFile,
];

/** Jobs of this machine with a stand-in for vLLM that does as it is told, and does it fast. */
export function fakeVllmHarness(): Harness {
  return localHarness((root, calls) => {
    const behaviourFile = join(root, 'behaviour.json');
    return {
      vllm: fakeVllm(behaviourFile),
      behave: (behaviour) => writeFileSync(behaviourFile, JSON.stringify({ ...behaviour, calls })),
      commandOf: (line) => (JSON.parse(line) as string[])[0] ?? '',
    };
  });
}
