import type { presetNames } from '@/lib/domain/plan/workloads';

export type PresetName = (typeof presetNames)[number];
export type ApiKind = 'completions' | 'chat';

/** A workload as it stands in the form: numbers as they were typed. */
export type WorkloadDraft =
  | { kind: 'preset'; preset: PresetName }
  | {
      kind: 'random';
      name: string;
      isl: string;
      osl: string;
      /** Per cent. */
      spread: string;
      sharedPrefix: string;
      api: ApiKind;
    }
  | { kind: 'file'; name: string; format: 'sharegpt' | 'custom'; path: string; osl: string; api: ApiKind };
export type OwnWorkloadDraft = Exclude<WorkloadDraft, { kind: 'preset' }>;

/** What the launch form holds, as it was typed; `toRequest` makes a request of it. Empty text leaves the default. */
export interface LaunchForm {
  name: string;
  target: string;
  kind: 'serve' | 'throughput';
  source: 'started' | 'already-running';

  model: string;
  precision: string;
  kvCache: string;
  flags: string;
  environment: string;
  sizes: { tp: string; pp: string; dp: string };
  /** Keys of the chosen cells, see `cellKey`; those that the sizes do not offer count for nothing. */
  cells: ReadonlySet<string>;

  baseUrl: string;
  /** The name the endpoint serves; empty: the first one. */
  servedModel: string;
  tokenizer: string;
  /** Of the endpoint, where its owner knows it: TP, PP, DP. */
  stated: { tp: string; pp: string; dp: string };
  statedGpu: string;

  workloads: readonly WorkloadDraft[];

  loadMode: 'list' | 'adaptive';
  knob: 'concurrency' | 'request-rate' | 'prompts';
  per: 'absolute' | 'gpu' | 'dp-rank';
  values: string;
  adaptive: {
    from: string;
    to: string;
    stepsPerDoubling: string;
    /** Per cent. */
    minGain: string;
    bendPoints: string;
    dropDominated: boolean;
    medianTtftMs: string;
    medianTpotMs: string;
    minTokensPerSPerUser: string;
  };

  repeats: string;
  promptsPerConcurrency: string;
  promptsFloor: string;
  promptsSeconds: string;
  /** Empty: as many as the concurrency. */
  warmups: string;
  seed: string;
  readyS: string;
  loadS: string;
  attemptS: string;
}

/** A cell of the grid by name: "4-1-1" is TP4 PP1 DP1. */
export const cellKey = ({ tp, pp, dp }: { tp: number; pp: number; dp: number }): string => `${tp}-${pp}-${dp}`;

/** A form nobody has touched. */
export const emptyForm: LaunchForm = {
  name: '',
  target: '',
  kind: 'serve',
  source: 'started',
  model: '',
  precision: '',
  kvCache: '',
  flags: '',
  environment: '',
  sizes: { tp: '1, 2, 4, 8', pp: '1, 2', dp: '1' },
  cells: new Set(['1-1-1', '2-1-1', '4-1-1', '8-1-1']),
  baseUrl: '',
  servedModel: '',
  tokenizer: '',
  stated: { tp: '', pp: '', dp: '' },
  statedGpu: '',
  workloads: [{ kind: 'preset', preset: '1k/1k' }],
  loadMode: 'list',
  knob: 'concurrency',
  per: 'absolute',
  values: '1..64',
  adaptive: {
    from: '1',
    to: '256',
    stepsPerDoubling: '2',
    minGain: '5',
    bendPoints: '1',
    dropDominated: true,
    medianTtftMs: '',
    medianTpotMs: '',
    minTokensPerSPerUser: '',
  },
  repeats: '1',
  promptsPerConcurrency: '10',
  promptsFloor: '16',
  promptsSeconds: '60',
  warmups: '',
  seed: '',
  readyS: '1800',
  loadS: '',
  attemptS: '',
};

/** A sweep that the simulator is through with in a minute or two, curves and all. */
export const trialForm: LaunchForm = {
  ...emptyForm,
  model: 'Qwen/Qwen3-32B-FP8',
  workloads: [{ kind: 'random', name: '', isl: '128', osl: '32', spread: '', sharedPrefix: '', api: 'completions' }],
  promptsPerConcurrency: '4',
};

export type ChangeForm = (patch: Partial<LaunchForm>) => void;
