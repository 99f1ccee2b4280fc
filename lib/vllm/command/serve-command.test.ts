import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serveCommandsIn } from './serve-command';

describe('serveCommandsIn', () => {
  const argv = ['m/x', '-tp', '2'];
  it.each([
    ['vllm serve m/x -tp 2', argv, null, null],
    ['  $ CUDA_VISIBLE_DEVICES=0,1 HF_TOKEN=s nohup vllm serve m/x \\\n    -tp 2 > log.txt 2>&1 &', argv, null, 2],
    ["Don't do this:\n`vllm serve m/x -tp 2`", argv, null, null],
    ['python3 -m vllm.entrypoints.openai.api_server --model m/x -tp 2', ['--model', ...argv], null, null],
    ['uv run python vllm/entrypoints/openai/api_server.py -tp 2', ['-tp', '2'], null, null],
    [
      'docker run --rm -it --gpus all -e A=b -p 8000:8000 \\\n vllm/vllm-openai:v0.9.2 --model m/x -tp 2',
      ['--model', ...argv],
      'vllm/vllm-openai:v0.9.2',
      null,
    ],
    [`docker run --gpus '"device=0,1,2"' vllm/vllm-openai:latest m/x -tp 2`, argv, 'vllm/vllm-openai:latest', 3],
    ['podman run --gpus=4 reg.io/a/vllm:1 vllm serve m/x -tp 2', argv, 'reg.io/a/vllm:1', 4],
    [`docker run img:1 bash -lc "cd / && vllm serve m/x -tp 2"`, argv, 'img:1', null],
    ['docker run --entrypoint vllm img:1 serve m/x -tp 2', argv, 'img:1', null],
    ['srun -N1 vllm serve m/x -tp 2; echo done', argv, null, null],
  ])('reads %j', (text, words, image, gpus) => {
    expect(serveCommandsIn(text)).toEqual([{ argv: words, image, gpus }]);
  });

  it.each([
    '',
    'vllm bench serve --model m',
    'we serve vllm',
    'docker run -it ubuntu bash',
    'docker ps',
    'sh -c "echo vllm"',
  ])('finds none in %j', (text) => expect(serveCommandsIn(text)).toEqual([]));

  it('does not follow shells in shells for ever', () => {
    const nested = (times: number) =>
      Array.from({ length: times }).reduce<string>((script) => `sh -c ${JSON.stringify(script)}`, 'vllm serve m/x');
    expect(serveCommandsIn(`vllm serve a/b; ${nested(2)}`)).toHaveLength(2);
    expect(serveCommandsIn(`vllm serve a/b; ${nested(6)}`)).toHaveLength(1);
  });

  it('never throws, whatever the text', () => {
    const pieces = fc.constantFrom('vllm serve ', 'docker run ', 'sh -c ', "'", '"', '\\\n', '\n', '--gpus ', '$(');
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string())), (parts) => {
        expect(Array.isArray(serveCommandsIn(parts.join('')))).toBe(true);
      }),
      { seed: 8 },
    );
  });
});
