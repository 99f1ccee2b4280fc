import { withIncomingFolder } from '@/lib/services/artifacts/incoming-folder';
import type { ServiceContext } from '@/lib/services/context';
import { readUpload, type Upload } from './read-upload';

/** Receives a request's files, hands them to `work`, and leaves none of them behind, whatever happens. */
export function withUpload<T>(
  { dataDir }: Pick<ServiceContext, 'dataDir'>,
  request: Request,
  work: (upload: Upload) => Promise<T>,
): Promise<T> {
  return withIncomingFolder(dataDir, async (folder) => work(await readUpload(request, folder)));
}
