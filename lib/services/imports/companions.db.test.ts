import { describe, expect, it } from 'vitest';
import { importSettings, type ImportSettings } from '@/lib/domain/import';
import { blockV06, namespace } from '@/lib/importers/testing/printed-blocks';
import { withIncomingFolder } from '../artifacts/incoming-folder';
import { deleteMeasurements } from '../edits/delete-measurements';
import { emptyBin } from '../edits/bin';
import { listImportedFiles } from '@/lib/db/imports';
import { readRevision } from '@/lib/db/read-revision';
import { aServeResult } from '../testing/serve-result';
import { type Files, receive, useTestStore } from '../testing/test-store';
import { previewImport } from './preview-import';

const { context, db, importFiles, points } = useTestStore();

const slower = blockV06.replace('4000', '3000').replace(' 200.00', ' 150.00').replace('1200.00', '1150.00');
const spec = (pp: number, tp: number) => `
  args:
  - --max-num-batched-token=32768
  - --pipeline-parallel-size=${pp}
  - --tensor-parallel-size=${tp}
  - --enable-chunked-prefill=false
  env:
    HF_TOKEN: hf_secretsecretsecret
  resourceProfile: nvidia-gpu-l4:8
  url: hf://neuralmagic/Meta-Llama-3.1-70B-Instruct-FP8
`;
const story: Files = {
  'first.txt': blockV06,
  'first.yaml': spec(4, 2),
  'second.txt': slower,
  'second.yaml': spec(2, 4),
};

const preview = (files: Files, settings: Partial<ImportSettings> = {}) =>
  withIncomingFolder(context().dataDir, async (incoming) =>
    previewImport(context(), { files: await receive(incoming, files), settings: importSettings.parse(settings) }),
  );

describe('previewImport', () => {
  it('tells what each companion filled, and no secret of it', async () => {
    const shown = await preview(story);
    expect(shown.companions).toMatchObject([
      { id: 'first.yaml', label: 'KubeAI Model spec first.yaml', belongsTo: [expect.any(String)], candidates: [] },
      { id: 'second.yaml', belongsTo: [expect.any(String)], candidates: [] },
    ]);
    expect(shown.companions[0]?.filled).toContain('deployment.topology.tp');
    expect(shown.files.map(({ role }) => role)).toEqual(['results', 'companion', 'results', 'companion']);
    expect(shown.contradictions).toEqual([]);
    expect(JSON.stringify(shown)).not.toContain('secret');
  });

  it('lists what is open, and takes the user’s word for it', async () => {
    const files = { 'run.txt': blockV06, 'x.yaml': spec(4, 2), 'y.yaml': spec(2, 4) };
    const open = await preview(files);
    expect(open.companions.map(({ candidates }) => candidates)).toEqual([['run.txt'], ['run.txt']]);
    const settled = await preview(files, { companions: { 'y.yaml': ['run.txt'], 'x.yaml': [] } });
    expect(settled.files[0]?.measurements[0]?.measurement.deployment.topology).toMatchObject([{ tp: 4, pp: 2 }]);
    expect(settled.companions.map(({ belongsTo }) => belongsTo.length)).toEqual([0, 1]);
  });

  it('shows the sides of a contradiction, and lets the user choose', async () => {
    const files = { 'run_tp8.txt': blockV06, 'run_tp8.yaml': spec(4, 2) };
    const { contradictions } = await preview(files);
    expect(contradictions).toMatchObject([
      {
        field: 'deployment.topology.tp',
        options: [
          { value: 2, source: 'run_tp8.yaml' },
          { value: 8, source: 'run_tp8.txt' },
        ],
      },
    ]);
    const choices = { [contradictions[0]!.measurement]: { 'deployment.topology.tp': 'run_tp8.txt' } };
    const chosen = await preview(files, { choices });
    expect(chosen.files[0]?.measurements[0]?.measurement.deployment.topology).toMatchObject([{ tp: 8, pp: 4 }]);
  });
});

describe('commitImport', () => {
  it('keeps what only filled gaps as long as its import, whatever else of that is deleted for good', async () => {
    const printedToo = aServeResult({
      completed: 100,
      num_prompts: 100,
      duration: 20,
      total_input_tokens: 20_000,
      total_output_tokens: 4000,
      request_throughput: 5,
      total_token_throughput: 1200,
      ...Object.fromEntries(
        [50, 10, 11].flatMap((mean, index) => {
          const metric = ['ttft', 'tpot', 'itl'][index];
          return [
            [`mean_${metric}_ms`, mean],
            [`median_${metric}_ms`, mean - 1],
            [`p99_${metric}_ms`, mean * 2],
          ];
        }),
      ),
    });
    const { id, files } = await importFiles({
      'a.json': printedToo,
      'a.log': `${namespace}\n${blockV06}`,
      'b.json': aServeResult(),
    });
    expect(files.map(({ created }) => created.length)).toEqual([1, 0, 1]);
    const { revision } = await readRevision(db());
    await deleteMeasurements(context(), { of: { ids: files[2]!.created }, basedOn: revision, by: 'api' });
    await emptyBin(context());
    const left = await listImportedFiles(db(), [id ?? '']);
    expect(left.map(({ path }) => path).sort()).toEqual(['a.json', 'a.log']);
  });

  it('stores two texts filled by two specs: 8 GPUs each', async () => {
    await importFiles(story);
    const stored = await points();
    expect(stored.map(({ deployment }) => deployment)).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ topology: [expect.objectContaining({ tp: 2, pp: 4 })] }),
        expect.objectContaining({ topology: [expect.objectContaining({ tp: 4, pp: 2 })] }),
      ]) as object,
    );
    expect(stored.map(({ deployment }) => [deployment.hardware.gpu, deployment.hardware.gpus])).toEqual([
      ['L4', 8],
      ['L4', 8],
    ]);
  });
});
