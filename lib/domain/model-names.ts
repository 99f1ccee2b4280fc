const precisionMarks: [RegExp, string][] = [
  [/(^|[-_./ ])(nvfp4)(?=$|[-_. ])/i, 'NVFP4'],
  [/(^|[-_./ ])(mxfp4)(?=$|[-_. ])/i, 'MXFP4'],
  [/(^|[-_./ ])(fp4)(?=$|[-_. ])/i, 'FP4'],
  [/(^|[-_./ ])(fp8)(?=$|[-_. ])/i, 'FP8'],
  [/(^|[-_./ ])(awq)(?=$|[-_. ])/i, 'AWQ'],
  [/(^|[-_./ ])(gptq)(?=$|[-_. ])/i, 'GPTQ'],
  [/(^|[-_./ ])(w8a8|w8a16|int8)(?=$|[-_. ])/i, 'INT8'],
  [/(^|[-_./ ])(w4a16|int4)(?=$|[-_. ])/i, 'INT4'],
  [/(^|[-_./ ])(bf16)(?=$|[-_. ])/i, 'BF16'],
  [/(^|[-_./ ])(fp16)(?=$|[-_. ])/i, 'FP16'],
];

/** The precision a model's name carries ("Meta-Llama-3.1-70B-Instruct-FP8" is "FP8"); null where it carries none. */
export function precisionInName(model: string): string | null {
  return precisionMarks.find(([pattern]) => pattern.test(model))?.[1] ?? null;
}

/** The last part of a repository id or path: "/models/meta-llama/Llama-3-8B/" is "Llama-3-8B". */
function lastPart(model: string): string {
  const parts = model.split(/[/\\]/).filter((part) => part !== '');
  return parts.at(-1)?.replace(/^.+?--(?=.)/, '') ?? model;
}

/**
 * A model's name at growing lengths, for labels: without owner, "Meta-" and "-Instruct", its precision set apart
 * ("Llama-3.1-70B FP8"); the last part of the name as it is; the whole name. A reader sees the shortest unique one.
 */
export function modelLabels(model: string): string[] {
  const last = lastPart(model);
  const mark = precisionMarks.find(([pattern]) => pattern.test(last));
  const bare = mark ? last.replace(mark[0], '') : last;
  const short = bare.replace(/^Meta-(?=Llama)/i, '').replace(/-(Instruct|chat-hf)(?=$|-)/i, '');
  const readable = short === '' ? last : short;
  return [mark ? `${readable} ${mark[1]}` : readable, last, model];
}
