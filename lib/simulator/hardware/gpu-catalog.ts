/**
 * The GPUs the simulator can pretend to have. Vendor peaks (dense), per GPU, as the simulator's own copy: its physics must
 * not share a table with the estimates it is used to test.
 */
export interface GpuSpec {
  /** Short name, as in `SIM_GPU=H100`. */
  readonly key: string;
  /** As `nvidia-smi` prints it. */
  readonly name: string;
  readonly memoryMiB: number;
  readonly memoryBytesPerS: number;
  readonly bf16FlopsPerS: number;
  /** Null where the chip has no FP8 units: weights in FP8 then only save memory. */
  readonly fp8FlopsPerS: number | null;
  /** Bytes/s one GPU can send to its peers in one direction. */
  readonly linkBytesPerS: number;
  /** Latency of one small all-reduce between two GPUs; grows with their number, see `step-cost.ts`. */
  readonly linkLatencyS: number;
  readonly idleWatts: number;
  readonly maxWatts: number;
  readonly computeCapability: string;
}

const GB = 1e9;
const TERA = 1e12;
const NVLINK_LATENCY_S = 8e-6;
const PCIE_LATENCY_S = 24e-6;

const CATALOG: readonly GpuSpec[] = [
  {
    key: 'A10',
    name: 'NVIDIA A10',
    memoryMiB: 23028,
    memoryBytesPerS: 600 * GB,
    bf16FlopsPerS: 125 * TERA,
    fp8FlopsPerS: null,
    linkBytesPerS: 9 * GB,
    linkLatencyS: PCIE_LATENCY_S,
    idleWatts: 22,
    maxWatts: 150,
    computeCapability: '8.6',
  },
  {
    key: 'L4',
    name: 'NVIDIA L4',
    memoryMiB: 23034,
    memoryBytesPerS: 300 * GB,
    bf16FlopsPerS: 121 * TERA,
    fp8FlopsPerS: 242 * TERA,
    linkBytesPerS: 9 * GB,
    linkLatencyS: PCIE_LATENCY_S,
    idleWatts: 16,
    maxWatts: 72,
    computeCapability: '8.9',
  },
  {
    key: 'L40S',
    name: 'NVIDIA L40S',
    memoryMiB: 46068,
    memoryBytesPerS: 864 * GB,
    bf16FlopsPerS: 362 * TERA,
    fp8FlopsPerS: 733 * TERA,
    linkBytesPerS: 9 * GB,
    linkLatencyS: PCIE_LATENCY_S,
    idleWatts: 36,
    maxWatts: 350,
    computeCapability: '8.9',
  },
  {
    key: 'A100-40',
    name: 'NVIDIA A100-SXM4-40GB',
    memoryMiB: 40960,
    memoryBytesPerS: 1555 * GB,
    bf16FlopsPerS: 312 * TERA,
    fp8FlopsPerS: null,
    linkBytesPerS: 240 * GB,
    linkLatencyS: NVLINK_LATENCY_S,
    idleWatts: 50,
    maxWatts: 400,
    computeCapability: '8.0',
  },
  {
    key: 'A100',
    name: 'NVIDIA A100-SXM4-80GB',
    memoryMiB: 81920,
    memoryBytesPerS: 2039 * GB,
    bf16FlopsPerS: 312 * TERA,
    fp8FlopsPerS: null,
    linkBytesPerS: 240 * GB,
    linkLatencyS: NVLINK_LATENCY_S,
    idleWatts: 60,
    maxWatts: 400,
    computeCapability: '8.0',
  },
  {
    key: 'H100',
    name: 'NVIDIA H100 80GB HBM3',
    memoryMiB: 81559,
    memoryBytesPerS: 3350 * GB,
    bf16FlopsPerS: 989 * TERA,
    fp8FlopsPerS: 1979 * TERA,
    linkBytesPerS: 360 * GB,
    linkLatencyS: NVLINK_LATENCY_S,
    idleWatts: 70,
    maxWatts: 700,
    computeCapability: '9.0',
  },
  {
    key: 'H200',
    name: 'NVIDIA H200',
    memoryMiB: 143771,
    memoryBytesPerS: 4800 * GB,
    bf16FlopsPerS: 989 * TERA,
    fp8FlopsPerS: 1979 * TERA,
    linkBytesPerS: 360 * GB,
    linkLatencyS: NVLINK_LATENCY_S,
    idleWatts: 75,
    maxWatts: 700,
    computeCapability: '9.0',
  },
  {
    key: 'B200',
    name: 'NVIDIA B200',
    memoryMiB: 183359,
    memoryBytesPerS: 8000 * GB,
    bf16FlopsPerS: 2250 * TERA,
    fp8FlopsPerS: 4500 * TERA,
    linkBytesPerS: 720 * GB,
    linkLatencyS: NVLINK_LATENCY_S,
    idleWatts: 140,
    maxWatts: 1000,
    computeCapability: '10.0',
  },
];

/**
 * The GPU of a short name, without regard to case, spaces, dashes and "NVIDIA". Null for a name that is not in the table.
 * `A100` is the 80 GB part; `A100-80` and `A100-80GB` mean it too.
 */
export function findGpu(name: string): GpuSpec | null {
  const wanted = normalise(name);
  return CATALOG.find((gpu) => normalise(gpu.key) === wanted || normalise(gpu.name) === wanted) ?? null;
}

/** The short names `findGpu` knows, in the order of the table: for messages. */
export function listGpuKeys(): string[] {
  return CATALOG.map((gpu) => gpu.key);
}

function normalise(name: string): string {
  const key = name
    .toUpperCase()
    .replace(/NVIDIA|[\s_-]/g, '')
    .replace(/GB$/, '');
  return key === 'A10080' ? 'A100' : key;
}
