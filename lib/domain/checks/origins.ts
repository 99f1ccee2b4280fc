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

/** `sample`: Kneepoint's own sample data. */
export function sampleFlag(): Flag {
  return aFlag('sample', 'info', 'Sample data that came with Kneepoint.');
}
