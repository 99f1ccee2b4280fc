import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Icon } from '@/components/ui/icon';
import { Notice } from '@/components/ui/notice';
import type { JobAttempt, JobDetail } from '@/lib/api/job-contracts';
import { isSettled } from '@/lib/domain/plan/job-state';
import { formatCount, formatEstimate } from '@/lib/units/format';
import { LoadBar } from './load-bar';
import { LoadTable } from './load-table';
import { attemptName, countWords, loadsOfBar, phaseOf, sentenceOf } from './state-words';

/** Every deployment with its loads, in the order they run. */
export function JobAttempts({ job }: { job: JobDetail }) {
  return (
    <section aria-labelledby="deployments" className="flex flex-col gap-2">
      <h2 id="deployments" className="font-semibold">
        Deployments <span className="font-normal text-muted">{formatCount(job.attempts.length)}</span>
      </h2>
      <ul className="flex flex-col">
        {job.attempts.map((attempt) => (
          <Attempt key={`${attempt.key} ${attempt.try}`} attempt={attempt} isOnly={job.attempts.length === 1} />
        ))}
      </ul>
      {job.refused.length > 0 && (
        <Notice title="Left out">
          <ul className="flex flex-col gap-1">
            {job.refused.map(({ label, problems }) => (
              <li key={label}>{problems.map(({ message }) => message).join(' ')}</li>
            ))}
          </ul>
        </Notice>
      )}
    </section>
  );
}

function Attempt({ attempt, isOnly }: { attempt: JobAttempt; isOnly: boolean }) {
  const { state, loads, gpus, estimateS, ended } = attempt;
  const isActive = !isSettled(state) && state.phase !== 'queued';
  const [chosen, setOpen] = useState<boolean | null>(null);
  const isOpen = chosen ?? (isActive || isOnly);
  const { word, tone } = phaseOf(state);
  const counts = countsOf(attempt);
  const name = attemptName(attempt);
  return (
    <li className="border-t border-line py-2">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 rounded-md text-left hover:bg-hover sm:grid sm:grid-cols-[1rem_minmax(4.5rem,9rem)_minmax(0,1fr)_auto]"
      >
        <Icon name="caret" size={12} className={`text-muted transition-transform ${isOpen ? '' : '-rotate-90'}`} />
        <span className="font-semibold">{name}</span>
        <span className="flex min-w-0 items-center gap-2">
          <Badge tone={tone}>{word}</Badge>
          <span className="min-w-0 truncate text-xs text-muted max-sm:hidden">
            {gpus === null ? '' : `${formatCount(gpus)} ${gpus === 1 ? 'GPU' : 'GPUs'}`}
          </span>
        </span>
        <span className="ml-auto text-right text-xs whitespace-nowrap text-muted">
          {countWords(counts, state)}
          {state.phase === 'queued' && ` · about ${formatEstimate(estimateS)}`}
        </span>
      </button>
      <div className="mt-1.5 ml-7">
        <LoadBar loads={loadsOfBar({ loads: counts, state })} label={`Loads of ${name}`} slim />
        {sentencesOf(attempt).map((sentence) => (
          <p key={sentence} className="mt-1.5 text-xs text-warning">
            {sentence}
          </p>
        ))}
        {ended !== null && <p className="mt-1.5 text-xs text-muted">{ended}</p>}
        {isOpen && <LoadTable loads={loads} name={name} said={'message' in state ? state.message : null} />}
      </div>
    </li>
  );
}

function countsOf({ loads }: JobAttempt) {
  return {
    done: loads.filter(({ phase }) => phase === 'done').length,
    failed: loads.filter(({ phase }) => phase === 'failed').length,
    total: loads.length,
  };
}

function sentencesOf({ state }: JobAttempt): string[] {
  if (state.phase === 'waiting') return [`Waits: ${state.reason}`];
  return 'message' in state && state.message !== '' && state.phase !== 'collecting' ? [sentenceOf(state.message)] : [];
}
