import type { Server } from 'node:http';
import { createServer as createSocketServer, type Server as SocketServer } from 'node:net';
import type { ServeArguments } from '../cli/serve-arguments';
import { forwardTo, type EngineListener } from '../engine/engine-listener';
import type { MemoryPlan } from '../engine/memory-plan';
import { createRandom } from '../engine/random';
import { GpuLedger } from '../hardware/gpu-ledger';
import type { Deployment } from '../settings/deployment';
import type { Environment } from '../settings/environment';
import { createApiServer, type Routes } from './api-server';
import { EngineHost } from './engine-host';
import { EngineMetrics } from './engine-metrics';
import { EngineProcesses } from './engine-processes';
import { GpuReporter } from './gpu-reporter';
import type { Exchange } from './http-exchange';
import { addProcessMetrics } from './process-metrics';
import { createRoutes } from './routes';
import type { ServerLog, Speaker } from './server-log';
import { startEngine } from './start-engine';
import { StatsLogger } from './stats-log';
import { logConfigError, logEngineDeath, logEngineStartError, type PythonError } from './tracebacks';

/** Between the death of the engine and the end of the API server. */
const DEATH_TO_EXIT_MS = 500;
const LOOPBACK = '127.0.0.1';
/** Connections that may wait to be taken: a benchmark opens all of its own at once. */
const BACKLOG = 2048;

/** A deployment from its first line to the end of its process. */
export class ServerProcess {
  private readonly engines: Speaker[];
  private readonly processes: EngineProcesses;
  private readonly reporter: GpuReporter | null;
  private host: EngineHost | null = null;
  private server: Server | null = null;
  private ended = false;
  private readonly startedAtS = Date.now() / 1000;

  constructor(
    private readonly deployment: Deployment,
    private readonly environment: Environment,
    private readonly args: ServeArguments,
    private readonly log: ServerLog,
    private readonly api: Speaker,
  ) {
    const { dp } = deployment.config.layout;
    this.processes = new EngineProcesses(dp, environment.failures, (rank) =>
      this.loseEngine(rank, { kind: 'RuntimeError', message: 'Engine core process died unexpectedly.' }),
    );
    const holders = [api.pid, ...this.processes.pids];
    this.engines = this.processes.pids.map((pid, rank) => ({
      name: dp > 1 ? `EngineCore_DP${rank}` : 'EngineCore',
      pid,
    }));
    this.reporter =
      environment.stateDir === null
        ? null
        : new GpuReporter(new GpuLedger(environment.stateDir), {
            owner: api.pid,
            holders,
            gpus: deployment.gpus,
            gpu: deployment.config.gpu,
            nowS: monotonicS,
          });
  }

  /** Starts, serves, and returns when it listens; the process ends by a signal or a failure. */
  async run(): Promise<void> {
    const { environment, log, api } = this;
    const address = { host: this.args.text('host') ?? LOOPBACK, port: this.args.number('port') ?? 8000 };
    const taken = await probePort(address);
    if (taken) {
      logConfigError(log, api, taken);
      return this.exit(1);
    }
    const started = await startEngine({
      deployment: this.deployment,
      failures: environment.failures,
      startupS: environment.startupS,
      log,
      engines: this.engines,
      ledger: environment.stateDir === null ? null : new GpuLedger(environment.stateDir),
      sleep,
      onMemoryTaken: (mib) => this.reporter?.hold(mib),
    });
    if ('problem' in started) {
      for (const engine of this.engines) logEngineStartError(log, api, engine, started.problem);
      return this.exit(1);
    }
    await this.listen(started.plan, address);
  }

  /** SIGTERM and its like: open requests are cut, the engines end, the process exits with 0. */
  async stop(): Promise<void> {
    if (this.environment.failures.has('refuse-stop') || this.ended) return;
    const delayS = this.environment.failures.get('slow-stop') ?? 0;
    if (delayS > 0) await sleep(delayS);
    const uvicorn = (message: string) => this.log.plain(this.api, `INFO:     ${message}`);
    uvicorn('Shutting down');
    this.server?.close();
    this.host?.die();
    this.server?.closeAllConnections();
    uvicorn('Waiting for application shutdown.');
    uvicorn('Application shutdown complete.');
    this.exit(0);
  }

  private async listen(plan: MemoryPlan, address: { host: string; port: number }): Promise<void> {
    const { deployment, log, api } = this;
    const { layout, maxModelLen } = deployment.config;
    const metrics = new EngineMetrics({
      ranks: layout.dp,
      modelName: deployment.servedNames[0] ?? deployment.model,
      maxModelLen,
      startedAtS: this.startedAtS,
    });
    const { countAnswer } = addProcessMetrics(metrics.registry, deployment.config, plan, this.startedAtS);
    const host = new EngineHost(deployment.config, this.countFinished(metrics), monotonicS);
    this.host = host;
    metrics.observe(host.cluster);
    this.reporter?.watch(host.cluster);
    const onAnswer = (exchange: Exchange, status: number) => {
      countAnswer(exchange, status);
      this.logAccess(exchange, status);
    };
    const routes = this.createRoutes(host, metrics, onAnswer);
    const apiKeys = this.args.texts('api-key') ?? (process.env['VLLM_API_KEY'] ? [process.env['VLLM_API_KEY']] : []);
    this.server = createApiServer({ routes, apiKeys, onAnswer });
    log.say(api, 'INFO', 'api_server.py:580', `Starting vLLM server on http://${address.host}:${address.port}`);
    log.plain(api, `INFO:     Started server process [${api.pid}]\nINFO:     Waiting for application startup.`);
    await listenOn(this.server, address);
    log.plain(api, 'INFO:     Application startup complete.');
    if (this.args.flag('disable-log-stats') !== true) {
      new StatsLogger(host.cluster, metrics, (line) => log.say(api, 'INFO', 'loggers.py:271', line));
    }
  }

  private createRoutes(
    host: EngineHost,
    metrics: EngineMetrics,
    onAnswer: (exchange: Exchange, status: number) => void,
  ): Routes {
    return createRoutes({
      deployment: this.deployment,
      metrics,
      startedAtS: this.startedAtS,
      nowS: () => Date.now() / 1000,
      devMode: this.environment.devMode,
      tracksLoad: this.args.flag('enable-server-load-tracking') ?? false,
      generation: {
        host,
        failures: this.environment.failures,
        streamInterval: this.args.number('stream-interval') ?? 1,
        alwaysUsage: this.args.flag('enable-force-include-usage') ?? false,
        random: createRandom(this.deployment.config.seed + 1),
        onAnswer,
      },
    });
  }

  /** Passes everything on, and counts the requests that have ended for the failures that wait for their number. */
  private countFinished(metrics: EngineMetrics): EngineListener {
    const { failures } = this.environment;
    let finished = 0;
    return {
      ...forwardTo(metrics),
      onFinish: (...event) => {
        metrics.onFinish(...event);
        finished += 1;
        const error = { kind: 'RuntimeError', message: 'CUDA error: an illegal memory access was encountered' };
        // Not at once: the engine is in the middle of a step.
        if (finished === failures.get('crash-after')) setImmediate(() => this.loseEngine(0, error));
        if (finished === failures.get('dead-after')) setImmediate(() => this.killEngine(0, error));
        if (finished === failures.get('hang-after')) setImmediate(() => this.host?.freeze());
      },
    };
  }

  /** The engine is gone, and the API server goes after it. */
  private loseEngine(rank: number, error: PythonError): void {
    if (this.ended || this.host?.alive === false) return;
    this.killEngine(rank, error);
    setTimeout(() => this.exit(1), DEATH_TO_EXIT_MS);
  }

  private killEngine(rank: number, error: PythonError): void {
    const engine = this.engines[rank];
    if (engine) logEngineDeath(this.log, this.api, engine, error);
    this.host?.die();
  }

  private logAccess({ request, url }: Exchange, status: number): void {
    if (this.args.flag('disable-uvicorn-access-log') === true) return;
    const { remoteAddress = '-', remotePort = 0 } = request.socket;
    const word = {
      200: 'OK',
      400: 'Bad Request',
      401: 'Unauthorized',
      404: 'Not Found',
      500: 'Internal Server Error',
      503: 'Service Unavailable',
    }[status];
    this.log.plain(
      this.api,
      `INFO:     ${remoteAddress}:${remotePort} - "${request.method ?? ''} ${url.pathname} HTTP/1.1" ${status}${word ? ` ${word}` : ''}`,
    );
  }

  private exit(code: number): void {
    if (this.ended) return;
    this.ended = true;
    this.processes.stop();
    // An engine that stays behind keeps its memory.
    if (!this.environment.failures.has('orphan')) this.reporter?.release();
    process.exit(code);
  }
}

function monotonicS(): number {
  return performance.now() / 1000;
}

/** Infinity waits for the end of the process. */
function sleep(seconds: number): Promise<void> {
  return new Promise((resolve) => {
    if (Number.isFinite(seconds)) setTimeout(resolve, seconds * 1000);
  });
}

/** The real program takes its port before anything else, and says so when it cannot. */
async function probePort(address: { host: string; port: number }): Promise<PythonError | null> {
  const socket = createSocketServer();
  try {
    await listenOn(socket, address);
    await new Promise((resolve) => socket.close(resolve));
    return null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EADDRINUSE') return { kind: 'OSError', message: '[Errno 98] Address already in use' };
    return { kind: 'OSError', message: error instanceof Error ? error.message : String(error) };
  }
}

function listenOn(server: SocketServer, address: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, BACKLOG, () => resolve());
  });
}
