/** One sample of the Prometheus text format. */
export interface PrometheusSample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

const sampleLine = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})?\s+(\S+)(?:\s+\d+)?\s*$/;
const labelPair = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"/g;

/** Reads the Prometheus text format. Comments and lines that are no samples are left out; "NaN" samples too. */
export function parsePrometheus(text: string): PrometheusSample[] {
  return text.split('\n').flatMap((line) => {
    if (line === '' || line.startsWith('#')) return [];
    const match = sampleLine.exec(line);
    const value = Number(match?.[3] === '+Inf' ? Infinity : match?.[3]);
    if (!match || Number.isNaN(value)) return [];
    const labels = Object.fromEntries(
      [...(match[2] ?? '').matchAll(labelPair)].map(([, key, label]) => [key!, unescape(label!)]),
    );
    return [{ name: match[1]!, labels, value }];
  });
}

const unescape = (label: string) => label.replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char));
