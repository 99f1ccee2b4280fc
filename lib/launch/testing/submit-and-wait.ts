import { readFileSync } from 'node:fs';
import type { Bundle } from '../bundle/bundle';
import { processExecutor } from '../executors/process/process-executor';
import { localEnvironment } from '../transports/local/local-environment';
import { localTransport } from '../transports/local/local-transport';

// A process of its own that submits a bundle from a file, says so, and then waits to be killed.
const [bundleFile, workFolder] = process.argv.slice(2) as [string, string];
const bundle = JSON.parse(readFileSync(bundleFile, 'utf8')) as Bundle;
const transport = localTransport({ ...localEnvironment(process.env), KNEEPOINT_POLL_S: '0.1' });
const submission = await processExecutor(transport, { workFolder, vllm: ['vllm'], prologue: [] }).submit(bundle, {});
process.stdout.write(`${submission.kind}\n`);
setInterval(() => undefined, 1000);
