import type { RecordImporter, TextImporter } from './importer';
import { kneepoint } from './kneepoint/kneepoint';
import { vllmPrinted } from './vllm-printed/vllm-printed';
import { vllmServe } from './vllm-serve/vllm-serve';
import { wrappedOutput } from './wrapped-output/wrapped-output';

/** Every format of JSON records we read, in the order of recognition: the first that knows a record reads it. */
export const recordImporters: readonly RecordImporter[] = [kneepoint, vllmServe, wrappedOutput];

/** Every format we read out of plain text. All see every line; each finds its own. */
export const textImporters: readonly TextImporter[] = [vllmPrinted];

/** What a result may be of, for people. */
export const labels = [...new Set([...recordImporters, ...textImporters].map(({ label }) => label))];
