import type { Point } from '@/lib/domain/point';
import { formatCount, formatFixed, formatNumber, formatPercent, notReported } from '@/lib/units/format';
import { type Fact, Facts, PanelSection } from './facts';
import { loadName } from './point-words';

const orUnknown = (value: string | null): string => value ?? notReported;

function workloadFacts({ workload, derived }: Point): Fact[] {
  const { dataset, isl, osl, lengthSpread, sharedPrefix, burstiness, ignoreEos, temperature } = workload;
  const length = (requested: number | null, achieved: number | null) => ({
    value: requested === null ? notReported : formatCount(requested),
    note: achieved === null ? null : `${formatNumber(achieved)} on average`,
  });
  const optional: [string, string | null][] = [
    ['Length spread', lengthSpread === null ? null : `±${formatPercent(lengthSpread)}`],
    ['Shared prefix', sharedPrefix === null ? null : `${formatCount(sharedPrefix)} tokens`],
    ['Burstiness', burstiness === null ? null : String(burstiness)],
    ['Ignores EOS', ignoreEos === null ? null : ignoreEos ? 'yes' : 'no'],
    ['Temperature', temperature === null ? null : String(temperature)],
  ];
  return [
    { name: 'Data set', value: orUnknown(dataset) },
    { name: 'Input tokens asked', ...length(isl, derived.meanIsl) },
    { name: 'Output tokens asked', ...length(osl, derived.meanOsl) },
    ...optional.flatMap(([name, value]) => (value === null ? [] : [{ name, value }])),
  ];
}

function countFacts({ counts, durationS, load, power, repeat }: Point): Fact[] {
  const optional: [string, string | null][] = [
    ['Prompts', load.numPrompts === null ? null : formatCount(load.numPrompts)],
    ['Requests', counts.requests === null ? null : formatCount(counts.requests)],
    ['Completed', counts.completed === null ? null : formatCount(counts.completed)],
    ['Failed', counts.failed === null ? null : formatCount(counts.failed)],
    ['Input tokens', counts.inputTokens === null ? null : formatCount(counts.inputTokens)],
    ['Output tokens', counts.outputTokens === null ? null : formatCount(counts.outputTokens)],
    ['Duration', durationS === null ? null : `${formatFixed(durationS, durationS >= 100 ? 1 : 2)} s`],
    ['Power per GPU', power.meanWattsPerGpu === null ? null : `${formatNumber(power.meanWattsPerGpu)} W`],
    ['Repeat', repeat === null ? null : formatCount(repeat)],
  ];
  return optional.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
}

/** What was asked of the deployment, and how much of it was done. */
export function PointCircumstances({ point }: { point: Point }) {
  return (
    <>
      <PanelSection title="Workload and load">
        <Facts facts={[{ name: 'Load', value: orUnknown(loadName(point)) }, ...workloadFacts(point)]} />
      </PanelSection>
      <PanelSection title="Counts">
        <Facts facts={countFacts(point)} />
      </PanelSection>
    </>
  );
}
