import type { Cluster } from '../engine/cluster';
import type { GpuSpec } from '../hardware/gpu-catalog';
import type { GpuLedger } from '../hardware/gpu-ledger';

const INTERVAL_MS = 1000;
/** Share of the way from idle to the limit that a GPU draws when it always computes. */
const FULL_LOAD = 0.85;

/** Keeps this server's entry in the ledger true, once a second, while it holds its GPUs. */
export class GpuReporter {
  private memoryMiB = 0;
  private cluster: Cluster | null = null;
  private timer: NodeJS.Timeout | null = null;
  private lastBusyS = 0;
  private lastAtS: number;

  constructor(
    private readonly ledger: GpuLedger,
    private readonly options: {
      owner: number;
      holders: readonly number[];
      gpus: readonly number[];
      gpu: GpuSpec;
      nowS: () => number;
    },
  ) {
    this.lastAtS = options.nowS();
  }

  /** So much memory of each GPU is held from now on. */
  hold(memoryMiB: number): void {
    this.memoryMiB = memoryMiB;
    this.report();
    this.timer ??= setInterval(() => this.report(), INTERVAL_MS).unref();
  }

  /** Utilisation is read from these engines. */
  watch(cluster: Cluster): void {
    this.cluster = cluster;
  }

  /** Gives the GPUs back. */
  release(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.ledger.remove(this.options.owner);
  }

  private report(): void {
    const { owner, holders, gpus, gpu, nowS } = this.options;
    const state = this.cluster?.state() ?? [];
    const busyS = state.length === 0 ? 0 : state.reduce((sum, rank) => sum + rank.busySeconds, 0) / state.length;
    const elapsedS = Math.max(0.001, nowS() - this.lastAtS);
    const utilization = Math.min(1, Math.max(0, (busyS - this.lastBusyS) / elapsedS));
    this.lastBusyS = busyS;
    this.lastAtS = nowS();
    const watts = gpu.idleWatts + (gpu.maxWatts - gpu.idleWatts) * FULL_LOAD * utilization;
    this.ledger.write(owner, { holders: [...holders], gpus: [...gpus], memoryMiB: this.memoryMiB, utilization, watts });
  }
}
