import { toText, y2026 } from './vllm-records';

type Fields = Record<string, unknown>;

const folder = (slots: number) => `exp/SERVE--max_num_seqs=${slots}-BENCH--max_concurrency=2-num_prompts=100`;

/** A run as `vllm bench sweep serve` writes it: the result with its number and the overrides beside it. */
export const sweepRun = (slots: number, run: number): Fields => ({
  ...y2026,
  max_concurrency: 2,
  duration: 20 + slots / 100 + run / 1000,
  run_number: run,
  max_num_seqs: slots,
});

/** The tree of two servers x one load x two runs, by path, with the summaries the tool writes. */
export function sweepTree(): Record<string, string> {
  const files: Record<string, string> = {};
  const runs: Fields[] = [];
  for (const slots of [4, 8]) {
    const own = [0, 1].map((run) => sweepRun(slots, run));
    own.forEach((run, index) => (files[`${folder(slots)}/run=${index}.json`] = JSON.stringify(run, null, 4)));
    files[`${folder(slots)}/summary.json`] = JSON.stringify(own, null, 4);
    runs.push(...own);
  }
  return { ...files, 'exp/summary.csv': sweepCsv(runs) };
}

/** As pandas writes it: an index without a name, nothing for null, lists as Python prints them. */
export function sweepCsv(runs: readonly Fields[]): string {
  const keys = Object.keys(runs[0]!);
  const cell = (value: unknown) => {
    if (value === null || value === undefined) return '';
    if (typeof value === 'object') return `"${JSON.stringify(value)}"`;
    return `${value as string | number}`;
  };
  const rows = runs.map((run, index) => [String(index), ...keys.map((key) => cell(run[key]))].join(','));
  return [`,${keys.join(',')}`, ...rows].join('\n');
}

/** One run of many small files of an import. */
export const smallResult = (load: number) => toText({ ...y2026, max_concurrency: load, duration: 20 + load / 1e6 });
