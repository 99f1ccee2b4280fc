import { afterEach, beforeEach, describe } from 'vitest';
import { describeCancellation } from './conformance/cancellation';
import type { Harness } from './conformance/harness';
import { describeObservation } from './conformance/observation';
import { describeSubmission } from './conformance/submission';
import { Trial } from './conformance/trial';
import { describeTrouble } from './conformance/trouble';

/** The contract of every executor, against real processes. */
export function describeExecutor(name: string, makeHarness: () => Harness): void {
  describe(`${name} as an executor`, () => {
    const trial = new Trial();
    beforeEach(() => trial.begin(makeHarness()));
    afterEach(() => trial.harness.dispose());

    describeSubmission(trial);
    describeObservation(trial);
    describeCancellation(trial);
    describeTrouble(trial);
  });
}
