import type { Contradiction } from '@/lib/domain/import';
import { type BaseMeasurement, baseMeasurement } from '@/lib/domain/measurement';
import { type TopologySize, topologyDraft, topologySizes, withTopologyDraft } from './topology-draft';

type Value = Contradiction['options'][number]['value'];

/**
 * Settles contradictions as a person chose: `choices` names, by field, the source that is believed. What nobody chose,
 * what is chosen already, and a source that says nothing of the field change nothing; neither does a value the domain
 * would not take. The measurement given is left as it is.
 */
export function applyChoices(
  base: BaseMeasurement,
  contradictions: readonly Contradiction[],
  choices: Readonly<Record<string, string>>,
): BaseMeasurement {
  return contradictions.reduce((measurement, { field, options }) => {
    const [current] = options;
    const chosen = options.find(({ source }) => source === choices[field]);
    if (current === undefined || chosen === undefined || chosen === current) return measurement;
    const from = `${chosen.provenance} (chosen by hand; ${current.source} says ${current.value})`;
    return withField(measurement, field, chosen.value, from) ?? measurement;
  }, base);
}

function withField(base: BaseMeasurement, field: string, value: Value, from: string): BaseMeasurement | null {
  const size = topologySizes.find((name) => field === `deployment.topology.${name}`);
  if (size !== undefined) return withSize(base, size, value, from);
  const changed = withValueAt(base, field.split('.'), value);
  const parsed = baseMeasurement.safeParse({ ...changed, provenance: { ...base.provenance, [field]: from } });
  return parsed.success ? parsed.data : null;
}

function withSize(base: BaseMeasurement, size: TopologySize, value: Value, from: string): BaseMeasurement | null {
  const draft = topologyDraft(base);
  if (draft === null || typeof value !== 'number') return null;
  const sizes = { ...draft.sizes, [size]: { value, from } };
  const parsed = baseMeasurement.safeParse(withTopologyDraft(base, { ...draft, sizes }));
  return parsed.success ? parsed.data : null;
}

/** The object with a value deep inside; a flag's name may hold dots, so it is all that follows "deployment.flags". */
function withValueAt(into: object, [key, ...rest]: readonly string[], value: Value): object {
  if (key === undefined) return into;
  const held = (into as Record<string, unknown>)[key];
  if (rest.length === 0) return { ...into, [key]: value };
  if (key === 'flags') return { ...into, flags: { ...(held as object), [rest.join('.')]: value } };
  return { ...into, [key]: withValueAt(typeof held === 'object' && held !== null ? held : {}, rest, value) };
}
