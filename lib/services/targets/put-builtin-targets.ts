import { putTarget } from '@/lib/db/jobs/targets';
import type { ServiceContext } from '../context';
import { builtinTargets } from './builtin-targets';

/** Makes sure that the targets every Kneepoint has are there, as this installation is now. */
export async function putBuiltinTargets({ db, dataDir }: ServiceContext): Promise<void> {
  for (const settings of builtinTargets({ root: process.cwd(), dataDir, node: process.execPath })) {
    await putTarget(db, settings);
  }
}
