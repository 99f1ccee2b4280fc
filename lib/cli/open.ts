import { createOneTimeLink } from '@/lib/server/auth/one-time-link';
import { readSecrets } from '@/lib/server/auth/secrets';
import { createApiClient } from '@/lib/api/client';
import { exitCodes } from './cli-error';
import { explainSilence, findInstance, settingsFrom } from './find-instance';
import type { Terminal } from './terminal';

/** `kneepoint open`: prints a link that signs one browser in to the Kneepoint that runs on this data folder. */
export async function open(terminal: Terminal): Promise<number> {
  const instance = await findInstance(undefined, terminal);
  await createApiClient({ baseUrl: instance.url }).health().catch(explainSilence(instance.url));
  terminal.print(await createOneTimeLink(await readSecrets(settingsFrom(terminal.env)), instance.url));
  return exitCodes.fine;
}
