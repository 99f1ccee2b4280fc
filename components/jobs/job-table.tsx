import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import type { JobSummary } from '@/lib/api/job-contracts';
import { LoadBar } from './load-bar';
import { loadsOfBar, phaseOfJob, remainingWords } from './state-words';
import { shortTime } from './time-words';

/** The jobs as rows; narrow screens stack what a row says. */
export function JobTable({ jobs }: { jobs: readonly JobSummary[] }) {
  return (
    <ul className="flex flex-col">
      {jobs.map((job) => {
        const { word, tone } = phaseOfJob(job);
        const left = remainingWords(job);
        return (
          <li key={job.id} className="border-t border-line py-2.5 last:border-b">
            <div className="grid items-center gap-x-5 gap-y-1 md:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)_9rem]">
              <div className="min-w-0">
                <Link
                  href={`/jobs/${encodeURIComponent(job.id)}`}
                  className="font-semibold break-words hover:underline"
                >
                  {job.name}
                </Link>
                <p className="truncate text-xs text-muted">
                  {job.model ?? 'the served model'} · {job.target.name}
                </p>
              </div>
              <div className="min-w-0">
                <p className="flex items-baseline gap-2">
                  <Badge tone={tone}>{word}</Badge>
                  <span className="min-w-0">{job.sentence}</span>
                </p>
                {job.unreachable && (
                  <p className="text-xs text-warning">Its target was not reachable when last asked.</p>
                )}
              </div>
              <div className="flex flex-col gap-1">
                <LoadBar loads={loadsOfBar(job)} label={`Loads of ${job.name}`} slim />
                <p className="text-xs text-muted">{left ?? shortTime(job.createdAt)}</p>
              </div>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
