import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Target, target } from '@/lib/domain/plan/target';
import { targetPath } from '@/lib/domain/plan/names';
import { quote } from '@/lib/launch/bundle/quote';

export const simulatorTarget = 'local-simulator';
export const localTarget = 'this-machine';

/** Where a Kneepoint lies, works and with which Node: what its own targets are made of. */
export interface Installation {
  /** Folder it is installed in. */
  root: string;
  dataDir: string;
  /** The program that runs it. */
  node: string;
}

/** The targets every Kneepoint has: this machine, and the simulator on it, which needs no GPU. */
export function builtinTargets({ root, dataDir, node }: Installation): Target[] {
  const common = { nodes: 1, gpuCheck: 'auto', environmentFile: null } as const;
  const bin = join(root, 'lib/simulator/bin');
  const state = join(dataDir, 'simulator');
  return [
    target.parse({
      ...common,
      id: simulatorTarget,
      name: 'Local simulator (no GPU)',
      simulated: true,
      gpu: null,
      gpusPerNode: 8,
      workFolder: workFolder(dataDir, 'simulator'),
      vllm: ['vllm'],
      ownClient: null,
      prologue: [
        `export PATH=${quote(bin)}:"$PATH" SIM_STATE_DIR=${quote(state)} KNEEPOINT_NODE=${quote(node)}`,
        // All it simulates starts from here, whatever devices the machine really has.
        'unset CUDA_VISIBLE_DEVICES',
      ],
      ports: { first: 18_000, last: 18_999 },
    }),
    target.parse({
      ...common,
      id: localTarget,
      name: 'This machine',
      simulated: false,
      gpu: null,
      gpusPerNode: null,
      workFolder: workFolder(dataDir, 'this-machine'),
      vllm: ['vllm'],
      ownClient: [join(root, 'lib/loadgen/bin/kneepoint-bench')],
      prologue: [`export KNEEPOINT_NODE=${quote(node)}`],
      ports: { first: 19_000, last: 19_999 },
    }),
  ];
}

/** Below the data folder; where its path holds what no script should, in a folder of its own among the temporary ones. */
function workFolder(dataDir: string, name: string): string {
  const below = join(dataDir, 'work', name);
  if (targetPath.safeParse(below).success) return below;
  const mark = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  return join(tmpdir(), `kneepoint-work-${mark}`, name);
}
