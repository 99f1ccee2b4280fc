import { canonicalJson } from '@/lib/domain/identity';
import type { JsonRecord, RecordImporter, RecordReading, TextOutcome } from '../importer';
import { sha256OfText } from '../json/record-hash';
import { aProblem, describeValue } from '../problems';
import { provenanceWords } from '../provenance';
import { vllmLatency, vllmThroughput } from '../vllm-offline/vllm-offline';
import { type Around, offlineFields, serveFields } from '../vllm-printed/client-arguments';
import { aroundPaths } from '../vllm-printed/map-block';
import { vllmServe } from '../vllm-serve/vllm-serve';

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The PyTorch benchmark format (`*.pytorch.json`): one record for each metric, all of one run with the same arguments and
 * the same further keys. The only file of vLLM's with the client's arguments in it.
 */
export const vllmPytorch: RecordImporter = {
  format: 'vllm-pytorch',
  namesHelp: true,
  recognises: ({ benchmark, metric }) => isObject(benchmark) && isObject(metric) && 'benchmark_values' in metric,
  read: (record, file) => {
    const reading = new PytorchReading(file);
    reading.read(record);
    const { measurements, problems } = reading.end();
    return { measurements: measurements.map(({ measurement }) => measurement), problems };
  },
  begin: (file) => new PytorchReading(file),
};

/** The records of one run, taken together. */
interface Run {
  path: string;
  index: number;
  fields: Record<string, unknown>;
  args: Fields;
  model: string | null;
  hashes: string[];
}
const maxRuns = 20_000;

class PytorchReading implements RecordReading {
  #file: string;
  #runs = new Map<string, Run>();
  #problems: TextOutcome['problems'] = [];

  constructor(file: string) {
    this.#file = file;
  }

  read(record: JsonRecord): void {
    const { benchmark, metric, model } = record.value as { benchmark: Fields; metric: Fields; model: unknown };
    const { name, benchmark_values: values, extra_info } = metric;
    if (typeof name !== 'string' || !Array.isArray(values)) {
      const found = describeValue(typeof name === 'string' ? values : name);
      this.#problems.push(aProblem(this.#file, record.path, 'a metric with its name and a list of values', found));
      return;
    }
    const info = isObject(benchmark.extra_info) ? benchmark.extra_info : {};
    const args = isObject(info.args) ? info.args : {};
    const further = isObject(extra_info) ? extra_info : {};
    const modelName = isObject(model) && typeof model.name === 'string' ? model.name : null;
    const key = sha256OfText(canonicalJson([args, further, modelName] as Parameters<typeof canonicalJson>[0]));
    const run = this.#runs.get(key) ?? {
      path: record.path,
      index: record.index,
      fields: { ...further },
      args,
      model: modelName,
      hashes: [],
    };
    run.fields[name === 'latency' ? 'latencies' : name] = name === 'latency' ? (values as unknown) : values[0];
    run.hashes.push(record.sha256);
    if (this.#runs.size < maxRuns) this.#runs.set(key, run);
  }

  end(): TextOutcome {
    const outcome: TextOutcome = { measurements: [], problems: this.#problems };
    for (const run of this.#runs.values()) {
      const { measurements, problems } = readRun(run, this.#file);
      outcome.measurements.push(...measurements);
      outcome.problems.push(...problems);
    }
    return outcome;
  }
}

function readRun(run: Run, file: string): TextOutcome {
  const { fields, args, model, path, index, hashes } = run;
  const importer = [vllmThroughput, vllmLatency].find(({ recognises }) => recognises(fields)) ?? vllmServe;
  const isServe = importer === vllmServe;
  const given = isServe ? serveFields(args as Around) : offlineFields(args as Around);
  const named = model === null ? {} : { [isServe ? 'model_id' : 'model']: model };
  const value: Fields = { ...given, ...named, ...fields };
  const record: JsonRecord = {
    value,
    lists: new Map(),
    notNumbers: new Map(),
    omitted: [],
    index,
    path,
    sha256: sha256OfText(hashes.join('\n')),
  };
  const { measurements, problems } = importer.read(record, file);
  const from = Object.entries(aroundPaths).filter(([key]) => key in given && !(key in fields));
  const provenance = Object.fromEntries(from.map(([, place]) => [place, provenanceWords.recordedArguments]));
  return {
    problems,
    measurements: measurements.map((measurement) => ({
      path,
      measurement: {
        ...measurement,
        source: { ...measurement.source, format: 'vllm-pytorch' },
        provenance: { ...measurement.provenance, ...provenance },
      },
    })),
  };
}
