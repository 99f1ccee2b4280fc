import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, test } from './kneepoint';
import { type SshServer, startSshServer } from './ssh-server';

test.use({ instance: 'through-ssh', signedIn: false });

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('A listening server has a port.');
  return address.port;
}

let ssh: SshServer | undefined;
test.afterEach(() => ssh?.end());

test('a user on another machine opens the printed link through ssh -L, and works', async ({ page, kneepoint }) => {
  const sshd = process.env.KNEEPOINT_TEST_SSHD;
  if (!sshd) throw new Error('KNEEPOINT_TEST_SSHD names no sshd.');
  ssh = await startSshServer(sshd, await freePort());
  const forwarded = await freePort();
  await ssh.forward(forwarded, Number(new URL(kneepoint.address).port));

  const link = new URL(kneepoint.link);
  await page.goto(`http://localhost:${forwarded}${link.pathname}${link.search}`);
  await page.goto(`http://localhost:${forwarded}/explore`);
  await expect(page.getByRole('application')).toBeVisible();
  // Changing something sends an Origin, which must match the forwarded name.
  await page.getByRole('button', { name: 'Remove sample data' }).click();
  await expect(page.getByText(/^Sample data ·/)).toHaveCount(0);
});
