/** A family of a metrics page. Samples by their name and labels as written. */
interface ParsedFamily {
  readonly type: string;
  readonly samples: Map<string, number>;
}

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*",?)*\})? (\S+)$/;

/** Reads the text format strictly: every line must be a comment or a sample of the family announced before it. */
export function parsePrometheus(text: string): Map<string, ParsedFamily> {
  const families = new Map<string, ParsedFamily>();
  let current = '';
  for (const line of text.split('\n').slice(0, -1)) {
    const type = /^# TYPE (\S+) (\S+)$/.exec(line);
    if (type?.[1] && type[2]) {
      current = type[1];
      if (families.has(current)) throw new Error(`Family ${current} is announced twice`);
      families.set(current, { type: type[2], samples: new Map() });
    } else if (!line.startsWith('# HELP ')) readSample(line, current, families);
  }
  return families;
}

function readSample(line: string, current: string, families: Map<string, ParsedFamily>): void {
  const match = SAMPLE.exec(line);
  const [, name = '', labels = '', value = ''] = match ?? [];
  const number = value === '+Inf' ? Infinity : Number(value);
  const base = ['histogram', 'summary'].includes(families.get(current)?.type ?? '')
    ? name.replace(/_(bucket|sum|count)$/, '')
    : name;
  if (!match || Number.isNaN(number) || base !== current) throw new Error(`Not a sample of ${current}: ${line}`);
  const samples = families.get(current)?.samples;
  if (samples?.has(name + labels)) throw new Error(`Twice: ${line}`);
  samples?.set(name + labels, number);
}

/** Sum of the samples of a name whose labels hold all the texts given. */
export function sumSamples(families: Map<string, ParsedFamily>, name: string, ...labels: string[]): number {
  let sum = 0;
  for (const { samples } of families.values()) {
    for (const [key, value] of samples) {
      if (key.startsWith(`${name}{`) && labels.every((label) => key.includes(label))) sum += value;
    }
  }
  return sum;
}
