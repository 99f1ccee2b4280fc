/** Why a target did not take a job, or do as asked, in words. */
export const refusals: Readonly<Record<string, string>> = {
  'read-only': 'The work folder of the target cannot be written to.',
  'not-writable': 'The job folder on the target cannot be used.',
  'disk-full': 'No room is left in the work folder of the target.',
  'other-version': 'The job folder on the target was made by another version of Kneepoint.',
  'no-such-file': 'The job has no such file.',
  'too-large': 'The file is larger than asked for.',
  absent: 'The job has no folder on the target.',
  running: 'The job is still running.',
};
