/** Keys whose numbers are counts; all other numbers are floats, written 1.0 where JavaScript writes 1. */
const countKeys: ReadonlySet<string> = new Set([
  'num_prompts',
  'max_concurrency',
  'completed',
  'failed',
  'total_input_tokens',
  'total_output_tokens',
  'input_lens',
  'output_lens',
  'max_concurrent_requests',
  'spec_decode_num_drafts',
  'spec_decode_draft_tokens',
  'spec_decode_accepted_tokens',
  'index',
  'prompt_len',
  'output_tokens',
  'target_concurrency',
  'threshold_abs',
  'observed_peak',
  'requests_started_in_window',
  'requests_completed_in_window',
  'requests_total',
]);

/**
 * A result as Python's `json.dump` writes it, which is what readers of vLLM's files know: one line, a space after
 * comma and colon, ASCII only, floats with a point. Entries that are undefined are left out.
 */
export const formatPythonJson = (value: unknown, key = ''): string => {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number') return countKeys.has(key) ? String(value) : formatPythonFloat(value);
  if (typeof value === 'string') return formatPythonString(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map((entry) => formatPythonJson(entry, key)).join(', ')}]`;
  const entries = Object.entries(value as Record<string, unknown>).filter(([, entry]) => entry !== undefined);
  const members = entries.map(([name, entry]) => `${formatPythonString(name)}: ${formatPythonJson(entry, name)}`);
  return `{${members.join(', ')}}`;
};

/** Python's `repr` of a float: a point or an exponent always, exponents below 1e-4 and from 1e16 on. */
export function formatPythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e16)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    return `${digits}e${exponent.startsWith('-') ? '-' : '+'}${exponent.replace(/^[+-]/, '').padStart(2, '0')}`;
  }
  const text = String(value);
  return text.includes('.') ? text : `${text}.0`;
}

const formatPythonString = (text: string) =>
  JSON.stringify(text).replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
