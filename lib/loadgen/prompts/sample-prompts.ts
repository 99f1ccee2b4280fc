import type { BenchServeOptions } from '../options';
import { randomInteger, seededRandom } from '../random-source';
import type { ServerTokenizer } from '../server-tokenizer';
import { buildCalibratedPrompts, type PromptMeter } from './calibrated-prompts';
import { readCustom } from './custom';
import { buildExactPrompts } from './exact-prompts';
import { drawLengths } from './random-lengths';
import type { Sample, SampleSet } from './sample';
import { readShareGpt } from './sharegpt';

/** What the server can say of prompts. */
export interface PromptTools {
  tokenizer: ServerTokenizer | null;
  measure: PromptMeter;
}

/** The prompts a run sends, in order, the same for the same seed. Throws, in words, where there are none to send. */
export async function samplePrompts(options: BenchServeOptions, tools: PromptTools): Promise<SampleSet> {
  if (options.datasetName === 'random') return sampleRandom(options, tools);
  const random = seededRandom(options.seed, 'dataset');
  const { datasetPath: path } = options;
  if (path === null) throw new Error(`--dataset-name ${options.datasetName} needs --dataset-path`);
  const samples =
    options.datasetName === 'sharegpt'
      ? await readShareGpt(
          { path, count: options.numPrompts, outputLen: options.sharegptOutputLen, shuffle: !options.disableShuffle },
          tokenCounter(tools.tokenizer),
          random,
        )
      : await readCustom(
          {
            path,
            count: options.numPrompts,
            outputLen: options.customOutputLen,
            shuffle: !options.disableShuffle,
            chat: options.backend === 'openai-chat',
          },
          random,
        );
  if (samples.length === 0) throw new Error(`${path}: no prompt that can be sent`);
  const guessed = options.datasetName === 'sharegpt' && tools.tokenizer === null;
  const notices = guessed ? ['Lengths in the data set are guessed: the server has no tokenizer.'] : [];
  return fillUp({ samples, notices }, options);
}

async function sampleRandom(options: BenchServeOptions, { tokenizer, measure }: PromptTools): Promise<SampleSet> {
  const lengths = drawLengths(
    {
      count: options.numPrompts,
      inputLen: options.randomInputLen,
      outputLen: options.randomOutputLen,
      rangeRatio: options.randomRangeRatio,
      specialTokens: tokenizer?.specialTokens ?? 0,
    },
    seededRandom(options.seed, 'lengths'),
  );
  const shortest = options.randomPrefixLen + Math.min(...lengths.map(({ inputTokens }) => inputTokens));
  if (shortest < 1) throw new Error('--random-input-len is too small: prompts without a token cannot be sent');
  const random = seededRandom(options.seed, 'prompts');
  return tokenizer
    ? buildExactPrompts(tokenizer, lengths, options.randomPrefixLen, random)
    : buildCalibratedPrompts(measure, lengths, options.randomPrefixLen, random);
}

/** Without a tokenizer, four characters a token. */
const tokenCounter = (tokenizer: ServerTokenizer | null) => async (text: string) =>
  tokenizer ? (await tokenizer.tokenize(text)).length + tokenizer.specialTokens : Math.ceil(text.length / 4);

/** Repeats prompts where the data has fewer than asked for, as vLLM's client does. */
function fillUp({ samples, notices }: SampleSet, options: BenchServeOptions): SampleSet {
  const missing = options.numPrompts - samples.length;
  if (missing <= 0) return { samples, notices };
  const found = `The data set has ${samples.length} of ${options.numPrompts} prompts`;
  if (!options.oversample) return { samples, notices: [...notices, `${found}: so many are sent.`] };
  const random = seededRandom(options.seed, 'oversampling');
  const repeats = Array.from(
    { length: missing },
    () => samples[randomInteger(random, 0, samples.length - 1)] as Sample,
  );
  return { samples: [...samples, ...repeats], notices: [...notices, `${found}: some are sent more than once.`] };
}
