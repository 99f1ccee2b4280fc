'use client';

import { useEffect, useId, useRef } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { TextInput } from '@/components/ui/field';
import { topologyLabel } from '@/lib/domain/topology-label';
import { formatCount } from '@/lib/units/format';
import type { EditsAction } from '../edits/edits';
import type { DraftLine } from './draft-lines';

interface SweepRowProps {
  line: Extract<DraftLine, { kind: 'sweep' }>;
  isFirst: boolean;
  storedSweeps: readonly string[];
  selected: ReadonlySet<string>;
  isDropTarget: boolean;
  /** Whether something is dragged that may be dropped here. */
  onDragOver: () => boolean;
  onSelect: (records: readonly string[], on: boolean) => void;
  onMergeUp: () => void;
  dispatch: (action: EditsAction) => void;
}

/** The head of a sweep: its name, which may be that of a stored one, and what is in it. */
export function SweepRow(props: SweepRowProps) {
  const { line, isFirst, storedSweeps, selected, isDropTarget, onDragOver, onSelect, onMergeUp, dispatch } = props;
  const { sweep, drafts } = line;
  const records = drafts.map(({ draft }) => draft.sha256);
  const chosen = records.filter((record) => selected.has(record)).length;
  const list = useId();
  const name = sweep.name ?? '';
  const isStored = storedSweeps.includes(name);
  const rename = (text: string) => dispatch({ type: 'rename', sweep: sweep.key, name: text });
  return (
    <tr
      className={classNames('border-t border-line-strong bg-sunken', isDropTarget && 'outline-2 outline-accent')}
      style={{ height: 34 }}
      onDragOver={(event) => {
        if (onDragOver()) event.preventDefault();
      }}
    >
      <td className="pl-3">
        <PartlyChecked
          label={`Select sweep ${name || 'without a name'}`}
          count={chosen}
          of={records.length}
          onChange={(on) => onSelect(records, on)}
        />
      </td>
      <th scope="rowgroup" colSpan={9} className="px-2 text-left font-normal">
        <span className="flex items-center gap-2">
          <TextInput
            aria-label="Name of the sweep"
            className="h-6.5! w-56! font-semibold"
            placeholder="named after this import"
            maxLength={200}
            list={list}
            value={name}
            onChange={(event) => rename(event.target.value)}
          />
          <datalist id={list}>
            {storedSweeps.map((stored) => (
              <option key={stored} value={stored} />
            ))}
          </datalist>
          {isStored &&
            (sweep.isByHand ? (
              <Badge tone="accent" title="What has the same deployment and workload goes into the stored sweep">
                joins the stored sweep
              </Badge>
            ) : (
              <Button size="small" look="quiet" className="text-accent" onClick={() => rename(name)}>
                Add to stored sweep
              </Button>
            ))}
          <span className="text-xs text-muted">
            {formatCount(records.length)} {records.length === 1 ? 'measurement' : 'measurements'}
            {kindsIn(drafts)}
          </span>
          {!isFirst && (
            <Button size="small" look="quiet" className="ml-auto" onClick={onMergeUp}>
              Merge with the one above
            </Button>
          )}
        </span>
      </th>
    </tr>
  );
}

const mostNamed = 4;

/** The topologies in a sweep: " · TP2, TP4". */
function kindsIn(drafts: SweepRowProps['line']['drafts']): string {
  const labels = new Set(
    drafts.map(({ measurement: { deployment } }) =>
      deployment.topology === null ? null : topologyLabel(deployment.topology),
    ),
  );
  const known = [...labels].filter((label) => label !== null);
  if (known.length === 0) return '';
  return ` · ${known.slice(0, mostNamed).join(', ')}${known.length > mostNamed ? ', …' : ''}`;
}

interface PartlyCheckedProps {
  label: string;
  count: number;
  of: number;
  onChange: (on: boolean) => void;
}

function PartlyChecked({ label, count, of, onChange }: PartlyCheckedProps) {
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (ref.current !== null) ref.current.indeterminate = count > 0 && count < of;
  }, [count, of]);
  return (
    <input
      ref={ref}
      type="checkbox"
      aria-label={label}
      checked={of > 0 && count === of}
      onChange={(event) => onChange(event.target.checked)}
    />
  );
}
