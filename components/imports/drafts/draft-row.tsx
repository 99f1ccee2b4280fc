import type { KeyboardEvent, ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { classNames } from '@/components/ui/class-names';
import { loadLabel } from '@/lib/domain/load';
import type { Measurement } from '@/lib/domain/measurement';
import { type Metric, outputPerGpu } from '@/lib/domain/metrics';
import { topologyLabel } from '@/lib/domain/topology-label';
import { workloadLabels } from '@/lib/domain/workload-label';
import { formatCount } from '@/lib/units/format';
import type { EditedDraft } from './drafts';

interface DraftRowProps {
  edited: EditedDraft;
  speed: Metric;
  isSelected: boolean;
  isLeftOut: boolean;
  isDropTarget: boolean;
  /** `isRange`: all from the row checked last. */
  onCheck: (on: boolean, isRange: boolean) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onDragStart: () => void;
  onDragOver: () => boolean;
  onPutBack: () => void;
}

/** One draft. Arrow keys on its box go from row to row, with Alt they move the row; it can be dragged as well. */
export function DraftRow(props: DraftRowProps) {
  const { edited, speed, isSelected, isLeftOut, isDropTarget, onCheck, onKeyDown, onDragStart, onDragOver } = props;
  const { draft, measurement, problems } = edited;
  const { deployment, workload, provenance, flags, source, load } = measurement;
  const from = (...paths: string[]) => paths.map((path) => provenance[path]).find((value) => value !== undefined);
  const [file = source.file, ...others] = draft.files;
  return (
    <tr
      data-record={draft.sha256}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', file);
        onDragStart();
      }}
      onDragOver={(event) => {
        if (onDragOver()) event.preventDefault();
      }}
      className={classNames(
        'border-t',
        isDropTarget ? 'border-t-2 border-accent' : 'border-line',
        isSelected && 'bg-accent-soft',
        isLeftOut && 'text-muted line-through',
      )}
      style={{ height: 34 }}
    >
      <td className="pl-3">
        <input
          type="checkbox"
          aria-label={`Select ${deployment.model ?? 'measurement'}, load ${loadLabel(load) || 'unknown'}, ${file}`}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
          checked={isSelected}
          onChange={(event) => onCheck(event.target.checked, (event.nativeEvent as MouseEvent).shiftKey)}
          onKeyDown={onKeyDown}
        />
      </td>
      <td className="max-w-60 truncate px-2 font-mono text-xs" title={draft.files.join('\n')}>
        {file}
        {others.length > 0 && <span className="text-muted"> and {formatCount(others.length)} more</span>}
      </td>
      <Known value={deployment.model} from={from('deployment.model')} />
      <Known value={machineOf(measurement)} from={from('deployment.hardware.gpu')} />
      <Known
        value={deployment.topology === null ? null : topologyLabel(deployment.topology)}
        from={from('deployment.topology')}
      />
      <Known
        value={workloadLabels(workload)[0] ?? ''}
        from={from('workload.dataset', 'workload.isl', 'workload.osl')}
        missing="not declared"
      />
      <td className="px-2 text-right">{loadLabel(load) || '–'}</td>
      <Amount metric={outputPerGpu} measurement={measurement} />
      <Amount metric={speed} measurement={measurement} />
      <td className="px-2 pr-3">
        <span className="flex items-center gap-1">
          {isLeftOut && (
            <button type="button" className="text-xs text-accent hover:underline" onClick={props.onPutBack}>
              put back
            </button>
          )}
          {draft.stored && <Badge title="A commit leaves it as it is">already stored</Badge>}
          {problems.map(({ path, message }) => (
            <Badge key={path} tone="invalid" title={message}>
              contradicts the file
            </Badge>
          ))}
          {flags.map(({ code, severity, message }) => (
            <Badge key={code} tone={severity} title={message}>
              {code}
            </Badge>
          ))}
        </span>
      </td>
    </tr>
  );
}

/** "8 × L4", as far as it is known. */
function machineOf({ deployment, derived }: Measurement): string | null {
  const { gpu } = deployment.hardware;
  if (gpu === null) return null;
  return derived.gpus === null ? gpu : `${formatCount(derived.gpus)} × ${gpu}`;
}

interface KnownProps {
  value: string | null;
  /** Where the value is from, if not plainly from the record. */
  from: string | undefined;
  missing?: string;
}

function Known({ value, from, missing = 'missing' }: KnownProps) {
  if (value === null || value === '') {
    return (
      <td className="px-2">
        <Badge tone={missing === 'missing' ? 'warning' : 'neutral'}>{missing}</Badge>
      </td>
    );
  }
  return (
    <td className="max-w-72 px-2" title={from === undefined ? value : `${value}, from ${from}`}>
      <span className="flex items-baseline gap-1.5">
        <span className="truncate">{value}</span>
        {from !== undefined && <span className="max-w-32 shrink-0 truncate text-2xs text-muted">{from}</span>}
      </span>
    </td>
  );
}

function Amount({ metric, measurement }: { metric: Metric; measurement: Measurement }): ReactNode {
  const value = metric.value(measurement);
  return <td className="px-2 text-right">{value === null ? '–' : metric.format(value)}</td>;
}
