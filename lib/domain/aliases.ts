import { canonicalEngine } from './engine-names';
import { canonicalGpu } from './gpu-names';
import type { BaseMeasurement } from './measurement';
import { precisionOf } from './precision';

/** Another name of a model or a GPU: `name` is shown as `target`. */
export interface NameAlias {
  kind: 'model' | 'gpu';
  name: string;
  target: string;
}

/** Looks up what a user calls things; the exact name counts, surrounding space does not. */
export interface AliasBook {
  model: ReadonlyMap<string, string>;
  gpu: ReadonlyMap<string, string>;
}

/** The aliases by kind and name; of two for one name the later wins. */
export function aliasBook(aliases: readonly NameAlias[]): AliasBook {
  const book = { model: new Map<string, string>(), gpu: new Map<string, string>() };
  for (const { kind, name, target } of aliases) book[kind].set(name.trim(), target.trim());
  return book;
}

function gpuName(name: string, { gpu }: AliasBook): string {
  const builtIn = canonicalGpu(name);
  return gpu.get(name.trim()) ?? gpu.get(builtIn) ?? builtIn;
}

/**
 * A measurement under the names to show. GPUs: the user's alias of the source's name or of its usual name, else the usual
 * name. Models: the user's alias, else as written; a precision only the original name carries ("...-FP8") is kept
 * in `precision`, so that an alias does not lose it. Engines by their projects' spelling. The input stays as it is.
 */
export function applyAliases<T extends Pick<BaseMeasurement, 'deployment'>>(measurement: T, book: AliasBook): T {
  const { deployment } = measurement;
  const { model, engine, hardware } = deployment;
  return {
    ...measurement,
    deployment: {
      ...deployment,
      model: model === null ? null : (book.model.get(model.trim()) ?? model),
      precision: precisionOf(deployment) ?? deployment.precision,
      engine: engine === null ? null : canonicalEngine(engine),
      hardware: { ...hardware, gpu: hardware.gpu === null ? null : gpuName(hardware.gpu, book) },
    },
  };
}
