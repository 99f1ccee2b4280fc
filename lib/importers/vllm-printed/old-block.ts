import type { OldRow } from './old-rows';

/** Rows of the time before there were blocks, as they come behind each other. */
export class OldBlock {
  readonly line: number;
  #rows = new Map<string, OldRow>();

  constructor(line: number) {
    this.line = line;
  }

  has(key: string): boolean {
    return this.#rows.has(key);
  }

  add(row: OldRow, _line: number): void {
    this.#rows.set(row.key, row);
  }

  get content(): string {
    return [...this.#rows.values()].map(({ text }) => text).join('\n');
  }

  get generation(): string {
    return this.has('total_time') ? 'printed, 2023' : 'printed, 2024-01..2024-02 (v0.3)';
  }

  /** The rows in the words of the result JSON; null where they are no whole result. */
  fields(): Record<string, unknown> | null {
    const values = Object.fromEntries([...this.#rows].map(([key, { value }]) => [key, value]));
    if (this.has('total_time') && this.has('throughput')) return fieldsOf2023(values);
    if (!this.has('completed') || !this.has('duration') || !this.has('request_throughput')) return null;
    return values;
  }
}

/** `benchmark_serving.py` of 2023 knew the time, the requests per second and the mean latency of a request only. */
function fieldsOf2023(values: Record<string, number>): Record<string, unknown> {
  const { total_time, throughput, average_latency, ...rest } = values;
  return {
    duration: total_time,
    request_throughput: throughput,
    output_throughput: null,
    ...(average_latency !== undefined && { mean_e2el_ms: average_latency * 1000 }),
    ...rest,
  };
}
