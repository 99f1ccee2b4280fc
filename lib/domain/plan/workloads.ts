import { z } from 'zod';
import { targetPath, title } from './names';

const length = z.int().min(1).max(4_000_000);

/** Random prompts of given lengths, in tokens. `lengthSpread` is the half-width of both as a share: 0 is fixed. */
export const randomWorkload = z.strictObject({
  kind: z.literal('random'),
  name: title.nullable().default(null),
  isl: length,
  osl: length,
  lengthSpread: z.number().min(0).max(0.99).default(0),
  /** Tokens all prompts begin with in common, in addition to `isl`. */
  sharedPrefix: z.int().min(0).max(4_000_000).default(0),
  /** Whether prompts go to the chat endpoint or to completions. */
  api: z.enum(['completions', 'chat']).default('completions'),
});

/** Prompts from a file on the target: ShareGPT's JSON, or JSON Lines with a `prompt` each. `osl` null: the data's own. */
export const fileWorkload = z.strictObject({
  kind: z.literal('file'),
  name: title.nullable().default(null),
  format: z.enum(['sharegpt', 'custom']),
  path: targetPath,
  osl: length.nullable().default(null),
  api: z.enum(['completions', 'chat']).default('completions'),
});

export const presetNames = ['1k/1k', '1k/8k', '8k/1k', 'chat'] as const;
export const presetWorkload = z.strictObject({ kind: z.literal('preset'), preset: z.enum(presetNames) });

export const requestedWorkload = z.discriminatedUnion('kind', [randomWorkload, fileWorkload, presetWorkload]);
export type RequestedWorkload = z.infer<typeof requestedWorkload>;

/** A workload with nothing left to look up. */
export const plannedWorkload = z.discriminatedUnion('kind', [
  randomWorkload.extend({ name: title }),
  fileWorkload.extend({ name: title }),
]);
export type PlannedWorkload = z.infer<typeof plannedWorkload>;

const fixed = (isl: number, osl: number) => ({
  isl,
  osl,
  lengthSpread: 0,
  sharedPrefix: 0,
  api: 'completions' as const,
});

const presets = {
  '1k/1k': fixed(1024, 1024),
  '1k/8k': fixed(1024, 8192),
  '8k/1k': fixed(8192, 1024),
  /** Short turns of varying length through the chat endpoint. */
  chat: { isl: 512, osl: 256, lengthSpread: 0.5, sharedPrefix: 0, api: 'chat' as const },
} satisfies Record<(typeof presetNames)[number], Omit<z.infer<typeof randomWorkload>, 'kind' | 'name'>>;

/** The workload behind a preset, or the workload itself; an unnamed one is named after its lengths or its file. */
export function resolveWorkload(workload: RequestedWorkload): PlannedWorkload {
  if (workload.kind === 'preset') return { kind: 'random', name: workload.preset, ...presets[workload.preset] };
  if (workload.kind === 'random') return { ...workload, name: workload.name ?? lengthsName(workload) };
  return { ...workload, name: workload.name ?? workload.path.split('/').at(-1)! };
}

function lengthsName({ isl, osl, lengthSpread, sharedPrefix, api }: z.infer<typeof randomWorkload>): string {
  const spread = lengthSpread > 0 ? ` ±${Math.round(lengthSpread * 100)} %` : '';
  const prefix = sharedPrefix > 0 ? ` +${sharedPrefix} shared` : '';
  return `${isl}/${osl}${spread}${prefix}${api === 'chat' ? ' chat' : ''}`;
}
