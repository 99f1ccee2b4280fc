'use client';

import { useState } from 'react';
import { Button, buttonClass, IconButton, Toggle } from '@/components/ui/button';
import { Choice } from '@/components/ui/choice';
import { TextInput } from '@/components/ui/field';
import { Icon } from '@/components/ui/icon';
import { Select } from '@/components/ui/select';
import { jobLogHref } from '@/lib/api/job-client';
import type { JobAttempt, JobDetail, JobLoad } from '@/lib/api/job-contracts';
import { formatBytes } from '@/lib/units/format';
import { LogScroller } from './log-scroller';
import { endOf, lineAt, startOf } from './log-window';
import { attemptName, loadWords } from './state-words';
import { type LogChoice, useLog } from './use-log';
import { useLogSearch } from './use-log-search';

const streams = [
  { value: 'server', label: 'Server', title: 'What vLLM prints' },
  { value: 'job', label: 'Script', title: 'What the script says' },
  { value: 'client', label: 'Client', title: 'What the load generator prints' },
] as const;

const keyOf = ({ key, try: number }: JobAttempt) => `${key} ${number}`;

/** The logs of a job: which one, and the log itself. */
export function LogPanel({ job }: { job: JobDetail }) {
  const started = job.attempts.filter(({ startedAt }) => startedAt !== null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [stream, setStream] = useState<'server' | 'job' | 'client'>(
    job.kind === 'throughput' ? 'client' : job.request.deployment.source === 'started' ? 'server' : 'job',
  );
  const [load, setLoad] = useState<string | null>(null);
  const attempt = started.find((one) => keyOf(one) === chosen) ?? latest(started);
  const measuredLoads = attempt?.loads.filter(({ startedAt }) => startedAt !== null) ?? [];
  const shownLoad = measuredLoads.find(({ name }) => name === load) ?? measuredLoads.at(-1);
  const choice: LogChoice = {
    stream,
    ...(attempt ? { attempt: attempt.key, try: attempt.try } : {}),
    ...(stream === 'client' ? { load: shownLoad?.name } : {}),
  };
  return (
    <section aria-labelledby="log" className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <h2 id="log" className="mr-2 font-semibold">
          Log
        </h2>
        <Choice label="Which log" value={stream} options={streams} onChange={setStream} />
        {attempt && started.length > 1 && (
          <Select
            label="Deployment"
            value={keyOf(attempt)}
            groups={[{ label: null, options: started.map((one) => ({ value: keyOf(one), label: attemptName(one) })) }]}
            onChange={setChosen}
          />
        )}
        {stream === 'client' && shownLoad && (
          <Select
            label="Load"
            value={shownLoad.name}
            groups={[{ label: null, options: measuredLoads.map((one) => ({ value: one.name, label: loadName(one) })) }]}
            onChange={setLoad}
          />
        )}
      </div>
      {attempt === undefined ? (
        <p className="text-muted">Nothing has started yet, so nothing was printed.</p>
      ) : stream === 'client' && !shownLoad ? (
        <p className="text-muted">No load has begun yet.</p>
      ) : (
        <Log key={JSON.stringify(choice)} job={job.id} choice={choice} />
      )}
    </section>
  );
}

const loadName = ({ workload, load, repeat }: JobLoad) =>
  [workload, loadWords(load), ...(repeat > 1 ? [`repeat ${repeat}`] : [])].join(' · ');

const latest = (started: readonly JobAttempt[]) =>
  [...started].sort((a, b) => (a.startedAt! < b.startedAt! ? -1 : 1)).at(-1);

function Log({ job, choice }: { job: string; choice: LogChoice }) {
  const [following, setFollowing] = useState(true);
  const [needle, setNeedle] = useState('');
  const [found, setFound] = useState<number | null>(null);
  const { view, read, jumpTo, loadAfter, loadBefore } = useLog(job, choice, following);
  const search = useLogSearch(read, view, (offset) => {
    setFollowing(false);
    setFound(offset);
    void jumpTo(offset);
  });
  const { window, size } = view;
  const follow = (next: boolean) => {
    setFollowing(next);
    if (next && endOf(window) < size) void jumpTo(-1);
  };
  const isFoundHeld = found !== null && found >= startOf(window) && found < endOf(window);
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <form
          role="search"
          className="flex min-w-0 flex-1 basis-52 items-center gap-1"
          onSubmit={(event) => {
            event.preventDefault();
            search.find(needle, 'forwards');
          }}
        >
          <TextInput
            type="search"
            aria-label="Search the log"
            placeholder="Search the whole log"
            value={needle}
            onChange={(event) => setNeedle(event.target.value)}
          />
          <IconButton label="Find the next one" type="submit" disabled={needle === ''}>
            <Icon name="caret" />
          </IconButton>
          <IconButton
            label="Find the one before"
            disabled={needle === ''}
            onClick={() => search.find(needle, 'backwards')}
          >
            <Icon name="caret" className="rotate-180" />
          </IconButton>
        </form>
        <span role="status" className="text-xs text-muted">
          {search.words}
        </span>
        {search.isSearching && (
          <Button size="small" look="quiet" onClick={search.stop}>
            Stop
          </Button>
        )}
        <Button size="small" look="quiet" onClick={() => (setFollowing(false), void jumpTo(0))}>
          To the start
        </Button>
        <Toggle pressed={following} onClick={() => follow(!following)}>
          Follow
        </Toggle>
        <a href={jobLogHref(job, choice)} download className={buttonClass({ size: 'small' })}>
          <Icon name="download" size={13} />
          {formatBytes(size)}
          <span className="sr-only"> of log</span>
        </a>
      </div>
      <LogScroller
        view={view}
        name="Log"
        needle={needle.toLowerCase()}
        foundLine={isFoundHeld ? lineAt(window, found) : null}
        following={following}
        onFollow={setFollowing}
        onNearStart={loadBefore}
        onNearEnd={loadAfter}
      />
      <p className="text-xs text-muted">{placeWords(view)}</p>
    </>
  );
}

function placeWords({ window, size, ended, error, isLoading }: ReturnType<typeof useLog>['view']): string {
  if (error !== null) return `The log could not be read: ${error}`;
  if (isLoading) return 'Reading…';
  if (size === 0) return ended ? 'It printed nothing.' : 'Nothing printed yet.';
  const isWhole = startOf(window) === 0 && endOf(window) >= size;
  const part = isWhole
    ? formatBytes(size)
    : `${formatBytes(startOf(window))} to ${formatBytes(endOf(window))} of ${formatBytes(size)}`;
  return ended ? part : `${part}, still growing`;
}
