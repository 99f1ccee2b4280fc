import { type Fills, fillKeys, fills } from '@/lib/domain/fills';
import { checkInput } from '@/lib/server/check-input';
import { CliError, exitCodes } from './cli-error';

/** What `--set gpu=H100 --set tp=4` says, checked; refuses in the words of the command line. */
export function parseFills(given: readonly string[]): Fills {
  const values: Record<string, unknown> = {};
  for (const option of given) {
    const [key = '', ...rest] = option.split('=');
    if (rest.length === 0) throw usage(`--set ${option}: expected NAME=VALUE, as in --set gpu=H100.`);
    if (!isFillKey(key)) throw usage(`--set ${option}: ${key} is not known; known are ${fillKeys.join(', ')}.`);
    values[key] = toValue(key, rest.join('='));
  }
  const checked = checkInput(fills, values);
  if (checked.success) return checked.data;
  throw usage(`--set ${checked.message}`);
}

const isFillKey = (key: string): key is keyof Fills => Object.hasOwn(fills.shape, key);

/** A number where one is expected; text that is none stays, for the schema to refuse. */
function toValue(key: keyof Fills, text: string): unknown {
  const isNumeric = fills.shape[key].safeParse(1).success;
  return isNumeric && /^\d+$/.test(text) ? Number(text) : text;
}

const usage = (message: string) => new CliError(message, exitCodes.usage);
