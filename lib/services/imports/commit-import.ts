import { canonicalJson, sha256Hex } from '@/lib/domain/identity';
import type { ImportResult, ImportSettings } from '@/lib/domain/import';
import type { BaseMeasurement } from '@/lib/domain/measurement';
import type { ImportToStore } from '@/lib/db/store-import';
import { placeArtifact } from '../artifacts/artifact-files';
import { removeUnlessReferenced } from '../artifacts/remove-unless-referenced';
import type { ServiceContext } from '../context';
import { findAnswer } from './find-answer';
import { brings, findNew } from './find-new';
import { type ImportTalk, readOptions } from './import-talk';
import { planImport } from './plan-import';
import { readImport } from './read-import';
import type { ReceivedFile } from './received-file';
import { storePlan } from './store-plan';

export interface CommitInput extends Partial<ImportTalk> {
  files: ReceivedFile[];
  settings: ImportSettings;
  /** A resend with the same key is answered as the first one was. */
  idempotencyKey: string | null;
  via: ImportToStore['via'];
  /** What is known of a measurement beside its record; where a job brings a result. */
  refine?: (measurement: BaseMeasurement) => BaseMeasurement;
}

/**
 * Stores what the files hold: as a whole, or not at all. What is there already is left as it is and named in the answer.
 *
 * The bytes are in their final place, under names of their own, before the one transaction that makes them count; what
 * that transaction did not take is removed afterwards. A crash in between leaves files no row names, and the next
 * start sweeps them. `signal` stops it up to the moment it is stored, and leaves nothing.
 */
export async function commitImport(context: ServiceContext, input: CommitInput): Promise<ImportResult> {
  const requestSha256 = hashRequest(input);
  const answered = await findAnswer(context.db, input.idempotencyKey, requestSha256);
  if (answered !== null) return answered;

  const { files, settings, refine, signal, tell } = input;
  const read = await readImport(files, settings, { ...readOptions(input), refine });
  const plan = planImport(read, settings);
  const places = new Map<string, string>();
  try {
    for (;;) {
      tell?.({ phase: 'storing' });
      const fresh = await findNew(context.db, plan, input.via);
      for (const { received } of plan.filter((file) => brings(file, fresh))) {
        signal?.throwIfAborted();
        if (!places.has(received.sha256)) places.set(received.sha256, await placeArtifact(context.dataDir, received));
      }
      const result = await storePlan(context, { ...input, plan, places, requestSha256 });
      if (result !== 'places-missing') return result;
    }
  } finally {
    await removeUnlessReferenced(context, [...places.values()]);
  }
}

/** Equal for two requests that ask for the same: settings, names and contents. */
function hashRequest({ files, settings }: CommitInput): string {
  const named = files.map(({ path, sha256 }) => `${sha256} ${path}`).sort();
  return sha256Hex(canonicalJson({ settings, files: named }));
}
