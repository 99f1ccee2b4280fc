import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expandPlan } from '@/lib/domain/plan/expand-plan';
import { aRequest, aTarget } from '@/lib/domain/plan/testing/a-request';
import { buildBundle } from './bundle/build-bundle';
import { processExecutor } from './executors/process/process-executor';
import { readBack, type ReadBackFiles } from './read-back/read-back';
import { testPorts } from './testing/a-job';
import { endProcessesWith, processesWith } from '@/lib/testing/seen-processes';
import { until } from './testing/until';
import { localEnvironment } from './transports/local/local-environment';
import { localTransport } from './transports/local/local-transport';

const simulator = fileURLToPath(new URL('../simulator/bin', import.meta.url));

describe('a job on the simulator', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'kneepoint-job-'));
  });
  afterEach(() => {
    endProcessesWith(root);
    rmSync(root, { recursive: true, force: true, maxRetries: 10 });
  });

  it('measures what was asked for, and reads back that it did', async () => {
    const target = aTarget({
      simulated: true,
      gpuCheck: 'auto',
      workFolder: root,
      vllm: [join(simulator, 'vllm')],
      prologue: [
        `export PATH=${simulator}:"$PATH" SIM_STATE_DIR=${root}/gpus SIM_NOISE=0 SIM_STARTUP_S=0.1`,
        `mkdir -p ${root}/gpus`,
      ],
      ports: testPorts,
    });
    const request = aRequest({
      deployment: {
        source: 'started',
        model: 'meta-llama/Llama-3.1-8B-Instruct',
        grid: { tp: [2], pp: [2] },
        flags: [{ name: 'max-model-len', value: '8k' }],
      },
      workloads: [{ kind: 'random', isl: 64, osl: 8 }],
      loads: { mode: 'list', knob: 'concurrency', values: [4] },
    });
    const plan = expandPlan(request, { target, shapeOf: () => ({ attentionHeads: 32, layers: 32 }), seed: 5 });
    const attempt = plan.attempts[0]!;
    const bundle = buildBundle({ plan, attempt, target, jobId: 'sim1', tryNumber: 1, endpoint: null });
    const executor = processExecutor(
      localTransport({ ...localEnvironment(process.env), KNEEPOINT_POLL_S: '0.1' }),
      target,
    );
    const submission = await executor.submit(bundle, {});
    if (submission.kind === 'refused') throw new Error(submission.message);
    const { handle } = submission;
    const seen = await until('the job has ended', async () => {
      const now = await executor.observe(handle);
      return now.native === 'ended' ? now : null;
    });
    expect(seen.exit).toMatchObject({ reason: 'done', done: 1, failed: 0 });

    const read = (path: string) =>
      existsSync(join(root, handle.name, path)) ? readFileSync(join(root, handle.name, path), 'utf8') : null;
    const files: ReadBackFiles = {
      serverLog: read('server.log'),
      models: read('readback/models.json'),
      version: read('readback/version.json'),
      gpus: read('preflight/gpus.csv'),
      chosenGpus: read('preflight/chosen-gpus.txt'),
      metricsBefore: read('metrics/0001.before.prom'),
      metricsAfter: read('metrics/0001.after.prom'),
      power: read('power/0001.csv'),
    };
    const found = readBack(files, { request, attempt, run: attempt.runs[0]! });
    expect(found.differences).toEqual([]);
    expect(found).toMatchObject({
      model: 'meta-llama/Llama-3.1-8B-Instruct',
      topology: { tp: 2, pp: 2, dp: 1 },
      gpus: 4,
    });
    expect(found.engineVersion).toContain('simulated');
    expect(found.kvCacheTokens).toBeGreaterThan(0);
    expect(found.metrics!.prefixCacheHitRate).toBe(0);
    expect(found.metrics!.requests).toBe(44);
    const result = JSON.parse(read('results/0001.json')!) as Record<string, unknown>;
    expect(result).toMatchObject({
      completed: 40,
      max_concurrency: 4,
      tensor_parallel_size: '2',
      pipeline_parallel_size: '2',
      num_gpus: '4',
      simulated: 'true',
      origin: 'simulated',
      gpu_type: found.gpu,
    });
    expect(processesWith(handle.name)).toEqual([]);
  });
});
