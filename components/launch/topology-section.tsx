import { useMemo } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { formatCount } from '@/lib/units/format';
import { chosenCells, type GridCircumstances, judgeCell, offeredCells, readSizes, type Sizes } from './chosen-cells';
import { FormSection, SectionError } from './form-section';
import { cellKey, type ChangeForm, type LaunchForm } from './launch-form';
import type { FieldErrors } from './to-request';
import { TopologyGrid } from './topology-grid';

interface TopologySectionProps {
  form: LaunchForm;
  change: ChangeForm;
  errors: FieldErrors;
  circumstances: GridCircumstances;
}

const axes = [
  { axis: 'tp', label: 'TP sizes' },
  { axis: 'pp', label: 'PP sizes' },
  { axis: 'dp', label: 'DP sizes' },
] as const;

/** The sizes to choose from, and the grid they make. */
export function TopologySection({ form, change, errors, circumstances }: TopologySectionProps) {
  const { tp, pp, dp } = form.sizes;
  const sizes = useMemo(() => readSizes({ sizes: { tp, pp, dp } }).sizes, [tp, pp, dp]);
  const choose = (cells: ReadonlySet<string>) => change({ cells });
  return (
    <FormSection
      title="Topology"
      aside={<ChosenCount sizes={sizes} cells={form.cells} circumstances={circumstances} />}
    >
      <div className="grid grid-cols-3 gap-3">
        {axes.map(({ axis, label }) => (
          <Field
            key={axis}
            label={label}
            value={form.sizes[axis]}
            error={errors[`sizes.${axis}`] ?? null}
            onChange={(event) => change({ sizes: { ...form.sizes, [axis]: event.target.value } })}
          />
        ))}
      </div>
      <TopologyGrid sizes={sizes} cells={form.cells} circumstances={circumstances} onChoose={choose} />
      <div className="flex flex-wrap items-center gap-2">
        <Button size="small" onClick={() => choose(fitting(sizes, circumstances))}>
          All that can run
        </Button>
        <Button size="small" look="quiet" onClick={() => choose(new Set())}>
          None
        </Button>
        <p className="text-xs text-muted">
          Each chosen cell is one vLLM, started after the one before. Heads choose whole rows.
        </p>
      </div>
      <SectionError>{errors.cells}</SectionError>
    </FormSection>
  );
}

function fitting(sizes: Sizes, circumstances: GridCircumstances): ReadonlySet<string> {
  const fits = offeredCells(sizes).filter((cell) => judgeCell(cell, circumstances).problems.length === 0);
  return new Set(fits.map(cellKey));
}

function ChosenCount({
  sizes,
  cells,
  circumstances,
}: {
  sizes: Sizes;
  cells: ReadonlySet<string>;
  circumstances: GridCircumstances;
}) {
  const chosen = chosenCells(sizes, cells);
  const refused = chosen.filter((cell) => judgeCell(cell, circumstances).problems.length > 0).length;
  const offered = sizes.tp.length * sizes.pp.length * sizes.dp.length;
  return (
    <span role="status">
      {formatCount(chosen.length)} of {formatCount(offered)} chosen
      {refused > 0 && `, ${formatCount(refused)} of them cannot run`}
    </span>
  );
}
