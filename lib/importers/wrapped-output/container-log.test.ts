import { describe, expect, it } from 'vitest';
import { block2024, namespace } from '../testing/printed-blocks';
import { readFiles } from '../read-files';
import { aSourceFile, readOne, readText } from '../testing/source-file';
import { toText, y2026 } from '../testing/vllm-records';

const wrapped = (text: string, wrap: (line: string) => object) =>
  text
    .split('\n')
    .map((line) => JSON.stringify(wrap(line)))
    .join('\n');

describe('containerLog', () => {
  it.each([
    ['a container runtime', (line: string) => ({ log: `${line}\n`, stream: 'stdout', time: '2026-01-02T03:04:05Z' })],
    ['a collector', (line: string) => ({ textPayload: line, timestamp: '2026-01-02T03:04:05Z' })],
    ['a logger', (line: string) => ({ level: 'info', msg: line })],
  ])('reads a block out of the lines of %s', async (_whose, wrap) => {
    const plain = await readOne(block2024);
    const { source, deployment } = await readOne(wrapped(`a line\n${namespace}\n${block2024}`, wrap), 'pod.log');
    expect([source.sha256, deployment.model]).toEqual([plain.source.sha256, 'org/Model-8B']);
  });

  it('is a companion where it is the log of a server, and says so without a problem', async () => {
    const log = [
      'INFO 01-02 03:04:05 [api_server.py:1] vLLM API server version 0.11.0',
      "INFO 01-02 03:04:05 [utils.py:1] non-default args: {'model': 'org/Model-8B', 'tensor_parallel_size': 4}",
    ];
    const lines = wrapped(log.join('\n'), (line) => ({ log: `${line}\n`, stream: 'stdout', time: 't' }));
    const { files } = await readFiles([aSourceFile(toText(y2026), 'run.json'), aSourceFile(lines, 'server.log')]);
    expect(files.map(({ role, problems }) => [role, problems])).toEqual([
      ['results', []],
      ['companion', []],
    ]);
    expect(files[0]!.measurements[0]!.deployment).toMatchObject({ engineVersion: '0.11.0', topology: [{ tp: 4 }] });
  });

  it('says where a block is cut, and that there is none', async () => {
    const wrap = (log: string) => ({ log, time: 't' });
    const cut = await readText(wrapped(block2024.split('\n').slice(0, 8).join('\n'), wrap));
    expect(cut.problems.map(({ path }) => path)).toEqual(['line 1']);
    const none = await readText(wrapped('nothing here', wrap));
    expect(none.problems.map(({ found }) => found)).toEqual(['a log that ends without one']);
  });
});
