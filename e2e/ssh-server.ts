import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { until } from '@/lib/server/launcher/testing/processes';

/** An OpenSSH server of our own on a loopback port, and the way to forward a port through it. */
export interface SshServer {
  /** `ssh -L from:localhost:to`; resolves when the forwarded port answers. */
  forward: (from: number, to: number) => Promise<void>;
  end: () => Promise<void>;
}

/** Starts `sshd` with keys and settings in a folder of its own; nothing of the user's is read or written. */
export async function startSshServer(sshd: string, port: number): Promise<SshServer> {
  const folder = mkdtempSync(join(tmpdir(), 'kneepoint-ssh-'));
  const at = (name: string) => join(folder, name);
  for (const name of ['host', 'user'])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', at(name)]);
  copyFileSync(at('user.pub'), at('authorized'));
  writeFileSync(at('sshd_config'), serverConfig(at, port));
  writeFileSync(at('known'), `[127.0.0.1]:${port} ${readFileSync(at('host.pub'), 'utf8')}`);
  // Debian's sshd wants its privilege separation folder, which its service would make.
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const children: ChildProcess[] = [
    spawn(sshd, ['-D', '-e', '-f', at('sshd_config')], { stdio: ['ignore', 'ignore', 'inherit'] }),
  ];
  await until('sshd answers', () => answers(port));
  return {
    forward: async (from, to) => {
      children.push(spawn('ssh', clientArguments(at, port, `${from}:localhost:${to}`), { stdio: 'inherit' }));
      await until('the forwarded port answers', () => answers(from));
    },
    end: async () => {
      for (const child of children.reverse()) await endProcess(child);
      rmSync(folder, { recursive: true });
    },
  };
}

function serverConfig(at: (name: string) => string, port: number): string {
  return [
    `ListenAddress 127.0.0.1:${port}`,
    `HostKey ${at('host')}`,
    `AuthorizedKeysFile ${at('authorized')}`,
    'PidFile none',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'UsePAM no',
    'PermitRootLogin prohibit-password',
    // The folder may lie below a world-writable /tmp.
    'StrictModes no',
    'LogLevel ERROR',
    '',
  ].join('\n');
}

function clientArguments(at: (name: string) => string, port: number, forwarding: string): string[] {
  const options = ['BatchMode=yes', 'ExitOnForwardFailure=yes', 'StrictHostKeyChecking=yes', 'LogLevel=ERROR'];
  return [
    ...['-N', '-F', 'none', '-i', at('user'), '-p', String(port), '-L', forwarding],
    ...[...options, `UserKnownHostsFile=${at('known')}`].flatMap((option) => ['-o', option]),
    `${userInfo().username}@127.0.0.1`,
  ];
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.once('error', () => resolve(false)).once('close', () => resolve(false));
    socket.unref();
    socket.once('connect', () => socket.destroy());
  });
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
