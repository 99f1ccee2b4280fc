/**
 * The release whose behaviour is imitated, and a local part that says what this is in every log, answer and file that names
 * a version.
 */
export const SIMULATOR_VERSION = '0.25.1+simulated';
