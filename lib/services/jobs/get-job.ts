import type { AttemptRow, WholeJob } from '@/lib/db/jobs/job-row';
import type { ServiceContext } from '../context';
import { findWholeJob } from './find-whole-job';
import { jobSummary, readQueues } from './job-summary';
import { logSize } from './kept-logs';

/** A job with its attempts and loads; refuses with `not-found`. */
export async function getJob(context: ServiceContext, id: string) {
  const [job, queues] = await Promise.all([findWholeJob(context, id), readQueues(context)]);
  const { plan } = job;
  return {
    ...jobSummary(job, queues),
    request: plan.request,
    seed: plan.seed,
    sweep: job.name,
    totals: plan.totals,
    refused: plan.attempts
      .filter(({ problems }) => problems.length > 0)
      .map(({ label, problems }) => ({ label, problems })),
    attempts: await Promise.all(job.attempts.map((attempt) => toAttempt(context, job, attempt))),
  };
}

async function toAttempt({ dataDir }: ServiceContext, job: WholeJob, attempt: AttemptRow) {
  const { planned, tryNumber, state, startedAt, finishedAt, turns, readBack, gauges } = attempt;
  const name = { jobId: job.id, key: planned.key, tryNumber };
  const last = turns.at(-1);
  const [jobLog, server] = await Promise.all([
    logSize(dataDir, { ...name, stream: 'job' }),
    logSize(dataDir, { ...name, stream: 'server' }),
  ]);
  return {
    key: planned.key,
    try: tryNumber,
    label: planned.label,
    topology: planned.topology,
    gpus: planned.gpus,
    state,
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
    estimateS: planned.estimateS,
    ended: last?.kind === 'end' ? last.message : null,
    readBack,
    gauges,
    loads: planned.runs.map((run, i) => toLoad(attempt, run, attempt.loads[i]!)),
    logs: { job: jobLog, server },
  };
}

function toLoad({ turns }: AttemptRow, run: AttemptRow['planned']['runs'][number], row: AttemptRow['loads'][number]) {
  const { name, key, load, repeat, warmups, seed, estimateS, workload } = run;
  const asked = turns.find((turn) => turn.kind === 'load' && turn.name === name);
  return {
    name,
    key,
    load,
    repeat,
    warmups,
    seed,
    workload: workload.name,
    estimateS,
    phase: row.phase,
    startedAt: row.startedAt?.toISOString() ?? null,
    tookS: row.tookS,
    message: row.message,
    asked: asked?.message ?? null,
    measurement: row.measurementId,
  };
}
