import { randomBytes } from 'node:crypto';
import { type ScriptLimits, type ScriptResult, type Transport, TransportError } from './transport';

const encoder = new TextEncoder();

/**
 * Runs a script and returns its own output exactly: what start-up files of a remote shell print before it is cut off,
 * and output that breaks off before the end is an error, not a short answer.
 */
export async function framedRun(transport: Transport, script: string, limits: ScriptLimits): Promise<ScriptResult> {
  const mark = `kneepoint-${randomBytes(12).toString('hex')}`;
  const framed = `printf '%s\\n' ${mark}\n(\n${script}\n)\nprintf '\\n%s %s\\n' ${mark} "$?"\n`;
  const result = await transport.run(framed, limits);
  const bytes = Buffer.from(result.stdout);
  const begin = bytes.indexOf(encoder.encode(`${mark}\n`));
  const end = bytes.lastIndexOf(encoder.encode(`\n${mark} `));
  const bodyStart = begin + mark.length + 1;
  if (begin < 0 || end < bodyStart - 1) {
    throw new TransportError(
      `${transport.name}: the connection broke off (${result.stderr.trim().slice(-300) || 'no message'}).`,
    );
  }
  const code = Number.parseInt(bytes.toString('latin1', end + mark.length + 2), 10);
  return { code, stdout: bytes.subarray(bodyStart, Math.max(bodyStart, end)), stderr: result.stderr };
}
