import type { Flag } from '../measurement';
import { type Check, aFlag } from './check';

const sentences = {
  simulated: 'Simulated, not measured.',
  estimated: 'An estimate from first principles, not a measurement.',
  predicted: "A tool's prediction, not a measurement.",
} as const;

/** `simulated`, `estimated`, `predicted`: whatever is no measurement says so. */
export const notMeasured: Check = ({ origin }) =>
  origin === 'measured' ? null : aFlag(origin, 'info', sentences[origin]);

const offlineSentences = {
  throughput: 'Offline throughput: all prompts were handed to the engine at once, without a server.',
  latency: 'Offline latency: one batch run to its end, without a server; its E2E is that of the batch.',
} as const;

/** `offline`: listed and compared, but no point among requests to a server. */
export const offlineRun: Check = ({ evidence }) =>
  evidence.offline === null ? null : aFlag('offline', 'info', offlineSentences[evidence.offline]);

/** `sample`: Kneepoint's own sample data. */
export function sampleFlag(): Flag {
  return aFlag('sample', 'info', 'Sample data that came with Kneepoint.');
}
