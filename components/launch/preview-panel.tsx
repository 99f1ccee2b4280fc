import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import type { DryRunResponse } from '@/lib/api/job-contracts';
import { formatCount, formatNumber, formatEstimate } from '@/lib/units/format';
import { PreviewDeployments } from './preview-deployments';
import { ScriptView } from './script-view';
import type { FieldErrors } from './to-request';
import type { LaunchPreview } from './use-preview';

interface PreviewPanelProps {
  preview: LaunchPreview;
  /** Whether the form is no request yet. */
  isIncomplete: boolean;
  errors: FieldErrors;
  isStarting: boolean;
  refusal: string | null;
  onStart: () => void;
}

/** What will run, and what it costs, before anything does. */
export function PreviewPanel({ preview, isIncomplete, errors, isStarting, refusal, onStart }: PreviewPanelProps) {
  const { data, error, isBehind } = preview;
  const isReady = !isIncomplete && data?.valid === true && !isBehind && error === null;
  return (
    <div className="flex flex-col gap-4">
      <h2 className="font-semibold">Preview</h2>
      {isIncomplete ? (
        <Missing errors={errors} />
      ) : error !== null ? (
        <Notice
          tone="danger"
          title="This could not be worked out"
          actions={<Button onClick={preview.retry}>Try again</Button>}
        >
          {error.message}
        </Notice>
      ) : data === undefined ? (
        <>
          <Skeleton className="h-24" />
          <Skeleton className="h-40" />
        </>
      ) : (
        <div
          aria-busy={isBehind}
          className={classNames('flex flex-col gap-4 transition-opacity', isBehind && 'opacity-60')}
        >
          <Totals data={data} />
          {data.problems.length > 0 && (
            <Notice tone="danger" title="This cannot run">
              <ul className="flex flex-col gap-1">
                {data.problems.map(({ message }) => (
                  <li key={message}>{message}</li>
                ))}
              </ul>
            </Notice>
          )}
          {data.endpoint && (
            <p className="text-xs text-muted">
              {data.endpoint.address} answers with {data.endpoint.models.join(', ') || 'no model'}
              {data.endpoint.version === null ? '' : `, version ${data.endpoint.version}`}.
            </p>
          )}
          <PreviewDeployments attempts={data.attempts} />
        </div>
      )}
      {refusal !== null && (
        <Notice tone="danger" alert title="The job was not started">
          {refusal}
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button look="primary" disabled={!isReady || isStarting} onClick={onStart}>
          {isStarting ? 'Starting…' : 'Start'}
        </Button>
        <p role="status" className="min-w-0 text-xs text-muted">
          {isIncomplete
            ? 'The form is not complete.'
            : isBehind
              ? 'Working it out…'
              : isReady
                ? `As ${data.name}`
                : 'Nothing starts that the preview does not show.'}
        </p>
      </div>
      {!isIncomplete && data?.script && <ScriptView script={data.script} name={data.name} />}
    </div>
  );
}

function Missing({ errors }: { errors: FieldErrors }) {
  return (
    <Notice title="Not complete yet">
      <ul className="flex flex-col gap-1">
        {[...new Set(Object.values(errors))].map((message) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
    </Notice>
  );
}

function Totals({ data: { totals, attempts, adaptive, target } }: { data: DryRunResponse }) {
  const perAttempt = new Set(attempts.filter(({ problems }) => problems.length === 0).map(({ runs }) => runs.length));
  const facts = [
    { name: 'GPUs at most', value: totals.peakGpus === null ? 'not known' : formatCount(totals.peakGpus) },
    { name: 'Deployments', value: formatCount(totals.attempts) },
    { name: perAttempt.size === 1 ? `Runs, ${[...perAttempt][0]} each` : 'Runs', value: formatCount(totals.runs) },
    { name: 'Time, about', value: totals.runs === 0 ? '–' : formatEstimate(totals.estimateS) },
    { name: 'GPU-hours', value: totals.gpuHours === null ? 'not known' : formatNumber(totals.gpuHours) },
  ];
  return (
    <div>
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(6.5rem,1fr))] gap-3">
        {facts.map(({ name, value }) => (
          <div key={name} className="flex flex-col-reverse">
            <dt className="text-xs text-muted">{name}</dt>
            <dd className="text-xl font-semibold tracking-tight tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-xs text-muted">
        {adaptive
          ? 'At most: this is the whole grid of loads, of which an adaptive sweep measures what it needs.'
          : 'A coarse estimate, made before anything is known of this deployment.'}
        {target.simulated && ' Simulated, so no GPU is used.'}
      </p>
    </div>
  );
}
