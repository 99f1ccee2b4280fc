import {
  type BundleExit,
  bundleExit,
  type BundleProgress,
  bundleProgress,
  type Seen,
} from '@/lib/domain/plan/observation';
import type { z } from 'zod';

/** Lines "key value" of a script's answer. Keys may repeat. */
export type Answers = ReadonlyMap<string, readonly string[]>;

export function parseAnswers(text: string): Answers {
  const answers = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const space = line.indexOf(' ');
    if (space <= 0) continue;
    const key = line.slice(0, space);
    answers.set(key, [...(answers.get(key) ?? []), line.slice(space + 1)]);
  }
  return answers;
}

/** The first value of a key; null where it is missing or empty. */
export const answerOf = (answers: Answers, key: string): string | null => answers.get(key)?.[0] || null;

function parseJson<T>(schema: z.ZodType<T>, text: string | null): T | null {
  if (text === null) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

export const statuses = ['absent', 'placed', 'running', 'ended', 'gone'] as const;
export type FolderStatus = (typeof statuses)[number];

export function statusOf(answers: Answers): FolderStatus | null {
  const status = answerOf(answers, 'status');
  return statuses.find((known) => known === status) ?? null;
}

/**
 * What was seen of a job. An exit file that cannot be read as one counts as gone, not as still running; a progress
 * file that cannot be read is no progress.
 */
export function seenFrom(answers: Answers): Seen {
  const status = statusOf(answers);
  const progress: BundleProgress | null = parseJson(bundleProgress, answerOf(answers, 'progress'));
  const exit: BundleExit | null = parseJson(bundleExit, answerOf(answers, 'exit'));
  const seen = (native: Seen['native'], detail: string): Seen => ({
    kind: 'seen',
    native,
    detail,
    progress,
    exit: null,
  });
  switch (status) {
    case 'ended':
      return exit ? { ...seen('ended', exit.reason), exit } : seen('gone', 'its exit file cannot be read');
    case 'running':
      return seen('active', `process ${answerOf(answers, 'leader')?.split(' ')[0] ?? 'unknown'}`);
    case 'gone':
      return seen('gone', goneDetail(answers));
    case 'absent':
      return seen('gone', 'its folder is not there');
    case 'placed':
      return seen('unknown', 'placed, and not started');
    case null:
      return seen('unknown', 'the target gave no answer that is understood');
  }
}

function goneDetail(answers: Answers): string {
  const boot = answerOf(answers, 'leader')?.split(' ')[2];
  return boot && boot !== answerOf(answers, 'boot')
    ? 'the machine was restarted'
    : 'its process is gone and left no word';
}
