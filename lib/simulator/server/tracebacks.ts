import type { ServerLog, Speaker } from './server-log';

/** An exception by its Python name and message. */
export interface PythonError {
  readonly kind: string;
  readonly message: string;
}

/** How the API server ends when it does not like its configuration. */
export function logConfigError(log: ServerLog, api: Speaker, error: PythonError): void {
  const name = error.kind === 'ValidationError' ? 'pydantic_core._pydantic_core.ValidationError' : error.kind;
  log.plain(
    api,
    `${frames('vllm/entrypoints/cli/main.py", line 95, in main', 'args.dispatch_function(args)')}\n${name}: ${error.message}`,
  );
}

/** How an engine ends before it has served anything, and the API server with it. */
export function logEngineStartError(log: ServerLog, api: Speaker, engine: Speaker, error: PythonError): void {
  const trace = `${frames('vllm/v1/engine/core.py", line 1200, in run_engine_core', 'engine_core = EngineCoreProc(*args, engine_index=dp_rank, **kwargs)')}\n${error.kind}: ${error.message}`;
  log.say(engine, 'ERROR', 'core.py:1231', `EngineCore failed to start.\n${trace}`);
  log.plain(
    api,
    `${frames('vllm/v1/engine/utils.py", line 1272, in wait_for_engine_startup', 'raise RuntimeError(')}\nRuntimeError: Engine core initialization failed. See root cause above. Failed core proc(s): {}`,
  );
}

/** How an engine ends while it serves. */
export function logEngineDeath(log: ServerLog, api: Speaker, engine: Speaker, error: PythonError): void {
  const trace = `${frames('vllm/v1/engine/core.py", line 1226, in run_engine_core', 'engine_core.run_busy_loop()')}\n${error.kind}: ${error.message}`;
  log.say(engine, 'ERROR', 'core.py:1240', `EngineCore encountered a fatal error.\n${trace}`);
  log.say(
    api,
    'ERROR',
    'async_llm.py:707',
    'AsyncLLM output_handler failed.\nvllm.v1.engine.exceptions.EngineDeadError: EngineCore encountered an issue. See stack trace (above) for the root cause.',
  );
}

function frames(place: string, line: string): string {
  return `Traceback (most recent call last):\n  File "/opt/venv/lib/python3.12/site-packages/${place}\n    ${line}`;
}
