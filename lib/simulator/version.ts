/** The release whose behaviour is imitated. The local part says what it is, in every log, answer and file that names it. */
export const IMITATED_VERSION = '0.25.1';
export const SIMULATOR_VERSION = `${IMITATED_VERSION}+simulated`;

/** `owned_by` of the models served, and the `server` header of every answer. */
export const SIMULATOR_NAME = 'kneepoint-simulator';
