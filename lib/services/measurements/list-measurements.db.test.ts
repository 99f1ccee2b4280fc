import { describe, expect, it } from 'vitest';
import { aServeResult } from '../testing/serve-result';
import { useTestStore } from '../testing/test-store';
import { getMeasurement } from './get-measurement';
import { listMeasurements } from './list-measurements';

const { context, importFiles } = useTestStore();

describe('listMeasurements', () => {
  it('pages through every measurement once, the last imported first', async () => {
    const imported: string[] = [];
    for (const base of [0, 100]) {
      const lines = Array.from({ length: 5 }, (_, i) =>
        JSON.stringify(aServeResult({ max_concurrency: base + i + 1 })),
      );
      const { files } = await importFiles({ [`${base}.jsonl`]: lines.join('\n') });
      imported.push(...(files[0]?.created ?? []));
    }
    const listed: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listMeasurements(context(), { limit: 3, cursor });
      listed.push(...page.measurements.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect([...listed].sort()).toEqual([...imported].sort());
    expect(listed.slice(0, 5).sort()).toEqual(imported.slice(5).sort());
  });

  it('ends with a full last page', async () => {
    await importFiles({ 'a.json': aServeResult() });
    expect((await listMeasurements(context(), { limit: 1 })).next).toBeNull();
  });

  it.each(['nonsense', Buffer.from('["x","y"]').toString('base64url'), Buffer.from('{}').toString('base64url')])(
    'refuses the cursor %s',
    async (cursor) => {
      await expect(listMeasurements(context(), { limit: 1, cursor })).rejects.toMatchObject({ code: 'bad-request' });
    },
  );
});

describe('getMeasurement', () => {
  it('gives the canonical measurement with what follows, its doubts and its source', async () => {
    const { files } = await importFiles({ 'tp2/a.json': aServeResult({ tensor_parallel_size: 2 }) });
    const found = await getMeasurement(context(), files[0]?.created[0] ?? '');
    expect(found).toMatchObject({
      source: { file: 'tp2/a.json', format: 'vllm-serve' },
      derived: { gpus: 2, outputTokensPerSPerGpu: 100 },
      artifact: { href: `/api/v1/artifacts/${found.artifact.sha256}` },
    });
    expect(found.missing).toContain('deployment.hardware.gpu');
  });

  it('refuses an id there is not', async () => {
    await expect(getMeasurement(context(), 'f'.repeat(24))).rejects.toMatchObject({ code: 'not-found' });
  });
});
