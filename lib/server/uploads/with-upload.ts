import { limits } from '@/lib/api/contracts';
import { withIncomingFolder } from '@/lib/services/artifacts/incoming-folder';
import type { ServiceContext } from '@/lib/services/context';
import { AppError } from '@/lib/services/errors';
import type { ReceivedFile } from '@/lib/services/imports/received-file';
import { unpackArchives } from './archives/unpack-archives';
import { readUpload, type Upload } from './read-upload';

/**
 * Receives a request's files, unpacks the archives among them, hands all to `work`, and leaves none of them behind,
 * whatever happens.
 */
export function withUpload<T>(
  { dataDir }: Pick<ServiceContext, 'dataDir'>,
  request: Request,
  work: (upload: Upload) => Promise<T>,
): Promise<T> {
  return withIncomingFolder(dataDir, async (folder) => {
    const upload = await readUpload(request, folder);
    return work({ ...upload, files: await unpack(upload.files, folder, request.signal) });
  });
}

async function unpack(files: ReceivedFile[], folder: string, sender: AbortSignal): Promise<ReceivedFile[]> {
  const deadline = AbortSignal.timeout(limits.unpackSeconds * 1000);
  try {
    return await unpackArchives(files, folder, { signal: AbortSignal.any([sender, deadline]) });
  } catch (error) {
    if (!deadline.aborted) throw error;
    throw new AppError(
      'timeout',
      `Unpacking took longer than ${limits.unpackSeconds} seconds; send fewer files at once.`,
    );
  }
}
