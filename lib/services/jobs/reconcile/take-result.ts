import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadChange } from '@/lib/db/jobs/change-attempt';
import { importSettings } from '@/lib/domain/import';
import type { JobReadBack, LoadFigures } from '@/lib/domain/plan/job-record';
import type { PlannedRun } from '@/lib/domain/plan/plan';
import { fillsForRun } from '@/lib/domain/plan/run-fills';
import { outputTokensPerS } from '@/lib/domain/throughput';
import { type ReadBack, readBack } from '@/lib/launch/read-back/read-back';
import { withReadBack } from '@/lib/launch/read-back/with-read-back';
import { withIncomingFolder } from '../../artifacts/incoming-folder';
import { isAppError } from '../../errors';
import { commitImport } from '../../imports/commit-import';
import { withStorableText } from '../../imports/storable-text';
import { getMeasurement } from '../../measurements/get-measurement';
import type { AttemptContext } from './attempt-context';
import { readBytes, readText, serverLogHead } from './read-files';

const mostResultBytes = 64 * 1024 * 1024;

export interface TakenResult {
  load: LoadChange;
  readBack: JobReadBack;
}

/**
 * Stores the result of a load that has finished, through the same door as every import, with what was read back beside
 * it. A result that is stored already is found by its content, so doing it again makes no second one. null: there is
 * no result. What cannot be read as a result is a load that failed.
 */
export async function takeResult(context: AttemptContext, run: PlannedRun): Promise<TakenResult | null> {
  const bytes = await readBytes(context, `results/${run.name}.json`, mostResultBytes);
  if (bytes === null) return null;
  const found = await readBackOf(context, run);
  // A server may say of itself what no database keeps.
  const back = withStorableText(toJobReadBack(found, clientOf(bytes)));
  try {
    const measurementId = await store(context, run, bytes, found);
    return {
      load: { phase: 'done', message: null, measurementId, figures: await figuresOf(context, measurementId) },
      readBack: back,
    };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { load: { phase: 'failed', message: withStorableText(error.message) }, readBack: back };
  }
}

async function store(context: AttemptContext, run: PlannedRun, bytes: Uint8Array, found: ReadBack): Promise<string> {
  const { job, attempt, dataDir } = context;
  const { plan, target } = job;
  const ran = { gpu: found.gpu, engineVersion: found.engineVersion };
  const set = plan.request.kind === 'throughput' ? fillsForRun(plan, attempt.planned, run, target, ran) : {};
  const result = await withIncomingFolder(dataDir, async (folder) => {
    const location = join(folder, 'result.json');
    await writeFile(location, bytes, { mode: 0o600 });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return commitImport(context, {
      files: [{ path: `jobs/${job.id}/${attempt.planned.key}/${run.name}.json`, size: bytes.length, sha256, location }],
      settings: importSettings.parse({ sweep: job.name, set }),
      idempotencyKey: null,
      via: 'job',
      refine: (base) => withReadBack(base, found, { simulated: target.simulated, jobId: job.id, run: run.key }),
    });
  });
  const [file] = result.files;
  return [...file!.created, ...file!.existing][0]!;
}

async function readBackOf(context: AttemptContext, run: PlannedRun): Promise<ReadBack> {
  const text = (path: string) => readText(context, path);
  const files = {
    serverLog: await serverLogHead(context),
    models: await text('readback/models.json'),
    version: await text('readback/version.json'),
    gpus: await text('preflight/gpus.csv'),
    chosenGpus: await text('preflight/chosen-gpus.txt'),
    metricsBefore: await text(`metrics/${run.name}.before.prom`),
    metricsAfter: await text(`metrics/${run.name}.after.prom`),
    power: await text(`power/${run.name}.csv`),
  };
  return readBack(files, { request: context.job.plan.request, attempt: context.attempt.planned, run });
}

const toJobReadBack = (found: ReadBack, client: string | null): JobReadBack => ({
  model: found.model,
  engineVersion: found.engineVersion,
  topology: found.topology,
  gpu: found.gpu,
  gpus: found.gpus,
  driver: found.driver,
  kvCacheTokens: found.kvCacheTokens,
  client,
  differences: found.differences,
});

/** The result says itself which client made it: the script wrote it in. */
function clientOf(bytes: Uint8Array): string | null {
  const found = /"client": *"(vllm|kneepoint)"/.exec(new TextDecoder().decode(bytes));
  return found?.[1] ?? null;
}

async function figuresOf(context: AttemptContext, id: string): Promise<LoadFigures> {
  const measurement = await getMeasurement(context, id);
  const { derived, latency } = measurement;
  return {
    outputTokensPerSPerGpu: derived.outputTokensPerSPerGpu ?? outputTokensPerS(measurement),
    medianTpotMs: latency.tpotMs?.median ?? null,
    medianTtftMs: latency.ttftMs?.median ?? null,
    inService: derived.inService?.value ?? null,
  };
}
