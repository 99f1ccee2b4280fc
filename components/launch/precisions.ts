import type { ServerFlag } from '@/lib/domain/plan/server-flags';

interface Choice {
  /** What the form holds; empty: no flag, the model decides. */
  value: string;
  label: string;
  flag: ServerFlag | null;
}

/** Choices of the form that are nothing but flags. */
export const precisions: readonly Choice[] = [
  { value: '', label: 'As the model is', flag: null },
  { value: 'fp8', label: 'FP8 (--quantization fp8)', flag: { name: 'quantization', value: 'fp8' } },
  { value: 'bf16', label: 'BF16 (--dtype bfloat16)', flag: { name: 'dtype', value: 'bfloat16' } },
  { value: 'fp16', label: 'FP16 (--dtype float16)', flag: { name: 'dtype', value: 'float16' } },
];

export const kvCaches: readonly Choice[] = [
  { value: '', label: 'As the model is', flag: null },
  { value: 'fp8', label: 'FP8 (--kv-cache-dtype fp8)', flag: { name: 'kv-cache-dtype', value: 'fp8' } },
];

/** The flag behind a choice; null where it is none, or unknown. */
export const flagOfChoice = (choices: readonly Choice[], value: string): ServerFlag | null =>
  choices.find((choice) => choice.value === value)?.flag ?? null;

/** Takes the flag of a choice out of `flags`, where one of them is there. */
export function choiceOfFlags(choices: readonly Choice[], flags: readonly ServerFlag[]) {
  const isOf = ({ flag }: Choice, other: ServerFlag) => flag?.name === other.name && flag.value === other.value;
  const chosen = choices.find((choice) => flags.some((flag) => isOf(choice, flag)));
  return {
    value: chosen?.value ?? '',
    rest: chosen ? flags.filter((flag) => !isOf(chosen, flag)) : [...flags],
  };
}
