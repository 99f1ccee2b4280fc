import { type JobRequest, jobRequest } from '@/lib/api/job-contracts';
import { planLimits } from '@/lib/domain/plan/expand-plan';
import { chosenCells, readSizes } from './chosen-cells';
import { FieldReader } from './field-reader';
import { parseFlagText } from './flag-text';
import type { LaunchForm, WorkloadDraft } from './launch-form';
import { parseNumberList } from './number-list';
import { flagOfChoice, kvCaches, precisions } from './precisions';

/** What is wrong with fields of the form, by their name: "model", "values", "workloads.1.isl". */
export type FieldErrors = Readonly<Record<string, string>>;

export type FormReading = { request: JobRequest; errors: FieldErrors } | { request: null; errors: FieldErrors };

/** The request a form stands for; null, with the reasons by field, while there is none. */
export function toRequest(form: LaunchForm): FormReading {
  const reader = new FieldReader();
  const draft = {
    name: form.name.trim() === '' ? null : form.name,
    target: reader.text('target', form.target, 'Choose where it runs.'),
    kind: form.kind,
    deployment: form.source === 'started' ? startedOf(form, reader) : runningOf(form, reader),
    workloads: form.workloads.map((workload, index) => workloadOf(workload, `workloads.${index}`, reader)),
    loads: form.loadMode === 'list' ? listOf(form, reader) : adaptiveOf(form, reader),
    repeats: reader.number('repeats', form.repeats, { least: 1, most: 100 }),
    prompts: {
      perConcurrency: reader.number('promptsPerConcurrency', form.promptsPerConcurrency, {
        least: 1,
        most: 1000,
        fraction: true,
      }),
      floor: reader.number('promptsFloor', form.promptsFloor, { least: 1, most: 100_000 }),
      seconds: reader.number('promptsSeconds', form.promptsSeconds, { least: 1, most: 86_400 }),
    },
    warmups: reader.number('warmups', form.warmups, { least: 0, most: 100_000 }) ?? 'concurrency',
    seed: reader.number('seed', form.seed, { least: 0, most: 2_147_483_647 }) ?? null,
    deadlines: {
      readyS: reader.number('readyS', form.readyS, deadline),
      loadS: reader.number('loadS', form.loadS, deadline) ?? null,
      attemptS: reader.number('attemptS', form.attemptS, deadline) ?? null,
    },
  };
  if (form.workloads.length === 0) reader.wrong('workloads', 'Choose at least one workload.');
  if (reader.isWrong) return { request: null, errors: reader.errors };
  const parsed = jobRequest.safeParse(draft);
  if (parsed.success) return { request: parsed.data, errors: {} };
  for (const { path, message } of parsed.error.issues) reader.wrong(fieldOf(path), message);
  return { request: null, errors: reader.errors };
}

const deadline = { least: 1, most: 30 * 24 * 3600 };

/** The form's name for a place in the request. */
function fieldOf(path: readonly PropertyKey[]): string {
  const [head, second, third] = path.map(String);
  if (head === 'deployment') return second === 'grid' ? 'cells' : (second ?? 'model');
  if (head === 'workloads' && second !== undefined) return ['workloads', second, third].filter(Boolean).join('.');
  return head ?? 'form';
}

function startedOf(form: LaunchForm, reader: FieldReader) {
  const typed = parseFlagText(form.flags);
  if (typeof typed === 'string') reader.wrong('flags', typed);
  const chosen = [flagOfChoice(precisions, form.precision), flagOfChoice(kvCaches, form.kvCache)];
  return {
    source: 'started',
    model: reader.text('model', form.model, 'Name a model.'),
    grid: gridOf(form, reader),
    flags: [...chosen.filter((flag) => flag !== null), ...(typeof typed === 'string' ? [] : typed)],
    environment: environmentOf(form, reader),
  };
}

function gridOf(form: LaunchForm, reader: FieldReader) {
  const { sizes, errors } = readSizes(form);
  for (const [axis, message] of Object.entries(errors)) reader.wrong(`sizes.${axis}`, message);
  const chosen = chosenCells(sizes, form.cells);
  if (chosen.length === 0) reader.wrong('cells', 'Choose at least one deployment.');
  const used = (axis: 'tp' | 'pp' | 'dp') => [...new Set(chosen.map((cell) => cell[axis]))].sort((a, b) => a - b);
  const grid = { tp: used('tp'), pp: used('pp'), dp: used('dp') };
  const isWhole = grid.tp.length * grid.pp.length * grid.dp.length === chosen.length;
  if (chosen.length > planLimits.deployments) {
    const count = chosen.length.toLocaleString('en-US');
    reader.wrong('cells', `${count} deployments are chosen; one job takes at most ${planLimits.deployments}.`);
  }
  return { ...grid, only: isWhole ? null : chosen };
}

/** Names alone: a value typed here would be a secret on its way to the server. */
function environmentOf({ environment }: LaunchForm, reader: FieldReader): string[] {
  const names = environment.split(/[\s,;]+/).filter((name) => name !== '');
  const wrong = names.find((name) => !/^[A-Za-z_][A-Za-z0-9_]{0,99}$/.test(name));
  if (wrong !== undefined) {
    const message = wrong.includes('=')
      ? `Give only the name ${wrong.slice(0, wrong.indexOf('='))}: its value is taken from the environment Kneepoint runs in, and never typed here.`
      : 'Names of variables: letters, digits and underscores, separated by spaces.';
    reader.wrong('environment', message);
  }
  return names;
}

function runningOf(form: LaunchForm, reader: FieldReader) {
  const optional = (text: string) => (text.trim() === '' ? null : text.trim());
  const { tp, pp, dp } = form.stated;
  const isStated = [tp, pp, dp].some((size) => size.trim() !== '');
  if (form.baseUrl.trim() !== '' && !/^https?:\/\/[^/]/.test(form.baseUrl.trim())) {
    reader.wrong('baseUrl', 'An address that begins with http:// or https://.');
  }
  const size = (axis: string, text: string) => reader.number(`stated.${axis}`, text, { least: 1, most: 1024 }) ?? 1;
  return {
    source: 'already-running',
    baseUrl: reader.text('baseUrl', form.baseUrl, 'The address of the server, such as http://gpu-box:8000.'),
    model: optional(form.servedModel),
    tokenizer: optional(form.tokenizer),
    topology: isStated ? { tp: size('tp', tp), pp: size('pp', pp), dp: size('dp', dp) } : null,
    gpu: optional(form.statedGpu),
    environment: environmentOf(form, reader),
  };
}

const length = { least: 1, most: 4_000_000 };
const optionalName = (name: string) => (name.trim() === '' ? null : name);

function workloadOf(workload: WorkloadDraft, at: string, reader: FieldReader) {
  if (workload.kind === 'preset') return workload;
  const { name, kind, api } = workload;
  if (kind === 'file') {
    return {
      kind,
      name: optionalName(name),
      format: workload.format,
      path: reader.text(`${at}.path`, workload.path, 'Where the file is on the target, such as ~/sharegpt.json.'),
      osl: reader.number(`${at}.osl`, workload.osl, length) ?? null,
      api,
    };
  }
  const spread = reader.number(`${at}.spread`, workload.spread, { least: 0, most: 99, fraction: true });
  return {
    kind,
    name: optionalName(name),
    isl: reader.required(`${at}.isl`, workload.isl, length),
    osl: reader.required(`${at}.osl`, workload.osl, length),
    lengthSpread: spread === undefined ? undefined : spread / 100,
    sharedPrefix: reader.number(`${at}.sharedPrefix`, workload.sharedPrefix, { least: 0, most: 4_000_000 }),
    api,
  };
}

function listOf({ knob, per, values }: LaunchForm, reader: FieldReader) {
  const found = parseNumberList(values, { whole: knob !== 'request-rate' && per === 'absolute', most: 200 });
  if (typeof found === 'string') reader.wrong('values', found);
  return { mode: 'list', knob, per, values: found };
}

function adaptiveOf({ adaptive, per }: LaunchForm, reader: FieldReader) {
  const load = { least: 1, most: 100_000 };
  const limit = (name: 'medianTtftMs' | 'medianTpotMs' | 'minTokensPerSPerUser') =>
    reader.number(`adaptive.${name}`, adaptive[name], { above: 0, most: 1e9, fraction: true }) ?? null;
  const minGain = reader.number('adaptive.minGain', adaptive.minGain, { least: 0, most: 100, fraction: true });
  return {
    mode: 'adaptive',
    per,
    from: reader.number('adaptive.from', adaptive.from, load),
    to: reader.number('adaptive.to', adaptive.to, load),
    stepsPerDoubling: reader.number('adaptive.stepsPerDoubling', adaptive.stepsPerDoubling, { least: 1, most: 8 }),
    minGainPerDoubling: minGain === undefined ? undefined : minGain / 100,
    bendPoints: reader.number('adaptive.bendPoints', adaptive.bendPoints, { least: 0, most: 10 }),
    dropDominated: adaptive.dropDominated,
    limits: {
      medianTtftMs: limit('medianTtftMs'),
      medianTpotMs: limit('medianTpotMs'),
      minTokensPerSPerUser: limit('minTokensPerSPerUser'),
    },
  };
}
