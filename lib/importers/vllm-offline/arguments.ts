import type { BaseMeasurement } from '@/lib/domain/measurement';
import { toCount } from '@/lib/units/quantities';
import { readMetadata, withMetadata } from '../vllm-serve/metadata';

const wholeNumber = (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null;

/**
 * Fills in what keys beside an offline result, or the arguments printed with it, say of model, engine and workload. Keys
 * nobody knows go to `extra`; faults of known keys are answered.
 */
export function withArguments(
  base: BaseMeasurement,
  given: Readonly<Record<string, unknown>>,
): { measurement: BaseMeasurement; faults: ReturnType<typeof readMetadata>['faults'] } {
  const { model, batch_size, num_prompts, ...others } = given;
  const metadata = readMetadata(Object.entries(others));
  const filled = withMetadata(base, metadata);
  const prompts = base.load.numPrompts ?? wholeNumber(batch_size) ?? wholeNumber(num_prompts);
  return {
    faults: metadata.faults,
    measurement: {
      ...filled,
      deployment: {
        ...filled.deployment,
        model: typeof model === 'string' && model.trim() !== '' ? model.trim() : null,
        // The offline commands are vLLM's own and run its engine.
        engine: filled.deployment.engine ?? 'vllm',
      },
      load: { ...filled.load, numPrompts: prompts === null ? null : toCount(prompts) },
      extra: { ...filled.extra, ...(Object.fromEntries(metadata.rest) as BaseMeasurement['extra']) },
    },
  };
}
