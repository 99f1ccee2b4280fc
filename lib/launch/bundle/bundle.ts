/** Version of the job folder; executors refuse folders of another one. */
export const bundleVersion = 1;

export interface BundleFile {
  /** Inside the job folder, with forward slashes. */
  path: string;
  content: string;
}

/** Everything that is placed on a target for one attempt: text files, complete in themselves, without secrets. */
export interface Bundle {
  version: typeof bundleVersion;
  jobId: string;
  /** Key of the planned attempt, "tp4-pp1-dp1". */
  attemptKey: string;
  /** From 1: which try at that attempt. */
  tryNumber: number;
  files: BundleFile[];
  /** Names of environment variables the job asks for; whoever submits it brings the values. */
  environment: string[];
}

const idPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const keyPattern = /^[a-z0-9][a-z0-9-]{0,63}$/;

/**
 * The name of an attempt's folder, of its mark in the environment of its processes, and later of its native job:
 * deterministic, so that whoever comes after a crash finds what was started. Throws on ids that are no plain names.
 */
export function attemptName({
  jobId,
  attemptKey,
  tryNumber,
}: Pick<Bundle, 'jobId' | 'attemptKey' | 'tryNumber'>): string {
  if (!idPattern.test(jobId)) throw new RangeError(`Not a job id: ${JSON.stringify(jobId)}`);
  if (!keyPattern.test(attemptKey)) throw new RangeError(`Not an attempt key: ${JSON.stringify(attemptKey)}`);
  if (!Number.isInteger(tryNumber) || tryNumber < 1) throw new RangeError(`Not a try number: ${tryNumber}`);
  return `kneepoint-${jobId}.${attemptKey}.${tryNumber}`;
}
