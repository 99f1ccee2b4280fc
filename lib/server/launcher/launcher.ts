import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { createOneTimeLink } from '../auth/one-time-link';
import { readSecrets } from '../auth/secrets';
import { forgetAddress, noteAddress } from '../address-file';
import type { Env } from '../env';
import { describeEnd, endChild, startChild } from './child';
import { choosePort } from './choose-port';
import { lockDataFolder } from './data-folder-lock';
import { describeDatabasePart } from './database-part';
import { createSocketFolder } from './socket-folder';
import { StartError } from './start-error';
import { supervise, type Part } from './supervise';
import { describeWebPart, reachableHost } from './web-part';
import { describeWorkerPart } from './worker-part';

/** How to launch, besides the settings. */
export interface LaunchOptions {
  mode: 'start' | 'dev';
  /** Hears what goes on, sentence by sentence. */
  tell: (sentence: string) => void;
}

/** A Kneepoint with all its processes. */
export class Launcher {
  private endings: (() => void | Promise<void>)[] = [];
  private ending: Promise<void> | null = null;

  constructor(
    private readonly env: Env,
    private readonly options: LaunchOptions,
  ) {}

  /**
   * Starts lock and database process, unless there is a database server; makes the database ready; starts the web
   * and the worker process. Answers, when that does, the address with the code that signs one browser in. Rejects when
   * a part does not start, or when ended meanwhile; `end` then ends what did start.
   */
  async start(): Promise<string> {
    createDataFolder(this.env.dataDir);
    const port = await choosePort(this.env.host, this.env.port);
    if (this.env.port === null && port !== 3000) this.options.tell(`Port 3000 is taken; using ${port}.`);
    const databaseUrl = this.env.databaseUrl ?? (await this.startDatabase());
    const childEnv = { ...process.env, DATABASE_URL: databaseUrl, KNEEPOINT_DATA_DIR: this.env.dataDir };
    await this.prepare(childEnv);
    await this.startPart({
      ...describeWebPart({ mode: this.options.mode, host: this.env.host, port, env: childEnv }),
      beforeRestart: () => this.prepare(childEnv),
    });
    await this.startPart(describeWorkerPart(childEnv, this.env.databaseUrl === null));
    const address = addressOf(this.env.host, port);
    noteAddress(this.env.dataDir, address);
    this.atEnd(() => forgetAddress(this.env.dataDir));
    return createOneTimeLink(await readSecrets(this.env), address);
  }

  /** Ends what was started, last first, so that nobody asks a database that is gone. */
  end(): Promise<void> {
    this.ending ??= this.endAll();
    return this.ending;
  }

  private async startDatabase(): Promise<string> {
    const socketFolder = createSocketFolder(this.env.dataDir);
    const lock = await lockDataFolder(this.env.dataDir, socketFolder);
    this.atEnd(() => lock.release());
    const part = describeDatabasePart(this.env.dataDir, socketFolder);
    await this.startPart(part);
    return part.url;
  }

  private async startPart(part: Part): Promise<void> {
    this.refuseWhenEnding();
    const supervised = supervise(part, this.options.tell);
    this.atEnd(() => supervised.end());
    await supervised.ready;
  }

  private async prepare(env: NodeJS.ProcessEnv): Promise<void> {
    this.refuseWhenEnding();
    const isShared = this.env.databaseUrl !== null;
    const child = startChild({
      script: 'lib/server/launcher/prepare-process.ts',
      arguments: isShared ? ['--shared'] : [],
      env,
      output: 'shown',
    });
    const ending = () => endChild(child, 500);
    this.atEnd(ending);
    await new Promise<void>((resolve) => child.once('exit', () => resolve()));
    this.endings = this.endings.filter((other) => other !== ending);
    this.refuseWhenEnding();
    if (child.exitCode === 1) throw new StartError('Kneepoint cannot start with this database.');
    if (child.exitCode !== 0) throw new StartError(`Making the database ready ended with ${describeEnd(child)}.`);
  }

  private atEnd(ending: () => void | Promise<void>): void {
    this.endings.push(ending);
  }

  private refuseWhenEnding(): void {
    if (this.ending !== null) throw new StartError('Ended while starting.');
  }

  private async endAll(): Promise<void> {
    for (let ending = this.endings.pop(); ending !== undefined; ending = this.endings.pop()) await ending();
  }
}

function createDataFolder(path: string): void {
  try {
    createFolders(path);
    accessSync(path, constants.W_OK);
  } catch (error) {
    throw new StartError(
      `The data folder ${path} cannot be used (${String(error)}): choose another, KNEEPOINT_DATA_DIR.`,
    );
  }
}

/** With those above it. Node's own `recursive` never returns where a folder is there and takes none, as /proc. */
function createFolders(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  createFolders(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

function addressOf(host: string, port: number): string {
  const reachable = reachableHost(host);
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
