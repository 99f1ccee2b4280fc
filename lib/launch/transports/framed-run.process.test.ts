import { describe, expect, it } from 'vitest';
import { framedRun } from './framed-run';
import { localTransport } from './local/local-transport';
import type { Transport } from './transport';

const limits = { timeoutMs: 10_000, maxBytes: 1_000_000 };
const here = localTransport({ PATH: process.env.PATH! });
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** A shell that greets, as start-up files of a remote one do. */
const greeting: Transport = {
  name: 'a greeting shell',
  run: (script, all) => here.run(`echo 'Welcome!'\n${script}\necho 'Goodbye'`, all),
};

describe('framedRun', () => {
  it('gives what the script printed and nothing else, byte for byte, with its exit code', async () => {
    const result = await framedRun(greeting, `printf 'a\\nb\\000\\377'; exit 7`, limits);
    expect([...result.stdout]).toEqual([97, 10, 98, 0, 255]);
    expect(result.code).toBe(7);
    expect((await framedRun(greeting, ':', limits)).stdout).toHaveLength(0);
  });

  it('takes an answer that broke off for an error, not for a short answer', async () => {
    const broken: Transport = {
      name: 'a broken line',
      run: async (script, all) => ({
        ...(await here.run(script, all)),
        stdout: new TextEncoder().encode('kneepoint-00'),
      }),
    };
    await expect(framedRun(broken, 'echo x', limits)).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('runs nothing of a script that did not arrive whole', async () => {
    const cut: Transport = {
      name: 'a cut line',
      run: (script, all) => here.run(script.slice(0, script.indexOf('second')), all),
    };
    await expect(framedRun(cut, 'echo first >&2\necho second', limits)).rejects.toThrow(/broke off \((?!.*first)/s);
  });
});

describe('localTransport', () => {
  it('runs in the environment it was given and no other', async () => {
    const { stdout } = await localTransport({ PATH: process.env.PATH!, ONLY: 'this' }).run(
      'env | cut -d= -f1 | sort',
      limits,
    );
    expect(
      text(stdout)
        .trim()
        .split('\n')
        .filter((name) => !['PWD', 'OLDPWD', 'SHLVL', '_'].includes(name)),
    ).toEqual(['ONLY', 'PATH']);
  });

  it.each([
    ['takes too long', 'sleep 30', { timeoutMs: 100, maxBytes: 100 }],
    [
      'says too much',
      'while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done',
      { timeoutMs: 10_000, maxBytes: 1000 },
    ],
  ])('ends a script that %s', async (_, script, all) => {
    await expect(here.run(script, all)).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('ends a script nobody waits for any more', async () => {
    const controller = new AbortController();
    const running = here.run('echo started; sleep 30', { ...limits, signal: controller.signal });
    controller.abort();
    await expect(running).rejects.toMatchObject({ code: 'unreachable' });
  });
});
