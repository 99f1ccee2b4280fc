import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import type { BaseMeasurement, Deployment, Workload } from './measurement';

type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** JSON with sorted keys and without undefined members: equal values give equal text. */
export function canonicalJson(value: Json): string {
  if (isList(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

/** SHA-256 of a text's UTF-8 bytes, lower-case hex. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** Server flags without effect on speed: two deployments that differ only here are one. Names without dashes in front. */
const neutralFlagNames = new Set([
  'host',
  'port',
  'uds',
  'root-path',
  'served-model-name',
  'api-key',
  'uvicorn-log-level',
  'disable-uvicorn-access-log',
  'enable-log-requests',
  'disable-log-requests',
  'disable-log-stats',
  'max-log-len',
  'log-config-file',
  'enable-log-outputs',
  'enable-log-deltas',
  'enable-server-load-tracking',
  'allow-credentials',
  'allowed-origins',
  'allowed-methods',
  'allowed-headers',
  'ssl-keyfile',
  'ssl-certfile',
  'ssl-ca-certs',
  'ssl-cert-reqs',
  'enable-ssl-refresh',
  'download-dir',
  'master-addr',
  'master-port',
  'data-parallel-address',
  'data-parallel-rpc-port',
  'node-rank',
  'otlp-traces-endpoint',
  'collect-detailed-traces',
  'show-hidden-metrics-for-version',
  'chat-template-content-format',
  'response-role',
  'enable-request-id-headers',
  'disable-fastapi-docs',
  'tool-call-parser',
  'enable-auto-tool-choice',
  'reasoning-parser',
]);

/** A flag's name however it was written: "--max_num_seqs" is "max-num-seqs", "--no-enable-log-requests" stays negated. */
function flagName(name: string): string {
  return name.replace(/^--?/, '').replaceAll('_', '-');
}

/** Server flags parted into those that can matter to speed and those that cannot (port, host, log settings, ...). */
export function splitFlags(flags: Deployment['flags']): {
  telling: Deployment['flags'];
  neutral: Deployment['flags'];
} {
  const telling: Deployment['flags'] = {};
  const neutral: Deployment['flags'] = {};
  for (const [name, value] of Object.entries(flags)) {
    const bare = flagName(name).replace(/^no-/, '');
    (neutralFlagNames.has(bare) ? neutral : telling)[name] = value;
  }
  return { telling, neutral };
}

/**
 * Identity of a deployment: SHA-256 of all declared fields but the flags without effect on speed. Names count as they
 * stand, so apply aliases first where two spellings shall be one. The order of keys and flags is irrelevant.
 */
export function deploymentKey(deployment: Deployment): string {
  const { telling } = splitFlags(deployment.flags);
  const flags = Object.fromEntries(Object.entries(telling).map(([name, value]) => [flagName(name), value]));
  return sha256Hex(canonicalJson({ ...deployment, flags }));
}

/** Identity of a workload: SHA-256 of its declared fields. Lengths merely achieved are not part of it. */
export function workloadKey(workload: Workload): string {
  return sha256Hex(canonicalJson(workload));
}

/** What joins the measurements of a sweep beside deployment and workload. `sweepId`: of a sweep older than this fact. */
export const sweepJoin = z.union([
  z.strictObject({ runId: z.string() }),
  z.strictObject({ name: z.string() }),
  z.strictObject({ importId: z.string() }),
  z.strictObject({ sweepId: z.string() }),
]);
export type SweepJoin = z.infer<typeof sweepJoin>;

/** What joins a measurement as it comes in: the tool's own run id, else what is given (a name, or the import). */
export function joinOnImport({ runId }: Pick<BaseMeasurement, 'runId'>, given: SweepJoin): SweepJoin {
  return runId === null ? given : { runId };
}

/** Identity of the sweep of these declared fields that is joined by this, and by nothing else. */
export function joinedSweepIdentity(
  { deployment, workload }: Pick<BaseMeasurement, 'deployment' | 'workload'>,
  joinedBy: SweepJoin,
): string {
  return sha256Hex(canonicalJson([deploymentKey(deployment), workloadKey(workload), joinedBy]));
}
