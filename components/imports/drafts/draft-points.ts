import { deploymentKey, workloadKey } from '@/lib/domain/identity';
import type { Point } from '@/lib/domain/point';
import type { EditedDraft } from './drafts';

/** A draft's id is the one it will be stored under: the head of its record's SHA-256. */
export const draftId = (sha256: string) => sha256.slice(0, 24);

/** Draws drafts as if they were stored. It remembers the identities it has computed: drafts of one deployment are many. */
export function createDraftPoint(importedAt: string): (edited: EditedDraft, sweep: Point['sweep']) => Point {
  const keys = new Map<string, string>();
  const keyOf = <Part>(part: Part, compute: (part: Part) => string): string => {
    const text = JSON.stringify(part);
    let key = keys.get(text);
    if (key === undefined) keys.set(text, (key = compute(part)));
    return key;
  };
  return ({ draft, shown }, sweep) => {
    const { extra: _extra, provenance: _provenance, evidence: _evidence, missing: _missing, ...rest } = shown;
    return {
      ...rest,
      id: draftId(draft.sha256),
      sample: false,
      importId: 'draft',
      tags: [],
      importedAt,
      sweep,
      deploymentKey: keyOf(rest.deployment, deploymentKey),
      workloadKey: keyOf(rest.workload, workloadKey),
    };
  };
}

/** Which stored points are drawn beside the drafts. */
export type Beside = 'same-model' | 'all' | 'none';

/** Drafts with the stored points to compare them with, each once: a draft that is stored already shows as it is stored. */
export function pointsToDraw(drafts: readonly Point[], stored: readonly Point[], beside: Beside): Point[] {
  const own = new Map(stored.filter(({ sample }) => !sample).map((point) => [point.id, point]));
  const ids = new Set(drafts.map(({ id }) => id));
  const models = new Set(drafts.map(({ deployment }) => deployment.model));
  const isWanted = ({ id, deployment }: Point) =>
    !ids.has(id) && (beside === 'all' || (beside === 'same-model' && models.has(deployment.model)));
  return [...stored.filter(isWanted), ...drafts.map((draft) => own.get(draft.id) ?? draft)];
}
