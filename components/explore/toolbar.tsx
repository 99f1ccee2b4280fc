'use client';

import { Toggle } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import type { Exploration } from '@/lib/domain/exploration';
import type { View } from '@/lib/domain/view';
import { LinesMenu, SplitSelect } from './dimension-menus';
import { LimitInput } from './limit-input';
import type { ExploreView } from './use-explore-view';

const frontierOptions: { value: View['frontier']; label: string; description: string }[] = [
  { value: 'line', label: 'per line', description: 'What each line does best' },
  { value: 'group', label: 'of all', description: 'The best of a model and workload, painted by who holds it' },
  { value: 'off', label: 'off', description: 'Points and curves only' },
];
const labelOptions: { value: View['labels']; label: string; description: string }[] = [
  { value: 'auto', label: 'auto', description: 'What varies along the line: topology, load or both' },
  { value: 'load', label: 'load', description: 'Concurrency, request rate or prompts' },
  { value: 'topology', label: 'topology', description: 'TP, PP, DP' },
  { value: 'none', label: 'none', description: 'Marks only' },
];

/** How to draw; what to draw is for the filters. */
export function Toolbar({ view, change, exploration }: ExploreView & { exploration: Exploration }) {
  return (
    <div
      role="group"
      aria-label="How to draw"
      className="flex items-center gap-1.5 *:shrink-0 max-sm:-mx-3 max-sm:overflow-x-auto max-sm:px-3 max-sm:py-1 sm:flex-wrap"
    >
      <LimitInput value={view.minSpeed} onChange={(minSpeed) => change({ minSpeed }, { history: 'replace' })} />
      <span className="mx-0.5 h-5 w-px bg-line-strong max-sm:hidden" />
      <LinesMenu view={view} lines={exploration.lines} change={change} />
      <SplitSelect view={view} change={change} />
      <Select
        size="small"
        label="Frontier"
        prefix="Frontier"
        value={view.frontier}
        groups={[{ label: null, options: frontierOptions }]}
        onChange={(frontier) => change({ frontier })}
      />
      <Select
        size="small"
        label="Labels"
        prefix="Labels"
        value={view.labels}
        groups={[{ label: null, options: labelOptions }]}
        onChange={(labels) => change({ labels })}
      />
      <Toggle pressed={view.curves} onClick={() => change({ curves: !view.curves })}>
        Curves
      </Toggle>
      <Toggle
        pressed={view.showInvalid}
        title="Draw invalid points too, crossed"
        onClick={() => change({ showInvalid: !view.showInvalid })}
      >
        Invalid
      </Toggle>
    </div>
  );
}
