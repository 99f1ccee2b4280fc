import type { BaseMeasurement } from '@/lib/domain/measurement';

const simulator = /^kneepoint-simulator\b/;
const simulatedVersion = /\+simulated\b/;

/**
 * Marks a measurement taken from the simulator as simulated, for good: its record says so in its metadata
 * (`simulated=true`, `origin=simulated`), or its engine's version or the owner of its model is the simulator's.
 */
export function withSimulatedOrigin(measurement: BaseMeasurement): BaseMeasurement {
  const { extra, deployment, origin } = measurement;
  const says =
    extra.simulated === true ||
    (typeof extra.simulated === 'string' && /^(?:true|1|yes)$/i.test(extra.simulated)) ||
    extra.origin === 'simulated' ||
    [extra.server, extra.owned_by, deployment.engine].some(
      (name) => typeof name === 'string' && simulator.test(name),
    ) ||
    simulatedVersion.test(deployment.engineVersion ?? '');
  return says && origin === 'measured' ? { ...measurement, origin: 'simulated' } : measurement;
}
