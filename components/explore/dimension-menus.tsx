'use client';

import { Menu, MenuCheck, MenuItem, MenuLine, MenuNote } from '@/components/ui/menu';
import { Select } from '@/components/ui/select';
import { dimensionLabels } from '@/lib/domain/dimensions';
import { type Dimension, dimension as dimensionSchema, dimensions, type View } from '@/lib/domain/view';
import type { ChangeView } from './use-explore-view';

interface LinesMenuProps {
  view: View;
  /** What lines are told apart by now, chosen or not. */
  lines: readonly Dimension[];
  change: ChangeView;
}

/** What tells lines apart: colour by the first, shape by the rest, so the order is shown. */
export function LinesMenu({ view, lines, change }: LinesMenuProps) {
  const names = lines.map((dimension) => dimensionLabels[dimension]).join(' · ');
  const toggle = (dimension: Dimension, checked: boolean) =>
    change({ lines: checked ? [...lines, dimension] : lines.filter((other) => other !== dimension) });
  return (
    <Menu
      label={`Lines by ${names === '' ? 'nothing' : names}`}
      trigger={
        <>
          <span className="text-muted">Lines</span>
          <span className="truncate">{names === '' ? 'one per workload' : names}</span>
        </>
      }
    >
      <MenuNote>One line per… The first gives the colour, the others the shape.</MenuNote>
      {dimensions.map((dimension) => (
        <MenuCheck
          key={dimension}
          checked={lines.includes(dimension)}
          onChange={(checked) => toggle(dimension, checked)}
        >
          {dimensionLabels[dimension]}
          {lines.includes(dimension) && (
            <span className="ml-auto text-xs text-muted">{lines[0] === dimension ? 'colour' : 'shape'}</span>
          )}
        </MenuCheck>
      ))}
      <MenuLine />
      <MenuItem onSelect={() => change({ lines: null })}>
        {view.lines === null ? 'Chosen by what varies' : 'Choose by what varies'}
      </MenuItem>
    </Menu>
  );
}

const nothing = 'none';

/** Small multiples: one chart per value. */
export function SplitSelect({ view, change }: { view: View; change: ChangeView }) {
  return (
    <Select
      size="small"
      label="Split into small multiples by"
      prefix="Split"
      value={view.multiples ?? nothing}
      groups={[
        { label: null, options: [{ value: nothing, label: 'none' }] },
        { label: 'One chart per', options: dimensions.map((value) => ({ value, label: dimensionLabels[value] })) },
      ]}
      onChange={(value) => change({ multiples: dimensionSchema.safeParse(value).data ?? null })}
    />
  );
}
