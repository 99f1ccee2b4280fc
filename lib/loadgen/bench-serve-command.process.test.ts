import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { completions, event, json, startServer, startStream, tokenEvent } from './testing/fake-server';
import { awaitOutput, startGenerator } from './testing/run-programs';
import { temporaryFolder } from './testing/temporary-files';

const folder = temporaryFolder();
const small = '--model m --num-prompts 6 --max-concurrency 3 --random-input-len 5 --random-output-len 4'.split(' ');

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const program = startGenerator(args, { cwd: folder, env });
  onTestFinished(() => void program.process.kill('SIGKILL'));
  return program;
}

describe('the program', () => {
  it('runs from any folder, prints the block, writes the file where vLLM does', async () => {
    const { port } = await startServer({ 'POST /v1/completions': completions });
    const program = start([...small, '--port', String(port), '--save-result', '--result_dir=out', '--label', 'l']);
    expect(await program.ended).toEqual({ code: 0, signal: null });
    const lines = program.output.stdout.split('\n');
    expect(lines[0]).toMatch(/^Namespace\(port=\d+, model='m', /);
    expect(lines).toContain('============ Serving Benchmark Result ============');
    expect(lines).toContain('Successful requests:                     6         ');
    expect(program.output.stderr).toMatch(/\r100% 6\/6 \[.*it\/s\]\n$/);
    const [name = ''] = readdirSync(join(folder, 'out'));
    const { date } = JSON.parse(readFileSync(join(folder, 'out', name), 'utf8')) as { date: string };
    expect(name).toBe(`l-infqps-concurrency3-m-${date}.json`);
  });

  it('appends a record a run', async () => {
    const { url } = await startServer({ 'POST /v1/completions': completions });
    const args = [...small, '--base-url', url, '--append-result', '--result-filename', 'all.json', '--disable-tqdm'];
    for (const seed of ['1', '2']) expect((await start([...args, '--seed', seed]).ended).code).toBe(0);
    const records = readFileSync(join(folder, 'all.json'), 'utf8').split('\n');
    expect(records.map((record) => (JSON.parse(record) as { completed: number }).completed)).toEqual([6, 6]);
  });

  it('sends OPENAI_API_KEY and prints it nowhere', async () => {
    const { url, headers } = await startServer({
      'POST /v1/completions': (request, response) => {
        response.writeHead(403).end(`not with ${request.headers.authorization ?? ''}`);
      },
    });
    const args = [...small, '--base-url', url, '--save-result', '--save-detailed', '--result-filename', 'key.json'];
    const program = start([...args, '--header', 'X-Token=hush-hush'], { OPENAI_API_KEY: 'sk-very-secret' });
    expect((await program.ended).code).toBe(0);
    expect(headers[0]).toMatchObject({ authorization: 'Bearer sk-very-secret', 'x-token': 'hush-hush' });
    const everything = program.output.stdout + program.output.stderr + readFileSync(join(folder, 'key.json'), 'utf8');
    expect(everything).toContain('not with Bearer ***');
    expect(everything).not.toMatch(/sk-very-secret|hush-hush/);
  });

  it('exits 2 for a flag it does not know, as argparse does', async () => {
    const program = start(['--model', 'm', '--speculate']);
    expect((await program.ended).code).toBe(2);
    expect(program.output.stderr).toMatch(
      /^usage: .*\nvllm bench serve: error: unrecognized arguments: --speculate\n$/,
    );
    expect(program.output.stdout).toBe('');
  });

  it('exits 1 where no run is possible, and says why', async () => {
    const { url } = await startServer({ 'GET /v1/models': json({ data: [] }) });
    const program = start(['--base-url', url]);
    expect((await program.ended).code).toBe(1);
    expect(program.output.stderr).toBe(
      'vllm bench serve: error: the server names no model at /v1/models: say which one with --model\n',
    );
  });

  it('stops at once when told to, and writes nothing', async () => {
    const { url } = await startServer({
      'POST /v1/completions': (_request, response, body) => {
        if (body.includes('"stream":true')) startStream(response, tokenEvent('a'));
        else response.end('{}');
      },
    });
    const program = start([...small, '--base-url', url, '--save-result', '--result-filename', 'never.json']);
    await awaitOutput(program, /Maximum request concurrency/);
    program.process.kill('SIGTERM');
    expect((await program.ended).code).toBe(130);
    expect(program.output.stderr).toContain('vllm bench serve: error: cancelled');
    expect(existsSync(join(folder, 'never.json'))).toBe(false);
  });

  it('ends its run and writes its result when nobody reads its output any more', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const { url } = await startServer({
      'POST /v1/completions': (_request, response, body) => {
        if (!body.includes('"stream":true')) return response.end('{}');
        startStream(response, tokenEvent('a'));
        void held.then(() => response.end(event('[DONE]')));
      },
    });
    const program = start([...small, '--base-url', url, '--save-result', '--result-filename', 'unread.json']);
    await awaitOutput(program, /Maximum request concurrency/);
    program.process.stdout?.destroy();
    program.process.stderr?.destroy();
    release();
    await program.ended;
    expect(JSON.parse(readFileSync(join(folder, 'unread.json'), 'utf8'))).toMatchObject({ completed: 6 });
  });

  it('explains its flags', async () => {
    const program = start(['--help']);
    expect((await program.ended).code).toBe(0);
    expect(program.output.stdout).toContain('--max-concurrency MAX_CONCURRENCY');
  });
});
