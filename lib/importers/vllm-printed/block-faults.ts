import type { Problem } from '../importer';
import { aProblem } from '../problems';
import type { Block } from './block';

/** Rows without which a block is no result of any generation. */
const needed = [
  ['completed', 'Successful requests'],
  ['duration', 'Benchmark duration (s)'],
  ['request_throughput', 'Request throughput (req/s)'],
] as const;

/** Amount over duration, as vLLM prints it beside the two. */
const rates = [
  { amount: 'completed', rate: 'request_throughput', label: 'Request throughput (req/s)' },
  { amount: 'total_output_tokens', rate: 'output_throughput', label: 'Output token throughput (tok/s)' },
  { amount: 'total_input_tokens', rate: 'input_throughput', label: 'Input token throughput (tok/s)' },
] as const;

/** What is wrong with a block that came to its end; null where it may be read. */
export function faultOf(block: Block, file: string): Problem | null {
  const at = (line: number) => `line ${line}`;
  if (block.foreign) {
    const found = `a block of ${block.foreign} under the same title, which is not read yet`;
    return aProblem(file, at(block.line), 'a result of vllm bench serve', found);
  }
  if (block.twice) {
    const found = `"${block.twice.label}" twice in one block: two outputs run into each other`;
    return aProblem(file, at(block.twice.line), 'each row of a result block once', found);
  }
  for (const row of block.rows.values()) {
    if (row.key !== null && row.value === null && !/^-?(?:nan|inf)$/i.test(row.text))
      return aProblem(file, at(row.line), `a number for "${row.label}"`, JSON.stringify(row.text));
  }
  const absent = needed.find(([key]) => block.number(key) === null);
  if (absent) return aProblem(file, at(block.line), `a row "${absent[1]}" in the result block`, 'none');
  return misfit(block, file);
}

/** A rate that does not follow from its amount and the duration: rows of another block, or a damaged figure. */
function misfit(block: Block, file: string): Problem | null {
  const duration = block.number('duration');
  if (!duration) return null;
  for (const { amount, rate, label } of rates) {
    const [total, stated] = [block.number(amount), block.number(rate)];
    if (total === null || stated === null) continue;
    const computed = total / duration;
    // Both are printed with two decimals.
    const rounding = 0.0051 + computed * (0.0051 / duration) + computed * 0.001;
    if (Math.abs(stated - computed) <= rounding) continue;
    const line = [...block.rows.values()].find(({ key }) => key === rate)!.line;
    const expected = `"${label}" to be ${computed.toFixed(2)}, as the block's own amount and duration give`;
    return aProblem(file, `line ${line}`, expected, stated.toFixed(2));
  }
  return null;
}
