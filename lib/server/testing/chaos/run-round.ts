import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { importResponse } from '@/lib/api/contracts';
import type { Database } from '@/lib/db/database';
import { aServeResult } from '@/lib/services/testing/serve-result';
import { until } from '../../launcher/testing/processes';
import type { ChaosKneepoint } from './chaos-kneepoint';
import type { RoundPlan } from './plan-round';
import { findLeftovers, readStoredRound, type StoredRound } from './stored-round';

const filesPerImport = 3;
const recordsPerFile = 40;

/** When the kill fell, seen from the client. */
export type Fell = 'before' | 'inside' | 'after';

export interface RoundOutcome {
  plan: RoundPlan;
  fell: Fell;
  /** What the client saw: a status, or that the connection broke. */
  answer: number | 'broken';
  /** Whether the import was there before it was sent again. */
  stored: 'whole' | 'nothing';
  /** How long the resend took, in milliseconds: what an import takes on this machine right now. */
  resendMs: number;
}

/** What is wrong after a round: the proof has failed. */
export class ChaosFailure extends Error {
  override readonly name = 'ChaosFailure';
}

/**
 * Sends an import, kills one process at the planned moment, lets everything come back, and looks: the import must be
 * there whole or not at all, and, once answered with success, whole. Then sends it again: it must be there once.
 * Throws ChaosFailure otherwise.
 */
export async function runRound(kneepoint: ChaosKneepoint, plan: RoundPlan, usualMs: number): Promise<RoundOutcome> {
  const model = `chaos/round-${plan.round}`;
  const files = createFiles(model);
  const key = plan.withKey ? model : null;
  const { fell, answer } = await sendAndKill(kneepoint, plan, usualMs, () => send(kneepoint, files, key));

  if (![200, 503, 'broken'].includes(answer)) throw failure(plan, `the import was answered with ${answer}`);
  await kneepoint.untilBack();
  const sent = new Map([...files].map(([, text]) => [createHash('sha256').update(text).digest('hex'), text]));
  const read = (db: Database) => readStoredRound(db, kneepoint.dataDir, model, sent);
  const stored = judge(await kneepoint.withDatabase(read), plan, 'after the kill');
  if (answer === 200 && stored !== 'whole') throw failure(plan, 'the import was answered with success and is gone');
  await refuseLeftovers(kneepoint, plan);

  const startedAt = performance.now();
  const again = await send(kneepoint, files, key);
  const resendMs = performance.now() - startedAt;
  if (again.status !== 200) throw failure(plan, `the resend was answered with ${again.status}: ${again.body}`);
  if (judge(await kneepoint.withDatabase(read), plan, 'after the resend') !== 'whole') {
    throw failure(plan, 'nothing is there after the resend');
  }
  const told = importResponse
    .parse(JSON.parse(again.body))
    .files.flatMap((file) => [...file.created, ...file.existing]);
  if (told.length !== filesPerImport * recordsPerFile)
    throw failure(plan, `the resend told of ${told.length} measurements`);
  await refuseLeftovers(kneepoint, plan);
  return { plan, fell, answer, stored, resendMs };
}

/** How long an import takes while nobody is killed, in milliseconds; the first few also warm everything up. */
export async function measureUsual(kneepoint: ChaosKneepoint): Promise<number[]> {
  const took: number[] = [];
  for (let index = 0; index < 5; index++) {
    const startedAt = performance.now();
    const { status } = await send(kneepoint, createFiles(`chaos/usual-${index}`), null);
    if (status !== 200) throw new ChaosFailure(`An import without a kill was answered with ${status}.`);
    took.push(performance.now() - startedAt);
  }
  return took;
}

async function sendAndKill(
  kneepoint: ChaosKneepoint,
  { victim, moment }: RoundPlan,
  usualMs: number,
  sending: () => Promise<{ status: number }>,
): Promise<Pick<RoundOutcome, 'fell' | 'answer'>> {
  if (moment.kind === 'before') kneepoint.kill(victim);
  const answered = new AbortController();
  const answer = sending()
    .then(
      ({ status }) => status,
      () => 'broken' as const,
    )
    .finally(() => answered.abort());
  if (moment.kind === 'before') return { fell: 'before', answer: await answer };
  if (moment.kind === 'after') await answer;
  else await sleep(moment.share * usualMs);
  const fell = answered.signal.aborted ? 'after' : 'inside';
  kneepoint.kill(victim);
  return { fell, answer: await answer };
}

function createFiles(model: string): ReadonlyMap<string, string> {
  const aFile = (file: number) =>
    Array.from({ length: recordsPerFile }, (_, record) =>
      JSON.stringify(aServeResult({ model_id: model, max_concurrency: 1 + file * recordsPerFile + record })),
    ).join('\n');
  return new Map(Array.from({ length: filesPerImport }, (_, file) => [`${model}/${file}.jsonl`, aFile(file)]));
}

async function send({ address, token }: ChaosKneepoint, files: ReadonlyMap<string, string>, key: string | null) {
  const form = new FormData();
  form.append('settings', '{}');
  for (const [name, text] of files) form.append('files', new Blob([text]), name);
  const headers = { authorization: `Bearer ${token}`, ...(key === null ? {} : { 'idempotency-key': key }) };
  const response = await fetch(`${address}/api/v1/imports`, { method: 'POST', headers, body: form });
  return { status: response.status, body: await response.text() };
}

function judge(found: StoredRound, plan: RoundPlan, when: string): RoundOutcome['stored'] {
  const whole = {
    measurements: filesPerImport * recordsPerFile,
    imports: 1,
    files: filesPerImport,
    artifacts: filesPerImport,
    intact: filesPerImport,
  };
  const nothing = { measurements: 0, imports: 0, files: 0, artifacts: 0, intact: 0 };
  if (JSON.stringify(found) === JSON.stringify(whole)) return 'whole';
  if (JSON.stringify(found) === JSON.stringify(nothing)) return 'nothing';
  throw failure(plan, `${when} there is neither all nor nothing: ${JSON.stringify(found)}`);
}

/** What is left is swept within seconds; what stays is a failure. */
async function refuseLeftovers(kneepoint: ChaosKneepoint, plan: RoundPlan): Promise<void> {
  let left: string[] = [];
  const isClean = async () => {
    left = await kneepoint.withDatabase((db) => findLeftovers(db, kneepoint.dataDir));
    return left.length === 0;
  };
  await until('nothing is left over', isClean, 15_000).catch(() => {
    throw failure(plan, `left over: ${left.join(', ')}`);
  });
}

const failure = (plan: RoundPlan, what: string) => new ChaosFailure(`Round ${plan.round} (${plan.victim}): ${what}.`);
