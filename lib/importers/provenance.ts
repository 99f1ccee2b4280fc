/**
 * The words `provenance` is written in. A field without an entry is plainly in the source record; a field whose entry
 * starts with one of `weakOrigins` was read out of a name or another file, or assumed, so a person may set it otherwise.
 */
export const provenanceWords = {
  fileName: 'file name',
  folderName: 'folder name',
  modelName: 'model name',
  backendField: 'backend field',
  assumedOne: 'assumed 1',
  setByHand: 'set by hand',
  heading: 'heading in the text',
  recordedArguments: 'recorded arguments of the client',
  clientArguments: 'client arguments in the log',
  computedFromLists: 'computed from per-request lists',
  metadataKey: (key: string) => `metadata key ${key}`,
} as const;

/** What fills a result's gaps, as provenance names it before the file's name: "Kubernetes spec vllm-l4.yaml, args". */
export const companionKinds = {
  'server-log': 'server log',
  'command-line': 'command line in',
  'client-command': 'client command in',
  'ci-commands': 'CI commands',
  'kubeai-model': 'KubeAI Model spec',
  kubernetes: 'Kubernetes spec',
  'helm-values': 'Helm values',
  compose: 'compose file',
  'vllm-config': 'vLLM config file',
  metadata: 'metadata file',
} as const;

const weakOrigins = [
  ...Object.values(companionKinds),
  provenanceWords.fileName,
  provenanceWords.folderName,
  provenanceWords.modelName,
  provenanceWords.backendField,
  provenanceWords.assumedOne,
  provenanceWords.setByHand,
  provenanceWords.heading,
];

/** Whether a value of this provenance gives way to what a person sets. */
export function isWeak(provenance: string | undefined): boolean {
  return provenance !== undefined && weakOrigins.some((origin) => provenance.startsWith(origin));
}

/** Words an importer says of what it read in the file itself or in its name; all others mean that something else filled it. */
const ofTheFile = [
  provenanceWords.fileName,
  provenanceWords.folderName,
  provenanceWords.modelName,
  provenanceWords.backendField,
  provenanceWords.assumedOne,
  provenanceWords.computedFromLists,
  provenanceWords.metadataKey(''),
  'the record',
];

/** Whether a value of this provenance would be found in the file again. */
export function isOfTheFile(provenance: string): boolean {
  return ofTheFile.some((words) => provenance.startsWith(words));
}

/** Adds a remark to a field's provenance: "file name" becomes "file name (folder name says tp4)". */
export function withRemark(provenance: string | undefined, remark: string): string {
  return provenance ? `${provenance} (${remark})` : `the record (${remark})`;
}
