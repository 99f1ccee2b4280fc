import { closeSync, existsSync, openSync } from 'node:fs';
import { gpuUuid } from '../hardware/gpu-identity';
import { findGpu, listGpuKeys, type GpuSpec } from '../hardware/gpu-catalog';
import { parseFailures, type Failures } from './failures';

/** What the simulator takes from the environment instead of flags, so that its command line stays the real one's. */
export interface Environment {
  readonly gpu: GpuSpec;
  /** Indices of the GPUs this process may use: all of the machine, or those of CUDA_VISIBLE_DEVICES. */
  readonly visibleGpus: readonly number[];
  readonly machineGpus: number;
  /** Name whose shape is simulated, when the served model's own name does not tell. */
  readonly modelShapeName: string | null;
  /** Folder in which simulated servers tell each other and `nvidia-smi` which GPUs they hold; null: they do not. */
  readonly stateDir: string | null;
  readonly failures: Failures;
  readonly noise: number;
  readonly startupS: number;
  readonly devMode: boolean;
  readonly allowLongContext: boolean;
}

const DEFAULTS = { SIM_GPU: 'H100', SIM_GPUS: '8', SIM_NOISE: '0.01', SIM_STARTUP_S: '0.5' };

/** Reads the variables, or says in a sentence which one is wrong. */
export function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): { environment: Environment } | { problem: string } {
  const get = (name: keyof typeof DEFAULTS) => env[name] ?? DEFAULTS[name];
  const gpu = findGpu(get('SIM_GPU'));
  if (!gpu) return { problem: `SIM_GPU: there is no GPU "${get('SIM_GPU')}" (${listGpuKeys().join(', ')})` };
  const machineGpus = Number(get('SIM_GPUS'));
  if (!Number.isInteger(machineGpus) || machineGpus < 0 || machineGpus > 64)
    return { problem: 'SIM_GPUS: a whole number, 0 to 64' };
  const noise = Number(get('SIM_NOISE'));
  if (!(noise >= 0 && noise <= 0.2)) return { problem: 'SIM_NOISE: a share from 0 to 0.2' };
  const startupS = Number(get('SIM_STARTUP_S'));
  if (!(startupS >= 0)) return { problem: 'SIM_STARTUP_S: a number of seconds' };
  const parsed = parseFailures(env['SIM_FAIL']);
  if ('problem' in parsed) return parsed;
  return {
    environment: {
      gpu,
      machineGpus,
      visibleGpus: visibleGpus(env['CUDA_VISIBLE_DEVICES'], machineGpus),
      modelShapeName: env['SIM_MODEL'] ?? null,
      stateDir: env['SIM_STATE_DIR'] ?? null,
      failures: parsed.failures.size > 0 && isDue(env['SIM_FAIL_ONCE']) ? parsed.failures : new Map(),
      noise,
      startupS,
      devMode: env['VLLM_SERVER_DEV_MODE'] === '1',
      allowLongContext: env['VLLM_ALLOW_LONG_MAX_MODEL_LEN'] === '1',
    },
  };
}

/** CUDA takes the list up to the first index it does not have. */
function visibleGpus(list: string | undefined, machineGpus: number): number[] {
  const all = Array.from({ length: machineGpus }, (_, index) => index);
  if (list === undefined) return all;
  const uuids = all.map(gpuUuid);
  const asked = list.split(',').map((part) => {
    const name = part.trim();
    return name.startsWith('GPU-') ? uuids.indexOf(name) : name === '' ? NaN : Number(name);
  });
  const valid = asked.findIndex((index) => !all.includes(index));
  return valid < 0 ? asked : asked.slice(0, valid);
}

/** With a marker file the failures happen to the first process that creates it, and to no later one. */
function isDue(marker: string | undefined): boolean {
  if (marker === undefined) return true;
  if (existsSync(marker)) return false;
  try {
    closeSync(openSync(marker, 'wx'));
    return true;
  } catch {
    return false;
  }
}
