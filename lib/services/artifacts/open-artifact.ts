import { findArtifact } from '@/lib/db/artifacts';
import type { ServiceContext } from '../context';
import { AppError } from '../errors';
import { openPlacedFile } from './artifact-files';

/** The original bytes of an imported file, its size and the name it came by; refuses with `not-found`. */
export async function openArtifact({ db, dataDir }: ServiceContext, sha256: string) {
  const artifact = await findArtifact(db, sha256);
  const bytes = artifact === null ? null : await openPlacedFile(dataDir, artifact.storedAs);
  if (artifact === null || bytes === null) throw new AppError('not-found', `There is no file with SHA-256 ${sha256}.`);
  return { bytes, size: artifact.size, name: artifact.file?.split('/').at(-1) ?? sha256 };
}
