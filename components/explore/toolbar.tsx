'use client';

import { Button, Toggle } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Icon } from '@/components/ui/icon';
import { Menu, MenuItem } from '@/components/ui/menu';
import { Select } from '@/components/ui/select';
import type { Exploration } from '@/lib/domain/exploration';
import type { View } from '@/lib/domain/view';
import { LinesMenu, SplitSelect } from './dimension-menus';
import { downloadRows } from './download-rows';
import { LimitInput } from './limit-input';
import type { ExploreView } from './use-explore-view';

const frontierOptions: { value: View['frontier']; label: string; description: string }[] = [
  { value: 'line', label: 'per line', description: 'What each line does best' },
  { value: 'group', label: 'of all', description: 'The best of a model and workload, painted by who holds it' },
  { value: 'off', label: 'off', description: 'Points and curves only' },
];
const labelOptions: { value: View['labels']; label: string; description: string }[] = [
  { value: 'auto', label: 'what varies', description: 'Topology or load, whichever changes along the line' },
  { value: 'load', label: 'load', description: 'Concurrency, request rate or prompts' },
  { value: 'topology', label: 'topology', description: 'TP, PP, DP' },
  { value: 'none', label: 'none', description: 'Marks only' },
];

/** How to draw; what to draw is for the filters. */
export function Toolbar({ view, change, reset, exploration }: ExploreView & { exploration: Exploration }) {
  return (
    <div role="group" aria-label="How to draw" className="flex flex-wrap items-center gap-1.5">
      <LimitInput value={view.minSpeed} onChange={(minSpeed) => change({ minSpeed }, { history: 'replace' })} />
      <span className="mx-0.5 h-5 w-px bg-line-strong max-sm:hidden" />
      <LinesMenu view={view} lines={exploration.lines} change={change} />
      <SplitSelect view={view} change={change} />
      <Select
        label="Frontier"
        prefix="Frontier"
        value={view.frontier}
        groups={[{ label: null, options: frontierOptions }]}
        onChange={(frontier) => change({ frontier })}
      />
      <Select
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
        pressed={view.xScale === 'log'}
        onClick={() => change({ xScale: view.xScale === 'log' ? 'linear' : 'log' })}
      >
        Log x
      </Toggle>
      <Toggle
        pressed={view.yScale === 'log'}
        onClick={() => change({ yScale: view.yScale === 'log' ? 'linear' : 'log' })}
      >
        Log y
      </Toggle>
      <Toggle pressed={view.showInvalid} onClick={() => change({ showInvalid: !view.showInvalid })}>
        Invalid
      </Toggle>
      <div className="flex gap-1.5 sm:ml-auto">
        <Menu
          label="Export the table"
          trigger={
            <>
              <Icon name="download" size={13} />
              Export
            </>
          }
        >
          <MenuItem onSelect={() => downloadRows(exploration.rows, 'csv')}>Table as CSV, every metric</MenuItem>
          <MenuItem onSelect={() => downloadRows(exploration.rows, 'json')}>Points as JSON</MenuItem>
        </Menu>
        <CopyButton text={() => window.location.href} icon="link">
          Copy link
        </CopyButton>
        <Button look="quiet" onClick={reset} title="Back to the view this page opens with">
          <Icon name="reset" size={13} />
          Reset
        </Button>
      </div>
    </div>
  );
}
