import type { RunningDeployment } from '@/lib/domain/plan/job-request';
import { type GuardedEndpoint, guardEndpoint } from '@/lib/launch/endpoint/endpoint-guard';
import { findServedModels } from '@/lib/launch/endpoint/served-models';
import { systemLookup } from '@/lib/launch/endpoint/system-lookup';
import { jobSecrets } from './job-secrets';

/** Servers on the machine itself and in its own networks are what people measure; metadata addresses never are. */
const policy = { allowLoopback: true, allowPrivate: true };

export type EndpointAnswer =
  | { ok: true; endpoint: GuardedEndpoint; models: string[]; version: string | null }
  | { ok: false; code: string; message: string };

/** Whether an endpoint may be spoken to, and where exactly it is. */
export const guardDeployment = ({ baseUrl }: RunningDeployment) => guardEndpoint(baseUrl, policy, systemLookup);

/** Asks a server that runs already what it serves; why it cannot be measured, in words. */
export async function askDeployment(deployment: RunningDeployment): Promise<EndpointAnswer> {
  const guarded = await guardDeployment(deployment);
  if (!guarded.ok) return guarded;
  const { OPENAI_API_KEY: key } = jobSecrets(deployment.environment);
  const served = await findServedModels(guarded.endpoint, key === undefined ? {} : { authorization: `Bearer ${key}` });
  if (!served.ok) return served;
  const models = served.models.map(({ id }) => id);
  if (deployment.model !== null && !models.includes(deployment.model)) {
    return {
      ok: false,
      code: 'model-not-served',
      message: `The server does not serve ${deployment.model}; it serves ${models.slice(0, 5).join(', ')}.`,
    };
  }
  return { ok: true, endpoint: guarded.endpoint, models, version: served.version };
}
