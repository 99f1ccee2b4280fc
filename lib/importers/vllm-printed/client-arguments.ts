import { type PythonValue, readPythonKeywords } from '@/lib/vllm/server-log/python-literal';
import { serverFlagOf, targetOf } from '../vllm-serve/metadata-keys';

/** Fields in the words of the result JSON, as they stand in the lines around a printed result. */
export type Around = Record<string, PythonValue>;

/** The line in which vLLM's tools print all their arguments; null where a line is none. */
export function readNamespace(line: string): Around | null {
  const at = line.indexOf('Namespace(');
  return at < 0 ? null : readPythonKeywords(line.slice(at));
}

/** Of the dataset chosen: where its arguments say how long prompts and answers are. The rest are defaults of other datasets. */
const lengthKeys: Readonly<Record<string, { isl?: string; osl?: string; prefix?: string }>> = {
  random: { isl: 'random_input_len', osl: 'random_output_len', prefix: 'random_prefix_len' },
  'random-mm': { isl: 'random_input_len', osl: 'random_output_len', prefix: 'random_prefix_len' },
  sonnet: { isl: 'sonnet_input_len', osl: 'sonnet_output_len', prefix: 'sonnet_prefix_len' },
  sharegpt: { osl: 'sharegpt_output_len' },
  hf: { osl: 'hf_output_len' },
  prefix_repetition: { osl: 'prefix_repetition_output_len' },
};

const isNumber = (value: PythonValue | undefined): value is number =>
  typeof value === 'number' && Number.isFinite(value);

/** What the serving client's arguments say of a run, in the words of the result JSON and its metadata. */
export function serveFields(given: Around): Around {
  const { model, num_prompts, burstiness, max_concurrency, dataset_name, seed, ignore_eos, temperature, backend } =
    given;
  const lengths = (typeof dataset_name === 'string' ? lengthKeys[dataset_name] : undefined) ?? {};
  const numbers = {
    num_prompts,
    burstiness,
    max_concurrency,
    temperature,
    isl: given.input_len ?? given[lengths.isl ?? ''],
    osl: given.output_len ?? given[lengths.osl ?? ''],
    random_prefix_len: given[lengths.prefix ?? ''],
    client_seed: seed,
  };
  return {
    ...metadataOf(given.metadata),
    ...(typeof model === 'string' && { model_id: model }),
    ...(typeof backend === 'string' && { backend }),
    ...(typeof dataset_name === 'string' && { dataset_name }),
    ...rateOf(given.request_rate),
    ...(max_concurrency === null && { max_concurrency: null }),
    // The client forces it on for random prompts without saying so: only "True" is telling.
    ...(ignore_eos === true && { ignore_eos: true }),
    ...Object.fromEntries(Object.entries(numbers).filter(([, value]) => isNumber(value))),
  };
}

function rateOf(rate: PythonValue | undefined): Around {
  if (rate === 'inf') return { request_rate: 'inf' };
  return isNumber(rate) ? { request_rate: rate } : {};
}

/** `metadata=['tp=4', 'gpu=H100']`, as the client was given it. */
function metadataOf(given: PythonValue | undefined): Around {
  if (!Array.isArray(given)) return {};
  const pairs = given.flatMap((pair) => (typeof pair === 'string' && pair.indexOf('=') > 0 ? [pair] : []));
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

/** What the arguments of an offline benchmark say: it starts the engine itself, so they hold the engine's flags too. */
export function offlineFields(given: Around): Around {
  const known = Object.entries(given).filter(
    ([key, value]) =>
      (targetOf(key) !== null || serverFlagOf(key) !== null) &&
      ['string', 'number', 'boolean'].includes(typeof value) &&
      value !== 'auto',
  );
  const kept = ['model', 'batch_size', 'num_prompts'].flatMap((key) =>
    given[key] === undefined || given[key] === null ? [] : [[key, given[key]] as const],
  );
  return { ...metadataOf(given.metadata), ...Object.fromEntries([...known, ...kept]) };
}

const clientLines: readonly (readonly [RegExp, (value: string) => Around])[] = [
  [
    /(?:^|[\s|>\]])Traffic request rate: (inf|[\d.]{1,20})$/,
    (value) => ({ request_rate: value === 'inf' ? 'inf' : Number(value) }),
  ],
  [/(?:^|[\s|>\]])Burstiness factor: ([\d.]{1,20}) \(/, (value) => ({ burstiness: Number(value) })],
  [
    /(?:^|[\s|>\]])Maximum request concurrency: (None|\d{1,9})$/,
    (value) => ({ max_concurrency: value === 'None' ? null : Number(value) }),
  ],
];

const headings: Readonly<Record<string, string>> = {
  seq_length: 'isl',
  seq_len: 'isl',
  input_len: 'isl',
  isl: 'isl',
  output_len: 'osl',
  osl: 'osl',
  concurrency: 'max_concurrency',
  max_concurrency: 'max_concurrency',
};

/** What a heading above blocks says of all that follow, "## input_len: 1024"; null where a line is none. */
export function readHeading(line: string): Around | null {
  const [, name, value] = /^[#*\s]{0,6}([A-Za-z_ ]{3,20}?)\s?[:=]\s?(\d{1,9})[*\s]{0,4}$/.exec(line.slice(0, 60)) ?? [];
  const key = name?.toLowerCase().replaceAll(' ', '_') ?? '';
  return Object.hasOwn(headings, key) ? { [headings[key]!]: Number(value) } : null;
}

/** What the client prints of its load before it starts; null where a line is none of these. */
export function readClientLine(line: string): Around | null {
  const text = line.slice(-80);
  for (const [pattern, read] of clientLines) {
    const value = pattern.exec(text)?.[1];
    if (value !== undefined) return read(value);
  }
  return null;
}
