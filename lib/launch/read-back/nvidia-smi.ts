/** A GPU as nvidia-smi lists it in the preflight. null: it says "[N/A]". */
export interface GpuListed {
  index: number;
  uuid: string;
  name: string;
  memoryUsedMiB: number | null;
  memoryTotalMiB: number | null;
  driver: string | null;
  maxSmClockMHz: number | null;
  powerLimitW: number | null;
}

const fieldsOf = (line: string) => line.split(',').map((field) => field.trim());
const numberOrNull = (text: string | undefined) =>
  text !== undefined && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;

/**
 * Reads `preflight/gpus.csv`: index, uuid, memory used, memory total, driver, highest SM clock, power limit, name, in
 * nvidia-smi's units without their names. Lines that are none are left out.
 */
export function parseGpus(csv: string): GpuListed[] {
  return csv.split('\n').flatMap((line) => {
    const [index, uuid, used, all, driver, clock, limit, ...name] = fieldsOf(line);
    if (index === undefined || !/^\d+$/.test(index) || name.length === 0) return [];
    return [
      {
        index: Number(index),
        uuid: uuid ?? '',
        name: name.join(', '),
        memoryUsedMiB: numberOrNull(used),
        memoryTotalMiB: numberOrNull(all),
        driver: driver && !driver.startsWith('[') ? driver : null,
        maxSmClockMHz: numberOrNull(clock),
        powerLimitW: numberOrNull(limit),
      },
    ];
  });
}

/** The GPUs a job chose, from `preflight/chosen-gpus.txt`; all of them where it did not choose. */
export function chosenGpus(gpus: GpuListed[], chosen: string | null): GpuListed[] {
  if (chosen === null) return gpus;
  const indices = new Set(chosen.trim().split(',').map(Number));
  return gpus.filter(({ index }) => indices.has(index));
}

/**
 * Mean draw of one GPU over a load, watts, from the samples in `power/NNNN.csv` (time, index, draw, ...): first over
 * time for each GPU, then over the GPUs. null without a usable sample. Samples cover the client's start too, so short
 * loads read low; under `least` samples per GPU nothing is said.
 */
export function meanWattsPerGpu(csv: string, least = 5): number | null {
  const draws = new Map<string, number[]>();
  for (const line of csv.split('\n')) {
    const [, index, draw] = fieldsOf(line);
    const watts = numberOrNull(draw);
    if (index !== undefined && /^\d+$/.test(index) && watts !== null)
      draws.set(index, [...(draws.get(index) ?? []), watts]);
  }
  const means = [...draws.values()].filter((values) => values.length >= least).map(mean);
  return means.length === 0 || means.length < draws.size ? null : mean(means);
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
